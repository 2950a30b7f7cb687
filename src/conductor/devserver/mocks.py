"""Answers given in the place of workers and of the server's own code."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Callable, Optional

from conductor.devserver import statuses
from conductor.devserver.execution import Execution
from conductor.devserver.json_value import is_list
from conductor.devserver.task_run import TaskRun

if TYPE_CHECKING:
    from collections.abc import Mapping

    from conductor.devserver.engine import Engine

#: Answers a task when it is scheduled, under the engine's lock: {"status", "output", "reason"}; a status of
#: IN_PROGRESS leaves it open with nobody at it. None leaves the task alone.
Override = Callable[[Execution, TaskRun], Optional["dict[str, Any]"]]

#: What /workflow/test never mocks: they are the workflow's own shape.
_OPERATORS = frozenset({"SWITCH", "DECISION", "FORK", "JOIN", "EXCLUSIVE_JOIN", "DO_WHILE", "TERMINATE"})


def mocked(override: Override | None, execution: Execution, task: TaskRun) -> dict[str, Any] | None:
    """The answer for a task that has just been scheduled, if somebody gives one."""
    if execution.mocks is None:
        return override(execution, task) if override is not None else None
    if task.type in _OPERATORS:
        return None
    answers = execution.mocks.get(task.ref) or execution.mocks.get(task.plain_ref)
    return answers.pop(0) if answers else None


def accept(execution: Execution, task: TaskRun, answer: dict[str, Any], now: int) -> None:
    """Give the task a mock's answer."""
    status = answer.get("status") or statuses.COMPLETED
    is_open = status in statuses.OPEN_TASK
    execution.change(
        task,
        status=status,
        output=answer.get("output") or {},
        reason=answer.get("reason"),
        start_time=now,
        end_time=0 if is_open else now,
        unattended=is_open,
    )


def assign_due(engine: Engine, task_id: str) -> None:
    """The delay of a task that may have a mock is over."""
    execution = engine.find(engine.task_owner.get(task_id, ""))
    task = None if execution is None else execution.pending.get(task_id)
    if execution is not None and task is not None and task.open and not execution.ended:
        engine.assign(execution, task)
        engine.touch(execution)


def answers_from(mocks: Mapping[str, Any]) -> Override:
    """An override that looks a task up by reference name, then by type.

    A list gives successive answers, of which the last one repeats.
    """
    queued: dict[str, list[Any]] = {
        name: list(answers) if is_list(answers) else [answers] for name, answers in mocks.items()
    }

    def override(execution: Execution, task: TaskRun) -> dict[str, Any] | None:
        for name in (task.ref, task.plain_ref, task.type, task.def_name):
            answers = queued.get(name)
            if answers:
                answer: dict[str, Any] = answers.pop(0) if len(answers) > 1 else answers[0]
                return answer
        return None

    return override
