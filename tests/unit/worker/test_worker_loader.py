"""Finding workers by importing where they live."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import pytest

from conductor.client.worker import _registry
from conductor.client.worker.worker_loader import WorkerLoader, auto_discover_workers, scan_for_workers

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

WORKER = (
    "from conductor.client.worker.worker_task import worker_task\n"
    "@worker_task('{name}')\n"
    "def f(a: int) -> int:\n    return a\n"
)


@pytest.fixture(autouse=True)
def clean(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    before, modules = dict(_registry.decorated_functions), set(sys.modules)
    _registry.decorated_functions.clear()
    monkeypatch.setattr(sys, "path", list(sys.path))
    yield
    for name in set(sys.modules) - modules:
        del sys.modules[name]
    _registry.decorated_functions.clear()
    _registry.decorated_functions.update(before)


@pytest.fixture
def package(tmp_path: Path) -> Path:
    root = tmp_path / "loadme"
    (root / "deep").mkdir(parents=True)
    (root / "__init__.py").write_text("")
    (root / "deep" / "__init__.py").write_text("")
    (root / "top.py").write_text(WORKER.format(name="top"))
    (root / "deep" / "below.py").write_text(WORKER.format(name="below"))
    (root / "broken.py").write_text("import nowhere_at_all\n")
    return tmp_path


def test_packages_with_everything_inside(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(package))
    loader = scan_for_workers("loadme")
    assert sorted(loader.get_worker_names()) == ["below", "top"]
    assert loader.get_worker_count() == 2
    assert sorted(w.get_task_definition_name() for w in loader.get_workers()) == ["below", "top"]
    assert list(loader.failures) == ["loadme.broken"]


def test_a_package_alone(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(package))
    assert scan_for_workers("loadme", recursive=False).get_worker_names() == []


def test_a_module(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(package))
    loader = WorkerLoader()
    loader.scan_module("loadme.top")
    assert loader.get_worker_names() == ["top"]


def test_a_folder(package: Path, capsys: Any) -> None:
    loader = auto_discover_workers(paths=[str(package / "loadme" / "deep")])
    assert loader.get_worker_names() == ["below"]
    assert "Found 1 worker(s)" in capsys.readouterr().out


def test_what_is_not_there_is_said(caplog: pytest.LogCaptureFixture) -> None:
    loader = auto_discover_workers(
        packages=["no_such_package"], paths=["/no/such/folder"], print_summary=False
    )
    assert set(loader.failures) == {"no_such_package", "/no/such/folder"}
    assert "no_such_package were not loaded" in caplog.text
