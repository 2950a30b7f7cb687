"""Run a notebook's code cells in their order, as a kernel does: the last expression of a cell is shown.

python run_notebook.py NOTEBOOK
"""

from __future__ import annotations

import ast
import json
import sys
from pathlib import Path


def main(path: str) -> None:
    cells = json.loads(Path(path).read_text("utf-8"))["cells"]
    for cell in cells:
        if cell["cell_type"] == "code":
            run("".join(cell["source"]))


def run(source: str) -> None:
    body = ast.parse(source).body
    shown = body.pop() if body and isinstance(body[-1], ast.Expr) else None
    exec(compile(ast.Module(body, []), "<cell>", "exec"), NAMES)
    if shown is not None:
        value = eval(compile(ast.Expression(shown.value), "<cell>", "eval"), NAMES)
        if hasattr(value, "_repr_mimebundle_"):
            print("shown:", value._repr_mimebundle_()["image/svg+xml"])
        elif value is not None:
            print("shown:", repr(value))


NAMES = {"__name__": "__main__"}

if __name__ == "__main__":
    main(sys.argv[1])
