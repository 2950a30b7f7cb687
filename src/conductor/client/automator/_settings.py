"""What applies to one worker, from its code, its attributes and the environment."""

from __future__ import annotations

import inspect
import logging
import os
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from conductor.client.automator._pace import UPSTREAM_POLL_MS
from conductor.client.worker import worker_config

if TYPE_CHECKING:
    from conductor.client.worker.worker_interface import WorkerInterface

logger = logging.getLogger(__name__)
_told = logging.getLogger("conductor.client.automator.task_runner")  # guide: its lines come from there


@dataclass(frozen=True)
class Settings:
    """The resolved settings of a worker. ``sources`` names for each where it came from. Times in
    milliseconds.
    """

    poll_interval: float
    domain: str | None
    worker_id: str
    thread_count: int
    register_task_def: bool
    poll_timeout: int | None
    lease_extend_enabled: bool
    paused: bool | None
    overwrite_task_def: bool
    strict_schema: bool
    register_schema: bool
    strict: bool
    sources: dict[str, str]

    def announce(self, worker: WorkerInterface, pid: int) -> None:
        """Say what applies to the worker, which polls in the process with this number."""
        names = worker.task_definition_names
        name = names[0] if len(names) == 1 else names
        _told.info("%s", self._oneline(names[0], pid))
        # Guide: this is how the line reads.
        _told.info(
            "Polling task %s with domain %s with polling interval %s",
            name, self.domain, self.poll_interval / 1000,
        )  # fmt: skip

    def _oneline(self, task_name: str, pid: int) -> str:
        shown = {
            "poll_interval": int(self.poll_interval)
            if self.poll_interval == int(self.poll_interval)
            else self.poll_interval,
            "domain": self.domain,
            "thread_count": self.thread_count,
            "poll_timeout": self.poll_timeout,
            "lease_extend_enabled": self.lease_extend_enabled,
            "register_task_def": self.register_task_def,
            "paused": self.paused,
        }
        return worker_config.oneline(task_name, shown, pid)


def resolve(worker: WorkerInterface, strict: bool = False) -> Settings:
    """Resolve the worker's settings and write them back to its attributes, where upstream's programs read
    them.

    ``strict`` is what applies to workers that say nothing about strictness.
    """
    name = worker.task_definition_names[0]  # upstream: of several, the first is the one that is configured
    code: dict[str, Any] = {
        "poll_interval": worker.get_polling_interval_in_seconds() * 1000,
        "domain": worker.get_domain() or None,
        "worker_id": worker.get_identity(),
        "thread_count": getattr(worker, "thread_count", 1),
        "register_task_def": getattr(worker, "register_task_def", False),
        "poll_timeout": getattr(worker, "poll_timeout", None),
        "lease_extend_enabled": getattr(worker, "lease_extend_enabled", False),
        "paused": None,  # asked before each poll, unless the environment says it
        "overwrite_task_def": getattr(worker, "overwrite_task_def", True),
        "strict_schema": getattr(worker, "strict_schema", False),
        "register_schema": getattr(worker, "register_schema", None),
        "strict": getattr(worker, "strict", None),
    }
    environ = worker_config.relevant(os.environ)
    found = {key: worker_config.resolve(name, key, value, environ) for key, value in code.items()}
    values: dict[str, Any] = {key: setting.value for key, setting in found.items()}
    sources = {key: setting.source for key, setting in found.items()}
    if values["poll_timeout"] == UPSTREAM_POLL_MS and sources["poll_timeout"] == "code":
        values["poll_timeout"] = None
    if not isinstance(values["thread_count"], int) or values["thread_count"] < 1:
        logger.warning(
            "worker %s: thread_count %r is not a number above 0; 1 applies", name, values["thread_count"]
        )
        values["thread_count"] = 1
    if values["poll_interval"] < 0:
        values["poll_interval"] = 0.0
    for flag in ("register_task_def", "lease_extend_enabled", "strict_schema", "register_schema"):
        values[flag] = bool(values[flag])
    values["domain"] = values["domain"] or None
    values["strict"] = strict if values["strict"] is None else values["strict"]
    settings = Settings(**values, sources=sources)
    _write_back(worker, settings)
    return settings


def adopt(worker: WorkerInterface, settings: Settings) -> Settings:
    """In the worker's process: what the program has resolved; only who the worker is it says itself, here."""
    _write_back(worker, settings)
    here = worker.get_identity() if settings.sources["worker_id"] == "code" else settings.worker_id
    return settings if here == settings.worker_id else replace(settings, worker_id=here)


def _write_back(worker: WorkerInterface, settings: Settings) -> None:
    """Give the worker's attributes the values that its code does not have."""
    for key, source in settings.sources.items():
        value = getattr(settings, key)
        if (source != "code" or key == "strict") and value is not None and not _is_method(worker, key):
            try:
                setattr(worker, key, value)
            except AttributeError:
                logger.debug("worker %s keeps its own %s", worker.task_definition_name, key)


def _is_method(worker: WorkerInterface, name: str) -> bool:
    return inspect.isroutine(getattr(type(worker), name, None))


def is_paused(worker: WorkerInterface, settings: Settings) -> bool:
    """Whether the worker is not to poll now: the environment's word, else its method or attribute."""
    if settings.paused is not None:
        return settings.paused
    paused = getattr(worker, "paused", False)
    return bool(paused() if callable(paused) else paused)
