from __future__ import annotations

from typing import Any, ClassVar

from conductor.client.workflow.task.http_task import HttpInput, HttpMethod, HttpTask
from conductor.client.workflow.task.task import TaskInterface
from conductor.client.workflow.task.task_type import TaskType

__all__ = [
    "HttpInput",
    "HttpMethod",
    "HttpPollInput",
    "HttpPollTask",
    "HttpTask",
    "TaskInterface",
    "TaskType",
]


class HttpPollInput:
    """The request of an HTTP_POLL task, repeated until the condition holds.

    ``polling_interval`` in seconds, both time-outs in milliseconds.
    """

    swagger_types: ClassVar[dict[str, Any]] = {
        **HttpInput.swagger_types,
        "_termination_condition": "str",
        "_polling_interval": "int",
        "_max_poll_count": "int",
        "_polling_strategy": str,  # Upstream: the class, not its name
    }
    attribute_map: ClassVar[dict[str, str]] = {
        **HttpInput.attribute_map,
        "_termination_condition": "terminationCondition",
        "_polling_interval": "pollingInterval",
        "_max_poll_count": "maxPollCount",
        "_polling_strategy": "pollingStrategy",
    }

    def __init__(
        self,
        termination_condition: str | None = None,
        max_poll_count: int = 100,
        polling_interval: int = 100,
        polling_strategy: str = "FIXED",
        method: HttpMethod | str = HttpMethod.GET,
        uri: str | None = None,
        headers: dict[str, Any] | None = None,
        accept: str | list[str] | None = None,
        content_type: str | None = None,
        connection_time_out: int | None = None,
        read_timeout: int | None = None,
        body: Any = None,
    ) -> None:
        self._method = method
        self._uri = uri
        self._headers = headers
        self._accept = accept
        self._content_type = content_type
        self._connection_time_out = connection_time_out
        self._read_timeout = read_timeout
        self._body = body
        self._termination_condition = termination_condition
        self._polling_interval = polling_interval
        self._max_poll_count = max_poll_count
        self._polling_strategy = polling_strategy


class HttpPollTask(TaskInterface):
    """Calls an HTTP endpoint again and again until a condition holds (Orkes)."""

    def __init__(self, task_ref_name: str, http_input: HttpPollInput | dict[str, Any]) -> None:
        super().__init__(task_ref_name, TaskType.HTTP_POLL, input_parameters={"http_request": http_input})
