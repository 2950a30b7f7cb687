"""What a forkserver finds when it looks at what imports have left behind."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from conductor.client.automator import _preload
from conductor.client.worker.worker import Worker

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nothing tells what can be forked")

ASK = """
import json, sys
from conductor.client.automator import _preload
print(json.dumps(_preload.imported({"sys_path": [sys.argv[1], *sys.path], "dir": sys.argv[1]}, ["theirs"])))
import theirs, multiprocessing
print(hasattr(multiprocessing.current_process(), "_inheriting"))
"""


def why(folder: Path, source: str) -> Any:
    (folder / "theirs.py").write_text(source)
    asked = subprocess.run(
        [sys.executable, "-c", ASK, str(folder)], capture_output=True, text=True, timeout=60, check=False
    )
    return json.loads(asked.stdout.splitlines()[0])


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("import json, sqlite3, logging", None),
        ("open('/dev/null')", None),
        ("import random; random.Random(1).random()", None),
        ("import random; random.random()", "random numbers were drawn"),
        ("import threading as t; t.Thread(target=t.Event().wait, daemon=True).start()", "threads run"),
        ("import subprocess as s; p = s.Popen(['cat'], stdin=s.PIPE)", "processes run"),
        ("import asyncio; loop = asyncio.new_event_loop()", "is open"),
        ("import sys; sys.modules['torch'] = sys", "torch is loaded"),
        ("raise KeyError('x')", "importing raised KeyError"),
        ("raise SystemExit(3)", "importing raised SystemExit"),
        (
            "from conductor.client.automator import _preload; _preload._too_long(14, None)",
            "importing raised TimeoutError",
        ),
    ],
)
def test_what_stands_against_a_fork(tmp_path: Path, source: str, reason: str | None) -> None:
    found = why(tmp_path, source)
    assert found == reason if reason != "is open" else str(found).endswith(reason)


def worker(name: str, module: str) -> Worker:
    def execute() -> None: ...

    execute.__module__ = module
    return Worker(name, execute)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    from multiprocessing import forkserver

    found: list[Any] = []
    monkeypatch.setattr(
        forkserver, "ensure_running", lambda: found.append(json.loads(os.environ[_preload._ASKED]))
    )
    return found


def test_the_forkserver_is_asked_for_the_main_script_and_the_workers_modules(asked: list[Any]) -> None:
    _preload.start_forkserver([worker("a", "one"), worker("b", "two"), worker("c", "__main__")])
    assert asked[0]["modules"] == ["one", "two"]
    assert set(asked[0]["data"]) & {"authkey", "start_method", "name"} == set()
    assert asked[0]["data"]["sys_path"]
    assert _preload._ASKED not in os.environ


def test_a_single_worker_shares_with_nobody(asked: list[Any]) -> None:
    _preload.start_forkserver([worker("a", "one")])
    assert asked == []


@pytest.mark.parametrize("value", ["false", "0", "No"])
def test_the_switch(asked: list[Any], monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv(_preload.SWITCH, value)
    _preload.start_forkserver([worker("a", "one"), worker("b", "two")])
    assert asked == []


def test_what_does_not_fit_into_a_variable_is_not_asked(
    asked: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["program", "x" * 200_000])
    _preload.start_forkserver([worker("a", "one"), worker("b", "two")])
    assert asked == []


def test_a_forkserver_that_must_not_share_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    ended: list[int] = []
    monkeypatch.setattr(os, "_exit", ended.append)
    monkeypatch.setattr(_preload, "imported", lambda data, modules: "threads run")
    monkeypatch.setenv(_preload._ASKED, json.dumps({"data": {}, "modules": []}))
    _preload.carry_out()
    assert ended == [_preload.UNSAFE]
    _preload.carry_out()  # nothing was asked for
    assert len(ended) == 1
