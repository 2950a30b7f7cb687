"""What a client of definitions can do."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from conductor.client.http.models.tag_object import TagObject
    from conductor.client.http.models.task_def import TaskDef
    from conductor.client.http.models.workflow_def import WorkflowDef
    from conductor.client.orkes.models.metadata_tag import MetadataTag
else:
    from conductor.client._published import __getattr__ as __getattr__


class MetadataClient(ABC):
    """Register, change, look up and delete definitions of workflows and tasks.

    Every method raises ``ApiException`` when the server refuses: ``NotFound`` for a definition that is not
    there, ``BadRequest`` (see its ``validation_errors``) for one that is not valid.
    """

    @abstractmethod
    def register_workflow_def(self, workflow_def: WorkflowDef, overwrite: bool | None = True) -> None:
        """Register a workflow definition.

        ``Conflict`` when that name and version exist and ``overwrite`` is False.
        """

    @abstractmethod
    def update_workflow_def(self, workflow_def: WorkflowDef, overwrite: bool | None = True) -> None:
        """Replace a workflow definition of the same name and version, or create it."""

    @abstractmethod
    def unregister_workflow_def(self, workflow_name: str, version: int) -> None:
        """Delete one version of a workflow definition. Executions of it go on.

        The open-source server answers 500 (``ServerError``) when there is no such definition.
        """

    @abstractmethod
    def get_workflow_def(self, name: str, version: int | None = None) -> WorkflowDef:
        """Get a workflow definition, the latest version when none is named."""

    @abstractmethod
    def get_all_workflow_defs(self) -> list[WorkflowDef]:
        """Get every version of every workflow definition."""

    @abstractmethod
    def register_task_def(self, task_def: TaskDef) -> None:
        """Register a task definition. One of the same name is replaced."""

    @abstractmethod
    def update_task_def(self, task_def: TaskDef) -> None:
        """Replace a task definition; ``NotFound`` when there is none of that name."""

    @abstractmethod
    def unregister_task_def(self, task_type: str) -> None:
        """Delete a task definition; tasks of that type then run with the server's defaults."""

    @abstractmethod
    def get_task_def(self, task_type: str) -> TaskDef:
        """Get a task definition by its name."""

    @abstractmethod
    def get_all_task_defs(self) -> list[TaskDef]:
        """Get every task definition."""

    @abstractmethod
    def add_workflow_tag(self, tag: MetadataTag, workflow_name: str) -> None:
        """Put a tag on a workflow definition (Orkes only)."""

    @abstractmethod
    def get_workflow_tags(self, workflow_name: str) -> list[TagObject]:
        """Get the tags of a workflow definition (Orkes only)."""

    @abstractmethod
    def set_workflow_tags(self, tags: list[MetadataTag], workflow_name: str) -> None:
        """Replace the tags of a workflow definition (Orkes only)."""

    @abstractmethod
    def delete_workflow_tag(self, tag: MetadataTag, workflow_name: str) -> None:
        """Take a tag off a workflow definition (Orkes only)."""
