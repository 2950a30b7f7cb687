"""SIMPLE: work for a worker. Any type that nobody knows is one, too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conductor.devserver.tasks.kind import EndWorkflow, Kind, Mapping

if TYPE_CHECKING:
    from conductor.devserver.task_run import TaskRun


class Simple(Kind):
    """Waits in the queue that is called like the task."""

    name = "SIMPLE"
    polled = True

    def map(self, mapping: Mapping) -> list[TaskRun]:
        """One run, whose type is the task's name."""
        name = mapping.workflow_task.get("name")
        if not name:
            raise EndWorkflow(f"Task {mapping.ref} has no name: no worker can be meant")
        return [worker_run(mapping, name)]


class UserDefined(Kind):
    """A type that the server does not know: the queue is called like the type (unknown_task_type)."""

    name = "USER_DEFINED"
    polled = True

    def map(self, mapping: Mapping) -> list[TaskRun]:
        """One run, whose type is the task's type."""
        name = mapping.workflow_task.get("name")
        if mapping.definition is None:
            raise EndWorkflow(
                f"Invalid task specified. Cannot find task by name {name} in the task definitions"
            )
        return [worker_run(mapping, mapping.workflow_task["type"])]


def worker_run(mapping: Mapping, type_: str) -> TaskRun:
    """A run that a worker has to take."""
    task_id = mapping.facts.new_id()
    delay = mapping.workflow_task.get("startDelay") or 0
    task = mapping.run(type_, mapping.input(task_id), task_id)
    task.callback_after_seconds = delay
    task.start_delay_seconds = delay if mapping.workflow_task["type"] in ("SIMPLE", "DYNAMIC") else 0
    return task
