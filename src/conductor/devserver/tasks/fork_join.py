"""FORK_JOIN: parallel branches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conductor.devserver import statuses
from conductor.devserver.tasks.kind import EndWorkflow, Kind, Mapping

if TYPE_CHECKING:
    from conductor.devserver.task_run import TaskRun


class Fork(Kind):
    """What FORK_JOIN and FORK_JOIN_DYNAMIC run as: done when it is scheduled."""

    name = "FORK"


class ForkJoin(Kind):
    """The FORK, then the first task of every branch, then the JOIN, all in one pass."""

    name = "FORK_JOIN"

    def map(self, mapping: Mapping) -> list[TaskRun]:
        """The fork's run, what each branch starts with, and the JOIN."""
        now = mapping.facts.now
        fork = mapping.run(
            "FORK",
            mapping.plain_input(),
            def_name="FORK",
            status=statuses.COMPLETED,
            start_time=now,
            end_time=now,
        )
        tasks = [fork]
        for branch in mapping.workflow_task.get("forkTasks", []):
            if branch:
                tasks.extend(mapping.map_next(branch[0]))
        following = mapping.execution.blueprint.after.get(mapping.ref)
        if following is None or following["type"] != "JOIN":
            raise EndWorkflow("Fork task definition is not followed by a join task.  Check the blueprint")
        joins = mapping.map_next(following)
        return tasks + joins
