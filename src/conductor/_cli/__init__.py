"""``conductor-py``, the command line (also ``python -m conductor``).

Every command is one module of this package with two functions: ``arguments(parser)`` declares what it
takes, ``run(options)`` does it and returns the exit status. A module is imported only when its command is
called, so that no command pays for another. Exit status: 0 done, 1 findings, 2 misuse; ``run`` ends with its
script's own.
"""

from __future__ import annotations

import argparse
import sys
from importlib import import_module
from typing import TYPE_CHECKING

from conductor._cli._misuse import Misuse

if TYPE_CHECKING:
    from collections.abc import Sequence

#: What stands for the first ``--`` on the command line of ``run``.
DASHES = "\0--"
COMMANDS = {
    "run": "run a script against an embedded server of its own",
    "serve": "serve the embedded server until Ctrl-C",
    "lint": "find what is wrong in workflow definitions",
    "draw": "draw a workflow definition",
    "doctor": "find out why something does not work",
    "export": "write the server's definitions as JSON",
    "diff": "show what definitions here would change on the server",
    "apply": "register definitions on the server",
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return the exit status; misuse is one line on stderr and status 2."""
    words = list(sys.argv[1:] if argv is None else argv)
    if words[:1] == ["run"] and "--" in words:
        # argparse would drop it, and with it the mark that what follows is the script's.
        words[words.index("--")] = DASHES
    options = _parser(words).parse_args(words)
    try:
        status: int = import_module(f"conductor._cli.{options.command}").run(options)
    except Misuse as misuse:
        print(f"conductor-py {options.command}: {misuse}", file=sys.stderr)
        return 2
    return status


def _parser(words: Sequence[str]) -> argparse.ArgumentParser:
    """The parser of all commands; only the called one has its arguments filled in."""
    parser = argparse.ArgumentParser(
        prog="conductor-py", description="Tools of the Conductor SDK for Python."
    )
    parser.add_argument("--version", action=_Version)
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    called = next((word for word in words if not word.startswith("-")), None)
    for name, summary in COMMANDS.items():
        command = commands.add_parser(name, help=summary, description=f"{summary[0].upper()}{summary[1:]}.")
        if name == called:
            import_module(f"conductor._cli.{name}").arguments(command)
    return parser


class _Version(argparse.Action):
    """``--version``: looks the version up only when asked, since reading package metadata takes 30 ms."""

    def __init__(self, option_strings: Sequence[str], dest: str) -> None:
        super().__init__(option_strings, dest, nargs=0, help="print the version and leave")

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from importlib.metadata import version

        print(f"conductor-python {version('conductor-python')}")
        parser.exit()
