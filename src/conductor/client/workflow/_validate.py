"""Checks a definition before it is sent: what the server would refuse, and what would fail in a run."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from conductor.client._depth import deeply
from conductor.client.workflow._checks.joins import joins
from conductor.client.workflow._checks.members import members_of_task, members_of_workflow
from conductor.client.workflow._checks.names import names
from conductor.client.workflow._checks.references import references
from conductor.client.workflow._checks.scripts import scripts
from conductor.client.workflow._checks.shape import TASK, WORKFLOW, wrong_types
from conductor.client.workflow._checks.tasks import needs
from conductor.client.workflow._checks.tree import inner_definition, reference, walk
from conductor.client.workflow._checks.workers import worker_inputs
from conductor.client.workflow._finding import Finding
from conductor.client.workflow.task._kinds import is_object

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conductor.client.http.models.workflow_def import WorkflowDef
    from conductor.client.workflow.task._where import Where


def check(definition: Any) -> list[Finding]:
    """What is wrong in a definition's JSON, sub-workflows' definitions in it included."""
    return deeply(_check, definition)


def _check(definition: Any) -> list[Finding]:
    if not is_object(definition):
        return [Finding("wrong-type", f"a definition is an object, not {definition!r:.60}")]
    name = definition.get("name")
    findings = [replace(finding, workflow=str(name)) for finding in _findings(definition)]
    for task in _tasks(definition):
        inner = inner_definition(task)
        if inner is not None:
            findings += _check(inner)
    return findings


def check_built(definition: WorkflowDef, makers: dict[int, Any], where: Where | None) -> list[Finding]:
    """What is wrong in a definition that was built, each finding with the line that made its task."""
    from conductor.client._encode import encode

    members: dict[str, Any] = encode(definition)
    findings = check(members)
    if not findings:
        return findings
    places = deeply(_every_place, definition, members, makers)
    return [
        _placed(finding, places.get((str(finding.workflow), str(finding.task))) or where)
        for finding in findings
    ]


def _every_place(
    definition: WorkflowDef, members: dict[str, Any], makers: dict[int, Any]
) -> dict[tuple[str, str], Where | None]:
    return dict(_places(definition, members, makers))


def _placed(finding: Finding, where: Where | None) -> Finding:
    return finding if where is None else replace(finding, file=where.file, line=where.line)


def _places(
    definition: Any, members: dict[str, Any], makers: dict[int, Any]
) -> Iterator[tuple[tuple[str, str], Where | None]]:
    """The lines of Python by workflow and reference name; of two tasks of one name, the second's."""
    for model, task in zip(_models(definition.tasks or ()), _tasks(members)):
        maker = makers.get(id(model))
        yield (str(members.get("name")), reference(task)), getattr(maker, "_where", None)
        inner = inner_definition(task)
        if inner is not None and hasattr(model.sub_workflow_param.workflow_definition, "tasks"):
            yield from _places(model.sub_workflow_param.workflow_definition, inner, makers)


def _models(tasks: Any) -> Iterator[Any]:
    """The same walk as over the JSON, over the models."""
    for task in tasks:
        yield task
        cases: dict[str, Any] = task.decision_cases or {}
        inside: list[Any] = [*(task.fork_tasks or ()), *cases.values()]
        for branch in (*inside, task.default_case or (), task.loop_over or ()):
            yield from _models(branch)


def _findings(definition: dict[str, Any]) -> Iterator[Finding]:
    malformed = list(wrong_types(definition, WORKFLOW, None))
    for task in _tasks(definition):
        malformed += wrong_types(task, TASK, reference(task) or None)
    if malformed:
        return iter(malformed)  # the other rules can take the members for what they should be
    return _broken_rules(definition)


def _broken_rules(definition: dict[str, Any]) -> Iterator[Finding]:
    yield from names(definition)
    yield from members_of_workflow(definition)
    for task in _tasks(definition):
        yield from members_of_task(task)
        yield from needs(task)
        yield from scripts(task)
        yield from worker_inputs(task)
    yield from joins(definition)
    yield from references(definition)


def _tasks(definition: dict[str, Any]) -> Iterator[dict[str, Any]]:
    return walk(definition.get("tasks"))
