"""``conductor-py diff``: what the definitions here would change on the server."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from conductor._cli import _options
from conductor._cli._definitions.changes import CHANGED, NEW, SAME, changes

if TYPE_CHECKING:
    import argparse

    from conductor._cli._definitions.changes import Change
    from conductor._cli._definitions.registered import Registered


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    _options.definitions(parser)
    _options.server(parser)
    _options.as_json(parser, "print the changes as JSON")


def run(options: argparse.Namespace) -> int:
    """Print what differs. Returns 1 if anything does."""
    from conductor._cli._definitions.registered import Registered

    found = compared(options.paths, Registered(options.url))
    if options.json:
        print(json.dumps(as_json(found), indent=2, ensure_ascii=False))
    else:
        print("\n".join(lines(found)))
    return 1 if any(each.action != SAME for each in found) else 0


def compared(paths: list[str], server: Registered) -> list[Change]:
    """The changes that lead from the server's definitions to those at the paths, with their warnings."""
    from conductor._cli._definitions.reading import read_all
    from conductor._cli._definitions.running import with_warnings

    wanted = read_all(paths)
    registered = server.all()
    return with_warnings(changes(wanted, registered), registered.values(), server.running)


def lines(found: list[Change]) -> list[str]:
    """The changes for people, and how many there are."""
    said: list[str] = []
    for change in found:
        if change.action == SAME:
            continue
        said.append(f"{change.action:<8} {change.title}  ({change.wanted.source})")
        said += [f"    {difference}" for difference in change.differences]
        said += [f"    warning: {warning}" for warning in change.warnings]
    counts = summary(found)
    said.append(", ".join(f"{count} {action}" for action, count in counts.items() if count))
    return said


def summary(found: list[Change]) -> dict[str, int]:
    """How many of each."""
    actions = [change.action for change in found]
    return {action: actions.count(action) for action in (NEW, CHANGED, SAME)}


def as_json(found: list[Change]) -> dict[str, object]:
    """The same for machines."""
    return {"summary": summary(found), "changes": [change.to_json() for change in found]}
