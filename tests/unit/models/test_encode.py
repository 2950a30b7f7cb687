"""One written rule for each type; an error that names the path for the rest."""

from __future__ import annotations

import dataclasses
import datetime
import decimal
import enum
import json
import pathlib
import uuid
from collections import OrderedDict, UserDict, deque, namedtuple
from typing import Any, ClassVar

import attrs
import pydantic
import pytest

from conductor.client._encode import dumps, encode
from conductor.client.exceptions import EncodingError
from conductor.client.http.models import Task, TaskDef, TaskResult, WorkflowDef, WorkflowTask


class Colour(enum.Enum):
    RED = "red"
    PAIR = (1, 2)


class Size(str, enum.Enum):
    SMALL = "small"


class Level(enum.IntEnum):
    HIGH = 3


Point = namedtuple("Point", "x y")


@dataclasses.dataclass
class Order:
    order_id: uuid.UUID
    colour: Colour
    lines: list[Point] = dataclasses.field(default_factory=list)


@attrs.define
class Parcel:
    weight: decimal.Decimal
    to: Any = None


class Person(pydantic.BaseModel):
    full_name: str = pydantic.Field(alias="fullName")
    born: datetime.date


class Plain:
    def __init__(self) -> None:
        self.name = "n"
        self.inner = {1: (2,)}


class Slotted:
    __slots__ = ("x",)


class Upstreamish:
    swagger_types: ClassVar = {"_uri": "str", "_other": "str"}
    attribute_map: ClassVar = {"_uri": "uri", "_other": "other"}

    def __init__(self) -> None:
        self._uri = "http://x"
        self._other = None


class Pydantic1:
    __fields__: ClassVar = {"a": None}

    def dict(self, by_alias: bool) -> Any:
        return {"theA" if by_alias else "a": Colour.RED}


class Array:
    def tolist(self) -> list[float]:
        return [1.0, 2.0]


ID = uuid.UUID(int=7)
RULES = [
    (None, None),
    (True, True),
    (3, 3),
    ("é", "é"),
    (1.5, 1.5),
    (Colour.RED, "red"),
    (Colour.PAIR, (1, 2)),
    (Size.SMALL, "small"),
    (Level.HIGH, 3),
    ({"a": None}, {"a": None}),
    (OrderedDict(a=Colour.RED), {"a": "red"}),
    (UserDict({"a": 1}), {"a": 1}),
    ([1, [Colour.RED]], [1, ["red"]]),
    ((1, ID), (1, str(ID))),
    (Point(1, Colour.RED), (1, "red")),
    (deque([1]), [1]),
    (range(3), [0, 1, 2]),
    ({3, 1, 2}, [1, 2, 3]),
    (frozenset({"b", "a"}), ["a", "b"]),
    ({"a": 1}.values(), [1]),
    ({"a": 1}.keys(), ["a"]),
    (Order(ID, Colour.RED, [Point(1, 2)]), {"order_id": str(ID), "colour": "red", "lines": [(1, 2)]}),
    (Parcel(decimal.Decimal("1.10"), Size.SMALL), {"weight": "1.10", "to": "small"}),
    (
        Person(fullName="A", born=datetime.date(2020, 1, 2)),
        {"fullName": "A", "born": "2020-01-02"},
    ),
    (datetime.datetime(2020, 1, 2, 3, 4, 5), "2020-01-02T03:04:05"),
    (datetime.datetime(2020, 1, 2, tzinfo=datetime.timezone.utc), "2020-01-02T00:00:00+00:00"),
    (datetime.date(2020, 1, 2), "2020-01-02"),
    (datetime.time(1, 2), "01:02:00"),
    (datetime.timedelta(seconds=3), "0:00:03"),
    (ID, str(ID)),
    (decimal.Decimal("0.10"), "0.10"),
    (pathlib.PurePosixPath("/a/b"), "/a/b"),
    (b"abc", "abc"),
    (b"\xff", "/w=="),
    (bytearray(b"x"), "x"),
    (Array(), [1.0, 2.0]),
    (Pydantic1(), {"theA": "red"}),
    ({Colour.RED}, ["red"]),
    ({(1, "a"): 0}.keys() & {(1, "a")}, [(1, "a")]),
    (Plain(), {"name": "n", "inner": {"1": (2,)}}),
    (Upstreamish(), {"uri": "http://x"}),
    (TaskResult(output_data={"c": Colour.RED}), {"outputData": {"c": "red"}, "extendLease": False}),
]


@pytest.mark.parametrize(("value", "expected"), RULES, ids=lambda value: type(value).__name__)
def test_each_type_has_its_rule(value: Any, expected: Any) -> None:
    found = encode(value)
    assert found == expected
    assert type(found) is type(expected)


@pytest.mark.parametrize(("value", "expected"), RULES, ids=lambda value: type(value).__name__)
def test_bytes_say_the_same(value: Any, expected: Any) -> None:
    assert json.loads(dumps(value)) == json.loads(json.dumps(expected))
    assert json.loads(dumps([{"deep": value}])) == json.loads(json.dumps([{"deep": expected}]))


@pytest.mark.parametrize(
    ("key", "text"),
    [
        (1, "1"),
        (1.5, "1.5"),
        (True, "true"),
        (None, "null"),
        (Colour.RED, "red"),
        (Size.SMALL, "small"),
        (Level.HIGH, "3"),
        (ID, str(ID)),
        (datetime.date(2020, 1, 2), "2020-01-02"),
        (b"k", "k"),
    ],
)
def test_a_key_becomes_text(key: Any, text: str) -> None:
    assert encode({key: 1}) == {text: 1}
    assert json.loads(dumps({key: 1})) == {text: 1}


def cycle() -> dict[str, Any]:
    value: dict[str, Any] = {"a": [{}]}
    value["a"][0]["back"] = value["a"]
    return value


def object_cycle() -> Plain:
    value = Plain()
    value.inner = {"me": value}  # type: ignore[dict-item]
    return value


def too_deep() -> list[Any]:
    value: list[Any] = []
    for _ in range(100_000):
        value = [value]
    return value


REFUSED = [
    ({"a": [1, float("nan")]}, r"at \['a'\]\[1\] as JSON: JSON has no nan"),
    ({"a": float("inf")}, r"at \['a'\].*inf"),
    (float("-inf"), "the value as JSON: JSON has no -inf"),
    ({"x": {"y": object()}}, r"at \['x'\]\['y'\].*no rule for object"),
    ([Slotted()], r"at \[0\].*Slotted"),
    ({"f": len}, "builtin_function_or_method"),
    ({"f": Plain}, "no rule for type"),
    ([ValueError("x")], "ValueError"),
    ([(n for n in (1, 2))], "generator"),
    ({(1, 2): 3}, r"at \[\(1, 2\)\].*key of type tuple"),
    ({1: "a", Colour.RED: "b", "red": "c"}, "two of its keys have the same text"),
    ([{"a": {1: "x", "1": "y"}}], r"at \[0\]\['a'\].*two of its keys have the same text"),
    ({None: 1, "null": 2}, "two of its keys have the same text"),
    ({"a": {True: 1, "true": 2}}, "two of its keys have the same text"),
    ({-1.5: 1, "-1.5": 2}, "two of its keys have the same text"),
    (TaskResult(output_data={"m": {7: 1, "7": 2}}), "two of its keys have the same text"),
    ({"o": [Order(ID, Colour.RED, [{0: 1, "0": 2}])]}, "two of its keys have the same text"),  # type: ignore[list-item]
    (TaskResult(output_data={"rate": float("nan")}), r"at \['outputData'\]\['rate'\]"),
    (cycle(), r"at \['a'\]\[0\]\['back'\].*same object as \['a'\]"),
    (object_cycle(), r"\['inner'\]\['me'\].*contains itself"),
    (too_deep(), "nested too deeply"),
]


@pytest.mark.parametrize(("value", "message"), REFUSED, ids=range(len(REFUSED)))
def test_what_has_no_rule_names_its_path(value: Any, message: str) -> None:
    with pytest.raises(EncodingError, match=message):
        encode(value)
    with pytest.raises(EncodingError, match=message):
        dumps(value)


def test_an_encoding_error_is_a_value_error() -> None:
    with pytest.raises(ValueError, match="nan"):
        dumps(float("nan"))


def test_the_same_object_twice_is_no_cycle() -> None:
    shared = {"a": Colour.RED}
    assert encode([shared, shared, {"again": shared}]) == [
        {"a": "red"},
        {"a": "red"},
        {"again": {"a": "red"}},
    ]


def test_a_definition_of_many_tasks() -> None:
    tasks = [WorkflowTask(name=f"t{n}", task_reference_name=f"t{n}", start_delay=0) for n in range(3)]
    definition = WorkflowDef(name="w", tasks=tasks, input_template={"on": datetime.date(2020, 1, 2)})
    assert encode(definition) == {
        "name": "w",
        "tasks": [{"name": f"t{n}", "taskReferenceName": f"t{n}", "startDelay": 0} for n in range(3)],
        "inputTemplate": {"on": "2020-01-02"},
        "outputParameters": {},
        "enforceSchema": False,
    }


def test_a_set_that_cannot_be_sorted() -> None:
    assert sorted(map(str, encode({1, "a", Colour.RED}))) == ["1", "a", "red"]


def test_none_is_kept_in_dicts_and_left_out_of_models() -> None:
    task = Task(input_data={"a": None}, task_definition=TaskDef(name="d"))
    assert encode(task) == {"inputData": {"a": None}, "taskDefinition": {"name": "d", "enforceSchema": False}}


def test_text_is_sent_as_it_is() -> None:
    text = 'say "hi"\n é\\'
    assert json.loads(dumps({"t": text})) == {"t": text}
    assert json.loads(dumps(text)) == text
