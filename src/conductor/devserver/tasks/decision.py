"""DECISION: the older SWITCH."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conductor.devserver import statuses
from conductor.devserver.expressions import java_text
from conductor.devserver.scripts import ScriptError, ScriptTimeout, evaluate
from conductor.devserver.tasks.kind import EndWorkflow, Kind, Mapping, Shell, finish
from conductor.devserver.tasks.switch import branch_of

if TYPE_CHECKING:
    from conductor.devserver.execution import Execution
    from conductor.devserver.task_run import TaskRun


class Decision(Kind):
    """Chooses by ``caseExpression`` (JavaScript) or by the value of ``caseValueParam``."""

    name = "DECISION"

    def map(self, mapping: Mapping) -> list[TaskRun]:
        """The decision's run and what its branch starts with."""
        given = mapping.plain_input()
        expression = mapping.workflow_task.get("caseExpression")
        if expression:
            try:
                value = evaluate(expression, given)
            except (ScriptError, ScriptTimeout) as problem:
                raise EndWorkflow(f"Error while evaluating script: {expression}") from problem
        else:
            value = given.get(mapping.workflow_task.get("caseValueParam") or "")
        case = java_text(value)
        task = mapping.run(self.name, {"case": case}, def_name=self.name, status=statuses.COMPLETED)
        task.start_time = task.end_time = mapping.facts.now
        task.output = {"caseOutput": [case]}
        # Server: here, unlike in SWITCH, an empty case falls to the default.
        branch = branch_of(mapping.workflow_task, case) or mapping.workflow_task.get("defaultCase", [])
        if not branch:
            return [task]
        task.input["hasChildren"] = "true"
        return [task, *mapping.map_next(branch[0])]

    def run(self, execution: Execution, task: TaskRun, shell: Shell) -> bool:
        """A retried one completes, and chooses nothing."""
        return finish(execution, task, shell)
