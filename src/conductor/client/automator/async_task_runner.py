"""Serves the tasks of one worker, for a program that is an event loop itself."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from conductor.client.automator.task_runner import TaskRunner

if TYPE_CHECKING:
    from conductor.client.configuration.configuration import Configuration
    from conductor.client.configuration.settings.metrics_settings import MetricsSettings
    from conductor.client.worker.worker_interface import WorkerInterface
else:
    from conductor.client._published import __getattr__ as __getattr__

logger = logging.getLogger(__name__)


class AsyncTaskRunner:
    """A TaskRunner whose methods are awaited. ``async def`` workers run on a loop of their own beside the
    caller's.
    """

    def __init__(
        self,
        worker: WorkerInterface,
        configuration: Configuration | None = None,
        metrics_settings: MetricsSettings | None = None,
        event_listeners: list[Any] | None = None,
    ) -> None:
        self._runner = TaskRunner(worker, configuration, metrics_settings, event_listeners)
        self.worker = worker
        self.configuration = self._runner.configuration

    async def run(self) -> None:
        """Serve tasks until :meth:`stop`, or until this coroutine is cancelled; then drain."""
        import asyncio

        running = asyncio.get_running_loop().run_in_executor(None, self._runner.run)
        try:
            await asyncio.shield(running)
        except asyncio.CancelledError:
            await self.stop()
            await running
            raise

    async def run_once(self) -> None:
        """Poll once, run what came and report it."""
        import asyncio

        await asyncio.get_running_loop().run_in_executor(None, self._runner.run_once)

    async def stop(self) -> None:
        """Let :meth:`run` drain and return."""
        self._runner.stop()

    async def __aenter__(self) -> AsyncTaskRunner:
        return self

    async def __aexit__(self, exc_type: Any, exc_val: Any, exc_tb: Any) -> None:
        await self.stop()
