"""The steps of a compiled path, and how each goes from a value to the values below it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conductor.devserver.json_value import is_list, is_object

if TYPE_CHECKING:
    from collections.abc import Iterator

MISSING: Any = object()


class PathError(Exception):
    """The path is well formed but cannot be applied to this document."""


class InvalidPath(ValueError):
    """The text is no path."""


class Step:
    """One step of a path."""

    definite: bool = True
    """Whether it finds at most one value."""
    final: bool = False
    """Whether the path ends here, whatever is written after it."""
    counts: bool = False
    """Whether what it finds is a result even where the path goes on."""

    def select(self, value: Any, root: Any, last: bool) -> Iterator[Any]:
        """Yield what this step finds in ``value``; ``last`` says that no step follows."""
        raise NotImplementedError


class Path:
    """A compiled path: its steps, and whether it can find at most one value."""

    def __init__(self, steps: list[Step], from_root: bool = True) -> None:
        ends = [position for position, step in enumerate(steps) if step.final]
        self.steps = steps[: ends[0] + 1] if ends else steps
        self.from_root = from_root
        many = any(isinstance(step, Names) and len(step.names) > 1 for step in steps[:-1])
        self.definite = not many and all(step.definite for step in steps)
        names = [step.names[0] for step in self.steps if isinstance(step, Names) and len(step.names) == 1]
        self.names = tuple(names) if len(names) == len(steps) else None

    def find(self, value: Any, root: Any) -> Any:
        """Return the value (definite) or the list of values; ``MISSING`` where a definite path finds none."""
        found = list(self._walk(value, root, 0))
        if not self.definite:
            return found
        return found[-1] if found else MISSING

    def _walk(self, value: Any, root: Any, position: int) -> Iterator[Any]:
        if position == len(self.steps):
            yield value
            return
        step = self.steps[position]
        last = position + 1 == len(self.steps)
        for found in step.select(value, root, last):
            if step.counts and not last:
                yield found
            yield from self._walk(found, root, position + 1)


class Names(Step):
    """``.name``, ``['name']`` or ``['a','b']``."""

    def __init__(self, names: list[str]) -> None:
        self.names = names

    def select(self, value: Any, root: Any, last: bool) -> Iterator[Any]:
        if not is_object(value):
            return
        if len(self.names) == 1:
            if self.names[0] in value:
                yield value[self.names[0]]
        elif last:
            yield {name: value[name] for name in self.names if name in value}
        else:
            yield from (value[name] for name in self.names if name in value)


class Indexes(Step):
    """``[0]``, ``[-1]`` or ``[0,2]``."""

    def __init__(self, indexes: list[int]) -> None:
        self.indexes = indexes
        self.definite = len(indexes) == 1

    def select(self, value: Any, root: Any, last: bool) -> Iterator[Any]:
        if is_list(value):
            for index in self.indexes:
                if -len(value) <= index < len(value):
                    yield value[index]


class Slice(Step):
    """``[1:]``, ``[:2]``, ``[-2:]`` or ``[1:2]``."""

    definite = False

    def __init__(self, start: int | None, stop: int | None) -> None:
        self.part = slice(start, stop)

    def select(self, value: Any, root: Any, last: bool) -> Iterator[Any]:
        if is_list(value):
            yield from value[self.part]


class Wildcard(Step):
    """``*`` or ``[*]``: every value of an object or a list."""

    definite = False

    def select(self, value: Any, root: Any, last: bool) -> Iterator[Any]:
        yield from _children(value)


class Descendants(Step):
    """``..``: the next step applied to a value and all that is below it."""

    definite = False

    def __init__(self, step: Step) -> None:
        self.step = step

    def select(self, value: Any, root: Any, last: bool) -> Iterator[Any]:
        pending = [value]
        while pending:
            current = pending.pop()
            if isinstance(current, (dict, list)):
                yield from self._here(current, root, last)
                pending.extend(reversed(list(_children(current))))

    def _here(self, value: Any, root: Any, last: bool) -> Iterator[Any]:
        step = self.step
        if isinstance(step, Names) and not (is_object(value) and all(name in value for name in step.names)):
            return
        if is_list(value) and not isinstance(step, (Indexes, Slice, Wildcard)):
            # Server: below ``..`` a filter looks at each object itself, not at the members of a list.
            return
        yield from step.select(value, root, last)


def _children(value: Any) -> Iterator[Any]:
    if is_object(value):
        yield from value.values()
    elif is_list(value):
        yield from value
