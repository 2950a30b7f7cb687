"""Logging that reads the same in the program and in its workers' processes."""

from __future__ import annotations

import logging
import pickle
import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from conductor.client.configuration.configuration import Configuration

logger = logging.getLogger(__name__)

_NAME = "%(name)-12s"


def configure(configuration: Configuration) -> None:
    """Give the root logger a handler, unless the program has set one up. Guide: the lines begin with time
    and [pid].
    """
    if logging.root.handlers:
        return
    text = configuration.logger_format
    configuration.apply_logging_config(
        text if "process" in text else text.replace(_NAME, f"[%(process)d] {_NAME}")
    )


@dataclass
class Plan:
    """What a process of its own needs to log like the program: no handler objects, they hold locks and
    files.
    """

    level: int = logging.INFO
    handlers: list[tuple[str, str, int, bytes | None]] = field(default_factory=list[Any])
    levels: dict[str, int] = field(default_factory=dict[str, int])


def capture() -> Plan:
    """Return how this process logs. Handlers of other kinds than stream and file cannot travel."""
    plan = Plan(level=logging.root.level)
    handlers: list[Any] = list(logging.root.handlers)
    for handler in handlers:
        if type(handler) is logging.StreamHandler:
            target = "stdout" if handler.__dict__.get("stream") is sys.stdout else "stderr"
            plan.handlers.append(("stream", target, handler.level, _pickled(handler.formatter)))
        elif type(handler) is logging.FileHandler:
            plan.handlers.append(("file", handler.baseFilename, handler.level, _pickled(handler.formatter)))
    for name, known in logging.root.manager.loggerDict.items():
        if isinstance(known, logging.Logger) and known.level != logging.NOTSET:
            plan.levels[name] = known.level
    return plan


def apply(plan: Plan) -> None:
    """Log as planned; where the process has handlers already, only the levels are taken."""
    logging.root.setLevel(plan.level)
    for name, level in plan.levels.items():
        named = logging.getLogger(name)
        if named.level != level:
            named.setLevel(level)
    if logging.root.handlers:
        return
    for kind, target, level, formatter in plan.handlers or [("stream", "stderr", logging.NOTSET, None)]:
        made: logging.Handler = (
            logging.StreamHandler(getattr(sys, target)) if kind == "stream" else logging.FileHandler(target)
        )
        made.setLevel(level)
        made.setFormatter(_unpickled(formatter) or logging.Formatter(
            f"%(asctime)s [%(process)d] {_NAME} %(levelname)-8s %(message)s"
        ))  # fmt: skip
        logging.root.addHandler(made)


def _pickled(formatter: logging.Formatter | None) -> bytes | None:
    try:
        return None if formatter is None else pickle.dumps(formatter)
    except Exception:  # noqa: BLE001 - a formatter of the program's own may hold anything
        logger.debug("The log formatter %s stays in this process", type(formatter).__name__)
        return None


def _unpickled(data: bytes | None) -> Any:
    try:
        return None if data is None else pickle.loads(data)
    except Exception:  # noqa: BLE001 - its class may not exist here
        return None
