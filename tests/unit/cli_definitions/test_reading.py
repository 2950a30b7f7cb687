"""Definitions from files and modules, and what is said of those that cannot be read."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import pytest

from conductor._cli._definitions.changes import changes
from conductor._cli._definitions.python_files import why_not
from conductor._cli._definitions.reading import read_all
from conductor._cli._misuse import Misuse

if TYPE_CHECKING:
    from pathlib import Path

WORKFLOW = {"name": "wf", "version": 2, "tasks": [{"name": "a", "taskReferenceName": "r", "type": "SIMPLE"}]}
TASK = {"name": "a", "retryCount": 1}


def titles(*paths: Path | str) -> list[tuple[str, str, int]]:
    return sorted(each.key for each in read_all([str(path) for path in paths]))


def write(path: Path, value: Any) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(value if isinstance(value, str) else json.dumps(value), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "document",
    [[WORKFLOW, TASK], {"workflows": [WORKFLOW], "tasks": [TASK]}],
    ids=["list", "what export prints"],
)
def test_json_forms(tmp_path: Path, document: Any) -> None:
    assert titles(write(tmp_path / "d.json", document)) == [("task", "a", 0), ("workflow", "wf", 2)]


def test_a_folder_with_all_below_it_but_hidden_ones(tmp_path: Path) -> None:
    write(tmp_path / "workflows" / "wf.v2.json", WORKFLOW)
    write(tmp_path / "tasks" / "a.json", TASK)
    write(tmp_path / ".cache" / "x.json", "no JSON")
    write(tmp_path / "notes.txt", "no JSON")
    assert titles(tmp_path) == [("task", "a", 0), ("workflow", "wf", 2)]


def test_the_same_definition_twice_is_one_and_two_that_differ_are_misuse(tmp_path: Path) -> None:
    one, two = (
        write(tmp_path / "1.json", WORKFLOW),
        write(tmp_path / "2.json", {**WORKFLOW, "restartable": True}),
    )
    assert titles(one, two) == [("workflow", "wf", 2)]
    write(two, {**WORKFLOW, "timeoutSeconds": 5})
    with pytest.raises(Misuse, match=r"workflow wf v2 is in .*1\.json and in .*2\.json, and they differ"):
        read_all([str(one), str(two)])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "the file is empty; conductor-py export"),
        ("  \n", "the file is empty"),
        ('{"name": \n', r":2:1: this is not JSON: Expecting value"),
        ("[]", "there is no definition in"),
        ("17", "a definition is a JSON object, not 17"),
        ('{"tasks": []  , "version": 1}', "this definition has no name"),
        ('{"name": " "}', "this definition has no name"),
        ('{"name": "wf", "version": "1", "tasks": []}', 'the version is a whole number, not "1"'),
        ('{"name": "wf", "version": false, "tasks": []}', "the version is a whole number, not false"),
        ('{"name": "pkg", "version": "1.0", "scripts": {}}', "neither a workflow .* nor a task definition"),
        ('{"name": "t", "retry_count": 1}', "unknown member 'retry_count', .* write 'retryCount'"),
        ("[" * 100_000, "nested too deeply"),
    ],
)
def test_bad_json_is_one_line(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(Misuse, match=said) as misuse:
        read_all([str(write(tmp_path / "d.json", text))])
    assert "\n" not in str(misuse.value)
    assert "d.json" in str(misuse.value)


def test_a_deep_definition_is_read_and_compared(tmp_path: Path) -> None:
    def deep(bottom: str) -> Path:
        template = '{"a":' * 700 + bottom + "}" * 700
        text = json.dumps({**WORKFLOW, "inputTemplate": 0}).replace("0", template)
        return write(tmp_path / f"{bottom}.json", text)

    (one,), (other,) = read_all([str(deep("1"))]), read_all([str(deep("3"))])
    assert changes([one], {one.key: one})[0].action == "same"
    (found,) = changes([other], {one.key: one})[0].differences
    assert (found.path.count(".a"), found.old, found.new) == (700, 1, 3)


def test_no_utf_8_and_no_file(tmp_path: Path) -> None:
    (tmp_path / "d.json").write_bytes(b'{"name": "\xff"}')
    with pytest.raises(Misuse, match="this is not UTF-8 text"):
        read_all([str(tmp_path / "d.json")])
    for name in ("nowhere.json", "nowhere.py", "nowhere_at_all"):
        with pytest.raises(Misuse, match="there is no such file"):
            read_all([name])


PYTHON = """
from conductor.client.http.models import TaskDef, WorkflowDef, WorkflowTask
from conductor.client.worker.worker_task import worker_task
from conductor.client.workflow.conductor_workflow import ConductorWorkflow
from conductor.client.workflow.task.simple_task import SimpleTask

def built(executor) -> ConductorWorkflow:
    inner = ConductorWorkflow(executor=executor, name="inner", version=1) >> SimpleTask("b", "b_ref")
    return ConductorWorkflow(executor=executor, name="outer", version=3) >> SimpleTask("a", "a_ref") >> inner

PLAIN = WorkflowDef(name="plain", version=1, tasks=[WorkflowTask(name="a", task_reference_name="r")])
TASKS = [TaskDef(name="a", retry_count=1)]

@worker_task(task_definition_name="reading_b", register_task_def=True, task_def=TaskDef(retry_count=7))
def work(n: int) -> int:
    return n
"""


def test_a_python_file(tmp_path: Path) -> None:
    found = {each.key: each for each in read_all([str(write(tmp_path / "defs_for_reading.py", PYTHON))])}
    assert sorted(found) == [
        ("task", "a", 0),
        ("task", "reading_b", 0),
        ("workflow", "outer", 3),
        ("workflow", "plain", 1),
    ]
    assert found["task", "reading_b", 0].body["retryCount"] == 7
    assert next(task["taskReferenceName"] for task in found["workflow", "outer", 3].body["tasks"]) == "a_ref"


TEMPLATES = """
from conductor.client.http.models import TaskDef
from conductor.client.worker.worker_task import worker_task

PATIENT, NAMED = TaskDef(retry_count=9), TaskDef(name="defaults", retry_count=8)

@worker_task(task_definition_name="reading_c", task_def=PATIENT)
def one(n: int) -> int:
    return n

@worker_task(task_definition_name="reading_d", task_def=NAMED)
def other(n: int) -> int:
    return n
"""


def test_a_workers_definition_has_the_name_of_its_task(tmp_path: Path) -> None:
    found = {each.key: each for each in read_all([str(write(tmp_path / "templates.py", TEMPLATES))])}
    assert sorted(found) == [("task", "reading_c", 0), ("task", "reading_d", 0)]
    assert found["task", "reading_d", 0].body["retryCount"] == 8


@pytest.mark.parametrize(
    ("path", "missing", "said"),
    [
        ("flows", "flows", "there is no such file or module"),
        ("flows.order", "flows", "there is no such file or module"),
        ("flows.order", "flows.order", "there is no such file or module"),
        ("flows_of_ours", "flows", "the import raised ModuleNotFoundError"),
        ("flows/order.py", "flows", "the import raised ModuleNotFoundError"),
    ],
)
def test_whose_module_is_missing(path: str, missing: str, said: str) -> None:
    assert why_not(path, ModuleNotFoundError("No module", name=missing)).startswith(f"{path}: {said}")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "x = 1\nraise ValueError('no database')\n",
            r":2: the import raised ValueError: no database; put what",
        ),
        ("import sys\nsys.exit(3)\n", r":2: the import raised SystemExit: 3; put what"),
        ("import nowhere_at_all\n", r":1: the import raised ModuleNotFoundError: .*; correct it, or install"),
        ("def f(:\n", r":1: the import raised SyntaxError: .*; correct it"),
        ("", "there is no definition in"),
    ],
)
def test_bad_python_is_one_line(tmp_path: Path, text: str, said: str) -> None:
    path = write(tmp_path / f"bad_{abs(hash(text))}.py", text)
    with pytest.raises(Misuse, match=said) as misuse:
        read_all([str(path)])
    assert "\n" not in str(misuse.value)


@pytest.fixture(autouse=True)
def _as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    from conductor.client.worker import _registry

    monkeypatch.setattr(sys, "path", list(sys.path))
    monkeypatch.setattr(_registry, "decorated_functions", dict(_registry.decorated_functions))
