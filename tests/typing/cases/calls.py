"""Calls as a user writes them. The checkers must refuse each line marked ``# wrong``, and no other."""

# ruff: noqa: B018
from __future__ import annotations

from typing import Any

from typing_extensions import assert_type

from conductor.client.automator._task_wire import TaskWire
from conductor.client.configuration.configuration import Configuration
from conductor.client.exceptions import ApiException, NotFound, RateLimited
from conductor.client.http.api.metadata_resource_api import MetadataResourceApi
from conductor.client.http.api.task_resource_api import TaskResourceApi
from conductor.client.http.api_client import ApiClient
from conductor.client.http.models.task import Task
from conductor.client.http.models.task_def import TaskDef
from conductor.client.http.models.task_result import TaskResult

tasks = TaskResourceApi(ApiClient(Configuration(server_api_url="http://localhost:8080/api", debug=True)))
metadata = MetadataResourceApi()

# What comes back has a type.
assert_type(tasks.get_task("id"), Task)
assert_type(tasks.get_task(task_id="id", _request_timeout=3.5), Task)
assert_type(tasks.get_task("id", _request_timeout=(1.0, 2.0), async_req=True), Task)
assert_type(tasks.get_task_with_http_info("id"), tuple[Task, int, Any])
assert_type(tasks.batch_poll("greet", count=1, timeout=100), list[Task])
assert_type(tasks.get_task("id").task_id, str | None)
assert_type(tasks.all(), dict[str, int])
assert_type(metadata.get_task_defs(), list[TaskDef])
definition: TaskDef = metadata.get_task_defs()[0]

# Wrong calls are found before they run.
tasks.get_task()  # wrong
tasks.get_task(1)  # wrong
tasks.get_task("id", unknown=1)  # wrong
tasks.get_task("id", _request_timeout="soon")  # wrong
tasks.batch_poll("greet", count="many")  # wrong
tasks.get_task_with_http_info()  # wrong
tasks.get_task("id").no_such_field  # wrong
number: int = tasks.get_task("id")  # wrong
Configuration(server_url="http://localhost:8080/api")  # wrong
Configuration(auth_token_ttl_min="45")  # wrong

# Models know their fields.
result = TaskResult(task_id="t", workflow_instance_id="w", status="COMPLETED", output_data={"a": 1})
TaskResult(task_id=1)  # wrong
TaskResult(no_such_field=1)  # wrong
assert_type(result.task_id, str | None)

# The worker's port.
wire = TaskWire(Configuration())
assert_type(wire.poll("greet", worker_id="w", count=1, timeout_ms=100), list[Task])
assert_type(wire.update_and_poll(result), Task | None)
wire.poll("greet", worker_id="w", count=1)  # wrong
wire.update("done")  # wrong

# Errors know what they hold.
try:
    tasks.get_task("id")
except RateLimited as limited:
    assert_type(limited.retry_after, float | None)
except NotFound as gone:
    assert_type(gone.status, int | None)
    assert_type(gone.validation_errors, list[dict[str, Any]])
except ApiException as error:
    assert_type(error.is_not_found(), bool)
    error.no_such_attribute  # wrong
