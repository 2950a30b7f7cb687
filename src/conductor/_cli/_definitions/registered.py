"""The definitions of a server: read, checked, written, deleted."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from conductor._cli._definitions.changes import NEW
from conductor._cli._definitions.definition import TASK, WORKFLOW, Definition
from conductor._cli._definitions.running import Running
from conductor._cli._misuse import Misuse
from conductor._cli._quiet import quiet
from conductor.client._encode import encode
from conductor.client.configuration.configuration import Configuration
from conductor.client.exceptions import ApiException, BadRequest, NotFound
from conductor.client.orkes_clients import OrkesClients
from conductor.client.workflow.task._kinds import is_list, is_object

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conductor._cli._definitions.changes import Change
    from conductor._cli._definitions.definition import Key

_PAGE = 100


class Registered:
    """One server's definitions."""

    def __init__(self, url: str | None) -> None:
        quiet()
        self.clients = OrkesClients(Configuration(server_api_url=url))
        self._metadata = self.clients.get_metadata_client()
        self._running: dict[str, Running] = {}
        self._is_blind = False

    @property
    def url(self) -> str:
        """Which server."""
        return str(self.clients.configuration.host)

    def all(self) -> dict[Key, Definition]:
        """Every version of every workflow, and every task. Raises Misuse where the server does not say."""
        self._check_connection()
        try:
            workflows: list[Any] = encode(self._metadata.get_all_workflow_defs())
            tasks: list[Any] = encode(self._metadata.get_all_task_defs())
        except ApiException as error:
            raise Misuse(f"{str(error).rstrip('.')}; conductor-py doctor says more") from error
        found = [Definition(kind, body) for kind, body in self._objects(workflows, tasks)]
        return {each.key: each for each in found}

    def _check_connection(self) -> None:
        """What the doctor would say of the address and of the first answer, before anything is asked for."""
        from conductor._cli._doctor.address import address_findings
        from conductor._cli._doctor.contact import contact_findings
        from conductor._cli._doctor.server import touch

        found = next(address_findings(self.url), None) or next(contact_findings(touch(self.url)), None)
        if found is not None:
            raise Misuse(f"{found.text}; {found.advice}")

    def _objects(self, workflows: Any, tasks: Any) -> Iterator[tuple[str, dict[str, Any]]]:
        for kind, bodies in ((WORKFLOW, workflows), (TASK, tasks)):
            if not is_list(bodies) or not all(map(is_object, bodies)):
                raise Misuse(
                    f"{self.url} does not list its {kind}s as a Conductor API does; see conductor-py doctor"
                )
            yield from ((kind, body) for body in bodies)

    def running(self, name: str) -> Running:
        """How many executions of a workflow run or pause, by version.

        Where the server does not say, that is a warning on stderr, once: definitions can be written without.
        """
        if name not in self._running and not self._is_blind:
            try:
                self._running[name] = self._count(name)
            except ApiException as error:
                self._is_blind = True
                said = f"warning: cannot tell which executions run now: {reason(error)}"
                print(said, file=sys.stderr, flush=True)
        return self._running.get(name, Running(0, {}))

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
        except NotFound:
            return None  # this server has no check
        except BadRequest as error:
            return reason(error)
        return None

    def write(self, change: Change) -> None:
        """Register or replace. Raises ApiException where it is refused."""
        body, new = change.wanted.body, change.action == NEW
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
