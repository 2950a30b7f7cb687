"""HUMAN: waits for somebody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conductor.devserver import statuses
from conductor.devserver.tasks.kind import Kind, Mapping, Shell

if TYPE_CHECKING:
    from conductor.devserver.execution import Execution
    from conductor.devserver.task_run import TaskRun


class Human(Kind):
    """IN_PROGRESS until it is updated."""

    name = "HUMAN"

    def map(self, mapping: Mapping) -> list[TaskRun]:
        """One run that is in progress from the start."""
        task_id = mapping.facts.new_id()
        return [
            mapping.run(
                self.name,
                mapping.plain_input(task_id),
                task_id,
                status=statuses.IN_PROGRESS,
                start_time=mapping.facts.now,
            )
        ]

    def run(self, execution: Execution, task: TaskRun, shell: Shell) -> bool:
        """A retried one, or a DYNAMIC task that is called HUMAN, begins to wait."""
        if task.status != statuses.SCHEDULED:
            return False
        execution.change(task, status=statuses.IN_PROGRESS, start_time=shell.now())
        return True
