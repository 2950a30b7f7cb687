"""From a task of the definition to the runs that scheduling it makes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conductor.devserver import statuses
from conductor.devserver.tasks import kind_of
from conductor.devserver.tasks.kind import Mapping

if TYPE_CHECKING:
    from conductor.devserver.execution import Execution
    from conductor.devserver.facts import Facts
    from conductor.devserver.task_run import TaskRun


def map_task(execution: Execution, workflow_task: dict[str, Any], facts: Facts) -> list[TaskRun]:
    """The runs that ``workflow_task`` becomes now; none that is in progress or ended already.

    :raises EndWorkflow: the task cannot be scheduled, so the workflow cannot go on.
    """

    def map_next(task: dict[str, Any]) -> list[TaskRun]:
        return map_task(execution, task, facts)

    runs = kind_of(workflow_task["type"]).map(Mapping(execution, workflow_task, facts, map_next))
    return [run for run in runs if not _taken(execution, run)]


def _taken(execution: Execution, run: TaskRun) -> bool:
    known = execution.latest.get(run.ref)
    return known is not None and known.status != statuses.SCHEDULED
