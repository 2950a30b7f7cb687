"""JSON schemas from annotations."""

from __future__ import annotations

# ruff: noqa: UP006, UP035, UP045 - every spelling of an annotation is tested, and needed at run time
import dataclasses
import datetime
import enum
import uuid
from typing import Any, Dict, List, Literal, NamedTuple, Optional, Tuple, TypedDict, Union

import pydantic
import pytest

from conductor.client.automator.json_schema_generator import generate_json_schema_from_function

DRAFT = "http://json-schema.org/draft-07/schema#"


class Color(enum.Enum):
    RED = "r"


@dataclasses.dataclass
class Address:
    street: str
    zip: Optional[str] = None


@dataclasses.dataclass
class Order:
    id: int
    to: Address
    tags: List[str]
    prices: Dict[str, float]
    kind: str = "x"


@dataclasses.dataclass
class Tree:
    children: List[Tree]


class Options(TypedDict, total=False):
    depth: int


class Point(NamedTuple):
    x: int
    y: int = 0


class Person(pydantic.BaseModel):
    name: str


class Plain:
    def __init__(self) -> None: ...


def schemas(func: Any, strict: bool = False) -> dict[str, Any]:
    made = generate_json_schema_from_function(func, "f", strict)
    assert made is not None
    return made


def of(annotation: Any, strict: bool = False) -> Any:
    def f(v: Any) -> None: ...

    f.__annotations__["v"] = annotation
    made = schemas(f, strict)["input"]
    return None if made is None else made["properties"]["v"]


ADDRESS = {
    "type": "object",
    "properties": {"street": {"type": "string"}, "zip": {"anyOf": [{"type": "string"}, {"type": "null"}]}},
    "additionalProperties": True,
    "required": ["street"],
}


def test_a_whole_function() -> None:
    def f(a: int, b: str = "x", c: Optional[int] = None, *args: int, **rest: Any) -> Order: ...

    made = schemas(f)
    assert made["input"] == {
        "$schema": DRAFT,
        "type": "object",
        "properties": {
            "a": {"type": "integer"},
            "b": {"type": "string"},
            "c": {"anyOf": [{"type": "integer"}, {"type": "null"}]},
        },
        "additionalProperties": True,
        "required": ["a"],
    }
    assert made["output"]["$schema"] == DRAFT
    assert made["output"]["properties"]["to"] == ADDRESS
    assert made["output"]["required"] == ["id", "to", "tags", "prices"]


@pytest.mark.parametrize(
    ("annotation", "schema"),
    [
        (float, {"type": "number"}),
        (bool, {"type": "boolean"}),
        (dict, {"type": "object"}),
        (Any, {}),
        (Address, ADDRESS),
        (Optional[Address], {"anyOf": [ADDRESS, {"type": "null"}]}),
        (Union[int, str], {"anyOf": [{"type": "integer"}, {"type": "string"}]}),
        (List[int], {"type": "array", "items": {"type": "integer"}}),
        (Dict[str, Any], {"type": "object"}),
        (Dict[str, int], {"type": "object", "additionalProperties": {"type": "integer"}}),
        (Tuple[int, str], {"type": "array", "items": [{"type": "integer"}, {"type": "string"}]}),
        (Literal["a", 1], {"enum": ["a", 1]}),
        (Color, {"enum": ["r"]}),
        (datetime.datetime, {"type": "string", "format": "date-time"}),
        (uuid.UUID, {"type": "string", "format": "uuid"}),
        (
            Options,
            {"type": "object", "properties": {"depth": {"type": "integer"}}, "additionalProperties": True},
        ),
        (Plain, None),
        (Union[int, Plain], None),
        (List[Plain], None),
    ],
)
def test_each_type(annotation: Any, schema: Any) -> None:
    assert of(annotation) == schema


def test_other_classes() -> None:
    assert of(Point)["required"] == ["x"]
    assert of(Person)["properties"]["name"]["type"] == "string"
    assert of(Tree)["properties"]["children"] == {"type": "array", "items": {"type": "object"}}


def test_strict_allows_nothing_more() -> None:
    assert of(Address, strict=True)["additionalProperties"] is False


def test_what_the_annotations_do_not_tell() -> None:
    def f(a, b: int):  # type: ignore[no-untyped-def]
        ...

    def nothing() -> None: ...

    assert schemas(f) == {"input": None, "output": None}
    assert schemas(nothing)["input"]["properties"] == {}
    assert schemas(nothing)["output"] is None
