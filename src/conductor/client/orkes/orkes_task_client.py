"""The client of tasks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from conductor.client.orkes.orkes_base_client import OrkesBaseClient, given
from conductor.client.task_client import TaskClient

if TYPE_CHECKING:
    from conductor.client.http.models.poll_data import PollData
    from conductor.client.http.models.task import Task
    from conductor.client.http.models.task_exec_log import TaskExecLog
    from conductor.client.http.models.task_result import TaskResult
    from conductor.client.http.models.task_result_status import TaskResultStatus
    from conductor.client.http.models.workflow import Workflow
else:
    from conductor.client._published import __getattr__ as __getattr__


class OrkesTaskClient(OrkesBaseClient, TaskClient):
    """See ``TaskClient``."""

    def poll_task(self, task_type: str, worker_id: str | None = None, domain: str | None = None) -> Task:
        return self.taskResourceApi.poll(task_type, **given(workerid=worker_id, domain=domain or None))

    def batch_poll_tasks(
        self,
        task_type: str,
        worker_id: str | None = None,
        count: int | None = None,
        timeout_in_millisecond: int | None = None,
        domain: str | None = None,
    ) -> list[Task]:
        query = given(workerid=worker_id, count=count, timeout=timeout_in_millisecond, domain=domain or None)
        return self.taskResourceApi.batch_poll(task_type, **query)

    def get_task(self, task_id: str) -> Task:
        return self.taskResourceApi.get_task(task_id)

    def update_task(self, task_result: TaskResult) -> str:
        return self.taskResourceApi.update_task(task_result)

    def update_task_by_ref_name(
        self,
        workflow_id: str,
        task_ref_name: str,
        status: TaskResultStatus | str,
        output: object,
        worker_id: str | None = None,
    ) -> str:
        worker = given(workerid=worker_id)
        return self.taskResourceApi.update_task1(
            {"result": output}, workflow_id, task_ref_name, status, **worker
        )

    def update_task_sync(
        self,
        workflow_id: str,
        task_ref_name: str,
        status: TaskResultStatus | str,
        output: object,
        worker_id: str | None = None,
    ) -> Workflow:
        worker = given(workerid=worker_id)
        # Upstream: here a dict is the output itself; update_task_by_ref_name wraps it.
        body: dict[str, Any] = {"result": output}
        if isinstance(output, dict):
            body = cast("dict[str, Any]", output)
        return self.taskResourceApi.update_task_sync(body, workflow_id, task_ref_name, status, **worker)

    def get_queue_size_for_task(self, task_type: str) -> int:
        return self.taskResourceApi.size(task_type=[task_type]).get(task_type, 0)

    def add_task_log(self, task_id: str, log_message: str) -> None:
        self.taskResourceApi.log(log_message, task_id)

    def get_task_logs(self, task_id: str) -> list[TaskExecLog]:
        return self.taskResourceApi.get_task_logs(task_id)

    def get_task_poll_data(self, task_type: str) -> list[PollData]:
        return self.taskResourceApi.get_poll_data(task_type=task_type)
