"""What a client of tasks can do."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from conductor.client.http.models.poll_data import PollData
    from conductor.client.http.models.task import Task
    from conductor.client.http.models.task_exec_log import TaskExecLog
    from conductor.client.http.models.task_result import TaskResult
    from conductor.client.http.models.task_result_status import TaskResultStatus
    from conductor.client.http.models.workflow import Workflow
else:
    from conductor.client._published import __getattr__ as __getattr__


class TaskClient(ABC):
    """Poll tasks, report their results, write their logs, look at their queues.

    Workers do this by themselves (``TaskHandler``); this client is for everything else, such as completing a
    WAIT or HUMAN task. Every method raises ``ApiException`` (``NotFound``, ``BadRequest`` …) when the server
    refuses.
    """

    @abstractmethod
    def poll_task(self, task_type: str, worker_id: str | None = None, domain: str | None = None) -> Task:
        """Take one task of a type; an empty Task, its ``task_id`` None, when the queue is empty.

        ``domain`` takes from that domain's queue only; an empty text is no domain. The task is IN_PROGRESS
        afterwards: report its result.
        """

    @abstractmethod
    def batch_poll_tasks(
        self,
        task_type: str,
        worker_id: str | None = None,
        count: int | None = None,
        timeout_in_millisecond: int | None = None,
        domain: str | None = None,
    ) -> list[Task]:
        """Take up to ``count`` tasks (1 when not given); an empty list when there are none.

        ``timeout_in_millisecond`` is how long the server waits for tasks: 100 when not given, 5,000 at most.
        """

    @abstractmethod
    def get_task(self, task_id: str) -> Task:
        """Get a task by its id; ``NotFound`` when there is none."""

    @abstractmethod
    def update_task(self, task_result: TaskResult) -> str:
        """Report the result of a task, by ``task_id`` and ``workflow_instance_id``; answers the task id."""

    @abstractmethod
    def update_task_by_ref_name(
        self,
        workflow_id: str,
        task_ref_name: str,
        status: TaskResultStatus | str,
        output: object,
        worker_id: str | None = None,
    ) -> str:
        """Give a task, known by its reference name, a status and an output; answers the task id.

        Whatever ``output`` is, a dict too, the task's output becomes ``{"result": output}``. ``worker_id``
        says who did it: the name of this machine when not given.
        """

    @abstractmethod
    def update_task_sync(
        self,
        workflow_id: str,
        task_ref_name: str,
        status: TaskResultStatus | str,
        output: object,
        worker_id: str | None = None,
    ) -> Workflow:
        """Do as ``update_task_by_ref_name`` and answer the workflow as it is afterwards.

        Here a dict is the task's output itself; anything else becomes ``{"result": output}``.
        """

    @abstractmethod
    def get_queue_size_for_task(self, task_type: str) -> int:
        """Count the tasks of a type that wait to be polled; 0 when there is no such queue."""

    @abstractmethod
    def add_task_log(self, task_id: str, log_message: str) -> None:
        """Append a line to the log of a task."""

    @abstractmethod
    def get_task_logs(self, task_id: str) -> list[TaskExecLog]:
        """Get the log of a task, oldest line first."""

    @abstractmethod
    def get_task_poll_data(self, task_type: str) -> list[PollData]:
        """Get who polled a task type last, and when, for each domain."""
