"""Metrics with the names that this SDK has always had."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conductor.client.telemetry._counting import Counting, published
from conductor.client.telemetry.metrics_collector_base import SUCCESS
from conductor.client.telemetry.model.metric_documentation import MetricDocumentation as Text
from conductor.client.telemetry.model.metric_label import MetricLabel as Label
from conductor.client.telemetry.model.metric_name import MetricName as Name

if not TYPE_CHECKING:
    from conductor.client._published import __getattr__ as __getattr__


class LegacyMetricsCollector(Counting):
    """The default mode. Durations are gauges: the last value, and quantiles over the last 1000."""

    QUANTILE_WINDOW_SIZE = 1000
    _PAYLOAD_TYPE = Label.PAYLOAD_TYPE

    def collector_name(self) -> str:
        """``legacy``."""
        return "legacy"

    def exception_label(self, exception: Any) -> str:
        """Upstream: the text of what it is given, which is often a class."""
        if not isinstance(exception, type):
            return str(exception)
        module, name = published(exception)
        return f"<class '{name if module == 'builtins' else f'{module}.{name}'}'>"

    def increment_task_execution_started(self, task_type: str) -> None:
        """Not shown in this mode."""

    def increment_uncaught_exception(self, exception: Any = None) -> None:
        """An exception ended a thread."""
        if self.must_collect_metrics:
            self.series.count(Name.THREAD_UNCAUGHT_EXCEPTION.value, Text.THREAD_UNCAUGHT_EXCEPTION.value, {})

    def record_workflow_input_payload_size(self, workflow_type: str, version: Any, payload_size: int) -> None:
        """How large the last workflow's input was."""
        labels = {Label.WORKFLOW_TYPE.value: workflow_type, Label.WORKFLOW_VERSION.value: str(version)}
        self._set(Name.WORKFLOW_INPUT_SIZE, Text.WORKFLOW_INPUT_SIZE, labels, payload_size)

    def record_task_result_payload_size(self, task_type: str, payload_size: int) -> None:
        """How large the last output was."""
        labels = {Label.TASK_TYPE.value: task_type}
        self._set(Name.TASK_RESULT_SIZE, Text.TASK_RESULT_SIZE, labels, payload_size)

    def record_task_poll_time(self, task_type: str, time_spent: float, status: str = SUCCESS) -> None:
        """How long polls take."""
        self._set(Name.TASK_POLL_TIME, Text.TASK_POLL_TIME, {Label.TASK_TYPE.value: task_type}, time_spent)
        labels = {Label.TASK_TYPE.value: task_type, Label.STATUS.value: status}
        self._quantiles(Name.TASK_POLL_TIME_HISTOGRAM, Text.TASK_POLL_TIME_HISTOGRAM, labels, time_spent)

    def record_task_execute_time(self, task_type: str, time_spent: float, status: str = SUCCESS) -> None:
        """How long tasks take."""
        self._set(
            Name.TASK_EXECUTE_TIME, Text.TASK_EXECUTE_TIME, {Label.TASK_TYPE.value: task_type}, time_spent
        )
        labels = {Label.TASK_TYPE.value: task_type, Label.STATUS.value: status}
        self._quantiles(
            Name.TASK_EXECUTE_TIME_HISTOGRAM, Text.TASK_EXECUTE_TIME_HISTOGRAM, labels, time_spent
        )

    def record_task_update_time(self, task_type: str, time_spent: float, status: str = SUCCESS) -> None:
        """Not shown in this mode."""

    def record_api_request_time(
        self, method: str, uri: str, status: Any, time_spent: float, metric_uri: str | None = None
    ) -> None:
        """How long calls of the server take."""
        labels = {
            Label.METHOD.value: method,
            Label.URI.value: metric_uri or uri,
            Label.STATUS.value: str(status),
        }
        self._quantiles(Name.API_REQUEST_TIME, Text.API_REQUEST_TIME, labels, time_spent)

    def set_active_workers(self, task_type: str, count: int) -> None:
        """Not shown in this mode."""

    def _set(self, name: Name, text: Text, labels: dict[str, str], value: float) -> None:
        if self.must_collect_metrics:
            self.series.set(name.value, text.value, labels, value)

    def _quantiles(self, name: Name, text: Text, labels: dict[str, str], value: float) -> None:
        if self.must_collect_metrics:
            self.series.quantiles(name.value, text.value, labels, value, self.QUANTILE_WINDOW_SIZE)
