"""What people get for what is wrong: no server, a wrong address, broken workers, broken requests."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
import uuid
from typing import TYPE_CHECKING, Any

import pytest

from behaviour.programs import EXAMPLES, environment, program

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Server

RAISING = """
from conductor.client.automator.task_handler import TaskHandler
from conductor.client.configuration.configuration import Configuration
from conductor.client.worker.worker_task import worker_task
from conductor.client.workflow.conductor_workflow import ConductorWorkflow
from conductor.client.workflow.executor.workflow_executor import WorkflowExecutor
from conductor.client.orkes_clients import OrkesClients
from conductor.client.http.models.task_def import TaskDef
import sys


class PriceMissing(ValueError):
    pass


@worker_task(task_definition_name=sys.argv[1] if __name__ == "__main__" else "unused")
def price(sku: str) -> float:
    raise PriceMissing(f"no price for {sku}")


def main():
    config = Configuration()
    OrkesClients(configuration=config).get_metadata_client().register_task_def(
        TaskDef(name=sys.argv[1], retry_count=0, response_timeout_seconds=60, timeout_seconds=0)
    )
    executor = WorkflowExecutor(configuration=config)
    workflow = ConductorWorkflow(name=sys.argv[1] + "_wf", version=1, executor=executor)
    workflow >> price(task_ref_name="price_ref", sku=workflow.input("sku"))
    workflow.register(overwrite=True)
    handler = TaskHandler(configuration=config)
    handler.start_processes()
    run = executor.execute(name=workflow.name, version=1, workflow_input={"sku": "A-1"})
    print("id", run.workflow_id)
    handler.stop_processes()


if __name__ == "__main__":
    main()
"""


@pytest.fixture
def closed_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def test_no_server_is_said_within_two_seconds(closed_port: int) -> None:
    from conductor.client.configuration.configuration import Configuration
    from conductor.client.exceptions import ConnectionFailed
    from conductor.client.workflow.executor.workflow_executor import WorkflowExecutor

    url = f"http://127.0.0.1:{closed_port}/api"
    executor = WorkflowExecutor(configuration=Configuration(server_api_url=url))
    began = time.monotonic()
    with pytest.raises(ConnectionFailed) as failed:
        executor.execute(name="greetings", version=1, workflow_input={})
    assert time.monotonic() - began < 2
    said = str(failed.value)
    assert url in said
    assert "server" in said
    assert "running" in said
    assert "\n" not in said


def test_hello_world_without_a_server_ends_soon_and_says_why(closed_port: int, tmp_path: Path) -> None:
    url = f"http://127.0.0.1:{closed_port}/api"
    hello = EXAMPLES / "helloworld" / "helloworld.py"
    with program([hello], {"CONDUCTOR_SERVER_URL": url}, tmp_path / "out") as running:
        assert running.wait(20) == 1
        last = running.text.strip().splitlines()[-1]
        assert url in last
        assert "running" in last
        assert running.family() == []


@pytest.mark.on_both
def test_an_address_without_api_gets_a_hint(server: Server) -> None:
    from conductor.client.configuration.configuration import Configuration
    from conductor.client.exceptions import ApiException
    from conductor.client.orkes_clients import OrkesClients

    clients = OrkesClients(configuration=Configuration(server_api_url=server.ui_url))
    with pytest.raises(ApiException) as refused:
        clients.get_metadata_client().get_all_workflow_defs()
    assert "/api" in str(refused.value)
    assert server.ui_url in str(refused.value)


@pytest.mark.on_both
def test_an_unknown_workflow_is_not_found(server: Server) -> None:
    from conductor.client.configuration.configuration import Configuration
    from conductor.client.exceptions import NotFound
    from conductor.client.http.models import StartWorkflowRequest
    from conductor.client.orkes_clients import OrkesClients

    client = OrkesClients(configuration=Configuration(server_api_url=server.url)).get_workflow_client()
    nowhere = str(uuid.uuid4())
    with pytest.raises(NotFound, match=nowhere):
        client.get_workflow(nowhere)
    with pytest.raises(NotFound, match=r"No such workflow defined. name=no_such_workflow, version=1"):
        client.start_workflow(StartWorkflowRequest(name="no_such_workflow", version=1))


@pytest.mark.on_both
def test_a_worker_that_raises_fails_its_task_with_type_message_and_traceback(
    server: Server, tmp_path: Path
) -> None:
    name = f"price_{uuid.uuid4().hex[:8]}"
    script = tmp_path / "raising.py"
    # The child of a worker imports this module under another name, so the task's name is written into it.
    script.write_text(RAISING.replace('sys.argv[1] if __name__ == "__main__" else "unused"', repr(name)))
    try:
        with program([script, name], server.environment, tmp_path / "out") as running:
            assert running.wait() == 0, running.text
            workflow_id = running.text.rsplit("id ", 1)[1].split()[0]
        run = server.json("GET", f"/workflow/{workflow_id}")
        task = run["tasks"][0]
        assert (run["status"], task["status"]) == ("FAILED", "FAILED")
        assert "PriceMissing" in task["reasonForIncompletion"]
        assert "no price for A-1" in task["reasonForIncompletion"]
        assert "raising.py" in task["reasonForIncompletion"], "the short traceback names the line"
        assert "no price for A-1" in run["reasonForIncompletion"]
        logs = server.json("GET", f"/tasks/{task['taskId']}/log")
        assert any("Traceback (most recent call last)" in line["log"] for line in logs)
    finally:
        server.call("DELETE", f"/metadata/workflow/{name}_wf/1")
        server.call("DELETE", f"/metadata/taskdefs/{name}")


JSON = {"Content-Type": "application/json"}
NOBODY = "00000000-0000-4000-8000-000000000000"
REFUSED: list[tuple[str, str, dict[str, Any], int, str]] = [
    ("POST", "/workflow", {"data": b'{"name": ', "headers": JSON}, 500, ""),
    ("POST", "/workflow", {"data": b"", "headers": JSON}, 500, ""),
    ("POST", "/metadata/workflow", {"data": b"not json", "headers": JSON}, 500, ""),
    ("POST", "/metadata/taskdefs", {"json": {"name": "no_list"}}, 500, ""),
    ("GET", "/workflow/" + NOBODY, {}, 404, f"No such workflow found by id: {NOBODY}"),
    ("GET", "/tasks/" + NOBODY, {}, 404, f"Task not found for taskId: {NOBODY}"),
    ("GET", "/metadata/workflow/no_such", {}, 404, "No such workflow found by name: no_such, version: null"),
    ("GET", "/metadata/taskdefs/no_such", {}, 404, "No such taskType found by name: no_such"),
    ("GET", "/metadata/workflow/no_such?version=x", {}, 500, ""),
    ("GET", "/nothing/here", {}, 404, ""),
    ("PATCH", "/metadata/workflow", {}, 405, ""),
    ("POST", "/workflow", {"json": {"name": "no_such", "version": "x"}}, 500, ""),
    ("POST", "/workflow", {"json": {"version": 1}}, 400, "Validation failed, check below errors for detail."),
    (
        "POST",
        "/tasks",
        {"json": {"taskId": NOBODY}},
        400,
        "Validation failed, check below errors for detail.",
    ),
    ("GET", "/tasks/poll/batch/any?timeout=5001", {}, 400, ""),
]


@pytest.mark.on_both
@pytest.mark.parametrize(("method", "path", "options", "status", "message"), REFUSED)
def test_broken_requests_are_refused_as_the_real_server_does(
    server: Server, method: str, path: str, options: dict[str, Any], status: int, message: str
) -> None:
    answer = server.call(method, path, **options)
    assert answer.status_code == status, answer.text
    body = answer.json()
    assert body["status"] == status
    if message:
        assert body["message"] == message
    if "Validation" in message:
        assert body["validationErrors"]
        assert all(set(error) >= {"path", "message"} for error in body["validationErrors"])


def test_python_without_the_server_extra_is_told_so(tmp_path: Path) -> None:
    hide = (
        "import sys; sys.modules['quickjs'] = None; import conductor._cli as c; sys.exit(c.main(['serve']))"
    )
    told = subprocess.run(
        [sys.executable, "-c", hide],
        env=environment({}),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert told.returncode == 2
    assert told.stderr.startswith(
        "conductor-py serve: the embedded server needs quickjs; install the server extra"
    )
