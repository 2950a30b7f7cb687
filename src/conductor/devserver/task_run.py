"""One execution of one task."""

from __future__ import annotations

import re
from typing import Any

from conductor.devserver import statuses

_ITERATION = re.compile(r"__(\d+)$")

#: WAIT without an end, and retries that never come: Java's Integer.MAX_VALUE.
FOREVER = 2147483647

_NO_METADATA: dict[str, Any] = {"additionalContext": {}, "empty": True, "additionalContextMap": {}}


class TaskRun:
    """A task of an execution: what it is, where it stands, what went in and what came out.

    Times are epoch milliseconds, 0 while unknown. ``due`` is when the engine itself has something to do with
    it (the end of a WAIT), 0 for never; ``deliver_at`` is when a queue may hand it out.
    """

    __slots__ = (
        "callback_after_seconds",
        "correlation_id",
        "def_name",
        "deliver_at",
        "domain",
        "draft",
        "due",
        "end_time",
        "executed",
        "first_scheduled_time",
        "input",
        "iteration",
        "launched",
        "loop_base",
        "loop_over_task",
        "output",
        "poll_count",
        "priority",
        "queue_wait_time",
        "reason",
        "ref",
        "retried",
        "retried_task_id",
        "retry_count",
        "scheduled_time",
        "seen",
        "seq",
        "start_delay_seconds",
        "start_time",
        "status",
        "sub_workflow_id",
        "subworkflow_changed",
        "system",
        "task_id",
        "type",
        "unattended",
        "update_time",
        "worker_id",
        "workflow_id",
        "workflow_task",
        "workflow_type",
    )  # fmt: skip

    def __init__(
        self,
        task_id: str,
        ref: str,
        type_: str,
        workflow_task: dict[str, Any],
        *,
        def_name: str | None = None,
        status: str = statuses.SCHEDULED,
        input_: dict[str, Any] | None = None,
        output: dict[str, Any] | None = None,
        reason: str | None = None,
    ) -> None:
        self.task_id = task_id
        self.ref = ref
        self.type = type_
        self.def_name = type_ if def_name is None else def_name
        self.workflow_task = workflow_task
        self.status = status
        self.input: dict[str, Any] = {} if input_ is None else input_
        self.output: dict[str, Any] = {} if output is None else output
        self.reason = reason
        self.workflow_id = ""
        self.workflow_type = ""
        self.correlation_id: str | None = None
        self.seq = 0
        self.retry_count = 0
        self.retried = False
        self.retried_task_id: str | None = None
        self.executed = False
        self.iteration = 0
        self.loop_over_task = False
        #: Of a loop: the number before that of its first iteration's tasks (not 0 inside another loop).
        self.loop_base = 0
        #: Of a loop: the number of the present iteration and its tasks so far; for this pass only.
        self.draft: tuple[int, list[TaskRun]] | None = None
        self.poll_count = 0
        self.worker_id: str | None = None
        self.domain: str | None = None
        self.priority = 0
        self.scheduled_time = 0
        self.start_time = 0
        #: When the first of all attempts was scheduled.
        self.first_scheduled_time = 0
        self.end_time = 0
        self.update_time = 0
        self.queue_wait_time = 0
        self.callback_after_seconds = 0
        self.start_delay_seconds = 0
        self.sub_workflow_id: str | None = None
        self.subworkflow_changed = False
        self.due = 0
        self.deliver_at = 0
        #: The server runs it, no worker does.
        self.system = False
        #: A background job of the server has this task in hand.
        self.launched = False
        #: Of a JOIN: what it has seen of the execution's news.
        self.seen = -1
        #: A mock has taken it and will not answer: nobody works on it.
        self.unattended = False

    def deliverable(self, now: int) -> int:
        """When a worker may have it that is scheduled ``now``; a WAIT without end is there at once."""
        wait = self.callback_after_seconds
        return now if wait >= FOREVER else now + wait * 1000

    @property
    def task_def(self) -> dict[str, Any] | None:
        """The task's definition as of the start of the execution."""
        found: dict[str, Any] | None = self.workflow_task.get("taskDefinition")
        return found

    @property
    def plain_ref(self) -> str:
        """The reference name without the iteration that a loop appends."""
        return _ITERATION.sub("", self.ref) if self.loop_over_task else self.ref

    @property
    def loop_number(self) -> int:
        """The number that the loop around it appended to its reference name, 0 outside loops."""
        found = _ITERATION.search(self.ref) if self.loop_over_task else None
        return int(found[1]) if found else 0

    @property
    def drafted_output(self) -> dict[str, Any]:
        """The output with what this pass has seen of a loop's present iteration."""
        if self.draft is None:
            return self.output
        number, runs = self.draft
        # Server: a TERMINATE's output is not there yet.
        brought = {run.plain_ref: {} if run.type == "TERMINATE" else run.output for run in runs}
        return {**self.output, str(number): brought}

    @property
    def open(self) -> bool:
        """Whether it has not ended."""
        return self.status in statuses.OPEN_TASK

    def copy(self) -> TaskRun:
        """A second task that is the same in everything; its data are shared."""
        twin = TaskRun.__new__(TaskRun)
        for name in TaskRun.__slots__:
            setattr(twin, name, getattr(self, name))
        return twin

    def to_wire(self) -> dict[str, Any]:
        """The JSON form of the API; absent values are left out."""
        definition = self.task_def
        limits: dict[str, Any] = (definition or {}) if not self.system else {}
        rates = limits if self.type not in ("HTTP", "DO_WHILE") else definition or {}
        wire: dict[str, Any] = {
            "taskType": self.type,
            "status": self.status,
            "inputData": self.input,
            "referenceTaskName": self.ref,
            "retryCount": self.retry_count,
            "seq": self.seq,
            "pollCount": self.poll_count,
            "taskDefName": self.def_name,
            "scheduledTime": self.scheduled_time,
            "startTime": self.start_time,
            "endTime": self.end_time,
            "updateTime": self.update_time,
            "startDelayInSeconds": self.start_delay_seconds,
            "retried": self.retried,
            "executed": self.executed,
            "callbackFromWorker": True,
            "responseTimeoutSeconds": limits.get("responseTimeoutSeconds", 0),
            "workflowInstanceId": self.workflow_id,
            "workflowType": self.workflow_type,
            "taskId": self.task_id,
            "callbackAfterSeconds": self.callback_after_seconds,
            "outputData": self.output,
            "workflowTask": self.workflow_task,
            "rateLimitPerFrequency": rates.get("rateLimitPerFrequency", 0),
            "rateLimitFrequencyInSeconds": rates.get("rateLimitFrequencyInSeconds", 0),
            "workflowPriority": self.priority,
            "iteration": self.iteration,
            "subworkflowChanged": self.subworkflow_changed,
            "firstStartTime": 0,
            "executionMetadata": _NO_METADATA,
            "queueWaitTime": self.queue_wait_time,
            "loopOverTask": self.loop_over_task,
        }
        absent_or_not = (
            ("correlationId", self.correlation_id),
            ("reasonForIncompletion", self.reason),
            ("retriedTaskId", self.retried_task_id),
            ("workerId", self.worker_id),
            ("domain", self.domain),
            ("subWorkflowId", self.sub_workflow_id),
            ("taskDefinition", definition),
        )
        wire.update({name: value for name, value in absent_or_not if value is not None})
        return wire

    def to_doc(self) -> dict[str, Any]:
        """What a store keeps of it; the definition's own tasks are kept by name."""
        doc = {
            name: getattr(self, name)
            for name in TaskRun.__slots__
            if name not in ("workflow_task", "launched", "unattended", "seen", "draft")
        }
        doc["workflow_task"] = self.workflow_task
        return doc

    @classmethod
    def from_doc(cls, doc: dict[str, Any], workflow_task: dict[str, Any]) -> TaskRun:
        """The task that :meth:`to_doc` described."""
        task = cls(doc["task_id"], doc["ref"], doc["type"], workflow_task)
        for name in TaskRun.__slots__:
            if name in doc and name != "workflow_task":
                setattr(task, name, doc[name])
        return task


def as_model(wire: dict[str, Any]) -> dict[str, Any]:
    """A task's JSON form as the real server's engine keeps it, which some answers show."""
    kept = {name: value for name, value in wire.items() if name != "executionMetadata"}
    return {
        **kept,
        "callbackAfterMs": 0,
        "onStateChange": {},
        "idempotent": False,
        "cachedOutput": False,
        "notifications": {},
        "nonWorkflowEventTask": False,
        "asyncComplete": False,
        "idempotentExecution": False,
    }
