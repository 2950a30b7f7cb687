"""The thread behind async_req."""

from __future__ import annotations

import pytest

from conductor.client.http.thread import AwaitableThread


def test_get_returns_the_result() -> None:
    thread = AwaitableThread(target=lambda a, b: a + b, args=(1,), kwargs={"b": 2})
    thread.start()
    thread.wait()
    assert thread.get() == 3
    assert not thread.is_alive()


def test_get_raises_what_the_target_raised(caplog: pytest.LogCaptureFixture) -> None:
    def fail() -> None:
        raise KeyError("x")

    thread = AwaitableThread(target=fail)
    thread.start()
    with pytest.raises(KeyError):
        thread.get()
    assert "asynchronous call failed" in caplog.text  # for those who never ask
