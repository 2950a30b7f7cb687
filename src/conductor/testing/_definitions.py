"""Workflow definitions as tests give them, and with mocked system tasks made into tasks for a worker."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Callable, cast

from conductor.testing._branches import walk

if TYPE_CHECKING:
    from conductor.client.http.models.workflow_def import WorkflowDef
    from conductor.client.workflow.conductor_workflow import ConductorWorkflow

WORKER_TYPES = ("SIMPLE", "DYNAMIC")
#: Types that the server itself runs: no worker polls for them.
SYSTEM_TYPES = frozenset(
    (
        "DECISION", "DO_WHILE", "EVENT", "EXCLUSIVE_JOIN", "FORK_JOIN", "FORK_JOIN_DYNAMIC", "HTTP", "HUMAN",
        "INLINE", "JOIN", "JSON_JQ_TRANSFORM", "KAFKA_PUBLISH", "LAMBDA", "NOOP", "SET_VARIABLE",
        "START_WORKFLOW", "SUB_WORKFLOW", "SWITCH", "TERMINATE", "WAIT",
    )
)  # fmt: skip


def definition_of(workflow: ConductorWorkflow | WorkflowDef | dict[str, Any] | Path) -> dict[str, Any]:
    """A definition as the server's JSON: from workflow code, a model, a dict, or a JSON file."""
    from conductor.client._encode import encode

    if isinstance(workflow, Path):
        read: dict[str, Any] = json.loads(workflow.read_text("utf-8"))
        return read
    if isinstance(workflow, dict):
        return copy.deepcopy(workflow)
    make: Callable[[], Any] | None = getattr(workflow, "to_workflow_def", None)
    encoded: dict[str, Any] = encode(make() if make is not None else workflow)
    return encoded


class Rewriting:
    """Makes mocked system tasks into worker tasks, in a definition and in the sub-workflows that it names.

    ``is_mocked`` says of a task of the definition whether it is; ``fetch`` gets a registered definition by
    name and version (None: the latest); ``has_task_def`` tells whether a name has a task definition.
    """

    def __init__(
        self,
        is_mocked: Callable[[dict[str, Any]], bool],
        fetch: Callable[[str, int | None], dict[str, Any] | None],
        has_task_def: Callable[[str], bool],
    ) -> None:
        self._is_mocked = is_mocked
        self._fetch = fetch
        self._has_task_def = has_task_def
        self._path: list[str] = []
        self.changed = False
        #: The type that each rewritten task had, by reference name, and the task types to serve.
        self.kinds: dict[str, str] = {}
        self.served: set[str] = set()

    def __call__(self, definition: dict[str, Any]) -> dict[str, Any]:
        """The definition to run; ``changed`` tells whether anything differs."""
        definition = copy.deepcopy(definition)
        self._path.append(definition.get("name", ""))
        for task in walk(definition.get("tasks") or ()):
            kind = str(task.get("type"))
            if kind == "SUB_WORKFLOW" and not self._is_mocked(task):
                self._descend(task)
            elif kind == "SIMPLE" and self._is_mocked(task):
                self.served.add(task["name"])
            elif kind not in WORKER_TYPES and self._is_mocked(task):
                self.kinds[task["taskReferenceName"]] = kind
                self.served.add(task["name"])
                task["type"] = "SIMPLE"
                if task.get("retryCount") is None and not self._has_task_def(task["name"]):
                    task["retryCount"] = (
                        0  # Server: a worker task without a definition is retried, others are not
                    )
                self.changed = True
        self._path.pop()
        return definition

    def _descend(self, task: dict[str, Any]) -> None:
        parameters: dict[str, Any] = task.get("subWorkflowParam") or {}
        inner: Any = parameters.get("workflowDefinition")
        if not isinstance(inner, dict):
            name = str(parameters.get("name") or "")
            known = (
                None if "${" in name or name in self._path else self._fetch(name, parameters.get("version"))
            )
            if known is None:
                return
            inner = known
        before, self.changed = self.changed, False
        rewritten = self(cast("dict[str, Any]", inner))
        if self.changed:
            task["subWorkflowParam"] = {**parameters, "workflowDefinition": rewritten}
        self.changed = self.changed or before
