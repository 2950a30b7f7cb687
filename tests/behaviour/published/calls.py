"""Calls of the clients, and what their errors tell."""

from __future__ import annotations

from typing import Any

from said import TAG, eventually, said

from conductor.client.configuration.configuration import Configuration
from conductor.client.http.api.workflow_resource_api import WorkflowResourceApi
from conductor.client.http.api_client import ApiClient
from conductor.client.http.models import (
    StartWorkflowRequest,
    TaskDef,
    TaskResult,
    WorkflowDef,
    WorkflowTask,
)
from conductor.client.http.models.workflow_test_request import WorkflowTestRequest
from conductor.client.orkes_clients import OrkesClients

config = Configuration()
clients = OrkesClients(configuration=config)
metadata = clients.get_metadata_client()
workflows = clients.get_workflow_client()
tasks = clients.get_task_client()
STEP = f"{TAG}_step"
X = "${workflow.input.x}"
definition = WorkflowDef(
    name=TAG,
    version=1,
    schema_version=2,
    timeout_seconds=600,
    timeout_policy="ALERT_ONLY",
    tasks=[
        WorkflowTask(
            name=STEP, task_reference_name=name, type="SIMPLE", input_parameters={"x": "${workflow.input.x}"}
        )
        for name in "ab"
    ],
    output_parameters={"o": "${a.output.k}"},
)


def shown(run: Any) -> Any:
    return [run.status, run.input, run.output, [[t.reference_task_name, t.status] for t in run.tasks or []]]


metadata.register_task_def(TaskDef(name=STEP, retry_count=0, timeout_seconds=60, response_timeout_seconds=50))
said("definition of a task", lambda: metadata.get_task_def(STEP).retry_count)
said("no such task", lambda: metadata.get_task_def(f"{TAG}nope"))
said("register", lambda: metadata.register_workflow_def(definition, True))
said("register again", lambda: metadata.register_workflow_def(definition, False))
said("definition", lambda: [t.task_reference_name for t in metadata.get_workflow_def(TAG).tasks])
said("no such version", lambda: metadata.get_workflow_def(TAG, 9))
request = StartWorkflowRequest(name=TAG, version=1, input={"x": 1}, correlation_id=f"c{TAG}", priority=3)
run = workflows.start_workflow(request)
said("run", lambda: shown(workflows.get_workflow(run)))
said("status", lambda: workflows.get_workflow_status(run).status)
said("no such run", lambda: workflows.get_workflow("nope"))
said("no such name", lambda: workflows.start_workflow_by_name(f"{TAG}nope", {}))
said("no name", lambda: workflows.start_workflow(StartWorkflowRequest()))
said("pause", lambda: workflows.pause_workflow(run))
said("paused", lambda: workflows.get_workflow(run).status)
said("resume", lambda: workflows.resume_workflow(run))
said("terminate", lambda: workflows.terminate_workflow(run, "because"))
said("terminated", lambda: workflows.get_workflow(run).reason_for_incompletion)
said("restart", lambda: workflows.restart_workflow(run))
said("restart what runs", lambda: workflows.restart_workflow(run).status)
task = eventually(lambda: (lambda t: t if t.task_id else None)(tasks.poll_task(STEP, "me")))
said("polled", lambda: [task.reference_task_name, task.status, task.worker_id, task.input_data])
said("nothing to poll", lambda: tasks.poll_task(f"{TAG}none").task_id)
failed = TaskResult(
    task_id=task.task_id, workflow_instance_id=run, status="FAILED", reason_for_incompletion="bad"
)
said("fail", lambda: tasks.update_task(failed) == task.task_id)
eventually(lambda: workflows.get_workflow(run).status == "FAILED")
said("failed", lambda: shown(workflows.get_workflow(run)))
said("names", lambda: sorted(workflows.get_workflow(run).failed_reference_task_names))
said("retry", lambda: workflows.retry_workflow(run))
said("by name", lambda: tasks.update_task_by_ref_name(run, "a", "COMPLETED", {"k": 1}) is not None)
eventually(lambda: len(workflows.get_workflow(run).tasks) == 3)
said("at once", lambda: tasks.update_task_sync(run, "b", "COMPLETED", {"z": 2}).status)
said("completed", lambda: shown(workflows.get_workflow(run)))
said("no such task id", lambda: tasks.get_task("nope"))
said("no run", lambda: tasks.update_task_by_ref_name("nope", "b", "COMPLETED", {}))
mock = {name: [{"status": "COMPLETED", "output": {"k": name}}] for name in "ab"}
tested = WorkflowTestRequest(name=TAG, version=1, workflow_def=definition, task_ref_to_mock_output=mock)
said("tested", lambda: shown(workflows.test_workflow(tested)))

api = WorkflowResourceApi(ApiClient(config))
said("unknown option", lambda: api.get_execution_status(run, nope=1))
said("with status", lambda: api.get_execution_status_with_http_info(run)[1])
raw = {"Accept": "application/json", "Content-Type": "application/json"}
path = "/workflow/{id}"
said("raw", lambda: ApiClient(config).call_api(path, "GET", {"id": run}, [], raw, response_type="object")[1])
said(
    "raw 404",
    lambda: ApiClient(config).call_api(path, "GET", {"id": "nope"}, [], raw, response_type="Workflow"),
)
said("delete", lambda: workflows.delete_workflow(run))
said("deleted", lambda: workflows.get_workflow(run))
