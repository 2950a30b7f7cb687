"""How a Kafka topic is set up that events come from."""

from __future__ import annotations

from typing import Any

from conductor.client.event.queue.queue_configuration import QueueConfiguration
from conductor.client.event.queue.queue_worker_configuration import QueueWorkerConfiguration


class KafkaQueueConfiguration(QueueConfiguration):
    """A Kafka topic; it needs a consumer and a producer."""

    def __init__(self, queue_topic_name: str) -> None:
        super().__init__(queue_topic_name, "kafka")

    def get_worker_configuration(self) -> dict[str, Any]:
        """The settings of consumer and producer; RuntimeError when one of them is missing."""
        return {key: self._settings(key) for key in (self.WORKER_CONSUMER_KEY, self.WORKER_PRODUCER_KEY)}

    def _settings(self, key: str) -> dict[str, str]:
        if key not in self.worker_configuration:
            raise RuntimeError(f"required key not present: {key}; call add_{key}() first")
        return self.worker_configuration[key].configuration


class KafkaConsumerConfiguration(QueueWorkerConfiguration):
    """How a topic is read: from these servers (``host:port``, with commas between)."""

    def __init__(self, bootstrap_servers_config: str) -> None:
        super().__init__()
        self.add_configuration("bootstrap.servers", bootstrap_servers_config)


class KafkaProducerConfiguration(QueueWorkerConfiguration):
    """How a topic is written: to these servers (``host:port``, with commas between)."""

    def __init__(self, bootstrap_servers_config: str) -> None:
        super().__init__()
        self.add_configuration("bootstrap.servers", bootstrap_servers_config)
