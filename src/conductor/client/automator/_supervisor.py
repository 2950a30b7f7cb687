"""Watches over a handler's workers: restarts what crashes, hands back what it held, and stops everything in
order.
"""

from __future__ import annotations

import atexit
import logging
import multiprocessing
import sys
import threading
import time
from multiprocessing import connection
from typing import TYPE_CHECKING, Any

from conductor.client.automator import _log_road, _signals

if TYPE_CHECKING:
    from conductor.client.automator._post import Post
    from conductor.client.automator._returns import Returns

logger = logging.getLogger(__name__)

_TICK = 1.0  # seconds between two looks at clocks
_RETURNS = 5.0  # seconds to hand back what the workers left
_LAST_WORDS = 1.0  # seconds for what the workers have logged to be handled
_AFTER_GRACE = 8.0  # seconds beyond the grace time until a process that has not ended is killed


class Supervisor:
    """One thread for all workers of a handler. It is no daemon: the end of the program waits for it."""

    def __init__(self, posts: list[Post], returns: Returns, grace: float, restart: bool = True) -> None:
        self._posts = posts
        self.returns = returns
        self._grace = grace
        self._restart = restart
        self._wake_reader, self._wake_writer = multiprocessing.Pipe(duplex=False)
        self._lock = threading.Lock()
        self._stop_asked = False
        self._forced = False
        self._dying: int | None = None
        self.over = threading.Event()
        self._thread = threading.Thread(target=self._run, name="conductor-supervisor")

    def start(self) -> None:
        """Start the thread."""
        self.returns.prepare()
        self._thread.start()

    @property
    def running(self) -> bool:
        """Whether it is at work."""
        return self._thread.is_alive() and not self._stop_asked

    def request_stop(self, grace: float | None = None, dying: int | None = None) -> None:
        """Let the workers drain within ``grace`` seconds. Returns at once. ``dying``: the signal to end
        by.
        """
        if grace is not None:
            self._grace = grace
        self._dying = dying or self._dying
        self._stop_asked = True
        self.wake()

    @property
    def stopping(self) -> bool:
        """Whether it has been asked to stop."""
        return self._stop_asked

    def force(self) -> None:
        """Do not wait any longer for what runs."""
        self._forced = True
        self.wake()

    def wait(self, seconds: float | None = None) -> bool:
        """Wait until every worker has ended."""
        if seconds is None and sys.platform == "win32":
            while not self.over.wait(1.0):  # there a wait without end cannot be interrupted
                pass
            return True
        return self.over.wait(seconds)

    def finished(self) -> None:
        """To be called in the main thread when it is over."""
        _signals.forget(self)

    def wake(self) -> None:
        """Look now."""
        with self._lock:
            try:
                self._wake_writer.send(None)
            except (OSError, ValueError):
                logger.debug("The supervisor has ended")

    def _run(self) -> None:
        try:
            while not self._stop_asked:
                self._wait(_TICK)
                if _interrupted() or self._left_alone():
                    break
                for post in self._posts:
                    post.look(self)
            self._stop_all()
        except BaseException:
            logger.critical("The supervisor ends by an error of the SDK's own", exc_info=True)
            raise
        finally:
            self.over.set()
            if self._dying is not None:
                self._at_exit()
                _signals.die_of(self._dying)

    @property
    def restarts(self) -> bool:
        """Whether what crashes is started again."""
        return self._restart and not self._stop_asked

    def _wait(self, seconds: float) -> None:
        waitables: list[Any] = [self._wake_reader]
        for post in self._posts:
            waitables += post.waitables()
        if self._wake_reader in connection.wait(waitables, seconds):
            while self._wake_reader.poll():
                self._wake_reader.recv()

    def _left_alone(self) -> bool:
        """Upstream: a program that makes the processes daemons wants them to end with its main part."""
        return _signals.main_is_over() and all(post.process.daemon for post in self._posts)

    def _stop_all(self) -> None:
        grace = self._grace
        until = time.monotonic() + grace + _AFTER_GRACE
        for post in self._posts:
            post.stop(grace)
        while not self._all_settled():
            left = until - time.monotonic()
            if left <= 0 or self._forced:
                break
            self._wait(min(_TICK, left))
        for post in self._posts:
            post.finish(self)
        if any(post.still_running() for post in self._posts):
            atexit.register(self._at_exit)  # they end with the program at the latest
        else:
            self.returns.finish(_RETURNS)
        _log_road.settle(_LAST_WORDS)

    def _at_exit(self) -> None:
        """The program ends, and with it what still runs in its threads."""
        for post in self._posts:
            for held in post.still_running():
                self.returns.hand_back(held)
        self.returns.finish(_RETURNS)

    def _all_settled(self) -> bool:
        settled = [
            post.settle(self) for post in self._posts
        ]  # each of them, not only up to the first that has not
        return all(settled)


def _interrupted() -> bool:
    """Ctrl-C ended the program: nobody is left who would stop the workers."""
    return _signals.main_is_over() and getattr(sys, "last_type", None) is KeyboardInterrupt
