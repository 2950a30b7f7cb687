from __future__ import annotations

from abc import ABC

from conductor.client.http.models._model import Model


class Auditable(Model, ABC):
    """What records who made a thing, and when. Times are epoch milliseconds.

    Upstream: the constructor's parameters carry the private names.
    """

    owner_app: str | None = None
    create_time: int | None = None
    update_time: int | None = None
    created_by: str | None = None
    updated_by: str | None = None

    def __init__(
        self, _owner_app: str | None = None, _create_time: int | None = None, _update_time: int | None = None,
        _created_by: str | None = None, _updated_by: str | None = None,
    ) -> None:
        self.owner_app = _owner_app
        self.create_time = _create_time
        self.update_time = _update_time
        self.created_by = _created_by
        self.updated_by = _updated_by

    def get_create_time(self) -> int:
        """When it was made; 0 where that is not known."""
        return self.create_time or 0

    def get_update_time(self) -> int:
        """When it was last changed; 0 where that is not known."""
        return self.update_time or 0
