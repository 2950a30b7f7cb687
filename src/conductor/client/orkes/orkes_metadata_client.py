"""The client of definitions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conductor.client.http.models.tag_string import TagString
from conductor.client.metadata_client import MetadataClient
from conductor.client.orkes.models.ratelimit_tag import RateLimitTag
from conductor.client.orkes.orkes_base_client import OrkesBaseClient, given

if TYPE_CHECKING:
    from conductor.client.http.models.tag_object import TagObject
    from conductor.client.http.models.task_def import TaskDef
    from conductor.client.http.models.workflow_def import WorkflowDef
    from conductor.client.orkes.models.metadata_tag import MetadataTag
else:
    from conductor.client._published import __getattr__ as __getattr__


class OrkesMetadataClient(OrkesBaseClient, MetadataClient):
    """See ``MetadataClient``; the methods in camel case are here only, as upstream."""

    def register_workflow_def(self, workflow_def: WorkflowDef, overwrite: bool | None = True) -> None:
        self.metadataResourceApi.create(workflow_def, overwrite=overwrite)

    def update_workflow_def(self, workflow_def: WorkflowDef, overwrite: bool | None = True) -> None:
        self.metadataResourceApi.update1([workflow_def], overwrite=overwrite)

    # Upstream: the first parameter has another name in the abstract client.
    def unregister_workflow_def(  # pyright: ignore[reportIncompatibleMethodOverride]
        self, name: str, version: int
    ) -> None:
        self.metadataResourceApi.unregister_workflow_def(name, version)

    def get_workflow_def(self, name: str, version: int | None = None) -> WorkflowDef:
        return self.metadataResourceApi.get(name, **given(version=version))

    def get_all_workflow_defs(self) -> list[WorkflowDef]:
        return self.metadataResourceApi.get_all_workflows()

    def register_task_def(self, task_def: TaskDef) -> None:
        self.metadataResourceApi.register_task_def([task_def])

    def update_task_def(self, task_def: TaskDef) -> None:
        self.metadataResourceApi.update_task_def(task_def)

    def unregister_task_def(self, task_type: str) -> None:
        self.metadataResourceApi.unregister_task_def(task_type)

    def get_task_def(self, task_type: str) -> TaskDef:
        return self.metadataResourceApi.get_task_def(task_type)

    def get_all_task_defs(self) -> list[TaskDef]:
        return self.metadataResourceApi.get_task_defs()

    def add_workflow_tag(self, tag: MetadataTag, workflow_name: str) -> None:
        self.tagsApi.add_workflow_tag(tag, workflow_name)

    def delete_workflow_tag(self, tag: MetadataTag, workflow_name: str) -> None:
        self.tagsApi.delete_workflow_tag(_tag_string(tag), workflow_name)

    def get_workflow_tags(self, workflow_name: str) -> list[TagObject]:
        return self.tagsApi.get_workflow_tags(workflow_name)

    def set_workflow_tags(self, tags: list[MetadataTag], workflow_name: str) -> None:
        self.tagsApi.set_workflow_tags(tags, workflow_name)

    def addTaskTag(self, tag: MetadataTag, taskName: str) -> None:  # noqa: N802, N803
        """Put a tag on a task definition (Orkes only)."""
        self.tagsApi.add_task_tag(tag, taskName)

    def deleteTaskTag(self, tag: MetadataTag, taskName: str) -> None:  # noqa: N802, N803
        """Take a tag off a task definition (Orkes only)."""
        self.tagsApi.delete_task_tag(_tag_string(tag), taskName)

    def getTaskTags(self, taskName: str) -> list[TagObject]:  # noqa: N802, N803
        """Get the tags of a task definition (Orkes only)."""
        return self.tagsApi.get_task_tags(taskName)

    def setTaskTags(self, tags: list[MetadataTag], taskName: str) -> None:  # noqa: N802, N803
        """Replace the tags of a task definition (Orkes only)."""
        self.tagsApi.set_task_tags(tags, taskName)

    def setWorkflowRateLimit(self, rateLimit: int, workflowName: str) -> None:  # noqa: N802, N803
        """Let at most that many executions of a workflow run at once (Orkes only)."""
        self.removeWorkflowRateLimit(workflowName)
        self.tagsApi.add_workflow_tag(RateLimitTag(workflowName, rateLimit), workflowName)

    def getWorkflowRateLimit(self, workflowName: str) -> int | None:  # noqa: N802, N803
        """Get how many executions of a workflow may run at once; None when there is no limit (Orkes only)."""
        limit = self._rate_limit(workflowName)
        return None if limit is None else limit.value

    def removeWorkflowRateLimit(self, workflowName: str) -> None:  # noqa: N802, N803
        """Let any number of executions of a workflow run at once (Orkes only)."""
        limit = self._rate_limit(workflowName)
        if limit is not None:
            self.tagsApi.delete_workflow_tag(limit, workflowName)

    def _rate_limit(self, workflow_name: str) -> TagObject | None:
        tags = self.tagsApi.get_workflow_tags(workflow_name) or []
        return next((tag for tag in tags if tag.type == "RATE_LIMIT" and tag.key == workflow_name), None)


def _tag_string(tag: MetadataTag) -> TagString:
    return TagString(tag.key, "METADATA", tag.value)
