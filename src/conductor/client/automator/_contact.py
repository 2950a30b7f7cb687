"""Whether the server can be reached: one line in the log when that changes, not one per request."""

from __future__ import annotations

import logging
import threading
import time
from typing import Callable

from conductor.client.exceptions import ApiException

logger = logging.getLogger(__name__)


class Contact:
    """Counts failures from the first to the end of the trouble. ``on_recovery`` is called when it is over."""

    def __init__(self, what: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._what = what
        self._clock = clock
        self._lock = threading.Lock()
        self.failures = 0
        self._since = 0.0
        self._kind = ""
        self.on_recovery: Callable[[], None] | None = None

    def worked(self) -> None:
        """A request was answered as it should."""
        if not self.failures:
            return
        with self._lock:
            failures, self.failures = self.failures, 0
            self._kind = ""
        if failures:
            logger.info(
                "%s: the server answers again, after %.1f s and %d failed requests",
                self._what, self._clock() - self._since, failures,
            )  # fmt: skip
            if self.on_recovery is not None:
                self.on_recovery()

    def failed(self, doing: str, error: BaseException) -> None:
        """A request failed, while ``doing`` something."""
        with self._lock:
            self.failures += 1
            if self.failures == 1:
                self._since = self._clock()
            kind = _kind(error)
            changed, self._kind = kind != self._kind, kind
        if changed:
            logger.warning("%s: %s failed, trying again until it works: %s", self._what, doing, _brief(error))


def _kind(error: BaseException) -> str:
    return f"{type(error).__name__} {getattr(error, 'status', '')}"


def _brief(error: BaseException) -> str:
    """One line. Of other people's errors only the type and text; never a body."""
    text = str(error) if isinstance(error, ApiException) else f"{type(error).__name__}: {error}"
    return " ".join(text.split())[:300]
