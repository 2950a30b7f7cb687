"""One plain line for each execution that ends on the embedded server."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from conductor.devserver.execution import Execution
    from conductor.devserver.server import DevServer


def tell(server: DevServer) -> None:
    """Write a line to stderr whenever an execution ends."""

    def ended(execution: Execution) -> None:
        print(line(execution, server.ui_url), file=sys.stderr, flush=True)

    server.engine.on_end.append(ended)


def line(execution: Execution, page: str) -> str:
    """What is said of an execution: its workflow, how it ended, after how long, why, and where to look."""
    seconds = max(0, execution.end_time - execution.create_time) / 1000
    name = f"{execution.blueprint.name} v{execution.blueprint.version}"
    reason = _reason(execution)
    why = f": {_first_line(reason)}" if reason else ""
    return f"{name} {execution.status} after {seconds:.1f} s{why}  {page}/execution/{execution.workflow_id}"


def _reason(execution: Execution) -> str:
    """Why it did not complete: the failed task and its own words, else the execution's; "" where it did."""
    if execution.status == "COMPLETED":
        return ""
    task = execution.by_id.get(execution.failed_task_id or "")
    if task is not None and task.reason:
        return f"task {task.ref}: {task.reason.strip()}"
    return (execution.reason or "").strip()


def _first_line(text: str, most: int = 160) -> str:
    head = text.splitlines()[0]
    return head if len(head) <= most else f"{head[: most - 1]}…"
