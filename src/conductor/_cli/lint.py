"""``conductor-py lint``: find what is wrong in workflow definitions."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

from conductor._cli import _options
from conductor._cli._misuse import Misuse

if TYPE_CHECKING:
    import argparse

    from conductor.client.workflow._finding import Finding


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    _options.definitions(parser)
    _options.as_json(parser, "print the findings as JSON")
    parser.add_argument("--errors-only", action="store_true", help="leave the warnings out")


def run(options: argparse.Namespace) -> int:
    """Print the findings, one a line. Returns 1 if there are any."""
    checked = [_of(path) for path in options.paths]
    if not any(workflows for workflows, _ in checked):
        raise Misuse(
            f"there is no workflow in {', '.join(options.paths)}; name a file or module that makes one"
        )
    findings = [found for _, found_there in checked for found in found_there]
    if options.errors_only:
        findings = [found for found in findings if found.severity == "error"]
    if options.json:
        print(json.dumps([vars(found) for found in findings], indent=2))
    else:
        for found in findings:
            print(found)
        print(f"{len(findings)} finding{'' if len(findings) == 1 else 's'}")
    return 1 if findings else 0


def _of(path: str) -> tuple[int, list[Finding]]:
    """How many workflows are at the path, and what is wrong in them."""
    from conductor._cli._definitions.reading import document, json_files
    from conductor.client.workflow._lint import lint_path, workflows_of

    if not (path.endswith(".json") or os.path.isdir(path)):
        return _in_python(path)
    files = json_files(path)
    return (
        sum(len(workflows_of(document(file))) for file in files),  # raises Misuse, with the place
        [found for file in files for found in lint_path(file)],
    )


def _in_python(path: str) -> tuple[int, list[Finding]]:
    from conductor._cli._definitions.python_files import imported
    from conductor.client.workflow._lint import findings_of, outermost_in

    def checked(path: str) -> tuple[int, list[Finding]]:
        _, made = outermost_in(path)
        return len(made), findings_of(made)

    return imported(path, checked)
