from __future__ import annotations

from conductor.client.http.models._model import Model, one_of


class AuthenticationConfig(Model):
    """How callers of the API gateway prove who they are."""

    id: str | None = None
    application_id: str | None = None
    authentication_type: str | None = one_of("NONE", "API_KEY", "OIDC")
    api_keys: list[str] | None = None
    audience: str | None = None
    conductor_token: str | None = None
    created_by: str | None = None
    fallback_to_default_auth: bool | None = None
    issuer_uri: str | None = None
    passthrough: bool | None = None
    token_in_workflow_input: bool | None = None
    updated_by: str | None = None
