"""Workers die in every way; their tasks do not die with them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import psutil
import pytest

from faults.program import KILL, TERM, wait_for

if TYPE_CHECKING:
    from faults.stub import Stub

STEADY = """
@worker_task("job", thread_count=3)
def job(n: int) -> int:
    print("begun", n, flush=True)
    time.sleep(0.3)
    return n
"""


def test_a_killed_worker_is_replaced_and_its_tasks_go_back(stub: Stub, launch: Any) -> None:
    program = launch(STEADY.replace("0.3", "2.0 if n < 3 else 0.1"))
    stub.add("job", 12)
    program.wait_begun(3)
    (worker,) = program.workers()
    worker.kill()
    stub.wait(lambda: stub.done() == 12)
    assert {row.status for row in stub.rows.values()} == {"COMPLETED"}
    assert [row.returned for row in stub.rows.values()] == [1] * 3 + [0] * 9
    assert "killed by SIGKILL" in program.text
    program.send(TERM)
    program.wait_end()


def test_again_and_again(stub: Stub, launch: Any) -> None:
    program = launch(STEADY.replace("0.3", "0.02").replace("thread_count=3", "thread_count=1"))
    stub.add("job", 150)
    for _ in range(4):
        stub.wait(lambda: len(stub.lost()) >= 1)
        assert wait_for(program.workers, 20)
        program.workers()[0].kill()
        polls = stub.pollers["job"]
        stub.wait(lambda polls=polls: stub.pollers["job"] > polls)
    stub.wait(lambda: stub.done() + len(stub.lost()) == 150 and stub.done() >= 146, 60)
    assert {row.status for row in stub.rows.values()} <= {"COMPLETED", "FAILED", "IN_PROGRESS"}
    # a task in an answer on its way to a process that is killed is with nobody: at most one for each
    assert len(stub.lost()) <= 4


CRASHES = {
    "abort": "os.abort()",
    "exit": "os._exit(3)",
    "segfault": "import ctypes; ctypes.string_at(0)",
}


@pytest.mark.parametrize("how", sorted(CRASHES))
def test_a_task_that_kills_its_worker_fails_with_the_reason(stub: Stub, launch: Any, how: str) -> None:
    program = launch(f"""
@worker_task("job")
def job(n: int) -> int:
    if n == 0:
        {CRASHES[how]}
    return n
""")
    stub.add("job", 3)
    stub.wait(lambda: stub.done() == 3)
    rows = list(stub.rows.values())
    assert [row.status for row in rows] == ["FAILED", "COMPLETED", "COMPLETED"]
    reason = rows[0].results[0]["reasonForIncompletion"]
    assert "the worker's process ended" in reason
    assert {"abort": "SIGABRT", "exit": "exit status 3", "segfault": "SIGSEGV"}[how] in reason
    assert program.process.poll() is None


def test_a_task_on_whose_watch_workers_keep_being_killed_fails(stub: Stub, launch: Any) -> None:
    launch("""
@worker_task("job")
def job(n: int) -> int:
    os.kill(os.getpid(), signal.SIGKILL)   # as the kernel does when memory is short
""")
    stub.add("job")
    stub.wait(lambda: stub.done() == 1)
    row = stub.rows["task-0"]
    assert (row.status, row.handed, row.returned) == ("FAILED", 2, 1)


ODD = {
    "sys_exit": ("sys.exit(3)", "FAILED", "SystemExit: 3"),
    "system_exit": ("raise SystemExit", "FAILED", "SystemExit"),
    "keyboard_interrupt": ("raise KeyboardInterrupt", "FAILED", "KeyboardInterrupt"),
    "prints": ("print('x' * 100_000, flush=True)", "COMPLETED", None),
    "closes_stdout": ("sys.stdout.close()", "COMPLETED", None),
    "generator": ("return (x for x in [1])", "FAILED_WITH_TERMINAL_ERROR", "the worker returned a generator"),
    "nan": ("return float('nan')", "FAILED_WITH_TERMINAL_ERROR", "its result could not be reported"),
    "cycle": (
        "x = []; x.append(x); return x",
        "FAILED_WITH_TERMINAL_ERROR",
        "its result could not be reported",
    ),
    "lock": ("return threading.Lock()", "FAILED_WITH_TERMINAL_ERROR", "its result could not be reported"),
    "recursion": ("return job_again(n)", "FAILED", "RecursionError"),
    "big_output": ("return 'x' * 3_000_000", "COMPLETED", None),
    "thread_that_stays": ("threading.Thread(target=time.sleep, args=(600,)).start()", "COMPLETED", None),
}


@pytest.mark.parametrize("name", sorted(ODD))
def test_odd_functions_have_a_clear_outcome(stub: Stub, launch: Any, name: str) -> None:
    body, status, reason = ODD[name]
    program = launch(f"""
def job_again(n):
    return job_again(n)

@worker_task("job")
def job(n: int):
    if n == 0:
        {body}
""")
    stub.add("job", 2)
    stub.wait(lambda: stub.done() == 2)
    first, second = stub.rows.values()
    assert (first.status, second.status) == (status, "COMPLETED")
    if reason:
        assert first.results[0]["reasonForIncompletion"].startswith(reason)
    assert first.handed == 1
    assert "started again" not in program.text
    program.send(TERM)
    program.wait_end(40)


def test_a_function_that_forks_is_reported_once(stub: Stub, launch: Any) -> None:
    launch("""
@worker_task("job")
def job(n: int) -> int:
    child = os.fork()
    if child:
        os.waitpid(child, 0)
    return n
""")
    stub.add("job", 3)
    stub.wait(lambda: stub.done() == 3)
    assert [len(row.results) for row in stub.rows.values()] == [1, 1, 1]


def test_a_function_that_starts_processes(stub: Stub, launch: Any) -> None:
    launch("""
import subprocess, multiprocessing
def square(n):
    return n * n
@worker_task("job")
def job(n: int) -> dict:
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        squares = pool.map(square, [1, 2])
    shell = subprocess.run(["sh", "-c", "trap 'echo stopped; exit' INT; kill -INT $$; echo not"],
                           capture_output=True, text=True)
    return {"squares": squares, "shell": shell.stdout.strip()}
""")
    stub.add("job")
    stub.wait(lambda: stub.done() == 1, 60)
    assert stub.rows["task-0"].results[0]["outputData"] == {"squares": [1, 4], "shell": "stopped"}


def test_a_two_megabyte_input(stub: Stub, launch: Any) -> None:
    launch("""
@worker_task("job")
def job(n: int, text: str) -> int:
    return len(text)
""")
    stub.add("job", 3, text="x" * 2_000_000)
    stub.wait(lambda: stub.done() == 3)
    assert all(row.results[0]["outputData"] == {"result": 2_000_000} for row in stub.rows.values())


def test_the_program_is_killed_while_a_task_never_ends(stub: Stub, launch: Any) -> None:
    main = """
if __name__ == "__main__":
    with TaskHandler(stop_timeout_seconds=0.5) as handler:
        handler.start_processes()
        handler.join_processes()
"""
    program = launch(STEADY.replace("0.3", "600"), main=main)
    task = stub.rows[stub.add("job")[0]]
    stub.wait(lambda: task.handed)
    program.send(KILL)
    program.wait_end()
    assert (task.status, task.returned) == ("SCHEDULED", 1)


def test_the_forkserver_is_killed(stub: Stub, launch: Any) -> None:
    """The program no longer hears how its workers end; no living one is taken for dead."""
    program = launch(STEADY, TEST_START_METHOD="forkserver")
    stub.add("job", 9)
    stub.wait(lambda: len(stub.lost()) == 3)
    (worker,) = program.workers()
    server = worker.parent()
    assert isinstance(server, psutil.Process)
    assert server.pid != program.process.pid
    server.kill()
    stub.wait(lambda: stub.done() == 9)
    assert all(len(row.results) == 1 for row in stub.rows.values())
    worker.kill()
    # A task that is handed to a dead connection is with nobody: wait for the polls of the next process.
    # One more of the killed one's may still be on its way.
    stub.wait(lambda: not stub.open_polls)
    polled = stub.pollers["job"]
    stub.wait(lambda: stub.pollers["job"] > polled + 1)
    stub.add("job", 3)
    stub.wait(lambda: stub.done() == 12)
    program.send(TERM)
    program.wait_end()


def test_restarts_can_be_limited_or_left_out(stub: Stub, launch: Any) -> None:
    main = """
if __name__ == "__main__":
    with TaskHandler(restart_on_failure=False) as handler:
        handler.start_processes()
        while handler.is_healthy():
            time.sleep(0.02)
        print("status", handler.get_worker_process_status()[0])
"""
    program = launch(STEADY, main=main)
    program.workers()[0].kill()
    program.wait_end()
    assert "is not started again" in program.text
    assert "'exitcode': -9" in program.text
    assert "'restart_count': 0" in program.text


def test_a_stalled_worker_is_said_and_restarted_if_asked(stub: Stub, launch: Any) -> None:
    main = """
from conductor.client.automator import _post
_post._STALLED = 1.5
if __name__ == "__main__":
    with TaskHandler(restart_stalled=True, restart_backoff_seconds=0.05) as handler:
        handler.start_processes()
        handler.join_processes()
"""
    program = launch(STEADY, main=main)
    (worker,) = program.workers()
    worker.suspend()
    program.wait_text("has not been heard of")
    stub.add("job")
    stub.wait(lambda: stub.done() == 1)
    program.send(TERM)
    program.wait_end()


def test_the_http_port_tells_health(stub: Stub, launch: Any) -> None:
    import json
    import urllib.error
    import urllib.request

    main = """
if __name__ == "__main__":
    handler = TaskHandler(health_port=0, restart_backoff_seconds=600)
    handler.start_processes()
    print("port", handler.http_port, flush=True)
    handler.join_processes()
"""
    program = launch(STEADY, main=main)
    program.wait_text("port ")
    port = int(program.text.rsplit("port ", 1)[1].split()[0])
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))

    def get(path: str) -> tuple[int, Any]:
        try:
            with opener.open(f"http://127.0.0.1:{port}{path}", timeout=10) as answer:
                return answer.status, json.loads(answer.read())
        except urllib.error.HTTPError as error:
            with error:
                return error.code, json.loads(error.read())

    assert wait_for(lambda: get("/ready")[0] == 200, 10)
    status, health = get("/health")
    assert (status, health["status"], health["workers"][0]["worker"]) == (200, "up", "job")
    program.workers()[0].kill()
    assert wait_for(lambda: get("/health")[0] == 503, 10)


METRICS = """
from conductor.client.configuration.settings.metrics_settings import MetricsSettings
if __name__ == "__main__":
    with TaskHandler(metrics_settings=MetricsSettings(directory="metrics")) as handler:
        handler.start_processes()
        handler.join_processes()
"""


@pytest.mark.parametrize("mode", ["", "true"])
def test_metrics_of_all_processes(stub: Stub, launch: Any, mode: str) -> None:
    """The same program wrote these labels with the published SDK 2.0; 1.1 wrote classes, as ours does."""
    program = launch(
        """
@worker_task("job")
def job(n: int) -> int:
    return n
@worker_task("refuses")
def refuses(n: int) -> int:
    raise KeyError(n)
@worker_task("later")
async def later(n: int) -> int:
    raise LookupError(n)
""",
        main=METRICS,
        WORKER_CANONICAL_METRICS=mode,
    )
    stub.add("job", 7)
    stub.add("refuses", 2)
    stub.add("later", 3)
    stub.wait(lambda: stub.done() == 12)
    program.send(TERM)
    program.wait_end()
    folder = program.script.parent / "metrics" / ("canonical" if mode else "")
    text = (folder / "metrics.log").read_text()
    error = "{}" if mode else "<class '{}'>"
    for line in (
        'task_execute_time_seconds_count{status="SUCCESS",taskType="job"} 7.0',
        'task_execute_time_seconds_count{status="FAILURE",taskType="later"} 3.0',
        f'task_execute_error_total{{exception="{error.format("KeyError")}",taskType="refuses"}} 2.0',
        f'task_execute_error_total{{exception="{error.format("LookupError")}",taskType="later"}} 3.0',
        'task_poll_total{taskType="job"}',
        'uri="/tasks/poll/batch/{taskType}"',
        'uri="/tasks/update-v2"',
    ):
        assert line in text, f"{line}\n{text}"


def test_leases_are_kept_while_a_task_runs(stub: Stub, launch: Any) -> None:
    from faults import stub as module

    launch("""
from conductor.client.automator import lease_tracker
lease_tracker.LEASE_EXTEND_DURATION_FACTOR = 0.002   # 600 s of the stub: 1.2 s
@worker_task("job", lease_extend_enabled=True)
def job(n: int) -> int:
    time.sleep(3)
    return n
""")
    assert module is not None
    stub.add("job")
    stub.wait(lambda: stub.done() == 1)
    assert stub.requests["lease"] == 2
    assert stub.rows["task-0"].handed == 1


def test_an_in_progress_task_comes_back(stub: Stub, launch: Any) -> None:
    launch("""
from conductor.client.context import TaskInProgress, get_task_context
@worker_task("job")
def job(n: int):
    if get_task_context().get_poll_count() < 3:
        return TaskInProgress(0, {"so": "far"})
    return "done"
""")
    stub.add("job")
    stub.wait(lambda: stub.done() == 1)
    row = stub.rows["task-0"]
    assert (row.handed, row.returned, row.output) == (3, 2, {"so": "far"})
