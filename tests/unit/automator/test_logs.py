"""A worker's process logs like the program."""

from __future__ import annotations

import io
import logging
import logging.handlers
import multiprocessing
import pickle
import re
import sys
import threading
from typing import TYPE_CHECKING

import pytest

from conductor.client.automator import _log_road, _logs
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


def test_a_process_that_has_handlers_needs_no_road(root: logging.Logger) -> None:
    root.handlers[:] = [Keeps()]
    road = _logs.open_road(_logs.capture())
    assert road is not None
    _logs.send_to(road)
    assert road.closed
    assert _logs.open_road(None) is None
    assert _logs.open_road(_logs.Plan()) is None


def test_a_second_plan_takes_the_place_of_the_first(root: logging.Logger) -> None:
    """A zygote has applied what the program said first; its later workers are told what applies then."""
    root.handlers[:] = []
    _logs.apply(_logs.Plan(levels={"conductor.test.first": logging.ERROR}))
    (first,) = root.handlers
    _logs.apply(_logs.Plan(handlers=[_logs.Made("stream", "stdout", logging.ERROR, None)]))
    (second,) = root.handlers
    assert second is not first
    assert second.level == logging.ERROR
    assert logging.getLogger("conductor.test.first").level == logging.NOTSET


class Keeps(logging.Handler):
    """A handler of a program's own: nobody else can make one."""

    def __init__(self) -> None:
        super().__init__()
        self.records: list[logging.LogRecord] = []
        self.came = threading.Event()

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)
        self.came.set()


def special(name: str, folder: Path) -> logging.Handler:
    """Handlers that are not made anew in the worker's process."""
    if name == "own":
        return Keeps()
    if name == "rotating":
        return logging.handlers.RotatingFileHandler(folder / "log", maxBytes=1000)
    if name == "overwriting":
        return logging.FileHandler(folder / "log", mode="w")
    handler = logging.StreamHandler(io.StringIO() if name == "stream" else sys.stderr)
    if name == "filter":
        handler.addFilter(lambda record: True)
    if name == "formatter":
        formatter = logging.Formatter("%(message)s")
        formatter.odd = lambda: 1  # type: ignore[attr-defined]
        handler.setFormatter(formatter)
    return handler


@pytest.mark.parametrize("name", ["own", "rotating", "overwriting", "stream", "filter", "formatter"])
def test_what_only_the_program_has_gets_the_records_of_its_workers(
    root: logging.Logger, name: str, tmp_path: Path
) -> None:
    root.handlers[:] = [logging.StreamHandler(sys.stderr), special(name, tmp_path)]
    assert _logs.capture().to_program
    root.handlers[-1].close()


def test_a_handler_of_one_logger_is_the_programs_alone(root: logging.Logger) -> None:
    root.handlers[:] = [logging.StreamHandler(sys.stderr)]
    named = logging.getLogger("conductor.test.named")
    kept = Keeps()
    named.addHandler(kept)
    try:
        plan = _logs.capture()
    finally:
        named.removeHandler(kept)
    assert plan.to_program


def test_records_travel_whole(root: logging.Logger) -> None:
    kept = Keeps()
    root.handlers[:] = [kept]
    root.setLevel(logging.INFO)
    plan = _logs.capture()
    root.handlers[:] = []
    _logs.apply(plan)
    assert root.handlers == []
    road = _logs.open_road(plan)
    assert road is not None
    _logs.send_to(road)
    (sender,) = root.handlers
    assert isinstance(sender, _log_road.ToProgram)
    root.handlers[:] = [kept]
    try:
        raise ValueError("inner")
    except ValueError as error:
        info = (type(error), error, error.__traceback__)
    for extra in ({"task_id": "t1", "size": 3}, {"task_id": "t1", "lock": threading.Lock()}):
        kept.came.clear()
        record = logging.LogRecord("a.b", logging.WARNING, "file", 7, "n=%d", (5,), info)
        vars(record).update(extra, process=99)
        sender.handle(record)
        assert kept.came.wait(5)
    first, second = kept.records
    assert (first.name, first.getMessage(), first.process, first.lineno) == ("a.b", "n=5", 99, 7)
    assert "ValueError: inner" in str(first.exc_text)
    assert first.task_id == "t1"  # type: ignore[attr-defined]
    assert "lock" in str(second.lock)  # type: ignore[attr-defined]
    road.close()
    _log_road.settle(5)


def test_the_programs_levels_count_and_a_broken_handler_is_said(
    root: logging.Logger, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = Keeps()
    root.handlers[:] = [kept]
    record = logging.LogRecord("conductor.test.quiet", logging.INFO, "f", 1, "text", (), None)
    logging.getLogger("conductor.test.quiet").setLevel(logging.ERROR)
    _log_road._handle(_log_road.packed(record))
    assert kept.records == []
    logging.getLogger("conductor.test.quiet").setLevel(logging.NOTSET)
    kept.emit = lambda record: 1 / 0  # type: ignore[assignment, return-value]
    root.setLevel(logging.INFO)
    _log_road._handle(_log_road.packed(record))
    assert "could not be handled: ZeroDivisionError" in capsys.readouterr().err


@pytest.mark.parametrize("gone", [True, False])
def test_when_the_program_is_gone_or_reads_nothing_stderr_has_it(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, gone: bool
) -> None:
    monkeypatch.setattr(_log_road, "_PATIENCE", 0.01)
    reader, writer = multiprocessing.Pipe(duplex=False)
    handler = _log_road.ToProgram(writer)
    record = logging.LogRecord("name", logging.WARNING, "f", 1, "text", (), None)
    if gone:
        reader.close()
        handler.handle(record)
    else:
        for _ in range(400):
            handler.handle(record)
            if "name" in (said := capsys.readouterr().err):
                break
        assert "WARNING  text" in said
        reader.close()
        return
    assert "WARNING  text" in capsys.readouterr().err


def test_a_pickle_that_is_none() -> None:
    assert _logs._unpickled(b"no pickle") is None
