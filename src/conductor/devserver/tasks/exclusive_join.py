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
        suffix = f"__{task.loop_number}" if task.loop_number else ""
        decisive = _first(execution, [ref + suffix for ref in names_in(task, "joinOn")])
        if decisive is None or decisive.open:
            # Server: until the first of joinOn has ended, a default task counts, under its plain name.
            decisive = _first(execution, names_in(task, "defaultExclusiveJoinTask"))
        if decisive is None or decisive.open:
            return False
        if decisive.status in statuses.GOOD_TASK:
            return finish(execution, task, shell, output=dict(decisive.output))
        return finish(execution, task, shell, statuses.FAILED, decisive.reason or "")


def _first(execution: Execution, refs: list[str]) -> TaskRun | None:
    found = (execution.latest.get(ref) for ref in refs)
    return next((run for run in found if run is not None and run.status != statuses.SKIPPED), None)
