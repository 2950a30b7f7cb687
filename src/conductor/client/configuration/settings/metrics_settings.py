"""Where the metrics of workers go."""

from __future__ import annotations

import logging
import os
from pathlib import Path
from typing import TYPE_CHECKING

if not TYPE_CHECKING:
    from conductor.client._published import __getattr__ as __getattr__

logger = logging.getLogger(__name__)

CANONICAL_SUBDIR = "canonical"
_TRUE = ("true", "1", "yes")


def get_default_temporary_folder() -> str:
    """Return ``~/tmp/``, where metrics go unless told otherwise."""
    return f"{Path.home()!s}/tmp/"


class MetricsSettings:
    """How metrics are collected and shown.

    * ``directory``: where the workers' processes write; made if it is not there.
    * ``file_name``: the text file in it that is written every ``update_interval`` seconds.
    * ``http_port``: serve ``/metrics``, ``/health`` and ``/ready`` there instead of writing the file.
    * ``clean_directory``: delete what earlier runs left; ``clean_dead_pids``: only what dead processes left.

    With WORKER_CANONICAL_METRICS=true the metrics have the names that all SDKs share, and all goes to the
    folder ``canonical`` inside, the text file, too.
    """

    def __init__(
        self,
        directory: str | None = None,
        file_name: str = "metrics.log",
        update_interval: float = 0.1,
        http_port: int | None = None,
        clean_directory: bool = False,
        clean_dead_pids: bool = False,
    ) -> None:
        self.directory = directory if directory is not None else get_default_temporary_folder()
        self.file_name = file_name
        self.update_interval = update_interval
        self.http_port = http_port
        self.clean_directory = clean_directory
        self.clean_dead_pids = clean_dead_pids
        canonical = os.environ.get("WORKER_CANONICAL_METRICS", "").strip().lower() in _TRUE
        self._subdir = CANONICAL_SUBDIR if canonical else ""
        try:
            os.makedirs(self.metrics_directory, exist_ok=True)
        except OSError as error:
            logger.warning("The metrics folder %s cannot be made: %s", self.metrics_directory, error)

    @property
    def is_canonical(self) -> bool:
        """Whether the names are those that all SDKs share."""
        return bool(self._subdir)

    @property
    def metrics_directory(self) -> str:
        """The folder that the processes write to."""
        return os.path.join(self.directory, self._subdir) if self._subdir else self.directory

    def clean_metrics_directory(self) -> None:
        """Delete what earlier runs left, as ``clean_directory`` and ``clean_dead_pids`` say."""
        if not (self.clean_directory or self.clean_dead_pids):
            return
        for file in Path(self.metrics_directory).glob("*.db"):
            number = file.stem.rpartition("_")[2]
            if self.clean_directory or (number.isdigit() and not _is_alive(int(number))):
                try:
                    file.unlink()
                except OSError as error:
                    logger.warning("%s cannot be deleted: %s", file, error)


def _is_alive(pid: int) -> bool:
    if os.name == "nt":  # there os.kill(pid, 0) ends the process
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
