"""Every client method that the open-source server answers; the others say that it has not got them."""

from __future__ import annotations

import uuid
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pytest

from conductor.client.configuration.configuration import Configuration
from conductor.client.exceptions import (
    ApiException,
    BadRequest,
    Conflict,
    NotFound,
    NotSupportedByServer,
    ServerError,
    WorkflowFailed,
)
from conductor.client.http import api
from conductor.client.http.models import (
    CorrelationIdsSearchRequest,
    EventHandler,
    RerunWorkflowRequest,
    SaveScheduleRequest,
    SkipTaskRequest,
    StartWorkflowRequest,
    TaskDef,
    TaskResult,
    WorkflowDef,
    WorkflowStateUpdate,
    WorkflowTask,
)
from conductor.client.http.models.action import Action
from conductor.client.http.models.workflow_test_request import WorkflowTestRequest
from conductor.client.orkes_clients import OrkesClients

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from conftest import Server

pytestmark = pytest.mark.on_both


@pytest.fixture
def configuration(server: Server) -> Configuration:
    return Configuration(server_api_url=server.url)


@pytest.fixture
def clients(configuration: Configuration) -> OrkesClients:
    return OrkesClients(configuration)


@pytest.fixture
def name() -> str:
    return f"clients_{uuid.uuid4().hex[:12]}"


@pytest.fixture
def wait_then_work(clients: OrkesClients, name: str) -> Iterator[str]:
    """A workflow: WAIT ``pause``, then the SIMPLE task ``work`` of type ``<name>_work``."""
    metadata = clients.get_metadata_client()
    metadata.register_task_def(TaskDef(name=f"{name}_work", retry_count=0, owner_email="a@b.example"))
    metadata.register_workflow_def(definition(name))
    yield name
    workflows = clients.get_workflow_client()
    for ref in workflows.iter_search(f"workflowType = '{name}'"):
        with suppress(NotFound):  # Server: an archived execution is still found
            workflows.delete_workflow(str(ref.workflow_id), archive_workflow=False)
    metadata.unregister_workflow_def(name, 1)
    metadata.unregister_task_def(f"{name}_work")


def definition(name: str) -> WorkflowDef:
    return WorkflowDef(
        name=name,
        version=1,
        owner_email="a@b.example",
        timeout_seconds=120,
        tasks=[
            WorkflowTask(name="pause", task_reference_name="pause", type="WAIT", input_parameters={}),
            WorkflowTask(
                name=f"{name}_work",
                task_reference_name="work",
                type="SIMPLE",
                input_parameters={"from_input": "${workflow.input.a}"},
            ),
        ],
        output_parameters={"result": "${work.output.r}"},
    )


def eventually(get: Callable[[], Any], timeout: float = 10.0) -> Any:
    """The first answer that is something; the server's indexes and queues lag behind."""
    import time

    deadline = time.monotonic() + timeout
    while not (found := get()) and time.monotonic() < deadline:
        time.sleep(0.05)
    return found


def test_definitions(clients: OrkesClients, name: str) -> None:
    metadata, raw = clients.get_metadata_client(), api.MetadataResourceApi(clients.api_client)
    raw.validate(definition(name))
    metadata.register_workflow_def(definition(name), overwrite=False)
    with pytest.raises(Conflict):
        metadata.register_workflow_def(definition(name), overwrite=False)
    second = definition(name)
    second.version = 2
    second.description = "the second"
    metadata.update_workflow_def(second)
    assert metadata.get_workflow_def(name).version == 2
    assert metadata.get_workflow_def(name, 1).description is None
    assert [d.name for d in metadata.get_all_workflow_defs()].count(name) == 2
    assert name in raw.get_workflow_names()
    assert len(raw.get_workflow_names_and_versions()[name]) == 2
    assert sorted(version["version"] for version in raw.get_workflow_versions(name)) == [1, 2]
    latest = [d.version for d in raw.get_all_workflows_with_latest_versions() if d.name == name]
    assert latest == [2]
    metadata.unregister_workflow_def(name, 1)
    metadata.unregister_workflow_def(name, 2)
    with pytest.raises(NotFound, match=name):
        metadata.get_workflow_def(name)


def test_a_definition_that_is_not_valid_says_what_is_wrong(clients: OrkesClients, name: str) -> None:
    broken = WorkflowDef(name=name, version=1, tasks=[])
    with pytest.raises(BadRequest) as refused:
        clients.get_metadata_client().register_workflow_def(broken)
    assert refused.value.validation_errors


def test_task_definitions(clients: OrkesClients, name: str) -> None:
    metadata = clients.get_metadata_client()
    metadata.register_task_def(TaskDef(name=name, owner_email="a@b.example", retry_count=1))
    assert metadata.get_task_def(name).retry_count == 1
    metadata.update_task_def(TaskDef(name=name, owner_email="a@b.example", retry_count=2))
    assert [d.retry_count for d in metadata.get_all_task_defs() if d.name == name] == [2]
    metadata.unregister_task_def(name)
    with pytest.raises(NotFound):
        metadata.get_task_def(name)


def test_an_execution_from_start_to_end(clients: OrkesClients, wait_then_work: str) -> None:
    workflows, tasks = clients.get_workflow_client(), clients.get_task_client()
    started = workflows.start_workflow(
        StartWorkflowRequest(name=wait_then_work, input={"a": 7}, correlation_id=f"{wait_then_work}-c")
    )
    assert workflows.get_workflow_status(started, include_output=True).status == "RUNNING"
    assert workflows.get_workflow(started, include_tasks=False).tasks == []
    assert tasks.update_task_by_ref_name(started, "pause", "COMPLETED", {"p": 1}, worker_id="tester")
    [polled] = eventually(lambda: tasks.batch_poll_tasks(f"{wait_then_work}_work", "tester", 1, 100))
    assert polled.input_data == {"from_input": 7}
    tasks.add_task_log(polled.task_id, 'a "line"')
    assert [line.log for line in eventually(lambda: tasks.get_task_logs(polled.task_id))] == ['a "line"']
    assert tasks.get_task(polled.task_id).worker_id == "tester"
    assert tasks.get_task_poll_data(f"{wait_then_work}_work")[0].worker_id == "tester"
    result = TaskResult(started, polled.task_id, status="COMPLETED", output_data={"r": 8})
    assert tasks.update_task(result) == polled.task_id
    seen: list[str | None] = []
    ended = workflows.wait_for_completion(started, 20, lambda workflow: seen.append(workflow.status))
    assert (ended.status, ended.output) == ("COMPLETED", {"result": 8})
    assert seen[-1] == "COMPLETED"
    ended.raise_for_status()
    pause = ended.get_task(task_reference_name="pause")
    assert pause is not None
    assert pause.output_data == {"result": {"p": 1}}
    found = workflows.get_by_correlation_ids(wait_then_work, [f"{wait_then_work}-c"], include_completed=True)
    assert [w.workflow_id for w in found[f"{wait_then_work}-c"]] == [started]


def test_an_empty_queue(clients: OrkesClients, name: str) -> None:
    tasks = clients.get_task_client()
    assert tasks.poll_task(name, "tester").task_id is None
    assert tasks.batch_poll_tasks(name, count=2, timeout_in_millisecond=10) == []
    assert tasks.get_queue_size_for_task(name) == 0


def test_one_task_at_a_time(clients: OrkesClients, wait_then_work: str) -> None:
    workflows, tasks = clients.get_workflow_client(), clients.get_task_client()
    raw = api.TaskResourceApi(clients.api_client)
    started = workflows.start_workflow_by_name(wait_then_work, {"a": 1}, version=1, priority=3)
    workflow = tasks.update_task_sync(started, "pause", "COMPLETED", 5)
    assert workflow.workflow_id == started
    assert eventually(lambda: tasks.get_queue_size_for_task(f"{wait_then_work}_work")) == 1
    assert raw.get_queue_size(f"{wait_then_work}_work") == 1
    assert raw.all()[f"{wait_then_work}_work"] == 1
    assert f"{wait_then_work}_work" in raw.all_verbose()
    assert raw.requeue_pending_task(f"{wait_then_work}_work")
    polled = tasks.poll_task(f"{wait_then_work}_work", "tester")
    nothing_more = raw.update_task_v2(
        TaskResult(started, polled.task_id, status="COMPLETED", output_data={"r": 1})
    )
    assert nothing_more is None
    assert workflows.wait_for_completion(started, 20).status == "COMPLETED"


def test_steering(clients: OrkesClients, wait_then_work: str) -> None:
    workflows, raw = clients.get_workflow_client(), api.WorkflowResourceApi(clients.api_client)
    started = workflows.start_workflow_by_name(wait_then_work, {})
    assert started in raw.get_running_workflow(wait_then_work, version=1)
    workflows.pause_workflow(started)
    assert workflows.get_workflow(started).status == "PAUSED"
    workflows.resume_workflow(started)
    assert workflows.get_workflow(started).is_running()
    raw.reset_workflow(started)
    raw.decide(started)
    workflows.terminate_workflow(started, "enough", trigger_failure_workflow=True)
    ended = workflows.get_workflow(started)
    assert (ended.status, ended.reason_for_incompletion) == ("TERMINATED", "enough")
    with pytest.raises(WorkflowFailed, match=r"enough.*execution"):
        ended.raise_for_status()
    workflows.restart_workflow(started, use_latest_def=True)
    assert workflows.get_workflow(started).status == "RUNNING"
    workflows.terminate_workflow(started)
    workflows.retry_workflow(started, resume_subworkflow_tasks=True)
    assert workflows.get_workflow(started).status == "RUNNING"
    workflows.terminate_workflow(started)
    pause = workflows.get_workflow(started).tasks[0]
    assert (
        workflows.rerun_workflow(started, RerunWorkflowRequest(re_run_from_task_id=pause.task_id)) == started
    )
    assert workflows.get_workflow(started).status == "RUNNING"
    page = raw.get_execution_status_task_list(started, start=0, count=10)
    assert [task.reference_task_name for task in page.results][-1] == "pause"
    assert [w.workflow_id for w in raw.get_workflows2(wait_then_work, "none")] == []


def test_skipping_a_task(clients: OrkesClients, wait_then_work: str) -> None:
    workflows, tasks = clients.get_workflow_client(), clients.get_task_client()
    started = workflows.start_workflow_by_name(wait_then_work, {})
    workflows.skip_task_from_workflow(started, "work", SkipTaskRequest(task_output={"r": 1}))
    tasks.update_task_by_ref_name(started, "pause", "COMPLETED", None)
    ended = workflows.wait_for_completion(started, 20)
    skipped = ended.get_task(task_reference_name="work")
    assert (ended.status, skipped and skipped.status) == ("COMPLETED", "SKIPPED")


def test_executing_and_waiting(clients: OrkesClients, wait_then_work: str) -> None:
    workflows = clients.get_workflow_client()
    request = StartWorkflowRequest(name=wait_then_work, input={"a": 1})
    run = workflows.execute_workflow(request, wait_for_seconds=1)
    assert (run.status, run.is_completed()) == ("RUNNING", False)
    until = workflows.execute_workflow(
        request, request_id="mine", wait_until_task_ref="pause", wait_for_seconds=1
    )
    assert until.workflow_id
    blocking = workflows.execute_workflow_with_return_strategy(
        request, wait_for_seconds=1, return_strategy="BLOCKING_TASK"
    )
    assert blocking.is_blocking_task()
    assert blocking.reference_task_name == "pause"


def test_signals(clients: OrkesClients, wait_then_work: str) -> None:
    workflows, raw = clients.get_workflow_client(), api.TaskResourceApi(clients.api_client)
    started = workflows.start_workflow_by_name(wait_then_work, {})
    answer = raw.signal_workflow_task_sync(started, "COMPLETED", {"x": 1}, return_strategy="TARGET_WORKFLOW")
    assert answer.workflow_id == started
    other = workflows.start_workflow_by_name(wait_then_work, {})
    raw.signal_workflow_task_async(other, "COMPLETED", {"x": 1})
    assert eventually(lambda: len(workflows.get_workflow(other).tasks) == 2)


def test_testing_a_definition(clients: OrkesClients, name: str) -> None:
    request = WorkflowTestRequest(
        name=name,
        version=1,
        workflow_def=definition(name),
        input={"a": 1},
        task_ref_to_mock_output={
            "pause": [{"status": "COMPLETED", "output": {}}],
            "work": [{"status": "COMPLETED", "output": {"r": 3}}],
        },
    )
    tested = clients.get_workflow_client().test_workflow(request)
    assert (tested.status, tested.output) == ("COMPLETED", {"result": 3})


def test_searching(clients: OrkesClients, wait_then_work: str) -> None:
    workflows, raw = clients.get_workflow_client(), api.WorkflowResourceApi(clients.api_client)
    started = {workflows.start_workflow_by_name(wait_then_work, {}) for _ in range(3)}
    query = f"workflowType = '{wait_then_work}' AND status = 'RUNNING'"
    assert eventually(lambda: len(workflows.search(query=query).results) == 3)
    assert {summary.workflow_id for summary in workflows.iter_search(query, page_size=2)} == started
    assert len(workflows.search(start=1, size=1, query=query).results) == 1
    newest = workflows.search(query=query, sort="startTime:DESC").results
    assert [s.start_time for s in newest] == sorted((s.start_time for s in newest), reverse=True)
    assert {w.workflow_id for w in raw.search_v2(query=query).results} == started
    assert raw.search_by_tasks(query=query, size=1) is not None
    assert raw.search_by_tasks_v2(query=query, size=1) is not None
    for workflow_id in started:
        clients.get_task_client().update_task_by_ref_name(workflow_id, "pause", "COMPLETED", None)
    tasks = api.TaskResourceApi(clients.api_client)
    done = f"workflowType = '{wait_then_work}' AND status = 'COMPLETED'"
    assert eventually(lambda: len(tasks.search1(query=done).results) == 3)
    assert eventually(lambda: len(tasks.search_v21(query=done).results) == 3)


def test_many_at_once(clients: OrkesClients, wait_then_work: str) -> None:
    workflows, bulk = clients.get_workflow_client(), api.WorkflowBulkResourceApi(clients.api_client)
    started = sorted(workflows.start_workflow_by_name(wait_then_work, {}) for _ in range(2))

    def done(answer: Any) -> list[str]:
        assert answer.bulk_error_results == {}
        return sorted(set(answer.bulk_successful_results))  # Server: terminate-remove names each twice

    assert done(bulk.pause_workflow(started)) == started
    assert done(bulk.resume_workflow(started)) == started
    assert len(bulk.search(started, include_tasks=False).bulk_successful_results) == 2
    assert done(bulk.terminate(started, reason="enough")) == started
    assert done(bulk.restart(started, use_latest_definitions=True)) == started
    assert done(bulk.terminate(started)) == started
    assert done(bulk.retry(started)) == started
    assert done(bulk.terminate_remove(started[:1], archive_workflow=False)) == started[:1]
    assert done(bulk.terminate(started[1:])) == started[1:]
    assert done(bulk.remove(started[1:], archive_workflow=False)) == started[1:]
    assert bulk.pause_workflow(["no-such-execution"]).bulk_error_results.keys() == {"no-such-execution"}


def test_removing(clients: OrkesClients, wait_then_work: str) -> None:
    workflows, raw = clients.get_workflow_client(), api.WorkflowResourceApi(clients.api_client)
    first, second = (workflows.start_workflow_by_name(wait_then_work, {}) for _ in range(2))
    workflows.terminate_workflow(first)
    workflows.remove_workflow(first)
    raw.terminate_remove(second, reason="enough", archive_workflow=False)
    with pytest.raises(NotFound):
        workflows.get_workflow(second)


def test_schedules(clients: OrkesClients, wait_then_work: str) -> None:
    scheduler, raw = clients.get_scheduler_client(), api.SchedulerResourceApi(clients.api_client)
    schedule = f"{wait_then_work}_yearly"
    request = SaveScheduleRequest(
        name=schedule,
        cron_expression="0 0 0 1 1 *",
        start_workflow_request=StartWorkflowRequest(name=wait_then_work, version=1, input={}),
    )
    scheduler.save_schedule(request)
    try:
        saved = scheduler.get_schedule(schedule)
        assert saved is not None
        assert saved["cronExpression"] == saved.cron_expression == "0 0 0 1 1 *"
        scheduler.pause_schedule(schedule, "too hot")
        assert scheduler.get_schedule(schedule).paused is True
        scheduler.resume(schedule)
        assert scheduler.get_schedule(schedule).paused is False
        assert raw.pause_schedules([schedule]).bulk_successful_results == [schedule]
        assert raw.resume_schedules([schedule]).bulk_successful_results == [schedule]
        assert schedule in [found.name for found in scheduler.get_all_schedules(wait_then_work)]
        assert raw.search_schedules(workflow_name=wait_then_work)["totalHits"] == 1
        assert len(scheduler.preview_next("0 0 0 * * *", 2)) == 2
        assert len(scheduler.get_next_few_schedule_execution_times("0 0 0 * * *", limit=3)) == 3
        assert scheduler.search_schedule_executions(start=0, size=1, free_text="*") is not None
    finally:
        scheduler.delete_schedule(schedule)
    with pytest.raises(NotFound):
        scheduler.get_schedule(schedule)


def test_every_schedule_pauses_and_resumes(clients: OrkesClients) -> None:
    scheduler = clients.get_scheduler_client()
    scheduler.pause_all_schedules()
    scheduler.resume_all_schedules()
    scheduler.requeue_all_execution_records()


def test_event_handlers(clients: OrkesClients, name: str) -> None:
    events = api.EventResourceApi(clients.api_client)
    event = f"conductor:{name}:sink"
    handler = EventHandler(
        name=name, event=event, actions=[Action(action="start_workflow", start_workflow={"name": name})]
    )
    handler.active = True
    events.add_event_handler(handler)
    try:
        assert name in [found.name for found in events.get_event_handlers()]
        handler.active = False
        events.update_event_handler(handler)
        assert [h.active for h in events.get_event_handlers_for_event(event, active_only=False)] == [False]
    finally:
        events.remove_event_handler_status(name)


def test_secrets_are_the_environment(clients: OrkesClients) -> None:
    secrets = clients.get_secret_client()
    assert isinstance(secrets.list_all_secret_names(), set)
    assert isinstance(secrets.list_secrets_that_user_can_grant_access_to(), list)
    assert secrets.secret_exists("no_such_secret") is False
    assert isinstance(api.SecretResourceApi(clients.api_client).list_secrets_v2(), list)
    with pytest.raises(NotSupportedByServer) as refused:
        secrets.put_secret("no_such_secret", "x")
    assert refused.value.status == 501
    with pytest.raises(NotSupportedByServer):
        secrets.delete_secret("no_such_secret")


def test_the_server_about_itself(clients: OrkesClients, wait_then_work: str) -> None:
    admin = api.AdminResourceApi(clients.api_client)
    assert api.HealthResourceApi(clients.api_client).do_check().healthy is True
    assert isinstance(admin.get_all_config(), dict)
    assert isinstance(admin.get_event_queues(verbose=False), dict)
    assert admin.view(f"{wait_then_work}_work") == []
    started = clients.get_workflow_client().start_workflow_by_name(wait_then_work, {})
    with suppress(ServerError):  # Server: off unless it is configured
        assert admin.verify_and_repair_workflow_consistency(started) in ("true", "false")
    assert admin.requeue_sweep(started)
    assert isinstance(api.EnvironmentResourceApi(clients.api_client).get_all(), list)


def test_no_queue_completes_tasks_unless_one_is_configured(
    clients: OrkesClients, wait_then_work: str
) -> None:
    workflows, queue = clients.get_workflow_client(), api.QueueResourceApi(clients.api_client)
    assert queue.names() == {}
    assert queue.size() == {}
    started = workflows.start_workflow_by_name(wait_then_work, {})
    with pytest.raises(BadRequest, match="no queue"):
        queue.update({"x": 1}, started, "pause", "COMPLETED")
    pause = workflows.get_workflow(started).tasks[0]
    with pytest.raises(BadRequest, match="no queue"):
        queue.update_by_task_id({"x": 1}, started, pause.task_id, "COMPLETED")


ORKES_ONLY: dict[str, Callable[[OrkesClients], Any]] = {
    "correlation ids in batch": lambda c: c.get_workflow_client().get_by_correlation_ids_in_batch(
        CorrelationIdsSearchRequest(correlation_ids=["a"], workflow_names=["b"])
    ),
    "state": lambda c: c.get_workflow_client().update_state("w", WorkflowStateUpdate()),
    "messages": lambda c: c.get_workflow_client().send_message("w", {}),
    "users": lambda c: c.get_authorization_client().list_users(),
    "integrations": lambda c: c.get_integration_client().get_integrations(),
    "prompts": lambda c: c.get_prompt_client().get_prompts(),
    "schemas": lambda c: c.get_schema_client().get_all_schemas(),
    "service registry": lambda c: c.get_service_registry_client().get_registered_services(),
    "workflow tags": lambda c: c.get_metadata_client().get_workflow_tags("w"),
    "event queues": lambda c: c.get_event_client().get_queue_configuration("kafka", "t"),
    "secret tags": lambda c: c.get_secret_client().get_secret_tags("k"),
}


@pytest.mark.parametrize("what", ORKES_ONLY)
def test_what_only_orkes_has_says_so(clients: OrkesClients, what: str) -> None:
    with pytest.raises(ApiException) as refused:
        ORKES_ONLY[what](clients)
    assert isinstance(refused.value, NotSupportedByServer), refused.value
    assert refused.value.hint


def test_variables(clients: OrkesClients, server: Server, wait_then_work: str) -> None:
    """The embedded server has what the guide uses; the open-source server says that it has not."""
    workflows = clients.get_workflow_client()
    started = workflows.start_workflow_by_name(wait_then_work, {})
    if server.kind == "embedded":
        workflows.update_variables(started, {"v": 1})
        assert workflows.get_workflow(started).variables == {"v": 1}
    else:
        with pytest.raises(NotSupportedByServer):
            workflows.update_variables(started, {"v": 1})
