"""What takes tasks off a test server's queues and answers them, one thread for each task type."""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING, Callable, Optional

if TYPE_CHECKING:
    from conductor.client.http.models.task import Task
    from conductor.client.http.models.task_result import TaskResult
    from conductor.client.task_client import TaskClient

    Answer = Callable[[Task], Optional[TaskResult]]

logger = logging.getLogger(__name__)

POLL_MS = 200
AGAIN_SECONDS = 0.05


class Pump:
    """Polls for one task type and gives what it takes to ``answer``, until stopped.

    ``count`` threads work side by side. A task that ``answer`` gives no result for stays with us, unanswered.
    """

    def __init__(
        self, client: TaskClient, task_type: str, answer: Answer, *, domain: str | None = None, count: int = 1
    ) -> None:
        self.task_type = task_type
        self.domain = domain
        self._client = client
        self._answer = answer
        self._stopping = threading.Event()
        self._polled = threading.Event()
        name = f"conductor-testing-{task_type}"
        self._threads = [threading.Thread(target=self._work, name=name, daemon=True) for _ in range(count)]
        for thread in self._threads:
            thread.start()
        self._polled.wait(5)  # a clock that skips counts only on workers that have polled

    def stop(self) -> None:
        """Take no more tasks; what has begun is still answered."""
        self._stopping.set()

    def join(self, seconds: float = 10.0) -> None:
        """Wait until the threads have ended."""
        for thread in self._threads:
            thread.join(seconds)

    def _work(self) -> None:
        while not self._stopping.is_set():
            self._take_one()

    def _take_one(self) -> None:
        try:
            tasks = self._client.batch_poll_tasks(
                self.task_type, "conductor.testing", 1, POLL_MS if self._polled.is_set() else 1, self.domain
            )
            self._polled.set()
            for task in tasks or ():
                result = self._answer(task)
                if result is not None:
                    self._client.update_task(result)
        except Exception:
            if not self._stopping.is_set():
                logger.warning("polling for %s failed; going on", self.task_type, exc_info=True)
                self._stopping.wait(AGAIN_SECONDS)
