"""From the definitions that are wanted and those that are registered to what would change."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from conductor._cli._definitions.compare import Difference, all_differences
from conductor._cli._definitions.definition import WORKFLOW, Definition, title
from conductor._cli._definitions.shape import comparable
from conductor.client._depth import deeply

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from conductor._cli._definitions.definition import Key

NEW = "new"
CHANGED = "changed"
SAME = "same"


@dataclass(frozen=True)
class Change:
    """What becomes of one definition: ``action`` is ``new``, ``changed`` or ``same``."""

    action: str
    wanted: Definition
    differences: list[Difference] = field(default_factory=list[Difference])
    warnings: list[str] = field(default_factory=list[str])

    @property
    def title(self) -> str:
        """``workflow greetings v1``."""
        return title(self.wanted.key)

    def to_json(self) -> dict[str, Any]:
        """For machines."""
        kind, name, version = self.wanted.key
        return {
            "action": self.action,
            "kind": kind,
            "name": name,
            **({"version": version} if kind == WORKFLOW else {}),
            "source": self.wanted.source,
            "differences": [vars(each) for each in self.differences],
            "warnings": self.warnings,
        }


def changes(wanted: Iterable[Definition], registered: Mapping[Key, Definition]) -> list[Change]:
    """One change for each wanted definition: tasks first, then workflows, each by name and version."""
    return [_change(each, registered.get(each.key)) for each in sorted(wanted, key=lambda each: each.key)]


def _change(wanted: Definition, registered: Definition | None) -> Change:
    if registered is None:
        return Change(NEW, wanted)
    old, new = comparable(registered), comparable(wanted)
    if "ownerEmail" not in new:
        old.pop("ownerEmail", None)  # Server: Orkes puts the caller's there, where a definition has none
    found = deeply(all_differences, old, new)
    return Change(CHANGED if found else SAME, wanted, found)
