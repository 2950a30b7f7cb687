"""What a program imports is imported once and shared by its workers, unless that cannot be forked."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import pytest

from faults.program import TERM

if TYPE_CHECKING:
    from faults.stub import Stub

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nothing tells what can be forked")

# A module beside the script, with workers of its own, and a line for each process that imports it.
WORKERS = """
import os
from conductor.client.worker.worker_task import worker_task

with open(os.environ["TEST_IMPORTS"], "a") as f:
    f.write("%d\\n" % os.getpid())

{extra}

@worker_task("job")
def job(n: int) -> int:
    return n

@worker_task("other")
def other(n: int) -> int:
    return n

@worker_task("third")
def third(n: int) -> int:
    return n
"""
SHARED = 2  # processes that import: the program, the zygote
EACH = 2 + 3

UNSAFE = {
    "a thread": "import threading; threading.Thread(target=threading.Event().wait, daemon=True).start()",
    "a socket": "import socket; kept = socket.socket()",
    "an open file": "kept = open(__file__)",
    "a process": "import subprocess as s; kept = s.Popen(['cat'], stdin=s.PIPE)",
    "a seed": "import random; random.seed(7)",
}
NUMPY = "import sys, types; sys.modules['numpy.random'] = types.ModuleType('numpy.random')"


def run(stub: Stub, launch: Any, tmp_path: Any, extra: str, **environ: str) -> list[str]:
    """Start the three workers, have each do a task, stop; return the processes that imported the module."""
    log = tmp_path / "imports"
    (tmp_path / "their_workers.py").write_text(WORKERS.format(extra=extra))
    program = launch("import their_workers", TEST_IMPORTS=str(log), PYTHONPATH=str(tmp_path), **environ)
    for name in ("job", "other", "third"):
        stub.add(name)
    stub.wait(lambda: stub.done() == 3)
    program.send(TERM)
    assert program.wait_end() == 143
    assert "Traceback" not in program.text
    return list(log.read_text().splitlines())


def test_the_program_s_modules_are_imported_once(stub: Stub, launch: Any, tmp_path: Any) -> None:
    imports = run(stub, launch, tmp_path, "")
    assert len(imports) == len(set(imports)) == SHARED


@pytest.mark.parametrize("extra", UNSAFE.values(), ids=list(UNSAFE))
def test_each_worker_imports_what_cannot_be_forked(
    stub: Stub, launch: Any, tmp_path: Any, extra: str
) -> None:
    imports = run(stub, launch, tmp_path, extra)
    assert len(imports) == len(set(imports)) == EACH


def test_what_the_program_has_loaded_is_not_imported_to_be_refused(
    stub: Stub, launch: Any, tmp_path: Any
) -> None:
    assert len(run(stub, launch, tmp_path, NUMPY)) == EACH - 1


def test_it_can_be_switched_off(stub: Stub, launch: Any, tmp_path: Any) -> None:
    assert len(run(stub, launch, tmp_path, "", CONDUCTOR_WORKER_PRELOAD="false")) == EACH - 1


def test_a_module_that_raises_in_the_zygote_alone(stub: Stub, launch: Any, tmp_path: Any) -> None:
    extra = "import traceback\nassert '_zygote_main' not in str(traceback.extract_stack())"
    assert len(run(stub, launch, tmp_path, extra)) == EACH
