"""Imported where workers are forked from: loads what every worker needs.

What is loaded here is shared by all workers, and costs none of them time.
"""

# What is imported here is meant for the forks.
# pyright: reportUnusedImport=false

from __future__ import annotations

import encodings.idna
import gc

from conductor.client.automator import _child, _place, _task_wire, task_handler
from conductor.client.http.models import _codec, task, task_exec_log, task_result
from conductor.client.worker import _binding, _check, worker, worker_task

__all__ = [
    "_binding",
    "_check",
    "_child",
    "_place",
    "_task_wire",
    "encodings",
    "task",
    "task_exec_log",
    "task_handler",
    "task_result",
    "worker",
    "worker_task",
]


def settle() -> None:
    """All is loaded: plan what each worker would plan, and keep their collectors off what is shared."""
    _codec.decode([{"taskDefinition": {}, "workflowTask": {}}], "list[Task]")
    gc.collect()
    gc.freeze()  # a collection would otherwise touch, and so copy, every page that is shared
