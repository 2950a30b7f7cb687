"""However a program is stopped: what runs is finished and reported, nothing is left behind, and it ends."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import pytest

from faults.program import INT, KILL, MAIN, TERM

if TYPE_CHECKING:
    from faults.stub import Stub

SLOW = """
@worker_task("job", thread_count={threads})
def job(n: int) -> int:
    time.sleep(0.4)
    return n
"""
ASYNC = """
import asyncio
@worker_task("job", thread_count={threads})
async def job(n: int) -> int:
    await asyncio.sleep(0.4)
    return n
"""
WAYS = [(TERM, False), (TERM, True), (INT, True), (KILL, False)]


@pytest.mark.parametrize("start_method", ["", "spawn"])
@pytest.mark.parametrize(("number", "group"), WAYS)
@pytest.mark.parametrize("threads", [1, 4])
def test_under_load(
    stub: Stub, launch: Any, number: int, group: bool, threads: int, start_method: str
) -> None:
    if start_method and threads == 1:
        pytest.skip("one of the two is enough")
    program = launch(SLOW.format(threads=threads), TEST_START_METHOD=start_method)
    stub.add("job", 40)
    stub.wait(lambda: len(stub.lost()) >= threads)
    program.send(number, group)
    program.wait_end()
    assert stub.lost() == [], stub.summary()
    assert threads <= stub.done() < 40
    assert all(len(row.results) <= 1 for row in stub.rows.values())


@pytest.mark.parametrize(("number", "group"), WAYS[:2])
def test_coroutines_under_load(stub: Stub, launch: Any, number: int, group: bool) -> None:
    program = launch(ASYNC.format(threads=4))
    stub.add("job", 40)
    stub.wait(lambda: len(stub.lost()) >= 4)
    program.send(number, group)
    program.wait_end()
    assert stub.lost() == []
    assert 4 <= stub.done() < 40


@pytest.mark.parametrize(("number", "group"), WAYS)
def test_idle_with_open_polls(stub: Stub, launch: Any, number: int, group: bool) -> None:
    program = launch(SLOW.format(threads=1))
    stub.wait(lambda: stub.open_polls)
    program.send(number, group)
    stub.add("job", 5)  # they come while the poll is open: one may be taken, and must be reported
    program.wait_end()
    assert stub.lost() == []
    # A fork holds its parent's end of the pipe, too: it looks once a second whether that lives.
    late = number == KILL and os.environ.get("TEST_START_METHOD") == "fork"
    assert stub.done() <= (5 if late else 1)


@pytest.mark.parametrize(("number", "group"), WAYS[:3])
def test_with_thread_isolation(stub: Stub, launch: Any, number: int, group: bool) -> None:
    program = launch(SLOW.format(threads=2), CONDUCTOR_WORKER_ISOLATION="thread")
    stub.add("job", 40)
    stub.wait(lambda: len(stub.lost()) >= 2)
    program.send(number, group)
    program.wait_end()
    assert stub.lost() == []
    assert 2 <= stub.done() < 40
    assert len(program.seen) == 1


def test_the_exit_status_tells_of_sigterm(stub: Stub, launch: Any) -> None:
    program = launch(SLOW.format(threads=1))
    program.send(TERM)
    assert program.wait_end() == 143


def test_ctrl_c_while_joining_is_a_clean_end(stub: Stub, launch: Any) -> None:
    joining = MAIN.replace("        handler.join", "        print('joining')\n        handler.join")
    program = launch(SLOW.format(threads=1), main=joining)
    program.wait_text("joining")
    program.send(INT, group=True)
    assert program.wait_end() == 0
    assert "Traceback" not in program.text
    assert "KeyboardInterrupt: Stopping all processes" in program.text


ENDLESS = """
@worker_task("job")
def job(n: int) -> int:
    print("begun", flush=True)
    time.sleep(600)
    return n
"""
IMPATIENT = """
if __name__ == "__main__":
    handler = TaskHandler(stop_timeout_seconds=0.2)
    handler.start_processes()
    sys.stdin.read() if False else None
    while not os.path.exists("stop"):
        time.sleep(0.02)
    started = time.monotonic()
    handler.stop_processes(timeout=0.3)
    print("stopped", time.monotonic() - started)
"""


def test_what_does_not_finish_in_time_goes_back_to_its_queue(stub: Stub, launch: Any) -> None:
    program = launch(ENDLESS, main=IMPATIENT)
    task = stub.rows[stub.add("job")[0]]
    task.output = {"so": "far"}
    stub.wait(lambda: task.handed)
    (program.script.parent / "stop").write_text("")
    assert program.wait_end() == 0
    assert (task.status, task.returned, task.output) == ("SCHEDULED", 1, {"so": "far"})
    assert float(program.text.split("stopped ")[1].split()[0]) < 8


def test_a_second_sigterm_ends_it_at_once_and_nothing_stays(stub: Stub, launch: Any) -> None:
    program = launch(SLOW.format(threads=1).replace("0.4", "1.5"))
    stub.add("job")
    stub.wait(lambda: stub.lost())
    program.send(TERM)
    program.send(TERM)
    assert program.wait_end() in (143, -TERM)
    stub.wait(lambda: not stub.lost(), 10)


def test_a_second_ctrl_c_does_not_wait(stub: Stub, launch: Any) -> None:
    program = launch(ENDLESS)
    task = stub.rows[stub.add("job")[0]]
    program.wait_begun(1)
    program.send(INT, group=True)
    program.wait_text("Stopping all processes")
    program.send(INT, group=True)
    program.wait_end(15)
    stub.wait(lambda: task.status == "SCHEDULED", 5)


def test_a_signal_handler_of_the_program_stays(stub: Stub, launch: Any) -> None:
    main = """
def bye(number, frame):
    print("own handler")
    raise SystemExit(7)

if __name__ == "__main__":
    signal.signal(signal.SIGTERM, bye)
    with TaskHandler() as handler:
        handler.start_processes()
        handler.join_processes()
"""
    program = launch(SLOW.format(threads=1), main=main)
    stub.add("job", 5)
    stub.wait(lambda: stub.lost())
    program.send(TERM)
    assert program.wait_end() == 7
    assert "own handler" in program.text
    assert stub.lost() == []


def test_leaving_the_with_block_drains(stub: Stub, launch: Any) -> None:
    main = """
if __name__ == "__main__":
    with TaskHandler() as handler:
        handler.start_processes()
        while not os.path.exists("stop"):
            time.sleep(0.02)
    print("after")
"""
    program = launch(SLOW.format(threads=3), main=main)
    stub.add("job", 30)
    stub.wait(lambda: len(stub.lost()) == 3)
    (program.script.parent / "stop").write_text("")
    assert program.wait_end() == 0
    assert stub.lost() == []
    assert "after" in program.text


def test_a_worker_told_to_end_by_itself_drains_and_is_replaced(stub: Stub, launch: Any) -> None:
    program = launch(SLOW.format(threads=2))
    stub.add("job", 12)
    stub.wait(lambda: len(stub.lost()) == 2)
    (worker,) = program.workers()
    worker.send_signal(TERM)
    stub.wait(lambda: stub.done() == 12)
    assert "was started again" in program.text
    assert all(row.handed == 1 for row in stub.rows.values())


def test_the_server_is_away_when_the_program_stops(stub: Stub, launch: Any) -> None:
    from faults.stub import Fault

    program = launch(SLOW.format(threads=1), main=IMPATIENT.replace("timeout=0.3", "timeout=1.5"))
    stub.fail(Fault("v1", 503, times=10_000), Fault("v2", 503, times=10_000))
    task = stub.rows[stub.add("job")[0]]
    stub.wait(lambda: stub.requests.get("v1"))
    (program.script.parent / "stop").write_text("")
    assert program.wait_end() == 0
    assert f"The result of task {task.id} (job)" in program.text
    assert "was not delivered" in program.text
