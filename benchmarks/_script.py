"""A program of ``programs/`` that prints its figures and ends."""

from __future__ import annotations

import json
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks._failure import BenchmarkFailed
from benchmarks._sdk import environment

if TYPE_CHECKING:
    from benchmarks._case import Setting
    from benchmarks._sdk import Sdk

PROGRAMS = Path(__file__).resolve().parent / "programs"


def figures_of(
    script: str, sdk: Sdk, setting: Setting, *words: str, server: str | None = None
) -> dict[str, float]:
    """Run it under that SDK; the last line of its output is a JSON object of figures."""
    given = environment(setting.cache, BENCHMARK_QUICK="1" if setting.quick else "")
    if server:
        given["CONDUCTOR_SERVER_URL"] = server
    done = subprocess.run(
        [sdk.python, str(PROGRAMS / script), *words],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
        env=given,
        cwd=tempfile.gettempdir(),
    )
    if done.returncode:
        raise BenchmarkFailed(f"{script} ended with status {done.returncode}:\n{done.stderr[-1500:]}")
    told: dict[str, float] = json.loads(done.stdout.strip().splitlines()[-1])
    return told
