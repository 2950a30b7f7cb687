"""The executor hands each call to the right client, with what was given and nothing else."""

from __future__ import annotations

from typing import Any
from unittest import mock

import pytest

from conductor.client.configuration.configuration import Configuration
from conductor.client.exceptions import InvalidDefinition
from conductor.client.http.models import StartWorkflowRequest, WorkflowDef
from conductor.client.http.models.start_workflow_request import IdempotencyStrategy
from conductor.client.workflow.conductor_workflow import ConductorWorkflow
from conductor.client.workflow.executor.workflow_executor import WorkflowExecutor
from conductor.client.workflow.task.simple_task import SimpleTask


@pytest.fixture
def executor() -> Any:
    made = WorkflowExecutor(Configuration(server_api_url="http://localhost:1/api"))
    for name in ("metadata_client", "task_client", "workflow_client"):
        setattr(made, name, mock.MagicMock())
    return made


ROUTES: dict[str, tuple[dict[str, Any], str, str, dict[str, Any]]] = {
    "start_workflow": (
        {"start_workflow_request": 1}, "workflow_client", "start_workflow", {"start_workflow_request": 1},
    ),
    "pause": ({"workflow_id": "w"}, "workflow_client", "pause_workflow", {"workflow_id": "w"}),
    "resume": ({"workflow_id": "w"}, "workflow_client", "resume_workflow", {"workflow_id": "w"}),
    "restart": (
        {"workflow_id": "w", "use_latest_definitions": True},
        "workflow_client", "restart_workflow", {"workflow_id": "w", "use_latest_def": True},
    ),
    "retry": (
        {"workflow_id": "w"},
        "workflow_client", "retry_workflow", {"workflow_id": "w", "resume_subworkflow_tasks": None},
    ),
    "rerun": (
        {"rerun_workflow_request": 1, "workflow_id": "w"},
        "workflow_client", "rerun_workflow", {"rerun_workflow_request": 1, "workflow_id": "w"},
    ),
    "terminate": (
        {"workflow_id": "w", "reason": "r"},
        "workflow_client", "terminate_workflow",
        {"workflow_id": "w", "reason": "r", "trigger_failure_workflow": False},
    ),
    "get_workflow": ({"workflow_id": "w"}, "workflow_client", "get_workflow", {"workflow_id": "w"}),
    "get_workflow_status": (
        {"workflow_id": "w", "include_output": True},
        "workflow_client", "get_workflow_status",
        {"workflow_id": "w", "include_output": True, "include_variables": None},
    ),
    "remove_workflow": ({"workflow_id": "w"}, "workflow_client", "delete_workflow", {"workflow_id": "w"}),
    "search": (
        {"query": "q", "size": 3, "sort": "x", "skip_cache": True},
        "workflow_client", "search", {"query": "q", "size": 3, "sort": "x", "skip_cache": True},
    ),
    "get_by_correlation_ids": (
        {"workflow_name": "n", "correlation_ids": ["c"]},
        "workflow_client", "get_by_correlation_ids",
        {"workflow_name": "n", "correlation_ids": ["c"], "include_tasks": False, "include_completed": False},
    ),
    "get_by_correlation_ids_and_names": (
        {"batch_request": 1, "include_closed": True},
        "workflow_client", "get_by_correlation_ids_in_batch",
        {"batch_request": 1, "include_completed": True, "include_tasks": False},
    ),
    "skip_task_from_workflow": (
        {"workflow_id": "w", "task_reference_name": "r"},
        "workflow_client", "skip_task_from_workflow",
        {"workflow_id": "w", "task_reference_name": "r", "request": None},
    ),
    "signal": (
        {"workflow_id": "w", "status": "COMPLETED", "body": {}},
        "task_client", "signal_workflow_task_sync",
        {"workflow_id": "w", "status": "COMPLETED", "body": {}, "return_strategy": None},
    ),
    "signal_async": (
        {"workflow_id": "w", "status": "COMPLETED", "body": {}},
        "task_client", "signal_workflow_task_async", {"workflow_id": "w", "status": "COMPLETED", "body": {}},
    ),
    "get_task": ({"task_id": "t"}, "task_client", "get_task", {"task_id": "t"}),
    "update_task_by_ref_name": (
        {"task_output": {}, "workflow_id": "w", "task_reference_name": "r", "status": "COMPLETED"},
        "task_client", "update_task1",
        {"body": {}, "workflow_id": "w", "task_ref_name": "r", "status": "COMPLETED"},
    ),
    "update_task_by_ref_name_sync": (
        {"task_output": {}, "workflow_id": "w", "task_reference_name": "r", "status": "COMPLETED"},
        "task_client", "update_task_sync",
        {"body": {}, "workflow_id": "w", "task_ref_name": "r", "status": "COMPLETED"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", ROUTES)
def test_a_call_goes_to_its_client(executor: Any, name: str):
    given, client, method, expected = ROUTES[name]
    answer = getattr(executor, name)(**given)
    asked = getattr(getattr(executor, client), method)
    asked.assert_called_once_with(**expected)
    assert answer is asked.return_value


def test_execute_makes_the_request(executor: Any):
    executor.execute("greet", workflow_input={"a": 1}, correlation_id="c", domain="blue", wait_for_seconds=3)
    given = executor.workflow_client.execute_workflow.call_args.kwargs
    request = given.pop("start_workflow_request")
    assert (request.name, request.version, request.input) == ("greet", None, {"a": 1})
    assert (request.correlation_id, request.task_to_domain) == ("c", {"*": "blue"})
    assert len(given.pop("request_id")) == 36
    assert given == {"wait_until_task_ref": None, "wait_for_seconds": 3}


def test_execute_with_a_return_strategy(executor: Any):
    executor.execute_workflow_with_return_strategy(
        StartWorkflowRequest(), "t", 3, "id", "SYNCHRONOUS", "BLOCKING_TASK"
    )
    executor.workflow_client.execute_workflow_with_return_strategy.assert_called_once_with(
        start_workflow_request=StartWorkflowRequest(),
        request_id="id",
        wait_until_task_ref="t",
        wait_for_seconds=3,
        consistency="SYNCHRONOUS",
        return_strategy="BLOCKING_TASK",
    )


def test_start_several(executor: Any):
    executor.workflow_client.start_workflow.side_effect = ["1", "2"]
    assert executor.start_workflows(StartWorkflowRequest(), StartWorkflowRequest()) == ["1", "2"]


def test_send_message(executor: Any):
    executor.send_message("w", {"a": 1})
    executor.workflow_client.send_message.assert_called_once_with("w", {"a": 1})


def test_update_task(executor: Any):
    executor.update_task("t", "w", {"a": 1}, "COMPLETED")
    body = executor.task_client.update_task.call_args.kwargs["body"]
    assert (body.task_id, body.workflow_instance_id, body.output_data) == ("t", "w", {"a": 1})
    with pytest.raises(ValueError, match="status"):
        executor.update_task("t", "w", {}, "DONE")


def test_register(executor: Any):
    definition = WorkflowDef(name="w")
    executor.register_workflow(definition)
    executor.metadata_client.update1.assert_called_once_with(body=[definition])
    executor.register_workflow(definition, True)
    executor.metadata_client.update1.assert_called_with(body=[definition], overwrite=True)


def test_a_refusal_in_the_bulk_answer_is_raised(executor: Any):
    executor.metadata_client.update1.return_value = {
        "bulkErrorResults": {"w": "no"},
        "bulkSuccessfulResults": [],
    }
    with pytest.raises(InvalidDefinition, match="the server refused the definition; w: no"):
        executor.register_workflow(WorkflowDef(name="w"))


@pytest.fixture
def made(executor: Any) -> ConductorWorkflow:
    executor.workflow_client.execute_workflow.return_value = "run"
    executor.workflow_client.start_workflow.return_value = "id"
    return ConductorWorkflow(executor, "w") >> SimpleTask("t", "a")


def test_a_workflow_runs_by_its_definition(executor: Any, made: ConductorWorkflow):
    assert (
        made.execute({"a": 1}, "a", 3, "id", "key", IdempotencyStrategy.RETURN_EXISTING, {"*": "blue"})
        == "run"
    )
    given = executor.workflow_client.execute_workflow.call_args.kwargs
    request = given.pop("start_workflow_request")
    assert given == {"request_id": "id", "wait_until_task_ref": "a", "wait_for_seconds": 3}
    assert (request.name, request.version, request.input) == ("w", 1, {"a": 1})
    assert (request.idempotency_key, request.idempotency_strategy) == (
        "key",
        IdempotencyStrategy.RETURN_EXISTING,
    )
    assert request.task_to_domain == {"*": "blue"}
    assert request.workflow_def.tasks[0].task_reference_name == "a"


def test_a_workflow_is_called_like_a_function(executor: Any, made: ConductorWorkflow):
    assert made(a=1) == "run"
    assert executor.workflow_client.execute_workflow.call_args.kwargs["start_workflow_request"].input == {
        "a": 1
    }


def test_a_workflow_is_started(executor: Any, made: ConductorWorkflow):
    assert made.start_workflow_with_input({"a": 1}, "c", {"*": "blue"}, 3) == "id"
    request = executor.workflow_client.start_workflow.call_args.kwargs["start_workflow_request"]
    assert (request.correlation_id, request.priority, request.version) == ("c", 3, None)
    own = StartWorkflowRequest(input={"b": 2})
    assert made.start_workflow(own) == "id"
    assert (own.name, own.workflow_def.name) == ("w", "w")


def test_clients_are_made_when_they_are_needed():
    made = WorkflowExecutor(Configuration(server_api_url="http://localhost:1/api"))
    assert not {"metadata_client", "task_client", "workflow_client"} & set(vars(made))
    assert made.metadata_client is made.metadata_client
    assert type(made.task_client).__name__ == "TaskResourceApi"
    assert type(made.workflow_client).__name__ == "OrkesWorkflowClient"


def test_models_can_be_had_from_both_modules():
    from conductor.client.workflow import conductor_workflow
    from conductor.client.workflow.executor import workflow_executor

    assert workflow_executor.WorkflowRun is conductor_workflow.WorkflowRun
    with pytest.raises(AttributeError, match="'Nothing'"):
        _ = conductor_workflow.Nothing
