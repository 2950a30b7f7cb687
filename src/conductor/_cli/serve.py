"""``conductor-py serve``: the embedded server alone, until Ctrl-C or SIGTERM."""

from __future__ import annotations

import argparse

from conductor._cli._embedded import DEFAULT_PORT, log_everything, open_server
from conductor._cli._finished import tell
from conductor._cli._signals import until_told_to_stop


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what ``serve`` takes."""
    parser.add_argument(
        "--port", type=port, default=DEFAULT_PORT, help="port, 0 for a free one (%(default)s)"
    )
    parser.add_argument(
        "--host", default="127.0.0.1", help="address to listen on (%(default)s: this machine only)"
    )
    parser.add_argument(
        "--db", metavar="FILE", help="keep definitions and runs in this SQLite file (default: in memory)"
    )
    parser.add_argument("--log", action="store_true", help="log what the server does to stderr")


def run(options: argparse.Namespace) -> int:
    """Serve until told to stop."""
    if options.log:
        log_everything()
    with until_told_to_stop() as told:
        server = open_server(host=options.host, port=options.port, db=options.db)
        if options.log:
            tell(server)
        try:
            print(f"Conductor server for development: API {server.url}  page {server.ui_url}", flush=True)
            print(f"Kept in {options.db or 'memory'}; Ctrl-C stops it.", flush=True)
            told.wait()
        finally:
            server.stop()
    print("Stopped.", flush=True)
    return 0


def port(text: str) -> int:
    """A port number from the command line."""
    number = int(text) if text.isascii() and text.isdigit() else -1
    if not 0 <= number <= 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is no port; give a number from 0 to 65535")
    return number
