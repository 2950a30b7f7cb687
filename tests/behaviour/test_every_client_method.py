"""Every method of every client runs once: on a server that has it, or to be told that the server has not.

What the open-source server has stands in ``SUPPORTED``. All other methods are called with the arguments of
the recorded calls, and must say in one line that the server lacks them and what to do instead. A method
that is neither there nor recorded fails.
"""

from __future__ import annotations

import inspect
import time
import uuid
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pytest

from conductor.client.ai import Schedule, ScheduleInfo
from conductor.client.configuration.configuration import Configuration
from conductor.client.event.queue.kafka_queue_configuration import (
    KafkaConsumerConfiguration,
    KafkaProducerConfiguration,
    KafkaQueueConfiguration,
)
from conductor.client.exceptions import NotFound, NotSupportedByServer
from conductor.client.http.models import (
    RerunWorkflowRequest,
    SaveScheduleRequest,
    SkipTaskRequest,
    StartWorkflowRequest,
    Task,
    TaskDef,
    TaskResult,
    WorkflowDef,
    WorkflowTask,
)
from conductor.client.http.models.workflow_test_request import WorkflowTestRequest
from conductor.client.orkes_clients import OrkesClients
from unit.clients import recorded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from conftest import Server

pytestmark = pytest.mark.on_both

CRON = "0 0 0 1 1 *"


class World:
    """A server with one workflow: WAIT ``pause``, then SIMPLE ``work`` of type ``<name>_work``."""

    def __init__(self, clients: OrkesClients, name: str) -> None:
        self.clients, self.name, self.work = clients, name, f"{name}_work"
        self.workflows: Any = clients.get_workflow_client()
        self.tasks: Any = clients.get_task_client()
        self.metadata: Any = clients.get_metadata_client()
        self.scheduler: Any = clients.get_scheduler_client()
        self.secrets = clients.get_secret_client()

    def definition(self, version: int = 1, name: str | None = None) -> WorkflowDef:
        pause = WorkflowTask(name="pause", task_reference_name="pause", type="WAIT")
        work = WorkflowTask(name=self.work, task_reference_name="work", type="SIMPLE")
        return WorkflowDef(
            name=name or self.name,
            version=version,
            owner_email="a@b.example",
            timeout_seconds=120,
            tasks=[pause, work],
        )

    def task_def(self, name: str) -> TaskDef:
        return TaskDef(name=name, owner_email="a@b.example", retry_count=0)

    def request(self) -> StartWorkflowRequest:
        return StartWorkflowRequest(
            name=self.name, version=1, input={"a": 1}, correlation_id=f"{self.name}-c"
        )

    def running(self) -> str:
        return self.workflows.start_workflow(self.request())

    def ended(self) -> str:
        workflow_id = self.running()
        self.workflows.terminate_workflow(workflow_id, "enough")
        return workflow_id

    def at_work(self) -> str:
        workflow_id = self.running()
        self.tasks.update_task_by_ref_name(workflow_id, "pause", "COMPLETED", None)
        return workflow_id

    def polled(self) -> Task:
        workflow_id = self.at_work()
        for _ in range(200):
            for task in self.tasks.batch_poll_tasks(self.work, "tester", 10, 100):
                if task.workflow_instance_id == workflow_id:
                    return task
        raise AssertionError("the task never came")

    def status(self, workflow_id: str) -> str | None:
        return self.workflows.get_workflow(workflow_id, include_tasks=False).status

    def after(self, done: Any, workflow_id: str) -> str | None:
        """The execution's status after a call that answers nothing."""
        assert done is None
        return self.status(workflow_id)

    def gone(self, look_up: Callable[[], Any]) -> bool:
        with suppress(NotFound):
            look_up()
            return False
        return True

    def schedule(self, short_name: str = "yearly") -> str:
        name = f"{self.name}-{short_name}"
        self.scheduler.save_schedule(
            SaveScheduleRequest(name=name, cron_expression=CRON, start_workflow_request=self.request())
        )
        return name

    def paused(self, schedule: str) -> bool:
        return bool(self.scheduler.get_schedule(schedule)["paused"])

    def close(self) -> None:
        for found in self.scheduler.get_all_schedules(self.name):
            self.scheduler.delete_schedule(str(found.name))
        for summary in self.workflows.iter_search(f"workflowType = '{self.name}'"):
            with suppress(NotFound):  # Server: what was removed is still found for a while
                self.workflows.delete_workflow(str(summary.workflow_id), archive_workflow=False)
        self.metadata.unregister_workflow_def(self.name, 1)
        self.metadata.unregister_task_def(self.work)


def eventually(get: Callable[[], Any], timeout: float = 15.0) -> Any:
    deadline = time.monotonic() + timeout
    while not (found := get()) and time.monotonic() < deadline:
        time.sleep(0.05)
    return found


def _registered(w: World) -> bool:
    other = w.definition(name=f"{w.name}_other")
    w.metadata.register_workflow_def(other, overwrite=True)
    other.version = 2
    w.metadata.update_workflow_def(other)
    versions = [w.metadata.get_workflow_def(f"{w.name}_other", n).version for n in (1, 2)]
    for n in (1, 2):
        w.metadata.unregister_workflow_def(f"{w.name}_other", n)
    return versions == [1, 2] and w.gone(lambda: w.metadata.get_workflow_def(f"{w.name}_other"))


def _registered_task(w: World) -> bool:
    other = w.task_def(f"{w.work}_other")
    w.metadata.register_task_def(other)
    other.retry_count = 5
    w.metadata.update_task_def(other)
    changed = w.metadata.get_task_def(f"{w.work}_other").retry_count
    w.metadata.unregister_task_def(f"{w.work}_other")
    return changed == 5 and w.gone(lambda: w.metadata.get_task_def(f"{w.work}_other"))


def _deleted(w: World, delete: Callable[[str], None]) -> bool:
    workflow_id = w.ended()
    delete(workflow_id)
    return w.gone(lambda: w.workflows.get_workflow(workflow_id))


def _rerun(w: World) -> bool:
    workflow_id = w.ended()
    first = w.workflows.get_workflow(workflow_id).tasks[0].task_id
    again = w.workflows.rerun_workflow(workflow_id, RerunWorkflowRequest(re_run_from_task_id=first))
    return again == workflow_id and w.status(workflow_id) == "RUNNING"


def _paused_workflow(w: World) -> list[str | None]:
    workflow_id = w.running()
    paused = w.after(w.workflows.pause_workflow(workflow_id), workflow_id)
    return [paused, w.after(w.workflows.resume_workflow(workflow_id), workflow_id)]


def _skipped(w: World) -> str | None:
    workflow_id = w.running()
    w.workflows.skip_task_from_workflow(workflow_id, "work", SkipTaskRequest(task_output={"r": 1}))
    w.tasks.update_task_by_ref_name(workflow_id, "pause", "COMPLETED", None)
    return w.workflows.wait_for_completion(workflow_id, 20).status


def _tested(w: World) -> str | None:
    mocks = {ref: [{"status": "COMPLETED", "output": {}}] for ref in ("pause", "work")}
    request = WorkflowTestRequest(
        name=w.name, version=1, workflow_def=w.definition(), task_ref_to_mock_output=mocks
    )
    return w.workflows.test_workflow(request).status


def _found(w: World, search: Callable[[str], Any]) -> bool:
    workflow_id = w.running()
    query = f"workflowType = '{w.name}' AND status = 'RUNNING'"
    return bool(eventually(lambda: workflow_id in [s.workflow_id for s in search(query)]))


def _logged(w: World) -> list[str | None]:
    task_id = w.polled().task_id
    w.tasks.add_task_log(task_id, 'a "line"')
    return [line.log for line in eventually(lambda: w.tasks.get_task_logs(task_id))]


def _reported(w: World) -> list[str | None]:
    task = w.polled()
    result = TaskResult(task.workflow_instance_id, task.task_id, status="COMPLETED", output_data={"r": 1})
    done = w.tasks.update_task(result)
    return [done == task.task_id and w.tasks.get_task(task.task_id).status]


def _one_poll(w: World) -> str | None:
    w.at_work()
    return eventually(lambda: w.tasks.poll_task(w.work, "tester").task_id) and "polled"


def _paused_schedule(w: World, pause: Callable[..., None], resume: Callable[[str], None]) -> list[bool]:
    schedule = w.schedule()
    pause(schedule, "too hot")
    paused = w.paused(schedule)
    resume(schedule)
    return [paused, w.paused(schedule)]


def _deleted_schedule(w: World, delete: Callable[[str], None]) -> bool:
    schedule = w.schedule("short-lived")
    delete(schedule)
    return w.gone(lambda: w.scheduler.get_schedule(schedule))


def _reconciled(w: World) -> list[str | None]:
    w.schedule("not-wanted")
    w.scheduler.reconcile(w.name, [Schedule("wanted", CRON)])
    return sorted(found.name.replace(w.name, "") for found in w.scheduler.get_all_schedules(w.name))


def _started_by_hand(w: World) -> str | None:
    info = ScheduleInfo(w.schedule(), "yearly", w.name, CRON, "UTC", {"a": 1}, *[None] * 11)
    return w.status(w.scheduler.run_now(info))


def _refused_secret(call: Callable[[], None]) -> int | None:
    """Server: secrets come from its environment; whoever writes one is told."""
    with pytest.raises(NotSupportedByServer) as refused:
        call()
    return refused.value.status


# method → how it is used, and what comes of it
SUPPORTED: dict[str, tuple[Callable[[World], Any], Any]] = {
    "OrkesWorkflowClient.start_workflow": (lambda w: w.status(w.running()), "RUNNING"),
    "OrkesWorkflowClient.start_workflow_by_name": (
        lambda w: w.status(w.workflows.start_workflow_by_name(w.name, {}, 1, "c", 3)),
        "RUNNING",
    ),
    "OrkesWorkflowClient.execute_workflow": (
        lambda w: w.workflows.execute_workflow(w.request(), "mine", "pause", 1).status,
        "RUNNING",
    ),
    "OrkesWorkflowClient.execute_workflow_with_return_strategy": (
        lambda w: (
            w.workflows.execute_workflow_with_return_strategy(
                w.request(), wait_for_seconds=1, return_strategy="BLOCKING_TASK"
            ).reference_task_name
        ),
        "pause",
    ),
    "OrkesWorkflowClient.get_workflow": (lambda w: len(w.workflows.get_workflow(w.running()).tasks), 1),
    "OrkesWorkflowClient.get_workflow_status": (
        lambda w: w.workflows.get_workflow_status(w.running(), True, True)["status"],
        "RUNNING",
    ),
    "OrkesWorkflowClient.pause_workflow": (_paused_workflow, ["PAUSED", "RUNNING"]),
    "OrkesWorkflowClient.resume_workflow": (_paused_workflow, ["PAUSED", "RUNNING"]),
    "OrkesWorkflowClient.terminate_workflow": (lambda w: w.status(w.ended()), "TERMINATED"),
    "OrkesWorkflowClient.restart_workflow": (
        lambda w: (lambda i: w.after(w.workflows.restart_workflow(i, True), i))(w.ended()),
        "RUNNING",
    ),
    "OrkesWorkflowClient.retry_workflow": (
        lambda w: (lambda i: w.after(w.workflows.retry_workflow(i, True), i))(w.ended()),
        "RUNNING",
    ),
    "OrkesWorkflowClient.rerun_workflow": (_rerun, True),
    "OrkesWorkflowClient.delete_workflow": (
        lambda w: _deleted(w, lambda i: w.workflows.delete_workflow(i, archive_workflow=False)),
        True,
    ),
    "OrkesWorkflowClient.remove_workflow": (lambda w: w.workflows.remove_workflow(w.ended()), None),
    "OrkesWorkflowClient.skip_task_from_workflow": (_skipped, "COMPLETED"),
    "OrkesWorkflowClient.test_workflow": (_tested, "COMPLETED"),
    "OrkesWorkflowClient.search": (lambda w: _found(w, lambda q: w.workflows.search(query=q).results), True),
    "OrkesWorkflowClient.iter_search": (lambda w: _found(w, w.workflows.iter_search), True),
    "OrkesWorkflowClient.wait_for_completion": (
        lambda w: w.workflows.wait_for_completion(w.ended(), 20).status,
        "TERMINATED",
    ),
    "OrkesWorkflowClient.get_by_correlation_ids": (
        lambda w: (
            w.running()
            in [
                found.workflow_id
                for found in w.workflows.get_by_correlation_ids(w.name, [f"{w.name}-c"], True)[f"{w.name}-c"]
            ]
        ),
        True,
    ),
    "OrkesTaskClient.poll_task": (_one_poll, "polled"),
    "OrkesTaskClient.batch_poll_tasks": (lambda w: w.polled().task_def_name == w.work, True),
    "OrkesTaskClient.get_task": (lambda w: w.tasks.get_task(w.polled().task_id).worker_id, "tester"),
    "OrkesTaskClient.update_task": (_reported, ["COMPLETED"]),
    "OrkesTaskClient.update_task_by_ref_name": (
        lambda w: bool(w.tasks.update_task_by_ref_name(w.running(), "pause", "COMPLETED", {"p": 1}, "me")),
        True,
    ),
    "OrkesTaskClient.update_task_sync": (
        lambda w: w.tasks.update_task_sync(w.running(), "pause", "COMPLETED", {"p": 1}, "me")["status"],
        "RUNNING",
    ),
    "OrkesTaskClient.get_queue_size_for_task": (
        lambda w: w.at_work() and eventually(lambda: w.tasks.get_queue_size_for_task(w.work)) > 0,
        True,
    ),
    "OrkesTaskClient.add_task_log": (_logged, ['a "line"']),
    "OrkesTaskClient.get_task_logs": (_logged, ['a "line"']),
    "OrkesTaskClient.get_task_poll_data": (
        lambda w: w.polled() and w.tasks.get_task_poll_data(w.work)[0].worker_id,
        "tester",
    ),
    "OrkesMetadataClient.register_workflow_def": (_registered, True),
    "OrkesMetadataClient.update_workflow_def": (_registered, True),
    "OrkesMetadataClient.unregister_workflow_def": (_registered, True),
    "OrkesMetadataClient.get_workflow_def": (
        lambda w: w.metadata.get_workflow_def(w.name)["name"] == w.name,
        True,
    ),
    "OrkesMetadataClient.get_all_workflow_defs": (
        lambda w: w.name in [found.name for found in w.metadata.get_all_workflow_defs()],
        True,
    ),
    "OrkesMetadataClient.register_task_def": (_registered_task, True),
    "OrkesMetadataClient.update_task_def": (_registered_task, True),
    "OrkesMetadataClient.unregister_task_def": (_registered_task, True),
    "OrkesMetadataClient.get_task_def": (lambda w: w.metadata.get_task_def(w.work)["name"] == w.work, True),
    "OrkesMetadataClient.get_all_task_defs": (
        lambda w: w.work in [found.name for found in w.metadata.get_all_task_defs()],
        True,
    ),
    "OrkesSchedulerClient.save_schedule": (
        lambda w: w.scheduler.get_schedule(w.schedule())["cronExpression"],
        CRON,
    ),
    "OrkesSchedulerClient.get_schedule": (
        lambda w: w.scheduler.get_schedule(w.schedule()).get("nothing", 7),
        7,
    ),
    "OrkesSchedulerClient.get_all_schedules": (
        lambda w: w.schedule() in [found.name for found in w.scheduler.get_all_schedules(w.name)],
        True,
    ),
    "OrkesSchedulerClient.get_next_few_schedule_execution_times": (
        lambda w: len(w.scheduler.get_next_few_schedule_execution_times(CRON, limit=3)),
        3,
    ),
    "OrkesSchedulerClient.preview_next": (lambda w: len(w.scheduler.preview_next(CRON, 2)), 2),
    "OrkesSchedulerClient.delete_schedule": (
        lambda w: _deleted_schedule(w, w.scheduler.delete_schedule),
        True,
    ),
    "OrkesSchedulerClient.delete": (lambda w: _deleted_schedule(w, w.scheduler.delete), True),
    "OrkesSchedulerClient.pause_schedule": (
        lambda w: _paused_schedule(w, w.scheduler.pause_schedule, w.scheduler.resume_schedule),
        [True, False],
    ),
    "OrkesSchedulerClient.resume_schedule": (
        lambda w: _paused_schedule(w, w.scheduler.pause, w.scheduler.resume_schedule),
        [True, False],
    ),
    "OrkesSchedulerClient.pause": (
        lambda w: _paused_schedule(w, w.scheduler.pause, w.scheduler.resume),
        [True, False],
    ),
    "OrkesSchedulerClient.resume": (
        lambda w: _paused_schedule(w, w.scheduler.pause_schedule, w.scheduler.resume),
        [True, False],
    ),
    "OrkesSchedulerClient.pause_all_schedules": (
        lambda w: (w.scheduler.pause_all_schedules(), w.scheduler.resume_all_schedules()),
        (None, None),
    ),
    "OrkesSchedulerClient.resume_all_schedules": (lambda w: w.scheduler.resume_all_schedules(), None),
    "OrkesSchedulerClient.requeue_all_execution_records": (
        lambda w: w.scheduler.requeue_all_execution_records(),
        None,
    ),
    "OrkesSchedulerClient.search_schedule_executions": (
        lambda w: isinstance(w.scheduler.search_schedule_executions(0, 1, free_text="*").total_hits, int),
        True,
    ),
    "OrkesSchedulerClient.run_now": (_started_by_hand, "RUNNING"),
    "OrkesSchedulerClient.reconcile": (_reconciled, ["-wanted"]),
    "OrkesServiceRegistryClient.get_queue_sizes_for_all_tasks": (
        lambda w: type(w.clients.get_service_registry_client().get_queue_sizes_for_all_tasks()),
        dict,
    ),
    "OrkesSecretClient.list_all_secret_names": (lambda w: type(w.secrets.list_all_secret_names()), set),
    "OrkesSecretClient.list_secrets_that_user_can_grant_access_to": (
        lambda w: type(w.secrets.list_secrets_that_user_can_grant_access_to()),
        list,
    ),
    "OrkesSecretClient.secret_exists": (lambda w: w.secrets.secret_exists("no_such_secret"), False),
    "OrkesSecretClient.get_secret": (lambda w: w.gone(lambda: w.secrets.get_secret("no_such_secret")), True),
    "OrkesSecretClient.put_secret": (
        lambda w: _refused_secret(lambda: w.secrets.put_secret("no_such_secret", "x")),
        501,
    ),
    "OrkesSecretClient.delete_secret": (
        lambda w: _refused_secret(lambda: w.secrets.delete_secret("no_such_secret")),
        501,
    ),
}

TOPIC = KafkaQueueConfiguration("topic")
TOPIC.add_consumer(KafkaConsumerConfiguration("in:9092"))
TOPIC.add_producer(KafkaProducerConfiguration("out:9092"))
NOT_RECORDED: dict[str, dict[str, Any]] = {
    "EventClient.delete_queue_configuration": {"queue_configuration": TOPIC},
    "EventClient.get_kafka_queue_configuration": {"queue_topic": "topic"},
    "EventClient.get_queue_configuration": {"queue_type": "kafka", "queue_name": "topic"},
    "EventClient.put_queue_configuration": {"queue_configuration": TOPIC},
    "OrkesIntegrationClient.register_token_usage": {"body": 1, "name": "m", "integration_name": "p"},
}
ONLY_THE_EMBEDDED_SERVER_HAS = "OrkesWorkflowClient.update_variables"


def clients_of(everything: OrkesClients) -> dict[str, Any]:
    """Class name → client, for each that the facade makes."""
    makers = [n for n in dir(everything) if n.startswith("get_") and n.endswith("_client")]
    found = [getattr(everything, maker)() for maker in makers if maker != "get_agent_client"]
    return {type(client).__name__: client for client in found}


METHODS = sorted(
    f"{kind}.{name}"
    for kind, client in clients_of(OrkesClients(Configuration("http://nobody.test"))).items()
    for name, _method in inspect.getmembers(client, inspect.ismethod)
    if not name.startswith("_")
)
CALLS = {f"{case.client}.{case.method}": case.given for case in recorded.cases(set())} | NOT_RECORDED
OTHERS = [method for method in METHODS if method not in SUPPORTED]


@pytest.fixture(scope="module")
def world(server: Server) -> Iterator[World]:
    clients = OrkesClients(Configuration(server_api_url=server.url))
    made = World(clients, f"every_{uuid.uuid4().hex[:10]}")
    made.metadata.register_task_def(made.task_def(made.work))
    made.metadata.register_workflow_def(made.definition())
    yield made
    made.close()


@pytest.mark.parametrize("method", sorted(SUPPORTED))
def test_what_the_server_has(world: World, method: str) -> None:
    use, outcome = SUPPORTED[method]
    assert use(world) == outcome


@pytest.mark.parametrize("method", OTHERS)
def test_what_the_server_has_not(world: World, server: Server, method: str) -> None:
    assert method in CALLS, f"{method} is new: say in SUPPORTED how it is used, or in NOT_RECORDED with what"
    client, _, name = method.partition(".")
    if method == ONLY_THE_EMBEDDED_SERVER_HAS and server.kind == "embedded":
        workflow_id = world.running()
        world.workflows.update_variables(workflow_id, {"v": 1})
        assert world.workflows.get_workflow(workflow_id).variables == {"v": 1}
        return
    with pytest.raises(NotSupportedByServer) as refused:
        getattr(clients_of(world.clients)[client], name)(**CALLS[method])
    assert refused.value.hint
    assert refused.value.hint in str(refused.value)
    assert "\n" not in str(refused.value)


def test_nothing_is_listed_that_no_client_has() -> None:
    assert sorted(set(SUPPORTED) - set(METHODS)) == []
    assert sorted(set(NOT_RECORDED) - set(METHODS)) == []
    assert len(METHODS) >= 188
