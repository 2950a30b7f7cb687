"""A worker's settings: what its code says, overridden from the environment.

For the property ``thread_count`` of the task ``greet`` the first of these that is set wins:
``conductor.worker.greet.thread_count``, ``conductor_worker_greet_thread_count``,
``CONDUCTOR_WORKER_GREET_THREAD_COUNT``, ``CONDUCTOR_WORKER_greet_THREAD_COUNT``, then for all workers
``conductor.worker.all.thread_count``, ``CONDUCTOR_WORKER_ALL_THREAD_COUNT``,
``conductor_worker_thread_count``, ``CONDUCTOR_WORKER_THREAD_COUNT``, and last the code. ``poll_interval``
(ms) may also be spelled ``polling_interval``.
"""

from __future__ import annotations

import logging
import os
from typing import TYPE_CHECKING, Any, Callable, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

logger = logging.getLogger(__name__)

_TRUE = ("true", "1", "yes", "on")
_FALSE = ("false", "0", "no", "off", "")

ENV_PROPERTY_NAMES = {
    name: name
    for name in (
        "poll_interval", "domain", "worker_id", "thread_count", "register_task_def", "poll_timeout",
        "lease_extend_enabled", "paused", "overwrite_task_def", "strict_schema", "register_schema",
    )
}  # fmt: skip


def _boolean(text: str) -> bool:
    low = text.strip().lower()
    if low in _TRUE:
        return True
    if low in _FALSE:
        return False
    raise ValueError(f"neither of {', '.join(_TRUE)} nor of {', '.join(w for w in _FALSE if w)}")


_PARSERS: dict[str, Callable[[str], Any]] = {
    "poll_interval": float,
    "thread_count": int,
    "poll_timeout": int,
    "domain": str,
    "worker_id": str,
    "strict": _boolean,
}

_PREFIXES = ("conductor", "CONDUCTOR_WORKER")

# Upstream: these three are never None once resolved.
_DEFAULTS = {"overwrite_task_def": True, "strict_schema": False, "register_schema": False}


# In the line that each worker logs at start: property, how it is spelled there, unit.
_SHOWN = (
    ("poll_interval", "poll_interval", "ms"),
    ("domain", "domain", ""),
    ("thread_count", "thread_count", ""),
    ("poll_timeout", "poll_timeout", "ms"),
    ("lease_extend_enabled", "lease_extend", ""),
    ("register_task_def", "register_task_def", ""),
)


class Setting(NamedTuple):
    """The value that applies, and where it came from: "code" or the variable's name."""

    value: Any
    source: str


def variables(task: str, name: str) -> Iterator[str]:
    """Yield the names of the environment variables for one property, strongest first."""
    upper = name.upper()
    yield f"conductor.worker.{task}.{name}"
    yield f"conductor_worker_{task}_{name}"
    yield f"CONDUCTOR_WORKER_{task.upper()}_{upper}"
    yield f"CONDUCTOR_WORKER_{task}_{upper}"
    if name == "poll_interval":  # 1.1 spells it so
        yield f"CONDUCTOR_WORKER_{task.upper()}_POLLING_INTERVAL"
        yield f"CONDUCTOR_WORKER_{task}_POLLING_INTERVAL"
    yield f"conductor.worker.all.{name}"
    yield f"CONDUCTOR_WORKER_ALL_{upper}"
    yield f"conductor_worker_{name}"
    yield f"CONDUCTOR_WORKER_{upper}"
    if name == "poll_interval":
        yield from variables(task, "polling_interval")


def relevant(environ: Mapping[str, str]) -> dict[str, str]:
    """Return the variables that may be settings of workers: few or none, so that looking for one is quick."""
    return {k: v for k, v in environ.items() if k.startswith(_PREFIXES)}


def resolve(task: str, name: str, code: Any, environ: Mapping[str, str] | None = None) -> Setting:
    """Return what applies for one property. A text that cannot be read is said and leaves the code's
    value.
    """
    environ = os.environ if environ is None else environ
    parse = _PARSERS.get(name, _boolean)
    for variable in variables(task, name) if environ else ():
        text = environ.get(variable)
        if text is None:
            continue
        try:
            return Setting(parse(text), variable)
        except ValueError as error:
            logger.warning(
                "%s is not a valid %s: %s; the code's value %r applies", variable, name, error, code
            )
            break
    return Setting(_DEFAULTS.get(name) if code is None else code, "code")


def resolve_worker_config(
    worker_name: str,
    poll_interval: float | None = None,
    domain: str | None = None,
    worker_id: str | None = None,
    thread_count: int | None = None,
    register_task_def: bool | None = None,
    poll_timeout: int | None = None,
    lease_extend_enabled: bool | None = None,
    paused: bool | None = None,
    overwrite_task_def: bool | None = None,
    strict_schema: bool | None = None,
    register_schema: bool | None = None,
) -> dict[str, Any]:
    """Return every property of a worker: the environment's value where it has one, else the one given
    here.
    """
    code = dict(locals())
    environ = relevant(os.environ)
    return {name: resolve(worker_name, name, code[name], environ).value for name in ENV_PROPERTY_NAMES}


def get_worker_config_summary(worker_name: str, resolved_config: dict[str, Any]) -> str:
    """Return several lines that name each property, its value and where it came from."""
    lines = [f"Worker '{worker_name}' configuration:"]
    environ = relevant(os.environ)
    for name, value in resolved_config.items():
        if value is not None:
            lines.append(f"  {name}: {value} (from {_origin(worker_name, name, value, environ)})")
    return "\n".join(lines)


def get_worker_config_oneline(worker_name: str, resolved_config: dict[str, Any]) -> str:
    """Return one line that says what applies to a worker, and which variables of the environment had a
    say.
    """
    return oneline(worker_name, resolved_config, os.getpid())


def oneline(worker_name: str, resolved_config: dict[str, Any], pid: int) -> str:
    """The same, of the worker in the process with this number."""
    status = "paused" if resolved_config.get("paused") else "active"
    parts = [f"name={worker_name}", f"pid={pid}", f"status={status}"]
    for name, label, unit in _SHOWN:
        value = resolved_config.get(name)
        if isinstance(value, float):
            value = f"{value:g}"
        if value is not None:
            parts.append(f"{label}={str(value).lower() if isinstance(value, bool) else value}{unit}")
    line = f"Conductor Worker[{', '.join(parts)}]"
    environ = relevant(os.environ)
    said = {n: _origin(worker_name, n, v, environ) for n, v in resolved_config.items()} if environ else {}
    foreign = [f"{name} from {source}" for name, source in said.items() if source != "code"]
    return f"{line} ({', '.join(foreign)})" if foreign else line


def unknown_variables(environ: Mapping[str, str] | None = None) -> list[str]:
    """Return variables that look like worker settings and end in no property that exists: most likely
    typos.
    """
    environ = os.environ if environ is None else environ
    endings = {*ENV_PROPERTY_NAMES, "polling_interval", "strict", "isolation", "preload"}
    found: list[str] = []
    for variable in environ:
        low = variable.lower()
        if low.startswith(("conductor_worker_", "conductor.worker.")):
            rest = low[len("conductor_worker_") :]
            if not any(rest == e or rest.endswith(("_" + e, "." + e)) for e in endings):
                found.append(variable)
    return found


def _origin(task: str, name: str, value: Any, environ: Mapping[str, str]) -> str:
    for variable in variables(task, name):
        if variable in environ:
            found = resolve(task, name, None, environ)
            return found.source if found.source != "code" and found.value == value else "code"
    return "code"
