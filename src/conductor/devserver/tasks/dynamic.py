"""DYNAMIC: the task is named by its input."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conductor.devserver.blueprint import system_task_def
from conductor.devserver.expressions import java_text
from conductor.devserver.tasks.kind import EndWorkflow, Kind, Mapping
from conductor.devserver.tasks.simple import worker_run

if TYPE_CHECKING:
    from conductor.devserver.task_run import TaskRun


class Dynamic(Kind):
    """Runs as the task, or the system task, whose name stands in ``dynamicTaskNameParam``."""

    name = "DYNAMIC"
    polled = True

    def map(self, mapping: Mapping) -> list[TaskRun]:
        """The run of the named task."""
        parameter = mapping.workflow_task.get("dynamicTaskNameParam") or ""
        given = mapping.plain_input()
        if given.get(parameter) is None:
            raise EndWorkflow(
                f"Cannot map a dynamic task based on the parameter and input. Parameter= {parameter}, "
                f"input= {java_text(given)}"
            )
        name = java_text(given[parameter])
        # Server: the definition is that of this task's own name, not of the one that runs (dynamic_retries).
        definition = mapping.definition or system_task_def(mapping.workflow_task.get("name") or name)
        named = {**mapping.workflow_task, "name": name, "taskDefinition": definition}
        own = mapping._replace(workflow_task=named)
        return [worker_run(own, name)]
