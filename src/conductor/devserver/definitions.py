"""The registered definitions of workflows and tasks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conductor.devserver.blueprint import Blueprint
from conductor.devserver.refusal import Conflict, NotFound, ServerFault

if TYPE_CHECKING:
    from conductor.devserver.store import Store


class Definitions:
    """Workflow definitions by name and version, task definitions by name."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.workflows: dict[str, dict[int, dict[str, Any]]] = {}
        self.tasks: dict[str, dict[str, Any]] = {}
        self._blueprints: dict[tuple[str, int], Blueprint] = {}
        for doc in store.load("workflow_def"):
            self.workflows.setdefault(doc["name"], {})[doc["version"]] = doc
        for doc in store.load("task_def"):
            self.tasks[doc["name"]] = doc

    def task(self, name: str) -> dict[str, Any] | None:
        """The registered task definition, or None."""
        return self.tasks.get(name)

    def put_task(self, doc: dict[str, Any], now: int, *, create: bool) -> None:
        """Register a task definition, or replace it.

        :raises NotFound: it is to be replaced and is not there.
        """
        name = doc["name"]
        before = self.tasks.get(name)
        if not create and before is None:
            raise NotFound(f"No such task by name {name}")
        doc["createTime"] = now if create or before is None else before.get("createTime", now)
        doc["updateTime"] = 0 if create else now
        doc.setdefault("createdBy", "")
        self.tasks[name] = doc
        self._blueprints.clear()
        self._store.put("task_def", name, doc)

    def remove_task(self, name: str) -> None:
        """Forget a task definition.

        :raises ServerFault: it is not there.
        """
        if self.tasks.pop(name, None) is None:
            # Server: 500, not 404, as for workflow definitions (meta_workflow_crud).
            raise ServerFault("No such task definition")
        self._blueprints.clear()
        self._store.delete("task_def", name)

    def latest_version(self, name: str) -> int | None:
        """The highest registered version of a workflow."""
        versions = self.workflows.get(name)
        return max(versions) if versions else None

    def workflow(self, name: str, version: int | None = None) -> dict[str, Any] | None:
        """A registered workflow definition, the latest one without ``version``, or None."""
        versions = self.workflows.get(name)
        if not versions:
            return None
        return versions.get(max(versions) if version is None else version)

    def put_workflow(self, doc: dict[str, Any], now: int, *, overwrite: bool) -> None:
        """Register a workflow definition.

        :raises Conflict: this version is there and ``overwrite`` is False.
        """
        name, version = doc["name"], doc["version"]
        before = self.workflows.get(name, {}).get(version)
        if before is not None and not overwrite:
            raise Conflict(f"Workflow with {name}.{version} already exists!")
        doc["createTime"] = now if before is None else before.get("createTime", now)
        doc["updateTime"] = 0 if before is None else now
        self.workflows.setdefault(name, {})[version] = doc
        self._blueprints.clear()
        self._store.put("workflow_def", f"{name}\n{version}", doc)

    def remove_workflow(self, name: str, version: int) -> None:
        """Forget one version of a workflow definition.

        :raises ServerFault: it is not there.
        """
        versions = self.workflows.get(name, {})
        if versions.pop(version, None) is None:
            raise ServerFault(f"No such workflow definition: {name} version: {version}")
        if not versions:
            del self.workflows[name]
        self._blueprints.clear()
        self._store.delete("workflow_def", f"{name}\n{version}")

    def all_workflows(self) -> list[dict[str, Any]]:
        """Every version of every workflow definition."""
        return [doc for versions in self.workflows.values() for _, doc in sorted(versions.items())]

    def blueprint(self, name: str, version: int | None = None) -> Blueprint | None:
        """What an execution that starts now carries; shared by all until a definition changes."""
        doc = self.workflow(name, version)
        if doc is None:
            return None
        key = (name, doc["version"])
        found = self._blueprints.get(key)
        if found is None:
            found = self._blueprints[key] = self.blueprint_of(doc)
        return found

    def blueprint_of(self, doc: dict[str, Any]) -> Blueprint:
        """What an execution of an unregistered definition carries."""
        return Blueprint.complete(doc, self.task, self.latest_version)
