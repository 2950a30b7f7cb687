"""A stub for each test, and programs that are ended whatever happens."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Callable

import pytest

from faults.program import Program, source, start
from faults.stub import Stub, running

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


IMPORTED = ("notebook", "without_guard", "no_import_brings_back", "closure", "cannot_be_pickled")


@pytest.fixture(autouse=True)
def start_method(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """``--start-method spawn``: how every program here starts its workers, unless it says so itself."""
    method = request.config.getoption("--start-method")
    if method not in (None, "forkserver") and "preload" in request.node.nodeid:
        pytest.skip("about what the forkserver has loaded")
    if method == "fork" and any(part in request.node.name for part in IMPORTED):
        pytest.skip("about what a new process has to import: a fork has it")
    if method:
        monkeypatch.setenv("TEST_START_METHOD", method)
        monkeypatch.setenv("PYTHONWARNINGS", "ignore::DeprecationWarning")


@pytest.fixture
def stub() -> Iterator[Stub]:
    with running() as made:
        yield made


@pytest.fixture
def launch(stub: Stub, tmp_path: Path) -> Iterator[Callable[..., Program]]:
    """``launch(workers, kind="job", main=…, **environ)``: a program that polls."""
    programs: list[Program] = []

    def make(workers: str, kind: str = "job", main: str | None = None, **environ: Any) -> Program:
        folder = tmp_path / f"program{len(programs)}"
        folder.mkdir()
        text = source(workers) if main is None else source(workers, main)
        programs.append(start(folder, stub, text, kind, **environ))
        return programs[-1]

    yield make
    for program in programs:
        program.kill()
