"""From a method and a path to the function that answers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Callable

from conductor.devserver.refusal import NotFound, WrongMethod
from conductor.devserver.requests import Answer, Request

if TYPE_CHECKING:
    from conductor.devserver.engine import Engine

_SLASHES = re.compile(r"/{2,}")

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
        self._patterns: list[tuple[str, str]] = []

    def add(self, method: str, pattern: str, route: Route) -> None:
        """Answer ``method`` on ``pattern`` (``/tasks/{taskId}``) by ``route``."""
        node = self._root
        names: list[str] = []
        for part in pattern.split("/")[1:]:
            if part.startswith("{"):
                names.append(part[1:-1])
                if node.any is None:
                    node.any = _Node()
                node = node.any
            else:
                node = node.literal.setdefault(part, _Node())
        node.routes[method] = (route, tuple(names))
        self._patterns.append((method, pattern))

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
        allowed = list(dict.fromkeys(method for node, _ in ends for method in node.routes))
        if not allowed:
            raise nowhere(request)
        if request.method == "HEAD" and "GET" in allowed:
            request.method = "GET"  # the body is left out when the answer is sent
            return self.find(request, parts)
        if request.method == "OPTIONS":
            return _options(allowed)
        raise WrongMethod(f"Request method '{request.method}' is not supported")

    def patterns(self) -> list[tuple[str, str]]:
        """Every method and pattern there is."""
        return list(self._patterns)

    def _collect(
        self, node: _Node, parts: list[str], at: int, values: list[str], ends: list[tuple[_Node, list[str]]]
    ) -> None:
        if at == len(parts):
            if node.routes:
                ends.append((node, list(values)))
            return
        child = node.literal.get(parts[at])
        if child is not None:
            self._collect(child, parts, at + 1, values, ends)
        if node.any is not None and parts[at]:
            values.append(parts[at])
            self._collect(node.any, parts, at + 1, values, ends)
            values.pop()


def nowhere(request: Request) -> NotFound:
    """The refusal of a path that nothing is at."""
    return NotFound(f"No static resource {_SLASHES.sub('/', request.path).strip('/')}.")


def _options(allowed: list[str]) -> Route:
    methods: list[str] = []
    for method in allowed:
        methods += ["GET", "HEAD"] if method == "GET" else [method]
    headers = (("Allow", ",".join([*methods, "OPTIONS"])), ("Accept-Patch", ""))
    return lambda engine, request: Answer(200, "", b"", headers)
