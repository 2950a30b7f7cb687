"""What every model is made of: a declaration becomes a class that knows its wire names."""

from __future__ import annotations

import sys
from dataclasses import MISSING, dataclass, fields
from typing import TYPE_CHECKING, Any, ClassVar

from conductor.client.http.models._field import Alias, Field, never_none, one_of, required, subset_of
from conductor.client.http.models._notation import annotation_text, swagger_type, wire_name

if TYPE_CHECKING:
    from typing_extensions import dataclass_transform
else:

    def dataclass_transform(**_options: Any) -> Any:
        """Nothing: only type checkers read it."""
        return lambda cls: cls


__all__ = ["Model", "never_none", "one_of", "required", "subset_of"]

UNKNOWN = "_unknown_members"
"""Where a decoded model keeps the JSON members that its declaration does not know."""


@dataclass_transform(eq_default=False)
class Model:
    """A JSON object of the server as a Python object.

    A subclass declares its fields and their defaults; the order is that of the positional arguments.
    Members that the declaration does not know survive reading and writing. ``obj["wireName"]``, ``in``
    and ``obj.get("wireName")`` answer like the JSON object itself.
    """

    swagger_types: ClassVar[dict[str, str]] = {}
    attribute_map: ClassVar[dict[str, str]] = {}
    discriminator: ClassVar[str | None] = None

    _dict_is_wire: ClassVar[bool] = False

    __iter__: ClassVar[None] = None  # `x["name"]` alone would make a model iterable

    def __init_subclass__(cls, wire: dict[str, str] | None = None, dict_is_wire: bool = False) -> None:
        """Make the declaration a model.

        ``wire`` holds the wire names that are not the field's name in camel case. With ``dict_is_wire``
        ``to_dict()`` answers with wire names, as a few of upstream's models do.
        """
        super().__init_subclass__()
        _introduce_to_the_others(cls.__module__)
        cls._dict_is_wire = dict_is_wire or cls._dict_is_wire
        if "__annotations__" not in cls.__dict__ and "__annotate_func__" not in cls.__dict__:
            return  # a subclass that adds no field keeps its parent's constructor
        dataclass(eq=False, repr=False)(cls)
        wire_names = {**cls.attribute_map, **(wire or {})}
        cls.swagger_types = {}
        cls.attribute_map = {}
        for declared in fields(cls):  # type: ignore[arg-type]
            name = declared.name
            cls.swagger_types[name] = swagger_type(annotation_text(declared.type))
            cls.attribute_map[name] = wire_names.get(name) or wire_name(name)
            field = cls.__dict__.get(name)
            if not isinstance(field, Field):
                default, factory = declared.default, declared.default_factory
                field = Field(
                    None if default is MISSING else default, None if factory is MISSING else factory
                )
                field.name = name
                setattr(cls, name, field)
            field.declared = True
            setattr(cls, "_" + name, Alias(name))

    def json_members(self) -> dict[str, Any]:
        """The members of the JSON object by wire name: fields that are not None, then unknown ones."""
        wire_names = self.attribute_map
        state = self.__dict__
        members = {
            wire_names[name]: value
            for name, value in state.items()
            if value is not None and name in wire_names
        }
        if UNKNOWN in state:
            members.update(state[UNKNOWN])
        return members

    def to_dict(self) -> dict[str, Any]:
        """The fields by their Python names, nested models likewise."""
        names = self.attribute_map if self._dict_is_wire else {}
        return {names.get(name, name): _plain(getattr(self, name)) for name in self.swagger_types}

    def to_str(self) -> str:
        """The fields as readable text."""
        from pprint import pformat

        return pformat(self.to_dict())

    def __repr__(self) -> str:
        return self.to_str()

    def __eq__(self, other: object) -> bool:
        if other.__class__ is not self.__class__:
            return False
        assert isinstance(other, Model)
        unknown = self.__dict__.get(UNKNOWN), other.__dict__.get(UNKNOWN)
        return unknown[0] == unknown[1] and all(
            getattr(self, name) == getattr(other, name) for name in self.swagger_types
        )

    __hash__: ClassVar[None] = None  # type: ignore[assignment]  # mutable

    def __getitem__(self, wire: str) -> Any:
        return self.json_members()[wire]

    def __contains__(self, wire: object) -> bool:
        return wire in self.json_members()

    def get(self, wire: str, default: Any = None) -> Any:
        """The member of that wire name, or the default when it is absent."""
        return self.json_members().get(wire, default)


def _introduce_to_the_others(module: str) -> None:
    """Let a module of this room answer for the models of all. Upstream's have the names that they import."""
    room = __name__.rpartition(".")[0]
    if module.startswith(room + "."):
        vars(sys.modules[module]).setdefault("__getattr__", sys.modules[room].__getattr__)


def _plain(value: Any) -> Any:
    """The value with every model in it turned into a dict."""
    if hasattr(value, "to_dict"):
        return value.to_dict()
    if isinstance(value, list):
        return [_plain(item) for item in value]  # pyright: ignore[reportUnknownVariableType]
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}  # pyright: ignore[reportUnknownVariableType]
    if isinstance(value, set):  # a list, as in 1.1: json.dumps(workflow.to_dict()) is what people do
        return sorted(value, key=str)  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]
    return value
