"""The Python code blocks of README and docs, run as they stand; and every link leads somewhere.

A page whose blocks have a title, the name of a file, is followed as a reader follows it: files are saved in
one folder, commands run there, and what the page says they print is printed.
"""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

from behaviour.programs import ROOT, program

if TYPE_CHECKING:
    from pathlib import Path

DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
LINKED = [*DOCUMENTS, ROOT / "CONTRIBUTING.md", ROOT / "ARCHITECTURE.md", ROOT / "examples" / "README.md"]
BLOCK = re.compile(r"^```python[^\n]*\n(.*?)^```$", re.S | re.M)
STEP = re.compile(r"^```(python title=\"(?P<file>[\w./]+)\"|sh|text)\n(?P<text>.*?)^```$", re.S | re.M)
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
FOLLOWED = [document for document in DOCUMENTS if '```python title="' in document.read_text("utf-8")]
SETTING_UP = (
    "python3 -m venv",
    "python -m pip",
    ".venv/bin/python -m pip",
    ". .venv/bin/activate",
    "mkdir ",
    "cd ",
)


def blocks() -> list[Any]:
    found = []
    for document in DOCUMENTS:
        if document in FOLLOWED:
            continue
        for number, match in enumerate(BLOCK.finditer(document.read_text("utf-8")), 1):
            name = f"{document.relative_to(ROOT).as_posix()}-{number}"
            found.append(pytest.param(match.group(1), id=name))
    return found


@pytest.mark.parametrize("code", blocks())
def test_a_code_block_runs(code: str, tmp_path: Path) -> None:
    file = tmp_path / ("test_block.py" if "def test_" in code else "block.py")
    file.write_text(code, "utf-8")
    if "def test_" in code:
        command = ["-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:randomly", file]
    else:
        command = ["-m", "conductor", "run", file]
    with program(command, {}, tmp_path / "out") as running:
        assert running.wait(90) == 0, running.text
        assert "Traceback" not in running.text, running.text


@pytest.mark.parametrize("document", FOLLOWED, ids=lambda path: str(path.name))
def test_a_page_is_followed(document: Path, tmp_path: Path) -> None:
    folder = tmp_path / "shop"
    folder.mkdir()
    printed = ""
    for step in STEP.finditer(document.read_text("utf-8")):
        if step["file"]:
            (folder / step["file"]).write_text(step["text"], "utf-8")
        elif step[1] == "sh":
            lines = [line for line in step["text"].splitlines() if not line.startswith(SETTING_UP)]
            printed = "".join(run_line(line, folder) for line in lines) if lines else printed
        else:
            missing = [line for line in step["text"].splitlines() if line not in printed]
            assert missing == [], printed


def run_line(line: str, folder: Path) -> str:
    """Run a command of the page as this Python does, and return what it printed."""
    command, *words = shlex.split(line)
    modules = {
        "conductor-py": ["-m", "conductor"],
        "pytest": ["-m", "pytest", "-p", "no:randomly"],
        "python": [],
    }
    with program([*modules[command], *words], {}, folder / "printed.txt") as running:
        assert running.wait(90) == 0, running.text
        assert "Traceback" not in running.text, running.text
        return running.text


@pytest.mark.parametrize("document", LINKED, ids=lambda path: str(path.relative_to(ROOT).as_posix()))
def test_links_lead_to_files(document: Path) -> None:
    links = [link for link in LINK.findall(document.read_text("utf-8")) if "://" not in link]
    missing = [link for link in links if not (document.parent / link).exists()]
    assert missing == []


@pytest.mark.parametrize("document", LINKED, ids=lambda path: str(path.relative_to(ROOT).as_posix()))
def test_links_to_elsewhere_are_addresses(document: Path) -> None:
    for link in re.findall(r"\]\((\w+://[^)\s]+)\)", document.read_text("utf-8")):
        parts = urlsplit(link)
        assert (parts.scheme, "." in (parts.hostname or "")) == ("https", True), link


@pytest.mark.parametrize("document", LINKED, ids=lambda path: str(path.relative_to(ROOT).as_posix()))
def test_no_machine_is_meant(document: Path) -> None:
    """Paths and addresses of the machine that a page was written on."""
    found = re.findall(
        r"/(?:home|root|work|Users)/\w+|localhost:(?!8080|3001|9092)\d+", document.read_text("utf-8")
    )
    assert found == []
