"""The same faults on whole servers, the embedded and the real one: every workflow comes to its end."""

from __future__ import annotations

import random
import time
import uuid
from typing import TYPE_CHECKING

import pytest

from faults.cutting_proxy import cutting
from faults.program import HEAD, MAIN, TERM, Program, wait_for

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from conftest import Server

pytestmark = pytest.mark.on_both

WORKER = """
@worker_task({name!r}, thread_count=4)
def job(n: int) -> int:
    time.sleep(0.01)
    return n * 2
"""


class Job:
    """A workflow of one task of a name of its own, whose definition retries quickly."""

    def __init__(self, server: Server, response_timeout: int = 3) -> None:
        self.server = server
        self.name = f"fault_{uuid.uuid4().hex[:10]}"
        self.ids: list[str] = []
        self.server.json(
            "POST",
            "/metadata/taskdefs",
            json=[
                {
                    "name": self.name, "retryCount": 20, "retryDelaySeconds": 0,
                    "ownerEmail": "a@example.com",
                    "timeoutSeconds": 0, "responseTimeoutSeconds": response_timeout,
                }
            ],
        )  # fmt: skip
        task = {
            "name": self.name,
            "taskReferenceName": "job",
            "type": "SIMPLE",
            "inputParameters": {"n": "${workflow.input.n}"},
        }
        definition = {
            "name": self.name, "version": 1, "tasks": [task], "timeoutSeconds": 0,
            "ownerEmail": "a@example.com",
            "schemaVersion": 2,
        }  # fmt: skip
        self.server.json("PUT", "/metadata/workflow", json=[definition])

    def start(self, count: int) -> None:
        for number in range(count):
            body = {"name": self.name, "version": 1, "input": {"n": number}}
            self.ids.append(self.server.json("POST", "/workflow", json=body))

    def statuses(self) -> dict[str, int]:
        found: dict[str, int] = {}
        for workflow_id in self.ids:
            status = self.server.json("GET", f"/workflow/{workflow_id}?includeTasks=false")["status"]
            found[status] = found.get(status, 0) + 1
        return found

    def wait_completed(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        left = list(self.ids)
        while left and time.monotonic() < until:
            left = [i for i in left if self._status(i) == "RUNNING"]
            time.sleep(0.1)
        assert self.statuses() == {"COMPLETED": len(self.ids)}

    def _status(self, workflow_id: str) -> str:
        return str(self.server.json("GET", f"/workflow/{workflow_id}?includeTasks=false")["status"])

    def remove(self) -> None:
        for workflow_id in self.ids:
            if self._status(workflow_id) == "RUNNING":
                self.server.call("DELETE", f"/workflow/{workflow_id}")
            self.server.call("DELETE", f"/workflow/{workflow_id}/remove")
        self.server.call("DELETE", f"/metadata/workflow/{self.name}/1")
        self.server.call("DELETE", f"/metadata/taskdefs/{self.name}")


@pytest.fixture
def job(server: Server) -> Iterator[Job]:
    made = Job(server)
    yield made
    made.remove()


def run(job: Job, folder: Path, url: str) -> Program:
    program = Program(folder, HEAD + WORKER.format(name=job.name) + MAIN, url)
    program.wait_text("Polling task")
    return program


def test_a_stop_under_load_loses_nothing(job: Job, tmp_path: Path) -> None:
    first = run(job, tmp_path, job.server.url)
    try:
        job.start(30)
        first.send(TERM, group=True)
        first.wait_end()
    finally:
        first.kill()
    for workflow_id in job.ids:  # whatever was taken has been reported: nothing is in progress
        tasks = job.server.json("GET", f"/workflow/{workflow_id}")["tasks"]
        assert {t["status"] for t in tasks} <= {"COMPLETED", "SCHEDULED"}
    second = run(job, tmp_path, job.server.url)
    try:
        job.wait_completed(30)
    finally:
        second.kill()


def test_a_killed_worker(job: Job, tmp_path: Path) -> None:
    program = run(job, tmp_path, job.server.url)
    try:
        job.start(40)
        assert wait_for(program.workers, 10)
        program.workers()[0].kill()
        job.wait_completed(60)
    finally:
        program.kill()


@pytest.mark.parametrize("what", ["request", "answer"])
@pytest.mark.parametrize("route", ["POST /api/tasks", "GET /api/tasks/poll"])
def test_a_network_that_cuts(job: Job, tmp_path: Path, what: str, route: str) -> None:
    if (route, what) == ("GET /api/tasks/poll", "answer"):
        pytest.skip(
            "a task that is handed to a cut poll is with nobody: the server's, not ours, to give out again"
        )
    chance = random.Random(7)
    with cutting(job.server.url) as proxy:
        proxy.cut = lambda line: what if line.startswith(route) and chance.random() < 0.2 else ""
        program = run(job, tmp_path, proxy.url)
        try:
            job.start(40)
            job.wait_completed(90)
            assert proxy.cuts
        finally:
            program.kill()


def test_a_network_that_is_away_for_a_while(job: Job, tmp_path: Path) -> None:
    with cutting(job.server.url) as proxy:
        program = run(job, tmp_path, proxy.url)
        try:
            job.start(20)
            proxy.down = True
            job.start(20)
            program.wait_text("trying again until it works")
            proxy.down = False
            job.wait_completed(60)
            program.wait_text("the server answers again")
        finally:
            program.kill()


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_many_workflows_and_workers_killed_at_random(job: Job, tmp_path: Path) -> None:
    """2,000 workflows on the real server, 300 on the embedded one."""
    count = 300 if job.server.kind == "embedded" else 2000
    chance = random.Random(11)
    program = run(job, tmp_path, job.server.url)
    try:
        for _ in range(10):
            job.start(count // 10)
            assert wait_for(program.workers, 30)
            chance.choice(program.workers()).kill()
        job.wait_completed(400)
    finally:
        program.kill()
