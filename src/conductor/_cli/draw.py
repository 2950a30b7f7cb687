"""``conductor-py draw``: draw a workflow definition."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

from conductor._cli._misuse import Misuse

if TYPE_CHECKING:
    import argparse


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("path", metavar="FILE_OR_MODULE", help="a .json or .py file, or a module")
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

    kind = options.kind or ("svg" if (options.output or "").endswith(".svg") else "mermaid")
    drawing = draw(_chosen(options.path, options.name), kind)
    if options.output:
        with open(options.output, "w", encoding="utf-8") as file:
            file.write(drawing)
    else:
        sys.stdout.write(drawing)
    return 0


def _chosen(path: str, name: str | None) -> dict[str, Any]:
    from conductor.client.workflow._lint import workflows_in

    try:
        found = workflows_in(path)
    except FileNotFoundError as error:
        raise Misuse(f"{path}: there is no such file") from error
    except ModuleNotFoundError as error:
        raise Misuse(f"{path}: {error}") from error
    except json.JSONDecodeError as error:
        raise Misuse(f"{path}:{error.lineno}: this is not JSON: {error.msg}") from error
    named = [each for each in found if name is None or each.get("name") == name]
    if not named:
        raise Misuse(f"{path}: there is no workflow{f' named {name}' if name else ''} in it")
    return named[-1]
