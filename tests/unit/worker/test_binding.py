"""A task's input becomes arguments."""

from __future__ import annotations

# ruff: noqa: UP006, UP045, TC001 - every spelling of an annotation is tested, and needed at run time
import dataclasses
import datetime as dt
import decimal
import enum
import uuid
from collections import deque
from typing import (  # noqa: UP035
    Annotated,
    Any,
    Dict,
    List,
    Literal,
    NamedTuple,
    NewType,
    Optional,
    TypedDict,
    Union,
)

import attrs
import pydantic
import pytest

from conductor.client.exceptions import InvalidDefinition, NonRetryableException
from conductor.client.http.models.task import Task
from conductor.client.http.models.workflow_def import WorkflowDef
from conductor.client.worker._binding import Binding


class Color(enum.Enum):
    RED = "r"
    BLUE = "b"


class Level(enum.IntEnum):
    LOW = 1


class Name(str):
    pass


@dataclasses.dataclass
class Item:
    sku: str
    qty: int
    price: float = 1.5


@dataclasses.dataclass
class Order:
    id: int
    items: List[Item]
    note: Optional[str] = None


@dataclasses.dataclass
class Tree:
    value: int
    children: List[Tree] = dataclasses.field(default_factory=list)


@attrs.define
class Address:
    city: str
    zip: str = "9000"


class Person(pydantic.BaseModel):
    name: str
    age: int


class Options(TypedDict, total=False):
    depth: int
    colors: List[Color]


class Point(NamedTuple):
    x: int
    y: int = 0


class Plain:
    def __init__(self, a: int, item: Item, **more: Any) -> None:
        self.a, self.item, self.more = a, item, more


UserId = NewType("UserId", int)


def call(func: Any, data: Any, strict: bool = False) -> Any:
    args, named = Binding(func, "w").arguments(Task(task_id="t", input_data=data), strict)
    return func(*args, **named)


ORDER = {"id": 7, "items": [{"sku": "a", "qty": 2}], "unknown": 1}
WHEN = "2026-01-02T03:04:05Z"
CASES = [
    (Order, ORDER, Order(7, [Item("a", 2)])),
    (Optional[Order], ORDER, Order(7, [Item("a", 2)])),
    (Optional[Order], None, None),
    (Dict[str, Order], {"x": ORDER}, {"x": Order(7, [Item("a", 2)])}),
    (Dict[int, str], {"1": "a"}, {1: "a"}),
    (List[Order], [ORDER], [Order(7, [Item("a", 2)])]),
    (list, [1], [1]),
    (dict, {"a": 1}, {"a": 1}),
    (Any, {"a": 1}, {"a": 1}),
    (Color, "r", Color.RED),
    (Color, "BLUE", Color.BLUE),
    (Level, 1, Level.LOW),
    (Name, "x", Name("x")),
    (dt.datetime, WHEN, dt.datetime(2026, 1, 2, 3, 4, 5, tzinfo=dt.timezone.utc)),
    (dt.datetime, 0, dt.datetime(1970, 1, 1, tzinfo=dt.timezone.utc)),
    (dt.date, "2026-01-02", dt.date(2026, 1, 2)),
    (dt.time, "03:04:05", dt.time(3, 4, 5)),
    (dt.timedelta, 1.5, dt.timedelta(seconds=1.5)),
    (dt.timedelta, "1 day, 0:00:02", dt.timedelta(days=1, seconds=2)),
    (decimal.Decimal, "1.10", decimal.Decimal("1.10")),
    (decimal.Decimal, 2, decimal.Decimal(2)),
    (uuid.UUID, "12345678123456781234567812345678", uuid.UUID("12345678123456781234567812345678")),
    (Literal["a", 1], "a", "a"),
    (Union[int, str], "x", "x"),
    (Union[int, str], 3, 3),
    (Union[Item, Order], ORDER, Order(7, [Item("a", 2)])),
    (Options, {"depth": 1, "colors": ["r"]}, {"depth": 1, "colors": [Color.RED]}),
    (Point, {"x": 1}, Point(1, 0)),
    (Point, [1, 2], Point(1, 2)),
    (Tree, {"value": 1, "children": [{"value": 2}]}, Tree(1, [Tree(2)])),
    (Address, {"city": "Ghent"}, Address("Ghent")),
    (Person, {"name": "A", "age": "3"}, Person(name="A", age=3)),
    (UserId, 4, 4),
    (Annotated[Item, "text"], {"sku": "a", "qty": 1}, Item("a", 1)),
    ("set[int]", [1, 1], {1}),
    ("frozenset[Color]", ["r"], frozenset([Color.RED])),
    ("tuple[int, str]", [1, "a"], (1, "a")),
    ("tuple[int, ...]", [1, 2], (1, 2)),
    (deque, [1], deque([1])),
    ("Order | None", ORDER, Order(7, [Item("a", 2)])),
    ("dict[str, Order | None]", {"a": None}, {"a": None}),
    ("list[dict[str, int | list[Color]]]", [{"a": ["r"]}], [{"a": [Color.RED]}]),
    (int, "abc", "abc"),
    (float, "1", "1"),
    (str, None, None),
    (Order, None, None),
]


@pytest.mark.parametrize(
    ("annotation", "given", "expected"),
    CASES,
    ids=[getattr(c[0], "__name__", str(c[0])) + str(n) for n, c in enumerate(CASES)],
)
def test_every_kind_of_annotation(annotation: Any, given: Any, expected: Any) -> None:
    def by_type(value: Any, other: int = 0) -> Any:
        return value

    by_type.__annotations__["value"] = annotation
    got = call(by_type, {"value": given})
    assert got == expected
    assert type(got) is type(expected)


def test_plain_classes_are_made_from_their_constructors() -> None:
    def f(plain: Plain, other: int = 0) -> Plain:
        return plain

    made = call(f, {"plain": {"a": 1, "item": {"sku": "s", "qty": 2}, "z": 9}})
    assert (made.a, made.item, made.more) == (1, Item("s", 2), {"z": 9})


def test_models_of_the_sdk_are_decoded() -> None:
    def f(definition: WorkflowDef, n: int = 0) -> WorkflowDef:
        return definition

    assert call(f, {"definition": {"name": "w", "schemaVersion": 2}}).schema_version == 2


def test_missing_is_none_and_defaults_hold() -> None:
    def f(a: str, b: int = 4, *, c: Optional[int]) -> Any:
        return a, b, c

    assert call(f, {}) == (None, 4, None)
    assert call(f, None) == (None, 4, None)


def test_the_task_itself() -> None:
    def plain(task):  # type: ignore[no-untyped-def]
        return task

    def as_object(a: object) -> Any:
        return a

    def among_others(name: str, t: Task) -> Any:
        return name, t

    assert call(plain, {}).task_id == "t"
    assert call(as_object, {}).task_id == "t"
    name, task = call(among_others, {"name": "n", "t": 5})
    assert (name, task.task_id) == ("n", "t")


def test_kwargs_get_what_no_parameter_names() -> None:
    def f(a: int, **rest: Any) -> Any:
        return a, rest

    def only(**rest: Any) -> Any:
        return rest

    assert call(f, {"a": 1, "b": 2, "c": 3}) == (1, {"b": 2, "c": 3})
    assert call(only, {"b": 2}) == {"b": 2}


def test_positional_only_parameters() -> None:
    def f(a: int, b: int = 5, /, c: int = 6) -> Any:
        return a, b, c

    assert call(f, {"a": 1}) == (1, 5, 6)
    assert call(f, {"b": 2, "c": 3, "a": 1}) == (1, 2, 3)


def test_bound_methods_and_callable_objects() -> None:
    class Service:
        def work(self, order: Order) -> int:
            return order.id

        def __call__(self, order: Order, n: int = 0) -> int:
            return order.id + 1

    assert call(Service().work, {"order": ORDER}) == 7
    assert call(Service(), {"order": ORDER}) == 8


def test_no_parameters_at_all() -> None:
    assert call(lambda: 3, {"a": 1}) == 3


STRICT = [
    (int, "abc", "at v: expected int, got text 'abc'"),
    (int, True, "at v: expected int, got boolean True"),
    (str, 1, "at v: expected str, got number 1"),
    (Order, {"id": 1, "items": [{"sku": "a", "qty": "x"}]}, "at v.items[0].qty: expected int, got text 'x'"),
    (Order, {"id": 1}, "at v.items: expected a value, got null (it is missing)"),
    (Dict[str, Item], {"k": 5}, "at v.k: expected Item, got number 5"),
    (Color, "z", "at v: expected Color ('r', 'b'), got text 'z'"),
    (Literal["a"], "b", "at v: expected one of 'a', got text 'b'"),
    (Person, {"name": "A", "age": "x"}, "at v.age: expected Person, got text 'x'"),
    (Union[int, Color], "z", "at v: expected int or Color, got text 'z'"),
    ("tuple[int, str]", [1], "at v: expected a list of 2, got a list"),
    (Options, {"depth": "x"}, "at v.depth: expected int, got text 'x'"),
    (dt.datetime, "soon", "at v: expected datetime"),
    (type(None), 1, "at v: expected null, got number 1"),
]


@pytest.mark.parametrize(("annotation", "given", "text"), STRICT)
def test_strict_errors_say_where_and_what(annotation: Any, given: Any, text: str) -> None:
    def f(v: Any, n: int = 0) -> None: ...

    f.__annotations__["v"] = annotation
    with pytest.raises(NonRetryableException) as raised:
        call(f, {"v": given}, strict=True)
    assert str(raised.value).startswith(f"worker w: parameter v: {text}")


def test_strict_refuses_what_is_missing_except_for_optional() -> None:
    def f(a: Optional[int], b: int) -> Any: ...

    with pytest.raises(NonRetryableException, match="parameter b: the task's input has no 'b'"):
        call(f, {}, strict=True)


def test_lenient_errors_come_where_nothing_can_be_made_of_it() -> None:
    def f(c: Color, o: Optional[Order] = None) -> Any: ...

    with pytest.raises(NonRetryableException, match="parameter c: at c: expected Color"):
        call(f, {"c": "z"})
    with pytest.raises(NonRetryableException, match="at o: expected Order, got a list"):
        call(f, {"c": "r", "o": [1]})


def test_a_name_that_does_not_exist_is_refused() -> None:
    def f(a: Any, b: int = 0) -> None: ...

    f.__annotations__["a"] = "List[Nowhere]"
    with pytest.raises(
        InvalidDefinition, match=r"worker w, parameter a: the annotation 'List\[Nowhere\]' names"
    ):
        Binding(f, "w")


def test_large_inputs_pass() -> None:
    def f(text: str, rows: List[Item]) -> Any:
        return len(text), len(rows)

    rows = [{"sku": "s" * 90, "qty": n} for n in range(10_000)]
    assert call(f, {"text": "x" * 2_000_000, "rows": rows}) == (2_000_000, 10_000)


def test_none_for_what_is_missing_is_said_once(caplog: pytest.LogCaptureFixture) -> None:
    def greet(name: str, title: Optional[str], plain, again: int = 3) -> None: ...

    binding = Binding(greet, "greet")
    for data in ({}, {"name": None}, {}):
        _, named = binding.arguments(Task(task_id="t", input_data=data))
        assert (named["name"], named["title"], named["plain"]) == (None, None, None)
    (said,) = caplog.messages
    assert said.startswith(
        "worker greet: the task's input has no value for 'name', so the function gets None"
    )


class Picky(enum.Enum):
    A = "a"

    @classmethod
    def _missing_(cls, value: object) -> Any:
        return {"b": cls.A}[value]  # type: ignore[index]


def test_a_type_that_fails_on_none_gets_none_as_any_other(caplog: pytest.LogCaptureFixture) -> None:
    def choose(picky: Picky) -> None: ...

    _, named = Binding(choose, "choose").arguments(Task(task_id="t", input_data={}))
    assert named == {"picky": None}
    assert "no value for 'picky'" in caplog.text
    with pytest.raises(NonRetryableException, match="parameter picky: the task's input has no 'picky'"):
        call(choose, {}, strict=True)
