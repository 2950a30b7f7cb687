"""What the open-source server leaves out without a word: said once, in the log."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from conductor.client.http.api_client import ApiClient

logger = logging.getLogger(__name__)
_said: set[str] = set()


def warn_ignored(api_client: ApiClient, what: str) -> None:
    """Log, once per process, that the open-source server ignores something.

    Orkes always asks for an access key, the open-source server never does: with a key nothing is said.
    """
    if api_client.configuration.authentication_settings is None and what not in _said:
        _said.add(what)
        logger.warning("the open-source server ignores %s; only Orkes Conductor has it", what)
