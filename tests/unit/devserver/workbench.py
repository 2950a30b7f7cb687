"""What the tests of the engine share: definitions in short, and an engine whose time stands still."""

from __future__ import annotations

import itertools
from typing import Any

from conductor.devserver import statuses
from conductor.devserver.blueprint import Blueprint
from conductor.devserver.engine import Engine
from conductor.devserver.execution import Execution
from conductor.devserver.facts import Facts
from conductor.devserver.polling import poll
from conductor.devserver.task_run import TaskRun
from conductor.devserver.updates import update_by_ref, update_task
from conductor.devserver.wire_types import TASK_DEF, WORKFLOW_DEF

START = 1_800_000_000_000


class StillClock:
    """Time that moves only when told to."""

    skipping = False

    def __init__(self) -> None:
        self.moment = START

    def now(self) -> int:
        return self.moment

    def sleep(self, seconds: float) -> None:
        self.moment += int(seconds * 1000)


def simple(ref: str, **members: Any) -> dict[str, Any]:
    """A worker task called like its reference name."""
    return {"name": ref, "taskReferenceName": ref, "type": "SIMPLE", **members}


def system(type_: str, ref: str, inputs: dict[str, Any] | None = None, **members: Any) -> dict[str, Any]:
    """A task of another type."""
    return {"name": ref, "taskReferenceName": ref, "type": type_, "inputParameters": inputs or {}, **members}


def workflow(*tasks: dict[str, Any], name: str = "wf", **members: Any) -> dict[str, Any]:
    """A complete definition."""
    return WORKFLOW_DEF.read({"name": name, "version": 1, "tasks": list(tasks), **members})


def task_def(name: str, **members: Any) -> dict[str, Any]:
    """A complete task definition without retries."""
    return TASK_DEF.read(
        {"name": name, "retryCount": 0, "retryDelaySeconds": 0, "responseTimeoutSeconds": 600, **members}
    )


def blueprint(*tasks: dict[str, Any], defs: tuple[dict[str, Any], ...] = (), **members: Any) -> Blueprint:
    """What an execution of these tasks carries."""
    known = {each["name"]: each for each in defs}
    return Blueprint.complete(workflow(*tasks, **members), known.get, lambda name: None)


def execution(*tasks: dict[str, Any], defs: tuple[dict[str, Any], ...] = (), **members: Any) -> Execution:
    """An execution that has not begun."""
    return Execution("wf-id", blueprint(*tasks, defs=defs, **members), {}, START)


def facts(now: int = START) -> Facts:
    """The moment, with ids that count."""
    numbers = itertools.count(1)
    return Facts(now, lambda: f"id{next(numbers)}", lambda name: None, lambda name: None)


def have(run: Execution, ref: str, status: str = statuses.COMPLETED, **members: Any) -> TaskRun:
    """Give an execution a run of one of its tasks."""
    wanted = run.blueprint.by_ref[ref]
    type_ = wanted["name"] if wanted["type"] == "SIMPLE" else wanted["type"]
    task = TaskRun(f"{ref}-{run.next_seq}", ref, type_, wanted, def_name=wanted["name"], status=status)
    task.seq, task.scheduled_time, task.workflow_id = run.next_seq, START, run.workflow_id
    for name, value in members.items():
        setattr(task, name, value)
    run.add(task)
    return task


class Bench:
    """An engine without sockets and threads, and short ways to use it."""

    def __init__(self, **options: Any) -> None:
        self.clock = StillClock()
        self.engine = Engine(self.clock, **options)

    def register(self, *tasks: dict[str, Any], name: str = "wf", **members: Any) -> None:
        with self.engine.turn():
            doc = workflow(*tasks, name=name, **members)
            self.engine.definitions.put_workflow(doc, START, overwrite=True)

    def define(self, name: str, **members: Any) -> None:
        with self.engine.turn():
            self.engine.definitions.put_task(task_def(name, **members), START, create=True)

    def start(self, *tasks: dict[str, Any], given: dict[str, Any] | None = None, **request: Any) -> Execution:
        """Register these tasks as workflow ``wf`` (if any are given) and start it."""
        if tasks:
            self.register(*tasks)
        with self.engine.turn():
            return self.engine.start({"name": "wf", "input": given or {}, **request})

    def poll(self, type_: str, domain: str | None = None, count: int = 1) -> list[dict[str, Any]]:
        return poll(self.engine, type_, "bench", domain, count, 0)

    def answer(self, task: dict[str, Any], status: str = "COMPLETED", **members: Any) -> None:
        result = {
            "taskId": task["taskId"],
            "workflowInstanceId": task["workflowInstanceId"],
            "status": status,
        }
        with self.engine.turn():
            update_task(self.engine, {**result, **members})

    def work(self, type_: str, status: str = "COMPLETED", **members: Any) -> dict[str, Any]:
        """Poll one task and answer it."""
        (task,) = self.poll(type_)
        self.answer(task, status, **members)
        return task

    def signal(self, run: Execution, ref: str, status: str = "COMPLETED", **output: Any) -> None:
        with self.engine.turn():
            update_by_ref(self.engine, run.workflow_id, ref, status, output, None)

    def pass_time(self, seconds: float) -> None:
        """Let time pass and do what is due then."""
        self.clock.sleep(seconds)
        self.engine.timekeeper.fire_due()


def shape(run: Execution) -> list[tuple[str, str]]:
    """References and statuses, in order."""
    return [(task.ref, task.status) for task in run.in_order()]
