"""Jayway's functions at the end of a path: ``items.length()``, ``nums.sum()``, ``map.keys()``."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Callable

from conductor.devserver.expressions._comparison import is_number
from conductor.devserver.expressions._java import java_text
from conductor.devserver.expressions._steps import MISSING, Path, PathError, Step
from conductor.devserver.json_value import is_list, is_object

if TYPE_CHECKING:
    from collections.abc import Iterator


class Call(Step):
    """``.name(arguments)``; an argument is a JSON value or a path read from the whole document."""

    # Server: a function's result is found even where the path goes on after it.
    counts = True

    def __init__(self, name: str, arguments: list[Any], final: bool) -> None:
        self.name = name
        self.arguments = arguments
        self.final = final

    def select(self, value: Any, root: Any, last: bool) -> Iterator[Any]:
        arguments: list[Any] = []
        for argument in self.arguments:
            if isinstance(argument, Path):
                found = argument.find(root, root)
                argument = None if found is MISSING else found
            arguments.append(argument)
        function = FUNCTIONS.get(self.name)
        if function is None:
            raise PathError(f"Function with name: {self.name} does not exist.")
        yield function(value, arguments)


def _numbers(value: Any, arguments: list[Any]) -> list[float]:
    """The numbers of a list and of the arguments; other members are passed over."""
    candidates: list[Any] = list(value) if is_list(value) else []
    for argument in arguments:
        candidates.extend(argument if is_list(argument) else [argument])
    numbers = [
        float(item) for item in candidates if isinstance(item, (int, float)) and not isinstance(item, bool)
    ]
    if not numbers:
        raise PathError("Aggregation function attempted to calculate value using empty array")
    return numbers


def _average(numbers: list[float]) -> float:
    return math.fsum(numbers) / len(numbers)


def _deviation(numbers: list[float]) -> float:
    total, squares = sum(numbers), sum(number * number for number in numbers)
    return math.sqrt(max(0.0, squares / len(numbers) - total * total / len(numbers) / len(numbers)))


def _aggregate(fold: Callable[[list[float]], float]) -> Callable[[Any, list[Any]], Any]:
    def apply(value: Any, arguments: list[Any]) -> Any:
        try:
            return fold(_numbers(value, arguments))
        except OverflowError:
            raise PathError("number out of range") from None

    return apply


def _length(value: Any, arguments: list[Any]) -> Any:
    # Server: an argument is not looked at.
    return len(value) if is_list(value) or is_object(value) else None


def _keys(value: Any, arguments: list[Any]) -> Any:
    return list(value) if is_object(value) else None


def _at(value: Any, index: int) -> Any:
    if not is_list(value):
        raise PathError("Aggregation function attempted to calculate value using empty array")
    place = index if index >= 0 else len(value) + index
    # Server: from the end, the first member is out of reach: last() of a list of one is null.
    if place >= len(value) or (index < 0 and place <= 0):
        raise PathError(f"Target index:{index} larger than object count:{len(value)}")
    return value[place]


def _first(value: Any, arguments: list[Any]) -> Any:
    return _at(value, 0)


def _last(value: Any, arguments: list[Any]) -> Any:
    return _at(value, -1)


def _index(value: Any, arguments: list[Any]) -> Any:
    if not arguments or not is_number(arguments[0]):
        raise PathError("index() needs a number")
    return _at(value, int(arguments[0]))


def _concat(value: Any, arguments: list[Any]) -> Any:
    texts = [item for item in value if isinstance(item, str)] if is_list(value) else []
    for argument in arguments:
        parts = argument if is_list(argument) else [argument]
        texts.extend(java_text(part) for part in parts if part is not None)
    return "".join(texts)


def _append(value: Any, arguments: list[Any]) -> Any:
    # Server: Jayway appends to the document itself; a copy gives the same result and leaves the input alone.
    return [*value, *arguments] if is_list(value) else value


FUNCTIONS: dict[str, Callable[[Any, list[Any]], Any]] = {
    "min": _aggregate(min),
    "max": _aggregate(max),
    "sum": _aggregate(math.fsum),
    "avg": _aggregate(_average),
    "stddev": _aggregate(_deviation),
    "length": _length,
    "size": _length,
    "keys": _keys,
    "first": _first,
    "last": _last,
    "index": _index,
    "concat": _concat,
    "append": _append,
}
