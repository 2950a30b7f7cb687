"""FORK_JOIN_DYNAMIC: branches that the input decides."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any, NoReturn

from conductor.devserver import statuses
from conductor.devserver.expressions import java_text
from conductor.devserver.json_value import is_list, is_object
from conductor.devserver.refusal import Refusal
from conductor.devserver.tasks.join import join_of
from conductor.devserver.tasks.kind import EndWorkflow, Kind, Mapping
from conductor.devserver.wire_types import WORKFLOW_TASK

if TYPE_CHECKING:
    from conductor.devserver.task_run import TaskRun


class DynamicFork(Kind):
    """One task, sub-workflow or system task over many inputs; or a list of tasks with an input for each."""

    name = "FORK_JOIN_DYNAMIC"

    def map(self, mapping: Mapping) -> list[TaskRun]:
        """The fork's run, one run per branch, and the JOIN."""
        given = mapping.plain_input()
        forked = self._branches(mapping, given)
        now = mapping.facts.now
        refs = [task["taskReferenceName"] for task in forked]
        fork_input = {"forkedTasks": refs, "forkedTaskDefs": forked, **given}
        fork = mapping.run(
            "FORK", fork_input, def_name="FORK", status=statuses.COMPLETED, start_time=now, end_time=now
        )
        fork.executed = True
        runs: list[TaskRun] = [fork]
        join_on: list[str] = []
        for task in forked:
            made = mapping.map_next(task)
            if not made:
                _duplicate(mapping, task)
            runs.extend(made)
            join_on.append(made[-1].ref)
        following = mapping.execution.blueprint.after.get(mapping.ref)
        if following is None or following["type"] != "JOIN":
            raise EndWorkflow(
                "Dynamic join definition is not followed by a join task.  Check the workflow definition."
            )
        join = join_of(mapping, following, join_on)
        join.input = {**following.get("inputParameters", {}), "joinOn": join_on}
        return [*runs, join]

    def _branches(self, mapping: Mapping, given: dict[str, Any]) -> list[dict[str, Any]]:
        if is_list(given.get("forkTaskInputs")):
            return self._same_task(mapping, given)
        if mapping.workflow_task.get("dynamicForkTasksParam") is not None:
            return self._listed(mapping, given)
        return self._joined(mapping, given)

    def _same_task(self, mapping: Mapping, given: dict[str, Any]) -> list[dict[str, Any]]:
        from conductor.devserver.tasks import is_system

        workflow, name = given.get("forkTaskWorkflow"), given.get("forkTaskName")
        type_ = str(given.get("forkTaskType") or "SIMPLE")
        if name is None:
            name = type_ if is_system(type_) else mapping.ref
        # Server: a dynamic fork before this one, or this one in an earlier iteration, makes names longer.
        earlier = any(task.workflow_task.get("type") == self.name for task in mapping.execution.tasks)
        prefix = f"_{mapping.ref}_{name}" if earlier else f"_{name}"
        forked: list[dict[str, Any]] = []
        for index, item in enumerate(given["forkTaskInputs"]):
            task = _as_task(item)
            task["taskReferenceName"] = f"{prefix}_{index}"
            own: dict[str, Any] = {**item} if is_object(item) else {"input": item}
            task["inputParameters"] = {**own, "__index": index}
            if workflow is not None:
                task.update(name=str(workflow), type="SUB_WORKFLOW")
                sub: dict[str, Any] = {"name": str(workflow)}
                task["subWorkflowParam"] = sub
                version = _version(given.get("forkTaskWorkflowVersion"))
                if version is not None:
                    sub["version"] = version
                if is_object(own.get("taskToDomain")):
                    sub["taskToDomain"] = own["taskToDomain"]
            else:
                task.update(name=str(name), type=type_)
                _define(mapping, task)
            if mapping.workflow_task.get("optional"):
                task["optional"] = True
            forked.append(task)
        return forked

    def _listed(self, mapping: Mapping, given: dict[str, Any]) -> list[dict[str, Any]]:
        tasks_name = mapping.workflow_task["dynamicForkTasksParam"]
        listed = given.get(tasks_name)
        try:
            if not is_list(listed):
                raise ValueError(listed)
            forked = [WORKFLOW_TASK.read(copy.deepcopy(task)) for task in listed]
            if any(task.get("taskReferenceName") is None for task in forked):
                raise ValueError(listed)
        except (ValueError, Refusal) as problem:
            raise EndWorkflow(
                f"Input '{tasks_name}' is invalid. Cannot deserialize a list of Workflow Tasks from "
                f"'{java_text(listed)}'"
            ) from problem
        for task in forked:
            _define(mapping, task)
        inputs = given.get(mapping.workflow_task.get("dynamicForkTasksInputParamName") or "")
        if not is_object(inputs):
            raise EndWorkflow(
                "Input to the dynamically forked tasks is not a map -> expecting a map of K,V  but found "
                f"{java_text(inputs)}"
            )
        return [_with_input(task, inputs.get(task["taskReferenceName"])) for task in forked]

    def _joined(self, mapping: Mapping, given: dict[str, Any]) -> list[dict[str, Any]]:
        name = mapping.workflow_task.get("dynamicForkJoinTasksParam")
        value = given.get(name or "")
        listed = value.get("dynamicTasks") if is_object(value) else None
        try:
            if not is_list(listed):
                raise ValueError(listed)
            forked = [_joined_task(item) for item in listed]
        except (ValueError, Refusal) as problem:
            raise EndWorkflow(
                f"Dynamic tasks could not be created. The value of {java_text(name)} from task's input "
                f"{java_text(given)} has no dynamic tasks to be scheduled"
            ) from problem
        for task in forked:
            _define(mapping, task)
        return [_with_input(task, item.get("input")) for task, item in zip(forked, listed)]


def _as_task(item: Any) -> dict[str, Any]:
    """Server: an item that reads as a task's definition gives it its other members, too."""
    try:
        return WORKFLOW_TASK.read(copy.deepcopy(item) if is_object(item) else {})
    except Refusal:
        return WORKFLOW_TASK.read({})


def _joined_task(item: Any) -> dict[str, Any]:
    if not is_object(item) or item.get("referenceName") is None:
        raise ValueError(item)
    return WORKFLOW_TASK.read(
        {
            "name": item.get("taskName"),
            "taskReferenceName": item["referenceName"],
            "type": item.get("type") or "SIMPLE",
        }
    )


def _define(mapping: Mapping, task: dict[str, Any]) -> None:
    known = mapping.facts.task_def(task.get("name") or "")
    if "taskDefinition" not in task and known is not None:
        task["taskDefinition"] = known


def _with_input(task: dict[str, Any], own: Any) -> dict[str, Any]:
    if own is not None and not is_object(own):
        raise EndWorkflow(
            f"Tasks could not be dynamically forked due to invalid input: class {_java_class(own)} cannot be "
            "cast to class java.util.Map"
        )
    task["inputParameters"] = {**(task.get("inputParameters") or {}), **(own or {})}
    return task


def _java_class(value: Any) -> str:
    if isinstance(value, bool):
        return "java.lang.Boolean"
    for type_, name in ((str, "String"), (int, "Integer"), (float, "Double")):
        if isinstance(value, type_):
            return f"java.lang.{name}"
    return "java.util.ArrayList"


def _version(text: Any) -> int | None:
    try:
        return int(text)
    except (TypeError, ValueError):
        return None


def _duplicate(mapping: Mapping, task: dict[str, Any]) -> NoReturn:
    ref = task["taskReferenceName"]
    raise EndWorkflow(
        f"No dynamic tasks could be created for the Workflow: {mapping.execution.title}, Dynamic Fork Task: "
        f"{task.get('name')}/{ref} attempted to create a duplicate task reference name: {ref}"
    )
