"""The Java classes of request bodies: objects with known members."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING, Any, NamedTuple

from conductor.devserver.broken_json import Broken, fault
from conductor.devserver.java_kinds import COERCION, Kind, not_constructed
from conductor.devserver.json_value import is_object

if TYPE_CHECKING:
    from collections.abc import Mapping

    from conductor.devserver.refusal import Refusal


def _no_object(java: str, value: Any) -> Refusal:
    if value == "":
        return fault(f'Cannot coerce empty String ("") to `{java}` value {COERCION}')
    return not_constructed(java, value)


class Opaque(Kind):
    """An object of a class whose members are kept as they come."""

    def __init__(self, java: str) -> None:
        self.java = java

    def read(self, value: Any) -> Any:
        """The object."""
        if is_object(value):
            return value
        raise _no_object(self.java, value)


class Field(NamedTuple):
    """One member: its type, what stands there when nothing is given (None: it is absent), and whether a null
    that is given stays one."""

    kind: Kind
    default: Any = None
    keeps_null: bool = False


class Bean(Kind):
    """An object with known members; others are passed over, a null member is absent."""

    def __init__(
        self,
        java: str,
        fields: Mapping[str, Field],
        from_text: str | None = None,
        aliases: Mapping[str, str] | None = None,
    ) -> None:
        self.java = java
        self._aliases = dict(aliases or {})
        self.fields: dict[str, Field] = dict(fields)
        self._from_text = from_text

    def read(self, value: Any) -> dict[str, Any]:
        """The known members with their defaults, in the order of the declaration.

        :raises Refusal: it is no object, or a member has a type that cannot be converted.
        """
        if isinstance(value, str) and self._from_text is not None:
            value = {self._from_text: value}
        if not is_object(value):
            raise _no_object(self.java, value)
        given: dict[str, Any] = {}
        for name, item in value.items():
            field = self.fields.get(name)
            if field is None:
                if isinstance(item, Broken):
                    raise item.fault()
            elif item is not None:
                given[self._aliases.get(name, name)] = field.kind.read(item)
            elif field.kind.zero is not None or field.keeps_null:
                given[name] = field.kind.zero
        bound: dict[str, Any] = {}
        for name, field in self.fields.items():
            found = given.get(name)
            if found is not None or (field.keeps_null and name in given):
                bound[name] = found
            elif field.default is not None:
                bound[name] = copy(field.default)
        return bound


class Definition(Kind):
    """A sub-workflow's definition: an object, or an expression that gives one."""

    def __init__(self, bean: Bean) -> None:
        self._bean = bean

    def read(self, value: Any) -> Any:
        """The object or the expression."""
        if isinstance(value, Broken):
            raise value.fault()
        if isinstance(value, str) and not (value.startswith("${") and value.endswith("}")):
            raise fault("workflowDefinition is a string, but not a valid DSL string")
        if not isinstance(value, (dict, str)):
            raise fault("workflowDefinition must be either null, or WorkflowDef, or a valid DSL string")
        return value if isinstance(value, str) else self._bean.read(value)


class SubWorkflow(Bean):
    """``subWorkflowParam``: a definition that it carries gives it its name and version."""

    def read(self, value: Any) -> dict[str, Any]:
        """The known members."""
        bound = super().read(value)
        definition = bound.get("workflowDefinition")
        if is_object(definition):
            bound.update(name=definition.get("name"), version=definition.get("version"))
        return bound
