"""Asks the server what it thinks of a definition, without registering it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conductor.client.exceptions import BadRequest
from conductor.client.http._endpoint import CallOptions, ResourceApi, endpoint
from conductor.client.workflow._finding import Finding

if TYPE_CHECKING:
    from typing_extensions import Unpack

    from conductor.client.http.api_client import ApiClient
    from conductor.client.http.models.workflow_def import WorkflowDef


class _ValidationApi(ResourceApi):
    """The endpoint that checks definitions."""

    @endpoint("POST", "/metadata/workflow/validate")
    def validate(self, body: WorkflowDef, **options: Unpack[CallOptions]) -> None:
        """Check a definition."""


def refusals(api_client: ApiClient, workflow: WorkflowDef) -> list[Finding]:
    """What the server refuses, in its words."""
    try:
        _ValidationApi(api_client).validate(workflow)
    except BadRequest as error:
        said: list[dict[str, Any]] = error.validation_errors or [{"message": error.message}]
        name = str(workflow.name)
        return [Finding("server-refused", str(each.get("message")), workflow=name) for each in said]
    return []
