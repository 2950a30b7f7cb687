"""Whom a change concerns: executions that run now."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from conductor._cli._definitions.changes import CHANGED, Change
from conductor._cli._definitions.definition import TASK, WORKFLOW, Definition
from conductor._cli._doctor.workflow import children, needs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from conductor._cli._definitions.definition import Key


@dataclass(frozen=True)
class Running:
    """How many executions of a workflow run: in all, and by version among those that were looked at."""

    total: int
    by_version: dict[int, int]

    def of(self, version: int) -> str | None:
        """``3 running executions``, ``at least 100 …``; None where there is none of that version."""
        seen = self.by_version.get(version, 0)
        looked_at = sum(self.by_version.values())
        if not seen:
            return None
        least = "at least " if looked_at < self.total else ""
        return f"{least}{seen} running execution{'' if seen == 1 else 's'}"


def with_warnings(
    changes: Iterable[Change], registered: Iterable[Definition], running: Callable[[str], Running]
) -> list[Change]:
    """The changes, each with a warning for every workflow whose running executions use what changes."""
    users = [each for each in registered if each.kind == WORKFLOW]
    return [
        replace(change, warnings=list(_warnings(change, users, running)))
        if change.action == CHANGED
        else change
        for change in changes
    ]


def _warnings(change: Change, users: list[Definition], running: Callable[[str], Running]) -> Iterator[str]:
    kind, name, version = change.wanted.key
    if kind == WORKFLOW:
        count = running(name).of(version)
        if count:
            yield (
                f"{count} of {name} v{version}: they end with the definition they began with, "
                "retries too; give it a new version to keep both"
            )
    for user in users:
        if user.key == change.wanted.key or not _uses(user, change.wanted.key):
            continue
        count = running(user.name).of(user.version)
        if count:
            does = "run" if kind == TASK else "may start"
            yield f"{count} of {user.name} v{user.version} {does} {kind} {name}"


def _uses(user: Definition, key: Key) -> bool:
    kind, name, version = key
    if kind == TASK:
        return any(need.task_type == name for need in needs(user.body))
    return any(child == name and wanted in (None, version) for child, wanted in children(user.body))
