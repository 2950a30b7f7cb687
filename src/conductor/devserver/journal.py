"""Writing changed executions to the store, and reading them back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conductor.devserver import statuses
from conductor.devserver.blueprint import Blueprint
from conductor.devserver.execution import Execution
from conductor.devserver.task_run import TaskRun

if TYPE_CHECKING:
    from conductor.devserver.engine import Engine

_MEMBERS = (
    "workflow_id", "status", "output", "variables", "reason", "correlation_id", "priority",
    "task_to_domain", "parent_id", "parent_task_id", "rerun_from", "event", "created_by", "create_time",
    "update_time", "end_time", "last_retried_time", "failed_refs", "failed_task_names",
    "failed_task_id", "mocks", "depth",
)  # fmt: skip


class Journal:
    """Keeps the store in step with the engine's objects."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._touched: dict[str, Execution] = {}
        self._stored: dict[str, set[str]] = {}
        self._blueprints: dict[int, str] = {}
        #: Blueprints whose id() is in use as a key must not go away.
        self._kept: list[Blueprint] = []
        #: The input that is in the store, by execution: written once, it may be large.
        self._inputs: dict[str, object] = {}

    def touch(self, execution: Execution) -> None:
        """This execution has changed."""
        self._touched[execution.workflow_id] = execution

    def write(self) -> None:
        """Make every change of this turn durable."""
        store = self._engine.store
        if not store.durable:
            for execution in self._touched.values():
                execution.dirty.clear()
            self._touched.clear()
            return
        for execution in self._touched.values():
            self._write(execution)
        self._touched.clear()
        store.commit()

    def _write(self, execution: Execution) -> None:
        store = self._engine.store
        key = execution.workflow_id
        doc = {name: getattr(execution, name) for name in _MEMBERS}
        doc["blueprint"] = self._blueprint_key(execution.blueprint)
        store.put("execution", key, doc)
        if self._inputs.get(key) is not execution.input:
            store.put("input", key, {"workflow_id": key, "input": execution.input})
            self._inputs[key] = execution.input
        known = self._stored.setdefault(key, set())
        present = execution.by_id
        for task_id in known - present.keys():
            store.delete("task", task_id)
        for task in execution.dirty:
            if task.task_id in present:
                task_doc = task.to_doc()
                if execution.blueprint.by_ref.get(task.plain_ref) is task.workflow_task:
                    del task_doc["workflow_task"]
                store.put("task", task.task_id, task_doc, key)
        execution.dirty.clear()
        self._stored[key] = set(present)

    def _blueprint_key(self, blueprint: Blueprint) -> str:
        found = self._blueprints.get(id(blueprint))
        if found is None:
            from conductor.devserver.engine import new_id

            found = self._blueprints[id(blueprint)] = new_id()
            self._engine.store.put("blueprint", found, {"key": found, "doc": blueprint.doc})
            self._kept.append(blueprint)
        return found

    def forget(self, execution: Execution) -> None:
        """The execution is gone."""
        self._touched.pop(execution.workflow_id, None)
        self._stored.pop(execution.workflow_id, None)
        self._inputs.pop(execution.workflow_id, None)
        store = self._engine.store
        store.delete("execution", execution.workflow_id)
        store.delete("input", execution.workflow_id)
        store.delete_owned("task", execution.workflow_id)
        store.delete_owned("task_log", execution.workflow_id)

    def load(self) -> None:
        """Bring back every execution, its timers and its queued tasks."""
        engine, store = self._engine, self._engine.store
        if not store.durable:
            return
        blueprints: dict[str, Blueprint] = {}
        for doc in store.load("blueprint"):
            blueprint = blueprints[doc["key"]] = Blueprint(doc["doc"])
            self._blueprints[id(blueprint)] = doc["key"]
            self._kept.append(blueprint)
        tasks: dict[str, list[dict[str, Any]]] = {}
        for doc in store.load("task"):
            tasks.setdefault(doc["workflow_id"], []).append(doc)
        inputs = {doc["workflow_id"]: doc["input"] for doc in store.load("input")}
        with engine.turn():
            for doc in store.load("execution"):
                given = inputs.get(doc["workflow_id"], {})
                execution = Execution(
                    doc["workflow_id"], blueprints[doc["blueprint"]], given, doc["create_time"]
                )
                self._inputs[execution.workflow_id] = given
                for name in _MEMBERS:
                    setattr(execution, name, doc.get(name))
                runs = [_task(execution, found) for found in tasks.get(execution.workflow_id, [])]
                execution.set_tasks(sorted(runs, key=lambda task: (task.seq, task.scheduled_time)))
                execution.dirty.clear()
                self._stored[execution.workflow_id] = set(execution.by_id)
                self._take_up(execution)

    def _take_up(self, execution: Execution) -> None:
        engine = self._engine
        engine.executions[execution.workflow_id] = execution
        for task in execution.tasks:
            engine.task_owner[task.task_id] = execution.workflow_id
            if not task.system and task.status == statuses.SCHEDULED and not execution.ended:
                engine.offer(task)
        if execution.ended:
            engine.retention.ended(execution)
        else:
            engine.touch(execution)


def _task(execution: Execution, doc: dict[str, Any]) -> TaskRun:
    workflow_task = doc.get("workflow_task")
    task = TaskRun.from_doc(doc, workflow_task or {})
    if workflow_task is None:
        task.workflow_task = execution.blueprint.by_ref[task.plain_ref]
    return task
