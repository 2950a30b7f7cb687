"""Every entry of the catalogue runs, but for those that need more than the open-source server alone."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest

from unit.workflow.catalogue import CATALOGUE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conftest import Server

pytestmark = [pytest.mark.on_both, pytest.mark.timeout(120)]

NOT_HERE = {
    "document": "GET_DOCUMENT is Orkes'",
    "events": "queues of other systems",
    "every_option_of_the_ai_tasks": "models",
    "every_option_of_the_rest": "HTTP_POLL is Orkes', JDBC needs a database",
    "generate": "models",
    "http_poll": "HTTP_POLL is Orkes'",
    "jdbc": "a database",
    "join_by_script": "a join's script is Orkes'",
    "kafka": "a broker",
    "llm_chat": "models",
    "llm_index": "models and a vector database",
    "llm_text": "models",
    "mcp": "an MCP server",
    "messages": "the server's message queue is off by default",
    "options": "an event sink for the change of its state",
    "webhook": "webhooks are Orkes'",
}
ENDS = {"terminate": "COMPLETED", "http": "FAILED"}
"""How a run ends, where not COMPLETED; nothing listens where ``http`` calls."""

INPUT: dict[str, Any] = {
    "kind": "a",
    "k": "a",
    "size": 5,
    "name": "you",
    "x": 1,
    "path": "p",
    "l": [{"n": 1}, {"n": 2}],
    "tasks": [{"name": "one", "taskReferenceName": "one", "type": "NOOP"}],
    "inputs": {"one": {}},
    "definition": {
        "name": "given",
        "version": 1,
        "schemaVersion": 2,
        "tasks": [{"name": "in", "taskReferenceName": "given_in", "type": "NOOP"}],
    },
}


def test_every_entry_runs_or_has_a_reason_not_to():
    assert NOT_HERE.keys() <= CATALOGUE.keys()


@pytest.fixture
def names(server: Server) -> Iterator[dict[str, str]]:
    """Names of this test's own for what the catalogue calls ``work``, ``child`` and ``cleanup``."""
    suffix = uuid4().hex[:8]
    own = {name: f"{name}_{suffix}" for name in ("work", "child", "cleanup", "golden")}
    for version in (1, 2):
        server.json("POST", "/metadata/workflow", json=_small(own["child"], version))
    yield own
    for version in (1, 2):
        server.call("DELETE", f"/metadata/workflow/{own['child']}/{version}")


def _small(name: str, version: int) -> dict[str, Any]:
    task = {"name": "in", "taskReferenceName": "in", "type": "NOOP"}
    return {
        "name": name,
        "version": version,
        "schemaVersion": 2,
        "tasks": [task],
        "ownerEmail": "a@example.com",
    }


@pytest.mark.parametrize("entry", sorted(CATALOGUE.keys() - NOT_HERE))
def test_it_runs(server: Server, names: dict[str, str], entry: str):
    text = CATALOGUE[entry]().to_json(indent=None)
    for name, own in names.items():
        text = text.replace(f'"{name}"', f'"{own}"')
    definition = {**json.loads(text), "ownerEmail": "a@example.com"}
    request = {
        "name": definition["name"],
        "version": definition["version"],
        "workflowDef": definition,
        "input": {**INPUT, "task": names["work"]},
        "taskToDomain": {},
    }
    started = server.call("POST", "/workflow", json=request)
    assert started.status_code == 200, started.text
    run = _until_it_ends(server, started.text, names["work"])
    assert run["status"] == ENDS.get(entry, "COMPLETED"), run.get("reasonForIncompletion")


def _until_it_ends(server: Server, workflow: str, work: str) -> dict[str, Any]:
    """Do what workers and people do, until the run has ended."""
    for _turn in range(400):
        run: dict[str, Any] = server.json("GET", f"/workflow/{workflow}?includeTasks=true")
        if run["status"] not in ("RUNNING", "PAUSED"):
            return run
        for task in run["tasks"]:
            waits = task["status"] in ("SCHEDULED", "IN_PROGRESS")
            if waits and (task["taskType"] in (work, "HUMAN") or task["referenceTaskName"] == "signal"):
                _complete(server, task)
        time.sleep(0.05)
    server.call("DELETE", f"/workflow/{workflow}")
    raise AssertionError([(task["referenceTaskName"], task["status"]) for task in run["tasks"]])


def _complete(server: Server, task: dict[str, Any]) -> None:
    names = ("workflowInstanceId", "taskId")
    result = {name: task[name] for name in names}
    server.call(
        "POST", "/tasks", json={**result, "status": "COMPLETED", "outputData": {"result": 1, "total": 2}}
    )
