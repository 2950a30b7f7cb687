"""Every way in which people write their workers down."""

from __future__ import annotations

import json
import os
import socket
from typing import TYPE_CHECKING, Any

import pytest

from faults.program import HEAD, INT, TERM, Program
from faults.stub import Fault

if TYPE_CHECKING:
    from pathlib import Path

    from faults.stub import Stub

PLAIN = """
@worker_task("job")
def job(n: int) -> dict:
    return {"n": n, "pid": os.getpid()}
"""


def finish(stub: Stub, count: int = 3) -> list[dict[str, Any]]:
    """Have tasks done; return their outputs."""
    ids = stub.add("job", count)
    stub.wait(lambda: all(stub.rows[i].results for i in ids))
    results = [stub.rows[i].results[0] for i in ids]
    assert [r["status"] for r in results] == ["COMPLETED"] * count, results
    return [r["outputData"] for r in results]


@pytest.mark.parametrize("method", ["", "spawn", "forkserver", "fork"])
def test_every_start_method(stub: Stub, launch: Any, method: str) -> None:
    program = launch(PLAIN, TEST_START_METHOD=method, PYTHONWARNINGS="ignore::DeprecationWarning")
    assert finish(stub)[0]["pid"] != program.process.pid
    program.send(TERM)
    program.wait_end()
    assert stub.lost() == []


@pytest.mark.parametrize("isolation", ["process", "thread"])
def test_the_end_of_main_stops_nothing(stub: Stub, launch: Any, isolation: str) -> None:
    main = """
def main():
    handler = TaskHandler(configuration=Configuration())
    handler.start_processes()

if __name__ == "__main__":
    main()
    print("main is over")
"""
    program = launch(PLAIN, main=main, CONDUCTOR_WORKER_ISOLATION=isolation)
    program.wait_text("main is over")
    finish(stub)
    program.send(INT, group=True)
    program.wait_end()
    assert "Traceback" not in program.text
    assert stub.lost() == []


def test_sigterm_after_the_end_of_main(stub: Stub, launch: Any) -> None:
    program = launch(PLAIN, main=OVER.format(make="", options=""))
    program.wait_text("main is over")
    finish(stub)
    program.send(TERM)
    assert program.wait_end() == -TERM


def test_ctrl_c_in_main_without_with_or_join_ends_the_workers(stub: Stub, launch: Any) -> None:
    main = "\nif __name__ == '__main__':\n    TaskHandler().start_processes()\n    time.sleep(600)\n"
    program = launch(PLAIN, main=main)
    program.send(INT, group=True)
    assert program.wait_end() != 0
    assert stub.lost() == []


def test_a_module_beside_the_script_named_for_import(stub: Stub, launch: Any, tmp_path: Path) -> None:
    folder = tmp_path / "program0"
    main = """
with open("beside.py", "w") as file:
    file.write('''
from conductor.client.worker.worker_task import worker_task
@worker_task("job")
def job(n: int) -> dict:
    return {"module": __name__}
''')
if __name__ == "__main__":
    with TaskHandler(workers=[], configuration=Configuration(), scan_for_annotated_workers=True,
                     import_modules=["beside"]) as handler:
        handler.start_processes()
        handler.join_processes()
"""
    launch("", main=main)
    assert finish(stub)[0] == {"module": "beside"}
    assert folder.exists()


def test_a_package_run_with_dash_m(stub: Stub, tmp_path: Path) -> None:
    package = tmp_path / "shop"
    package.mkdir()
    (package / "__init__.py").write_text("")
    (package / "prices.py").write_text("def price(n):\n    return n * 2\n")
    (package / "__main__.py").write_text(
        HEAD
        + "from .prices import price\n"
        + "@worker_task('job')\ndef job(n: int) -> dict:\n"
        + "    return {'price': price(n), 'module': __name__}\n"
        + "if __name__ == '__main__':\n    with TaskHandler() as h:\n"
        + "        h.start_processes()\n        h.join_processes()\n"
    )
    program = Program(tmp_path, "", stub.url, arguments=["-m", "shop"])
    try:
        stub.wait(lambda: stub.pollers.get("job"))
        assert finish(stub)[1]["price"] == 2
    finally:
        program.kill()


def test_behind_other_decorators(stub: Stub, launch: Any) -> None:
    launch("""
import functools

def hidden(function):
    def wrapper(n):
        return {**function(n), "wrapped": True}
    return wrapper

def company(name):
    def decorate(function):
        return worker_task(name)(function)
    return decorate

@company("job")
@hidden
def job(n):
    return {"n": n.input_data["n"]}
""")
    assert finish(stub)[0]["wrapped"] is True


@pytest.mark.parametrize("what", ["lambda", "closure"])
def test_what_no_import_brings_back_runs_in_threads_and_says_so(stub: Stub, launch: Any, what: str) -> None:
    make = {
        "lambda": "    worker_task('job')(lambda task: {'pid': os.getpid()})\n",
        "closure": (
            "    offset = 5\n"
            "    @worker_task('job')\n"
            "    def job(n: int) -> dict:\n"
            "        return {'pid': os.getpid(), 'n': n + offset}\n"
        ),
    }[what]
    main = (
        "\ndef main():\n" + make + "    with TaskHandler() as h:\n        h.start_processes()\n"
        "        h.join_processes()\n\nif __name__ == '__main__':\n    main()\n"
    )
    program = launch("", main=main)
    assert finish(stub)[0]["pid"] == program.process.pid
    assert program.text.count("runs in threads of this process") == 1
    program.send(TERM)
    program.wait_end()


def test_a_prompt_or_notebook(stub: Stub, tmp_path: Path) -> None:
    code = HEAD + PLAIN + "\nwith TaskHandler() as h:\n    h.start_processes()\n    h.join_processes()\n"
    program = Program(tmp_path, "", stub.url, arguments=["-c", code])
    try:
        stub.wait(lambda: stub.pollers.get("job"))
        assert finish(stub)[0]["pid"] == program.process.pid
        assert "cannot be imported (a notebook, a prompt, -c)" in program.text
    finally:
        program.kill()


@pytest.mark.parametrize("method", ["", "spawn"])
def test_a_script_without_guard_is_told_and_works(stub: Stub, launch: Any, method: str) -> None:
    main = f"""
if {method!r} and not multiprocessing.get_start_method(allow_none=True):
    multiprocessing.set_start_method({method!r})
handler = TaskHandler()
handler.start_processes()
handler.join_processes()
"""
    program = launch(PLAIN, main=main)
    assert finish(stub)[0]["pid"] == program.process.pid
    assert "if __name__ == '__main__':" in program.text
    assert "bootstrapping" not in program.text
    assert "Traceback" not in program.text
    program.send(TERM)
    program.wait_end()


def test_a_class_in_the_main_script_with_state(stub: Stub, launch: Any) -> None:
    main = """
from conductor.client.worker.worker_interface import WorkerInterface

class Adder(WorkerInterface):
    def __init__(self, offset):
        super().__init__("job")
        self.offset = offset
    def execute(self, task):
        result = self.get_task_result_from_task(task)
        result.status = "COMPLETED"
        result.output_data = {"sum": task.input_data["n"] + self.offset}
        return result

if __name__ == "__main__":
    with TaskHandler(workers=[Adder(100)]) as handler:
        handler.start_processes()
        handler.join_processes()
"""
    launch("", main=main)
    assert finish(stub)[0] == {"sum": 100}


def test_a_class_that_cannot_be_pickled_runs_in_threads(stub: Stub, launch: Any) -> None:
    main = """
from conductor.client.worker.worker_interface import WorkerInterface

class Locked(WorkerInterface):
    lock = None
    def execute(self, task):
        with self.lock:
            return {"pid": os.getpid()}

if __name__ == "__main__":
    worker = Locked("job")
    worker.lock = threading.Lock()
    with TaskHandler(workers=worker) as handler:
        handler.start_processes()
        handler.join_processes()
"""
    program = launch("", main=main)
    assert finish(stub)[0]["pid"] == program.process.pid
    assert "cannot be pickled" in program.text


def test_a_second_handler_starts_its_workers_like_the_first(stub: Stub, launch: Any) -> None:
    """multiprocessing settles on its own default with the first process; fork is never ours."""
    main = """
if __name__ == "__main__":
    methods = []
    for _ in range(3):
        with TaskHandler() as handler:
            methods.append(handler._workforce._context.get_start_method())
            handler.start_processes()
            (process,) = handler.task_runner_processes
            methods.append(type(process).__name__)
            while not os.path.exists("stop"):
                time.sleep(0.02)
    print("methods", sorted(set(methods)))
"""
    program = launch(PLAIN, main=main, TEST_START_METHOD="")
    (program.script.parent / "stop").write_text("")
    assert program.wait_end() == 0
    assert "methods ['ZygoteProcess', 'forkserver']" in program.text


def test_environment_path_and_logging_reach_the_worker(stub: Stub, launch: Any) -> None:
    main = """
import logging
if __name__ == "__main__":
    logging.basicConfig(format="OWN %(levelname)s %(message)s", level=logging.DEBUG)
    logging.getLogger("quiet").setLevel(logging.ERROR)
    TaskHandler(scan_for_annotated_workers=False).start_processes()  # starts the forkserver
    os.environ["SET_LATE"] = "late"
    sys.path.append("/some/where")
    with TaskHandler() as handler:
        handler.start_processes()
        handler.join_processes()
"""
    program = launch(
        """
import logging
@worker_task("job")
def job(n: int) -> dict:
    logging.getLogger("mine").debug("from the worker")
    logging.getLogger("quiet").warning("not to be seen")
    return {"late": os.environ.get("SET_LATE"), "path": "/some/where" in sys.path, "cwd": os.getcwd()}
""",
        main=main,
    )
    output = finish(stub)[0]
    assert (output["late"], output["path"]) == ("late", True)
    assert os.path.samefile(output["cwd"], program.script.parent)
    program.wait_text("OWN DEBUG from the worker")
    assert "not to be seen" not in program.text


@pytest.mark.parametrize("method", ["", "spawn", "fork"])
def test_handlers_of_the_programs_own_hear_its_workers(stub: Stub, launch: Any, method: str) -> None:
    """With the published SDK 1.1, which forks, they did."""
    main = """
import json, logging, logging.handlers

class Lines(logging.Handler):
    def emit(self, record):
        with open("own", "a") as file:
            file.write(json.dumps([record.process == os.getpid(), record.levelname, record.getMessage(),
                                   getattr(record, "order", None), bool(record.exc_text)]) + "\\n")

if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, handlers=[
        Lines(), logging.handlers.RotatingFileHandler("rotating", maxBytes=2000, backupCount=50)])
    with TaskHandler() as handler:
        handler.start_processes()
        handler.join_processes()
"""
    program = launch(
        """
import logging
@worker_task("job")
def job(n: int) -> int:
    try:
        raise KeyError(n)
    except KeyError:
        logging.getLogger("mine").warning("task %d", n, extra={"order": n}, exc_info=True)
    return n
""",
        main=main,
        TEST_START_METHOD=method,
        PYTHONWARNINGS="ignore::DeprecationWarning",
    )
    finish(stub, 20)
    program.send(TERM)
    program.wait_end()
    folder = program.script.parent
    own = [json.loads(line) for line in (folder / "own").read_text().splitlines()]
    mine = [line for line in own if line[2].startswith("task ")]
    assert [line[1:4] for line in mine] == [["WARNING", f"task {n}", n] for n in range(20)]
    if method != "fork":
        assert all(line[0] is False and line[4] is True for line in mine)
        rotated = "".join(file.read_text() for file in folder.glob("rotating*"))
        assert len(list(folder.glob("rotating*"))) > 1
        assert all(rotated.count(f"task {n}\n") == 1 for n in range(20))


def test_one_token_request_however_many_workers(stub: Stub, launch: Any) -> None:
    stub.tokens = set()
    workers = "".join(
        f"\n@worker_task('{n}')\ndef f{n}(task):\n    return 1\n".replace("'0'", "'job'") for n in range(5)
    )
    launch(workers, CONDUCTOR_AUTH_KEY="k", CONDUCTOR_AUTH_SECRET="s")
    stub.wait(lambda: len(stub.pollers) == 5)
    finish(stub)
    assert stub.requests["token"] == 1


def test_the_lines_of_the_guide(stub: Stub, launch: Any) -> None:
    program = launch(PLAIN)
    program.send(TERM)
    program.wait_end()
    expected = [
        "conductor.client.automator.task_handler INFO     created worker with name=job and domain=None",
        "conductor.client.automator.task_handler INFO     TaskHandler initialized",
        "conductor.client.automator.task_handler INFO     Starting worker processes...",
        "conductor.client.automator.task_handler INFO     Started 1 TaskRunner process",
        "conductor.client.automator.task_handler INFO     Started all processes",
        "task_runner INFO     Polling task job with domain None with polling interval 0.1",
        "conductor.client.automator.task_handler INFO     Stopped worker processes...",
    ]
    lines = program.text.splitlines()
    for line in expected:
        found = [known for known in lines if known.endswith(line)]
        assert len(found) == 1, f"{line}\n{program.text}"
        assert found[0][:4].isdigit()
        assert "] conductor.client" in found[0]


def test_idle_workers_are_quiet(stub: Stub, launch: Any) -> None:
    """About one request a second, and next to no CPU: slots wait, nothing spins."""
    import time

    program = launch(PLAIN.replace('"job"', '"job", thread_count=10'))
    stub.wait(lambda: stub.pollers["job"] >= 2)
    processes = program.family()
    before, polls = sum(sum(p.cpu_times()[:2]) for p in processes), stub.pollers["job"]
    time.sleep(4)
    used, asked = sum(sum(p.cpu_times()[:2]) for p in processes) - before, stub.pollers["job"] - polls
    assert asked <= 5
    assert used / 4 < 0.03


OVER = """
def main():
{make}
    handler = TaskHandler(restart_backoff_seconds=0.05{options})
    handler.start_processes()

if __name__ == "__main__":
    main()
    print("main is over")
"""
# Python 3.12 and later start no thread when the main part is over: everything must have been prepared.


def test_after_the_end_of_main_crashed_workers_are_replaced(stub: Stub, launch: Any) -> None:
    program = launch(
        PLAIN.replace("return {", "print('begun', flush=True); time.sleep(1); return {"),
        main=OVER.format(make="", options=""),
    )
    program.wait_text("main is over")
    stub.add("job", 4)
    program.wait_begun(1)
    program.workers()[0].kill()
    stub.wait(lambda: stub.done() == 4)
    assert sum(row.returned for row in stub.rows.values()) == 1
    program.send(INT, group=True)
    program.wait_end()


def test_after_the_end_of_main_threads_get_over_a_failing_server(stub: Stub, launch: Any) -> None:
    program = launch(
        PLAIN.replace('"job"', '"job", lease_extend_enabled=True'),
        main=OVER.format(make="", options=", health_port=0"),
        CONDUCTOR_WORKER_ISOLATION="thread",
    )
    program.wait_text("main is over")
    stub.fail(Fault("v2", 500, times=3), Fault("v1", 500, times=3))
    finish(stub, 5)
    port = int(program.text.split("/health, /ready on port ")[1].split()[0])
    with socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
        connection.sendall(b"GET /health HTTP/1.0\r\n\r\n")
        assert b" 200 " in connection.recv(100)
    program.send(INT, group=True)
    program.wait_end()


def test_a_closure_whose_main_ends_at_once(stub: Stub, launch: Any) -> None:
    make = (
        "    offset = 5\n    @worker_task('job')\n    def job(n: int) -> dict:\n"
        "        return {'pid': os.getpid(), 'n': n + offset}\n"
    )
    program = launch("", main=OVER.format(make=make, options=""))
    program.wait_text("main is over")
    assert finish(stub)[0]["pid"] == program.process.pid
    program.send(TERM)
    program.wait_end()


def test_a_script_without_guard_that_ends_at_once(stub: Stub, launch: Any) -> None:
    program = launch(PLAIN, main="\nTaskHandler().start_processes()\n")
    assert finish(stub)[0]["pid"] == program.process.pid
    program.send(TERM)
    program.wait_end()


def test_a_program_that_ends_while_a_thread_is_stuck(stub: Stub, launch: Any) -> None:
    main = """
if __name__ == "__main__":
    handler = TaskHandler(isolation="thread")
    handler.start_processes()
    while not os.path.exists("stop"):
        time.sleep(0.02)
    handler.stop_processes(timeout=0.1)
    print("stopped")
"""
    program = launch(PLAIN.replace("return {", "time.sleep(600); return {"), main=main)
    task = stub.rows[stub.add("job")[0]]
    stub.wait(lambda: task.handed)
    (program.script.parent / "stop").write_text("")
    assert program.wait_end() == 0
    assert (task.status, task.returned) == ("SCHEDULED", 1)
