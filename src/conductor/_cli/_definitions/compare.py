"""The differences of two JSON values, by the path of the field."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from conductor._cli._definitions.shape import same
from conductor.client.workflow.task._kinds import is_list, is_object

if TYPE_CHECKING:
    from collections.abc import Iterator

_SHOWN = 120  # characters of a value in a line
_ABSENT: Any = object()


@dataclass(frozen=True)
class Difference:
    """One field. ``kind``: ``changed``, ``added`` (only in the new one), ``removed``, ``moved``."""

    kind: str
    path: str
    old: Any = None
    new: Any = None

    def __str__(self) -> str:
        if self.kind == "added":
            return f"{self.path}: added {_shown(self.new)}"
        if self.kind == "removed":
            return f"{self.path}: removed {_shown(self.old)}"
        return f"{self.path}: {_shown(self.old)} → {_shown(self.new)}"


def all_differences(old: Any, new: Any) -> list[Difference]:
    """What leads from ``old`` to ``new``."""
    return list(differences(old, new))


def differences(old: Any, new: Any, path: str = "") -> Iterator[Difference]:
    """What leads from ``old`` to ``new``. Tasks in lists are told apart by their reference names."""
    if old is _ABSENT:
        yield Difference("added", path, new=new)
    elif new is _ABSENT:
        yield Difference("removed", path, old=old)
    elif is_object(old) and is_object(new):
        for name in dict.fromkeys([*old, *new]):
            member = _joined(path, name)
            yield from differences(old.get(name, _ABSENT), new.get(name, _ABSENT), member)
    elif is_list(old) and is_list(new):
        yield from _lists(old, new, path)
    elif not same(old, new):
        yield Difference("changed", path, old, new)


def _lists(old: list[Any], new: list[Any], path: str) -> Iterator[Difference]:
    before, after = _by_reference(old), _by_reference(new)
    if before is None or after is None:
        if len(old) == len(new) and any(is_object(item) or is_list(item) for item in (*old, *new)):
            for index, (one, other) in enumerate(zip(old, new)):
                yield from differences(one, other, f"{path}[{index}]")
        elif not same_deep(old, new):
            yield Difference("changed", path, old, new)
        return
    for ref in dict.fromkeys([*before, *after]):
        yield from differences(before.get(ref, _ABSENT), after.get(ref, _ABSENT), f"{path}[{ref}]")
    stayed = [ref for ref in before if ref in after]
    order = [ref for ref in after if ref in before]
    if stayed != order:
        yield Difference("moved", f"{path}: order", stayed, order)


def _by_reference(items: list[Any]) -> dict[str, Any] | None:
    """The tasks by reference name; None where the list holds other things, or a name twice."""
    found = {str(item["taskReferenceName"]): item for item in items if _is_step(item)}
    return found if len(found) == len(items) else None


def _is_step(item: Any) -> bool:
    return is_object(item) and isinstance(item.get("taskReferenceName"), str)


def same_deep(one: Any, other: Any) -> bool:
    """Equal as JSON, all the way down."""
    if is_list(one) and is_list(other):
        return len(one) == len(other) and all(map(same_deep, one, other))
    return next(differences(one, other), None) is None


def _joined(path: str, name: str) -> str:
    plain = name.isidentifier() or name.replace("-", "_").isidentifier()
    member = name if plain else f"[{json.dumps(name, ensure_ascii=False)}]"
    return f"{path}.{member}" if path and plain else f"{path}{member}"


def _shown(value: Any) -> str:
    if _is_step(value):
        return f"{value.get('type', 'SIMPLE')} {value.get('name')}"
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
