"""The counters that both modes have."""

from __future__ import annotations

import abc
from typing import Any, ClassVar

from conductor.client.exceptions import ApiException, AuthorizationException, NonRetryableException
from conductor.client.telemetry.metrics_collector_base import MetricsCollectorBase
from conductor.client.telemetry.model.metric_documentation import MetricDocumentation as Text
from conductor.client.telemetry.model.metric_label import MetricLabel as Label
from conductor.client.telemetry.model.metric_name import MetricName as Name

_PUBLISHED = {
    AuthorizationException: "conductor.client.http.rest",
    ApiException: "conductor.client.http.rest",
    NonRetryableException: "conductor.client.worker.exception",
}


def published(kind: type) -> tuple[str, str]:
    """Module and name of an error's class, as upstream has them: ours are finer, a dashboard looks for what
    it knows. A program's own classes are what they are.
    """
    if kind.__module__.startswith("conductor.client."):
        for known, module in _PUBLISHED.items():
            if issubclass(kind, known):
                return module, known.__name__
    return kind.__module__, kind.__qualname__


class Counting(MetricsCollectorBase):
    """Counters by task type, and by exception where there is one."""

    _PAYLOAD_TYPE: ClassVar[Label]

    @abc.abstractmethod
    def exception_label(self, exception: Any) -> str:
        """What stands for an exception, or a class of them."""

    def increment_task_poll(self, task_type: str) -> None:
        """A poll."""
        self._of_task(Name.TASK_POLL, Text.TASK_POLL, task_type)

    def increment_task_poll_error(self, task_type: str, exception: Any) -> None:
        """A poll failed."""
        self._of_error(Name.TASK_POLL_ERROR, Text.TASK_POLL_ERROR, task_type, exception)

    def increment_task_execution_queue_full(self, task_type: str) -> None:
        """A poll was left out: too many results wait."""
        self._of_task(Name.TASK_EXECUTION_QUEUE_FULL, Text.TASK_EXECUTION_QUEUE_FULL, task_type)

    def increment_task_execution_error(self, task_type: str, exception: Any) -> None:
        """The worker function raised."""
        self._of_error(Name.TASK_EXECUTE_ERROR, Text.TASK_EXECUTE_ERROR, task_type, exception)

    def increment_task_ack_failed(self, task_type: str) -> None:
        """An acknowledgement was refused."""
        self._of_task(Name.TASK_ACK_FAILED, Text.TASK_ACK_FAILED, task_type)

    def increment_task_ack_error(self, task_type: str, exception: Any) -> None:
        """An acknowledgement raised."""
        self._of_error(Name.TASK_ACK_ERROR, Text.TASK_ACK_ERROR, task_type, exception)

    def increment_task_update_error(self, task_type: str, exception: Any) -> None:
        """A result could not be reported."""
        self._of_error(Name.TASK_UPDATE_ERROR, Text.TASK_UPDATE_ERROR, task_type, exception)

    def increment_task_paused(self, task_type: str) -> None:
        """A poll was left out: the worker is paused."""
        self._of_task(Name.TASK_PAUSED, Text.TASK_PAUSED, task_type)

    def increment_worker_restart(self, task_type: str) -> None:
        """A worker was started again."""
        self._of_task(Name.WORKER_RESTART, Text.WORKER_RESTART, task_type)

    def increment_external_payload_used(self, entity_name: str, operation: str, payload_type: str) -> None:
        """External payload storage was used."""
        labels = {
            Label.ENTITY_NAME.value: entity_name,
            Label.OPERATION.value: operation,
            self._PAYLOAD_TYPE.value: payload_type,
        }
        self._count(Name.EXTERNAL_PAYLOAD_USED, Text.EXTERNAL_PAYLOAD_USED, labels)

    def increment_workflow_start_error(self, workflow_type: str, exception: Any) -> None:
        """A workflow could not be started."""
        labels = {
            Label.WORKFLOW_TYPE.value: workflow_type,
            Label.EXCEPTION.value: self.exception_label(exception),
        }
        self._count(Name.WORKFLOW_START_ERROR, Text.WORKFLOW_START_ERROR, labels)

    def _of_task(self, name: Name, text: Text, task_type: str) -> None:
        self._count(name, text, {Label.TASK_TYPE.value: task_type})

    def _of_error(self, name: Name, text: Text, task_type: str, exception: Any) -> None:
        labels = {Label.TASK_TYPE.value: task_type, Label.EXCEPTION.value: self.exception_label(exception)}
        self._count(name, text, labels)

    def _count(self, name: Name, text: Text, labels: dict[str, str]) -> None:
        if self.must_collect_metrics:
            self.series.count(name.value, text.value, labels)
