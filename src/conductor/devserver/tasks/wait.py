"""WAIT: for a while, until a moment, or for somebody's signal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conductor.devserver import statuses
from conductor.devserver.durations import parse_duration, parse_until
from conductor.devserver.expressions import java_text
from conductor.devserver.refusal import BadRequest
from conductor.devserver.task_run import FOREVER, TaskRun
from conductor.devserver.tasks.kind import Kind, Mapping, Shell, finish

if TYPE_CHECKING:
    from conductor.devserver.execution import Execution

#: Server: how often it looks at a WAIT without an end; a retried one shows it.
LOOK_AGAIN_SECONDS = 30


class Wait(Kind):
    """IN_PROGRESS at once; ``due`` is when it completes by itself."""

    name = "WAIT"
    goes_on_paused = True

    def map(self, mapping: Mapping) -> list[TaskRun]:
        """One run in progress."""
        task_id = mapping.facts.new_id()
        task = mapping.run(self.name, mapping.plain_input(task_id), task_id)
        _begin(task, mapping.facts.now)
        return [task]

    def run(self, execution: Execution, task: TaskRun, shell: Shell) -> bool:
        """Complete when its time has come."""
        if task.status == statuses.SCHEDULED:
            if task.callback_after_seconds >= FOREVER:
                return False  # Server: a rerun one without an end is never begun; it can be signalled
            # Server: a retried WAIT keeps the moment it had, and a DYNAMIC task that is called WAIT has none.
            now = shell.now()
            look_again = ((task.due - now) // 1000 or 1) if task.due else LOOK_AGAIN_SECONDS
            execution.change(
                task, status=statuses.IN_PROGRESS, start_time=now, callback_after_seconds=look_again
            )
            return True
        if task.due and shell.now() >= task.due:
            return finish(execution, task, shell)
        return False


def _text(value: object) -> str:
    text = "" if value is None else java_text(value)
    return text if text.strip() else ""


def _begin(task: TaskRun, now: int) -> None:
    task.status = statuses.IN_PROGRESS
    task.start_time = now
    duration, until = (_text(task.input.get(name)) for name in ("duration", "until"))
    if duration and until:
        task.status = statuses.FAILED_WITH_TERMINAL_ERROR
        task.reason = "Both 'duration' and 'until' specified. Please provide only one input"
        task.end_time = now
    elif duration:
        try:
            seconds = parse_duration(duration)
        except ValueError as problem:
            # Server: the start itself answers 400 (wait_bad_duration).
            raise BadRequest(str(problem)) from problem
        task.due = now + seconds * 1000
        task.callback_after_seconds = seconds
    elif until:
        try:
            task.due = max(parse_until(until), now)
            task.callback_after_seconds = max(0, (task.due - now) // 1000)
        except ValueError as problem:
            task.status = statuses.FAILED_WITH_TERMINAL_ERROR
            task.reason = str(problem)
            task.end_time = now
    else:
        task.callback_after_seconds = FOREVER
