"""What every model can do."""

from __future__ import annotations

import copy
import inspect
import pickle
import pprint
from typing import Any, Optional

import pytest

from conductor.client._encode import encode
from conductor.client.http.models import (
    SearchResultTask,
    StartWorkflowRequest,
    Task,
    TaskDef,
    TaskResult,
    Token,
    UpsertUserRequest,
    WorkflowDef,
    WorkflowSchedule,
    WorkflowTask,
)
from conductor.client.http.models._codec import decode
from conductor.client.http.models._model import Model, one_of
from conductor.client.http.models._notation import swagger_type, wire_name


class Sample(Model, wire={"uri": "URI"}):
    """A model for these tests."""

    name: str | None = None
    uri: str | None = None
    kind: str | None = one_of("A", "B")
    count: int | None = 3
    tasks: list[Task] | None = None


class Named(Sample):
    """Adds nothing but behaviour."""

    def shout(self) -> str:
        return (self.name or "").upper()


class Longer(Sample):
    """Adds a field."""

    extra: dict[str, Any] | None = None


@pytest.mark.parametrize(
    ("annotation", "text"),
    [
        ("str | None", "str"),
        ("int", "int"),
        ("Any", "object"),
        ("list[Task] | None", "list[Task]"),
        ("dict[str, Any] | None", "dict(str, object)"),
        ("dict[str, list[WorkflowTask]] | None", "dict(str, list[WorkflowTask])"),
        ("list[list[WorkflowTask]] | None", "list[list[WorkflowTask]]"),
        ("set[str] | None", "set[str]"),
        ("IdempotencyStrategy | str | None", "IdempotencyStrategy"),
        ("typing.Optional[typing.List[datetime.datetime]]", "list[datetime]"),
        ("Callable[[int], str]", "object"),
    ],
)
def test_swagger_type_of_an_annotation(annotation: str, text: str) -> None:
    assert swagger_type(annotation) == text


def test_annotations_that_are_real_types() -> None:
    """A program's own subclass, in a module without ``from __future__ import annotations``."""
    declared = {"count": int, "items": list[str], "by_name": dict[str, Any], "maybe": Optional[int]}
    own: Any = type("Own", (Sample,), {"__annotations__": declared, **dict.fromkeys(declared)})
    assert [own.swagger_types[name] for name in declared] == ["int", "list[str]", "dict(str, object)", "int"]
    assert own(count=1, by_name={"a": 1}).by_name == {"a": 1}
    assert encode(decode({"byName": {"a": 1}}, own)) == {"byName": {"a": 1}}


@pytest.mark.parametrize(
    ("name", "wire"),
    [("name", "name"), ("task_def_name", "taskDefName"), ("backoff_jitter_ms", "backoffJitterMs")],
)
def test_wire_name(name: str, wire: str) -> None:
    assert wire_name(name) == wire


def test_a_declaration_says_types_and_wire_names() -> None:
    assert Sample.swagger_types == {
        "name": "str",
        "uri": "str",
        "kind": "str",
        "count": "int",
        "tasks": "list[Task]",
    }
    assert Sample.attribute_map == {
        "name": "name",
        "uri": "URI",
        "kind": "kind",
        "count": "count",
        "tasks": "tasks",
    }
    assert list(Longer.attribute_map) == ["name", "uri", "kind", "count", "tasks", "extra"]
    assert Longer.attribute_map["extra"] == "extra"


def test_positional_and_keyword_construction() -> None:
    assert Sample("n", "u", "A", 5) == Sample(count=5, kind="A", uri="u", name="n")
    assert str(inspect.signature(Sample)).startswith("(name: 'str | None' = None, uri:")
    with pytest.raises(TypeError, match="surprise"):
        Sample(surprise=1)  # type: ignore[call-arg]


def test_a_subclass_keeps_the_constructor_and_may_add_fields() -> None:
    assert Named("n").shout() == "N"
    assert Named.attribute_map is Sample.attribute_map
    assert Longer("n", extra={"a": 1}).extra == {"a": 1}
    assert encode(Longer("n", "u", extra={"a": 1})) == {
        "name": "n",
        "URI": "u",
        "count": 3,
        "extra": {"a": 1},
    }


def test_allowed_values_are_checked_on_assignment_and_construction() -> None:
    sample = Sample(kind=None)
    sample.kind = "B"
    for wrong in ("C", None, 1):
        with pytest.raises(ValueError, match=r"Invalid value for `kind` \((C|None|1)\), must be one of"):
            sample.kind = wrong  # type: ignore[assignment]
    with pytest.raises(ValueError, match="`kind`"):
        Sample(kind="C")
    assert sample.kind == "B"


def test_a_list_field_names_what_is_wrong_in_it() -> None:
    with pytest.raises(ValueError, match=r"Invalid values for `roles` \[X, Y\], must be a subset of \[ADMIN"):
        UpsertUserRequest("n", roles=["X", "USER", "Y"])
    with pytest.raises(TypeError):
        UpsertUserRequest("n").roles = None


def test_the_private_name_reads_and_writes_the_field_unchecked() -> None:
    task: Any = Task(status="FAILED")
    assert task._status == "FAILED"
    task._status = "NEW_STATE"
    task._task_id = "t"
    assert (task.status, task.task_id) == ("NEW_STATE", "t")
    assert encode(task) == {"status": "NEW_STATE", "taskId": "t"}
    assert "task_id" in vars(task)
    assert "_task_id" not in vars(task)


def test_fields_exist_on_the_class() -> None:
    for name in Task.swagger_types:
        assert getattr(Task, name) is not None
        assert getattr(Task, f"_{name}") is not None
    assert not hasattr(Task(), "no_such_field")


def test_to_dict_and_text() -> None:
    task = Task(task_id="t", workflow_task=WorkflowTask(name="w", fork_tasks=[[WorkflowTask(name="f")]]))
    plain = task.to_dict()
    assert plain["task_id"] == "t"
    assert plain["workflow_task"]["fork_tasks"][0][0]["name"] == "f"
    assert plain["status"] is None
    assert task.to_str() == repr(task) == pprint.pformat(plain)
    assert list(plain) == list(Task.swagger_types)


def test_equality() -> None:
    assert Task(task_id="a") == Task(task_id="a")
    assert Task(task_id="a") != Task(task_id="b")
    assert Task() != Sample()
    assert Task() != 1
    assert decode({"taskId": "a"}, Task) == Task(task_id="a")
    assert decode({"taskId": "a", "new": 1}, Task) != Task(task_id="a")
    with pytest.raises(TypeError, match="unhashable"):
        hash(Task())


@pytest.mark.parametrize(
    "model",
    [
        Task(task_id="t", workflow_task=WorkflowTask(name="w")),
        WorkflowDef(name="w", tasks=[WorkflowTask(name="t")]),
        StartWorkflowRequest(name="w"),
        decode({"taskId": "t", "unheardOf": {"a": 1}}, "Task"),
        Token("x"),
    ],
    ids=lambda model: type(model).__name__,
)
def test_copies_and_pickles(model: Any) -> None:
    for other in (pickle.loads(pickle.dumps(model)), copy.deepcopy(model), copy.copy(model)):
        assert other == model
        assert encode(other) == encode(model)
    deep = copy.deepcopy(model)
    assert deep is not model


def test_answers_like_the_json_object() -> None:
    """Where one published line gives a dict and the other a model, both kinds of programs run."""
    schedule = decode(
        {"name": "s", "cronExpression": "* * * * * *", "startWorkflowRequest": {"name": "w"}, "newer": 1},
        WorkflowSchedule,
    )
    assert schedule["cronExpression"] == schedule.cron_expression == "* * * * * *"
    assert schedule["startWorkflowRequest"]["name"] == "w"
    assert schedule["newer"] == 1
    assert "cronExpression" in schedule
    assert "cron_expression" not in schedule
    assert "zoneId" not in schedule
    assert schedule.get("zoneId") is None
    assert schedule.get("zoneId", "UTC") == "UTC"
    with pytest.raises(KeyError, match="zoneId"):
        schedule["zoneId"]
    with pytest.raises(TypeError, match="not iterable"):
        iter(schedule)


def test_defaults_are_not_shared() -> None:
    first, second = WorkflowDef(name="a"), WorkflowDef(name="b")
    assert first.tasks == []
    assert first.output_parameters == {}
    first.output_parameters["x"] = 1  # type: ignore[index]
    assert second.output_parameters == {}
    read: Any = decode({"name": "c"}, WorkflowDef)
    read.output_parameters["x"] = 1
    assert decode({"name": "d"}, WorkflowDef).output_parameters == {}
    assert encode(read) == {"name": "c", "outputParameters": {"x": 1}}


def test_a_default_is_not_sent_back_unasked() -> None:
    read = decode({"name": "t", "retryCount": 3}, TaskDef)
    assert read.enforce_schema is False
    assert encode(read) == {"name": "t", "retryCount": 3}
    assert encode(TaskDef(name="t")) == {"name": "t", "enforceSchema": False}


def test_null_does_not_hide_a_default() -> None:
    assert decode({"extendLease": None, "status": None}, TaskResult).extend_lease is False
    assert decode({"tasks": None}, WorkflowDef).tasks == []


def test_generic_models_take_a_parameter() -> None:
    assert SearchResultTask[Task] is not None
    assert SearchResultTask(1, [Task(task_id="t")]).results == [Task(task_id="t")]
