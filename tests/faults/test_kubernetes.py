"""The example for Kubernetes is stopped in the middle of a task, as a pod is, and finishes it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from faults.program import Program

if TYPE_CHECKING:
    from conftest import Server

EXAMPLE = Path(__file__).parents[2] / "examples" / "workers" / "kubernetes.py"


def test_the_pod_finishes_its_task(embedded: Server, tmp_path: Path) -> None:
    program = Program(tmp_path, "", embedded.url, arguments=[str(EXAMPLE)])
    try:
        assert program.wait_end(60) == 143
        assert "status: COMPLETED {'resized': 'photo.jpg'}" in program.text
        assert "Serving /health, /ready" in program.text
    finally:
        program.kill()
