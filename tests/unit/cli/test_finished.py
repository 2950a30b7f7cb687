"""The line for an execution that has ended."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from conductor._cli._finished import line, tell


def execution(**members: Any) -> Any:
    blueprint = SimpleNamespace(name="greetings", version=2)
    given = {"create_time": 1000, "end_time": 2250, "status": "COMPLETED", "reason": None, **members}
    given = {"by_id": {}, "failed_task_id": None, **given}
    return SimpleNamespace(blueprint=blueprint, workflow_id="w-1", **given)


def test_a_good_end() -> None:
    assert line(execution(), "http://h:1") == "greetings v2 COMPLETED after 1.2 s  http://h:1/execution/w-1"


def test_a_bad_end_says_why_in_one_line() -> None:
    failed = execution(status="FAILED", reason="ValueError: no\n  at f (x.py:1)")
    assert line(failed, "p") == "greetings v2 FAILED after 1.2 s: ValueError: no  p/execution/w-1"


def test_the_failed_task_says_why() -> None:
    task = SimpleNamespace(ref="charge", reason="the card is blocked\n  at f (x.py:1)")
    wrapped = "Task t1 failed with status: FAILED and reason: 'the card is blocked\n …'"
    failed = execution(status="FAILED", reason=wrapped, by_id={"t1": task}, failed_task_id="t1")
    assert line(failed, "p") == (
        "greetings v2 FAILED after 1.2 s: task charge: the card is blocked  p/execution/w-1"
    )


def test_a_long_reason_is_cut() -> None:
    said = line(execution(status="FAILED", reason="x" * 500), "p")
    assert "x" * 159 + "…  p/" in said


def test_it_is_told_on_stderr(capsys: Any) -> None:
    server: Any = SimpleNamespace(ui_url="p", engine=SimpleNamespace(on_end=[]))
    tell(server)
    server.engine.on_end[0](execution())
    assert capsys.readouterr() == ("", "greetings v2 COMPLETED after 1.2 s  p/execution/w-1\n")
