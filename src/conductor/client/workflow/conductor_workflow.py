from __future__ import annotations

from contextvars import ContextVar
from copy import copy, deepcopy
from typing import TYPE_CHECKING, Any, ClassVar

from conductor.client._depth import deeply
from conductor.client.exceptions import InvalidDefinition
from conductor.client.http.models.start_workflow_request import IdempotencyStrategy, StartWorkflowRequest
from conductor.client.http.models.workflow_def import WorkflowDef
from conductor.client.workflow._finding import ERROR
from conductor.client.workflow._head import WorkflowHead
from conductor.client.workflow.task._making import Making, complete
from conductor.client.workflow.task._plain import plain
from conductor.client.workflow.task._sequence import assemble, step, steps
from conductor.client.workflow.task._where import caller
from conductor.client.workflow.task.fork_task import ForkTask
from conductor.client.workflow.task.join_task import JoinTask
from conductor.client.workflow.task.sub_workflow_task import InlineSubWorkflowTask, embedded
from conductor.client.workflow.task.task import TaskInterface
from conductor.client.workflow.task.task_type import TaskType
from conductor.client.workflow.task.timeout_policy import TimeoutPolicy

if TYPE_CHECKING:
    from typing_extensions import Self

    from conductor.client.http.models.workflow_run import WorkflowRun
    from conductor.client.http.models.workflow_task import WorkflowTask
    from conductor.client.workflow._draw import Drawing
    from conductor.client.workflow._finding import Finding
    from conductor.client.workflow.executor.workflow_executor import WorkflowExecutor
else:
    from conductor.client._published import __getattr__ as __getattr__

__all__ = [
    "ConductorWorkflow",
    "ForkTask",
    "IdempotencyStrategy",
    "InlineSubWorkflowTask",
    "JoinTask",
    "StartWorkflowRequest",
    "TaskInterface",
    "TaskType",
    "TimeoutPolicy",
    "WorkflowDef",
]

watching: ContextVar[list[ConductorWorkflow] | None] = ContextVar("every workflow made", default=None)
"""While a list is set, each new workflow is appended to it."""


class ConductorWorkflow(WorkflowHead):
    """A workflow under construction: ``workflow >> first >> [left, right] >> last``.

    ``>>`` adds what runs next: a task, a workflow (as a sub-workflow) or a list, whose members (tasks or
    lists of tasks) run at the same time and are joined. ``executor`` is needed to register and to run it
    only.
    """

    SCHEMA_VERSION: ClassVar[int] = 2

    def __init__(
        self,
        executor: WorkflowExecutor | None = None,
        name: str | None = None,
        version: int | None = None,
        description: str | None = None,
    ) -> None:
        super().__init__(name, version, description)
        self._executor = executor
        self._tasks: list[Any] = []
        self._added: set[int] = set()
        self._definition: WorkflowDef | None = None  # what it was read from
        made = watching.get()
        if made is not None:
            made.append(self)

    def __rshift__(self, task: Any) -> Self:
        return self._add(deeply(step, self._not_itself(task), self._place()))

    if not TYPE_CHECKING:  # a type checker refuses it, too

        def __rrshift__(self, other: object) -> Any:
            raise InvalidDefinition(f"workflow {self._name!r} comes first: workflow >> tasks ({caller()})")

    def add(self, task: Any) -> Self:
        """Add a task, or a list of tasks one after the other."""
        for item in deeply(steps, task, self._place()):
            self._add(self._not_itself(item))
        return self

    def _place(self) -> str:
        return f"workflow {self._name!r}"

    def _not_itself(self, task: Any) -> Any:
        if task is self:
            raise InvalidDefinition(f"workflow {self._name!r} cannot be a part of itself ({caller()})")
        return task

    def _add(self, item: Any) -> Self:
        if id(item) in self._added:
            raise InvalidDefinition(
                f"workflow {self._name!r}: task {item.task_reference_name!r} is added twice ({caller()}); "
                "make a second one with a reference name of its own"
            )
        if isinstance(item, ConductorWorkflow):
            item = embedded(item, item._input_template or {})
        self._added.add(id(item))
        self._tasks.append(item)
        return self

    def to_workflow_def(self) -> WorkflowDef:
        """The definition as the server takes it."""
        return self._make()[0]

    def _make(self) -> tuple[WorkflowDef, dict[int, Any]]:
        """The definition, and the tasks by the ids of the definitions that they made."""
        return complete(self, self._made)

    def _made(self) -> tuple[WorkflowDef, dict[int, Any]]:
        with Making(self) as making:
            return self._to_def(assemble(self._tasks)), making.makers

    def _to_def(self, tasks: list[WorkflowTask]) -> WorkflowDef:
        definition = WorkflowDef() if self._definition is None else copy(self._definition)
        definition.__dict__.update(
            name=self._name,
            description=self._description,
            version=self._version,
            tasks=tasks,
            input_parameters=self._input_parameters,
            output_parameters=plain(self._output_parameters),
            failure_workflow=self._failure_workflow,
            owner_email=self._owner_email,
            timeout_policy=getattr(self._timeout_policy, "value", self._timeout_policy),
            timeout_seconds=self._timeout_seconds,
            variables=plain(self._variables),
            input_template=plain(self._input_template),
            restartable=None if self._definition is None and self._restartable else self._restartable,
            workflow_status_listener_enabled=self._workflow_status_listener_enabled,
            workflow_status_listener_sink=self._workflow_status_listener_sink,
        )
        if self._definition is None:
            definition.schema_version = self.SCHEMA_VERSION
        return definition

    def to_workflow_task(self) -> WorkflowTask:
        """The task that this workflow is in another one."""
        return embedded(self, self._input_template or {}).to_workflow_task()

    def _executor_for(self, what: str) -> WorkflowExecutor:
        if self._executor is None:
            raise InvalidDefinition(
                f"workflow {self._name!r} has no executor to {what} it with ({caller()}): "
                "ConductorWorkflow(executor=WorkflowExecutor(configuration), …)"
            )
        return self._executor

    def validate(self, server: bool = False) -> list[Finding]:
        """What the server would refuse and what would fail in a run, each with the line of Python it is from.

        With ``server`` the executor's server is asked, too; it registers nothing.
        """
        from conductor.client.workflow._validate import check_built

        definition, makers = self._make()
        findings = check_built(definition, makers, self._where)
        if server and not findings:
            findings = self._executor_for("validate").check_workflow(definition)
        return findings

    def register(self, overwrite: bool, validate: bool = False) -> Any:
        """Register the definition on the server, over one of the same name and version if ``overwrite``.

        With ``validate`` it is checked before; errors raise InvalidDefinition and nothing is sent.
        """
        if validate:
            errors = [finding for finding in self.validate() if finding.severity == ERROR]
            if errors:
                raise InvalidDefinition(f"workflow {self._name!r} is not registered", errors)
        return self._executor_for("register").register_workflow(self.to_workflow_def(), overwrite=overwrite)

    def to_json(self, indent: int | None = 2) -> str:
        """The definition as JSON text, keys always in the same order."""
        from conductor.client.workflow._json import to_text

        return to_text(self.to_workflow_def(), indent)

    @classmethod
    def from_workflow_def(
        cls, definition: WorkflowDef | dict[str, Any], executor: WorkflowExecutor | None = None
    ) -> Self:
        """A workflow that goes on from a definition; unchanged, its ``to_workflow_def()`` is the same."""
        from conductor.client.workflow._json import read

        workflow = cls.__new__(cls)
        read(workflow, definition)
        workflow._executor = executor
        return workflow

    @classmethod
    def from_json(cls, text: str | bytes | dict[str, Any], executor: WorkflowExecutor | None = None) -> Self:
        """A workflow that goes on from a definition's JSON."""
        import json

        return cls.from_workflow_def(text if isinstance(text, dict) else deeply(json.loads, text), executor)

    def visualize(self, kind: str | None = None, execution: Any = None) -> Drawing:
        """A drawing: ``.svg``, ``.mermaid`` or ``.save(path)``; a notebook shows it by itself.

        ``execution`` (a Workflow, a WorkflowRun or its JSON) colours the tasks by their status.
        ``kind``, ``svg`` or ``mermaid``, is what ``str()`` of the drawing gives; mermaid when left out.
        """
        from conductor.client.workflow._draw import Drawing

        return Drawing(self.to_workflow_def(), execution, kind or "mermaid")

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        return self.visualize()._repr_mimebundle_(include, exclude)

    def start_workflow(self, start_workflow_request: StartWorkflowRequest) -> str:
        """Start a run of this definition, registered or not, by that request. Returns the run's id."""
        start_workflow_request.workflow_def = self.to_workflow_def()
        start_workflow_request.name = self._name
        start_workflow_request.version = self._version
        return self._executor_for("start").start_workflow(start_workflow_request)

    def start_workflow_with_input(
        self,
        workflow_input: dict[str, Any] | None = None,
        correlation_id: str | None = None,
        task_to_domain: dict[str, str] | None = None,
        priority: int | None = None,
        idempotency_key: str | None = None,
        idempotency_strategy: IdempotencyStrategy = IdempotencyStrategy.FAIL,
    ) -> str:
        """Start a run of this definition, registered or not. Returns the run's id."""
        request = self._request(workflow_input, task_to_domain, idempotency_key, idempotency_strategy)
        request.correlation_id = correlation_id
        request.priority = priority
        return self._executor_for("start").start_workflow(request)

    def execute(
        self,
        workflow_input: Any = None,
        wait_until_task_ref: str = "",
        wait_for_seconds: int = 10,
        request_id: str | None = None,
        idempotency_key: str | None = None,
        idempotency_strategy: IdempotencyStrategy = IdempotencyStrategy.FAIL,
        task_to_domain: dict[str, str] | None = None,
    ) -> WorkflowRun:
        """Run this definition, registered or not, and wait for the end, or for ``wait_until_task_ref``.

        After ``wait_for_seconds`` it returns the run as it stands then.
        """
        request = self._request(workflow_input, task_to_domain, idempotency_key, idempotency_strategy)
        if request.version is None:
            request.version = 1  # Upstream: the synchronous call has the version in its path
        return self._executor_for("execute").execute_workflow(
            request,
            wait_until_task_ref=wait_until_task_ref,
            wait_for_seconds=wait_for_seconds,
            request_id=request_id,
        )

    def __call__(self, **inputs: Any) -> WorkflowRun:
        """Run it with that input, and wait."""
        return self.execute(workflow_input=inputs)

    def _request(
        self,
        workflow_input: Any,
        task_to_domain: dict[str, str] | None,
        idempotency_key: str | None,
        idempotency_strategy: IdempotencyStrategy,
    ) -> StartWorkflowRequest:
        request = StartWorkflowRequest(
            name=self._name,
            version=self._version,
            input=workflow_input or {},
            task_to_domain=task_to_domain,
            workflow_def=self.to_workflow_def(),
        )
        if idempotency_key is not None:
            request.idempotency_key = idempotency_key
            request.idempotency_strategy = idempotency_strategy
        return request

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        twin = type(self).__new__(type(self))
        memo[id(self)] = twin
        for name, value in vars(self).items():
            # The executor is a connection: both use the same.
            twin.__dict__[name] = value if name == "_executor" else deepcopy(value, memo)
        twin._added = {id(item) for item in twin._tasks}
        return twin
