"""Options that several commands take."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse


def server(parser: argparse.ArgumentParser) -> None:
    """``--url``."""
    parser.add_argument("--url", help="the API's address (default: CONDUCTOR_SERVER_URL)")


def definitions(parser: argparse.ArgumentParser, needed: bool = True) -> None:
    """``PATH …``."""
    parser.add_argument(
        "paths",
        nargs="+" if needed else "*",
        metavar="PATH",
        help="a .json or .py file, a folder of .json files, or a module",
    )


def as_json(parser: argparse.ArgumentParser, what: str) -> None:
    """``--json``."""
    parser.add_argument("--json", action="store_true", help=what)
