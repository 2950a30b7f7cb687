"""What is large stays bearable: it answers, and memory stays bounded."""

from __future__ import annotations

import http.client
import json
import os
import subprocess
import sys
import threading
import time
import urllib.request

import pytest

from conductor.devserver.server import DevServer

SERVE = """
import sys, time
from conductor.devserver.server import DevServer
print(DevServer().start().ui_url, flush=True)
time.sleep(600)
"""


@pytest.fixture(scope="module")
def bounded():
    with DevServer() as running:
        yield running


class Client:
    """One connection."""

    def __init__(self, server):
        self._connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)

    def close(self):
        self._connection.close()

    def call(self, method, path, body=None):
        data = None if body is None else json.dumps(body)
        self._connection.request(method, f"/api{path}", data, {"Content-Type": "application/json"})
        answer = self._connection.getresponse()
        text = answer.read().decode()
        assert answer.status < 300, text
        return json.loads(text) if text.startswith(("{", "[")) else text

    def register(self, name, *tasks):
        self.call(
            "POST", "/metadata/workflow?overwrite=true", {"name": name, "version": 1, "tasks": list(tasks)}
        )

    def wait(self, workflow_id, seconds=60):
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            status = self.call("GET", f"/workflow/{workflow_id}/status")["status"]
            if status != "RUNNING":
                return status
            time.sleep(0.02)
        raise AssertionError("still running")


@pytest.fixture
def client(bounded):
    found = Client(bounded)
    yield found
    found.close()


def task(ref, type_="SIMPLE", inputs=None, **members):
    return {"name": ref, "taskReferenceName": ref, "type": type_, "inputParameters": inputs or {}, **members}


def test_a_payload_of_ten_megabytes(client):
    client.register("big", task("big_a", inputs={"p": "${workflow.input.p}"}))
    payload = "x" * 10_000_000
    workflow_id = client.call("POST", "/workflow", {"name": "big", "input": {"p": payload}})
    taken = client.call("GET", "/tasks/poll/big_a")
    assert taken["inputData"]["p"] == payload
    ids = {"taskId": taken["taskId"], "workflowInstanceId": workflow_id}
    client.call("POST", "/tasks", {**ids, "status": "COMPLETED", "outputData": {"p": payload}})
    run = client.call("GET", f"/workflow/{workflow_id}")
    assert (run["status"], len(run["output"]["p"])) == ("COMPLETED", 10_000_000)


def test_two_thousand_tasks_at_once(client):
    inputs = {"forkTaskName": "many_w", "forkTaskInputs": "${workflow.input.rows}"}
    client.register("many", task("df", "FORK_JOIN_DYNAMIC", inputs), task("j", "JOIN"))
    rows = [{"n": number} for number in range(2000)]
    workflow_id = client.call("POST", "/workflow", {"name": "many", "input": {"rows": rows}})
    while taken := client.call("GET", "/tasks/poll/batch/many_w?count=100&timeout=0"):
        for each in taken:
            ids = {"taskId": each["taskId"], "workflowInstanceId": workflow_id}
            client.call("POST", "/tasks", {**ids, "status": "COMPLETED", "outputData": each["inputData"]})
    run = client.call("GET", f"/workflow/{workflow_id}")
    assert run["status"] == "COMPLETED"
    assert len(run["output"]) == 2000
    assert run["output"]["_many_w_1999"] == {"n": 1999, "__index": 1999}


def test_a_loop_of_ten_thousand_iterations_lets_others_in(client):
    body = task("i", "SET_VARIABLE", {"n": "${lp.output.iteration}"})
    client.register(
        "long", task("lp", "DO_WHILE", loopCondition="$.lp['iteration'] < 10000", loopOver=[body])
    )
    workflow_id = client.call("POST", "/workflow", {"name": "long", "input": {}})
    begin = time.monotonic()
    client.call("GET", "/metadata/workflow/long")
    assert time.monotonic() - begin < 5
    assert client.wait(workflow_id) == "COMPLETED"
    run = client.call("GET", f"/workflow/{workflow_id}")
    assert (len(run["tasks"]), run["variables"]) == (10_001, {"n": 10_000})


def test_a_workflow_that_starts_itself_for_ever_comes_to_an_end(client):
    client.register("self", task("s", "SUB_WORKFLOW", subWorkflowParam={"name": "self"}))
    workflow_id = client.call("POST", "/workflow", {"name": "self", "input": {}})
    assert client.wait(workflow_id) == "FAILED"
    found = client.call("GET", "/workflow/search?query=workflowType=self&size=1000")
    assert 100 < found["totalHits"] < 1000
    reasons = {each.get("reasonForIncompletion", "") for each in found["results"]}
    assert any("does self start itself?" in reason for reason in reasons)


def test_fifty_workers_that_wait(bounded, client):
    client.register("fifty", task("fifty_w", inputs={"n": "${workflow.input.n}"}))
    got: list[int] = []
    stop = threading.Event()

    def work():
        own = Client(bounded)
        while not stop.is_set():
            for each in own.call("GET", "/tasks/poll/batch/fifty_w?count=1&timeout=500&workerid=w"):
                ids = {"taskId": each["taskId"], "workflowInstanceId": each["workflowInstanceId"]}
                own.call("POST", "/tasks", {**ids, "status": "COMPLETED"})
                got.append(each["inputData"]["n"])
        own.close()

    workers = [threading.Thread(target=work) for _ in range(50)]
    for worker in workers:
        worker.start()
    for number in range(200):
        client.call("POST", "/workflow", {"name": "fifty", "input": {"n": number}})
    deadline = time.monotonic() + 30
    while len(got) < 200 and time.monotonic() < deadline:
        time.sleep(0.01)
    stop.set()
    for worker in workers:
        worker.join(10)
    assert sorted(got) == list(range(200))


@pytest.mark.skipif(not os.path.exists("/proc/self/statm"), reason="reads the memory in use from /proc")
def test_it_is_up_soon_and_light():
    process = subprocess.Popen([sys.executable, "-c", SERVE], stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        url = process.stdout.readline().strip()
        with urllib.request.urlopen(f"{url}/health", timeout=5) as answer:
            assert json.load(answer)["healthy"] is True
        with open(f"/proc/{process.pid}/statm") as memory:
            resident = int(memory.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
        assert resident < 60 * 1024 * 1024
    finally:
        process.kill()
        process.wait(10)
        if process.stdout is not None:
            process.stdout.close()
