"""Steering executions, and what is refused."""

from __future__ import annotations

import time

import pytest

from conductor.devserver import again, operations
from conductor.devserver.refusal import BadRequest, Conflict, NotFound, ServerFault
from conductor.devserver.rerun import rerun
from conductor.devserver.routes.workflows import start_now
from conductor.devserver.server import DevServer
from unit.devserver.workbench import START, Bench, shape, simple, system, workflow


@pytest.fixture
def bench():
    bench = Bench()
    for name in "abc":
        bench.define(name, retryCount=0)
    return bench


def test_a_paused_run_takes_reports_and_schedules_nothing(bench):
    run = bench.start(simple("a"), simple("b"))
    with bench.engine.turn():
        operations.pause(bench.engine, run.workflow_id)
    bench.work("a")
    assert shape(run) == [("a", "COMPLETED")]
    with bench.engine.turn():
        operations.resume(bench.engine, run.workflow_id)
    assert shape(run) == [("a", "COMPLETED"), ("b", "SCHEDULED")]


def test_what_an_ended_run_refuses(bench):
    run = bench.start(simple("a"))
    bench.work("a")
    with pytest.raises(Conflict, match="has ended"):
        operations.pause(bench.engine, run.workflow_id)
    with pytest.raises(ServerFault, match="is not PAUSED"):
        operations.resume(bench.engine, run.workflow_id)
    with pytest.raises(Conflict, match="Cannot terminate a COMPLETED workflow"):
        operations.terminate(bench.engine, run.workflow_id, None)
    with pytest.raises(Conflict, match="no retryable tasks"):
        again.retry(bench.engine, run.workflow_id)
    with pytest.raises(Conflict, match="terminal state"):
        operations.reset_callbacks(bench.engine, run.workflow_id)


def test_what_a_running_one_refuses(bench):
    run = bench.start(simple("a"))
    with pytest.raises(NotFound, match="still running"):
        again.retry(bench.engine, run.workflow_id)
    for act in (again.restart, lambda engine, key: rerun(engine, key, {})):
        with pytest.raises(Conflict, match="not in terminal state"):
            act(bench.engine, run.workflow_id)
    with pytest.raises(ServerFault, match="already been processed"):
        operations.skip(bench.engine, run.workflow_id, "a", {}, {})
    with pytest.raises(ServerFault, match="does not exist"):
        operations.skip(bench.engine, run.workflow_id, "zip", {}, {})


def test_terminate_cancels_what_is_open(bench):
    run = bench.start(simple("a"))
    with bench.engine.turn():
        operations.terminate(bench.engine, run.workflow_id, "enough")
        operations.terminate(bench.engine, run.workflow_id, "again")
    assert (run.status, run.reason, shape(run)) == ("TERMINATED", "enough", [("a", "CANCELED")])
    assert bench.poll("a") == []


def test_retry_tries_what_failed_and_keeps_what_succeeded(bench):
    run = bench.start(simple("a"), simple("b"))
    bench.work("a")
    bench.work("b", "FAILED", reasonForIncompletion="no")
    with bench.engine.turn():
        again.retry(bench.engine, run.workflow_id)
    assert (run.status, run.reason, run.failed_refs) == ("RUNNING", None, ["b"])
    bench.work("b", outputData={"x": 1})
    assert (run.status, run.output) == ("COMPLETED", {"x": 1})
    assert [(task.ref, task.retry_count) for task in run.tasks] == [("a", 0), ("b", 0), ("b", 1)]


def test_retry_lets_a_join_go_on_in_place(bench):
    fork = system("FORK_JOIN", "f", forkTasks=[[simple("a")], [simple("b")]])
    run = bench.start(fork, system("JOIN", "j", joinOn=["a", "b"]))
    join = run.latest["j"]
    bench.work("a", "FAILED")
    with bench.engine.turn():
        again.retry(bench.engine, run.workflow_id)
    bench.work("a", outputData={"a": 1})
    bench.work("b", outputData={"b": 1})
    assert run.status == "COMPLETED"
    assert run.latest["j"] is join
    assert join.output == {"a": {"a": 1}, "b": {"b": 1}}


@pytest.mark.parametrize(("later", "status"), [(4, "IN_PROGRESS"), (60, "COMPLETED")])
def test_retry_of_a_wait_keeps_the_moment_it_had(bench, later, status):
    run = bench.start(system("WAIT", "w", {"duration": "10 seconds"}))
    with bench.engine.turn():
        operations.terminate(bench.engine, run.workflow_id, None)
    bench.pass_time(later)
    with bench.engine.turn():
        again.retry(bench.engine, run.workflow_id)
    assert shape(run) == [("w", "CANCELED"), ("w", status)]
    bench.pass_time(6)
    assert run.status == "COMPLETED"


def test_restart_begins_from_the_first_task(bench):
    run = bench.start(system("SET_VARIABLE", "v", {"kept": 1}), simple("a"), given={"k": 1})
    bench.work("a")
    first = run.tasks[1].task_id
    with bench.engine.turn():
        again.restart(bench.engine, run.workflow_id)
    assert (run.status, run.input, run.variables, run.output) == ("RUNNING", {"k": 1}, {"kept": 1}, {})
    assert run.tasks[1].task_id != first
    assert first not in bench.engine.task_owner


def test_restart_with_the_latest_definition(bench):
    run = bench.start(simple("a"))
    bench.work("a")
    bench.register(simple("b"))
    with bench.engine.turn():
        again.restart(bench.engine, run.workflow_id, latest=True)
    assert shape(run) == [("b", "SCHEDULED")]


def test_rerun_from_a_task_resets_it_and_drops_what_came_later(bench):
    run = bench.start(simple("a"), simple("b"), simple("c"))
    for name in "abc":
        bench.work(name, outputData={"n": 1})
    task_id = run.latest["b"].task_id
    with bench.engine.turn():
        rerun(bench.engine, run.workflow_id, {"reRunFromTaskId": task_id, "taskInput": {"forced": True}})
    assert shape(run) == [("a", "COMPLETED"), ("b", "SCHEDULED")]
    assert (run.latest["b"].task_id, run.latest["b"].input) == (task_id, {"forced": True})
    for name in "bc":
        bench.work(name)
    assert run.status == "COMPLETED"
    with pytest.raises(BadRequest, match="Task zip not found"):
        rerun(bench.engine, run.workflow_id, {"reRunFromTaskId": "zip"})


def test_a_retried_child_takes_its_parent_along(bench):
    bench.register(simple("s"), name="child")
    bench.define("s", retryCount=0)
    parent = bench.start(system("SUB_WORKFLOW", "sub", subWorkflowParam={"name": "child"}), simple("a"))
    child = bench.engine.executions[parent.tasks[0].sub_workflow_id or ""]
    bench.work("s", "FAILED")
    assert (parent.status, child.status) == ("FAILED", "FAILED")
    with bench.engine.turn():
        again.retry(bench.engine, parent.workflow_id, resume_children=True)
    assert (parent.status, child.status) == ("RUNNING", "RUNNING")
    bench.work("s")
    assert shape(parent) == [("sub", "COMPLETED"), ("a", "SCHEDULED")]


def test_skip_puts_a_placeholder(bench):
    run = bench.start(simple("a"), simple("b"), simple("c"))
    with bench.engine.turn():
        operations.skip(bench.engine, run.workflow_id, "b", {}, {})
    bench.work("a")
    assert shape(run) == [("b", "SKIPPED"), ("a", "COMPLETED"), ("c", "SCHEDULED")]


def test_callbacks_can_be_reset(bench):
    run = bench.start(simple("a"))
    bench.work("a", "IN_PROGRESS", callbackAfterSeconds=600)
    assert bench.poll("a") == []
    with bench.engine.turn():
        operations.reset_callbacks(bench.engine, run.workflow_id)
    assert len(bench.poll("a")) == 1


def test_reports_for_what_has_ended_change_nothing(bench):
    run = bench.start(simple("a"), simple("b"))
    task = bench.work("a", outputData={"v": 1})
    bench.answer(task, "FAILED", reasonForIncompletion="changed my mind")
    assert (run.tasks[0].status, run.tasks[0].output) == ("COMPLETED", {"v": 1})


def test_reports_for_unknown_ids(bench):
    run = bench.start(simple("a"))
    with pytest.raises(NotFound, match="No such workflow found by id: nope"):
        bench.answer({"taskId": run.tasks[0].task_id, "workflowInstanceId": "nope"})
    with pytest.raises(NotFound, match="No such task found by id: nope"):
        bench.answer({"taskId": "nope", "workflowInstanceId": run.workflow_id})


def test_a_lease_can_be_extended(bench):
    bench.define("a", responseTimeoutSeconds=10, retryCount=0)
    run = bench.start(simple("a"))
    (task,) = bench.poll("a")
    bench.pass_time(8)
    bench.answer(task, "IN_PROGRESS", extendLease=True)
    bench.pass_time(8)
    assert run.tasks[0].status == "IN_PROGRESS"
    bench.pass_time(2)
    assert run.status == "TIMED_OUT"


def test_the_failure_workflow_gets_what_failed(bench):
    bench.register(simple("undo"), name="cure")
    bench.register(simple("a"), failureWorkflow="cure")
    run = bench.start(given={"k": 1})
    bench.work("a", "FAILED", reasonForIncompletion="broken")
    cure = bench.engine.executions[run.output["conductor.failure_workflow"]]
    assert (cure.input["k"], cure.input["workflowId"], cure.input["failureStatus"]) == (
        1,
        run.workflow_id,
        "FAILED",
    )
    assert cure.input["failedWorkflow"]["tasks"][0]["status"] == "FAILED"


def test_a_run_that_is_removed_leaves_nothing(bench):
    run = bench.start(simple("a"))
    with bench.engine.turn():
        operations.remove(bench.engine, run.workflow_id)
    assert bench.engine.executions == {}
    assert bench.engine.task_owner == {}
    assert bench.poll("a") == []
    assert bench.engine.timeline.next() is None


def test_schedules_start_workflows_when_they_are_due(bench):
    bench.register(simple("a"))
    schedule = {
        "name": "s",
        "cronExpression": "0 * * * * *",
        "startWorkflowRequest": {"name": "wf", "input": {"k": 1}},
    }
    with bench.engine.turn():
        bench.engine.schedules.save(schedule)
    bench.pass_time(120)
    started = list(bench.engine.executions.values())
    assert len(started) in (1, 2)
    assert started[0].input["_startedByScheduler"] == "s"
    assert started[0].input["k"] == 1
    with bench.engine.turn():
        bench.engine.schedules.pause("s", "holiday")
    bench.pass_time(600)
    assert len(bench.engine.executions) == len(started)
    assert bench.engine.schedules.get("s")["pausedReason"] == "holiday"
    with pytest.raises(NotFound, match="Schedule 'none' not found"):
        bench.engine.schedules.pause("none")
    assert bench.engine.now() == START + 720_000


def test_a_reference_that_execute_waits_for_is_what_blocks():
    from conductor.devserver.execute import answer, blocking

    bench = Bench()
    run = bench.start(simple("a"), system("HUMAN", "h"))
    assert blocking(bench.engine, run, ["a"]) is None
    bench.work("a", outputData={"v": 1})
    found = blocking(bench.engine, run, ["nope", "a"])
    assert found is not None
    assert found[1].ref == "a"
    body = answer(bench.engine, run, "BLOCKING_TASK", "q", timed_out=False, refs=["a"])
    assert (body["referenceTaskName"], body["output"]) == ("a", {"v": 1})


def test_a_start_that_goes_wrong_leaves_nothing(bench, monkeypatch):
    def wrong(execution):
        raise KeyError("accident")

    monkeypatch.setattr(bench.engine, "advance", wrong)
    bench.register(simple("a"))
    with pytest.raises(KeyError, match="accident"):
        start_now(bench.engine, {"name": "wf", "input": {}})
    assert bench.engine.executions == {}


def test_a_decision_that_goes_wrong_keeps_no_other_execution_waiting(tmp_path):
    with DevServer(db=tmp_path / "db") as server:
        engine = server.engine
        decide = engine.advance

        def advance(execution):
            if execution.blueprint.name == "wrong":
                raise KeyError("accident")
            decide(execution)

        def start_both():
            with engine.turn():
                for name in ("wrong", "fine"):
                    doc = workflow(simple("a"), name=name)
                    engine.start({"name": name, "workflowDef": doc, "input": {}})

        engine.advance = advance
        with pytest.raises(KeyError, match="accident"):
            start_both()
        assert len(engine.store.load("execution")) == 2
        _, fine = engine.executions.values()
        with engine.lock:
            assert engine.timekeeper.skip_until(lambda: bool(fine.tasks), time.time() + 5)
