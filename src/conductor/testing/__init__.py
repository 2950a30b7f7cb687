"""Tests of workflows and workers: environments that skip time, mocks, and the servers to run them on."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from conductor.testing._branches import Branch as Branch
    from conductor.testing._branches import BranchCoverage as BranchCoverage
    from conductor.testing._environment import WorkflowEnvironment as WorkflowEnvironment
    from conductor.testing._errors import RealServerUnavailable as RealServerUnavailable
    from conductor.testing._errors import WorkflowStuck as WorkflowStuck
    from conductor.testing._mock import NO_ANSWER as NO_ANSWER
    from conductor.testing._mock import Failure as Failure
    from conductor.testing._mock import Mock as Mock
    from conductor.testing._real_server import RealServer as RealServer
    from conductor.testing._worker_call import run_worker as run_worker

_HOME = {
    "NO_ANSWER": "_mock",
    "Branch": "_branches",
    "BranchCoverage": "_branches",
    "Failure": "_mock",
    "Mock": "_mock",
    "RealServer": "_real_server",
    "RealServerUnavailable": "_errors",
    "WorkflowEnvironment": "_environment",
    "WorkflowStuck": "_errors",
    "run_worker": "_worker_call",
}

__all__ = [
    "NO_ANSWER",
    "Branch",
    "BranchCoverage",
    "Failure",
    "Mock",
    "RealServer",
    "RealServerUnavailable",
    "WorkflowEnvironment",
    "WorkflowStuck",
    "run_worker",
]


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
