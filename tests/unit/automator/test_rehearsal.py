"""What a zygote goes through before it forks stays inside it."""

from __future__ import annotations

import logging
import socket
import threading
from typing import TYPE_CHECKING, Any

import pytest

from conductor.client.automator import _rehearsal, _task_wire

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture
def nothing_outside(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Whatever is asked of the network, or of another thread."""
    found: list[str] = []

    def refuse(name: str) -> Callable[..., Any]:
        def refused(*args: Any, **named: Any) -> Any:
            found.append(name)
            raise OSError(name)

        return refused

    monkeypatch.setattr(socket, "create_connection", refuse("connect"))
    monkeypatch.setattr(socket.socket, "connect", refuse("connect"))
    monkeypatch.setattr(threading.Thread, "start", refuse("thread"))
    return found


def test_it_polls_without_the_network_and_says_nothing(
    nothing_outside: list[str], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("CONDUCTOR_AUTH_KEY", "key")
    monkeypatch.setenv("CONDUCTOR_AUTH_SECRET", "secret")
    polls: list[str] = []
    monkeypatch.setattr(_rehearsal._Stage, "sendall", lambda self, data: polls.append(data.decode()))
    with caplog.at_level(logging.DEBUG):
        _rehearsal.rehearse()
    assert nothing_outside == []
    assert caplog.records == []
    assert len(polls) == _rehearsal._OFTEN**2
    assert polls[0].startswith("GET /api/tasks/poll/batch/rehearsal?workerid=rehearsal&count=1&timeout=1000 ")


def test_behind_a_proxy_there_is_none(nothing_outside: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://proxy:3128")
    monkeypatch.setattr(_rehearsal._Stage, "sendall", lambda self, data: nothing_outside.append("sent"))
    _rehearsal.rehearse()
    assert nothing_outside == []


def test_it_never_stands_in_the_way(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(_task_wire.TaskWire, "poll", None)
    with caplog.at_level(logging.DEBUG):
        _rehearsal.rehearse()
    (record,) = caplog.records
    assert record.levelno == logging.DEBUG
    assert "The rehearsal failed: TypeError" in record.getMessage()
