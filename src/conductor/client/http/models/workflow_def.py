from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING, Any

from conductor.client.http.models._model import Model, never_none, one_of

if TYPE_CHECKING:
    from conductor.client.http.models import CacheConfig, RateLimit, SchemaDef, WorkflowTask


class WorkflowDef(Model):
    """A workflow definition. ``timeout_seconds`` in seconds, times in epoch milliseconds."""

    owner_app: str | None = None
    create_time: int | None = None
    update_time: int | None = None
    created_by: str | None = None
    updated_by: str | None = None
    name: str | None = None
    description: str | None = None
    version: int | None = None
    tasks: list[WorkflowTask] | None = never_none(list)
    input_parameters: list[str] | None = None
    output_parameters: dict[str, Any] | None = field(default_factory=dict[str, Any])
    failure_workflow: str | None = None
    schema_version: int | None = None
    restartable: bool | None = None
    workflow_status_listener_enabled: bool | None = None
    workflow_status_listener_sink: str | None = None
    owner_email: str | None = None
    timeout_policy: str | None = one_of("TIME_OUT_WF", "ALERT_ONLY")
    timeout_seconds: int | None = None
    variables: dict[str, Any] | None = None
    input_template: dict[str, Any] | None = None
    input_schema: SchemaDef | None = None
    output_schema: SchemaDef | None = None
    enforce_schema: bool | None = False
    metadata: dict[str, Any] | None = None
    rate_limit_config: RateLimit | None = None
    # Known to server 3.32.3, not upstream:
    failure_workflow_version: int | None = None
    cache_config: CacheConfig | None = None
    masked_fields: list[str] | None = None

    def toJSON(self) -> dict[str, Any]:  # noqa: N802  # upstream's name
        """The definition as the server takes it. Upstream: a dict, not text."""
        from conductor.client._encode import encode

        members: dict[str, Any] = encode(self)
        return members


def to_workflow_def(data: str | None = None, json_data: dict[str, Any] | None = None) -> WorkflowDef:
    """Read a workflow definition from JSON text, or from parsed JSON.

    Raises ValueError when neither is given, or when the text is no JSON.
    """
    import json

    from conductor.client.http.models._codec import decode

    if json_data is None:
        if data is None:
            raise ValueError("missing data or json_data parameter")
        json_data = json.loads(data)
    definition: WorkflowDef = decode(json_data, WorkflowDef)
    return definition
