"""The thread behind ``async_req=True``."""

from __future__ import annotations

import logging
import threading
from typing import Any

logger = logging.getLogger(__name__)


class AwaitableThread(threading.Thread):
    """A thread whose target's result, or exception, can be fetched."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._result: Any = None
        self._error: BaseException | None = None

    def run(self) -> None:
        """Call the target, keep what it returns or raises."""
        try:
            self._result = self._target(*self._args, **self._kwargs)  # type: ignore[attr-defined]
        except BaseException as error:  # noqa: BLE001 - raised again by get()
            self._error = error
            logger.warning("an asynchronous call failed, get() raises it: %s", error)
        finally:
            del self._target, self._args, self._kwargs  # type: ignore[attr-defined]

    def wait(self) -> None:
        """Wait until the target has ended."""
        self.join()

    def get(self) -> Any:
        """Wait, then return the target's result or raise its exception.

        Upstream: None where the call failed, its exception printed by the thread (both lines).
        """
        self.join()
        if self._error is not None:
            raise self._error
        return self._result
