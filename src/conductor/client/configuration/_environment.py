"""What the environment says about server, user interface, keys, log level and schemas."""

from __future__ import annotations

import logging
import os
from urllib.parse import urlsplit, urlunsplit

from conductor.client.configuration.settings.authentication_settings import AuthenticationSettings

DEFAULT_SERVER_URL = "http://localhost:8080/api"
TRACE_LEVEL = 5
_TRUE = ("true", "1", "yes", "on")


def text(name: str) -> str | None:
    """The variable's text without surrounding blanks; None where it is unset or empty."""
    return os.environ.get(name, "").strip() or None


def flag(name: str) -> bool | None:
    """true, 1, yes, on → True; unset or empty → None; anything else → False."""
    value = text(name)
    return None if value is None else value.lower() in _TRUE


def level(value: str | int | None) -> int | None:
    """A log level from its name or number; None where there is none or it is unknown."""
    if value is None or isinstance(value, int):
        return value
    if value.strip().isdigit():
        return int(value)
    name = value.strip().upper()
    named = TRACE_LEVEL if name == "TRACE" else getattr(logging, name, None)
    return named if isinstance(named, int) else None


def server_url(server_api_url: str | None, base_url: str | None) -> str:
    """The API root, no trailing slash: ``server_api_url``, else ``base_url`` + /api, else the environment."""
    if server_api_url:
        return server_api_url.strip().rstrip("/")
    if base_url:
        return base_url.strip().rstrip("/") + "/api"
    return (text("CONDUCTOR_SERVER_URL") or DEFAULT_SERVER_URL).rstrip("/")


def ui_url(host: str) -> str:
    """Where executions can be looked at: CONDUCTOR_UI_SERVER_URL, else the host without ``/api``."""
    chosen = text("CONDUCTOR_UI_SERVER_URL")
    if chosen:
        return chosen.rstrip("/")
    # Upstream: 1.1 put port 5000 here (the UI of the standalone image), 2.0 the server's own origin.
    return without_credentials(host[: -len("/api")] if host.endswith("/api") else host)


def without_credentials(url: str) -> str:
    """The URL without user and password: fit for logs, error texts and links."""
    if "@" not in url:
        return url
    parts = urlsplit(url)
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))


def authentication() -> AuthenticationSettings | None:
    """The keys of the environment, where both are set."""
    key, secret = text("CONDUCTOR_AUTH_KEY"), text("CONDUCTOR_AUTH_SECRET")
    return AuthenticationSettings(key_id=key, key_secret=secret) if key and secret else None
