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
        # What else ran: a quiet machine is near the number of its cores or below.
        "load": round(os.getloadavg()[2]) if hasattr(os, "getloadavg") else None,
        "date": date.today().isoformat(),
    }


def line() -> str:
    """The same in one line."""
    told = facts()
    machine = f"{told['cores']} cores, {told['memory_gb']} GB, {told['system']}"
    return f"{told['date']}, {machine}, load {told['load']}"
