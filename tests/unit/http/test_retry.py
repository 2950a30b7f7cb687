"""Which failures are tried again, and when."""

from __future__ import annotations

import pytest

from conductor.client.exceptions import (
    AmbiguousAnswer,
    ApiException,
    Conflict,
    NotSent,
    RateLimited,
    ServerError,
)
from conductor.client.http._retry import RetryPolicy

STEADY = RetryPolicy(attempts=4, first=1.0, longest=30.0, jitter=lambda: 0.5)


def late() -> AmbiguousAnswer:
    error = AmbiguousAnswer(0, "timed out", transient=True)
    error.timed_out = True
    return error


@pytest.mark.parametrize(
    ("error", "repeatable", "wait"),
    [
        (NotSent(0, "refused", transient=True), False, 1.0),
        (NotSent(0, "certificate", transient=False), True, None),
        (AmbiguousAnswer(0, "reset"), True, 1.0),
        (AmbiguousAnswer(0, "reset"), False, None),
        (late(), True, None),
        (ServerError(503), True, 1.0),
        (ServerError(503), False, None),
        (ServerError(502), True, 1.0),
        (ServerError(504), True, 1.0),
        (ServerError(500), True, None),
        (Conflict(409), True, None),
        (RateLimited(429), False, 1.0),
        (RateLimited(429, headers={"Retry-After": "5"}), False, 6.0),
        (RateLimited(429, headers={"Retry-After": "31"}), True, None),
        (ServerError(503, headers={"Retry-After": "5"}), True, 6.0),
        (ServerError(503, headers={"Retry-After": "5"}), False, None),
    ],
)
def test_first_failure(error: ApiException, repeatable: bool, wait: float | None) -> None:
    assert STEADY.wait_before_next(error, 1, repeatable) == wait


def test_waits_double_and_end() -> None:
    waits = [STEADY.wait_before_next(ServerError(503), attempt, True) for attempt in (1, 2, 3, 4)]
    assert waits == [1.0, 2.0, 4.0, None]


def test_jitter_spreads_by_half_either_way() -> None:
    for drawn, wait in ((0.0, 0.5), (1.0, 1.5)):
        policy = RetryPolicy(first=1.0, jitter=lambda drawn=drawn: drawn)  # type: ignore[misc]
        assert policy.wait_before_next(ServerError(503), 1, True) == wait


def test_a_refused_connection_is_given_up_within_two_seconds() -> None:
    policy = RetryPolicy(jitter=lambda: 1.0)
    waits = [policy.wait_before_next(NotSent(0, "x", transient=True), n, True) or 0 for n in range(1, 9)]
    assert sum(waits) < 2
