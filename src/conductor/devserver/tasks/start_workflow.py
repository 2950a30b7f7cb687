"""START_WORKFLOW: starts another workflow and does not wait for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conductor.devserver import statuses
from conductor.devserver.broken_json import PARSE_ERROR
from conductor.devserver.refusal import Refusal
from conductor.devserver.tasks.kind import Kind, Mapping, Shell, finish
from conductor.devserver.wire_types import START_REQUEST

if TYPE_CHECKING:
    from conductor.devserver.execution import Execution
    from conductor.devserver.task_run import TaskRun


class StartWorkflow(Kind):
    """Completes with the id of what it started."""

    name = "START_WORKFLOW"
    goes_on_paused = True

    def map(self, mapping: Mapping) -> list[TaskRun]:
        """One run."""
        task = mapping.run(self.name, mapping.plain_input())
        task.callback_after_seconds = mapping.workflow_task.get("startDelay") or 0
        return [task]

    def run(self, execution: Execution, task: TaskRun, shell: Shell) -> bool:
        """Start it."""
        task.poll_count += 1
        wanted = task.input.get("startWorkflow")
        if wanted is None:
            return self._refuse(execution, task, shell, "Missing 'startWorkflow' in input data.")
        try:
            request = START_REQUEST.read(wanted)
        except Refusal as problem:
            said = problem.message.removeprefix(PARSE_ERROR)
            return self._refuse(execution, task, shell, f"Error reading StartWorkflowRequest. {said}")
        wrong = _violations(request)
        if wrong:
            return self._refuse(execution, task, shell, f"startWorkflow validation failed. {wrong}")
        if not (request.get("correlationId") or "").strip():
            request["correlationId"] = execution.correlation_id
        if not request.get("taskToDomain"):
            request["taskToDomain"] = execution.task_to_domain
        try:
            started = shell.start(request)
        except Refusal as problem:
            return self._refuse(execution, task, shell, problem.message)
        return finish(execution, task, shell, output={"workflowId": started.workflow_id})

    def _refuse(self, execution: Execution, task: TaskRun, shell: Shell, reason: str) -> bool:
        return finish(execution, task, shell, statuses.FAILED, reason)


def _violations(request: dict[str, Any]) -> str:
    """What is wrong with a request, as the server says it; empty when nothing is."""
    priority = request.get("priority") or 0
    found = {
        "'name' -> Workflow name cannot be null or empty. ": not request.get("name"),
        f"'priority' -> priority: {priority} should be maximum 99. ": priority > 99,
        f"'priority' -> priority: {priority} should be minimum 0. ": priority < 0,
    }
    return "".join(sentence for sentence, wrong in found.items() if wrong)
