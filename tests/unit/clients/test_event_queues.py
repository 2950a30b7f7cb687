"""The client of event queues."""

from __future__ import annotations

import json

import pytest
import responses

from conductor.client.configuration.configuration import Configuration
from conductor.client.event.event_client import EventClient
from conductor.client.event.queue.kafka_queue_configuration import (
    KafkaConsumerConfiguration,
    KafkaProducerConfiguration,
    KafkaQueueConfiguration,
)
from conductor.client.http.api_client import ApiClient

QUEUE = "http://conductor.test/api/event/queue/config/kafka/topic"


@pytest.fixture
def client() -> EventClient:
    return EventClient(ApiClient(Configuration(server_api_url="http://conductor.test/api")))


@pytest.fixture
def topic() -> KafkaQueueConfiguration:
    topic = KafkaQueueConfiguration("topic")
    topic.add_consumer(KafkaConsumerConfiguration("in:9092"))
    topic.add_producer(KafkaProducerConfiguration("out:9092"))
    return topic


@responses.activate
def test_put(client: EventClient, topic: KafkaQueueConfiguration) -> None:
    responses.put(QUEUE, status=200)
    client.put_queue_configuration(topic)
    assert json.loads(responses.calls[0].request.body) == {
        "consumer": {"bootstrap.servers": "in:9092"},
        "producer": {"bootstrap.servers": "out:9092"},
    }


@responses.activate
def test_get(client: EventClient) -> None:
    responses.get(QUEUE, json={"consumer": {}})
    assert client.get_kafka_queue_configuration("topic") == {"consumer": {}}
    assert client.get_queue_configuration("kafka", "topic") == {"consumer": {}}


@responses.activate
def test_delete(client: EventClient, topic: KafkaQueueConfiguration) -> None:
    deleted = responses.delete(QUEUE, status=200)
    client.delete_queue_configuration(topic)
    assert deleted.call_count == 1


def test_what_is_missing_is_named(topic: KafkaQueueConfiguration) -> None:
    del topic.worker_configuration["producer"]
    with pytest.raises(RuntimeError, match=r"not present: producer; call add_producer\(\) first"):
        topic.get_worker_configuration()
