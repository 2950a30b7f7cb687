"""The SDKs that are compared, each under an interpreter of its own."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from benchmarks._failure import BenchmarkFailed

PUBLISHED = "conductor-python"
#: Where an environment keeps its programs.
PROGRAMS = "Scripts" if os.name == "nt" else "bin"
PROBE = """
import inspect, json, platform
from importlib.metadata import version
from conductor.client.worker.worker_task import worker_task
slots = "thread_count" in inspect.signature(worker_task).parameters
print(json.dumps([version("conductor-python"), platform.python_version(), slots]))
"""


@dataclass(frozen=True)
class Sdk:
    """One SDK: the interpreter that has it, and what it can do."""

    label: str
    python: str
    version: str
    python_version: str
    #: More than one task at a time in a worker, and ``async def`` workers.
    has_slots: bool
    ours: bool = False


def ours(python: str = sys.executable) -> Sdk:
    """The SDK of this checkout, under ``python``."""
    return _look_at("this SDK", python, ours=True)


def published(named: str, cache: Path) -> Sdk:
    """A published version such as ``2.0.0``, in an environment under ``cache`` which is made once.

    ``named`` may be the interpreter of an environment that has it, too.
    """
    if os.path.isfile(named):
        found = _look_at(named, named)
        return Sdk(found.version, found.python, found.version, found.python_version, found.has_slots)
    room = cache / f"published-{named}-python{sys.version_info[0]}.{sys.version_info[1]}"
    python = _python(room)
    if not python.is_file():
        _make(room, named)
    return _look_at(named, str(python))


def cache_folder() -> Path:
    """Where environments and bytecode are kept: the user's cache folder, never the checkout."""
    root = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    return (Path(root) if root else Path.home() / ".cache") / "conductor-python" / "benchmarks"


def environment(cache: Path, **added: str) -> dict[str, str]:
    """What measured programs get: none of the caller's settings, and bytecode that is kept, for all alike."""
    dropped = ("PYTHONPATH", "PYTHONDONTWRITEBYTECODE", "PYTHONHOME", "PYTHONWARNINGS")
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in dropped and not name.startswith("CONDUCTOR_")
    }
    return {**kept, "PYTHONPYCACHEPREFIX": str(cache / "bytecode"), **added}


def base_python() -> str:
    """The interpreter itself, where we run in an environment."""
    return getattr(sys, "_base_executable", None) or sys.executable


def _python(room: Path) -> Path:
    return room / PROGRAMS / ("python.exe" if os.name == "nt" else "python")


def _make(room: Path, version: str) -> None:
    """An environment with that published version; a half-made one never stays."""
    room.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=room.parent) as scratch:
        made = Path(scratch) / "made"
        _run([base_python(), "-m", "venv", str(made)], "no environment could be made")
        _run(
            [
                str(_python(made)),
                "-m",
                "pip",
                "install",
                "-q",
                "--disable-pip-version-check",
                f"{PUBLISHED}=={version}",
            ],
            f"{PUBLISHED} {version} could not be installed. It comes from the package index: is there a "
            "network? `--peer path/to/python` takes an environment that has it, `--no-peer` does without",
        )
        shutil.rmtree(room, ignore_errors=True)
        made.rename(room)


def _run(command: list[str], failure: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True, timeout=900, check=False)
    if done.returncode:
        said = [line for line in done.stderr.splitlines() if line.strip()][-1:] or ["(it said nothing)"]
        raise BenchmarkFailed(f"{failure}\n  {said[0].strip()}")


def _look_at(label: str, python: str, *, ours: bool = False) -> Sdk:
    done = subprocess.run(
        [python, "-c", PROBE],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        cwd=tempfile.gettempdir(),
    )
    if done.returncode:
        said = done.stderr.strip().splitlines()[-1:] or ["it said nothing"]
        raise BenchmarkFailed(f"{python} has no SDK that can be measured: {said[0]}")
    version, python_version, has_slots = json.loads(done.stdout.strip().splitlines()[-1])
    return Sdk(label, python, version, python_version, has_slots, ours)
