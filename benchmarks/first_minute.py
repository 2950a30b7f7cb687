"""The first minute: hello world, and everything before it from an empty folder."""

from __future__ import annotations

import subprocess
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks._case import Case, Figure, Setting
from benchmarks._embedded import EmbeddedServer
from benchmarks._failure import BenchmarkFailed
from benchmarks._script import figures_of
from benchmarks._sdk import PROGRAMS, base_python, environment

if TYPE_CHECKING:
    from benchmarks._sdk import Sdk

ROOT = Path(__file__).resolve().parent.parent
HELLO = ROOT / "examples" / "helloworld" / "helloworld.py"


def hello_world(sdk: Sdk, setting: Setting) -> dict[str, float]:
    """From the start of the program to its result, on a server that runs."""
    with EmbeddedServer(setting) as url:
        return figures_of("hello.py", sdk, setting, str(HELLO), server=url)


def empty_folder(sdk: Sdk, setting: Setting) -> dict[str, float]:
    """What README.md begins with: an environment, the checkout installed, hello world. Needs a network."""
    del sdk  # a new environment is the point
    with tempfile.TemporaryDirectory() as room:
        programs = Path(room) / ".venv" / PROGRAMS
        began = time.perf_counter()
        for command in (
            [base_python(), "-m", "venv", str(programs.parent)],
            [str(programs / "python"), "-m", "pip", "install", "-q", f"{ROOT}[server]"],
            [str(programs / "conductor-py"), "run", str(HELLO)],
        ):
            done = subprocess.run(
                command,
                capture_output=True,
                text=True,
                timeout=600,
                check=False,
                env=environment(Path(room)),
            )
            if done.returncode:
                raise BenchmarkFailed(f"{' '.join(command[:4])} …: {done.stderr.strip()[-300:]}")
        seconds = time.perf_counter() - began
        if "workflow result: Hello Orkes" not in done.stdout:
            raise BenchmarkFailed(f"hello world said {done.stdout[-300:]!r}")
    return {"result after": seconds}


CASES = (
    Case(
        "first_minute.hello_world",
        "Hello world, server running",
        (
            Figure("result after", "s", headline="hello world: from its start to the result"),
            Figure("end after", "s"),
        ),
        hello_world,
        warm_up=True,
    ),
    Case(
        "first_minute.empty_folder",
        "Environment, install and hello world",
        (
            Figure(
                "result after", "s", headline="from a checkout to the first result: environment, install, run"
            ),
        ),
        empty_folder,
        ours_only=True,
    ),
)
