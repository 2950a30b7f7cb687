from __future__ import annotations

from typing import Any, ClassVar


class KafkaPublishInput:
    """The message of a KAFKA_PUBLISH task; both times in milliseconds."""

    swagger_types: ClassVar[dict[str, str]] = {
        "_bootstrap_servers": "str",
        "_key": "str",
        "_key_serializer": "str",
        "_value": "str",
        "_request_timeout_ms": "str",
        "_max_block_ms": "str",
        "_headers": "dict[str, Any]",
        "_topic": "str",
    }
    attribute_map: ClassVar[dict[str, str]] = {
        "_bootstrap_servers": "bootStrapServers",
        "_key": "key",
        "_key_serializer": "keySerializer",
        "_value": "value",
        "_request_timeout_ms": "requestTimeoutMs",
        "_max_block_ms": "maxBlockMs",
        "_headers": "headers",
        "_topic": "topic",
    }

    def __init__(
        self,
        bootstrap_servers: str | None = None,
        key: str | None = None,
        key_serializer: str | None = None,
        value: Any = None,
        request_timeout_ms: str | None = None,
        max_block_ms: str | None = None,
        headers: dict[str, Any] | None = None,
        topic: str | None = None,
    ) -> None:
        self._bootstrap_servers = bootstrap_servers
        self._key = key
        self._key_serializer = key_serializer
        self._value = value
        self._request_timeout_ms = request_timeout_ms
        self._max_block_ms = max_block_ms
        self._headers = headers
        self._topic = topic

    @property
    def bootstrap_servers(self) -> str | None:
        """Host and port of the brokers."""
        return self._bootstrap_servers

    @property
    def key(self) -> str | None:
        """The message's key."""
        return self._key

    @property
    def key_serializer(self) -> str | None:
        """The Java class that serialises the key."""
        return self._key_serializer

    @property
    def value(self) -> Any:
        """The message."""
        return self._value

    @property
    def request_timeout_ms(self) -> str | None:
        """How long to wait for the broker, in milliseconds."""
        return self._request_timeout_ms

    @property
    def max_block_ms(self) -> str | None:
        """How long to wait for metadata and room, in milliseconds."""
        return self._max_block_ms

    @property
    def headers(self) -> dict[str, Any] | None:
        """The message's headers."""
        return self._headers

    @property
    def topic(self) -> str | None:
        """Where the message goes."""
        return self._topic
