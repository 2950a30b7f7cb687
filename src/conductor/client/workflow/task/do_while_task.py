from __future__ import annotations

from typing import Any

from conductor.client.http.models.workflow_task import WorkflowTask
from conductor.client.workflow.task._kinds import is_sequence
from conductor.client.workflow.task._options import add_members
from conductor.client.workflow.task._plain import plain
from conductor.client.workflow.task._sequence import assemble, steps
from conductor.client.workflow.task.task import TaskInterface, get_task_interface_list_as_workflow_task_list
from conductor.client.workflow.task.task_type import TaskType

__all__ = [
    "DoWhileTask",
    "ForEachTask",
    "LoopTask",
    "TaskInterface",
    "TaskType",
    "WorkflowTask",
    "get_for_loop_condition",
    "get_task_interface_list_as_workflow_task_list",
]


def get_for_loop_condition(task_ref_name: str, iterations: int) -> str:
    """The condition that keeps a loop going for so many iterations."""
    return f"if ( $.{task_ref_name}.iteration < {iterations} ) {{ true; }} else {{ false; }}"


class DoWhileTask(TaskInterface):
    """Repeats tasks while a JavaScript condition holds; it is asked after each iteration.

    ``items`` (a list, or a reference to one) iterates over the list as long as the condition holds: the
    loop's output has ``loopItem`` and ``loopIndex``. ``keep_last_n`` forgets the older iterations.
    """

    def __init__(
        self,
        task_ref_name: str,
        termination_condition: str,
        tasks: Any,
        *,
        items: Any = None,
        keep_last_n: int | None = None,
    ) -> None:
        super().__init__(task_ref_name, TaskType.DO_WHILE)
        self._loop_condition = termination_condition
        self._loop_over = steps(tasks, f"the body of loop {task_ref_name!r}")
        # Server: task-level `items` is text, a reference to a list; a list itself stands in the input.
        self._items = None if is_sequence(items) else items
        if is_sequence(items):
            self.input_parameters["_items"] = list(items)
        if keep_last_n is not None:
            self.input_parameters["keepLastN"] = keep_last_n

    def to_workflow_task(self) -> WorkflowTask:
        """The task's definition."""
        task = super().to_workflow_task()
        task.loop_condition = self._loop_condition
        task.loop_over = assemble(self._loop_over)
        add_members(task, {"items": plain(self._items)})
        return task


class LoopTask(DoWhileTask):
    """Repeats tasks a fixed number of times."""

    def __init__(self, task_ref_name: str, iterations: int, tasks: Any) -> None:
        super().__init__(task_ref_name, get_for_loop_condition(task_ref_name, iterations), tasks)


class ForEachTask(DoWhileTask):
    """Runs tasks for each item of a list: ``${ref.output.loopItem}``, and ``loopIndex``, its place from 0."""

    def __init__(
        self, task_ref_name: str, tasks: Any, iterate_over: Any, variables: list[str] | None = None
    ) -> None:
        # Upstream: the condition is false from the start and the list stands in the input only, so the
        # open-source server runs the body once. `variables` has no effect there, nor here.
        super().__init__(task_ref_name, "true", tasks, items=iterate_over)
        self.input_parameter("items", iterate_over)
