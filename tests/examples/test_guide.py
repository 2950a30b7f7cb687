"""The user's guide runs whole: each of its listings does what the guide says, on both servers.

``TREATED`` says what is done with every listing. ``BROKEN`` are those at fault themselves: each is on the
page of corrections, with its cause; what is wrong with them is asserted here.
"""

from __future__ import annotations

import ast
import inspect
import json
import re
import unittest
import uuid
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from behaviour.programs import ROOT, program
from conductor.client.configuration.configuration import Configuration
from conductor.client.http.models import TaskMock, WorkflowTestRequest
from conductor.client.orkes_clients import OrkesClients
from conductor.client.workflow.conductor_workflow import ConductorWorkflow
from conductor.client.workflow.task.simple_task import SimpleTask
from conductor.client.workflow.task.task import TaskInterface
from conductor.client.workflow_client import WorkflowClient

if TYPE_CHECKING:
    from conftest import Server

GUIDE = (Path(__file__).parent / "guide" / "python-sdk-guide.md").read_text("utf-8")
LISTINGS = [match.group(2) for match in re.finditer(r"^```(\w*)\n(.*?)^```", GUIDE, re.S | re.M)]

PROGRAMS = {
    7: ["workflow result: Hello Orkes", "see the workflow execution here: http://"],
    17: ["created worker with name=greetings and domain=None", "Stopped worker processes"],
    26: ["sending email to user_a@example.com", "workflow output:  {'email': 'user_a@example.com'}"],
}
"""Run as they stand, with the files that they import beside them, and what they print."""
FILES = {3: "greetings_workflow.py", 6: "greetings_worker.py", 15: "greetings.py"}
"""What those programs import."""
TASKS = {18: 3, 20: 1, 22: 1, 24: 1}
"""Make so many tasks, which a server takes in a workflow."""
DEFINITIONS = {4, 19, 23, 42}
"""JSON that a server takes."""
CALLS = {28, 29, 30, 31, 41, 45}
"""Run against a server, with what they take for granted."""
SIGNATURES = set(range(32, 41))
"""Methods of the workflow client."""
WORKERS = {15, 16}
"""Define a worker."""
BROKEN = {11, 21, 25, 43}
"""At fault; see docs/guide-errata.md."""
NOT_PYTHON = {
    1: "a shell's: an environment",
    2: "a shell's: the install, by the name of the release",
    5: "a shell's: sent by the tests of hello world",
    8: "a shell's setting",
    9: "a shell's: a container with an old server",
    10: "a shell's: how listing 7 is run",
    12: "a shell's setting",
    13: "a shell's setting",
    14: "a shell's setting",
    27: "what listing 26 prints",
    44: "a shell's: the install",
}
TREATED = (
    set(PROGRAMS)
    | set(FILES)
    | set(TASKS)
    | DEFINITIONS
    | CALLS
    | SIGNATURES
    | WORKERS
    | BROKEN
    | set(NOT_PYTHON)
)
ENVIRONMENT = "CONDUCTOR_SERVER_URL"


def listing(number: int) -> str:
    return LISTINGS[number - 1]


def test_every_listing_is_treated() -> None:
    assert sorted(TREATED) == list(range(1, len(LISTINGS) + 1))


@pytest.fixture
def clients(server: Server, monkeypatch: pytest.MonkeyPatch) -> OrkesClients:
    monkeypatch.setenv(ENVIRONMENT, server.url)  # as the guide's own ``Configuration()`` reads it
    return OrkesClients(configuration=Configuration())


def run(number: int, names: dict[str, Any] | None = None) -> dict[str, Any]:
    """The listing's names after it was run; ``names`` are those that it takes for granted."""
    found = dict(names or {})
    exec(compile(listing(number), f"<listing {number}>", "exec"), found)
    return found


@pytest.mark.on_both
@pytest.mark.parametrize("number", PROGRAMS)
def test_a_program(number: int, server: Server, tmp_path: Path) -> None:
    for needed, name in FILES.items():
        (tmp_path / name).write_text(listing(needed), "utf-8")
    file = tmp_path / "program.py"
    file.write_text(listing(number), "utf-8")
    with program([file], server.environment, tmp_path / "out") as running:
        assert running.wait(90) == 0, running.text
        assert [words for words in PROGRAMS[number] if words not in running.text] == [], running.text
        assert "Traceback" not in running.text


@pytest.mark.parametrize(
    ("number", "name", "given", "result"),
    [
        (15, "greetings", {"name": "Ada"}, "Hello, Ada"),
        (
            16,
            "process_order",
            {"order_info": {"order_id": 7, "sku": "A", "quantity": 1, "sku_price": 2.5}},
            "order: 7",
        ),
    ],
)
def test_a_worker(number: int, name: str, given: dict[str, Any], result: str) -> None:
    from conductor.testing import run_worker

    assert run_worker(run(number)[name], given).output_data == {"result": result}


@pytest.mark.on_both
@pytest.mark.parametrize("number", TASKS)
def test_tasks_in_code(number: int, clients: OrkesClients) -> None:
    made = [each for each in run(number).values() if isinstance(each, TaskInterface)]
    if not made:  # an expression that nobody keeps: the HTTP task
        (task,) = (each for each in [_last_expression(number)] if isinstance(each, TaskInterface))
        made = [task]
    assert len(made) == TASKS[number]
    _is_taken(clients, [task.to_workflow_task() for task in made])


def _last_expression(number: int) -> Any:
    *before, last = ast.parse(listing(number)).body
    assert isinstance(last, ast.Expr)
    names: dict[str, Any] = {}
    exec(compile(ast.Module(before, []), "<listing>", "exec"), names)
    return eval(compile(ast.Expression(last.value), "<listing>", "eval"), names)


def _is_taken(clients: OrkesClients, tasks: list[Any]) -> str:
    """Register a workflow of these tasks; returns its name, and forgets it at the end of the call."""
    metadata, name = clients.get_metadata_client(), f"guide_{uuid.uuid4().hex[:8]}"
    body = {"name": name, "version": 1, "schemaVersion": 2, "tasks": tasks, "ownerEmail": "a@b.example"}
    metadata.metadataResourceApi.create(body)
    metadata.unregister_workflow_def(name, 1)
    return name


@pytest.mark.on_both
@pytest.mark.parametrize("number", sorted(DEFINITIONS))
def test_json(number: int, clients: OrkesClients, server: Server) -> None:
    definition = json.loads(listing(number))
    if "tasks" in definition:
        definition["name"] = f"guide_{uuid.uuid4().hex[:8]}"
        server.json("POST", "/metadata/workflow", json=definition)
        server.call("DELETE", f"/metadata/workflow/{definition['name']}/1")
    elif "retryCount" in definition:
        server.json("POST", "/metadata/taskdefs", json=[definition])
        assert clients.get_metadata_client().get_task_def(definition["name"]).retry_count == 3
    else:
        _is_taken(clients, [definition])


@pytest.mark.on_both
def test_the_inline_task_says_hello(clients: OrkesClients) -> None:
    document = {"name": "guide_inline", "version": 1, "tasks": [json.loads(listing(23))]}
    executor = clients.get_workflow_executor()
    ended = ConductorWorkflow.from_json(document, executor).execute(workflow_input={"name": "Ada"})
    assert ended.output["result"] == {"text": "hello Ada"}


@pytest.mark.on_both
def test_starting_and_waiting(clients: OrkesClients) -> None:
    from conductor.client.workflow.task.inline import InlineTask

    hello = ConductorWorkflow(clients.get_workflow_executor(), "hello", version=1)
    (hello >> InlineTask("say", "'Hello ' + $.name", {"name": hello.input("name")})).register(overwrite=True)
    assert listing(28).split() == listing(31).split()
    ready = run(28)
    started = run(29, ready)["workflow_id"]
    assert ready["workflow_client"].wait_for_completion(started, timeout=30).output == {
        "result": "Hello Orkes"
    }
    assert run(30, ready)["workflow_run"].output == {"result": "Hello Orkes"}


@pytest.mark.parametrize("number", sorted(SIGNATURES))
def test_a_signature(number: int) -> None:
    (function,) = ast.parse(f"def {listing(number).strip()}: ...").body
    assert isinstance(function, ast.FunctionDef)
    wanted = [argument.arg for argument in function.args.args if argument.arg != "self"]
    defaults = [ast.literal_eval(default) for default in function.args.defaults]
    here = [
        parameter
        for parameter in inspect.signature(getattr(WorkflowClient, function.name)).parameters.values()
        if parameter.name != "self"
    ]
    assert [parameter.name for parameter in here][: len(wanted)] == wanted
    for parameter, default in zip(here[len(wanted) - len(defaults) :], defaults):
        assert parameter.default is None or parameter.default == default, parameter
    extra = [parameter for parameter in here[len(wanted) :] if parameter.default is parameter.empty]
    assert extra == []


@pytest.mark.on_both
def test_the_task_definition(clients: OrkesClients) -> None:
    run(41)["main"]()
    stored = clients.get_metadata_client().get_task_def("task_with_retries")
    assert (stored.retry_logic, stored.concurrent_exec_limit) == ("LINEAR_BACKOFF", 3)


@pytest.mark.on_both
def test_the_assertion_of_a_test(clients: OrkesClients) -> None:
    wf = ConductorWorkflow(name="guide_tested", version=1) >> SimpleTask("guide_task", "one")
    taken = {
        "wf": wf,
        "workflow_client": clients.get_workflow_client(),
        "task_ref_to_mock_output": {"one": [TaskMock(status="COMPLETED", output={})]},
        "WorkflowTestRequest": WorkflowTestRequest,
        "self": unittest.TestCase(),
        "print": lambda *_: None,
    }
    assert run(45, taken)["run"].status == "COMPLETED"


class TestWhatIsBroken:
    """The guide's own faults. Where one of these fails, the guide was mended: take it off the page."""

    PAGE = (ROOT / "docs" / "guide-errata.md").read_text("utf-8")

    def test_half_a_call_is_commented_out(self) -> None:
        with pytest.raises(IndentationError):
            ast.parse(listing(11))
        assert "IndentationError: unexpected indent" in self.PAGE

    @pytest.mark.on_both
    def test_uri_beside_type(self, server: Server) -> None:
        document = {"name": "guide_http", "version": 1, "schemaVersion": 2, "ownerEmail": "a@b.example"}
        broken = server.call(
            "POST", "/metadata/workflow", json={**document, "tasks": [json.loads(listing(21))]}
        )
        assert broken.status_code == 400
        assert "inputParameters.uri field is required for taskType: HTTP" in broken.text
        assert "inputParameters.uri field is required for taskType: HTTP" in self.PAGE

    def test_a_comma_too_many_and_texts_for_objects(self) -> None:
        with pytest.raises(json.JSONDecodeError):
            json.loads(listing(25))
        assert json.loads(re.sub(r",\s*}", "}", listing(25)))["inputParameters"]["key1"] == "k1"
        assert "Cannot index string with string" in self.PAGE

    @pytest.mark.on_both
    def test_a_path_that_is_none(self, server: Server) -> None:
        assert server.call("POST", "/metadata/taskdef", json=[{"name": "guide_t"}]).status_code in (404, 405)
        assert "`POST /api/metadata/taskdef` is no path of the server" in self.PAGE

    def test_corrected_forms_are_json(self) -> None:
        blocks = re.findall(r"^```json\n(.*?)^```", self.PAGE, re.S | re.M)
        assert [json.loads(block)["type"] for block in blocks] == ["HTTP", "INLINE", "JSON_JQ_TRANSFORM"]
