"""Colours by status and by kind of task: (fill, line)."""

from __future__ import annotations

STATUS = {
    "COMPLETED": ("#d8f3dc", "#2d6a4f"),
    "COMPLETED_WITH_ERRORS": ("#fff3bf", "#b08900"),
    "FAILED": ("#ffd6d6", "#c1121f"),
    "FAILED_WITH_TERMINAL_ERROR": ("#ffd6d6", "#7f0d15"),
    "TIMED_OUT": ("#ffe0c2", "#c2571a"),
    "CANCELED": ("#e3e3e8", "#6b7280"),
    "SKIPPED": ("#f1f1f4", "#9ca3af"),
    "IN_PROGRESS": ("#cfe5ff", "#1d5fb4"),
    "SCHEDULED": ("#e8f1fc", "#6a9bd6"),
}

KIND = {
    "SIMPLE": ("#eef4ff", "#3b6fb6"),
    "SUB_WORKFLOW": ("#f3eefe", "#7048b6"),
    "START_WORKFLOW": ("#f3eefe", "#7048b6"),
    "SWITCH": ("#fff7e0", "#b08900"),
    "DECISION": ("#fff7e0", "#b08900"),
    "DO_WHILE": ("#f0f7f4", "#3f7d65"),
    "WAIT": ("#f6f0fa", "#8a5aa8"),
    "HUMAN": ("#f6f0fa", "#8a5aa8"),
    "TERMINATE": ("#fdeeee", "#b4464b"),
}

PLAIN = ("#f5f7fa", "#5b6675")
IDLE = ("#ffffff", "#c3c8d0")


def colours(kind: str, status: str, ran: bool) -> tuple[str, str]:
    """Fill and line of a node; ``ran`` says that an execution is drawn, where what did not run is pale."""
    if ran:
        return STATUS.get(status, IDLE)
    return KIND.get(kind, PLAIN)
