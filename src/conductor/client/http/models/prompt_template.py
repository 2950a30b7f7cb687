from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conductor.client.http.models._field import Field
from conductor.client.http.models._model import Model

if TYPE_CHECKING:
    from conductor.client.http.models import TagObject


class _TwoNames(Field):
    """A field that two wire names carry: what is assigned to one is read from both."""

    def __init__(self, other: str) -> None:
        super().__init__()
        self.other = other

    def __get__(self, instance: Any, owner: type[Any]) -> Any:
        if instance is None:
            return super().__get__(instance, owner)
        first, second = instance.__dict__.get(self.name), instance.__dict__.get(self.other)
        return second if first is None else first

    def __set__(self, instance: Any, value: Any) -> None:
        instance.__dict__[self.name] = instance.__dict__[self.other] = value


_also: Any = _TwoNames


class PromptTemplate(Model):
    """A prompt with variables. Times are epoch milliseconds.

    The order of positional arguments differs between upstream's lines. That of 2.0 is the one here; that of
    1.1 (created_by, created_on, description, integrations, name, tags, template, updated_by, updated_on,
    variables) is understood where the sixth argument is a list or the seventh is text.
    """

    created_by: str | None = None
    create_time: int | None = _also("created_on")
    description: str | None = None
    integrations: list[str] | None = None
    name: str | None = None
    owner_app: str | None = None
    tags: list[TagObject] | None = None
    template: str | None = None
    updated_by: str | None = None
    update_time: int | None = _also("updated_on")
    variables: list[str] | None = None
    version: int | None = 1
    created_on: int | None = _also("create_time")
    updated_on: int | None = _also("update_time")

    def __init__(
        self, created_by: str | None = None, create_time: int | None = None, description: str | None = None,
        integrations: list[str] | None = None, name: str | None = None, owner_app: str | None = None,
        tags: list[TagObject] | None = None, template: str | None = None, updated_by: str | None = None,
        update_time: int | None = None, variables: list[str] | None = None, version: int | None = 1,
        created_on: int | None = None, updated_on: int | None = None,
    ) -> None:
        rest: list[Any] = [owner_app, tags, template, updated_by, update_time, variables]
        if isinstance(rest[0], list) or isinstance(rest[1], str):  # the order of 1.1, which has no owner_app
            rest = [None, *rest[:-1]]
        self.owner_app, self.tags, self.template, self.updated_by, changed, self.variables = rest
        self.created_by = created_by
        self.create_time = created_on if create_time is None else create_time
        self.description = description
        self.integrations = integrations
        self.name = name
        self.update_time = updated_on if changed is None else changed
        self.version = 1 if version is None else version
