"""What of a Configuration must appear in no text: the key's secret, the token, passwords in URLs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

if TYPE_CHECKING:
    from conductor.client.configuration.configuration import Configuration

_SHORTEST = 4  # letters; to hide shorter ones would make texts unreadable and nothing secret
# urlsplit finds none where the scheme is missing, as it may in a proxy's URL, and refuses half an address.
_PASSWORD = re.compile(r"(?:[^/]*//)?[^:/?#]*:([^/?#]*)@")


def secrets_of(configuration: Configuration) -> list[str]:
    """Its secrets as they are now."""
    settings = configuration.authentication_settings
    found = [configuration.AUTH_TOKEN, getattr(settings, "key_secret", None)]
    for url in (configuration.host, configuration.proxy):
        match = _PASSWORD.match(url or "")
        found += [match[1], unquote(match[1])] if match else []
    return [secret for secret in found if secret and len(secret) >= _SHORTEST]
