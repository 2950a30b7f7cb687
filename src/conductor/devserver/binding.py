"""From parsed JSON to a dict of known members, or a refusal in the words of the real server's parser."""

from __future__ import annotations

from copy import copy
from typing import Any

from conductor.devserver.json_value import is_list, is_object
from conductor.devserver.refusal import ServerFault
from conductor.devserver.wire_types import SUB_WORKFLOW_PARAM, TASK_DEF, WORKFLOW_DEF, WORKFLOW_TASK, Field

_NAMES = {
    "map": "java.util.LinkedHashMap<java.lang.String,java.lang.Object>",
    "text": "java.lang.String",
    "int": "int",
    "bool": "boolean",
}


def cannot_deserialize(kind: str, value: Any) -> ServerFault:
    """What the real server says of JSON of the wrong type."""
    token = "START_OBJECT" if is_object(value) else "START_ARRAY"
    what = "Object" if is_object(value) else "Array"
    if isinstance(value, (dict, list)):
        given = f"from {what} value (token `JsonToken.{token}`)"
    else:
        given = f'from String "{value}": not a valid `{kind}` value'
    return ServerFault(
        f"JSON parse error: Cannot deserialize value of type `{_NAMES.get(kind, kind)}` {given}"
    )


def _whole(value: Any, java_type: str) -> Any:
    if isinstance(value, bool):
        raise cannot_deserialize(java_type, value)
    if isinstance(value, (int, float)):
        return int(value)
    if isinstance(value, str):
        try:
            return int(value.strip() or 0)
        except ValueError:
            pass
    raise cannot_deserialize(java_type, value)


def _truth(value: Any) -> Any:
    if isinstance(value, bool):
        return value
    if isinstance(value, int):
        return value != 0
    if isinstance(value, str) and value.strip().lower() in ("true", "false", ""):
        return value.strip().lower() == "true"
    raise cannot_deserialize("bool", value)


def _string(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return str(value)
    raise cannot_deserialize("text", value)


def _choice(value: Any, field: Field, owner: str, name: str) -> Any:
    if value == "" or value in field.choices:
        return value or field.default
    raise ServerFault(
        f"JSON parse error: Cannot deserialize value of type `{owner}${name[0].upper()}{name[1:]}` from "
        f'String "{value}": '
        f"not one of the values accepted for Enum class: [{', '.join(field.choices)}]"
    )


def _convert(value: Any, field: Field, owner: str, name: str) -> Any:
    kind, _, inner = field.kind.partition(":")
    if kind == "any":
        return value
    if kind == "text":
        return _string(value)
    if kind == "int":
        return _whole(value, "int" if field.default is not None else "java.lang.Integer")
    if kind == "bool":
        return _truth(value)
    if kind == "enum":
        return _choice(value, field, owner, name)
    if kind == "map":
        if not is_object(value):
            raise cannot_deserialize("map", value)
        return {k: _convert(v, Field(inner), owner, name) for k, v in value.items()} if inner else value
    if kind == "taskdef":
        return bind(TASK_DEF, value, "TaskDef")
    if kind == "sub":
        return bind(SUB_WORKFLOW_PARAM, value, "SubWorkflowParams")
    if kind == "workflowdef":
        return bind(WORKFLOW_DEF, value, "WorkflowDef")
    if not is_list(value):
        raise cannot_deserialize("java.util.ArrayList", value)
    if kind == "tasks":
        return [bind(WORKFLOW_TASK, task, "WorkflowTask") for task in value]
    return [_convert(v, Field(inner), owner, name) if v is not None else None for v in value]


def bind(fields: dict[str, Field], value: Any, owner: str) -> dict[str, Any]:
    """The known members of ``value`` with their defaults; a null member is absent.

    :raises ServerFault: ``value`` is no object, or a member has a type that cannot be converted.
    """
    if not is_object(value):
        raise cannot_deserialize(owner, value)
    bound: dict[str, Any] = {}
    for name, field in fields.items():
        given = value.get(name)
        if given is not None:
            bound[name] = _convert(given, field, owner, name)
        elif field.default is not None:
            bound[name] = copy(field.default)
    return bound
