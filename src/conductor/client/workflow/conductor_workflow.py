from __future__ import annotations

from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, ClassVar

from conductor.client.exceptions import InvalidDefinition
from conductor.client.http.models.start_workflow_request import IdempotencyStrategy, StartWorkflowRequest
from conductor.client.http.models.workflow_def import WorkflowDef
from conductor.client.workflow.task import _naming
from conductor.client.workflow.task._plain import plain
from conductor.client.workflow.task._reference import expression
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
    from conductor.client.workflow.executor.workflow_executor import WorkflowExecutor

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

_under_construction: ContextVar[tuple[ConductorWorkflow, ...]] = ContextVar("in the making", default=())


class ConductorWorkflow:
    """A workflow under construction: ``workflow >> first >> [left, right] >> last``.

    ``>>`` adds what runs next: a task, a workflow (as a sub-workflow) or a list, whose members (tasks or lists of
    tasks) run at the same time and are joined. ``executor`` is needed to register and to run it only.
    """

    SCHEMA_VERSION: ClassVar[int] = 2

    def __init__(
        self,
        executor: WorkflowExecutor | None = None,
        name: str | None = None,
        version: int | None = None,
        description: str | None = None,
    ) -> None:
        self._where = caller()
        self._executor = executor
        self._name = ""
        self.name = name  # type: ignore[assignment]  # the setter refuses what is no name
        self.version = version
        self.description = description
        self._tasks: list[Any] = []
        self._owner_email: str | None = None
        self._timeout_policy: TimeoutPolicy | str | None = None
        self._timeout_seconds: int | None = 60
        self._failure_workflow: str | None = ""
        self._input_parameters: list[str] | None = []
        self._output_parameters: dict[str, Any] | None = {}
        self._input_template: dict[str, Any] | None = {}
        self._variables: dict[str, Any] | None = {}
        self._restartable: bool | None = True
        self._workflow_status_listener_enabled: bool | None = False
        self._workflow_status_listener_sink: str | None = None
        self._definition: WorkflowDef | None = None  # what it was read from

    def _refuse(self, what: str, value: object) -> InvalidDefinition:
        return InvalidDefinition(
            f"workflow {self._name!r}: {what}, not {value!r} of type {type(value).__name__} ({caller()})"
        )

    @property
    def name(self) -> str:
        """The name under which the server knows it."""
        return self._name

    @name.setter
    def name(self, name: str) -> None:
        if not isinstance(name, str) or not name.strip():
            raise self._refuse("the name must be text", name)
        if "${" in name or any(character.isspace() for character in name):
            raise self._refuse("the name must have no blanks and no ${…} in it", name)
        self._name = name

    @property
    def version(self) -> int | None:
        """Its version, from 1; None: the server's choice, 1."""
        return self._version

    @version.setter
    def version(self, version: int | None) -> None:
        if version is not None and (not isinstance(version, int) or isinstance(version, bool) or version < 1):
            raise self._refuse("the version must be a whole number from 1", version)
        self._version = version

    @property
    def description(self) -> str | None:
        """What it is for, in words."""
        return self._description

    @description.setter
    def description(self, description: str | None) -> None:
        if description is not None and not isinstance(description, str):
            raise self._refuse("the description must be text", description)
        self._description = description

    def timeout_policy(self, timeout_policy: TimeoutPolicy) -> Self:
        """What happens when it runs longer than ``timeout_seconds``."""
        if not isinstance(timeout_policy, TimeoutPolicy):
            raise self._refuse("the timeout policy must be a TimeoutPolicy", timeout_policy)
        self._timeout_policy = timeout_policy
        return self

    def timeout_seconds(self, timeout_seconds: int) -> Self:
        """How long a run may take, in seconds; 0: as long as it likes."""
        if not isinstance(timeout_seconds, int):
            raise self._refuse("the timeout must be a whole number of seconds", timeout_seconds)
        self._timeout_seconds = timeout_seconds
        return self

    def owner_email(self, owner_email: str) -> Self:
        """Whose workflow it is."""
        if not isinstance(owner_email, str):
            raise self._refuse("the owner's address must be text", owner_email)
        self._owner_email = owner_email
        return self

    def failure_workflow(self, failure_workflow: str) -> Self:
        """The name of the workflow to start when this one fails."""
        if not isinstance(failure_workflow, str):
            raise self._refuse("the failure workflow must be a name", failure_workflow)
        self._failure_workflow = failure_workflow
        return self

    def restartable(self, restartable: bool) -> Self:
        """Whether a finished run may be restarted."""
        if not isinstance(restartable, bool):
            raise self._refuse("restartable must be true or false", restartable)
        self._restartable = restartable
        return self

    def enable_status_listener(self, sink_name: str) -> Self:
        """Publish the changes of its status to that sink."""
        self._workflow_status_listener_sink = sink_name
        self._workflow_status_listener_enabled = True
        return self

    def disable_status_listener(self) -> Self:
        """Publish no changes of its status."""
        self._workflow_status_listener_sink = None
        self._workflow_status_listener_enabled = False
        return self

    def output_parameters(self, output_parameters: dict[str, Any] | None) -> Self:
        """The output: values or references. Without any, the last task's output is the workflow's."""
        self._output_parameters = self._members("output parameters", output_parameters)
        return self

    def output_parameter(self, key: str, value: Any) -> Self:
        """Set one member of the output."""
        if self._output_parameters is None:
            self._output_parameters = {}
        self._output_parameters[key] = value
        return self

    def input_template(self, input_template: dict[str, Any] | None) -> Self:
        """The input's default values."""
        self._input_template = self._members("input template", input_template)
        return self

    def variables(self, variables: dict[str, Any] | None) -> Self:
        """The variables' first values."""
        self._variables = self._members("variables", variables)
        return self

    def _members(self, what: str, given: dict[str, Any] | None) -> dict[str, Any]:
        if given is not None and not isinstance(given, dict):
            raise self._refuse(f"the {what} must be a dict", given)
        return dict(given or {})

    def input_parameters(self, input_parameters: list[str] | dict[str, Any]) -> Self:
        """The names of the input's members, for its users to read. Upstream: a dict sets their defaults."""
        if isinstance(input_parameters, (dict, str)):
            return self.workflow_input(input_parameters)  # type: ignore[arg-type]  # text is refused there
        self._input_parameters = [str(name) for name in input_parameters]
        return self

    def workflow_input(self, input: dict[str, Any]) -> Self:
        """The input's default values; as a sub-workflow, the input itself."""
        return self.input_template(input)

    def input(self, json_path: str | None = None) -> str:
        """The reference to the input, or to what is at the JSON path in it."""
        return expression("workflow.input", json_path)

    def output(self, json_path: str | None = None) -> str:
        """The reference to the output, or to what is at the JSON path in it."""
        return expression("workflow.output", json_path)

    def variable(self, name: str) -> str:
        """The reference to a variable."""
        return expression("workflow.variables", name)

    def secret(self, name: str) -> str:
        """The reference to a secret that the server keeps."""
        return expression("workflow.secrets", name)

    def env(self, name: str) -> str:
        """The reference to an environment variable of the server."""
        return expression("workflow.env", name)

    def field(self, name: str) -> str:
        """The reference to what the server knows of the run: ``workflowId``, ``correlationId`` …"""
        return expression("workflow", name)

    def __rshift__(self, task: Any) -> Self:
        return self._add(step(self._not_itself(task), self._place()))

    def add(self, task: Any) -> Self:
        """Add a task, or a list of tasks one after the other."""
        for item in steps(task, self._place()):
            self._add(self._not_itself(item))
        return self

    def _place(self) -> str:
        return f"workflow {self._name!r}"

    def _not_itself(self, task: Any) -> Any:
        if task is self:
            raise InvalidDefinition(f"workflow {self._name!r} cannot be a part of itself ({caller()})")
        return task

    def _add(self, item: Any) -> Self:
        if any(item is present for present in self._tasks) and isinstance(item, TaskInterface):
            raise InvalidDefinition(
                f"workflow {self._name!r}: task {item.task_reference_name!r} is added twice ({caller()}); "
                f"make a second task with a reference name of its own"
            )
        self._tasks.append(embedded(item, item._input_template or {}) if _is_workflow(item) else item)
        return self

    def to_workflow_def(self) -> WorkflowDef:
        """The definition as the server takes it."""
        if any(self is above for above in _under_construction.get()):
            raise InvalidDefinition(f"workflow {self._name!r} is a part of itself ({self._where})")
        token = _under_construction.set((*_under_construction.get(), self))
        try:
            with _naming.definition():
                tasks = assemble(self._tasks)
        finally:
            _under_construction.reset(token)
        return self._to_def(tasks)

    def _to_def(self, tasks: list[WorkflowTask]) -> WorkflowDef:
        definition = WorkflowDef() if self._definition is None else _copy_of(self._definition)
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

    def to_workflow_task(self) -> Any:
        """The task that this workflow is in another one."""
        return embedded(self, self._input_template or {}).to_workflow_task()

    def _executor_for(self, what: str) -> WorkflowExecutor:
        if self._executor is None:
            raise InvalidDefinition(
                f"workflow {self._name!r} has no executor to {what} it with ({caller()}): "
                "ConductorWorkflow(executor=WorkflowExecutor(configuration), …)"
            )
        return self._executor

    def register(self, overwrite: bool) -> Any:
        """Register the definition on the server, over one of the same name and version if ``overwrite``."""
        return self._executor_for("register").register_workflow(self.to_workflow_def(), overwrite=overwrite)

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
        from copy import deepcopy

        twin = type(self).__new__(type(self))
        memo[id(self)] = twin
        for name, value in vars(self).items():
            # The executor is a connection: both use the same.
            twin.__dict__[name] = value if name == "_executor" else deepcopy(value, memo)
        return twin


def _is_workflow(item: Any) -> bool:
    return isinstance(item, ConductorWorkflow)


def _copy_of(definition: WorkflowDef) -> WorkflowDef:
    from copy import copy

    return copy(definition)


def __getattr__(name: str) -> Any:
    # Upstream: this module takes every model along.
    from conductor.client.http import models

    if name.startswith("_") or name not in models.__all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(models, name)
