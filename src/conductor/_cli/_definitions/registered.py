"""The definitions of a server: read, checked, written, deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conductor._cli._definitions.definition import TASK, WORKFLOW, Definition
from conductor._cli._definitions.running import Running
from conductor._cli._misuse import Misuse
from conductor.client._encode import encode
from conductor.client.configuration.configuration import Configuration
from conductor.client.exceptions import ApiException, BadRequest, NotSupportedByServer
from conductor.client.orkes_clients import OrkesClients

if TYPE_CHECKING:
    from conductor._cli._definitions.changes import Change
    from conductor._cli._definitions.definition import Key

_PAGE = 100


class Registered:
    """One server's definitions."""

    def __init__(self, url: str | None) -> None:
        self.clients = OrkesClients(Configuration(server_api_url=url))
        self._metadata = self.clients.get_metadata_client()
        self._running: dict[str, Running] = {}

    @property
    def url(self) -> str:
        """Which server."""
        return str(self.clients.configuration.host)

    def all(self) -> dict[Key, Definition]:
        """Every version of every workflow, and every task. Raises Misuse where the server does not say."""
        try:
            workflows: list[Any] = encode(self._metadata.get_all_workflow_defs())
            tasks: list[Any] = encode(self._metadata.get_all_task_defs())
        except ApiException as error:
            raise Misuse(f"{error}; conductor-py doctor says more") from error
        found = [Definition(WORKFLOW, body) for body in workflows]
        found += [Definition(TASK, body) for body in tasks]
        return {each.key: each for each in found}

    def running(self, name: str) -> Running:
        """How many executions of a workflow run or pause, by version."""
        if name not in self._running:
            self._running[name] = self._count(name)
        return self._running[name]

    def _count(self, name: str) -> Running:
        by_version: dict[int, int] = {}
        total = 0
        for status in ("RUNNING", "PAUSED"):
            query = f"workflowType={name} AND status={status}"
            found = self.clients.get_workflow_client().search(start=0, size=_PAGE, query=query)
            total += found.total_hits or 0
            for summary in found.results or []:
                version = summary.version or 0
                by_version[version] = by_version.get(version, 0) + 1
        return Running(total, by_version)

    def refusal(self, definition: Definition) -> str | None:
        """What the server would say against it; None where nothing, or where only registering tells."""
        if definition.kind != WORKFLOW:
            return None
        try:
            self._metadata.metadataResourceApi.validate(definition.body)
        except NotSupportedByServer:
            return None
        except BadRequest as error:
            return reason(error)
        return None

    def write(self, change: Change) -> None:
        """Register or replace. Raises ApiException where it is refused."""
        body, new = change.wanted.body, change.action == "new"
        api = self._metadata.metadataResourceApi
        if change.wanted.kind == WORKFLOW:
            # Not to write over what another has registered since we looked: a new one must still be new.
            api.create(body, overwrite=not new)
        elif new:
            api.register_task_def([body])
        else:
            api.update_task_def(body)

    def delete(self, name: str, version: int) -> None:
        """Delete one version of a workflow."""
        self._metadata.unregister_workflow_def(name, version)


def reason(error: ApiException) -> str:
    """Why the server refused, in a line and without the address."""
    fields = [f"{each.get('path')}: {each.get('message')}" for each in error.validation_errors]
    said = "; ".join(fields) or " ".join(str(error.message or error.reason or error.status).split())
    return said[:400]
