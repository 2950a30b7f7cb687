"""What a zygote finds when it looks at what imports have left behind."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from conductor.client.automator import _preload, _zygote
from conductor.client.automator._crew import Crew
from conductor.client.configuration.configuration import Configuration
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
def asked(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The modules that a zygote is asked to import."""
    found: list[list[str]] = []
    monkeypatch.setattr(_zygote, "start", lambda modules, around: found.append(modules))
    monkeypatch.setattr(_preload, "_NOT_FOR_FORKS", ())
    return found


def around(url: str = "http://here/api") -> Any:
    return Crew(Configuration(url)).surroundings("forkserver")


def test_the_zygote_is_asked_for_the_workers_modules_and_what_they_will_need(asked: list[Any]) -> None:
    _preload.start_zygote([worker("a", "one"), worker("b", "two"), worker("c", "__main__")], around())

    async def execute() -> None: ...

    _preload.start_zygote([Worker("a", execute)], around("https://here/api"))
    heard = Crew(Configuration("http://here/api"), listeners=["somebody"]).surroundings("forkserver")
    _preload.start_zygote([worker("a", "one")], heard)
    assert asked == [
        ["one", "two"],
        ["asyncio", "ssl", __name__],
        ["conductor.client.event.sync_listener_register", "one"],
    ]


@pytest.mark.parametrize("value", ["false", "0", "No"])
def test_the_switch(asked: list[Any], monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv(_preload.SWITCH, value)
    _preload.start_zygote([worker("a", "one"), worker("b", "two")], around())
    assert asked == []


def test_what_the_program_has_loaded_decides_before_anything_is_imported_again(
    asked: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_preload, "_NOT_FOR_FORKS", ("json",))
    _preload.start_zygote([worker("a", "one")], around())
    assert asked == []


def test_a_program_in_one_file_has_none(asked: list[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    _preload.start_zygote([worker("a", "one")], around())
    assert asked == []


def test_without_workers_nothing_is_imported(asked: list[Any]) -> None:
    _preload.start_zygote([], around())
    assert asked == []
