"""Settings: environment over code, in upstream's order."""

from __future__ import annotations

import logging

import pytest

from conductor.client.worker import worker_config
from conductor.client.worker.worker_config import (
    get_worker_config_oneline,
    get_worker_config_summary,
    resolve_worker_config,
)

# strongest first
CHAIN = [
    "conductor.worker.greet.thread_count",
    "conductor_worker_greet_thread_count",
    "CONDUCTOR_WORKER_GREET_THREAD_COUNT",
    "CONDUCTOR_WORKER_greet_THREAD_COUNT",
    "conductor.worker.all.thread_count",
    "CONDUCTOR_WORKER_ALL_THREAD_COUNT",
    "conductor_worker_thread_count",
    "CONDUCTOR_WORKER_THREAD_COUNT",
]


@pytest.mark.parametrize("at", range(len(CHAIN)))
def test_the_first_of_the_chain_wins(at: int) -> None:
    environ = {name: str(n + 10) for n, name in enumerate(CHAIN) if n >= at}
    assert worker_config.resolve("greet", "thread_count", 1, environ) == (at + 10, CHAIN[at])


def test_the_code_applies_where_nothing_is_set() -> None:
    assert worker_config.resolve("greet", "thread_count", 3, {}) == (3, "code")
    assert worker_config.resolve("greet", "overwrite_task_def", None, {}).value is True


@pytest.mark.parametrize(
    "name",
    [
        "CONDUCTOR_WORKER_GREET_POLLING_INTERVAL",
        "CONDUCTOR_WORKER_greet_POLLING_INTERVAL",
        "conductor_worker_polling_interval",
        "conductor.worker.all.polling_interval",
    ],
)
def test_the_other_spelling_of_the_poll_interval(name: str) -> None:
    assert worker_config.resolve("greet", "poll_interval", 100, {name: "250"}).value == 250


def test_poll_interval_beats_polling_interval() -> None:
    environ = {"conductor_worker_poll_interval": "1", "conductor.worker.greet.polling_interval": "2"}
    assert worker_config.resolve("greet", "poll_interval", 100, environ).value == 1


@pytest.mark.parametrize(
    ("text", "value"), [("true", True), ("1", True), ("YES", True), ("on", True), ("no", False)]
)
def test_booleans(text: str, value: bool) -> None:
    assert worker_config.resolve("t", "paused", False, {"CONDUCTOR_WORKER_T_PAUSED": text}).value is value


@pytest.mark.parametrize(
    ("name", "text"), [("thread_count", "many"), ("poll_interval", "x"), ("paused", "maybe")]
)
def test_what_cannot_be_read_is_said_and_leaves_the_code(
    name: str, text: str, caplog: pytest.LogCaptureFixture
) -> None:
    environ = {f"conductor_worker_t_{name}": text, f"CONDUCTOR_WORKER_{name.upper()}": "1"}
    assert worker_config.resolve("t", name, 5, environ) == (5, "code")
    assert f"conductor_worker_t_{name} is not a valid {name}" in caplog.text


def test_all_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONDUCTOR_WORKER_ALL_DOMAIN", "blue")
    monkeypatch.setenv("CONDUCTOR_WORKER_T_POLL_INTERVAL", "5")
    resolved = resolve_worker_config("t", poll_interval=100, thread_count=2)
    assert resolved == {
        "poll_interval": 5.0, "domain": "blue", "worker_id": None, "thread_count": 2,
        "register_task_def": None, "poll_timeout": None, "lease_extend_enabled": None, "paused": None,
        "overwrite_task_def": True,
        "strict_schema": False, "register_schema": False,
    }  # fmt: skip
    line = get_worker_config_oneline("t", resolved)
    assert line.startswith("Conductor Worker[name=t, pid=")
    assert "status=active, poll_interval=5ms, domain=blue, thread_count=2]" in line
    assert line.endswith(
        "(poll_interval from CONDUCTOR_WORKER_T_POLL_INTERVAL, domain from CONDUCTOR_WORKER_ALL_DOMAIN)"
    )
    summary = get_worker_config_summary("t", resolved)
    assert "domain: blue (from CONDUCTOR_WORKER_ALL_DOMAIN)" in summary
    assert "thread_count: 2 (from code)" in summary


def test_typos_are_found() -> None:
    environ = {
        "CONDUCTOR_WORKER_GREET_TREAD_COUNT": "3",
        "CONDUCTOR_WORKER_GREET_THREAD_COUNT": "3",
        "conductor.worker.all.polling_interval": "3",
        "CONDUCTOR_WORKER_ISOLATION": "thread",
        "CONDUCTOR_WORKER_PRELOAD": "false",
        "CONDUCTOR_SERVER_URL": "x",
    }
    assert worker_config.unknown_variables(environ) == ["CONDUCTOR_WORKER_GREET_TREAD_COUNT"]


def test_warnings_are_one_line(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        worker_config.resolve("t", "thread_count", 1, {"CONDUCTOR_WORKER_T_THREAD_COUNT": "x"})
    assert len(caplog.records) == 1
