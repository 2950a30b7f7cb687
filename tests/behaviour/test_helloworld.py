"""The guide's hello world, in all its forms, as a user runs it."""

from __future__ import annotations

import json
import re
import signal
import sys
from typing import TYPE_CHECKING, Any

import psutil
import pytest

from behaviour.programs import EXAMPLES, eventually, program

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Server

pytestmark = pytest.mark.on_both

GUIDE = EXAMPLES / "helloworld"
OLDER = EXAMPLES / "helloworld_older"
LOG = (
    "created worker with name=greet and domain=None",
    "TaskHandler initialized",
    "Starting worker processes...",
    "Started 1 TaskRunner process",
    "Stopped worker processes...",
)


def execution(server: Server, printed: str) -> dict[str, Any]:
    """The execution that the program's output links to."""
    link = re.search(r"^see the workflow execution here: (\S+)/execution/([0-9a-f-]{36})$", printed, re.M)
    assert link, printed
    assert link.group(1) == server.ui_url
    found: dict[str, Any] = server.json("GET", f"/workflow/{link.group(2)}")
    return found


def start_and_complete(server: Server, name: str, given: dict[str, Any]) -> dict[str, Any]:
    """Start a workflow from elsewhere and wait for its end."""
    workflow_id = server.json("POST", "/workflow", json={"name": name, "version": 1, "input": given})

    def ended() -> dict[str, Any] | None:
        run: dict[str, Any] = server.json("GET", f"/workflow/{workflow_id}")
        return run if run["status"] != "RUNNING" else None

    run: dict[str, Any] = eventually(ended, 30, lambda: f"{name} does not end")
    return run


def test_it_prints_its_result_and_the_link(server: Server, tmp_path: Path) -> None:
    with program([GUIDE / "helloworld.py"], server.environment, tmp_path / "out") as hello:
        assert hello.wait() == 0, hello.text
        assert "\nworkflow result: Hello Orkes\n" in hello.text
        run = execution(server, hello.text)
        assert run["status"] == "COMPLETED"
        assert run["output"] == {"result": "Hello Orkes"}
        assert [(t["taskType"], t["referenceTaskName"], t["status"]) for t in run["tasks"]] == [
            ("greet", "greet_ref", "COMPLETED")
        ]
        eventually(lambda: not hello.family(), 5, lambda: f"it left {hello.family()}")


def test_it_logs_what_the_guide_shows(server: Server, tmp_path: Path) -> None:
    with program([GUIDE / "helloworld.py"], server.environment, tmp_path / "out") as hello:
        assert hello.wait() == 0, hello.text
    places = [hello.text.find(line) for line in LOG]
    assert -1 not in places, f"missing {LOG[places.index(-1)]!r} in:\n{hello.text}"
    assert places == sorted(places)
    line = re.compile(
        r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} \[\d+\] "
        r"conductor\.client\.automator\.task_handler INFO +TaskHandler initialized$",
        re.M,
    )
    assert line.search(hello.text), hello.text


def test_workers_go_on_after_main_until_they_are_interrupted(server: Server, tmp_path: Path) -> None:
    definition = (GUIDE / "greetings_workflow.json").read_bytes()
    server.json(
        "POST",
        "/metadata/workflow?overwrite=true",
        data=definition,
        headers={"Content-Type": "application/json"},
    )
    with program([GUIDE / "helloworld_workers.py"], server.environment, tmp_path / "out") as workers:
        for name in ("World", "again"):
            run = start_and_complete(server, "greetings", {"name": name})
            assert (run["status"], run["output"]) == ("COMPLETED", {"result": f"Hello {name}"})
            assert workers.process.poll() is None, workers.text
        workers.family()
        workers.process.send_signal(signal.SIGINT)
        workers.wait(20)
        eventually(lambda: not workers.family(), 10, lambda: f"{workers.family()} still run")
        assert "Fatal Python error" not in workers.text


def test_the_definition_as_json_is_registered_as_curl_sends_it(server: Server) -> None:
    # curl -d @file leaves the line ends out.
    sent = (GUIDE / "greetings_workflow.json").read_bytes().replace(b"\n", b"")
    server.call("DELETE", "/metadata/workflow/greetings/1")
    answer = server.call(
        "POST", "/metadata/workflow", data=sent, headers={"Content-Type": "application/json"}
    )
    assert (answer.status_code, answer.content) == (200, b"")
    again = server.call("POST", "/metadata/workflow", data=sent, headers={"Content-Type": "application/json"})
    assert again.status_code == 409
    kept = server.json("GET", "/metadata/workflow/greetings?version=1")
    for name, value in json.loads(sent).items():
        if name != "tasks":
            assert kept[name] == value
    assert [(t["name"], t["taskReferenceName"], t["type"], t["inputParameters"]) for t in kept["tasks"]] == [
        ("greet", "greet_ref", "SIMPLE", {"name": "${workflow.input.name}"})
    ]


def test_the_older_guide(server: Server, tmp_path: Path) -> None:
    with program([OLDER / "greetings_main.py"], server.environment, tmp_path / "out") as hello:
        assert hello.wait() == 0, hello.text
        assert "\nworkflow result: Hello my friend Orkes\n" in hello.text
        run = execution(server, hello.text)
        assert (run["workflowName"], run["status"]) == ("hello", "COMPLETED")


def test_the_older_guides_json(server: Server, tmp_path: Path) -> None:
    definition = (OLDER / "workflow.json").read_bytes()
    server.json(
        "POST",
        "/metadata/workflow?overwrite=true",
        data=definition,
        headers={"Content-Type": "application/json"},
    )
    kept = server.json("GET", "/metadata/workflow/hello?version=1")
    assert (kept["description"], kept["timeoutSeconds"], kept["timeoutPolicy"]) == (
        "hello workflow",
        60,
        "TIME_OUT_WF",
    )


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGTERM there")
def test_sigterm_leaves_no_orphans(server: Server, tmp_path: Path) -> None:
    definition = (GUIDE / "greetings_workflow.json").read_bytes()
    server.json(
        "POST",
        "/metadata/workflow?overwrite=true",
        data=definition,
        headers={"Content-Type": "application/json"},
    )
    with program([GUIDE / "helloworld_workers.py"], server.environment, tmp_path / "out") as workers:
        start_and_complete(server, "greetings", {"name": "World"})
        family = workers.family()
        assert family, "one process a worker is the default"
        workers.process.terminate()
        workers.wait(20)
        _, left = psutil.wait_procs(family, timeout=10)
        assert left == []
