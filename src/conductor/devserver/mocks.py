"""Answers given in the place of workers and of the server's own code."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Mapping

if TYPE_CHECKING:
    from conductor.devserver.engine import Override
    from conductor.devserver.execution import Execution
    from conductor.devserver.task_run import TaskRun


def answers_from(mocks: Mapping[str, Any]) -> Override:
    """An override that looks a task up by reference name, then by type.

    A list gives successive answers, of which the last one repeats.
    """
    queued: dict[str, list[Any]] = {
        name: list(answers) if isinstance(answers, list) else [answers] for name, answers in mocks.items()
    }

    def override(execution: Execution, task: TaskRun) -> dict[str, Any] | None:
        for name in (task.ref, task.plain_ref, task.type, task.def_name):
            answers = queued.get(name)
            if answers:
                answer: dict[str, Any] = answers.pop(0) if len(answers) > 1 else answers[0]
                return answer
        return None

    return override
