"""FORK_JOIN_DYNAMIC: branches that the input decides."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

from conductor.devserver import statuses
from conductor.devserver.binding import bind
from conductor.devserver.blueprint import fill_task
from conductor.devserver.expressions import java_text
from conductor.devserver.json_value import is_list, is_object
from conductor.devserver.refusal import ServerFault
from conductor.devserver.tasks.fork_join import join_of
from conductor.devserver.tasks.kind import EndWorkflow, Kind, Mapping
from conductor.devserver.wire_types import WORKFLOW_TASK

if TYPE_CHECKING:
    from conductor.devserver.task_run import TaskRun


class DynamicFork(Kind):
    """One task, sub-workflow or system task over many inputs; or a list of tasks with an input for each."""

    name = "FORK_JOIN_DYNAMIC"
    retried = False

    def map(self, mapping: Mapping) -> list[TaskRun]:
        """The fork's run, one run per branch, and the JOIN."""
        given = mapping.input()
        forked, inputs = self._branches(mapping, given)
        following = mapping.execution.blueprint.after.get(mapping.ref)
        if following is None or following["type"] != "JOIN":
            raise EndWorkflow(
                "Dynamic join definition is not followed by a join task.  Check the workflow definition."
            )
        refs = [task["taskReferenceName"] for task in forked]
        now = mapping.facts.now
        fork_input = {**given, "forkedTasks": refs, "forkedTaskDefs": forked}
        fork = mapping.run(
            "FORK", fork_input, def_name="FORK", status=statuses.COMPLETED, start_time=now, end_time=now
        )
        runs = [fork]
        for task in forked:
            own = inputs.get(task["taskReferenceName"])
            made = mapping.map_next(task)
            if made and is_object(own):
                made[0].input = {**made[0].input, **own}
            runs.extend(made)
        return [*runs, join_of(mapping, following, refs)]

    def _branches(
        self, mapping: Mapping, given: dict[str, Any]
    ) -> tuple[list[dict[str, Any]], dict[str, Any]]:
        task = mapping.workflow_task
        if is_list(given.get("forkTaskInputs")) and (
            given.get("forkTaskName") or given.get("forkTaskWorkflow") or given.get("forkTaskType")
        ):
            return self._same_task(mapping, given), {}
        if task.get("dynamicForkJoinTasksParam"):
            return self._joined(mapping, given.get(task["dynamicForkJoinTasksParam"]))
        return self._listed(mapping, given)

    def _same_task(self, mapping: Mapping, given: dict[str, Any]) -> list[dict[str, Any]]:
        name, workflow = given.get("forkTaskName"), given.get("forkTaskWorkflow")
        prefix = f"_{name or mapping.ref}"
        if f"{prefix}_0" in mapping.execution.by_name:
            prefix = f"_{mapping.ref}{prefix}"
        forked: list[dict[str, Any]] = []
        for index, item in enumerate(given["forkTaskInputs"]):
            parameters = {**item, "__index": index} if is_object(item) else {"input": item, "__index": index}
            task: dict[str, Any] = {
                "name": name or workflow,
                "taskReferenceName": f"{prefix}_{index}",
                "type": given.get("forkTaskType") or "SIMPLE",
                "inputParameters": parameters,
                "optional": mapping.workflow_task.get("optional", False),
            }
            if workflow:
                task["type"] = "SUB_WORKFLOW"
                task["name"] = str(workflow)
                task["subWorkflowParam"] = {"name": workflow, "version": given.get("forkTaskWorkflowVersion")}
            forked.append(self._complete(mapping, task))
        return forked

    def _listed(self, mapping: Mapping, given: dict[str, Any]) -> tuple[list[dict[str, Any]], dict[str, Any]]:
        tasks_name = mapping.workflow_task.get("dynamicForkTasksParam")
        inputs_name = mapping.workflow_task.get("dynamicForkTasksInputParamName")
        listed = given.get(tasks_name or "")
        inputs = given.get(inputs_name or "")
        if not is_object(inputs):
            raise EndWorkflow(
                "Input to the dynamically forked tasks is not a map -> expecting a map of K,V  but found "
                f"{java_text(inputs)}"
            )
        if not is_list(listed):
            raise EndWorkflow(
                f"Input '{tasks_name}' is invalid. Cannot deserialize a list of Workflow Tasks from "
                f"'{java_text(listed)}'"
            )
        forked: list[dict[str, Any]] = []
        for task in listed:
            if not is_object(task):
                raise EndWorkflow(
                    f"Input '{tasks_name}' is invalid. Cannot deserialize a list of Workflow Tasks from "
                    f"'{java_text(listed)}'"
                )
            complete = self._complete(mapping, task)
            own = inputs.get(complete["taskReferenceName"])
            if is_object(own):
                complete["inputParameters"] = {**complete["inputParameters"], **own}
            forked.append(complete)
        return forked, {}

    def _joined(self, mapping: Mapping, given: Any) -> tuple[list[dict[str, Any]], dict[str, Any]]:
        listed = given.get("dynamicTasks") if is_object(given) else None
        if not is_list(listed):
            raise EndWorkflow(
                "Dynamic tasks could not be created. The value of the parameter is no list of tasks"
            )
        forked: list[dict[str, Any]] = []
        for item in listed:
            task: dict[str, Any] = {
                "name": item.get("taskName"),
                "taskReferenceName": item.get("referenceName") or item.get("taskName"),
                "type": item.get("type") or "SIMPLE",
                "inputParameters": item.get("input") or {},
            }
            if item.get("workflowName"):
                task["subWorkflowParam"] = {"name": item["workflowName"]}
            forked.append(self._complete(mapping, task))
        return forked, {}

    def _complete(self, mapping: Mapping, task: dict[str, Any]) -> dict[str, Any]:
        try:
            bound = bind(WORKFLOW_TASK, copy.deepcopy(task), "WorkflowTask")
        except ServerFault as problem:
            raise EndWorkflow(f"Dynamic fork: {problem.message}") from problem
        bound.setdefault("taskReferenceName", bound.get("name", ""))
        fill_task(bound, mapping.facts.task_def, mapping.facts.latest_version)
        return bound
