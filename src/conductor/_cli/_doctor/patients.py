"""Gathers the facts of a workflow, a task type or an execution, and has them judged."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING, Any, Callable

from conductor._cli._doctor.execution import execution_findings, is_workers, open_tasks
from conductor._cli._doctor.finding import Finding, note, ok, problem
from conductor._cli._doctor.json_parts import part
from conductor._cli._doctor.task_type import FRESH, TaskFacts, task_findings
from conductor._cli._doctor.workflow import children, needs
from conductor._cli._options import name_and_version
from conductor.client._encode import encode
from conductor.client.exceptions import ApiException, NotFound
from conductor.client.orkes_clients import OrkesClients

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conductor.client.configuration.configuration import Configuration

LOOKED_AT = 20
"""Running executions of a workflow that are looked at, the oldest first."""

_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


def diagnose(configuration: Configuration, name: str, offset: float) -> Iterator[Finding]:
    """The findings for one name; an answer that the server refuses becomes a finding, too."""
    try:
        yield from Ward(OrkesClients(configuration), offset).diagnose(name)
    except NotFound as error:
        said = f"{name}: this server does not have a call that the doctor needs: {error}"
        yield problem(name, said, "upgrade the server to 3.x")
    except ApiException as error:
        yield problem(name, f"{name}: the server could not be asked: {error}", "see the server's log")


class Ward:
    """Asks one server; what it said about a task type is kept."""

    def __init__(
        self, clients: OrkesClients, offset: float = 0.0, clock: Callable[[], float] = time.time
    ) -> None:
        self._metadata = clients.get_metadata_client()
        self._tasks = clients.get_task_client()
        self._workflows = clients.get_workflow_client()
        self._now: Callable[[], float] = lambda: clock() + offset
        self._known: dict[str, TaskFacts] = {}
        self._polled: set[str] | None = None

    def diagnose(self, name: str) -> Iterator[Finding]:
        """What ``name`` is, and everything about it."""
        if _UUID.fullmatch(name):
            yield from self.execution(name)
            return
        versioned = name_and_version(name)
        definition = (self._workflow(*versioned) if versioned else None) or self._workflow(name, None)
        if definition is not None:
            yield from self.workflow(definition)
            return
        facts = self._facts(name)
        if facts.definition is not None or facts.polls or any(facts.waiting.values()):
            domains = {domain for domain, size in facts.waiting.items() if size} | set(facts.live_domains())
            yield from task_findings(facts, sorted(domains or {None}, key=lambda each: each or ""))
            return
        running = list(self._running(name))
        if not running:
            yield self._unknown(name)
            return
        yield note(name, f"workflow {name} is not registered: its executions brought their definition along")
        for execution in running:
            yield from self._judged(execution)

    # -- workflows
    def workflow(self, definition: dict[str, Any]) -> Iterator[Finding]:
        """A definition, its task types, what it starts, and its running executions."""
        name, version = str(definition.get("name")), definition.get("version")
        yield ok(name, f"workflow {name} is defined, version {version}")
        running = list(self._running(name))
        waiting = [
            (task, execution)
            for execution in running
            for task in open_tasks(execution)
            if is_workers(task) and task.get("status") == "SCHEDULED"
        ]
        for need in self._needs(definition, set()):
            if isinstance(need, Finding):
                yield need
                continue
            domains = {task.get("domain") for task, _ in waiting if task.get("taskType") == need}
            facts = self._facts(need, domains)
            yield from task_findings(facts, sorted(domains or {None}, key=lambda each: each or ""))
        for execution in running:
            yield from self._judged(execution)

    def _needs(self, definition: dict[str, Any], seen: set[str]) -> Iterator[str | Finding]:
        """The task types of a workflow and of those it starts; a finding for one that is not there."""
        for need in needs(definition):
            if need.task_type not in seen:
                seen.add(need.task_type)
                yield need.task_type
        for name, version in children(definition):
            key = f"{name}:{version}:"
            if key in seen:
                continue
            seen.add(key)
            child = self._workflow(name, version)
            if child is None:
                at = f" version {version}" if version else ""
                yield problem(
                    name,
                    f"workflow {definition.get('name')} starts {name}{at}, which is not defined",
                    f"register {name}, or correct the name",
                )
            else:
                yield from self._needs(child, seen)

    def _running(self, name: str) -> Iterator[dict[str, Any]]:
        query = f"workflowType={name} AND status=RUNNING"
        found = self._workflows.search(start=0, size=LOOKED_AT, query=query, sort="startTime:ASC")
        for summary in found.results or []:
            try:
                yield encode(self._workflows.get_workflow(str(summary.workflow_id), include_tasks=True))
            except NotFound:
                continue  # it was removed meanwhile

    # -- executions
    def execution(self, workflow_id: str) -> Iterator[Finding]:
        """An execution and those below it."""
        try:
            found = encode(self._workflows.get_workflow(workflow_id, include_tasks=True))
        except NotFound:
            yield problem(
                workflow_id,
                f"there is no execution {workflow_id} on this server",
                "check the id, and whether it ran on this server; it may have been removed",
            )
            return
        yield from self._judged(found)
        for task in open_tasks(found):
            child = task.get("subWorkflowId") or part(task, "outputData").get("subWorkflowId")
            if task.get("taskType") == "SUB_WORKFLOW" and child:
                yield from self.execution(str(child))

    def _judged(self, execution: dict[str, Any]) -> Iterator[Finding]:
        facts: dict[str, TaskFacts] = {}
        for task in open_tasks(execution):
            type_ = str(task.get("taskType"))
            if is_workers(task):
                facts[type_] = self._facts(type_, {task.get("domain")})
        yield from execution_findings(execution, facts, self._now())

    # -- facts
    def _facts(self, name: str, domains: set[str | None] | None = None) -> TaskFacts:
        known = self._known.get(name)
        if known is not None and (domains or set()) <= set(known.waiting):
            return known
        polls: list[dict[str, Any]] = encode(self._tasks.get_task_poll_data(name) or [])
        wanted = {None, *(domains or ()), *(poll.get("domain") for poll in polls)}
        wanted |= set(known.waiting) if known else set()
        facts = TaskFacts(
            name,
            self._now(),
            self._task_def(name),
            polls,
            self._sizes(name, wanted),
            self._held(name),
            [] if polls else self._alike(name),
        )
        self._known[name] = facts
        return facts

    def _alike(self, name: str) -> list[str]:
        """Names like it that somebody polls now: a slip of the pen, here or in the worker."""
        from difflib import get_close_matches

        if self._polled is None:
            try:
                polls: list[dict[str, Any]] = encode(self._tasks.taskResourceApi.get_all_poll_data() or [])
            except ApiException:
                polls = []  # an old server
            since = (self._now() - FRESH) * 1000
            self._polled = {
                str(each.get("queueName")) for each in polls if (each.get("lastPollTime") or 0) > since
            }
        return get_close_matches(name, sorted(self._polled - {name}), 2, 0.75)

    def _sizes(self, name: str, domains: set[str | None]) -> dict[str | None, int]:
        queues = {domain: f"{domain}:{name}" if domain else name for domain in domains}
        sizes = self._tasks.taskResourceApi.size(task_type=list(queues.values()))
        return {domain: int(sizes.get(queue) or 0) for domain, queue in queues.items()}

    def _held(self, name: str) -> int:
        query = f"taskDefName={name} AND status=IN_PROGRESS"
        try:
            found = self._tasks.taskResourceApi.search1(start=0, size=1, query=query)
        except ApiException:
            return 0  # a server without an index of tasks
        return found.total_hits or 0

    def _task_def(self, name: str) -> dict[str, Any] | None:
        try:
            return encode(self._metadata.get_task_def(name)) or None
        except NotFound:
            return None

    def _workflow(self, name: str, version: int | None) -> dict[str, Any] | None:
        try:
            return encode(self._metadata.get_workflow_def(name, version)) or None
        except NotFound:
            return None

    def _unknown(self, name: str) -> Finding:
        from difflib import get_close_matches

        names = {str(each.name) for each in self._metadata.get_all_workflow_defs()}
        names |= {str(each.name) for each in self._metadata.get_all_task_defs()}
        near = get_close_matches(name, sorted(names), 3)
        return problem(
            name,
            f"this server knows no workflow, task type or execution {name!r}",
            f"did you mean {' or '.join(near)}?" if near else "register it first; names are case-sensitive",
        )
