"""What a client of schedules can do."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from conductor.client._schedules import Schedule, ScheduleInfo
    from conductor.client.http.models.save_schedule_request import SaveScheduleRequest
    from conductor.client.http.models.search_result_workflow_schedule_execution_model import (
        SearchResultWorkflowScheduleExecutionModel,
    )
    from conductor.client.http.models.tag_object import TagObject
    from conductor.client.http.models.workflow_schedule import WorkflowSchedule
    from conductor.client.orkes.models.metadata_tag import MetadataTag
else:
    from conductor.client._published import __getattr__ as __getattr__


class SchedulerClient(ABC):
    """Start workflows by cron expressions of six fields, seconds first (``0 0 9 * * MON-FRI``).

    Times are epoch milliseconds. Every method raises ``ApiException`` when the server refuses.
    """

    @abstractmethod
    def save_schedule(self, save_schedule_request: SaveScheduleRequest) -> None:
        """Create a schedule, or replace the one of the same name.

        The open-source server also saves a cron expression that it cannot read; such a schedule never fires.
        """

    @abstractmethod
    def get_schedule(self, name: str) -> WorkflowSchedule | None:
        """Get a schedule; None, or ``NotFound`` where the server says so, when there is none of that name.

        The answer can also be read like the server's JSON: ``schedule["cronExpression"]``.
        """

    @abstractmethod
    def get_all_schedules(self, workflow_name: str | None = None) -> list[WorkflowSchedule]:
        """Get every schedule, or those that start one workflow."""

    @abstractmethod
    def get_next_few_schedule_execution_times(
        self,
        cron_expression: str,
        schedule_start_time: int | None = None,
        schedule_end_time: int | None = None,
        limit: int | None = None,
    ) -> list[int]:
        """Get the next times at which a cron expression fires; the open-source server answers 5 at most."""

    @abstractmethod
    def delete_schedule(self, name: str) -> None:
        """Delete a schedule."""

    @abstractmethod
    def pause_schedule(self, name: str, reason: str | None = None) -> None:
        """Keep a schedule from firing until it is resumed."""

    @abstractmethod
    def pause_all_schedules(self) -> None:
        """Keep every schedule from firing until resumed."""

    @abstractmethod
    def resume_schedule(self, name: str) -> None:
        """Let a paused schedule fire again."""

    @abstractmethod
    def resume_all_schedules(self) -> None:
        """Let every paused schedule fire again."""

    @abstractmethod
    def search_schedule_executions(
        self,
        start: int | None = None,
        size: int | None = None,
        sort: str | None = None,
        free_text: str | None = None,
        query: str | None = None,
    ) -> SearchResultWorkflowScheduleExecutionModel[Any]:
        """Search the workflow starts that schedules made: ``size`` of them from the ``start``-th on."""

    @abstractmethod
    def requeue_all_execution_records(self) -> None:
        """Queue all execution records again."""

    @abstractmethod
    def set_scheduler_tags(self, tags: list[MetadataTag], name: str) -> None:
        """Put tags on a schedule (Orkes only)."""

    @abstractmethod
    def get_scheduler_tags(self, name: str) -> list[TagObject]:
        """Get the tags of a schedule (Orkes only)."""

    @abstractmethod
    def delete_scheduler_tags(self, tags: list[MetadataTag], name: str) -> None:
        """Take tags off a schedule (Orkes only)."""

    @abstractmethod
    def pause(self, wire_name: str, reason: str | None = None) -> None:
        """Do as ``pause_schedule``; ``ScheduleNotFound`` when there is none of that name."""

    @abstractmethod
    def resume(self, wire_name: str) -> None:
        """Do as ``resume_schedule``; ``ScheduleNotFound`` when there is none of that name."""

    @abstractmethod
    def delete(self, wire_name: str) -> None:
        """Do as ``delete_schedule``; ``ScheduleNotFound`` when there is none of that name."""

    @abstractmethod
    def preview_next(
        self, cron: str, n: int = 5, start_at: int | None = None, end_at: int | None = None
    ) -> list[int]:
        """Get the next ``n`` times at which a cron expression fires.

        Raises ``InvalidCronExpression`` when the server cannot read it.
        """

    @abstractmethod
    def run_now(self, info: ScheduleInfo) -> str:
        """Start the workflow of a schedule at once, with the schedule's input; answers the execution id."""

    @abstractmethod
    def reconcile(self, agent_name: str, desired: list[Schedule] | None) -> None:
        """Make the schedules of a workflow be exactly the desired ones: save these, delete all others.

        Each is stored as ``<agent_name>-<name>``. None leaves everything as it is; an empty list deletes all.
        Raises ``ScheduleNameConflict`` when two have the same name, ``InvalidCronExpression`` when the server
        refuses one.
        """
