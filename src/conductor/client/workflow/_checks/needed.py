"""What a task must have: the findings that several rules make."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conductor.client.workflow._checks.tree import JsonTask, inputs, reference
from conductor.client.workflow._finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from conductor.client.workflow._checks.shape import Kind


def required(task: JsonTask, member: str, given: object) -> Iterator[Finding]:
    """A member that must be there."""
    if given is None:
        yield lacks(task, member)


def required_input(task: JsonTask, name: str) -> Iterator[Finding]:
    """An input that must be there."""
    if inputs(task).get(name) is None:
        yield lacks_input(task, name)


def lacks(task: JsonTask, member: str) -> Finding:
    """A member that is not there."""
    return Finding("member-missing", f"{task.get('type')} needs {member}", reference(task))


def lacks_input(task: JsonTask, name: str) -> Finding:
    """An input that is not there, or is empty."""
    return Finding("input-missing", f"{task.get('type')} needs the input {name}", reference(task))


def is_open(value: Any) -> bool:
    """Whether only a run knows the value: it is text with an expression in it."""
    return isinstance(value, str) and "${" in value


def wrong_type(task: JsonTask, name: str, what: str, value: object) -> Finding:
    """An input of a type that the server cannot read."""
    return Finding("wrong-type", f"{name} must be {what}, not {value!r:.60}", reference(task))


def wrong_members(
    task: JsonTask, name: str, request: dict[str, Any], expected: Mapping[str, Kind]
) -> Iterator[Finding]:
    """Members of an object in the input that the server cannot read; what a run fills is passed over."""
    for member, kind in expected.items():
        value = request.get(member)
        if value is not None and not is_open(value) and not kind.fits(value):
            yield wrong_type(task, f"{name}.{member}", kind.words, value)
