"""SWITCH: one of several branches."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conductor.devserver import statuses
from conductor.devserver.expressions import java_text
from conductor.devserver.scripts import EVALUATORS, ScriptError, ScriptTimeout, evaluate_with
from conductor.devserver.tasks.kind import EndWorkflow, Kind, Mapping, Shell, finish

if TYPE_CHECKING:
    from conductor.devserver.execution import Execution
    from conductor.devserver.task_run import TaskRun


def branch_of(workflow_task: dict[str, Any], case: str) -> list[dict[str, Any]]:
    """The tasks of a case; a case that is there but empty does not fall to the default."""
    branch = workflow_task.get("decisionCases", {}).get(case)
    tasks: list[dict[str, Any]] = workflow_task.get("defaultCase", []) if branch is None else branch
    return tasks


class Switch(Kind):
    """Chooses when it is scheduled; the branch's first task is scheduled in the same pass."""

    name = "SWITCH"

    def map(self, mapping: Mapping) -> list[TaskRun]:
        """The switch's run and what its branch starts with."""
        task_id = mapping.facts.new_id()
        given = mapping.plain_input()
        task = mapping.run(self.name, given, task_id, def_name=self.name)
        task.start_time = task.end_time = mapping.facts.now
        evaluator = mapping.workflow_task.get("evaluatorType") or ""
        if evaluator not in EVALUATORS:
            raise EndWorkflow(f"No evaluator registered for type: {evaluator}")
        try:
            case = java_text(self._evaluate(mapping.workflow_task, given))
        except (ScriptError, ScriptTimeout) as problem:
            task.status = statuses.FAILED
            task.reason = str(problem)
            return [task]
        task.status = statuses.COMPLETED
        task.output = {"evaluationResult": [case], "selectedCase": case}
        task.input = {**given, "case": case}
        branch = branch_of(mapping.workflow_task, case)
        if not branch:
            return [task]
        task.input["hasChildren"] = "true"
        return [task, *mapping.map_next(branch[0])]

    def run(self, execution: Execution, task: TaskRun, shell: Shell) -> bool:
        """A retried one completes, and chooses nothing (retry_switch)."""
        return finish(execution, task, shell)

    def _evaluate(self, workflow_task: dict[str, Any], given: dict[str, Any]) -> Any:
        evaluator = workflow_task.get("evaluatorType") or ""
        return evaluate_with(evaluator, workflow_task.get("expression") or "", given)
