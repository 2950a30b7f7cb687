"""What a declared field does: gives its default, and may refuse values.

``status: str | None = one_of("COMPLETED", "FAILED")`` takes only these.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Callable

if TYPE_CHECKING:
    from enum import Enum


class Field:
    """A field on the class. A model's own value wins, so only an absent one is asked for here."""

    def __init__(self, default: Any = None, factory: Callable[[], Any] | None = None) -> None:
        self.default = default
        self.factory = factory
        self.name = ""
        self.declared = False  # while the class is made, reading it gives the default: the constructor's

    def __set_name__(self, owner: type[Any], name: str) -> None:
        self.name = name

    def __get__(self, instance: Any, owner: type[Any]) -> Any:
        if instance is None:
            return self if self.declared else self.default
        if self.factory is None:
            return self.default
        return instance.__dict__.setdefault(self.name, self.factory())


class CheckedField(Field):
    """A field whose value passes through `checked` on assignment.

    What the server sends is never refused: decoding goes past this.
    """

    required = False

    def __get__(self, instance: Any, owner: type[Any]) -> Any:
        if instance is not None and self.name in instance.__dict__:
            return instance.__dict__[self.name]
        return super().__get__(instance, owner)

    def __set__(self, instance: Any, value: Any) -> None:
        state = instance.__dict__
        # A constructor leaves None alone; assigning it later is an error, as upstream.
        if value is not None or self.name in state or self.required:
            value = self.checked(value)
        state[self.name] = value

    def checked(self, value: Any) -> Any:
        """The value to store. Raises ValueError where it may not be assigned."""
        return value


class _OneOf(CheckedField):
    def __init__(self, allowed: tuple[str, ...], required: bool, kept_as: type[Enum] | None = None) -> None:
        super().__init__()
        self.allowed = allowed
        self.required = required
        self.kept_as = kept_as

    def checked(self, value: Any) -> Any:
        if value not in self.allowed:
            raise ValueError(
                f"Invalid value for `{self.name}` ({value}), must be one of {list(self.allowed)}"
            )
        return value if self.kept_as is None else self.kept_as(value)


class _SubsetOf(_OneOf):
    def checked(self, value: Any) -> Any:
        wrong = set(value) - set(self.allowed)
        if wrong:
            names = ", ".join(sorted(map(str, wrong)))
            raise ValueError(
                f"Invalid values for `{self.name}` [{names}], must be a subset of [{', '.join(self.allowed)}]"
            )
        return value


class _Required(CheckedField):
    required = True

    def checked(self, value: Any) -> Any:
        if value is None:
            raise ValueError(f"Invalid value for `{self.name}`, must not be `None`")
        return value


class _NeverNone(CheckedField):
    def __set__(self, instance: Any, value: Any) -> None:
        if value is None and self.factory is not None:
            value = self.factory()
        instance.__dict__[self.name] = value


class Alias:
    """``obj._status`` reads and writes ``obj.status`` unchecked.

    Upstream: models store each field under ``_name``, and programs touch it.
    """

    def __init__(self, name: str) -> None:
        self.name = name

    def __get__(self, instance: Any, owner: type[Any]) -> Any:
        return self if instance is None else getattr(instance, self.name)

    def __set__(self, instance: Any, value: Any) -> None:
        instance.__dict__[self.name] = value


def one_of(*allowed: str, required: bool = False, kept_as: type[Enum] | None = None) -> Any:
    """Declare a field that takes only these values, None by default.

    Assigning anything else raises ValueError. With ``required`` the constructor does not take None either.
    ``kept_as`` is the Enum whose member the value becomes, if it becomes one.
    """
    return _OneOf(allowed, required, kept_as)


def never_none(factory: Callable[[], Any]) -> Any:
    """Declare a field that is a new ``factory()`` wherever None is given."""
    return _NeverNone(factory=factory)


def subset_of(*allowed: str, required: bool = False) -> Any:
    """Declare a list field whose elements are some of these values, None by default.

    Assigning other elements raises ValueError, what is no collection TypeError.
    """
    return _SubsetOf(allowed, required)


def required() -> Any:
    """Declare a field that must be given and is never None: ValueError otherwise."""
    return _Required()
