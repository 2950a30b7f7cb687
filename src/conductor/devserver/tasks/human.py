"""HUMAN: waits for somebody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conductor.devserver import statuses
from conductor.devserver.tasks.kind import Kind, Mapping

if TYPE_CHECKING:
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
                mapping.input(task_id),
                task_id,
                status=statuses.IN_PROGRESS,
                start_time=mapping.facts.now,
            )
        ]
