"""DYNAMIC: the task is named by its input."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conductor.devserver.blueprint import default_task_def
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
        name = mapping.input().get(parameter)
        if not isinstance(name, str) or not name:
            raise EndWorkflow(
                f"Cannot map a dynamic task based on the parameter and input. Parameter= {parameter}, "
                f"input= {java_text(mapping.workflow_task.get('inputParameters'))}"
            )
        definition = mapping.facts.task_def(name) or default_task_def(name)
        named = {**mapping.workflow_task, "name": name, "taskDefinition": definition}
        own = mapping._replace(workflow_task=named)
        return [worker_run(own, name)]
