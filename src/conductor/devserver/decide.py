"""What happens next: a pure function of an execution and the moment.

``decide`` changes nothing. It names one step, which the engine applies before it asks again:

1. a time-out that has fired,
2. a failed task: tried again, forgiven (optional, permissive), or the end of the workflow,
3. what follows the tasks that have ended,
4. the end of the workflow.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from conductor.devserver import statuses
from conductor.devserver.mapping import map_task
from conductor.devserver.retry import next_attempt, out_of_time, will_retry
from conductor.devserver.tasks.do_while import into_loop
from conductor.devserver.tasks.kind import EndWorkflow
from conductor.devserver.timeouts import overdue, workflow_due, workflow_reason

if TYPE_CHECKING:
    from conductor.devserver.execution import Execution
    from conductor.devserver.facts import Facts
    from conductor.devserver.task_run import TaskRun


@dataclass
class Ending:
    """The workflow ends: how, why, and with which task."""

    status: str
    reason: str | None = None
    task: TaskRun | None = None


class Step:
    """Changes of tasks, new tasks, or the end of the workflow; falsy when there is nothing to do."""

    def __init__(
        self,
        changes: list[tuple[TaskRun, dict[str, Any]]] | None = None,
        schedule: list[TaskRun] | None = None,
        ending: Ending | None = None,
        *,
        again: bool = False,
    ) -> None:
        self.changes = [] if changes is None else changes
        self.schedule = [] if schedule is None else schedule
        self.ending = ending
        #: Deciding goes on before anything else looks: a loop must not see a failure that is tried again.
        self.again = again

    def __bool__(self) -> bool:
        return bool(self.changes or self.schedule or self.ending)


def decide(execution: Execution, facts: Facts) -> Step:
    """The next step of ``execution`` at ``facts.now``."""
    if execution.ended:
        return Step()
    if facts.now >= workflow_due(execution):
        return Step(ending=Ending(statuses.TIMED_OUT, workflow_reason(execution, facts.now)))
    if execution.status == statuses.PAUSED:
        return Step()
    try:
        if not execution.tasks or all(task.status == statuses.SKIPPED for task in execution.tasks):
            return _first(execution, facts)
        return _timeouts(execution, facts) or _failures(execution, facts) or _onwards(execution, facts)
    except EndWorkflow as end:
        return Step(ending=Ending(end.status, end.reason, end.task))


def _first(execution: Execution, facts: Facts) -> Step:
    for task in execution.blueprint.tasks:
        if not _skipped(execution, task):
            return Step(schedule=map_task(execution, task, facts))
    # Server: nothing but skipped tasks, or none at all.
    return Step(ending=Ending(statuses.COMPLETED))


def _skipped(execution: Execution, workflow_task: dict[str, Any]) -> bool:
    placeholder = execution.latest.get(workflow_task["taskReferenceName"])
    return placeholder is not None and placeholder.status == statuses.SKIPPED


# -- 1. time-outs
def _timeouts(execution: Execution, facts: Facts) -> Step:
    if facts.now < execution.check_at:
        return Step()
    for task in execution.pending.values():
        late = overdue(task, facts.now)
        if late is None:
            continue
        change = {"status": statuses.TIMED_OUT, "reason": late.reason, "end_time": facts.now}
        ending = Ending(statuses.TIMED_OUT, late.reason, task) if late.ends_workflow else None
        return Step(changes=[(task, change)], ending=ending, again=True)
    return Step()


# -- 2. failures
def _failures(execution: Execution, facts: Facts) -> Step:
    step = Step(again=True)
    for task in sorted(execution.settled.values(), key=lambda task: task.seq):
        if task.status in statuses.GOOD_TASK:
            continue
        if will_retry(task):
            too_late = out_of_time(task, facts.now)
            if too_late is not None and not task.workflow_task.get("optional"):
                return Step(ending=Ending(_bad_status(task), too_late, task))
            step.changes.append((task, {"retried": True}))
            step.schedule.append(next_attempt(execution, task, facts))
        elif task.workflow_task.get("optional"):
            # Server: the end is taken before the status is saved, so an optional task that is the last one
            # keeps FAILED (optional_last).
            if not _ends_with(execution, task):
                step.changes.append((task, {"status": statuses.COMPLETED_WITH_ERRORS}))
        elif not task.workflow_task.get("permissive"):
            return Step(ending=_bad_end(task))
    return step


def _bad_end(task: TaskRun) -> Ending:
    status = _bad_status(task)
    reason = f"Task {task.task_id} failed with status: {status} and reason: '{_text(task.reason)}'"
    return Ending(status, reason, task)


def _bad_status(task: TaskRun) -> str:
    if task.status == statuses.CANCELED:
        return statuses.TERMINATED
    return statuses.TIMED_OUT if task.status == statuses.TIMED_OUT else statuses.FAILED


def _text(reason: str | None) -> str:
    return "null" if reason is None else reason


def _ends_with(execution: Execution, task: TaskRun) -> bool:
    """Whether nothing is left to do after ``task``."""
    if execution.busy or _following(execution, task) is not None:
        return False
    return _all_done(execution)


# -- 3. onwards
def _onwards(execution: Execution, facts: Facts) -> Step:
    step = Step()
    names: set[str] = set()
    settled = sorted(execution.settled.values(), key=lambda task: task.seq)
    terminate = next((t for t in settled if t.type == "TERMINATE" and t.status == statuses.COMPLETED), None)
    if terminate is not None:
        return Step(ending=_terminated_by(terminate))
    for task in settled:
        for made in _successors(execution, task, facts):
            if made.ref not in names:
                names.add(made.ref)
                step.schedule.append(made)
    if not step.schedule and not execution.busy and _complete(execution):
        return Step(ending=_good_end(execution))
    step.changes = [(task, {"executed": True}) for task in settled]
    return step


def _successors(execution: Execution, task: TaskRun, facts: Facts) -> list[TaskRun]:
    following = _following(execution, task)
    if following is None:
        return []
    made = map_task(execution, following, facts)
    number = task.loop_number
    if number:
        for run in made:
            into_loop(run, number)
        made = [run for run in made if _free(execution, run)]
    return made


def _free(execution: Execution, run: TaskRun) -> bool:
    known = execution.latest.get(run.ref)
    return known is None or known.status == statuses.SCHEDULED


def _following(execution: Execution, task: TaskRun) -> dict[str, Any] | None:
    """The task of the definition that follows ``task``, unless it is there already."""
    if task.type in ("SWITCH", "DECISION") and task.input.get("hasChildren") is not None:
        return None
    following = execution.blueprint.after.get(task.plain_ref)
    while following is not None and _skipped(execution, following):
        following = execution.blueprint.after.get(following["taskReferenceName"])
    if following is None:
        return None
    ref = following["taskReferenceName"]
    if following["type"] == "DO_WHILE" and task.plain_ref in execution.blueprint.bodies.get(ref, ()):
        return None  # the end of a loop's body: the loop itself goes on
    number = task.loop_number
    return None if (f"{ref}__{number}" if number else ref) in execution.latest else following


# -- 4. the end
def _complete(execution: Execution) -> bool:
    return _all_done(execution) and not any(
        _has_gap(execution, task) for task in execution.tasks if not (task.retried and task.executed)
    )


def _has_gap(execution: Execution, task: TaskRun) -> bool:
    """Whether what follows the task was never scheduled."""
    after = execution.blueprint.after
    following = after.get(task.ref)
    while following is not None and _skipped(execution, following):
        following = after.get(following["taskReferenceName"])
    return following is not None and following["taskReferenceName"] not in execution.latest


def _all_done(execution: Execution) -> bool:
    """Whether every task on the definition's top level has ended."""
    latest = execution.latest
    return all(ref in latest and not latest[ref].open for ref in execution.blueprint.top)


def _good_end(execution: Execution) -> Ending:
    failures = [
        f"Task {task.task_id} failed with status: {task.status} and reason: '{_text(task.reason)}'"
        for task in execution.tasks
        if not task.retried
        and task.status not in statuses.GOOD_TASK
        and task.workflow_task.get("permissive")
        and not task.workflow_task.get("optional")
    ]
    if failures:
        return Ending(statuses.FAILED, ". ".join(failures))
    return Ending(statuses.COMPLETED)


def _terminated_by(task: TaskRun) -> Ending:
    status = task.input.get("terminationStatus")
    reason = task.input.get("terminationReason")
    if reason is None or not str(reason).strip():
        reason = f"Workflow is {status} by TERMINATE task: {task.task_id}"
    return Ending(str(status), str(reason), task)
