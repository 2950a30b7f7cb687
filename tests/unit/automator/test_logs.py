"""A worker's process logs like the program."""

from __future__ import annotations

import io
import logging
import pickle
import re
import sys
from typing import TYPE_CHECKING

import pytest

from conductor.client.automator import _logs
from conductor.client.configuration.configuration import Configuration

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(autouse=True)
def root() -> Iterator[logging.Logger]:
    logger = logging.root
    before, level = list(logger.handlers), logger.level
    logger.handlers[:] = []
    yield logger
    for handler in logger.handlers:
        handler.close()
    logger.handlers[:] = before
    logger.setLevel(level)


class Own(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        return f"own {record.getMessage()}"


def test_without_handlers_the_guides_format(root: logging.Logger, capsys: pytest.CaptureFixture[str]) -> None:
    root.handlers[:] = []
    _logs.configure(Configuration())
    logging.getLogger("some.module").info("text")
    line = capsys.readouterr().err
    assert re.search(r" \[\d+\] some\.module  INFO     text$", line, re.M)


def test_a_program_that_has_set_it_up_is_left_alone(root: logging.Logger) -> None:
    handler = logging.StreamHandler(io.StringIO())
    root.handlers[:] = [handler]
    _logs.configure(Configuration())
    assert root.handlers == [handler]


def test_handlers_levels_and_formatters_travel(root: logging.Logger, tmp_path: Path) -> None:
    root.setLevel(logging.WARNING)
    to_stdout = logging.StreamHandler(sys.stdout)
    to_file = logging.FileHandler(tmp_path / "log")
    to_file.setFormatter(Own())
    to_file.setLevel(logging.ERROR)
    root.handlers[:] = [to_stdout, to_file, logging.NullHandler()]
    logging.getLogger("conductor.test.levels").setLevel(logging.DEBUG)

    plan = pickle.loads(pickle.dumps(_logs.capture()))
    to_file.close()
    root.handlers[:] = []
    root.setLevel(logging.NOTSET)
    logging.getLogger("conductor.test.levels").setLevel(logging.NOTSET)
    _logs.apply(plan)

    assert [type(h) for h in root.handlers] == [logging.StreamHandler, logging.FileHandler]
    assert (root.level, root.handlers[1].level) == (logging.WARNING, logging.ERROR)
    assert logging.getLogger("conductor.test.levels").level == logging.DEBUG
    logging.getLogger("x").error("broken")
    assert (tmp_path / "log").read_text() == "own broken\n"


def test_a_process_that_has_handlers_keeps_them(root: logging.Logger) -> None:
    kept = logging.NullHandler()
    root.handlers[:] = [kept]
    _logs.apply(_logs.Plan(level=logging.ERROR))
    assert root.handlers == [kept]
    assert root.level == logging.ERROR


def test_a_formatter_that_cannot_travel(root: logging.Logger) -> None:
    handler = logging.StreamHandler(sys.stderr)
    formatter = logging.Formatter("%(message)s")
    formatter.odd = lambda: 1  # type: ignore[attr-defined]
    handler.setFormatter(formatter)
    root.handlers[:] = [handler]
    plan = _logs.capture()
    assert plan.handlers[0][3] is None
    root.handlers[:] = []
    _logs.apply(plan)
    assert len(root.handlers) == 1
    assert _logs._unpickled(b"no pickle") is None
