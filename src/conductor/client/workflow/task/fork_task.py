from __future__ import annotations

from typing import Any

from conductor.client.exceptions import InvalidDefinition
from conductor.client.http.models.workflow_task import WorkflowTask
from conductor.client.workflow.task._kinds import is_sequence
from conductor.client.workflow.task._naming import fork_name
from conductor.client.workflow.task._sequence import assemble, join_of, steps
from conductor.client.workflow.task._where import caller
from conductor.client.workflow.task.join_task import JoinTask
from conductor.client.workflow.task.task import TaskInterface
from conductor.client.workflow.task.task_type import TaskType

__all__ = ["ForkTask", "JoinTask", "TaskInterface", "TaskType", "WorkflowTask", "get_join_task"]


def get_join_task(task_reference_name: str) -> str:
    """The reference name of the join that a fork with ``join_on`` brings along."""
    return task_reference_name + "_join"


class ForkTask(TaskInterface):
    """Runs branches at the same time; each is a list of tasks.

    The join that follows in the workflow waits for the last task of each branch. With ``join_on`` the fork
    brings a join of its own, which waits for those references.
    """

    def __init__(
        self, task_ref_name: str, forked_tasks: list[list[Any]], join_on: list[str] | None = None
    ) -> None:
        super().__init__(task_ref_name, TaskType.FORK_JOIN)
        if not is_sequence(forked_tasks):
            raise self._refuse("the branches must be a list of lists of tasks", forked_tasks)
        self._forked_tasks = [steps(branch, f"a branch of fork {task_ref_name!r}") for branch in forked_tasks]
        self._join_on = self._names("join_on", join_on)

    def to_workflow_task(self) -> Any:
        """The fork's definition, or with ``join_on`` the list of the fork's and the join's."""
        fork = super().to_workflow_task()
        fork.fork_tasks = [assemble(branch) for branch in self._forked_tasks]
        fork.join_on = [str(branch[-1].task_reference_name) for branch in fork.fork_tasks if branch]
        if self._join_on is None:
            return fork
        join = join_of(fork, get_join_task(self._task_reference_name))
        join.join_on = list(self._join_on)
        return [fork, join]


def fork_of(branches: list[Any] | tuple[Any, ...], place: str) -> ForkTask:
    """The fork that a list in a workflow stands for: each member, a task or a list of tasks, is a branch."""
    listed = [steps(branch, place) for branch in branches]
    if not listed or not all(listed):
        raise InvalidDefinition(
            f"{place}: a list stands for branches to run at the same time, "
            f"and {'it is empty' if not listed else 'one of them is empty'} ({caller()})"
        )
    return ForkTask(fork_name(_begins_with(branch[0]) for branch in listed), listed)


def _begins_with(step: Any) -> str:
    return str(step.task_reference_name if isinstance(step, TaskInterface) else step.name)
