"""Logging that reads the same in the program and in its workers' processes."""

from __future__ import annotations

import contextlib
import logging
import pickle
import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from conductor.client.automator import _log_road

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from conductor.client.configuration.configuration import Configuration

_NAME = "%(name)-12s"


_made: list[logging.Handler] = []
_levelled: set[str] = set()


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
    files. ``to_program``: only the program's own handlers can deal with the records, they are sent there.
    """

    level: int = logging.INFO
    handlers: list[Made] = field(default_factory=list[Any])
    levels: dict[str, int] = field(default_factory=dict[str, int])
    to_program: bool = False


class Made(NamedTuple):
    """How a handler is made anew: ``target`` is stdout, stderr or a file."""

    kind: str
    target: str
    level: int
    formatter: bytes | None
    encoding: str | None = None


def capture() -> Plan:
    """Return how this process logs. Handlers that write to stdout, stderr or the end of a file are made anew
    in the worker's process; where there is any other, all records are sent here.
    """
    plan = Plan(level=logging.root.level)
    named = [known for known in logging.root.manager.loggerDict.values() if isinstance(known, logging.Logger)]
    plan.levels = {known.name: known.level for known in named if known.level != logging.NOTSET}
    handlers: list[Any] = [*logging.root.handlers]
    found = [_made_from(handler) for handler in handlers if not _is_silent(handler)]
    special = [known for known in named if known.filters or not all(_is_silent(h) for h in known.handlers)]
    plan.handlers = [made for made in found if made is not None]
    plan.to_program = bool(special or logging.root.filters or len(plan.handlers) < len(found))
    return plan


def open_road(plan: Plan | None) -> Connection[Any, Any] | None:
    """The way to the program for one worker's records, where the plan needs it."""
    if plan is not None and plan.to_program:
        with contextlib.suppress(RuntimeError):  # the program is over: it starts no threads any more
            return _log_road.open_road()
    return None


def _is_silent(handler: logging.Handler) -> bool:
    return type(handler) is logging.NullHandler


def _made_from(handler: logging.Handler) -> Made | None:
    """How to make one that does the same; None where this cannot be told."""
    formatter = _pickled(handler.formatter)
    if handler.filters or (formatter is None and handler.formatter is not None):
        return None
    kind: object = type(handler)
    state: dict[str, Any] = vars(handler)
    stream: Any = state.get("stream")
    if kind is logging.StreamHandler and stream in (sys.stdout, sys.stderr):
        return Made("stream", "stdout" if stream is sys.stdout else "stderr", handler.level, formatter)
    if kind is logging.FileHandler and state["mode"] == "a":
        return Made("file", state["baseFilename"], handler.level, formatter, state["encoding"])
    return None


def apply(plan: Plan) -> None:
    """Log as planned, and no longer as an earlier plan said; where the process has handlers of its own, only
    the levels are taken, and where the program's are needed, none is made (:func:`send_to`).
    """
    for handler in _made:
        logging.root.removeHandler(handler)
    for name in _levelled - plan.levels.keys():
        logging.getLogger(name).setLevel(logging.NOTSET)
    _made.clear()
    _levelled.update(plan.levels)
    logging.root.setLevel(plan.level)
    for name, level in plan.levels.items():
        named = logging.getLogger(name)
        if named.level != level:
            named.setLevel(level)
    if logging.root.handlers or plan.to_program:
        return
    for told in plan.handlers or [Made("stream", "stderr", logging.NOTSET, None)]:
        made: logging.Handler = (
            logging.StreamHandler(getattr(sys, told.target))
            if told.kind == "stream"
            else logging.FileHandler(told.target, encoding=told.encoding)
        )
        made.setLevel(told.level)
        made.setFormatter(_unpickled(told.formatter) or logging.Formatter(
            f"%(asctime)s [%(process)d] {_NAME} %(levelname)-8s %(message)s"
        ))  # fmt: skip
        logging.root.addHandler(made)
        _made.append(made)


def send_to(road: Connection[Any, Any]) -> None:
    """Let the program handle all records, unless this process has handlers."""
    if logging.root.handlers:
        road.close()
    else:
        logging.root.addHandler(_log_road.ToProgram(road))


def _pickled(formatter: logging.Formatter | None) -> bytes | None:
    try:
        return None if formatter is None else pickle.dumps(formatter)
    except Exception:  # noqa: BLE001 - a formatter of the program's own may hold anything
        return None


def _unpickled(data: bytes | None) -> Any:
    try:
        return None if data is None else pickle.loads(data)
    except Exception:  # noqa: BLE001 - its class may not exist here
        return None
