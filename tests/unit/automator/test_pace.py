"""When to poll, for how many, for how long."""

from __future__ import annotations

import pytest

from conductor.client.automator._backoff import Backoff
from conductor.client.automator._pace import Pace, Poll
from conductor.client.exceptions import ApiException, AuthorizationException, RateLimited


def test_idle_asks_for_one_and_lets_the_server_wait() -> None:
    assert Pace().plan(10) == Poll(1, 1000)


def test_flowing_fills_the_free_slots_and_does_not_wait() -> None:
    pace = Pace()
    pace.answered(pace.plan(10), 1, 0.2)
    assert pace.plan(9) == Poll(9, 0)
    assert pace.plan(1) == Poll(1, 1000)


def test_a_fill_that_finds_less_ends_the_flow_and_polls_again_at_once() -> None:
    pace = Pace()
    pace.answered(pace.plan(10), 1, 0.2)
    assert pace.answered(pace.plan(9), 3, 0.01) == 0
    assert pace.plan(6) == Poll(1, 1000)
    pace.answered(Poll(1, 1000), 1, 0.1)
    assert pace.answered(pace.plan(5), 0, 0.01) == 0
    assert pace.plan(5) == Poll(1, 1000)


def test_no_count_above_one_ever_waits() -> None:
    pace = Pace()
    for received in (1, 4, 0, 1, 9, 0, 0):
        for free in (1, 2, 10):
            asked = pace.plan(free)
            assert asked.count == 1 or asked.timeout_ms == 0
            pace.answered(asked, min(received, asked.count), 0.1)


def test_the_poll_interval_is_kept_between_empty_polls() -> None:
    pace = Pace(poll_interval_ms=5000)
    assert pace.answered(Poll(1, 1000), 0, 1.0) == pytest.approx(4.0)
    assert pace.answered(Poll(1, 1000), 1, 1.0) == 0
    assert Pace(poll_interval_ms=100).answered(Poll(1, 1000), 0, 1.0) == 0


def test_a_server_that_does_not_wait_is_not_flooded() -> None:
    assert Pace(poll_interval_ms=0, poll_timeout_ms=0).answered(Poll(1, 0), 0, 0.0) == pytest.approx(0.01)


@pytest.mark.parametrize(("given", "used"), [(None, 1000), (300, 300), (60_000, 5000)])
def test_the_poll_timeout_stays_within_what_the_server_takes(given: int | None, used: int) -> None:
    assert Pace(poll_timeout_ms=given).plan(1).timeout_ms == used


def test_many_workers_share_the_open_polls() -> None:
    pace = Pace(workers=250)
    asked = pace.plan(1)
    assert asked.timeout_ms == 160
    # together: never more than 40 open on average, and one request a second each
    assert pace.answered(asked, 0, 0.16) == pytest.approx(0.84)


def test_failures_wait_longer_each_time_and_never_long() -> None:
    pace = Pace(backoff=Backoff(0.1, 5.0, chance=lambda: 1.0))
    error = ApiException(status=500)
    waits = [pace.failed(error) for _ in range(9)]
    assert waits[:3] == pytest.approx([0.1, 0.2, 0.4])
    assert waits[-1] == 5.0
    pace.answered(Poll(1, 1000), 0, 1.0)
    assert pace.failed(error) == pytest.approx(0.1)


def test_jitter_spreads_over_the_upper_half() -> None:
    low, high = Backoff(1, 9, chance=lambda: 0.0), Backoff(1, 9, chance=lambda: 1.0)
    assert (low.next(), high.next()) == (0.5, 1.0)


def test_a_server_that_asks_for_time_gets_it_up_to_the_cap() -> None:
    pace = Pace(backoff=Backoff(0.1, 5.0, chance=lambda: 0.0))
    limited = RateLimited(status=429)
    limited.headers = {"Retry-After": "3"}
    assert pace.failed(limited) == 3.0
    limited.headers = {"Retry-After": "300"}
    assert pace.failed(limited) == 5.0


def test_wrong_keys_wait_longer() -> None:
    pace = Pace()
    waits = [pace.failed(AuthorizationException(status=401)) for _ in range(20)]
    assert 15 <= waits[-1] <= 30
