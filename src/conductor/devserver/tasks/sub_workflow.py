"""SUB_WORKFLOW: another workflow as a task of this one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conductor.devserver import statuses
from conductor.devserver.json_value import is_object
from conductor.devserver.refusal import Refusal
from conductor.devserver.scope import resolve_in
from conductor.devserver.tasks.kind import EndWorkflow, Kind, Mapping, Shell, finish

if TYPE_CHECKING:
    from conductor.devserver.execution import Execution
    from conductor.devserver.task_run import TaskRun

#: Where an execution's output names the workflow that followed its failure.
FAILURE_WORKFLOW = "conductor.failure_workflow"
_OUTCOMES = {
    statuses.COMPLETED: statuses.COMPLETED,
    statuses.FAILED: statuses.FAILED,
    statuses.TERMINATED: statuses.CANCELED,
    statuses.TIMED_OUT: statuses.TIMED_OUT,
}


class SubWorkflow(Kind):
    """Starts the child, waits for it, and ends as it ended."""

    name = "SUB_WORKFLOW"
    goes_on_paused = True

    def map(self, mapping: Mapping) -> list[TaskRun]:
        """One run that says which child to start."""
        task_id = mapping.facts.new_id()
        parameters: dict[str, Any] | None = mapping.workflow_task.get("subWorkflowParam")
        if parameters is None:
            raise EndWorkflow(
                f"Task {mapping.workflow_task.get('name')} is defined as sub-workflow and is missing "
                "subWorkflowParams. Please check the workflow definition"
            )
        plain = {key: value for key, value in parameters.items() if key != "workflowDefinition"}
        resolved: dict[str, Any] = resolve_in(mapping.execution, plain, task_id)
        definition = parameters.get("workflowDefinition")
        if isinstance(definition, str):  # an expression; what stands there as an object belongs to the child
            definition = resolve_in(mapping.execution, definition, task_id)
        inline = is_object(definition)
        name = definition.get("name") if is_object(definition) else resolved.get("name")
        version = None if inline else resolved.get("version")
        if version is None and definition is None and isinstance(name, str):
            version = mapping.facts.latest_version(name)
            if version is None:
                raise EndWorkflow(
                    f"The Task {name} defined as a sub-workflow has no workflow definition available "
                )
        task = mapping.run(self.name, {}, task_id)
        task.input = {
            "subWorkflowName": name,
            "subWorkflowVersion": _number(version),
            "subWorkflowDefinition": definition,
            "subWorkflowTaskToDomain": resolved.get("taskToDomain"),
            "workflowInput": mapping.plain_input(),
            "priority": resolved.get("priority"),
            "idempotencyKey": resolved.get("idempotencyKey"),
            "idempotencyStrategy": resolved.get("idempotencyStrategy"),
        }
        task.callback_after_seconds = mapping.workflow_task.get("startDelay") or 0
        priority = parameters.get("priority")
        if isinstance(priority, (int, float)) and not isinstance(priority, bool):
            task.priority = int(priority)
        return [task]

    def run(self, execution: Execution, task: TaskRun, shell: Shell) -> bool:
        """Start the child, or take its end over."""
        if task.sub_workflow_id is None:
            return self._launch(execution, task, shell)
        child = shell.find(task.sub_workflow_id)
        if child is None or not child.ended:
            return False
        reason = None
        if child.status != statuses.COMPLETED:
            reason = f"Sub workflow {child.title} failure reason: {child.reason or 'null'}"
        # Server: the parent is told before the child's failure workflow starts.
        brought = {key: value for key, value in child.output.items() if key != FAILURE_WORKFLOW}
        output = {**task.output, "subWorkflowId": child.workflow_id, **brought}
        task.reason = reason
        return finish(execution, task, shell, _OUTCOMES[child.status], reason, output)

    def _launch(self, execution: Execution, task: TaskRun, shell: Shell) -> bool:
        wanted = task.input
        nested = wanted.get("workflowInput")
        # Server: a sub-workflow task without parameters of its own hands its whole input down.
        given = nested if is_object(nested) and nested else wanted
        definition = wanted.get("subWorkflowDefinition")
        if definition is not None:
            known = given.get("_systemMetadata")
            given = {**given, "_systemMetadata": {**(known if is_object(known) else {}), "dynamic": True}}
        domains = wanted.get("subWorkflowTaskToDomain")
        request = {
            "name": wanted.get("subWorkflowName"),
            "version": wanted.get("subWorkflowVersion") or None,
            "workflowDef": definition,
            "input": given,
            "correlationId": execution.correlation_id,
            "taskToDomain": domains if is_object(domains) else execution.task_to_domain,
            "priority": _number(wanted.get("priority")),
        }
        try:
            child = shell.start(request, parent=execution, parent_task=task)
        except Refusal as problem:
            return finish(execution, task, shell, statuses.FAILED, problem.message)
        execution.change(
            task,
            status=statuses.IN_PROGRESS,
            start_time=task.start_time or shell.now(),
            sub_workflow_id=child.workflow_id,
            poll_count=task.poll_count + 1,  # Server: its own threads poll such tasks, too
            output={**task.output, "subWorkflowId": child.workflow_id},
            reason=None,
        )
        return True

    def cancel(self, execution: Execution, task: TaskRun, shell: Shell) -> None:
        """End the child as well."""
        child = shell.find(task.sub_workflow_id) if task.sub_workflow_id else None
        if child is not None and not child.ended:
            if execution.reason:
                reason = f"Parent workflow has been terminated with reason: {execution.reason}"
            else:
                reason = f"Parent workflow has been terminated with status {execution.status}"
            shell.terminate(child, reason)


def _number(value: Any) -> int | None:
    try:
        return int(value)
    except (TypeError, ValueError):
        return None
