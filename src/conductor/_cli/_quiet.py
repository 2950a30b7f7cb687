"""Commands say themselves what went wrong."""

from __future__ import annotations

import logging


def quiet() -> None:
    """Keep the client from logging what the command says in a line of its own."""
    logging.getLogger("conductor.client").setLevel(logging.CRITICAL)
