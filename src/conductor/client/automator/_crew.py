"""What all workers of one handler share."""

from __future__ import annotations

import logging
import os
import pickle
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Callable

from conductor.client.automator import _launch, _logs, _settings, task_runner
from conductor.client.exceptions import ApiException

if TYPE_CHECKING:
    from conductor.client.automator._runner import Runner
    from conductor.client.automator._settings import Settings
    from conductor.client.configuration.configuration import Configuration
    from conductor.client.worker.worker_interface import WorkerInterface

logger = logging.getLogger(__name__)


@dataclass
class Crew:
    """Configuration, listeners and limits. ``grace`` in seconds."""

    configuration: Configuration
    metrics_settings: Any = None
    listeners: list[Any] = field(default_factory=list[Any])
    strict: bool = False
    grace: float = task_runner.DEFAULT_GRACE
    size: int = 1
    wake: Callable[[], None] = lambda: None

    def assemble(self, worker: WorkerInterface) -> Runner:
        """A runner in this process."""
        settings = self.resolve(worker)
        settings.announce(worker, os.getpid())
        return task_runner.assemble(
            worker,
            settings,
            self.configuration,
            self.metrics_settings,
            self.listeners,
            workers=self.size,
        )

    def resolve(self, worker: WorkerInterface) -> Settings:
        """What applies to the worker now."""
        return _settings.resolve(worker, self.strict)

    def fetch_token(self) -> None:
        """Get the token that all workers share, so that not each of them asks for its own."""
        if self.configuration.authentication_settings is None or self.configuration.AUTH_TOKEN:
            return
        from conductor.client.http.api_client import ApiClient

        try:
            ApiClient(self.configuration).get_authentication_headers()
        except ApiException as error:
            logger.warning("No token yet, the workers try on: %s", error)

    def surroundings(self, start_method: str) -> _launch.Surroundings:
        """What every worker that is started now in a process of its own has in common."""
        return _launch.Surroundings(
            configuration=self.configuration,
            metrics_settings=self.metrics_settings,
            listeners=self._listeners_for_child(),
            workers=self.size,
            grace=self.grace,
            logs=None if start_method == "fork" else _logs.capture(),
            # That of a forkserver is the environment of the moment when it started.
            environ=dict(os.environ) if start_method == "forkserver" else None,
        )

    def _listeners_for_child(self) -> bytes:
        """The listeners, pickled; one that cannot be is left out, and said once."""
        travel: list[Any] = []
        for listener in list(self.listeners):
            try:
                pickle.dumps(listener)
            except Exception as error:  # noqa: BLE001 - pickling runs the objects' own code
                logger.warning(
                    "The event listener %s cannot go to the workers' processes (%s): there it hears nothing; "
                    "with thread isolation it would", type(listener).__name__, error,
                )  # fmt: skip
                self.listeners.remove(listener)
            else:
                travel.append(listener)
        return pickle.dumps(travel)
