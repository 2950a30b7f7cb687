"""What can be asked of the execution of a workflow."""

from __future__ import annotations

from typing import Any

import pytest

from conductor.client.exceptions import WorkflowFailed
from conductor.client.http.models import Task, Workflow, WorkflowRun, WorkflowStatus, WorkflowTask


def task(ref: str, status: str, **members: Any) -> Task:
    return Task(
        reference_task_name=ref, task_def_name=f"{ref}_def", task_id=f"{ref}-id", status=status, **members
    )


@pytest.mark.parametrize("cls", [Workflow, WorkflowRun, WorkflowStatus])
@pytest.mark.parametrize(
    ("status", "completed", "successful", "running"),
    [
        ("RUNNING", False, False, True),
        ("COMPLETED", True, True, False),
        ("FAILED", True, False, False),
        ("TIMED_OUT", True, False, False),
        ("TERMINATED", True, False, False),
        ("PAUSED", False, True, True),
        (None, False, False, False),
    ],
)
def test_status(cls: Any, status: str | None, completed: bool, successful: bool, running: bool) -> None:
    run = cls(status=status)
    assert (run.is_completed(), run.is_successful(), run.is_running()) == (completed, successful, running)


@pytest.mark.parametrize("cls", [Workflow, WorkflowRun])
class TestTasks:
    def test_current_task_is_the_last_open_one(self, cls: Any) -> None:
        run = cls(tasks=[task("a", "IN_PROGRESS"), task("b", "SCHEDULED"), task("c", "FAILED")])
        assert run.current_task.reference_task_name == "b"
        assert cls(tasks=[task("a", "COMPLETED")]).current_task is None
        assert cls().current_task is None

    def test_get_task(self, cls: Any) -> None:
        declared = WorkflowTask(task_reference_name="loop")
        run = cls(
            tasks=[
                task("a", "FAILED"),
                task("loop__1", "COMPLETED", workflow_task=declared),
                task("b", "FAILED"),
            ]
        )
        assert run.get_task("a_def").task_id == "a-id"
        assert run.get_task(task_reference_name="b").task_id == "b-id"
        assert run.get_task(task_reference_name="loop").task_id == "loop__1-id"
        assert run.get_task(name="none") is None
        assert run.get_task(task_reference_name="none") is None
        assert cls().get_task("a") is None

    @pytest.mark.parametrize("arguments", [(), ("a", "b")])
    def test_get_task_wants_one_of_both(self, cls: Any, arguments: tuple[str, ...]) -> None:
        with pytest.raises(ValueError, match="ONLY one of name or task_reference_name MUST be provided"):
            cls().get_task(*arguments)

    @pytest.mark.parametrize("status", ["COMPLETED", "RUNNING", "PAUSED", None])
    def test_raise_for_status_is_quiet(self, cls: Any, status: str | None) -> None:
        assert cls(status=status, tasks=[task("a", "FAILED")]).raise_for_status() is None

    @pytest.mark.parametrize("status", ["FAILED", "TIMED_OUT", "TERMINATED"])
    def test_raise_for_status_names_the_task(self, cls: Any, status: str) -> None:
        run = cls(
            status=status,
            workflow_id="w-id",
            reason_for_incompletion="of the workflow",
            tasks=[
                task("first", "COMPLETED"),
                task(
                    "culprit",
                    "FAILED_WITH_TERMINAL_ERROR",
                    reason_for_incompletion="boom",
                    workflow_type="orders",
                ),
                task("bystander", "CANCELED"),
            ],
        )
        with pytest.raises(WorkflowFailed) as caught:
            run.raise_for_status()
        error = caught.value
        assert (error.workflow_id, error.task_reference_name, error.task_id) == (
            "w-id",
            "culprit",
            "culprit-id",
        )
        assert (error.reason, error.status, error.workflow_name) == ("boom", status, "orders")
        assert str(error) == f"workflow orders w-id ended {status} at task culprit (culprit-id): boom"

    def test_raise_for_status_without_tasks(self, cls: Any) -> None:
        run = cls(status="TERMINATED", workflow_id="w-id", reason_for_incompletion="by hand")
        with pytest.raises(WorkflowFailed, match="workflow w-id ended TERMINATED: by hand") as caught:
            run.raise_for_status()
        assert caught.value.task_id is None
