"""Members whose names are probably slips: the server passes over what it does not know."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from conductor.client.http.models.workflow_def import WorkflowDef
from conductor.client.http.models.workflow_task import WorkflowTask
from conductor.client.workflow._checks.shape import TASK, WORKFLOW
from conductor.client.workflow._checks.tree import JsonTask, reference
from conductor.client.workflow._finding import WARNING, Finding

if TYPE_CHECKING:
    from collections.abc import Iterator


def _plain(name: str) -> str:
    return name.replace("_", "").replace("-", "").lower()


_IN_WORKFLOW = {_plain(name): name for name in {*WORKFLOW, *WorkflowDef.attribute_map.values()}}
_IN_TASK = {_plain(name): name for name in {*TASK, *WorkflowTask.attribute_map.values()}}


def members_of_workflow(definition: dict[str, Any]) -> Iterator[Finding]:
    """Members of the workflow that the server will not read."""
    return _slips(definition, _IN_WORKFLOW, None)


def members_of_task(task: JsonTask) -> Iterator[Finding]:
    """Members of a task that the server will not read."""
    return _slips(task, _IN_TASK, reference(task) or None)


def _slips(members: dict[str, Any], known: dict[str, str], own: str | None) -> Iterator[Finding]:
    for name in members:
        plain = _plain(name)
        if known.get(plain) == name:
            continue
        near = known.get(plain) or next(
            (known[each] for each in get_close_matches(plain, known, 1, 0.85)), None
        )
        if near is not None and near not in members:
            text = f"the server does not read {name!r}; did you mean {near!r}?"
            yield Finding("member-unknown", text, own, WARNING)
