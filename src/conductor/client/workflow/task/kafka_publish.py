from __future__ import annotations

from typing import Any

from conductor.client.workflow.task.kafka_publish_input import KafkaPublishInput
from conductor.client.workflow.task.task import TaskInterface
from conductor.client.workflow.task.task_type import TaskType

__all__ = ["KafkaPublishInput", "KafkaPublishTask", "TaskInterface", "TaskType"]


class KafkaPublishTask(TaskInterface):
    """Publishes a message to Kafka."""

    def __init__(
        self, task_ref_name: str, kafka_publish_input: KafkaPublishInput | dict[str, Any] | None = None
    ) -> None:
        super().__init__(
            task_ref_name, TaskType.KAFKA_PUBLISH, input_parameters={"kafka_request": kafka_publish_input}
        )
