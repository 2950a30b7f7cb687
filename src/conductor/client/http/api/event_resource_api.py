from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conductor.client.http._endpoint import CallOptions, ResourceApi, endpoint, with_http_info

if TYPE_CHECKING:
    from typing_extensions import Unpack

    from conductor.client.http.models import EventHandler


class EventResourceApi(ResourceApi):
    """The ``/event`` endpoints: event handlers, and the queues they listen on."""

    @endpoint("POST", "/event")
    def add_event_handler(self, body: EventHandler | dict[str, Any], **options: Unpack[CallOptions]) -> None:
        """Add an event handler; its name must be new."""
    add_event_handler_with_http_info = with_http_info(add_event_handler)

    @endpoint("DELETE", "/event/queue/config/{queueType}/{queueName}")
    def delete_queue_config(self, queue_type: str, queue_name: str, **options: Unpack[CallOptions]) -> None:
        """Delete the configuration of a queue (Orkes only)."""
    delete_queue_config_with_http_info = with_http_info(delete_queue_config)

    @endpoint("GET", "/event")
    def get_event_handlers(self, **options: Unpack[CallOptions]) -> list[EventHandler]:
        """List every event handler."""
    get_event_handlers_with_http_info = with_http_info(get_event_handlers)

    @endpoint("GET", "/event/{event}")
    def get_event_handlers_for_event(
        self, event: str, *, active_only: bool | None = None, **options: Unpack[CallOptions]
    ) -> list[EventHandler]:
        """List the handlers of one event, active ones only unless told otherwise."""
    get_event_handlers_for_event_with_http_info = with_http_info(get_event_handlers_for_event)

    @endpoint("GET", "/event/queue/config/{queueType}/{queueName}")
    def get_queue_config(
        self, queue_type: str, queue_name: str, **options: Unpack[CallOptions]
    ) -> dict[str, Any]:
        """Get the configuration of a queue (Orkes only)."""
    get_queue_config_with_http_info = with_http_info(get_queue_config)

    @endpoint("GET", "/event/queue/config")
    def get_queue_names(self, **options: Unpack[CallOptions]) -> dict[str, str]:
        """List the configured queues (Orkes only)."""
    get_queue_names_with_http_info = with_http_info(get_queue_names)

    @endpoint("PUT", "/event/queue/config/{queueType}/{queueName}")
    def put_queue_config(
        self, body: dict[str, Any], queue_type: str, queue_name: str, **options: Unpack[CallOptions]
    ) -> None:
        """Create or replace the configuration of a queue (Orkes only)."""
    put_queue_config_with_http_info = with_http_info(put_queue_config)

    @endpoint("DELETE", "/event/{name}")
    def remove_event_handler_status(self, name: str, **options: Unpack[CallOptions]) -> None:
        """Delete an event handler."""
    remove_event_handler_status_with_http_info = with_http_info(remove_event_handler_status)

    @endpoint("PUT", "/event")
    def update_event_handler(
        self, body: EventHandler | dict[str, Any], **options: Unpack[CallOptions]
    ) -> None:
        """Replace an event handler of the same name."""
    update_event_handler_with_http_info = with_http_info(update_event_handler)
