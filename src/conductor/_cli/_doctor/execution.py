"""An execution: what it waits for, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conductor._cli._doctor.finding import Finding, note, ok, problem
from conductor._cli._doctor.in_progress import in_progress_finding
from conductor._cli._doctor.json_parts import part, tasks_of
from conductor._cli._doctor.scheduled import scheduled_finding
from conductor._cli._doctor.workflow import SERVER_RUNS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from conductor._cli._doctor.task_type import TaskFacts

OPEN = ("SCHEDULED", "IN_PROGRESS")
_FOR_EVER = 2147483647
_BAD = ("FAILED", "FAILED_WITH_TERMINAL_ERROR", "TIMED_OUT", "CANCELED")


def open_tasks(execution: dict[str, Any]) -> list[dict[str, Any]]:
    """The tasks that are not at their end."""
    return [task for task in tasks_of(execution) if task.get("status") in OPEN]


def is_workers(task: dict[str, Any]) -> bool:
    """Whether a worker polls it."""
    return task.get("taskType") not in SERVER_RUNS


def name_of(execution: dict[str, Any]) -> str:
    """``execution ID of greetings v1``."""
    name, version = execution.get("workflowName"), execution.get("workflowVersion")
    name = name or execution.get("workflowType") or "?"
    return f"execution {execution.get('workflowId')} of {name} v{version}"


def execution_findings(
    execution: dict[str, Any], facts: Mapping[str, TaskFacts], now: float
) -> Iterator[Finding]:
    """How it stands, and each open task with what it waits for. ``now``: the server's, epoch seconds."""
    status, about = execution.get("status"), name_of(execution)
    if status == "COMPLETED":
        yield ok(about, f"{about} is COMPLETED")
        return
    if status not in ("RUNNING", "PAUSED"):
        yield _ended_badly(execution, about)
        return
    if status == "PAUSED":
        yield problem(
            about,
            f"{about} is PAUSED: nothing new is scheduled",
            f"resume it: resume_workflow({execution.get('workflowId')!r})",
        )
    waiting = open_tasks(execution)
    yield note(about, f"{about} is {status}; {len(waiting)} open task{'' if len(waiting) == 1 else 's'}")
    if not waiting and status == "RUNNING":
        yield problem(
            about,
            f"{about} has no open task: the server has not decided what is next",
            f"have it decide: POST /workflow/decide/{execution.get('workflowId')}",
        )
    for task in waiting:
        if not is_workers(task):
            yield from _servers(task, execution, waiting, now)
        elif task.get("status") == "SCHEDULED":
            yield scheduled_finding(task, execution, facts[str(task["taskType"])])
        else:
            yield in_progress_finding(task, facts[str(task["taskType"])])


def _ended_badly(execution: dict[str, Any], about: str) -> Finding:
    failed = [task for task in tasks_of(execution) if task.get("status") in _BAD[:3]]
    at = f" at task {failed[-1].get('referenceTaskName')}" if failed else ""
    reason = " ".join(str(execution.get("reasonForIncompletion") or "no reason given").split())[:300]
    return problem(
        about,
        f"{about} ended {execution.get('status')}{at}: {reason}",
        f"mend the cause, then retry_workflow({execution.get('workflowId')!r})",
    )


def _servers(
    task: dict[str, Any], execution: dict[str, Any], waiting: list[dict[str, Any]], now: float
) -> Iterator[Finding]:
    """A task that the server runs, or that waits for somebody outside."""
    ref, type_ = task.get("referenceTaskName"), str(task.get("taskType"))
    if type_ == "WAIT":
        yield note(str(ref), f"task {ref} (WAIT) waits {_until(task, now)}")
    elif type_ == "HUMAN":
        yield note(str(ref), f"task {ref} (HUMAN) waits for a person", "complete it: update_task_by_ref_name")
    elif type_ == "JOIN":
        yield from _join(task, execution, waiting)
    elif type_ == "SUB_WORKFLOW":
        child = task.get("subWorkflowId") or part(task, "outputData").get("subWorkflowId")
        yield note(
            str(ref), f"task {ref} (SUB_WORKFLOW) waits for {f'execution {child}' if child else 'its start'}"
        )
    elif type_ not in ("DO_WHILE", "EXCLUSIVE_JOIN"):
        yield note(str(ref), f"task {ref} ({type_}) is {task.get('status')}: the server runs it")


def _until(task: dict[str, Any], now: float) -> str:
    from conductor._cli._doctor.spans import span

    due = float(task.get("waitTimeout") or 0) / 1000
    given: dict[str, Any] = task.get("inputData") or {}
    if due:
        return f"{span(due - now)} more"
    if given.get("until") or given.get("duration"):
        return f"until {given['until']}" if given.get("until") else f"for {given['duration']}"
    return "for a signal (update_task_by_ref_name, or signal)"


def _join(
    task: dict[str, Any], execution: dict[str, Any], waiting: list[dict[str, Any]]
) -> Iterator[Finding]:
    joins: list[Any] = part(task, "inputData").get("joinOn") or []
    wanted = [str(ref) for ref in joins]
    iteration = task.get("iteration") or 0
    present = {str(each.get("referenceTaskName")) for each in tasks_of(execution)}

    def here(ref: str) -> bool:
        return ref in present or f"{ref}__{iteration}" in present

    missing = [ref for ref in wanted if not here(ref)]
    ref = task.get("referenceTaskName")
    others = [
        each for each in waiting if each is not task and each.get("taskType") not in ("JOIN", "DO_WHILE")
    ]
    if missing and not others:
        yield problem(
            str(ref),
            f"task {ref} (JOIN) waits for {', '.join(missing)}, never to run: its branch was not taken",
            "join on the last task of the branch that always runs (join_on)",
        )
    else:
        yield note(str(ref), f"task {ref} (JOIN) waits for its branches")
