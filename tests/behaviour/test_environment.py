"""``WorkflowEnvironment``: tests of workflows as a user writes them."""

from __future__ import annotations

import time
import uuid
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from conductor.client.http.models.task_def import TaskDef
from conductor.testing import NO_ANSWER, Branch, Failure, WorkflowEnvironment, WorkflowStuck

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conftest import Server

NS = uuid.uuid4().hex[:8]


def name(text: str) -> str:
    """A name that no other test on the same server has."""
    return f"{text}_{NS}"


def simple(task: str, **more: Any) -> dict[str, Any]:
    return {"name": name(task), "taskReferenceName": task, "type": "SIMPLE", "inputParameters": {}, **more}


def system(kind: str, reference: str, **parameters: Any) -> dict[str, Any]:
    return {"name": reference, "taskReferenceName": reference, "type": kind, "inputParameters": parameters}


def workflow(title: str, *tasks: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"name": name(title), "version": 1, "tasks": list(tasks), "ownerEmail": "a@b.example", **more}


@pytest.fixture
def env() -> Iterator[WorkflowEnvironment]:
    with WorkflowEnvironment.start_time_skipping() as skipping:
        yield skipping


@pytest.fixture
def anywhere(server: Server) -> Iterator[WorkflowEnvironment]:
    """An environment on the server of this run; definitions that it registers are removed."""
    with WorkflowEnvironment.from_url(server.url) as there:
        yield there
    for definition in server.json("GET", "/metadata/workflow"):
        if definition["name"].endswith(NS):
            server.call("DELETE", f"/metadata/workflow/{definition['name']}/{definition['version']}")


# -- on every server


@pytest.mark.on_both
def test_workers_and_mocks(anywhere: WorkflowEnvironment) -> None:
    def greet(name: str) -> str:
        return f"Hello {name}"

    greet.__name__ = name("greet")
    anywhere.run_worker(greet)
    charge = anywhere.mock(name("charge"), {"paid": True})
    call = anywhere.mock_ref("call", {"response": {"body": {"rate": 2}}})
    run = anywhere.execute(
        workflow(
            "order",
            simple("greet", inputParameters={"name": "${workflow.input.name}"}),
            system("HTTP", "call", uri="http://nowhere.invalid/"),
            simple("charge", inputParameters={"rate": "${call.output.response.body.rate}"}),
        ),
        {"name": "Ada"},
    )
    assert run.status == "COMPLETED", run.reason_for_incompletion
    assert anywhere.path(run) == ["greet", "call", "charge"]
    assert run.tasks is not None
    assert run.tasks[0].output_data == {"result": "Hello Ada"}
    assert charge.inputs == [{"rate": 2}]
    assert call.calls == 1
    assert run.output == {"paid": True}


@pytest.mark.on_both
def test_a_failure_that_is_retried(anywhere: WorkflowEnvironment) -> None:
    fast = TaskDef(name=name("flaky"), retry_count=2, retry_delay_seconds=0, response_timeout_seconds=60)
    anywhere.clients.get_metadata_client().register_task_def(fast)
    mock = anywhere.mock(name("flaky"), {"n": 1})
    anywhere.inject_failure(name("flaky"), times=2, reason="not yet")
    try:
        run = anywhere.execute(workflow("patient", simple("flaky")))
    finally:
        anywhere.clients.get_metadata_client().unregister_task_def(name("flaky"))
    assert run.status == "COMPLETED"
    assert [task.status for task in run.tasks or ()] == ["FAILED", "FAILED", "COMPLETED"]
    assert (run.tasks or [])[0].reason_for_incompletion == "not yet"
    assert mock.calls == 1


@pytest.mark.on_both
def test_a_sub_workflows_system_task_is_mocked(anywhere: WorkflowEnvironment) -> None:
    child = workflow("child", system("HTTP", "call", uri="http://nowhere.invalid/"))
    anywhere.register(child)
    anywhere.mock_ref("call", {"rate": 3})
    parent = system("SUB_WORKFLOW", "sub")
    parent["subWorkflowParam"] = {"name": child["name"], "version": 1}
    run = anywhere.execute(workflow("parent", parent), timeout=60)
    assert run.status == "COMPLETED", run.reason_for_incompletion
    assert (run.output or {})["rate"] == 3


@pytest.mark.on_both
def test_a_person_answers(anywhere: WorkflowEnvironment) -> None:
    run_id = anywhere.start(workflow("approval", system("HUMAN", "approve")))
    run = anywhere.wait_for(run_id, task="approve", status="IN_PROGRESS")
    assert run.status == "RUNNING"
    anywhere.complete(run_id, "approve", {"ok": True})
    assert anywhere.wait_for(run_id).output == {"ok": True}


# -- with time that skips


def test_a_wait_of_thirty_days_passes_at_once(env: WorkflowEnvironment) -> None:
    started = env.now
    began = time.monotonic()
    run = env.execute(workflow("patience", system("WAIT", "nap", duration="30 days")))
    assert run.status == "COMPLETED"
    assert time.monotonic() - began < 2
    assert timedelta(days=30) <= env.now - started < timedelta(days=30, minutes=1)
    assert run.tasks is not None
    waited = (run.tasks[0].end_time or 0) - (run.tasks[0].scheduled_time or 0)
    assert waited >= 30 * 86_400_000 - 1000  # the wait is reckoned some milliseconds before it is queued


def test_time_stands_still_outside_a_wait(env: WorkflowEnvironment) -> None:
    run_id = env.start(workflow("patience", system("WAIT", "nap", duration="1 hour")))
    time.sleep(0.2)
    assert env.wait_for(run_id, task="nap").status == "RUNNING"
    env.sleep(3599)
    assert env.wait_for(run_id, "RUNNING").status == "RUNNING"
    env.sleep(timedelta(seconds=2))
    assert env.clients.get_workflow_client().get_workflow(run_id).status == "COMPLETED"


def test_retries_do_not_wait_in_real_time(env: WorkflowEnvironment) -> None:
    slow = TaskDef(name=name("slow"), retry_count=3, retry_delay_seconds=3600, response_timeout_seconds=60)
    env.clients.get_metadata_client().register_task_def(slow)
    env.mock(name("slow"), Failure("a"), Failure("b"), {"n": 3})
    began = time.monotonic()
    run = env.execute(workflow("retries", simple("slow")))
    assert time.monotonic() - began < 2
    assert [task.status for task in run.tasks or ()] == ["FAILED", "FAILED", "COMPLETED"]


def test_a_mock_waits_for_the_delay_as_a_worker_does(env: WorkflowEnvironment) -> None:
    late = TaskDef(name=name("late"), retry_count=2, retry_logic="LINEAR_BACKOFF", retry_delay_seconds=60)
    env.clients.get_metadata_client().register_task_def(late)
    env.mock(name("late"), Failure("not yet"), Failure("not yet"), {"n": 3})
    began = env.now
    run = env.execute(workflow("patient", simple("late")))
    assert run.status == "COMPLETED"
    assert 180 <= (env.now - began).total_seconds() < 182


def test_a_slow_worker_is_never_timed_out_by_skipped_time(env: WorkflowEnvironment) -> None:
    quick = TaskDef(name=name("busy"), retry_count=0, response_timeout_seconds=1, timeout_seconds=0)
    env.clients.get_metadata_client().register_task_def(quick)

    def busy() -> str:
        time.sleep(0.5)
        return "done"

    busy.__name__ = name("busy")
    env.run_worker(busy)
    nap = workflow("both", simple("busy"), system("WAIT", "nap", duration="2 days"))
    assert env.execute(nap).status == "COMPLETED"


def test_a_worker_that_dies_is_timed_out(env: WorkflowEnvironment) -> None:
    short = TaskDef(name=name("dead"), retry_count=1, retry_delay_seconds=0, response_timeout_seconds=600)
    env.clients.get_metadata_client().register_task_def(short)
    env.mock(name("dead"), NO_ANSWER, {"n": 2})
    began = time.monotonic()
    run = env.execute(workflow("recovers", simple("dead")))
    assert time.monotonic() - began < 3
    assert [task.status for task in run.tasks or ()] == ["TIMED_OUT", "COMPLETED"]


# -- what is said when a run does not get there


def test_a_run_that_waits_for_a_person_is_stuck(env: WorkflowEnvironment) -> None:
    with pytest.raises(WorkflowStuck) as stuck:
        env.execute(workflow("approval", system("HUMAN", "approve")))
    assert "approve (HUMAN) is IN_PROGRESS, waiting to be completed from outside" in str(stuck.value)
    assert stuck.value.run.status == "RUNNING"


def test_a_task_that_nobody_takes_is_said(env: WorkflowEnvironment) -> None:
    said = r"lonely \(lonely_\w+\) is SCHEDULED, and nobody takes it: env\.run_worker"
    with pytest.raises(WorkflowStuck, match=said):
        env.execute(workflow("alone", simple("lonely")))


def test_a_task_that_never_comes(env: WorkflowEnvironment) -> None:
    run_id = env.start(workflow("short", system("NOOP", "n")))
    with pytest.raises(WorkflowStuck, match=r"waited for other to be there; .* is COMPLETED; open: no task"):
        env.wait_for(run_id, task="other", timeout=5)


# -- branches


def test_branches_that_never_ran(env: WorkflowEnvironment) -> None:
    switch = system("SWITCH", "route", to="${workflow.input.to}")
    switch.update(evaluatorType="value-param", expression="to")
    switch["decisionCases"] = {"a": [system("NOOP", "na")], "b": [system("NOOP", "nb")]}
    definition = workflow("routes", switch)
    env.execute(definition, {"to": "a"})
    env.execute(definition, {"to": "elsewhere"})
    assert env.branches.missed == [Branch(definition["name"], 1, "route", "b")]


# -- many environments


def test_environments_are_cheap_and_independent() -> None:
    began = time.monotonic()
    for _ in range(10):
        start = WorkflowEnvironment.start_time_skipping
        with start() as one, start() as two:
            one.register(workflow("only_here", system("NOOP", "n")))
            assert one.execute(name("only_here")).status == "COMPLETED"
            with pytest.raises(Exception, match="No such workflow"):
                two.execute(name("only_here"))
    assert time.monotonic() - began < 10


def test_in_real_time_with_a_file(tmp_path: Any) -> None:
    file = str(tmp_path / "kept.db")
    with WorkflowEnvironment.start_local(db=file) as env:
        run_id = env.start(workflow("approval", system("HUMAN", "approve")))
    with WorkflowEnvironment.start_local(db=file) as env:
        env.complete(run_id, "approve")
        assert env.wait_for(run_id).status == "COMPLETED"
