"""``conductor-py lint``: find what is wrong in workflow definitions."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from conductor._cli._misuse import Misuse

if TYPE_CHECKING:
    import argparse

    from conductor.client.workflow._finding import Finding


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("paths", nargs="+", metavar="FILE_OR_MODULE", help="a .json or .py file, or a module")
    parser.add_argument("--json", action="store_true", help="print the findings as JSON")
    parser.add_argument("--errors-only", action="store_true", help="leave the warnings out")


def run(options: argparse.Namespace) -> int:
    """Print the findings, one a line. Returns 1 if there are any."""
    findings = [found for path in options.paths for found in _of(path)]
    if options.errors_only:
        findings = [found for found in findings if found.severity == "error"]
    if options.json:
        print(json.dumps([vars(found) for found in findings], indent=2))
    else:
        for found in findings:
            print(found)
        print(f"{len(findings)} finding{'' if len(findings) == 1 else 's'}")
    return 1 if findings else 0


def _of(path: str) -> list[Finding]:
    from conductor.client.workflow._lint import lint_path

    try:
        return lint_path(path)
    except FileNotFoundError as error:
        raise Misuse(f"{path}: there is no such file") from error
    except ModuleNotFoundError as error:
        raise Misuse(f"{path}: {error}") from error
    except json.JSONDecodeError as error:
        raise Misuse(f"{path}:{error.lineno}: this is not JSON: {error.msg}") from error
