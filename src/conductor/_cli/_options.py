"""Options that several commands take, and what is written in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse


def name_and_version(text: str) -> tuple[str, int] | None:
    """``NAME:V`` taken apart; None where it is no such thing."""
    name, _, version = text.rpartition(":")
    return (name, int(version)) if name and version.isascii() and version.isdigit() else None


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
