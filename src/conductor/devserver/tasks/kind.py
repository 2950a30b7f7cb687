"""What a task type is to the engine: how it is scheduled, and what it does by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Callable, ClassVar, NamedTuple, Protocol

from conductor.devserver import statuses
from conductor.devserver.scope import resolve_in
from conductor.devserver.task_run import TaskRun

if TYPE_CHECKING:
    from conductor.devserver.execution import Execution
    from conductor.devserver.facts import Facts

#: What a background job hands back: called under the engine's lock, with the task still open.
Finish = Callable[[], None]


class Shell(Protocol):
    """What a system task may ask of the engine, under its lock."""

    def now(self) -> int:
        """The moment in epoch milliseconds."""
        ...

    def facts(self) -> Facts:
        """What deciding may know."""
        ...

    def schedule(self, execution: Execution, tasks: list[TaskRun]) -> None:
        """Take new tasks into the execution and set them going."""
        ...

    def find(self, workflow_id: str) -> Execution | None:
        """An execution by id."""
        ...

    def start(self, request: dict[str, Any], **origin: Any) -> Execution:
        """Start another execution; it is decided later in this turn."""
        ...

    def background(self, execution: Execution, task: TaskRun, job: Callable[[], Finish]) -> None:
        """Run ``job`` off the lock, then what it returns under the lock, then decide."""
        ...

    def publish(self, event: str, payload: dict[str, Any], message_id: str) -> None:
        """Put a message on an internal queue."""
        ...

    def terminate(self, execution: Execution, reason: str | None) -> None:
        """End a running execution from outside."""
        ...


class EndWorkflow(Exception):
    """Deciding found that the workflow cannot go on."""

    def __init__(
        self, reason: str | None, status: str = statuses.FAILED, task: TaskRun | None = None
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.status = status
        self.task = task


class Mapping(NamedTuple):
    """A task of the definition that is to become one or more runs."""

    execution: Execution
    workflow_task: dict[str, Any]
    facts: Facts
    map_next: Callable[[dict[str, Any]], list[TaskRun]]

    @property
    def ref(self) -> str:
        """The reference name."""
        ref: str = self.workflow_task["taskReferenceName"]
        return ref

    @property
    def definition(self) -> dict[str, Any] | None:
        """The task's definition: the one the execution carries, or the registered one."""
        task_def = self.workflow_task.get("taskDefinition")
        return task_def if task_def is not None else self.facts.task_def(self.workflow_task.get("name") or "")

    def input(self, task_id: str | None = None) -> dict[str, Any]:
        """The input parameters over the definition's template, with every expression resolved."""
        return task_input(self.execution, self.workflow_task, self.definition, task_id)

    def plain_input(self, task_id: str | None = None) -> dict[str, Any]:
        """The input parameters alone, resolved: for types whose definition's template does not count."""
        return task_input(self.execution, self.workflow_task, None, task_id)

    def run(self, type_: str, input_: dict[str, Any], task_id: str | None = None, **members: Any) -> TaskRun:
        """A new run of this task."""
        name = self.workflow_task.get("name") or type_
        task = TaskRun(
            task_id or self.facts.new_id(), self.ref, type_, self.workflow_task, def_name=name, input_=input_
        )
        execution = self.execution
        task.workflow_id = execution.workflow_id
        task.workflow_type = execution.blueprint.name
        task.correlation_id = execution.correlation_id
        task.priority = execution.priority
        for member, value in members.items():
            setattr(task, member, value)
        return task


def task_input(
    execution: Execution, workflow_task: dict[str, Any], task_def: dict[str, Any] | None, task_id: str | None
) -> dict[str, Any]:
    """A task's input: its parameters over the definition's template, resolved.

    A key that is missing or resolves to null takes the template's raw value.
    """
    parameters: dict[str, Any] = workflow_task.get("inputParameters") or {}
    template: dict[str, Any] = (task_def or {}).get("inputTemplate") or {}
    if template:
        parameters = {**template, **parameters}
    if not parameters:
        return {}
    resolved: dict[str, Any] = resolve_in(execution, parameters, task_id)
    for key, value in template.items():
        if resolved.get(key) is None:
            resolved[key] = value
    return resolved


class Kind:
    """A task type. The default is what every system task does: one run, SCHEDULED, nothing by itself."""

    #: The type in a definition, and of the run unless ``map`` says otherwise.
    name: ClassVar[str]
    #: Whether the run waits in a queue for a worker.
    polled: ClassVar[bool] = False
    #: Whether it runs as it is scheduled, before anything else looks.
    at_once: ClassVar[bool] = False
    #: Whether threads of their own work on such runs, not deciding: they go on while the workflow is paused,
    #: and wait for the delay of a retry.
    goes_on_paused: ClassVar[bool] = False

    def map(self, mapping: Mapping) -> list[TaskRun]:
        """The runs that scheduling this task of the definition makes."""
        task_id = mapping.facts.new_id()
        return [mapping.run(self.name, mapping.input(task_id), task_id)]

    def run(self, execution: Execution, task: TaskRun, shell: Shell) -> bool:
        """Do what the open ``task`` can do now; True when anything changed."""
        return False

    def cancel(self, execution: Execution, task: TaskRun, shell: Shell) -> None:
        """The task was cancelled: take back what it set going."""


def is_gone(execution: Execution, task: TaskRun) -> bool:
    """Whether there is nothing more to do for the task."""
    return execution.ended or not task.open or execution.by_id.get(task.task_id) is not task


def finish(
    execution: Execution,
    task: TaskRun,
    shell: Shell,
    status: str = statuses.COMPLETED,
    reason: str | None = None,
    output: dict[str, Any] | None = None,
) -> bool:
    """End a system task, unless somebody was quicker: a long script lets others change the execution."""
    if is_gone(execution, task):
        return True
    now = shell.now()
    execution.change(
        task,
        status=status,
        reason=reason if reason is not None else task.reason,
        output=task.output if output is None else output,
        start_time=task.start_time or now,
        end_time=now,
    )
    return True
