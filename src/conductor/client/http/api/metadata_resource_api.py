from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conductor.client.http._endpoint import CallOptions, ResourceApi, endpoint, with_http_info

if TYPE_CHECKING:
    from typing_extensions import Unpack

    from conductor.client.http.models import TaskDef, WorkflowDef, WorkflowTag


class MetadataResourceApi(ResourceApi):
    """The ``/metadata`` endpoints: definitions of workflows and tasks."""

    @endpoint("POST", "/metadata/workflow")
    def create(
        self, body: WorkflowDef | dict[str, Any], *, overwrite: bool | None = None,
        **options: Unpack[CallOptions],
    ) -> Any:
        """Register a workflow definition; one that exists is a conflict unless ``overwrite`` is true."""
    create_with_http_info = with_http_info(create)

    @endpoint("POST", "/metadata/tags/workflow/{name}")
    def create_workflow_metadata(
        self, body: WorkflowTag | dict[str, Any], name: str, *, version: int | None = None,
        **options: Unpack[CallOptions],
    ) -> None:
        """Put a tag on a workflow definition (Orkes only)."""
    create_workflow_metadata_with_http_info = with_http_info(create_workflow_metadata)

    @endpoint("DELETE", "/metadata/tags/workflow/{name}")
    def delete_workflow_metadata(self, name: str, version: int, **options: Unpack[CallOptions]) -> None:
        """Take the tag off a workflow definition (Orkes only)."""
    delete_workflow_metadata_with_http_info = with_http_info(delete_workflow_metadata)

    @endpoint("GET", "/metadata/workflow/{name}")
    def get(self, name: str, *, version: int | None = None, **options: Unpack[CallOptions]) -> WorkflowDef:
        """Get a workflow definition, the latest version when none is named."""
    get_with_http_info = with_http_info(get)

    @endpoint("GET", "/metadata/workflow")
    def get_all_workflows(
        self, *, access: str | None = None, **options: Unpack[CallOptions]
    ) -> list[WorkflowDef]:
        """List every version of every workflow definition."""
    get_all_workflows_with_http_info = with_http_info(get_all_workflows)

    @endpoint("GET", "/metadata/taskdefs/{tasktype}")
    def get_task_def(self, tasktype: str, **options: Unpack[CallOptions]) -> TaskDef:
        """Get a task definition."""
    get_task_def_with_http_info = with_http_info(get_task_def)

    @endpoint("GET", "/metadata/taskdefs")
    def get_task_defs(self, *, access: str | None = None, **options: Unpack[CallOptions]) -> list[TaskDef]:
        """List every task definition."""
    get_task_defs_with_http_info = with_http_info(get_task_defs)

    @endpoint("GET", "/metadata/tags/workflow/{name}")
    def get_workflow_metadata(
        self, name: str, *, version: int | None = None, **options: Unpack[CallOptions]
    ) -> WorkflowTag:
        """Get the tag of a workflow definition (Orkes only)."""
    get_workflow_metadata_with_http_info = with_http_info(get_workflow_metadata)

    @endpoint("POST", "/metadata/taskdefs")
    def register_task_def(
        self, body: list[TaskDef] | list[dict[str, Any]], **options: Unpack[CallOptions]
    ) -> Any:
        """Register new task definitions."""
    register_task_def_with_http_info = with_http_info(register_task_def)

    @endpoint("DELETE", "/metadata/taskdefs/{tasktype}")
    def unregister_task_def(self, tasktype: str, **options: Unpack[CallOptions]) -> None:
        """Delete a task definition."""
    unregister_task_def_with_http_info = with_http_info(unregister_task_def)

    @endpoint("DELETE", "/metadata/workflow/{name}/{version}")
    def unregister_workflow_def(self, name: str, version: int, **options: Unpack[CallOptions]) -> None:
        """Delete one version of a workflow definition."""
    unregister_workflow_def_with_http_info = with_http_info(unregister_workflow_def)

    @endpoint("PUT", "/metadata/workflow")
    def update1(
        self, body: list[WorkflowDef] | list[dict[str, Any]], *, overwrite: bool | None = None,
        **options: Unpack[CallOptions],
    ) -> Any:
        """Create or replace workflow definitions, each with its own name and version."""
    update1_with_http_info = with_http_info(update1)

    @endpoint("PUT", "/metadata/taskdefs")
    def update_task_def(self, body: TaskDef | dict[str, Any], **options: Unpack[CallOptions]) -> Any:
        """Replace a task definition of the same name."""
    update_task_def_with_http_info = with_http_info(update_task_def)

    @endpoint("POST", "/metadata/workflow/validate")
    def validate(self, body: WorkflowDef | dict[str, Any], **options: Unpack[CallOptions]) -> None:
        """Check a workflow definition without registering it; ``BadRequest`` says what is wrong."""
    validate_with_http_info = with_http_info(validate)

    @endpoint("GET", "/metadata/workflow/latest-versions")
    def get_all_workflows_with_latest_versions(self, **options: Unpack[CallOptions]) -> list[WorkflowDef]:
        """List the latest version of every workflow definition."""
    get_all_workflows_with_latest_versions_with_http_info = with_http_info(
        get_all_workflows_with_latest_versions
    )

    @endpoint("GET", "/metadata/workflow/names")
    def get_workflow_names(self, **options: Unpack[CallOptions]) -> list[str]:
        """List the names of all workflow definitions."""
    get_workflow_names_with_http_info = with_http_info(get_workflow_names)

    @endpoint("GET", "/metadata/workflow/names-and-versions")
    def get_workflow_names_and_versions(self, **options: Unpack[CallOptions]) -> dict[str, Any]:
        """List the versions of all workflow definitions, by name."""
    get_workflow_names_and_versions_with_http_info = with_http_info(get_workflow_names_and_versions)

    @endpoint("GET", "/metadata/workflow/{name}/versions")
    def get_workflow_versions(self, name: str, **options: Unpack[CallOptions]) -> list[dict[str, Any]]:
        """List the versions of one workflow definition, without their tasks."""
    get_workflow_versions_with_http_info = with_http_info(get_workflow_versions)
