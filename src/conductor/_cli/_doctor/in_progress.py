"""A task that a worker has taken and not yet reported."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conductor._cli._doctor.finding import Finding, note, problem
from conductor._cli._doctor.json_parts import named
from conductor._cli._doctor.spans import span

if TYPE_CHECKING:
    from conductor._cli._doctor.task_type import TaskFacts

_SILENT = 60.0  # seconds without a word that are worth one


def in_progress_finding(task: dict[str, Any], facts: TaskFacts) -> Finding:
    """Who has it, for how long, and when the server will take it away."""
    taken = float(task.get("updateTime") or task.get("startTime") or 0) / 1000
    silent = facts.now - taken
    worker = task.get("workerId") or "an unnamed worker"
    text = f"{named(task)} was taken by {worker}, silent for {span(silent)}"
    limit = float(task.get("responseTimeoutSeconds") or 0)
    if not limit:
        return problem(
            facts.name,
            f"{text}; it has no responseTimeout, so nobody will notice if that worker is gone",
            "set response_timeout_seconds in its definition; terminate or complete this one by hand",
        )
    left = limit + float(task.get("callbackAfterSeconds") or 0) - silent
    text += f"; responseTimeout {f'in {span(left)}' if left > 0 else f'was {span(-left)} ago'}"
    if silent <= _SILENT:
        return note(facts.name, text)
    gone = not facts.is_polled(task.get("domain") or None)
    if left <= 0:
        look = f"POST /workflow/decide/{task.get('workflowInstanceId')}"
        advice = f"the server's sweeper is late: {look} makes it look now"
    elif gone:
        advice = "nobody polls this type any more: the worker is likely gone; start it again and wait"
    else:
        advice = "see the worker's log; a long task should report IN_PROGRESS (extend its lease) meanwhile"
    return problem(facts.name, text, advice)
