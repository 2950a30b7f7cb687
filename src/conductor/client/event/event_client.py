"""The client of the queues that events come from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conductor.client.http.api.event_resource_api import EventResourceApi

if TYPE_CHECKING:
    from conductor.client.event.queue.queue_configuration import QueueConfiguration
    from conductor.client.http.api_client import ApiClient
else:
    from conductor.client._published import __getattr__ as __getattr__


class EventClient:
    """Configure the queues that events come from (Orkes only).

    The open-source server configures them in its properties: ``NotSupportedByServer`` says so. For event
    handlers see ``EventResourceApi``.
    """

    def __init__(self, api_client: ApiClient) -> None:
        self.client = EventResourceApi(api_client)

    def delete_queue_configuration(self, queue_configuration: QueueConfiguration) -> None:
        """Delete the configuration of a queue, by its name and type."""
        self.client.delete_queue_config(
            queue_name=queue_configuration.queue_name, queue_type=queue_configuration.queue_type
        )

    def get_kafka_queue_configuration(self, queue_topic: str) -> dict[str, Any]:
        """Get the configuration of a Kafka topic, as the server holds it."""
        return self.get_queue_configuration("kafka", queue_topic)

    def get_queue_configuration(self, queue_type: str, queue_name: str) -> dict[str, Any]:
        """Get the configuration of a queue, as the server holds it."""
        return self.client.get_queue_config(queue_type, queue_name)

    def put_queue_configuration(self, queue_configuration: QueueConfiguration) -> None:
        """Create or replace the configuration of a queue."""
        self.client.put_queue_config(
            body=queue_configuration.get_worker_configuration(),
            queue_name=queue_configuration.queue_name,
            queue_type=queue_configuration.queue_type,
        )
