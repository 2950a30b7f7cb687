"""Why a worker's task stays SCHEDULED."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conductor._cli._doctor.finding import Finding, note, problem
from conductor._cli._doctor.json_parts import named, part, tasks_of
from conductor._cli._doctor.spans import span
from conductor._cli._doctor.task_type import poller_finding, where

if TYPE_CHECKING:
    from conductor._cli._doctor.task_type import TaskFacts

_JUST_NOW = 5.0  # seconds in which a task that is polled may well wait
_LOST = 60.0  # seconds after which a task that is in no queue has been lost


def scheduled_finding(task: dict[str, Any], execution: dict[str, Any], facts: TaskFacts) -> Finding:
    """The first reason that holds, in the order in which a task meets them on its way to a worker."""
    who = named(task)
    left = due(task) - facts.now
    if left > 0 and task.get("callbackAfterSeconds"):
        return _delayed(task, execution, facts, left, who)
    domain = task.get("domain") or None
    waited = max(0.0, facts.now - _since(task))  # a server tells its time in whole seconds, past ones
    if not facts.is_polled(domain):
        found = poller_finding(facts, domain)
        return problem(facts.name, f"{who} is SCHEDULED for {span(waited)}: {found.text}", found.advice)
    limited = _limited(task, facts, who, waited)
    if limited:
        return limited
    if waited > _LOST and facts.waiting.get(domain) == 0:
        return problem(
            facts.name,
            f"{who} is SCHEDULED for {span(waited)}, it is polled, but its queue is empty: the entry is lost",
            f"put it back: POST /tasks/queue/requeue/{facts.name}",
        )
    size = facts.waiting.get(domain, 0)
    if waited <= _JUST_NOW:
        return note(facts.name, f"{who} was scheduled {span(waited)} ago; it is polled {where(domain)}")
    return problem(
        facts.name,
        f"{who} is SCHEDULED for {span(waited)}: it is polled {where(domain)}, {span(facts.age(domain) or 0)}"
        f" ago the last time, and {size} wait in that queue",
        "the workers are busy: start more of them, or raise thread_count",
    )


def due(task: dict[str, Any]) -> float:
    """When a worker may have it: epoch seconds."""
    return _since(task) + float(task.get("callbackAfterSeconds") or 0)


def _since(task: dict[str, Any]) -> float:
    """When it last became SCHEDULED: at first, or when a worker gave it back."""
    scheduled = float(task.get("scheduledTime") or 0)
    given_back = float(task.get("updateTime") or 0) if task.get("pollCount") else 0.0
    return max(scheduled, given_back) / 1000


def _delayed(
    task: dict[str, Any], execution: dict[str, Any], facts: TaskFacts, left: float, who: str
) -> Finding:
    if task.get("pollCount"):
        return note(facts.name, f"{who} was given back by its worker and is due again in {span(left)}")
    if not task.get("retryCount"):
        return note(facts.name, f"{who} has a start delay and is due in {span(left)}")
    most = _retries(task, facts)
    tries = f"{task['retryCount']} of {most}" if most is not None else str(task["retryCount"])
    text = f"{who} failed and waits for retry {tries}, in {span(left)}{_last_reason(task, execution)}"
    if facts.definition is None:
        return problem(
            facts.name,
            f"{text}; it has no definition, so the server waits 60 s, its default",
            f"mend the cause; a TaskDef named {facts.name} with a retry_delay_seconds says how long it waits",
        )
    return problem(
        facts.name,
        text,
        "mend the cause of the failure; retry_delay_seconds of its definition says how long it waits",
    )


def _retries(task: dict[str, Any], facts: TaskFacts) -> int | None:
    own: Any = part(task, "workflowTask").get("retryCount")
    most: Any = own if own is not None else _definition(task, facts).get("retryCount", 3)
    return most if isinstance(most, int) else None


def _definition(task: dict[str, Any], facts: TaskFacts) -> dict[str, Any]:
    """The definition that counts: the one the execution began with, else the registered one."""
    began = part(task, "taskDefinition") or part(part(task, "workflowTask"), "taskDefinition")
    return began or facts.definition or {}


def _last_reason(task: dict[str, Any], execution: dict[str, Any]) -> str:
    """What the attempt before said: ``: no price for A-1``."""
    before = task.get("retriedTaskId")
    tried: list[dict[str, Any]] = [each for each in tasks_of(execution) if each.get("taskId") == before]
    said = (tried[0] if tried else task).get("reasonForIncompletion")
    line = str(said).strip().splitlines()[0][:160] if said and str(said).strip() else ""
    return f" (failed with: {line})" if line else ""


def _limited(task: dict[str, Any], facts: TaskFacts, who: str, waited: float) -> Finding | None:
    definition = _definition(task, facts)
    most: Any = definition.get("concurrentExecLimit") or 0
    if most and facts.held >= most:
        return problem(
            facts.name,
            f"{who} is SCHEDULED for {span(waited)}: its limit is reached, {facts.held} of {most} run now "
            "(concurrentExecLimit)",
            "wait for one to end, or raise concurrent_exec_limit in the task's definition",
        )
    rate: Any = definition.get("rateLimitPerFrequency") or 0
    if rate and waited > _JUST_NOW:
        window = definition.get("rateLimitFrequencyInSeconds") or 1
        return problem(
            facts.name,
            f"{who} is SCHEDULED for {span(waited)}: at most {rate} are handed out every {span(window)} "
            "(rateLimitPerFrequency)",
            "wait, or raise rate_limit_per_frequency in the task's definition",
        )
    return None
