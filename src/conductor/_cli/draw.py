"""``conductor-py draw``: draw a workflow definition."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

from conductor._cli._misuse import Misuse

if TYPE_CHECKING:
    import argparse

KINDS = {".svg": "svg", ".mmd": "mermaid", ".mermaid": "mermaid", ".md": "mermaid", ".txt": "mermaid"}
"""By the ending of the output file."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("path", metavar="PATH", help="a .json or .py file, or a module")
    parser.add_argument(
        "-o", "--output", metavar="FILE", help="write to this .svg or .mmd file (default: print)"
    )
    parser.add_argument(
        "--kind", choices=("svg", "mermaid"), help="default: as the output file's name says, else mermaid"
    )
    parser.add_argument("--name", help="the workflow to draw, where the file has several")


def run(options: argparse.Namespace) -> int:
    """Draw the definition. Returns 0."""
    from conductor.client.workflow._draw import draw

    kind = options.kind or _kind(options.output)
    drawing = draw(_chosen(options.path, options.name), kind)
    if not options.output:
        sys.stdout.write(drawing)
        return 0
    try:
        with open(options.output, "w", encoding="utf-8") as file:
            file.write(drawing)
    except OSError as error:
        raise Misuse(f"cannot write {options.output}: {error.strerror}") from error
    return 0


def _kind(output: str | None) -> str:
    ending = os.path.splitext(output or "")[1].lower()
    if output and ending not in KINDS:
        raise Misuse(f"cannot draw to {output}; name a .svg or .mmd file, or say --kind")
    return KINDS.get(ending, "mermaid")


def _chosen(path: str, name: str | None) -> dict[str, Any]:
    found = [each for each in _workflows(path) if name is None or each.get("name") == name]
    if not found:
        raise Misuse(f"{path}: there is no workflow{f' named {name}' if name else ''} in it")
    return found[-1]


def _workflows(path: str) -> list[dict[str, Any]]:
    """The definitions (or executions) at the path that have tasks. Raises Misuse for what is no drawing."""
    from conductor._cli._definitions.python_files import imported
    from conductor._cli._definitions.reading import document
    from conductor.client._encode import encode
    from conductor.client.workflow._lint import made_in, workflows_of
    from conductor.client.workflow._validate import check
    from conductor.client.workflow.task._kinds import is_object

    if not path.endswith(".json"):
        if os.path.isdir(path):
            raise Misuse(f"{path} is a folder; name one file in it")
        return imported(path, lambda path: [encode(each.to_workflow_def()) for each in made_in(path)[1]])
    found = [each for each in workflows_of(document(path)) if is_object(each) and "tasks" in each]
    for each in found:
        wrong = [finding for finding in check(each) if finding.code == "wrong-type"]
        if wrong and "workflowId" not in each:
            raise Misuse(f"{path}: {wrong[0].message}; conductor-py lint says more")
    return found
