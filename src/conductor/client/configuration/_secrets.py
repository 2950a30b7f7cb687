"""What of a Configuration must appear in no text: the key's secret, the token, passwords in URLs."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from conductor.client.configuration.configuration import Configuration

_SHORTEST = 4  # letters; to hide shorter ones would make texts unreadable and nothing secret


def secrets_of(configuration: Configuration) -> list[str]:
    """Its secrets as they are now."""
    settings = configuration.authentication_settings
    found = [configuration.AUTH_TOKEN, getattr(settings, "key_secret", None)]
    for url in (configuration.host, configuration.proxy):
        password = urlsplit(url).password if url and "@" in url else None
        found += [password, unquote(password)] if password else []
    return [secret for secret in found if secret and len(secret) >= _SHORTEST]
