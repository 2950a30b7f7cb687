"""``decide``: one step at a time, and nothing is changed by asking."""

from __future__ import annotations

import copy

import pytest

from conductor.devserver import statuses
from conductor.devserver.decide import decide
from conductor.devserver.task_run import TaskRun
from unit.devserver.workbench import START, execution, facts, have, simple, system, task_def

SECOND = 1000


def next_refs(run, now=START):
    return [task.ref for task in decide(run, facts(now)).schedule]


def test_a_new_execution_schedules_its_first_task_only():
    assert next_refs(execution(simple("a"), simple("b"))) == ["a"]


def test_asking_changes_nothing():
    run = execution(simple("a"), simple("b"))
    have(run, "a")
    before = copy.deepcopy([task.to_wire() for task in run.tasks])
    first, second = decide(run, facts()), decide(run, facts())
    assert [task.to_wire() for task in run.tasks] == before
    assert [task.ref for task in first.schedule] == [task.ref for task in second.schedule] == ["b"]


def test_nothing_while_a_task_is_open():
    run = execution(simple("a"), simple("b"))
    have(run, "a", statuses.IN_PROGRESS)
    assert not decide(run, facts())


def test_the_end_when_the_last_task_is_done():
    run = execution(simple("a"))
    have(run, "a")
    ending = decide(run, facts()).ending
    assert ending is not None
    assert ending.status == statuses.COMPLETED


@pytest.mark.parametrize(
    "status", [statuses.COMPLETED, statuses.FAILED, statuses.TERMINATED, statuses.TIMED_OUT]
)
def test_nothing_after_the_end(status):
    run = execution(simple("a"))
    run.status = status
    assert not decide(run, facts())


def test_a_paused_execution_schedules_nothing_but_can_time_out():
    run = execution(simple("a"), timeoutSeconds=10, timeoutPolicy="TIME_OUT_WF")
    run.status = statuses.PAUSED
    assert not decide(run, facts())
    ending = decide(run, facts(START + 10 * SECOND)).ending
    assert ending is not None
    assert ending.status == statuses.TIMED_OUT
    assert "Timeout configured as 10 seconds" in (ending.reason or "")


# status of the failed task → status of the workflow
@pytest.mark.parametrize(
    ("task_status", "workflow_status"),
    [
        (statuses.FAILED, statuses.FAILED),
        (statuses.FAILED_WITH_TERMINAL_ERROR, statuses.FAILED),
        (statuses.TIMED_OUT, statuses.TIMED_OUT),
        (statuses.CANCELED, statuses.TERMINATED),
    ],
)
def test_an_exhausted_failure_ends_the_workflow(task_status, workflow_status):
    run = execution(simple("a"), simple("b"), defs=(task_def("a"),))
    task = have(run, "a", task_status, reason="boom")
    ending = decide(run, facts()).ending
    assert ending is not None
    assert ending.status == workflow_status
    assert ending.reason == f"Task {task.task_id} failed with status: {workflow_status} and reason: 'boom'"


@pytest.mark.parametrize(
    ("status", "again"),
    [
        (statuses.FAILED, True),
        (statuses.TIMED_OUT, True),
        (statuses.FAILED_WITH_TERMINAL_ERROR, False),
        (statuses.CANCELED, False),
    ],
)
def test_what_is_tried_again(status, again):
    run = execution(simple("a"), defs=(task_def("a", retryCount=2),))
    task = have(run, "a", status, reason="r")
    step = decide(run, facts())
    if not again:
        assert step.ending is not None
        return
    (attempt,) = step.schedule
    assert step.changes == [(task, {"retried": True})]
    assert (attempt.ref, attempt.retry_count, attempt.retried_task_id) == ("a", 1, task.task_id)
    assert (attempt.status, attempt.poll_count, attempt.output, attempt.reason) == ("SCHEDULED", 0, {}, "r")


def test_the_workflow_task_says_how_often_before_the_definition_does():
    run = execution(simple("a", retryCount=0), defs=(task_def("a", retryCount=5),))
    have(run, "a", statuses.FAILED)
    assert decide(run, facts()).ending is not None


def test_a_simple_task_without_definition_has_three_retries_a_minute_apart():
    run = execution(simple("a"))
    have(run, "a", statuses.FAILED)
    (attempt,) = decide(run, facts()).schedule
    assert attempt.callback_after_seconds == 60
    assert attempt.deliver_at == START + 60 * SECOND
    have(run, "a", statuses.FAILED, retry_count=3)
    run.change(run.tasks[0], retried=True)
    assert decide(run, facts()).ending is not None


def test_an_optional_failure_is_forgiven_when_something_follows():
    run = execution(simple("a", optional=True), simple("b"), defs=(task_def("a"),))
    task = have(run, "a", statuses.FAILED)
    step = decide(run, facts())
    assert step.changes == [(task, {"status": statuses.COMPLETED_WITH_ERRORS})]
    run.change(task, status=statuses.COMPLETED_WITH_ERRORS)
    assert next_refs(run) == ["b"]


def test_an_optional_failure_at_the_end_keeps_its_status():
    run = execution(simple("a", optional=True), defs=(task_def("a"),))
    have(run, "a", statuses.FAILED)
    step = decide(run, facts())
    assert step.changes == []
    assert step.ending is not None
    assert step.ending.status == statuses.COMPLETED


def test_a_permissive_failure_lets_the_rest_run_and_fails_the_workflow_then():
    run = execution(simple("a", permissive=True), simple("b"), defs=(task_def("a"),))
    have(run, "a", statuses.FAILED, reason="r")
    assert next_refs(run) == ["b"]
    run.change(run.tasks[0], executed=True)
    have(run, "b")
    ending = decide(run, facts()).ending
    assert ending is not None
    assert ending.status == statuses.FAILED
    assert "and reason: 'r'" in (ending.reason or "")


def test_terminate_ends_it_whatever_is_open():
    run = execution(simple("a"), system("TERMINATE", "t"))
    have(run, "a", statuses.IN_PROGRESS)
    have(run, "t", input={"terminationStatus": "FAILED", "terminationReason": "why"})
    ending = decide(run, facts()).ending
    assert ending is not None
    assert (ending.status, ending.reason) == (statuses.FAILED, "why")


def test_a_reference_name_is_not_scheduled_twice():
    run = execution(simple("a"), simple("b"))
    have(run, "a")
    have(run, "b", statuses.SCHEDULED)
    assert decide(run, facts()).schedule == []


def test_a_skipped_task_is_passed_over():
    run = execution(simple("a"), simple("b"), simple("c"))
    skipped = TaskRun("s", "b", "b", run.blueprint.by_ref["b"], status=statuses.SKIPPED)
    run.add(skipped)
    assert next_refs(run) == ["a"]
    have(run, "a")
    assert next_refs(run) == ["c"]


SWITCH = system(
    "SWITCH",
    "s",
    {"k": "x"},
    evaluatorType="value-param",
    expression="k",
    decisionCases={"x": [simple("x1"), simple("x2")], "empty": []},
    defaultCase=[simple("d")],
)


@pytest.mark.parametrize(
    ("value", "refs"), [("x", ["s", "x1"]), ("empty", ["s"]), ("other", ["s", "d"]), (None, ["s", "d"])]
)
def test_a_switch_comes_with_the_first_task_of_its_branch(value, refs):
    run = execution({**SWITCH, "inputParameters": {"k": value}}, simple("end"))
    assert next_refs(run) == refs


def test_a_branch_goes_on_and_leads_to_what_follows_the_switch():
    run = execution(SWITCH, simple("end"))
    for ref in ("s", "x1"):
        have(run, ref, input={"hasChildren": "true"})
    assert next_refs(run) == ["x2"]
    have(run, "x2")
    assert next_refs(run) == ["end"]


FORK = system("FORK_JOIN", "f", forkTasks=[[simple("a"), simple("a2")], [simple("b")]])
JOIN = system("JOIN", "j", joinOn=["a2", "b"])


def test_a_fork_schedules_every_branch_and_its_join():
    assert next_refs(execution(FORK, JOIN)) == ["f", "a", "b", "j"]


def test_a_fork_without_a_join_fails_the_workflow():
    ending = decide(execution(FORK, simple("end")), facts()).ending
    assert ending is not None
    assert ending.status == statuses.FAILED
    assert "not followed by a join" in (ending.reason or "")


@pytest.mark.parametrize(
    ("limits", "seconds", "status", "text"),
    [
        ({"responseTimeoutSeconds": 5}, 5, "IN_PROGRESS", "responseTimeout: 5 exceeded"),
        (
            {"timeoutSeconds": 7, "responseTimeoutSeconds": 6},
            7,
            "IN_PROGRESS",
            "Timeout configured as 7 seconds",
        ),
        ({"pollTimeoutSeconds": 3}, 3, "SCHEDULED", "Poll timeout configured as 3 seconds"),
    ],
)
def test_time_outs_fire_when_they_are_due(limits, seconds, status, text):
    run = execution(simple("a"), defs=(task_def("a", retryCount=1, timeoutPolicy="RETRY", **limits),))
    started = START if status == "IN_PROGRESS" else 0
    task = have(
        run, "a", status, start_time=started, update_time=started + 3000 if "timeoutSeconds" in limits else 0
    )
    due = START + seconds * SECOND
    assert not decide(run, facts(due - 1))
    ((changed, change),) = decide(run, facts(due)).changes
    assert changed is task
    assert change["status"] == statuses.TIMED_OUT
    assert text in change["reason"]


def test_time_out_wf_ends_the_workflow_with_the_tasks_reason():
    run = execution(
        simple("a"), defs=(task_def("a", timeoutSeconds=2, responseTimeoutSeconds=1, retryCount=9),)
    )
    have(run, "a", statuses.IN_PROGRESS, start_time=START, update_time=START + 1500)
    step = decide(run, facts(START + 2 * SECOND))
    assert step.ending is not None
    assert step.ending.status == statuses.TIMED_OUT
    assert step.ending.reason == step.changes[0][1]["reason"]


def test_all_attempts_together_have_a_limit():
    limits = task_def("a", retryCount=9, totalTimeoutSeconds=3, timeoutPolicy="RETRY")
    run = execution(simple("a"), defs=(limits,))
    have(run, "a", statuses.FAILED, first_scheduled_time=START - 3 * SECOND)
    ending = decide(run, facts()).ending
    assert ending is not None
    assert "exceeded total timeout of 3 seconds" in (ending.reason or "")


@pytest.mark.parametrize(
    ("limit", "member", "status"),
    [
        ("timeoutSeconds", "start_time", statuses.IN_PROGRESS),
        ("pollTimeoutSeconds", "scheduled_time", statuses.SCHEDULED),
    ],
)
def test_the_delay_before_an_attempt_is_given_on_top_of_its_time(limit, member, status):
    late = {limit: 10, "timeoutPolicy": "RETRY", "responseTimeoutSeconds": 0}
    run = execution(simple("a"), defs=(task_def("a", **late),))
    have(run, "a", status, **{member: START, "start_delay_seconds": 5})
    run.check_at = 0
    assert not decide(run, facts(START + 14 * SECOND))
    (changed,) = decide(run, facts(START + 15 * SECOND)).changes
    assert changed[1]["status"] == statuses.TIMED_OUT
