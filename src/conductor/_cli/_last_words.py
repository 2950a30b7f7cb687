"""What ``run`` says of its server: where it is while a script goes on, what it leaves open at the end."""

from __future__ import annotations

import sys
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from conductor._cli._quiet import quiet

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from conductor.devserver.server import DevServer

MOST = 3
"""Executions that are looked at."""

OPEN = ("RUNNING", "PAUSED")


@contextmanager
def address_after(seconds: float, server: DevServer) -> Generator[None]:
    """Say the server's address once the script has run so long: others may want to call it."""
    timer = threading.Timer(seconds, _say, [f"The script's server: page {server.ui_url}  API {server.url}"])
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def last_words(server: DevServer) -> None:
    """Say what has not ended and why, and that the links lead nowhere from now on."""
    executions = list(server.engine.executions.values())
    left = [each.workflow_id for each in executions if each.status in OPEN and not each.parent_id]
    for workflow_id in left[:MOST]:
        for line in _why(server.url, workflow_id):
            _say(line)
    if len(left) > MOST:
        _say(f"{len(left) - MOST} more executions had not ended.")
    if executions:
        _say("The server ends with the script; with --keep it stays, and its links can be opened.")


def _why(url: str, workflow_id: str) -> Iterator[str]:
    from conductor._cli._doctor.patients import diagnose
    from conductor.client.configuration.configuration import Configuration

    quiet()
    for finding in diagnose(Configuration(server_api_url=url), workflow_id, 0.0):
        yield str(finding)


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
