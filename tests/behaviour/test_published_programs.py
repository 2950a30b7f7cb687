"""Programs written for the published SDK print here what they print there."""

from __future__ import annotations

import re
import subprocess
import sys
import uuid
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from behaviour.programs import environment

if TYPE_CHECKING:
    from conftest import Server

PUBLISHED = Path(__file__).parent / "published"
RECORDED = sorted((PUBLISHED / "recorded").glob("*.txt"))
ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@pytest.mark.parametrize("recorded", RECORDED, ids=lambda path: path.stem)
def test_it_prints_what_both_lines_print(recorded: Path, server: Server, tmp_path: Path) -> None:
    tag = f"p{uuid.uuid4().hex[:8]}"
    script = PUBLISHED / f"{recorded.stem}.py"
    ended = subprocess.run(
        [sys.executable, script],
        env=environment({**server.environment, "TAG": tag}),
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    printed = ID.sub("<id>", ended.stdout.replace(tag, "TAG"))
    assert printed == recorded.read_text("utf-8"), ended.stderr
    assert ended.returncode == 0


def test_every_program_is_recorded() -> None:
    programs = {path.stem for path in PUBLISHED.glob("*.py")} - {"said"}
    assert programs == {path.stem for path in RECORDED}
