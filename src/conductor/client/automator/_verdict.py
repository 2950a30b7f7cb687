"""What an answer of the server means for a result that was reported."""

from __future__ import annotations

import enum

from conductor.client.exceptions import ApiException, EncodingError, RateLimited


class Verdict(enum.Enum):
    """What to do with a result after a failed report."""

    AGAIN = "repeat it later"
    GONE = "the server no longer has the task"  # said three times: a 404 may also come from a proxy
    REFUSED = "the server will never take this result as it is"


_PASSING = (401, 403, 408, 409, 423, 425, 429)


_SURELY = 3  # answers 404 until a task counts as gone


def of(error: BaseException, attempts: int = 0) -> Verdict:
    """Return what a failed report means, after ``attempts`` that failed before.

    Anything that may pass, passes: no result is given up lightly.
    """
    if isinstance(error, EncodingError):
        return Verdict.REFUSED
    if not isinstance(error, ApiException):
        return Verdict.AGAIN
    status = error.status or 0
    if status == 404:
        return Verdict.GONE if attempts + 1 >= _SURELY else Verdict.AGAIN
    if 400 <= status < 500 and status not in _PASSING:
        return Verdict.REFUSED
    return Verdict.AGAIN


def wait_of(error: BaseException) -> float:
    """Seconds that the server asked us to wait; 0 where it did not."""
    return (error.retry_after or 0.0) if isinstance(error, RateLimited) else 0.0
