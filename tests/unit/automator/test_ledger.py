"""What a dead process held can still be read."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from conductor.client.automator import _ledger
from conductor.client.automator._ledger import Held, Ledger
from unit.automator.fakes import Clock

if TYPE_CHECKING:
    from collections.abc import Iterator

ONE, TWO = Held("task-1", "workflow-1", 0), Held("task-2", "workflow-2", 3)


@pytest.fixture
def ledger() -> Iterator[Ledger]:
    made = Ledger.create(2)
    yield made
    made.remove()


def test_entries_are_read_by_another_view(ledger: Ledger) -> None:
    writer = Ledger(ledger.path, 2)
    row = writer.enter(ONE)
    writer.enter(TWO)
    assert sorted(ledger.held()) == [ONE, TWO]
    writer.strike(row)
    assert ledger.held() == [TWO]
    writer.close()


def test_a_full_ledger_leaves_out(ledger: Ledger) -> None:
    assert ledger.enter(ONE) is not None
    assert ledger.enter(TWO) is not None
    assert ledger.enter(Held("x", "y", 0)) is None
    ledger.strike(None)
    assert len(ledger.held()) == 2


def test_rows_are_used_again(ledger: Ledger) -> None:
    for _ in range(10):
        ledger.strike(ledger.enter(ONE))
    assert ledger.held() == []
    assert ledger.enter(TWO) is not None


def test_names_that_are_too_long_do_not_break_it(ledger: Ledger) -> None:
    ledger.enter(Held("t" * 500, "w", 0))
    ledger.enter(ONE)
    assert ONE in ledger.held()


def test_silence(ledger: Ledger) -> None:
    clock = Clock()
    writer = Ledger(ledger.path, 2, clock)
    assert writer.silence() == (0.0, 0.0)  # never heard of: it only starts
    writer.pulse()
    writer.expect(10)
    clock.move(12)
    assert writer.silence() == (12.0, 2.0)
    writer.pulse()
    assert writer.silence() == (0.0, 2.0)
    writer.expect(None)
    clock.move(5)
    assert writer.silence() == (5.0, 0.0)
    writer.close()


def test_clear_and_remove() -> None:
    ledger = Ledger.create(1)
    ledger.enter(ONE)
    ledger.clear()
    assert ledger.held() == []
    ledger.remove()
    assert not os.path.exists(ledger.path)
    ledger.remove()


def test_a_read_only_file_system_leaves_shared_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = tempfile.mkstemp

    def mkstemp(dir: str | None = None, **names: str) -> tuple[int, str]:
        if dir is None:
            raise FileNotFoundError(2, "No usable temporary directory found in ['/tmp']")
        return made(dir=dir, **names)

    monkeypatch.setattr(tempfile, "mkstemp", mkstemp)
    monkeypatch.setattr(tempfile, "tempdir", None)
    monkeypatch.setattr(_ledger, "_SHARED_MEMORY", str(tmp_path))
    ledger = Ledger.create(2)
    assert tempfile.tempdir == str(tmp_path)
    assert Path(ledger.path).parent == tmp_path
    ledger.enter(ONE)
    assert ledger.held() == [ONE]
    ledger.remove()
    assert list(tmp_path.iterdir()) == []


def test_without_room_it_is_said_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(file: Any, *arguments: Any) -> Any:
        os.close(file)
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(_ledger, "_SHARED_MEMORY", str(tmp_path))
    monkeypatch.setattr(_ledger, "open", full, raising=False)
    with pytest.raises(OSError, match=r"needs \d+ bytes .*No space left.*TMPDIR"):
        Ledger.create(100)
    assert list(tmp_path.iterdir()) == []
