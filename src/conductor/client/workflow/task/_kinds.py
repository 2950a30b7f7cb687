"""What kind of value a program or a JSON document has handed us, told to type checkers, too."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from typing_extensions import TypeGuard


def is_object(value: object) -> TypeGuard[dict[str, Any]]:
    """A JSON object."""
    return isinstance(value, dict)


def is_list(value: object) -> TypeGuard[list[Any]]:
    """A list."""
    return isinstance(value, list)


def is_sequence(value: object) -> TypeGuard[list[Any] | tuple[Any, ...]]:
    """A list or a tuple."""
    return isinstance(value, (list, tuple))


def is_text(value: object) -> bool:
    """Text, members of text enums included."""
    return isinstance(value, str)


def is_truth(value: object) -> bool:
    """True or false."""
    return isinstance(value, bool)


def is_whole(value: object) -> bool:
    """A whole number."""
    return isinstance(value, int) and not isinstance(value, bool)


def has(value: object, member: str) -> bool:
    """Whether the value's class has that member: an attribute that answers to any name does not count."""
    return hasattr(type(value), member)
