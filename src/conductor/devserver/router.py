"""From a method and a path to the function that answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Callable

from conductor.devserver.refusal import NotFound, WrongMethod
from conductor.devserver.requests import Answer, Request

if TYPE_CHECKING:
    from conductor.devserver.engine import Engine

Route = Callable[["Engine", Request], Answer]


class _Node:
    __slots__ = ("any", "literal", "names", "routes")

    def __init__(self) -> None:
        self.literal: dict[str, _Node] = {}
        self.any: _Node | None = None
        self.routes: dict[str, tuple[Route, tuple[str, ...]]] = {}


class Router:
    """Routes by path; a literal part goes before a placeholder."""

    def __init__(self) -> None:
        self._root = _Node()

    def add(self, method: str, pattern: str, route: Route) -> None:
        """Answer ``method`` on ``pattern`` (``/tasks/{taskId}``) by ``route``."""
        node = self._root
        names: list[str] = []
        for part in pattern.split("/"):
            if not part:
                continue
            if part.startswith("{"):
                names.append(part[1:-1])
                if node.any is None:
                    node.any = _Node()
                node = node.any
            else:
                node = node.literal.setdefault(part, _Node())
        node.routes[method] = (route, tuple(names))

    def route(self, method: str, pattern: str) -> Callable[[Route], Route]:
        """``add`` as a decorator."""

        def register(route: Route) -> Route:
            self.add(method, pattern, route)
            return route

        return register

    def find(self, request: Request, parts: list[str]) -> Route:
        """The function for this request; the placeholders' values are in ``request.params`` then.

        :raises NotFound: no such path. :raises WrongMethod: the path is there for other methods only.
        """
        ends: list[tuple[_Node, list[str]]] = []
        self._collect(self._root, parts, 0, [], ends)
        for node, values in ends:
            found = node.routes.get(request.method)
            if found is not None:
                route, names = found
                request.params = dict(zip(names, values))
                return route
        if any(node.routes for node, _ in ends):
            raise WrongMethod(f"Request method '{request.method}' is not supported")
        raise NotFound(f"No static resource {request.path.strip('/')}.")

    def _collect(
        self, node: _Node, parts: list[str], at: int, values: list[str], ends: list[tuple[_Node, list[str]]]
    ) -> None:
        if at == len(parts):
            ends.append((node, list(values)))
            return
        child = node.literal.get(parts[at])
        if child is not None:
            self._collect(child, parts, at + 1, values, ends)
        if node.any is not None:
            values.append(parts[at])
            self._collect(node.any, parts, at + 1, values, ends)
            values.pop()
