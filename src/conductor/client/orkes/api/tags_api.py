"""The tags of task and workflow definitions (Orkes only)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conductor.client.http._endpoint import CallOptions, ResourceApi, endpoint, with_http_info

if TYPE_CHECKING:
    from typing_extensions import Unpack

    from conductor.client.http.models import TagObject, TagString
    from conductor.client.orkes.models.metadata_tag import MetadataTag, Tags
    from conductor.client.orkes.models.ratelimit_tag import RateLimitTag
else:
    from conductor.client._published import __getattr__ as __getattr__


class TagsApi(ResourceApi):
    """The tags of task and workflow definitions (Orkes only)."""

    @endpoint("POST", "/metadata/task/{taskName}/tags")
    def add_task_tag(
        self,
        body: TagObject | TagString | MetadataTag | RateLimitTag | dict[str, Any],
        task_name: str,
        **options: Unpack[CallOptions],
    ) -> Any:
        """Put a tag on a task definition."""

    add_task_tag_with_http_info = with_http_info(add_task_tag)

    @endpoint("POST", "/metadata/workflow/{name}/tags")
    def add_workflow_tag(
        self,
        body: TagObject | TagString | MetadataTag | RateLimitTag | dict[str, Any],
        name: str,
        **options: Unpack[CallOptions],
    ) -> Any:
        """Put a tag on a workflow definition."""

    add_workflow_tag_with_http_info = with_http_info(add_workflow_tag)

    @endpoint("DELETE", "/metadata/task/{taskName}/tags")
    def delete_task_tag(
        self,
        body: TagObject | TagString | MetadataTag | RateLimitTag | dict[str, Any],
        task_name: str,
        **options: Unpack[CallOptions],
    ) -> Any:
        """Take a tag off a task definition."""

    delete_task_tag_with_http_info = with_http_info(delete_task_tag)

    @endpoint("DELETE", "/metadata/workflow/{name}/tags")
    def delete_workflow_tag(
        self,
        body: TagObject | TagString | MetadataTag | RateLimitTag | dict[str, Any],
        name: str,
        **options: Unpack[CallOptions],
    ) -> Any:
        """Take a tag off a workflow definition."""

    delete_workflow_tag_with_http_info = with_http_info(delete_workflow_tag)

    @endpoint("GET", "/metadata/tags")
    def get_tags1(self, **options: Unpack[CallOptions]) -> list[TagObject]:
        """List every tag in use."""

    get_tags1_with_http_info = with_http_info(get_tags1)

    @endpoint("GET", "/metadata/task/{taskName}/tags")
    def get_task_tags(self, task_name: str, **options: Unpack[CallOptions]) -> list[TagObject]:
        """List the tags of a task definition."""

    get_task_tags_with_http_info = with_http_info(get_task_tags)

    @endpoint("GET", "/metadata/workflow/{name}/tags")
    def get_workflow_tags(self, name: str, **options: Unpack[CallOptions]) -> list[TagObject]:
        """List the tags of a workflow definition."""

    get_workflow_tags_with_http_info = with_http_info(get_workflow_tags)

    @endpoint("PUT", "/metadata/task/{taskName}/tags")
    def set_task_tags(self, body: Tags, task_name: str, **options: Unpack[CallOptions]) -> Any:
        """Replace the tags of a task definition."""

    set_task_tags_with_http_info = with_http_info(set_task_tags)

    @endpoint("PUT", "/metadata/workflow/{name}/tags")
    def set_workflow_tags(self, body: Tags, name: str, **options: Unpack[CallOptions]) -> Any:
        """Replace the tags of a workflow definition."""

    set_workflow_tags_with_http_info = with_http_info(set_workflow_tags)
