"""What a metrics collector is told; the two modes differ in the names and kinds of what they make of it."""

from __future__ import annotations

import abc
import logging
from typing import TYPE_CHECKING, Any

from conductor.client.telemetry._exposition import provide

if TYPE_CHECKING:
    from conductor.client.configuration.settings.metrics_settings import MetricsSettings
    from conductor.client.event.task_events import TaskPayloadUsed, TaskResultPayloadSize
    from conductor.client.event.task_runner_events import (
        PollCompleted,
        PollFailure,
        PollStarted,
        TaskExecutionCompleted,
        TaskExecutionFailure,
        TaskExecutionStarted,
        TaskUpdateFailure,
    )
    from conductor.client.event.workflow_events import (
        WorkflowInputPayloadSize,
        WorkflowPayloadUsed,
        WorkflowStarted,
    )
    from conductor.client.telemetry._series import Series
else:
    from conductor.client._published import __getattr__ as __getattr__

logger = logging.getLogger(__name__)

SUCCESS, FAILURE = "SUCCESS", "FAILURE"


class MetricsCollectorBase(abc.ABC):
    """Collects metrics, from direct calls and as a listener of events. Times in seconds, sizes in bytes.

    Without ``settings`` it collects nothing.
    """

    def __init__(self, settings: MetricsSettings | None) -> None:
        self.must_collect_metrics = settings is not None
        self.settings = settings
        self._made: Series | None = None

    @property
    def series(self) -> Series:
        """The metrics of this process, made on first use."""
        if self._made is None:
            from conductor.client.telemetry._series import Series

            assert self.settings is not None
            self._made = Series(self.settings.metrics_directory)
        return self._made

    @property
    def registry(self) -> Any:
        """The ``CollectorRegistry`` of this process."""
        return self.series.registry

    @property
    def counters(self) -> dict[str, Any]:
        """Counters by name."""
        return self.series.counters

    @property
    def gauges(self) -> dict[str, Any]:
        """Gauges by name."""
        return self.series.gauges

    @property
    def histograms(self) -> dict[str, Any]:
        """Histograms by name."""
        return self.series.histograms

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "_made": None}

    @staticmethod
    def provide_metrics(settings: MetricsSettings | None) -> None:
        """Write the metrics file, or serve the port, as ``settings`` say; does not return."""
        if settings is not None:
            provide(settings)

    @abc.abstractmethod
    def collector_name(self) -> str:
        """The mode's name."""

    @abc.abstractmethod
    def increment_task_poll(self, task_type: str) -> None:
        """A poll."""

    @abc.abstractmethod
    def increment_task_poll_error(self, task_type: str, exception: Any) -> None:
        """A poll failed."""

    @abc.abstractmethod
    def increment_task_execution_started(self, task_type: str) -> None:
        """A task goes to the worker function."""

    @abc.abstractmethod
    def increment_task_execution_queue_full(self, task_type: str) -> None:
        """A poll was left out: too many results wait."""

    @abc.abstractmethod
    def increment_task_execution_error(self, task_type: str, exception: Any) -> None:
        """The worker function raised."""

    @abc.abstractmethod
    def increment_task_ack_failed(self, task_type: str) -> None:
        """An acknowledgement was refused."""

    @abc.abstractmethod
    def increment_task_ack_error(self, task_type: str, exception: Any) -> None:
        """An acknowledgement raised."""

    @abc.abstractmethod
    def increment_task_update_error(self, task_type: str, exception: Any) -> None:
        """A result could not be reported."""

    @abc.abstractmethod
    def increment_task_paused(self, task_type: str) -> None:
        """A poll was left out: the worker is paused."""

    @abc.abstractmethod
    def increment_uncaught_exception(self, exception: Any = None) -> None:
        """An exception ended a thread."""

    @abc.abstractmethod
    def increment_worker_restart(self, task_type: str) -> None:
        """A worker was started again."""

    @abc.abstractmethod
    def increment_external_payload_used(self, entity_name: str, operation: str, payload_type: str) -> None:
        """External payload storage was used."""

    @abc.abstractmethod
    def increment_workflow_start_error(self, workflow_type: str, exception: Any) -> None:
        """A workflow could not be started."""

    @abc.abstractmethod
    def record_workflow_input_payload_size(self, workflow_type: str, version: Any, payload_size: int) -> None:
        """How large a workflow's input is."""

    @abc.abstractmethod
    def record_task_result_payload_size(self, task_type: str, payload_size: int) -> None:
        """How large a task's output is."""

    @abc.abstractmethod
    def record_task_poll_time(self, task_type: str, time_spent: float, status: str = SUCCESS) -> None:
        """How long a poll took."""

    @abc.abstractmethod
    def record_task_execute_time(self, task_type: str, time_spent: float, status: str = SUCCESS) -> None:
        """How long a task took."""

    @abc.abstractmethod
    def record_task_update_time(self, task_type: str, time_spent: float, status: str = SUCCESS) -> None:
        """How long a report took."""

    @abc.abstractmethod
    def record_api_request_time(
        self, method: str, uri: str, status: Any, time_spent: float, metric_uri: str | None = None
    ) -> None:
        """How long a call of the server took; ``metric_uri`` is its path with placeholders."""

    @abc.abstractmethod
    def set_active_workers(self, task_type: str, count: int) -> None:
        """How many tasks run now."""

    def measure_workflow_start_error(self, name: str, exception: Any) -> None:
        """Upstream's other name of :meth:`increment_workflow_start_error`."""
        self.increment_workflow_start_error(name, exception)

    def on_poll_started(self, event: PollStarted) -> None:
        """Count a poll."""
        self.increment_task_poll(event.task_type)

    def on_poll_completed(self, event: PollCompleted) -> None:
        """Note how long it took."""
        self.record_task_poll_time(event.task_type, event.duration_ms / 1000, SUCCESS)

    def on_poll_failure(self, event: PollFailure) -> None:
        """Count it, and note how long it took."""
        self.increment_task_poll_error(event.task_type, type(event.cause))
        self.record_task_poll_time(event.task_type, event.duration_ms / 1000, FAILURE)

    def on_task_execution_started(self, event: TaskExecutionStarted) -> None:
        """Count a task."""
        self.increment_task_execution_started(event.task_type)

    def on_task_execution_completed(self, event: TaskExecutionCompleted) -> None:
        """Note how long it took and how large its output is."""
        self.record_task_execute_time(event.task_type, event.duration_ms / 1000, SUCCESS)
        if event.output_size_bytes is not None:
            self.record_task_result_payload_size(event.task_type, event.output_size_bytes)

    def on_task_execution_failure(self, event: TaskExecutionFailure) -> None:
        """Count it, and note how long it took."""
        self.increment_task_execution_error(event.task_type, type(event.cause))
        self.record_task_execute_time(event.task_type, event.duration_ms / 1000, FAILURE)

    def on_task_update_failure(self, event: TaskUpdateFailure) -> None:
        """Count a result that was given up."""
        self.increment_task_update_error(event.task_type, type(event.cause))

    def on_workflow_started(self, event: WorkflowStarted) -> None:
        """Count a workflow that could not be started."""
        if not event.success and event.cause is not None:
            self.increment_workflow_start_error(event.name, type(event.cause))

    def on_workflow_input_payload_size(self, event: WorkflowInputPayloadSize) -> None:
        """Note a size."""
        self.record_workflow_input_payload_size(event.name, event.version, event.size_bytes)

    def on_workflow_payload_used(self, event: WorkflowPayloadUsed) -> None:
        """Count a use of external storage."""
        self.increment_external_payload_used(event.name, event.operation, event.payload_type)

    def on_task_result_payload_size(self, event: TaskResultPayloadSize) -> None:
        """Note a size."""
        self.record_task_result_payload_size(event.task_type, event.size_bytes)

    def on_task_payload_used(self, event: TaskPayloadUsed) -> None:
        """Count a use of external storage."""
        self.increment_external_payload_used(event.task_type, event.operation, event.payload_type)
