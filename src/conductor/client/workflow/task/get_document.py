from __future__ import annotations

from conductor.client.workflow.task.task import TaskInterface
from conductor.client.workflow.task.task_type import TaskType

__all__ = ["GetDocument", "TaskInterface", "TaskType"]


class GetDocument(TaskInterface):
    """Fetches a document and puts out its text (Orkes)."""

    def __init__(self, task_name: str, task_ref_name: str, url: str, media_type: str) -> None:
        super().__init__(
            task_ref_name,
            TaskType.GET_DOCUMENT,
            task_name,
            input_parameters={"url": url, "mediaType": media_type},
        )
