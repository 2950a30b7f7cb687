"""Serves the tasks of one worker, in the calling process."""

from __future__ import annotations

import logging
import os
import threading
from typing import TYPE_CHECKING, Any

from conductor.client.automator import _settings, _wire
from conductor.client.automator._contact import Contact
from conductor.client.automator._events import Events
from conductor.client.automator._lease import Lease
from conductor.client.automator._meter import Meter
from conductor.client.automator._runner import Runner
from conductor.client.configuration.configuration import Configuration
from conductor.client.worker.worker_interface import WorkerInterface

if TYPE_CHECKING:
    from conductor.client.automator._ledger import Ledger
    from conductor.client.automator._settings import Settings
    from conductor.client.configuration.settings.metrics_settings import MetricsSettings
else:
    from conductor.client._published import __getattr__ as __getattr__

logger = logging.getLogger(__name__)

DEFAULT_GRACE = 25.0  # seconds that running tasks get when a worker stops; Kubernetes kills after 30


def assemble(
    worker: WorkerInterface,
    settings: Settings,
    configuration: Configuration,
    metrics_settings: MetricsSettings | None = None,
    listeners: list[Any] | None = None,
    *,
    ledger: Ledger | None = None,
    workers: int = 1,
) -> Runner:
    """Return the runner of a worker, not yet started."""
    heard = list(listeners or [])
    collector = meter = None
    if metrics_settings is not None:
        from conductor.client.telemetry.metrics_factory import create_metrics_collector

        collector = create_metrics_collector(metrics_settings)
        meter = Meter(collector, worker.task_definition_names[0])
        heard.append(collector)
    wires = _wire.to_server(configuration, collector)
    lease = Lease(wires) if settings.lease_extend_enabled else None
    return Runner(worker, settings, wires, Events(heard), ledger, workers, lease, meter)


class TaskRunner:
    """Polls for a worker's tasks, runs them and reports. ``TaskHandler`` runs one for each worker.

    ``event_listeners``: objects with ``on_…`` methods, see ``conductor.client.event``.
    """

    def __init__(
        self,
        worker: WorkerInterface,
        configuration: Configuration | None = None,
        metrics_settings: MetricsSettings | None = None,
        event_listeners: list[Any] | None = None,
    ) -> None:
        if not isinstance(worker, WorkerInterface):  # pyright: ignore[reportUnnecessaryIsInstance]
            raise TypeError(f"TaskRunner needs a worker, got {type(worker).__name__}")
        self.worker = worker
        self.configuration = configuration or Configuration()
        self.metrics_settings = metrics_settings
        self.event_listeners = list(event_listeners or [])
        self._stopping = threading.Event()
        self._runner: Runner | None = None
        self._contact = Contact(f"worker {worker.task_definition_names[0]}")

    def run(self) -> None:
        """Serve tasks until :meth:`stop`, or an exception in this thread (Ctrl-C); then drain."""
        runner = self._assembled()
        runner.start()
        try:
            while not self._stopping.wait(1.0):
                pass
        finally:
            runner.drain(DEFAULT_GRACE)

    def stop(self) -> None:
        """Let :meth:`run` drain and return. May be called from any thread."""
        self._stopping.set()

    def run_once(self) -> None:
        """Poll once, run what came, report it, and wait for the poll interval if nothing came.

        A poll that fails is logged, not raised.
        """
        runner = self._assembled()
        came = False
        try:
            came = runner.once()
            self._contact.worked()
        except Exception as error:  # noqa: BLE001 - Upstream: programs call this in a loop of their own
            self._contact.failed("polling", error)
        if not came:
            self._stopping.wait(runner.settings.poll_interval / 1000)

    def _assembled(self) -> Runner:
        """The runner, made and its definition registered on first use."""
        if self._runner is None:
            from conductor.client.automator._registration import Registration

            settings = _settings.resolve(self.worker)
            self._runner = assemble(
                self.worker, settings, self.configuration, self.metrics_settings, self.event_listeners
            )
            settings.announce(self.worker, os.getpid())
            Registration(self.configuration).register(self.worker, settings)
        return self._runner

    def __enter__(self) -> TaskRunner:
        return self

    def __exit__(self, exc_type: Any, exc_val: Any, exc_tb: Any) -> None:
        self.stop()
