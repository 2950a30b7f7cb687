"""Metrics with the names that all SDKs share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conductor.client.telemetry._counting import Counting, published
from conductor.client.telemetry.metrics_collector_base import SUCCESS
from conductor.client.telemetry.model.metric_documentation import MetricDocumentation as Text
from conductor.client.telemetry.model.metric_label import MetricLabel as Label
from conductor.client.telemetry.model.metric_name import MetricName as Name

if not TYPE_CHECKING:
    from conductor.client._published import __getattr__ as __getattr__

TIME_BUCKETS = (0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
SIZE_BUCKETS = (100, 1000, 10000, 100000, 1000000, 10000000)


class CanonicalMetricsCollector(Counting):
    """The mode of WORKER_CANONICAL_METRICS=true. Durations and sizes are histograms."""

    TIME_BUCKETS = TIME_BUCKETS
    SIZE_BUCKETS = SIZE_BUCKETS
    _PAYLOAD_TYPE = Label.PAYLOAD_TYPE_CAMEL

    def collector_name(self) -> str:
        """``canonical``."""
        return "canonical"

    def exception_label(self, exception: Any) -> str:
        """The class's name."""
        if isinstance(exception, str):
            return exception
        kind = exception if isinstance(exception, type) else type(exception)
        return published(kind)[1].rpartition(".")[2]

    def increment_task_execution_started(self, task_type: str) -> None:
        """A task goes to the worker function."""
        self._count(
            Name.TASK_EXECUTION_STARTED, Text.TASK_EXECUTION_STARTED, {Label.TASK_TYPE.value: task_type}
        )

    def increment_uncaught_exception(self, exception: Any = None) -> None:
        """An exception ended a thread."""
        label = "unknown" if exception is None else self.exception_label(exception)
        self._count(
            Name.THREAD_UNCAUGHT_EXCEPTION, Text.THREAD_UNCAUGHT_EXCEPTION, {Label.EXCEPTION.value: label}
        )

    def record_workflow_input_payload_size(self, workflow_type: str, version: Any, payload_size: int) -> None:
        """How large workflows' inputs are."""
        labels = {Label.WORKFLOW_TYPE.value: workflow_type, Label.WORKFLOW_VERSION.value: str(version)}
        self._observe(
            Name.WORKFLOW_INPUT_SIZE_BYTES, Text.WORKFLOW_INPUT_SIZE_BYTES, labels, payload_size, SIZE_BUCKETS
        )

    def record_task_result_payload_size(self, task_type: str, payload_size: int) -> None:
        """How large outputs are."""
        labels = {Label.TASK_TYPE.value: task_type}
        self._observe(
            Name.TASK_RESULT_SIZE_BYTES, Text.TASK_RESULT_SIZE_BYTES, labels, payload_size, SIZE_BUCKETS
        )

    def record_task_poll_time(self, task_type: str, time_spent: float, status: str = SUCCESS) -> None:
        """How long polls take."""
        labels = {Label.TASK_TYPE.value: task_type, Label.STATUS.value: status}
        self._observe(
            Name.TASK_POLL_TIME_HISTOGRAM, Text.TASK_POLL_TIME_HISTOGRAM_CANONICAL, labels, time_spent
        )

    def record_task_execute_time(self, task_type: str, time_spent: float, status: str = SUCCESS) -> None:
        """How long tasks take."""
        labels = {Label.TASK_TYPE.value: task_type, Label.STATUS.value: status}
        self._observe(
            Name.TASK_EXECUTE_TIME_HISTOGRAM, Text.TASK_EXECUTE_TIME_HISTOGRAM_CANONICAL, labels, time_spent
        )

    def record_task_update_time(self, task_type: str, time_spent: float, status: str = SUCCESS) -> None:
        """How long reports take."""
        labels = {Label.TASK_TYPE.value: task_type, Label.STATUS.value: status}
        self._observe(Name.TASK_UPDATE_TIME_HISTOGRAM, Text.TASK_UPDATE_TIME_HISTOGRAM, labels, time_spent)

    def record_api_request_time(
        self, method: str, uri: str, status: Any, time_spent: float, metric_uri: str | None = None
    ) -> None:
        """How long calls of the server take."""
        labels = {
            Label.METHOD.value: method,
            Label.URI.value: metric_uri or uri,
            Label.STATUS.value: str(status),
        }
        self._observe(Name.API_REQUEST_TIME_CANONICAL, Text.API_REQUEST_TIME_CANONICAL, labels, time_spent)

    def set_active_workers(self, task_type: str, count: int) -> None:
        """How many tasks run now."""
        if self.must_collect_metrics:
            labels = {Label.TASK_TYPE.value: task_type}
            self.series.set(Name.ACTIVE_WORKERS.value, Text.ACTIVE_WORKERS.value, labels, count, "livesum")

    def _observe(
        self,
        name: Name,
        text: Text,
        labels: dict[str, str],
        value: float,
        buckets: tuple[float, ...] = TIME_BUCKETS,
    ) -> None:
        if self.must_collect_metrics:
            self.series.observe(name.value, text.value, labels, value, buckets)
