"""One execution of a workflow: its data, its tasks, and the indexes that deciding needs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conductor.devserver import statuses
from conductor.devserver.timeouts import NEVER, next_check

if TYPE_CHECKING:
    from collections.abc import Iterable

    from conductor.devserver.blueprint import Blueprint
    from conductor.devserver.task_run import TaskRun


class Execution:
    """A run of a workflow. Times are epoch milliseconds, 0 while unknown."""

    def __init__(self, workflow_id: str, blueprint: Blueprint, input_: dict[str, Any], now: int) -> None:
        self.workflow_id = workflow_id
        self.blueprint = blueprint
        self.status = statuses.RUNNING
        self.input = input_
        self.output: dict[str, Any] = {}
        self.variables: dict[str, Any] = {}
        self.reason: str | None = None
        self.correlation_id: str | None = None
        self.priority = 0
        self.task_to_domain: dict[str, str] = {}
        self.parent_id: str | None = None
        self.parent_task_id: str | None = None
        #: How many executions are around this one.
        self.depth = 0
        self.rerun_from: str | None = None
        self.event: str | None = None
        self.created_by: str | None = None
        self.create_time = now
        self.update_time = now
        self.end_time = 0
        self.last_retried_time = 0
        self.failed_refs: list[str] = []
        self.failed_task_names: list[str] = []
        self.failed_task_id: str | None = None
        #: Answers that /workflow/test gives instead of workers, by reference name; None for ordinary runs.
        self.mocks: dict[str, list[dict[str, Any]]] | None = None
        self.dirty: set[TaskRun] = set()
        #: Counts what others than its own deciding have done to it.
        self.changes = 0
        #: It is being decided, maybe off the lock for a long script.
        self.advancing = False
        #: Loops with a draft of their output.
        self.drafts: list[TaskRun] = []
        self.set_tasks([])

    # -- tasks
    def set_tasks(self, tasks: Iterable[TaskRun]) -> None:
        """Have exactly these tasks; every index is made anew."""
        self.tasks: list[TaskRun] = []
        self.by_id: dict[str, TaskRun] = {}
        self.latest: dict[str, TaskRun] = {}
        #: The latest task under each name that expressions use.
        self.by_name: dict[str, TaskRun] = {}
        #: Tasks that deciding still has to look at, in order.
        self.pending: dict[str, TaskRun] = {}
        #: Those of them that have ended.
        self.settled: dict[str, TaskRun] = {}
        #: Counts what JOINs and loops may care about.
        self.news = 0
        #: Those of them that the server itself works on.
        self.automatic: dict[str, TaskRun] = {}
        self.next_seq = 1
        #: No open task has a time-out before this moment.
        self.check_at = NEVER
        for task in tasks:
            self.add(task)

    def add(self, task: TaskRun) -> None:
        """Take in a task."""
        self.tasks.append(task)
        self.by_id[task.task_id] = task
        self.latest[task.ref] = task
        self.by_name[task.plain_ref] = task
        self.news += 1
        self.next_seq = max(self.next_seq, task.seq + 1)
        self.check_at = min(self.check_at, next_check(task))
        self.track(task)
        self.dirty.add(task)

    def track(self, task: TaskRun) -> None:
        """Put the task where deciding looks, or take it from there."""
        key = task.task_id
        is_open = task.status in statuses.OPEN_TASK
        if task.retried or task.executed or task.status == statuses.SKIPPED:
            self.pending.pop(key, None)
            self.settled.pop(key, None)
        else:
            self.pending[key] = task
            if is_open:
                self.settled.pop(key, None)
            else:
                self.settled[key] = task
        if task.system and is_open:
            self.automatic[key] = task
        else:
            self.automatic.pop(key, None)

    def change(self, task: TaskRun, **values: Any) -> None:
        """Set members of a task."""
        for name, value in values.items():
            setattr(task, name, value)
        if "status" in values or "output" in values:
            self.news += 1
        self.check_at = min(self.check_at, next_check(task))
        self.track(task)
        self.dirty.add(task)

    def drop(self, doomed: Iterable[TaskRun]) -> None:
        """Take tasks out for good."""
        gone = {task.task_id for task in doomed}
        if gone:
            self.set_tasks([task for task in self.tasks if task.task_id not in gone])

    def forget_drafts(self) -> None:
        """A pass is over."""
        while self.drafts:
            self.drafts.pop().draft = None

    @property
    def busy(self) -> bool:
        """Whether a task has not ended."""
        return len(self.pending) > len(self.settled)

    def open_tasks(self) -> list[TaskRun]:
        """Tasks that have not ended."""
        return [task for task in self.pending.values() if task.status in statuses.OPEN_TASK]

    def in_order(self) -> list[TaskRun]:
        """All tasks by ``seq``."""
        # Server: a SKIPPED placeholder has seq 0 and sorts first (skip_task).
        return sorted(self.tasks, key=lambda task: task.seq)

    # -- state
    @property
    def ended(self) -> bool:
        """Whether it has ended, well or badly."""
        return self.status not in statuses.OPEN_WORKFLOW

    @property
    def title(self) -> str:
        """What messages call it."""
        return f"{self.blueprint.name}.{self.blueprint.version}/{self.workflow_id}"

    def __str__(self) -> str:
        return f"{self.title}.{self.status}"

    def to_wire(self, include_tasks: bool = True) -> dict[str, Any]:
        """The JSON form of the API; absent values are left out."""
        wire = self.header()
        wire["tasks"] = [task.to_wire() for task in self.in_order()] if include_tasks else []
        wire["workflowDefinition"] = self.blueprint.doc
        return wire

    def header(self) -> dict[str, Any]:
        """The JSON form without tasks and definition."""
        wire: dict[str, Any] = {
            "ownerApp": "",
            "createTime": self.create_time,
            "updateTime": self.update_time,
            "status": self.status,
            "endTime": self.end_time,
            "workflowId": self.workflow_id,
            "input": self.input,
            "output": self.output,
            "taskToDomain": self.task_to_domain,
            "failedReferenceTaskNames": self.failed_refs,
            "priority": self.priority,
            "variables": self.variables,
            "lastRetriedTime": self.last_retried_time,
            "failedTaskNames": self.failed_task_names,
            "history": [],
            "rateLimited": False,
            "startTime": self.create_time,
            "workflowName": self.blueprint.name,
            "workflowVersion": self.blueprint.version,
        }
        absent_or_not = (
            ("createdBy", self.created_by),
            ("reasonForIncompletion", self.reason),
            ("correlationId", self.correlation_id),
            ("parentWorkflowId", self.parent_id),
            ("parentWorkflowTaskId", self.parent_task_id),
            ("reRunFromWorkflowId", self.rerun_from),
            ("event", self.event),
        )
        wire.update({name: value for name, value in absent_or_not if value is not None})
        return wire
