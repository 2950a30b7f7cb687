"""What a workflow says about itself, apart from its tasks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conductor.client.exceptions import InvalidDefinition
from conductor.client.workflow.task._kinds import is_object, is_text, is_truth, is_whole
from conductor.client.workflow.task._reference import expression
from conductor.client.workflow.task._where import caller
from conductor.client.workflow.task.timeout_policy import TimeoutPolicy

if TYPE_CHECKING:
    from typing_extensions import Self


class WorkflowHead:
    """Name, version, limits, input and output of a workflow under construction."""

    def __init__(self, name: str | None, version: int | None, description: str | None) -> None:
        self._where = caller()
        self._name = ""
        self.name = name  # type: ignore[assignment]  # the setter refuses what is no name
        self.version = version
        self.description = description
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
        if not is_text(name) or not name.strip():
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
        if version is not None and (not is_whole(version) or version < 1):
            raise self._refuse("the version must be a whole number from 1", version)
        self._version = version

    @property
    def description(self) -> str | None:
        """What it is for, in words."""
        return self._description

    @description.setter
    def description(self, description: str | None) -> None:
        if description is not None and not is_text(description):
            raise self._refuse("the description must be text", description)
        self._description = description

    def timeout_policy(self, timeout_policy: TimeoutPolicy) -> Self:
        """What happens when it runs longer than ``timeout_seconds``."""
        if type(timeout_policy) is not TimeoutPolicy:
            raise self._refuse("the timeout policy must be a TimeoutPolicy", timeout_policy)
        self._timeout_policy = timeout_policy
        return self

    def timeout_seconds(self, timeout_seconds: int) -> Self:
        """How long a run may take, in seconds; 0: as long as it likes."""
        if not is_whole(timeout_seconds):
            raise self._refuse("the timeout must be a whole number of seconds", timeout_seconds)
        self._timeout_seconds = timeout_seconds
        return self

    def owner_email(self, owner_email: str) -> Self:
        """Whose workflow it is."""
        if not is_text(owner_email):
            raise self._refuse("the owner's address must be text", owner_email)
        self._owner_email = owner_email
        return self

    def failure_workflow(self, failure_workflow: str) -> Self:
        """The name of the workflow to start when this one fails."""
        if not is_text(failure_workflow):
            raise self._refuse("the failure workflow must be a name", failure_workflow)
        self._failure_workflow = failure_workflow
        return self

    def restartable(self, restartable: bool) -> Self:
        """Whether a finished run may be restarted."""
        if not is_truth(restartable):
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
        if given is not None and not is_object(given):
            raise self._refuse(f"the {what} must be a dict", given)
        return dict(given or {})

    def input_parameters(self, input_parameters: list[str] | dict[str, Any]) -> Self:
        """The names of the input's members, for its users to read. Upstream: a dict sets their defaults."""
        if isinstance(input_parameters, (dict, str)):
            return self.workflow_input(input_parameters)
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
