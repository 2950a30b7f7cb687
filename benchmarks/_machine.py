"""The machine that the figures come from."""

from __future__ import annotations

import os
import platform
from datetime import date

import psutil


def facts() -> dict[str, object]:
    """Cores, memory, system: what a figure means nothing without."""
    return {
        "cores": os.cpu_count(),
        "memory_gb": round(psutil.virtual_memory().total / 2**30),
        "system": f"{platform.system()} {platform.release()} {platform.machine()}",
        "date": date.today().isoformat(),
    }


def line() -> str:
    """The same in one line."""
    told = facts()
    return f"{told['date']}, {told['cores']} cores, {told['memory_gb']} GB, {told['system']}"
