"""What runs beside a handler's workers in the program itself: the metrics file, the HTTP port."""

from __future__ import annotations

import contextlib
import json
import logging
import threading
from typing import TYPE_CHECKING, Any, Callable

if TYPE_CHECKING:
    from conductor.client.automator._post import Post
    from conductor.client.configuration.settings.metrics_settings import MetricsSettings

logger = logging.getLogger(__name__)


class Services:
    """``port`` serves ``/health`` and ``/ready``, with metrics settings ``/metrics`` as well."""

    def __init__(
        self,
        posts: list[Post],
        healthy: Callable[[], bool],
        settings: MetricsSettings | None,
        port: int | None,
    ) -> None:
        self._posts = posts
        self._healthy = healthy
        self._settings = settings
        self._port = settings.http_port if port is None and settings is not None else port
        self._stack = contextlib.ExitStack()
        self.port: int | None = None
        self.collector: Any = None
        if settings is not None:
            from conductor.client.telemetry.metrics_factory import create_metrics_collector_for_parent

            self.collector = create_metrics_collector_for_parent(settings)

    def start(self) -> None:
        """Start them. Raises OSError when the port is taken."""
        settings = self._settings
        if self._port is not None:
            from conductor.client.telemetry import _exposition, _port

            metrics = None if settings is None else lambda: _exposition.render(settings)
            self.port = self._stack.enter_context(_port.serve(self._port, metrics, self._health, self._ready))
            logger.info("Serving /health, /ready%s on port %d", ", /metrics" if settings else "", self.port)
        elif settings is not None:
            from conductor.client.telemetry import _exposition

            stop = threading.Event()
            thread = threading.Thread(
                target=_exposition.provide, args=(settings, stop), name="conductor-metrics", daemon=True
            )
            thread.start()
            self._stack.callback(thread.join, 5)
            self._stack.callback(stop.set)

    def stop(self) -> None:
        """Stop them; the metrics file is written once more."""
        self._stack.close()
        if self._settings is not None and self._port is None:
            from conductor.client.telemetry import _exposition

            try:
                _exposition.write(self._settings)
            except Exception as error:  # noqa: BLE001 - metrics never end anything
                logger.warning("The metrics file cannot be written: %s: %s", type(error).__name__, error)

    def restarted(self, name: str) -> None:
        """A worker was started again."""
        if self.collector is not None:
            self.collector.increment_worker_restart(name)

    def died(self, pid: int | None) -> None:
        """A worker's process is gone."""
        if self._settings is not None and pid is not None:
            from conductor.client.telemetry import _exposition

            _exposition.forget_process(self._settings, pid)

    def _health(self) -> tuple[bool, str]:
        good = self._healthy()
        return good, json.dumps(
            {"status": "up" if good else "down", "workers": [p.status() for p in self._posts]}
        )

    def _ready(self) -> tuple[bool, str]:
        waiting = [post.name for post in self._posts if not post.ready()]
        return not waiting, json.dumps({"status": "starting" if waiting else "up", "waiting": waiting})
