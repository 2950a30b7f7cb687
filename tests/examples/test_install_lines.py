"""No line that installs this SDK names it on the index: until there is a release, that name is another's."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PLACES = ("README.md", "CONTRIBUTING.md", "docs", "examples", "benchmarks", "src")
KINDS = {".md", ".py", ".ipynb", ".toml", ".txt", ".yml", ".yaml", ".html", ""}
INSTALL = re.compile(r"\b(?:pip3?|uv|pipx|poetry|pdm)\b[^\n]*?\b(?:install|add)\b[^\n]*")
BY_NAME = re.compile(r"""(?<![\w./-])conductor[-_](?:python|py)(?=["'`\s\[=<>~!]|$)""")


def by_name(text: str) -> list[str]:
    found = (match.group() for match in INSTALL.finditer(text))
    return [line for line in found if BY_NAME.search(line)]


def test_none_names_it() -> None:
    files = [
        path
        for place in PLACES
        for path in ([ROOT / place] if (ROOT / place).is_file() else (ROOT / place).rglob("*"))
        if path.is_file() and path.suffix in KINDS and "__pycache__" not in path.parts
    ]
    assert len(files) > 100
    wrong = {str(path): lines for path in files if (lines := by_name(path.read_text("utf-8", "replace")))}
    assert wrong == {}


def test_such_a_line_would_be_found() -> None:
    for line in (
        "pip install conductor-python",
        "pip install -q 'conductor-python[server]'",
        "uv add conductor-python>=3",
    ):
        assert by_name(line) == [line]
    for line in ("pip install -e '.[server]'", "pip install dist/conductor_python-3.0-py3-none-any.whl"):
        assert by_name(line) == []
