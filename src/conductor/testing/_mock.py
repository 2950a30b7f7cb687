"""Stand-ins for the workers of a task, with a script of results."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from conductor.client.http.models.task import Task
    from conductor.client.http.models.task_result import TaskResult


@dataclass(frozen=True)
class Failure:
    """A result of a mock: the task fails with ``reason``.

    ``terminal``: for good, without the retries of its definition. ``output``: what the attempt leaves.
    """

    reason: str = "failed by the test"
    terminal: bool = False
    output: dict[str, Any] | None = None


class NoAnswer:
    """See ``NO_ANSWER``."""

    def __repr__(self) -> str:
        return "NO_ANSWER"


NO_ANSWER = NoAnswer()
"""A result of a mock: the task is taken and never answered, as by a worker that died."""


class Mock:
    """Answers the tasks of one type or reference, and remembers them.

    Each result is used once, in order; the last one stays. A result is the output (a dict; anything else
    becomes ``{"result": …}``, as a worker's return value does), a ``Failure``, ``NO_ANSWER``, an exception to
    raise, or a function of the task's input that returns one of these.
    """

    def __init__(self, name: str, results: tuple[Any, ...]) -> None:
        self.name = name
        self.inputs: list[dict[str, Any]] = []
        self._results = results or ({},)
        self._guard = threading.Lock()

    @property
    def calls(self) -> int:
        """How many tasks it has taken."""
        return len(self.inputs)

    def answer(self, task: Task) -> TaskResult | None:
        """The result for ``task``; None for no answer."""
        from conductor.client.worker import _outcome

        given = task.input_data or {}
        with self._guard:
            result = self._results[min(len(self.inputs), len(self._results) - 1)]
            self.inputs.append(given)
        report = _outcome.blank(task, "conductor.testing")
        try:
            value = result(given) if callable(result) and not isinstance(result, type) else result
            if isinstance(value, type) and issubclass(value, BaseException):
                value = value()
            if isinstance(value, BaseException):
                raise value
        except Exception as error:  # noqa: BLE001 - what a mock raises is its answer
            return _outcome.of_error(error, report)
        if value is NO_ANSWER:
            return None
        if isinstance(value, Failure):
            return fail(report, value)
        return _outcome.of_value(value, task, report)

    def __repr__(self) -> str:
        return f"<Mock of {self.name}: {self.calls} calls>"


def fail(report: TaskResult, failure: Failure) -> TaskResult:
    """Fill ``report`` with a failure."""
    report.status = "FAILED_WITH_TERMINAL_ERROR" if failure.terminal else "FAILED"
    report.reason_for_incompletion = failure.reason
    report.output_data = dict(failure.output or {})
    return report
