"""A server killed at any moment comes back on its file with every change that it acknowledged."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
import urllib.request
from http.client import HTTPException
from urllib.error import HTTPError, URLError

import pytest

SERVE = """
import sys, time
from conductor.devserver.server import DevServer
print(DevServer(db=sys.argv[1]).start().url, flush=True)
time.sleep(600)
"""
WORKFLOW = {
    "name": "kill",
    "version": 1,
    "tasks": [
        {"name": "k", "taskReferenceName": "a", "type": "SIMPLE"},
        {
            "name": "v",
            "taskReferenceName": "v",
            "type": "SET_VARIABLE",
            "inputParameters": {"seen": "${a.output.n}"},
        },
        {"name": "k", "taskReferenceName": "b", "type": "SIMPLE"},
        {"name": "w", "taskReferenceName": "w", "type": "WAIT", "inputParameters": {"duration": "1 second"}},
    ],
}


class Killable:
    """A server in a process of its own, on a file."""

    def __init__(self, path: str) -> None:
        command = [sys.executable, "-c", SERVE, path]
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert self._process.stdout is not None
        self.url = self._process.stdout.readline().strip()
        assert self.url.startswith("http"), "the server did not start"

    def call(self, method, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(
            self.url + path, data=data, method=method, headers={"Content-Type": "application/json"}
        )
        with urllib.request.urlopen(request, timeout=10) as answer:
            text = answer.read().decode()
        return json.loads(text) if text.startswith(("{", "[")) else text

    def kill(self) -> None:
        os.kill(self._process.pid, signal.SIGKILL)
        self._process.wait(10)
        if self._process.stdout is not None:
            self._process.stdout.close()


@pytest.fixture
def path(tmp_path):
    return str(tmp_path / "server.db")


def test_nothing_acknowledged_is_lost(path):
    dice = random.Random(7)
    known: dict[str, dict[str, int]] = {}  # workflow id → what has been acknowledged of it
    server = Killable(path)
    server.call("POST", "/metadata/workflow", WORKFLOW)
    for round_ in range(4):
        client = threading.Thread(target=_work_until_cut_off, args=(server, known, dice))
        client.start()
        time.sleep(dice.uniform(0.05, 0.4))
        server.kill()  # in the midst of whatever it does
        client.join(10)
        server = Killable(path)
        for workflow_id, acknowledged in known.items():
            run = server.call("GET", f"/workflow/{workflow_id}")
            assert set(run["input"]) == {"n"}, f"round {round_}"
            done = {t["referenceTaskName"]: t for t in run["tasks"] if t["status"] == "COMPLETED"}
            for ref, value in acknowledged.items():
                assert done[ref]["outputData"] == {"n": value}
                assert server.call("GET", f"/tasks/{done[ref]['taskId']}/log")[0]["log"] == f"line {value}"
            if "a" in acknowledged:
                assert run["variables"] == {"seen": acknowledged["a"]}
    server.kill()
    assert len(known) > 4


def _work_until_cut_off(server, known, dice):
    """Start, poll and report; what was acknowledged is noted in ``known``."""
    try:
        while True:
            if dice.random() < 0.5 or not known:
                known[server.call("POST", "/workflow", {"name": "kill", "input": {"n": len(known)}})] = {}
                continue
            for task in server.call("GET", "/tasks/poll/batch/k?count=2&timeout=0"):
                number = dice.randrange(1000)
                result = {
                    "taskId": task["taskId"],
                    "workflowInstanceId": task["workflowInstanceId"],
                    "status": "COMPLETED",
                    "outputData": {"n": number},
                    "logs": [{"log": f"line {number}", "taskId": task["taskId"]}],
                }
                server.call("POST", "/tasks", result)
                known.setdefault(task["workflowInstanceId"], {})[task["referenceTaskName"]] = number
    except (OSError, HTTPException):
        return


def test_timers_go_on(path):
    server = Killable(path)
    server.call("POST", "/metadata/workflow", {**WORKFLOW, "tasks": WORKFLOW["tasks"][3:]})
    limits = {"name": "k", "responseTimeoutSeconds": 1, "retryCount": 1, "retryDelaySeconds": 0}
    server.call("POST", "/metadata/taskdefs", [limits])
    server.call("POST", "/metadata/workflow", {**WORKFLOW, "name": "slow", "tasks": WORKFLOW["tasks"][:1]})
    schedule = {"name": "s", "cronExpression": "0 0 0 1 1 *", "startWorkflowRequest": {"name": "kill"}}
    server.call("POST", "/scheduler/schedules", schedule)
    waiting = server.call("POST", "/workflow", {"name": "kill"})
    silent = server.call("POST", "/workflow", {"name": "slow"})
    taken = server.call("GET", "/tasks/poll/k")
    server.kill()

    server = Killable(path)
    assert server.call("GET", "/scheduler/schedules/s")["cronExpression"] == "0 0 0 1 1 *"
    assert server.call("GET", f"/tasks/{taken['taskId']}")["status"] in ("IN_PROGRESS", "TIMED_OUT")
    deadline = time.monotonic() + 10
    statuses = None
    while time.monotonic() < deadline:
        run = server.call("GET", f"/workflow/{silent}")
        statuses = [task["status"] for task in run["tasks"]]
        if statuses == ["TIMED_OUT", "SCHEDULED"] and _status(server, waiting) == "COMPLETED":
            break
        time.sleep(0.05)
    assert statuses == ["TIMED_OUT", "SCHEDULED"]
    assert _status(server, waiting) == "COMPLETED"
    again = server.call("GET", "/tasks/poll/k")
    assert again["retriedTaskId"] == taken["taskId"]
    server.kill()


def _status(server, workflow_id):
    return server.call("GET", f"/workflow/{workflow_id}/status")["status"]


def test_a_second_server_is_refused_and_an_alien_file_too(path, tmp_path):
    from conductor.devserver.server import DevServer

    with DevServer(db=path), pytest.raises(OSError, match="in use by another server"):
        DevServer(db=path)
    alien = tmp_path / "alien.db"
    alien.write_text("this is no database, but it is long enough to be taken for one " * 20)
    with pytest.raises(OSError, match="no database"):
        DevServer(db=alien)


def test_a_full_disk_is_said_and_nothing_acknowledged_is_lost(path):
    from conductor.devserver.server import DevServer

    acknowledged, refused = [], []
    big = {"name": "kill", "input": {"d": "x" * 3000}}
    with DevServer(db=path) as server:
        client = Killable.__new__(Killable)
        client.url = server.url
        client.call("POST", "/metadata/workflow", WORKFLOW)
        file = server.engine.store._file
        (pages,) = file.execute("PRAGMA page_count").fetchone()
        file.execute(f"PRAGMA max_page_count = {pages + 8}")
        for _ in range(12):
            try:
                acknowledged.append(client.call("POST", "/workflow", big))
            except HTTPError as problem:
                refused.append((problem.code, problem.read().decode()))
        file.execute("PRAGMA max_page_count = 1000000")
        acknowledged.append(client.call("POST", "/workflow", big))
    assert refused
    assert all(code == 500 and "disk is full" in text and "Make room" in text for code, text in refused)
    with DevServer(db=path) as server:
        assert set(acknowledged) <= set(server.engine.executions)


def test_the_file_can_be_used_again_after_a_stop(path):
    from conductor.devserver.server import DevServer

    with DevServer(db=path) as first:
        url = first.url
        with first.engine.turn():
            first.engine.definitions.put_task({"name": "kept"}, 1, create=True)
    with DevServer(db=path) as second:
        assert second.engine.definitions.task("kept") is not None
    with pytest.raises(URLError):
        urllib.request.urlopen(url + "/health", timeout=1)
