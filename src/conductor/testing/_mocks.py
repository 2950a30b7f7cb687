"""Every mock and injected failure of an environment: who answers a task."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any, Callable, Optional, Union

from conductor.testing._mock import NO_ANSWER, Failure, Mock, NoAnswer, fail

if TYPE_CHECKING:
    from conductor.client.http.models.task import Task
    from conductor.client.http.models.task_result import TaskResult
    from conductor.devserver.execution import Execution
    from conductor.devserver.task_run import TaskRun

    Answer = Callable[[Task], Optional[TaskResult]]
    Scripted = Union[TaskResult, NoAnswer, None]


class Mocks:
    """Injected failures first, then mocks by reference name, by task type, then the worker function."""

    def __init__(self) -> None:
        self.by_type: dict[str, Mock] = {}
        self.by_reference: dict[str, Mock] = {}
        self.workers: dict[tuple[str, str | None], Answer] = {}
        #: The type that a system task had before it was made into a worker's, by reference name.
        self.kinds: dict[str, str] = {}
        self._failures: dict[str, list[Failure]] = {}
        self._guard = threading.Lock()

    def __bool__(self) -> bool:
        return bool(self.by_type or self.by_reference or self._failures)

    def inject(self, name: str, failures: list[Failure]) -> None:
        """Let the next tasks of that type or reference name fail, one for each failure."""
        with self._guard:
            self._failures.setdefault(name, []).extend(failures)

    def is_mocked(self, task: dict[str, Any]) -> bool:
        """Whether a task of a definition is answered by a mock or an injected failure."""
        names = {task.get("taskReferenceName"), task.get("name"), task.get("type")}
        return any(
            name in self.by_reference or name in self.by_type or name in self._failures for name in names
        )

    def answer(self, task: Task, domain: str | None) -> TaskResult | None:
        """The result for a task that was taken from a queue; None for no answer."""
        from conductor.client.worker import _outcome

        kind = str(task.task_type)
        scripted = self._scripted(task)
        if scripted is not None:
            return None if isinstance(scripted, NoAnswer) else scripted
        worker = self.workers.get((kind, domain)) or self.workers.get((kind, None))
        if worker is not None:
            return worker(task)
        missing = f"no mock and no worker for {kind}; see run_worker, mock and mock_ref"
        return fail(_outcome.blank(task, "conductor.testing"), Failure(missing, terminal=True))

    def override(self, _execution: Execution, run: TaskRun) -> dict[str, Any] | None:
        """What the embedded server's engine asks before it queues or runs a task; None: do as ever."""
        from conductor.client._encode import encode
        from conductor.client.http.models.task import Task

        if not self:
            return None
        task = Task(
            task_id=run.task_id,
            workflow_instance_id=run.workflow_id,
            reference_task_name=run.plain_ref,
            task_type=run.type,
            retry_count=run.retry_count,
            input_data=run.input,
        )
        scripted = self._scripted(task)
        if scripted is None:
            return None
        if isinstance(scripted, NoAnswer):
            return {"status": "IN_PROGRESS"}
        output = encode(scripted.output_data or {})
        return {"status": scripted.status, "output": output, "reason": scripted.reason_for_incompletion}

    def _scripted(self, task: Task) -> Scripted:
        """What an injected failure or a mock says to a task; None if there is neither."""
        from conductor.client.worker import _outcome

        reference = _plain(str(task.reference_task_name))
        kind = str(task.task_type)
        failure = self._next_failure(reference) or self._next_failure(kind)
        if failure is not None:
            return fail(_outcome.blank(task, "conductor.testing"), failure)
        mock = (
            self.by_reference.get(reference)
            or self.by_type.get(kind)
            or self.by_type.get(self.kinds.get(reference, ""))
        )
        if mock is None:
            return None
        return mock.answer(task) or NO_ANSWER

    def _next_failure(self, name: str) -> Failure | None:
        with self._guard:
            waiting = self._failures.get(name)
            return waiting.pop(0) if waiting else None


def _plain(reference: str) -> str:
    """A reference name without a loop's iteration."""
    head, _, tail = reference.rpartition("__")
    return head if head and tail.isdigit() else reference
