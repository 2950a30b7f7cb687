from __future__ import annotations

from conductor.client.http.models.workflow_task import WorkflowTask
from conductor.client.workflow.task.task import TaskInterface
from conductor.client.workflow.task.task_type import TaskType

__all__ = [
    "AmqpEventTask",
    "ConductorEventTask",
    "EventTaskInterface",
    "KafkaEventTask",
    "NatsEventTask",
    "NatsStreamEventTask",
    "SqsEventTask",
    "TaskInterface",
    "TaskType",
    "WorkflowTask",
]


class EventTaskInterface(TaskInterface):
    """Publishes its input as an event; the sink is ``event_prefix:event_suffix``."""

    def __init__(self, task_ref_name: str, event_prefix: str, event_suffix: str) -> None:
        super().__init__(task_ref_name, TaskType.EVENT)
        self._sink = f"{event_prefix}:{event_suffix}"

    def to_workflow_task(self) -> WorkflowTask:
        """The task's definition."""
        task = super().to_workflow_task()
        task.sink = self._sink
        return task


class SqsEventTask(EventTaskInterface):
    """Publishes to an Amazon SQS queue."""

    def __init__(self, task_ref_name: str, queue_name: str) -> None:
        super().__init__(task_ref_name, "sqs", queue_name)


class ConductorEventTask(EventTaskInterface):
    """Publishes to Conductor's own event queue."""

    def __init__(self, task_ref_name: str, event_name: str) -> None:
        super().__init__(task_ref_name, "conductor", event_name)


class KafkaEventTask(EventTaskInterface):
    """Publishes to a Kafka topic."""

    def __init__(self, task_ref_name: str, topic: str) -> None:
        super().__init__(task_ref_name, "kafka", topic)


class NatsEventTask(EventTaskInterface):
    """Publishes to a NATS subject."""

    def __init__(self, task_ref_name: str, subject: str) -> None:
        super().__init__(task_ref_name, "nats", subject)


class NatsStreamEventTask(EventTaskInterface):
    """Publishes to a NATS stream's subject."""

    def __init__(self, task_ref_name: str, subject: str) -> None:
        super().__init__(task_ref_name, "nats_stream", subject)


class AmqpEventTask(EventTaskInterface):
    """Publishes to an AMQP queue, or with ``exchange=True`` to an exchange."""

    def __init__(self, task_ref_name: str, name: str, *, exchange: bool = False) -> None:
        super().__init__(task_ref_name, "amqp_exchange" if exchange else "amqp_queue", name)
