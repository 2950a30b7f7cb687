"""EXCLUSIVE_JOIN: takes the first branch that ran."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conductor.devserver import statuses
from conductor.devserver.tasks.join import names_in
from conductor.devserver.tasks.kind import Kind, Mapping, Shell, finish

if TYPE_CHECKING:
    from conductor.devserver.execution import Execution
    from conductor.devserver.task_run import TaskRun


class ExclusiveJoin(Kind):
    """The first of ``joinOn`` that exists decides, else the first of ``defaultExclusiveJoinTask``."""

    name = "EXCLUSIVE_JOIN"
    retried = False

    def map(self, mapping: Mapping) -> list[TaskRun]:
        """One run in progress."""
        names = ("joinOn", "defaultExclusiveJoinTask")
        wanted = {name: list(mapping.workflow_task.get(name, [])) for name in names}
        return [
            mapping.run(
                self.name,
                wanted,
                def_name=self.name,
                status=statuses.IN_PROGRESS,
                start_time=mapping.facts.now,
            )
        ]

    def run(self, execution: Execution, task: TaskRun, shell: Shell) -> bool:
        """End as the decisive task ended, with a copy of its output."""
        decisive: TaskRun | None = None
        for ref in names_in(task, "joinOn"):
            found = self._find(execution, task, ref)
            if found is not None and found.status != statuses.SKIPPED:
                if found.open:
                    return False
                decisive = found
                break
        if decisive is None:
            for ref in names_in(task, "defaultExclusiveJoinTask"):
                decisive = self._find(execution, task, ref)
                if decisive is not None:
                    break
        if decisive is None or decisive.open:
            return False
        if decisive.status in statuses.GOOD_TASK:
            return finish(execution, task, shell, output=dict(decisive.output))
        return finish(execution, task, shell, statuses.FAILED, decisive.reason or "", dict(decisive.output))

    def _find(self, execution: Execution, task: TaskRun, ref: str) -> TaskRun | None:
        return execution.latest.get(f"{ref}__{task.loop_number}" if task.loop_number else ref)
