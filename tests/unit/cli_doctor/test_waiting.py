"""Why a task waits, from an execution's JSON and what is known of its task type."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from conductor._cli._doctor.execution import execution_findings
from conductor._cli._doctor.task_type import TaskFacts, task_findings
from conductor._cli._doctor.workflow import children, needs

if TYPE_CHECKING:
    from conductor._cli._doctor.finding import Finding

NOW = 1_800_000_000.0
DEFINED: dict[str, Any] = {
    "name": "greet",
    "retryCount": 2,
    "retryDelaySeconds": 55,
    "responseTimeoutSeconds": 600,
}


def ms(ago: float) -> int:
    return round((NOW - ago) * 1000)


def poll(ago: float = 1, domain: str | None = None) -> dict[str, Any]:
    return {"queueName": "greet", "lastPollTime": ms(ago), **({"domain": domain} if domain else {})}


def facts(**known: Any) -> TaskFacts:
    return TaskFacts(
        "greet", NOW, **{"definition": DEFINED, "polls": [poll()], "waiting": {None: 1}, **known}
    )


def task(**members: Any) -> dict[str, Any]:
    return {
        "taskType": "greet",
        "referenceTaskName": "greet_ref",
        "status": "SCHEDULED",
        "taskId": "t1",
        "scheduledTime": ms(90),
        "callbackAfterSeconds": 0,
        **members,
    }


def execution(*tasks: dict[str, Any], **members: Any) -> dict[str, Any]:
    return {
        "workflowId": "w1",
        "workflowName": "hello",
        "workflowVersion": 1,
        "status": "RUNNING",
        "tasks": list(tasks),
        **members,
    }


def about(one: dict[str, Any], *others: dict[str, Any], **known: Any) -> Finding:
    found = list(execution_findings(execution(*others, one), {"greet": facts(**known)}, NOW))
    assert found[0].text.startswith("execution w1 of hello v1 is RUNNING; 1 open task")
    (last,) = found[1:]
    return last


def test_nobody_ever_polled() -> None:
    found = about(task(), polls=[])
    assert found.state == "problem"
    assert "SCHEDULED for 90 s: no worker polls task greet: nobody has ever polled it" in found.text
    assert "start a worker for 'greet'" in found.advice


def test_somebody_polls_a_name_like_it() -> None:
    found = about(task(), polls=[], alike=["greeet"])
    assert "nobody has ever polled it" in found.text
    assert found.advice == "a worker polls 'greeet': is 'greet' meant? names must be equal"


def test_nobody_polls_any_more() -> None:
    assert "the last poll was 5 min ago" in about(task(), polls=[poll(300)]).text


def test_polled_in_another_domain_only() -> None:
    found = about(task(), polls=[poll(1, "eu")])
    assert "polled only in domain eu, not without a domain" in found.text
    assert "task_to_domain={'greet': 'eu'}" in found.advice
    found = about(task(domain="us"), polls=[poll(), poll(1, "eu")])
    assert "polled only without a domain and in domain eu, not in domain us" in found.text
    assert found.advice.startswith("start the worker in domain us")


def test_waits_for_its_retry() -> None:
    failed = task(status="FAILED", taskId="t0", reasonForIncompletion="no price\nTraceback …")
    again = task(retryCount=1, retriedTaskId="t0", scheduledTime=ms(5), callbackAfterSeconds=60)
    found = about(again, failed)
    assert found.text == (
        "task greet_ref (greet) failed and waits for retry 1 of 2, in 55 s (failed with: no price)"
    )
    assert "it has no definition, so the server waits 60 s, its default" in about(again, definition=None).text
    own = about({**again, "workflowTask": {"retryCount": 9}})
    assert "retry 1 of 9" in own.text


def test_a_server_that_tells_whole_seconds_is_a_little_late() -> None:
    fresh = about(task(scheduledTime=ms(-0.6)))
    assert "start delay" not in fresh.text
    assert "0 s" in fresh.text


def test_a_delay_and_a_task_given_back_are_no_problem() -> None:
    delayed = about(task(scheduledTime=ms(2), callbackAfterSeconds=10))
    assert (delayed.state, "start delay and is due in 8 s" in delayed.text) == ("note", True)
    back = about(task(pollCount=1, updateTime=ms(3), callbackAfterSeconds=30))
    assert (back.state, "given back by its worker and is due again in 27 s" in back.text) == ("note", True)


def test_limits() -> None:
    limited = {**DEFINED, "concurrentExecLimit": 2}
    found = about(task(), definition=limited, held=2)
    assert "its limit is reached, 2 of 2 run now" in found.text
    assert "workers are busy" in about(task(), definition=limited, held=1).advice
    rated = about(
        task(), definition={**DEFINED, "rateLimitPerFrequency": 3, "rateLimitFrequencyInSeconds": 60}
    )
    assert "at most 3 are handed out every 60 s" in rated.text


def test_the_definition_that_the_execution_began_with_counts() -> None:
    began = {"concurrentExecLimit": 1}
    for held in (task(taskDefinition=began), task(workflowTask={"taskDefinition": began})):
        assert "its limit is reached" in about(held, definition=None, held=1).text


def test_just_scheduled_busy_and_lost() -> None:
    assert about(task(scheduledTime=ms(1))).state == "note"
    assert "7 wait in that queue" in about(task(), waiting={None: 7}).text
    lost = about(task(), waiting={None: 0})
    assert "the entry is lost" in lost.text
    assert "/tasks/queue/requeue/greet" in lost.advice


def taken(ago: float, **members: Any) -> dict[str, Any]:
    return task(
        status="IN_PROGRESS",
        workerId="box-1",
        updateTime=ms(ago),
        **{"responseTimeoutSeconds": 600, **members},
    )


def test_taken_and_silent() -> None:
    fresh = about(taken(10))
    assert (fresh.state, "taken by box-1, silent for 10 s; responseTimeout in 590 s" in fresh.text) == (
        "note",
        False,
    )
    assert "silent for 10 s; responseTimeout in 10 min" in fresh.text
    silent = about(taken(545))
    assert silent.state == "problem"
    assert "responseTimeout in 55 s" in silent.text
    assert "worker's log" in silent.advice
    assert "likely gone" in about(taken(545), polls=[poll(500)]).advice
    late = about({**taken(630), "workflowInstanceId": "w1"})
    assert "responseTimeout was 30 s ago" in late.text
    assert "POST /workflow/decide/w1 makes it look now" in late.advice
    assert "nobody will notice" in about(taken(5, responseTimeoutSeconds=0)).text


def test_what_waits_for_somebody_else_is_no_problem() -> None:
    for type_, members, words in (
        ("WAIT", {"waitTimeout": ms(-90)}, "90 s more"),
        ("WAIT", {"inputData": {"duration": "2 h"}}, "for 2 h"),
        ("WAIT", {}, "for a signal"),
        ("HUMAN", {}, "for a person"),
        ("SUB_WORKFLOW", {"subWorkflowId": "w2"}, "execution w2"),
        ("HTTP", {}, "the server runs it"),
        ("JOIN", {"inputData": {"joinOn": ["x"]}, "referenceTaskName": "j"}, "j (JOIN)"),
    ):
        present = [task(referenceTaskName="x", status="COMPLETED")] if type_ == "JOIN" else []
        found = about(task(taskType=type_, status="IN_PROGRESS", **members), *present)
        assert (type_, found.state) == (type_, "note")
        assert words in found.text


def test_a_join_on_a_branch_that_was_not_taken() -> None:
    joined = task(
        taskType="JOIN", referenceTaskName="j", status="IN_PROGRESS", inputData={"joinOn": ["a", "b"]}
    )
    found = about(joined, task(referenceTaskName="a", status="COMPLETED"))
    assert found.state == "problem"
    assert "waits for b, never to run" in found.text


@pytest.mark.parametrize(
    ("members", "state", "words"),
    [
        ({"status": "COMPLETED"}, "ok", "is COMPLETED"),
        (
            {"status": "FAILED", "reasonForIncompletion": "no price\nat all"},
            "problem",
            "ended FAILED: no price at all",
        ),
        ({"status": "TERMINATED"}, "problem", "ended TERMINATED: no reason given"),
    ],
)
def test_ended(members: dict[str, Any], state: str, words: str) -> None:
    (found,) = execution_findings(execution(**members), {}, NOW)
    assert found.state == state
    assert words in found.text


def test_paused_and_undecided() -> None:
    paused = list(execution_findings(execution(status="PAUSED"), {}, NOW))
    assert "resume_workflow('w1')" in paused[0].advice
    _, undecided = execution_findings(execution(), {}, NOW)
    assert "/workflow/decide/w1" in undecided.advice


def test_a_task_type() -> None:
    found = list(task_findings(facts(waiting={None: 3, "eu": 1}), [None]))
    assert [each.state for each in found] == ["ok", "ok", "note", "note"]
    assert found[0].text == "task greet is defined: 2 retries, 55 s apart (fixed), response timeout 10 min"
    assert found[2].text == "3 tasks of greet wait"
    assert found[3].text == "1 task of greet waits in domain eu"
    undefined = next(iter(task_findings(facts(definition=None))))
    assert "has no definition: a failed task is tried again after 60 s" in undefined.text
    assert undefined.state == "note"  # it runs all the same
    endless = next(iter(task_findings(facts(definition={"name": "greet", "responseTimeoutSeconds": 0}))))
    assert "no response timeout" in endless.text


def test_what_a_workflow_needs() -> None:
    inner = {"name": "inner", "tasks": [{"name": "c", "taskReferenceName": "c", "type": "SIMPLE"}]}
    definition = {
        "name": "outer",
        "failureWorkflow": "clean_up",
        "tasks": [
            {"name": "a", "taskReferenceName": "a", "type": "SIMPLE"},
            {"name": "a", "taskReferenceName": "a2"},
            {"name": "x", "taskReferenceName": "x", "type": "MY_OWN"},
            {"name": "h", "taskReferenceName": "h", "type": "HTTP"},
            {
                "name": "s",
                "taskReferenceName": "s",
                "type": "SWITCH",
                "decisionCases": {"k": [{"name": "b", "taskReferenceName": "b", "type": "SIMPLE"}]},
            },
            {"type": "SUB_WORKFLOW", "subWorkflowParam": {"name": "inner", "workflowDefinition": inner}},
            {"type": "SUB_WORKFLOW", "subWorkflowParam": {"name": "child", "version": 2}},
            {"type": "SUB_WORKFLOW", "subWorkflowParam": {"name": "${workflow.input.which}"}},
        ],
    }
    assert [need.task_type for need in needs(definition)] == ["a", "MY_OWN", "b", "c"]
    assert list(children(definition)) == [("child", 2), ("clean_up", None)]
