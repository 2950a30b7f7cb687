"""Workers that are forked from a zygote are what multiprocessing's own processes are, and end like them."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

import pytest

from faults.program import KILL, TERM, wait_for

if TYPE_CHECKING:
    from faults.stub import Stub

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the forkserver starts them")


@pytest.fixture(autouse=True)
def zygote(request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--start-method") not in (None, "forkserver"):
        pytest.skip("about workers that are forked from a zygote")


def outputs(stub: Stub, kind: str, count: int = 1) -> list[dict[str, Any]]:
    """Have tasks done; return their outputs."""
    ids = stub.add(kind, count)
    stub.wait(lambda: all(stub.rows[i].results for i in ids))
    return [stub.rows[i].results[0]["outputData"] for i in ids]


def test_a_worker_is_a_process_like_any_other(stub: Stub, launch: Any) -> None:
    program = launch(
        """
@worker_task("job")
def job(n: int) -> dict:
    me = multiprocessing.current_process()
    parent = multiprocessing.parent_process()
    pool = multiprocessing.get_context("spawn").Pool(1)
    squares = pool.map(abs, [-2, -3])
    pool.terminate()
    return {"name": me.name, "daemon": me.daemon, "parent": [parent.pid, parent.is_alive()],
            "key": bytes(me.authkey).hex(), "stdin": sys.stdin.read(), "squares": squares,
            "main": sys.modules["__main__"].__name__, "argv": sys.argv,
            "method": multiprocessing.get_start_method()}
""",
        main="""
if __name__ == "__main__":
    multiprocessing.current_process().authkey = b"key"
    with TaskHandler() as handler:
        handler.start_processes()
        handler.join_processes()
""",
    )
    (told,) = outputs(stub, "job")
    assert told == {
        "name": "conductor-job",
        "daemon": False,
        "parent": [program.process.pid, True],
        "key": b"key".hex(),
        "stdin": "",
        "squares": [2, 3],
        "main": "__mp_main__",
        "argv": [str(program.script)],
        "method": "forkserver",
    }
    program.send(TERM)
    program.wait_end()


TWO = """
{extra}

@worker_task("job")
def job(n: int) -> dict:
    late = os.environ.get("SET_LATE")
    return {{"pid": os.getpid(), "cwd": os.getcwd(), "late": late, "argv": sys.argv[1:]}}

@worker_task("other")
def other(n: int) -> dict:
    return {{"pid": os.getpid()}}
"""


def test_a_worker_finds_everything_imported(stub: Stub, launch: Any) -> None:
    program = launch(
        """
loaded = set()
os.register_at_fork(after_in_child=lambda: loaded.update(sys.modules))

@worker_task("job")
def job(n: int) -> list:
    return sorted(set(sys.modules) - loaded)
"""
    )
    assert outputs(stub, "job") == [{"result": []}]
    program.send(TERM)
    program.wait_end()


def test_what_the_imports_print_is_printed_once(stub: Stub, launch: Any) -> None:
    extra = "sys.stdout.reconfigure(line_buffering=False, write_through=False)\nprint('imported')"
    program = launch(TWO.format(extra=extra))
    outputs(stub, "job")
    outputs(stub, "other")
    program.send(TERM)
    program.wait_end()
    assert program.text.count("imported") == 2  # by the program and by the zygote


def test_what_is_done_at_exit_is_the_programs_to_do(stub: Stub, launch: Any) -> None:
    extra = "import atexit\natexit.register(lambda: print('bye', os.getpid()))"
    program = launch(TWO.format(extra=extra))
    outputs(stub, "job")
    program.send(TERM)
    program.wait_end()
    assert program.text.count("bye") <= 1


@pytest.mark.parametrize("forbidden", ["del os.pidfd_open", "os.pidfd_open = refused"])
def test_where_processes_cannot_be_watched_the_forkserver_serves(
    stub: Stub, launch: Any, tmp_path: Any, forbidden: str
) -> None:
    (tmp_path / "sitecustomize.py").write_text(
        f"import os\ndef refused(pid): raise PermissionError(1, 'not permitted')\n{forbidden}\n"
    )
    program = launch(TWO.format(extra="print('imported')"), PYTHONPATH=str(tmp_path))
    outputs(stub, "job")
    outputs(stub, "other")
    program.send(TERM)
    program.wait_end()
    assert program.text.count("imported") == 3  # by the program and each worker
    assert "Traceback" not in program.text


def test_a_worker_that_starts_later_is_told_what_has_changed(stub: Stub, launch: Any) -> None:
    main = """
import logging
if __name__ == "__main__":
    logging.basicConfig(format="FIRST %(message)s", level=logging.INFO)
    with TaskHandler(restart_backoff_seconds=0.01) as handler:
        handler.start_processes()
        while not os.path.exists("go"):
            time.sleep(0.02)
        os.environ["SET_LATE"] = "late"
        sys.argv.append("more")
        os.mkdir("elsewhere")
        os.chdir("elsewhere")
        logging.basicConfig(format="SECOND %(message)s", level=logging.INFO, force=True)
        handler.task_runner_processes[0].kill()
        while handler.get_worker_process_status()[0]["restart_count"] < 1:
            time.sleep(0.02)
        print("started again")
        handler.join_processes()
"""
    said = 'logging.getLogger("mine").warning("done by %d", os.getpid())'
    workers = TWO.format(extra="import logging").replace("    return {", f"    {said}\n    return {{", 1)
    program = launch(workers, main=main)
    (first,) = outputs(stub, "job")
    assert (first["late"], first["argv"]) == (None, [])
    (program.script.parent / "go").write_text("")
    program.wait_text("started again")
    (second,) = outputs(stub, "job")
    assert (second["late"], second["argv"]) == ("late", ["more"])
    assert os.path.basename(second["cwd"]) == "elsewhere"
    program.wait_text(f"SECOND done by {second['pid']}")
    assert f"FIRST done by {first['pid']}" in program.text
    program.send(TERM)
    program.wait_end()


def test_a_zygote_that_is_killed_is_done_without(stub: Stub, launch: Any) -> None:
    """Its workers work on; those that are started later come from the forkserver."""
    program = launch(TWO.format(extra="print('imported')"))
    (told,), _ = outputs(stub, "job"), outputs(stub, "other")
    worker = next(w for w in program.workers() if w.pid == told["pid"])
    zygote = worker.parent()
    zygote.kill()
    (again,) = outputs(stub, "job")
    assert again["pid"] == told["pid"]
    assert program.text.count("imported") == 2  # by the program and by the zygote
    worker.kill()
    # A task handed to the poll that the killed one had open is with nobody: wait for the next one's polls.
    assert wait_for(lambda: program.text.count("imported") == 3, 20)
    polled = stub.pollers["job"]
    stub.wait(lambda: stub.pollers["job"] > polled + 1)
    (next_one,) = outputs(stub, "job")
    assert next_one["pid"] != told["pid"]
    program.send(TERM)
    program.wait_end()
    assert "Traceback" not in program.text


def test_the_program_is_killed(stub: Stub, launch: Any) -> None:
    """Zygote and workers end by themselves."""
    program = launch(TWO.format(extra=""))
    outputs(stub, "job")
    program.send(KILL)
    program.wait_end()


def test_how_a_worker_ended_is_known(stub: Stub, launch: Any) -> None:
    program = launch(
        """
@worker_task("job")
def job(n: int) -> dict:
    os._exit(7) if n == 0 else os.kill(os.getpid(), signal.SIGKILL)
"""
    )
    stub.add("job", 1)
    program.wait_text("worker job has ended (exit status 7) with 1 tasks")
    program.send(TERM)
    program.wait_end()


def test_a_fork_that_fails_is_tried_again(stub: Stub, launch: Any) -> None:
    extra = """
real, failures = os.fork, []
def fork():
    if not failures:
        failures.append(1)
        raise BlockingIOError(11, "Resource temporarily unavailable")
    return real()
if __name__ == "__mp_main__":
    os.fork = fork
"""
    program = launch(TWO.format(extra=extra))
    outputs(stub, "job")
    outputs(stub, "other")
    program.send(TERM)
    program.wait_end()
    assert "Traceback" not in program.text
