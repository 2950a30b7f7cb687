"""The server fails in every way; no result is lost, and no task is taken twice for one answer."""

from __future__ import annotations

import socket
from typing import Any

import pytest

from faults.program import TERM, source, start
from faults.stub import Fault, Stub, running

WORK = """
@worker_task("job", thread_count={threads})
def job(n: int) -> int:
    return n
"""
STATUSES = [500, 502, 503, 504, 429, 408]


def finish(stub: Stub, count: int) -> None:
    stub.wait(lambda: stub.done() == count, 40)
    assert {row.status for row in stub.rows.values()} == {"COMPLETED"}, stub.summary()


@pytest.mark.parametrize("threads", [1, 5])
@pytest.mark.parametrize("mode", [*STATUSES, "reset"])
def test_reports_that_fail_are_repeated(stub: Stub, launch: Any, mode: int | str, threads: int) -> None:
    if threads == 5 and mode not in (500, "reset"):
        pytest.skip("two of them are enough with threads")
    launch(WORK.format(threads=threads))
    stub.fail(Fault("v2", mode, times=5, after=3), Fault("v1", mode, times=3))
    stub.add("job", 60)
    finish(stub, 60)
    assert all(len(row.results) == 1 for row in stub.rows.values())


def test_a_lost_answer_leaves_at_most_one_stray_each(stub: Stub, launch: Any) -> None:
    launch(WORK.format(threads=1))
    stub.fail(Fault("v2", "apply_reset", times=3, after=3))
    stub.add("job", 40)
    stub.wait(lambda: stub.done() >= 37 and stub.done() + len(stub.lost()) == 40)
    assert len(stub.lost()) <= 3
    assert all(row.handed == 1 for row in stub.rows.values())


def test_a_lost_answer_of_a_plain_report_is_repeated_without_harm(stub: Stub, launch: Any) -> None:
    stub.has_v2 = False
    launch(WORK.format(threads=1))
    stub.fail(Fault("v1", "apply_reset", times=3))
    stub.add("job", 10)
    finish(stub, 10)
    assert stub.lost() == []


def test_a_server_without_update_v2(stub: Stub, launch: Any) -> None:
    stub.has_v2 = False
    program = launch(WORK.format(threads=1))
    stub.add("job", 20)
    finish(stub, 20)
    assert stub.requests["v1"] == 20
    assert program.text.count("has no update-v2") == 1


def test_a_task_whose_workflow_was_removed(stub: Stub, launch: Any) -> None:
    program = launch(WORK.format(threads=1).replace("return n", "time.sleep(0.3); return n"))
    stub.add("job", 2)
    stub.wait(lambda: stub.lost())
    with stub.changed:
        gone = stub.rows.pop("task-0")
    stub.wait(lambda: stub.done() == 1)
    program.wait_text(f"The server no longer has task {gone.id}")
    program.send(TERM)
    program.wait_end()


@pytest.mark.parametrize(
    "fault",
    [Fault("poll", 500, 6), Fault("poll", 429, 3, headers={"Retry-After": "1"}), Fault("poll", "reset", 6)],
)
def test_polls_that_fail(stub: Stub, launch: Any, fault: Fault) -> None:
    program = launch(WORK.format(threads=2))
    stub.fail(fault)
    stub.wait(lambda: fault.times == 0, 60)
    stub.add("job", 10)
    finish(stub, 10)
    assert program.text.count("polling failed, trying again until it works") == 1
    program.wait_text("the server answers again")


def test_the_server_goes_away_and_comes_back(tmp_path: Any) -> None:
    with running() as stub:
        port = int(stub.url.split(":")[2].split("/")[0])
        program = start(tmp_path, stub, source(WORK.format(threads=3)))
        try:
            stub.add("job", 50)
            stub.wait(lambda: stub.done() == 50)
        except BaseException:
            program.kill()
            raise
    try:
        program.wait_text("trying again until it works", 30)
        stub.wait(lambda: not stub.open_polls)  # what is handed to a dead connection is with nobody
        stub.add("job", 50)
        with running(port, stub):
            stub.wait(lambda: stub.done() == 100, 15)
            assert {row.status for row in stub.rows.values()} == {"COMPLETED"}
            program.wait_text("the server answers again")
            program.send(TERM)
            program.wait_end()
    finally:
        program.kill()


def test_results_made_while_the_server_is_away_arrive_later(tmp_path: Any) -> None:
    slow = WORK.format(threads=4).replace("return n", "print('begun', flush=True); time.sleep(2); return n")
    with running() as stub:
        port = int(stub.url.split(":")[2].split("/")[0])
        program = start(tmp_path, stub, source(slow))
        try:
            stub.add("job", 4)
            program.wait_begun(4)
        except BaseException:
            program.kill()
            raise
    try:
        program.wait_text("trying again until it works", 30)
        with running(port, stub):
            stub.wait(lambda: stub.done() == 4, 15)
            assert all(row.handed == 1 for row in stub.rows.values())
    finally:
        program.kill()


def test_no_server_at_the_start(tmp_path: Any) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    stub = Stub()
    stub.url = f"http://127.0.0.1:{port}/api"
    from faults.program import Program

    program = Program(tmp_path, source(WORK.format(threads=1)), stub.url)
    try:
        program.wait_text("trying again until it works", 30)
        stub.add("job", 3)
        with running(port, stub):
            finish(stub, 3)
            assert program.text.count("trying again until it works") == 1
    finally:
        program.kill()


@pytest.mark.parametrize("threads", [1, 5])
def test_tokens_that_expire(stub: Stub, launch: Any, threads: int) -> None:
    stub.tokens = set()
    slow = WORK.format(threads=threads).replace("return n", "time.sleep(0.01); return n")
    launch(slow, CONDUCTOR_AUTH_KEY="k", CONDUCTOR_AUTH_SECRET="s")
    stub.add("job", 100)
    for part in (20, 40, 60):
        stub.wait(lambda part=part: stub.done() >= part)
        with stub.changed:
            stub.tokens.clear()
    finish(stub, 100)
    assert stub.requests["token"] <= 6
    assert all(row.handed == 1 for row in stub.rows.values())


IMPATIENT = "from conductor.client.automator import _task_wire\n_task_wire.PATIENCE = 0.4\n"


@pytest.mark.parametrize("route", ["v2", "v1"])
@pytest.mark.parametrize("how", ["def", "async def"])
def test_a_report_that_hangs_does_not_hold_its_slot(stub: Stub, launch: Any, route: str, how: str) -> None:
    stub.has_v2 = route == "v2"
    launch(IMPATIENT + WORK.format(threads=1).replace("def", how))
    hang = Fault(route, "hang", after=1, seconds=4)
    stub.fail(hang)
    stub.add("job", 20)
    stub.wait(lambda: stub.done() == 19, 3.5)  # all but the one, before its report has ended
    finish(stub, 20)
    assert all(len(row.results) == 1 for row in stub.rows.values())


def test_a_task_in_a_late_answer_goes_back_to_its_queue(stub: Stub, launch: Any) -> None:
    program = launch(IMPATIENT + WORK.format(threads=1))
    stub.fail(Fault("v2", "late", after=1, seconds=1.5))
    stub.add("job", 6)
    stub.wait(lambda: stub.done() == 5)
    stub.add("job", 3)
    finish(stub, 9)
    assert all(len(row.results) == 1 for row in stub.rows.values())
    assert stub.lost() == []
    assert stub.requests["v1"] >= 1
    program.send(TERM)
    program.wait_end()


def test_a_stop_while_a_report_hangs(stub: Stub, launch: Any) -> None:
    program = launch(IMPATIENT + WORK.format(threads=1))
    stub.fail(Fault("v2", "hang", seconds=60))
    stub.add("job")
    stub.wait(lambda: stub.requests.get("v2"))
    program.send(TERM)
    program.wait_end(15)
    assert stub.done() == 1
    assert "was not delivered" not in program.text
