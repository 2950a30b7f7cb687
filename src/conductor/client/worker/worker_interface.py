"""What the runtime needs to know of a worker."""

from __future__ import annotations

import abc
import socket
from typing import TYPE_CHECKING, Any

from conductor.client.http.models.task_result import TaskResult

if TYPE_CHECKING:
    from conductor.client.http.models.task import Task
else:
    from conductor.client._published import __getattr__ as __getattr__

# Upstream: milliseconds.
DEFAULT_POLLING_INTERVAL = 100


class WorkerInterface(abc.ABC):
    """A worker as a class: derive, implement :meth:`execute`, pass an instance to
    ``TaskHandler(workers=[…])``.

    ``task_definition_name`` is one name, or several that are polled in turn. The attributes below may be set
    by a derived class: ``thread_count`` (tasks at a time), ``poll_timeout`` (ms), ``lease_extend_enabled``,
    ``register_task_def``, ``overwrite_task_def``, ``strict_schema``, ``register_schema``, and ``paused``, as
    an attribute or as a method.
    """

    thread_count: int = 1
    register_task_def: bool = False
    poll_timeout: int = 100
    lease_extend_enabled: bool = False
    overwrite_task_def: bool = True
    strict_schema: bool = False
    register_schema: bool | None = None
    task_def_template: Any = None
    strict: bool | None = None

    # Upstream: a method in 1.1, an attribute in 2.0. Derived classes override it as either.
    paused: Any = False

    next_task_index: int = 0
    _task_definition_name_cache: str | None = None
    _domain: str | None = None
    _poll_interval: float = DEFAULT_POLLING_INTERVAL

    def __init__(self, task_definition_name: str | list[str]) -> None:
        self.task_definition_name = task_definition_name

    @abc.abstractmethod
    def execute(self, task: Task) -> TaskResult:
        """Do the task and return its result."""

    def get_identity(self) -> str:
        """The worker's id, as the server shows it; the host's name unless overridden."""
        return socket.gethostname()

    def get_polling_interval_in_seconds(self) -> float:
        """The poll interval in seconds."""
        return (self.poll_interval or DEFAULT_POLLING_INTERVAL) / 1000

    def get_task_definition_name(self) -> str:
        """The name of the task that is polled for next."""
        return self.task_definition_name_cache  # type: ignore[no-any-return]

    @property
    def task_definition_names(self) -> list[str]:
        """All names that this worker serves."""
        names = self.task_definition_name
        return names if isinstance(names, list) else [names]

    @property
    def task_definition_name_cache(self) -> Any:
        """The name whose turn it is, until :meth:`clear_task_definition_name_cache`."""
        if self._task_definition_name_cache is None:
            self._task_definition_name_cache = self.compute_task_definition_name()
        return self._task_definition_name_cache

    def clear_task_definition_name_cache(self) -> None:
        """Let the next name have its turn."""
        self._task_definition_name_cache = None

    def compute_task_definition_name(self) -> str:
        """Return the next of the names."""
        names = self.task_definition_names
        if not isinstance(self.task_definition_name, list):
            return names[0]
        name = names[self.next_task_index % len(names)]
        self.next_task_index = (self.next_task_index + 1) % len(names)
        return name

    def get_task_result_from_task(self, task: Task) -> TaskResult:
        """Return a result for ``task`` that carries its ids and this worker's."""
        return TaskResult(
            task_id=task.task_id,
            workflow_instance_id=task.workflow_instance_id,
            worker_id=self.get_identity(),
        )

    def get_domain(self) -> Any:
        """The domain that is polled; None: tasks without one."""
        return self.domain

    @property
    def domain(self) -> Any:
        """The domain that is polled; None: tasks without one."""
        return self._domain

    @domain.setter
    def domain(self, value: Any) -> None:
        self._domain = value

    @property
    def poll_interval(self) -> Any:
        """Milliseconds from one empty poll to the next, at least."""
        return self._poll_interval

    @poll_interval.setter
    def poll_interval(self, value: Any) -> None:
        self._poll_interval = value
