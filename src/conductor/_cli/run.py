"""``conductor-py run``: a script in its own process, with an embedded server of its own."""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

from conductor._cli import DASHES
from conductor._cli._embedded import log_everything, open_server
from conductor._cli._finished import tell
from conductor._cli._last_words import address_after, last_words
from conductor._cli._misuse import Misuse
from conductor._cli._signals import until_told_to_stop
from conductor._cli.serve import port

if TYPE_CHECKING:
    from conductor.devserver.server import DevServer

KEEP = "--keep"
LONG = 5.0
"""Seconds after which a script that still runs is told apart from one that ends at once."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what ``run`` takes."""
    parser.usage = "conductor-py run [--keep] [--port PORT] [--db FILE] [--log] SCRIPT [ARGS ...]"
    parser.add_argument(KEEP, action="store_true", help="leave the server up afterwards, until Ctrl-C")
    parser.add_argument("--port", type=port, default=0, help="the server's port (default: a free one)")
    parser.add_argument(
        "--db", metavar="FILE", help="keep definitions and runs in this SQLite file (default: in memory)"
    )
    parser.add_argument("--log", action="store_true", help="log what the server does to stderr")
    parser.add_argument(
        "script", metavar="SCRIPT", help="a Python file; it finds the server by CONDUCTOR_SERVER_URL"
    )
    args = parser.add_argument(
        "args",
        metavar="ARGS",
        nargs=argparse.REMAINDER,
        help=f"the script's arguments; what follows -- is the script's even if it reads {KEEP}",
    )
    args.required = False  # Python before 3.12 says otherwise when SCRIPT is missing


def run(options: argparse.Namespace) -> int:
    """Run the script and return its exit status; 128 + n if signal n ended it."""
    script, args, keep = script_and_arguments([options.script, *options.args])
    if not os.path.isfile(script):
        raise Misuse(f"there is no script {script}; give the path of a Python file")
    if options.log:
        log_everything()
    server = open_server(port=options.port, db=options.db)
    tell(server)
    try:
        status = _run_script([script, *args], server)
        if keep or options.keep:
            _stay(server)
        else:
            last_words(server)
        return status
    finally:
        server.stop()


def script_and_arguments(words: list[str]) -> tuple[str, list[str], bool]:
    """The script, its own arguments, whether ``--keep`` is among ours; ``--`` may stand before the script."""
    if words[0] == DASHES:
        return (words[1] if len(words) > 1 else "--"), words[2:], False
    args, keep = split_keep(["--" if word == DASHES else word for word in words[1:]])
    return words[0], args, keep


def split_keep(args: list[str]) -> tuple[list[str], bool]:
    """The script's own arguments, and whether ``--keep`` stood among the words before ``--``."""
    cut = args.index("--") if "--" in args else len(args)
    ours, theirs = args[:cut], args[cut + 1 :]
    return [word for word in ours if word != KEEP] + theirs, KEEP in ours


def _run_script(command: list[str], server: DevServer) -> int:
    environment = {**os.environ, "CONDUCTOR_SERVER_URL": server.url, "CONDUCTOR_UI_SERVER_URL": server.ui_url}
    child: subprocess.Popen[bytes] | None = None

    def forward(number: int) -> None:
        if child is not None and not (number == signal.SIGINT and _terminal_signals_us()):
            child.send_signal(number)

    with until_told_to_stop(forward) as told:
        child = subprocess.Popen([sys.executable, *command], env=environment)
        if told.is_set():  # between the handler and the process
            child.terminate()
        with address_after(LONG, server):
            status = child.wait()
    return status if status >= 0 else 128 - status


def _terminal_signals_us() -> bool:
    """Whether Ctrl-C comes from a terminal, which has sent it to the script as well: once is enough."""
    try:
        return os.tcgetpgrp(sys.stdin.fileno()) == os.getpgrp()
    except (AttributeError, OSError, ValueError):  # not a terminal, no stdin, or Windows
        return False


def _stay(server: DevServer) -> None:
    with until_told_to_stop() as told:
        print(f"The server stays up at {server.ui_url} (API {server.url}); Ctrl-C stops it.", flush=True)
        told.wait()
