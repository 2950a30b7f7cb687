"""What goes wrong in what people write or send: each has one outcome, and says what it is. What functions do
wrong is in test_crashes, what cannot go to another process in test_programs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from faults.program import TERM, Program, source

if TYPE_CHECKING:
    from pathlib import Path

    from faults.stub import Stub


def outcome(stub: Stub, task_id: str) -> tuple[str, Any]:
    """Status, then the output of a completed task, the reason of a failed one."""
    (result,) = stub.rows[task_id].results
    failed = result["status"].startswith("FAILED")
    return result["status"], result["reasonForIncompletion"] if failed else result["outputData"]


def test_two_functions_for_one_task(stub: Stub, launch: Any) -> None:
    program = launch("""
@worker_task("job")
def first(n: int): return "first"
@worker_task("job")
def second(n: int): return "second"
""")
    (one,) = stub.add("job")
    stub.wait(lambda: stub.done() == 1)
    assert outcome(stub, one) == ("COMPLETED", {"result": "second"})
    said = (
        "Two functions are registered for task job with domain None: __main__.second replaces __main__.first"
    )
    assert said in program.text


def test_a_task_of_another_version_of_the_workflow(stub: Stub, launch: Any) -> None:
    """The worker is of one version, the running workflow of another: its input has other names."""
    launch("""
@worker_task("job")
def job(name: str, size: int = 3) -> dict:
    return {"name": name, "size": size}
@worker_task("strict", strict=True)
def strict(name: str, size: int = 3) -> dict:
    return {"name": name, "size": size}
""")
    (lenient,), (strict,) = stub.add("job", title="new name"), stub.add("strict", title="new name")
    both = stub.add("job", name="known", colour="not known yet")[0]
    stub.wait(lambda: stub.done() == 3)
    assert outcome(stub, lenient) == ("COMPLETED", {"name": None, "size": 3})
    assert outcome(stub, both) == ("COMPLETED", {"name": "known", "size": 3})
    assert outcome(stub, strict) == (
        "FAILED_WITH_TERMINAL_ERROR",
        "worker strict: parameter name: the task's input has no 'name'",
    )


def test_an_annotation_that_no_json_becomes(stub: Stub, launch: Any) -> None:
    launch("""
@worker_task("job")
def job(gate: threading.Event) -> str:
    return type(gate).__name__
""")
    given, missing = stub.add("job", gate="open")[0], stub.add("job")[0]
    stub.wait(lambda: stub.done() == 2)
    assert outcome(stub, given) == (
        "FAILED_WITH_TERMINAL_ERROR",
        "worker job: parameter gate: at gate: expected Event, got text 'open'",
    )
    assert outcome(stub, missing) == ("COMPLETED", {"result": "NoneType"})


def test_an_annotation_of_something_that_is_not_there(stub: Stub, tmp_path: Path) -> None:
    workers = '\n@worker_task("job")\ndef job(order: "Ordr") -> str:\n    return "never"\n'
    program = Program(tmp_path, source(workers), stub.url)
    try:
        assert program.wait_end() == 1
    finally:
        program.kill()
    assert "Ordr" in program.text.splitlines()[-1]
    assert "job" in program.text.splitlines()[-1]
    assert stub.pollers == {}


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("CONDUCTOR_WORKER_JOB_THREADS", "3", "CONDUCTOR_WORKER_JOB_THREADS sets nothing"),
        ("CONDUCTOR_WORKER_JOB_THREAD_COUNT", "many", "CONDUCTOR_WORKER_JOB_THREAD_COUNT"),
        ("CONDUCTOR_WORKER_ISOLATION", "fiber", "it can be process or thread, process applies"),
    ],
)
def test_an_environment_that_makes_no_sense(
    stub: Stub, launch: Any, name: str, value: str, said: str
) -> None:
    program = launch('\n@worker_task("job")\ndef job(n: int) -> int:\n    return n\n', **{name: value})
    (one,) = stub.add("job")
    stub.wait(lambda: stub.done() == 1)
    assert outcome(stub, one) == ("COMPLETED", {"result": 0})
    assert program.text.count(said) >= 1
    program.send(TERM)
    program.wait_end()
