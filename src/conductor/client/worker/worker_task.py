"""Decorators that make a function the worker of a task.

    @worker_task(task_definition_name="greet")
    def greet(name: str) -> str:
        return f"Hello {name}"

``greet("Ada")`` calls the function; ``greet(task_ref_name="greet_ref", name=workflow.input("name"))`` makes
the task of a workflow instead.
"""

from __future__ import annotations

import functools
import sys
from typing import TYPE_CHECKING, Any, Callable, TypeVar, cast

from conductor.client.worker import _hints, _registry
from conductor.client.worker._check import check_function

if TYPE_CHECKING:
    from typing import ParamSpec, Protocol, overload

    from conductor.client.http.models.task_def import TaskDef
    from conductor.client.workflow.task.simple_task import SimpleTask

    P = ParamSpec("P")
    R = TypeVar("R", covariant=True)

    class WorkerFunction(Protocol[P, R]):
        """A worker function: call it, or name a ``task_ref_name`` to get the task of a workflow."""

        __name__: str

        @overload
        def __call__(self, *, task_ref_name: str, **inputs: Any) -> SimpleTask: ...
        @overload
        def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R: ...
else:
    from conductor.client._published import __getattr__ as __getattr__


# Upstream: milliseconds.
_DEFAULT_POLL_INTERVAL = 100
_DEFAULT_POLL_TIMEOUT = 100


def worker_task(
    task_definition_name: str,
    poll_interval_millis: float = _DEFAULT_POLL_INTERVAL,
    domain: str | None = None,
    worker_id: str | None = None,
    thread_count: int = 1,
    register_task_def: bool = False,
    poll_timeout: int = _DEFAULT_POLL_TIMEOUT,
    lease_extend_enabled: bool = False,
    task_def: TaskDef | None = None,
    overwrite_task_def: bool = True,
    strict_schema: bool = False,
    register_schema: bool | None = None,
    strict: bool | None = None,
) -> Callable[[Callable[P, R]], WorkerFunction[P, R]]:
    """Make the function below the worker of ``task_definition_name``.

    * ``poll_interval_millis``: at least this long (ms) from one empty poll to the next.
    * ``domain``: take only tasks of this domain; ``worker_id``: the name shown as the task's worker
      (default: host name).
    * ``thread_count``: how many tasks at a time: threads, or coroutines for an ``async def``.
    * ``poll_timeout``: how long (ms) the server may hold an empty poll; left at 100, up to one second.
    * ``lease_extend_enabled``: while the function runs, tell the server regularly that it still does.
    * ``register_task_def``: register ``task_def`` (or a plain one) at start; ``overwrite_task_def``: also
      when it exists; ``register_schema``: with the JSON schema of input and output; ``strict_schema``: that
      allows no further members.
    * ``strict``: input that does not fit the annotations fails the task with an error that says where;
      by default what can be passed on is passed on.

    Every setting can be overridden from the environment, see ``conductor.client.worker.worker_config``.
    Raises ``InvalidDefinition`` where an annotation names something that does not exist.
    """
    options = {
        "poll_interval": poll_interval_millis,
        "worker_id": worker_id,
        "thread_count": thread_count,
        "register_task_def": register_task_def,
        "poll_timeout": poll_timeout,
        "lease_extend_enabled": lease_extend_enabled,
        "task_def": task_def,
        "overwrite_task_def": overwrite_task_def,
        "strict_schema": strict_schema,
        "register_schema": register_schema,
        "strict": strict,
    }

    def decorate(func: Callable[P, R]) -> WorkerFunction[P, R]:
        check_function(func, task_definition_name, sys._getframe(1).f_locals)
        _registry.register(task_definition_name, domain, func, options)
        return cast("WorkerFunction[P, R]", _callable_as_task(func, task_definition_name))

    return decorate


def WorkerTask(  # noqa: N802 - upstream's name
    task_definition_name: str,
    poll_interval: float = _DEFAULT_POLL_INTERVAL,
    domain: str | None = None,
    worker_id: str | None = None,
    poll_interval_seconds: float = 0,
    thread_count: int = 1,
    register_task_def: bool = False,
    poll_timeout: int = _DEFAULT_POLL_TIMEOUT,
    lease_extend_enabled: bool = False,
    register_schema: bool | None = None,
) -> Callable[[Callable[P, R]], WorkerFunction[P, R]]:
    """Upstream's older spelling of :func:`worker_task`.

    ``poll_interval`` is in milliseconds; ``poll_interval_seconds``, if above 0, wins.
    """
    return worker_task(
        task_definition_name,
        poll_interval_seconds * 1000 if poll_interval_seconds > 0 else poll_interval,
        domain,
        worker_id,
        thread_count=thread_count,
        register_task_def=register_task_def,
        poll_timeout=poll_timeout,
        lease_extend_enabled=lease_extend_enabled,
        register_schema=register_schema,
    )


def _callable_as_task(func: Callable[..., Any], task_definition_name: str) -> Callable[..., Any]:
    @functools.wraps(func)
    def call(*args: Any, **kwargs: Any) -> Any:
        if "task_ref_name" in kwargs:
            return _task_of(func, task_definition_name, args, kwargs)
        return func(*args, **kwargs)

    if _hints.is_coroutine_function(func) and sys.version_info >= (3, 12):
        import inspect

        inspect.markcoroutinefunction(call)
    return call


def _task_of(
    func: Callable[..., Any], name: str, args: tuple[Any, ...], inputs: dict[str, Any]
) -> SimpleTask:
    from conductor.client.workflow.task.simple_task import SimpleTask

    reference = inputs.pop("task_ref_name")
    if args:  # upstream drops them; the function knows their names
        import inspect

        inputs = {**dict(zip(inspect.signature(func).parameters, args)), **inputs}
    task = SimpleTask(name, reference)
    task.input_parameters.update(inputs)
    return task
