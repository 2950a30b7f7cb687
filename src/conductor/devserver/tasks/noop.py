"""NOOP: does nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conductor.devserver.tasks.kind import Kind, Mapping, Shell, finish

if TYPE_CHECKING:
    from conductor.devserver.execution import Execution
    from conductor.devserver.task_run import TaskRun


class Noop(Kind):
    """Completes at once; it keeps no input."""

    name = "NOOP"

    def map(self, mapping: Mapping) -> list[TaskRun]:
        """One run without input."""
        return [mapping.run(self.name, {})]

    def run(self, execution: Execution, task: TaskRun, shell: Shell) -> bool:
        """Complete."""
        return finish(execution, task, shell)
