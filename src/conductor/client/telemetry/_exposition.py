"""All processes' metrics as one text, in a file or over HTTP."""

from __future__ import annotations

import logging
import os
import threading
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conductor.client.configuration.settings.metrics_settings import MetricsSettings

logger = logging.getLogger(__name__)

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


def render(settings: MetricsSettings) -> bytes:
    """Return what all processes have collected; a process's own number (``pid``) is no label of ours."""
    from conductor.client.telemetry._series import prometheus

    client = prometheus(settings.metrics_directory)
    registry = client.CollectorRegistry()
    registry.register(_AllProcesses(settings.metrics_directory))
    text: bytes = client.generate_latest(registry)
    return text


class _AllProcesses:
    """A collector that reads the folder."""

    def __init__(self, directory: str) -> None:
        self._directory = directory

    def collect(self) -> Iterator[Any]:
        """Every metric, over all processes."""
        import prometheus_client as client
        from prometheus_client import multiprocess

        module: Any = multiprocess
        reader: Any = module.MultiProcessCollector(client.CollectorRegistry(), path=self._directory)
        for metric in reader.collect():
            metric.samples = [
                sample._replace(labels={k: v for k, v in sample.labels.items() if k != "pid"})
                for sample in metric.samples
            ]
            yield metric


def write(settings: MetricsSettings) -> None:
    """Write the metrics file; a reader sees the old text or the new, never half of it."""
    path = os.path.join(settings.metrics_directory, settings.file_name)
    temporary = f"{path}.{os.getpid()}.{threading.get_ident()}"
    with open(temporary, "wb") as file:
        file.write(render(settings))
    os.replace(temporary, path)


def provide(settings: MetricsSettings, stop: threading.Event | None = None) -> None:
    """Write the file every ``update_interval`` seconds, or serve ``http_port``, until ``stop``."""
    stop = stop or threading.Event()
    if settings.http_port is not None:
        from conductor.client.telemetry._port import serve

        with serve(settings.http_port, metrics=lambda: render(settings)):
            stop.wait()
        return
    failed = False
    while not stop.wait(settings.update_interval):
        try:
            write(settings)
            failed = False
        except Exception as error:  # noqa: BLE001 - metrics never end anything
            if not failed:
                logger.warning("The metrics file cannot be written: %s: %s", type(error).__name__, error)
            failed = True


def forget_process(settings: MetricsSettings, pid: int) -> None:
    """A process is dead: what counts only the living (tasks that run now) no longer counts it."""
    from conductor.client.telemetry._series import prometheus

    prometheus(settings.metrics_directory)
    from prometheus_client import multiprocess

    module: Any = multiprocess
    module.mark_process_dead(pid, settings.metrics_directory)
