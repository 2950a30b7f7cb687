"""Calls of clients and API classes; a line that ends in ``# wrong`` must be refused."""

from __future__ import annotations

from typing import Any

from conductor.client import OrkesClients
from conductor.client.http.api import SchedulerResourceApi, TaskResourceApi, WorkflowResourceApi
from conductor.client.http.models import (
    StartWorkflowRequest,
    Task,
    TaskDef,
    TaskResult,
    Workflow,
    WorkflowDef,
)

clients = OrkesClients()
workflows = clients.get_workflow_client()
tasks = clients.get_task_client()
metadata = clients.get_metadata_client()


def shown(workflow: Workflow) -> None:
    print(workflow.status)


# The clients
started: str = workflows.start_workflow(StartWorkflowRequest(name="greetings", input={"name": "Orkes"}))
workflows.start_workflow("greetings")  # wrong
workflows.start_workflow_by_name("greetings", {"name": "Orkes"}, version=1, correlationId="c")
workflows.start_workflow_by_name("greetings", {"name": "Orkes"}, correlation_id="c")  # wrong
run = workflows.execute_workflow(StartWorkflowRequest(name="greetings"), wait_for_seconds=5)
run.raise_for_status()
output: dict[str, Any] | None = run.output
workflows.execute_workflow(StartWorkflowRequest(name="greetings"), wait_for_seconds="5")  # wrong
found: Workflow = workflows.get_workflow(started, include_tasks=False)
ended: Workflow = workflows.wait_for_completion(started, timeout=2.5, on_progress=shown)
workflows.wait_for_completion(started, on_progress="print")  # wrong
for summary in workflows.iter_search("status = 'FAILED'", page_size=10):
    name: str | None = summary.workflow_type
for number in workflows.iter_search():
    print(number.no_such_field)  # wrong
metadata.register_workflow_def(WorkflowDef(name="w", version=1, tasks=[]), overwrite=True)
metadata.register_task_def(TaskDef(name="t"))
metadata.register_task_def("t")  # wrong
definition: WorkflowDef = metadata.get_workflow_def("w")
size: int = tasks.get_queue_size_for_task("t")
tasks.update_task(TaskResult(task_id="t", workflow_instance_id="w", status="COMPLETED"))
tasks.update_task_by_ref_name("w", "ref", "COMPLETED", {"a": 1}, worker_id="me")
tasks.batch_poll_tasks("t", count="many")  # wrong
clients.get_nonsense_client()  # wrong

# The API classes
api = WorkflowResourceApi(clients.api_client)
identifier: str = api.start_workflow({"name": "greetings"}, _request_timeout=5)
whole, status, headers = api.get_execution_status_with_http_info("w", include_tasks=True)
again: Workflow = whole
code: int = status
api.get_execution_status("w", include_task=True)  # wrong
api.get_execution_status(5)  # wrong
api.get_execution_status()  # wrong
api.start_workflow({"name": "greetings"}, _request_timeout="soon")  # wrong
polled: list[Task] = TaskResourceApi(clients.api_client).batch_poll("t", count=5, timeout=100)
text: str = TaskResourceApi(clients.api_client).update_task(TaskResult())
times: list[int] = SchedulerResourceApi(clients.api_client).get_next_few_schedules("0 0 * * * *", limit=3)
schedules = SchedulerResourceApi(clients.api_client)
texts: list[str] = schedules.get_next_few_schedules("0 0 * * * *")  # wrong
