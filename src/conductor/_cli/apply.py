"""``conductor-py apply``: register the definitions here that the server does not have so."""

from __future__ import annotations

import argparse
import json
import sys
from typing import TYPE_CHECKING, Any

from conductor._cli import _options
from conductor._cli._definitions.changes import SAME
from conductor._cli._definitions.definition import WORKFLOW
from conductor._cli._misuse import Misuse
from conductor._cli.diff import as_json, compared, lines

if TYPE_CHECKING:
    from collections.abc import Callable

    from conductor._cli._definitions.changes import Change
    from conductor._cli._definitions.registered import Registered

    Say = Callable[[str], None]


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    _options.definitions(parser, needed=False)
    _options.server(parser)
    parser.add_argument("--dry-run", action="store_true", help="say what would be done, and do nothing")
    parser.add_argument(
        "--prune-version",
        metavar="NAME:V",
        type=version,
        action="append",
        default=[],
        help="delete this version of a workflow; asks before, unless --yes",
    )
    parser.add_argument("--yes", action="store_true", help="do not ask before deleting")
    _options.as_json(parser, "print what was done as JSON")


def version(text: str) -> tuple[str, int]:
    """``NAME:V`` from the command line."""
    found = _options.name_and_version(text)
    if found is None:
        raise argparse.ArgumentTypeError(f"{text!r} is no NAME:VERSION, such as greetings:1")
    return found


def run(options: argparse.Namespace) -> int:
    """Apply. Returns 1 if the server refuses a definition."""
    from conductor._cli._definitions.registered import Registered

    if not options.paths and not options.prune_version:
        raise Misuse("nothing to do; name files, folders or modules, or --prune-version NAME:V")
    server = Registered(options.url)
    found = compared(options.paths, server) if options.paths else []
    given = {(each.wanted.name, each.wanted.version) for each in found if each.wanted.kind == WORKFLOW}
    for name, number in options.prune_version:
        if (name, number) in given:
            raise Misuse(f"{name} v{number} is both given and to be deleted; leave out one of them")
    report: dict[str, Any] = {**as_json(found), "dryRun": options.dry_run, "applied": [], "refused": []}
    say: Say = _silent if options.json else print
    for line in lines(found) if found else []:
        say(line)
    pruned = _to_prune(options, server, say)
    if not _is_refused(found, server, report, say) and not options.dry_run:
        _apply(found, pruned, server, report, say)
    elif options.dry_run:
        for name, number in pruned:
            say(f"would delete workflow {name} v{number}")
        say("Nothing was changed (--dry-run).")
    if options.json:
        print(json.dumps(report, indent=2, ensure_ascii=False))
    return 1 if report["refused"] else 0


def _silent(line: str) -> None:
    """Says nothing."""


def _to_prune(options: argparse.Namespace, server: Registered, say: Say) -> list[tuple[str, int]]:
    """The versions to delete: they exist, and somebody has agreed."""
    if not options.prune_version:
        return []
    registered = server.all()
    agreed: list[tuple[str, int]] = []
    for name, number in options.prune_version:
        if (WORKFLOW, name, number) not in registered:
            print(f"gone     workflow {name} v{number} is not on the server", file=sys.stderr)
            continue
        running = server.running(name).of(number)
        if running:
            print(f"warning: {running} of {name} v{number}: they go on without it", file=sys.stderr)
        if options.dry_run or options.yes or _agrees(f"Delete workflow {name} v{number} at {server.url}?"):
            agreed.append((name, number))
        else:
            say(f"kept     workflow {name} v{number}")
    return agreed


def _agrees(question: str) -> bool:
    if not sys.stdin.isatty():
        raise Misuse("deleting a version needs a yes: add --yes where nobody can be asked")
    print(f"{question} [y/N] ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().lower() in ("y", "yes")


def _is_refused(found: list[Change], server: Registered, report: dict[str, Any], say: Say) -> bool:
    """Whether the server would refuse one of them: then none is written."""
    from conductor._cli._definitions.registered import reason
    from conductor.client.exceptions import ApiException

    for change in found:
        if change.action == SAME:
            continue
        try:
            why = server.refusal(change.wanted)
        except ApiException as error:
            why = reason(error)
        if why:
            _refuse(change, why, report, say)
    if report["refused"] and not report["dryRun"]:
        say("Nothing was written: correct what is refused, and apply again.")
    return bool(report["refused"])


def _refuse(change: Change, why: str, report: dict[str, Any], say: Say) -> None:
    report["refused"].append({"title": change.title, "source": change.wanted.source, "reason": why})
    say(f"refused  {change.title}  ({change.wanted.source}): {why}")


def _apply(
    found: list[Change], pruned: list[tuple[str, int]], server: Registered, report: dict[str, Any], say: Say
) -> None:
    from conductor._cli._definitions.registered import reason
    from conductor.client.exceptions import ApiException

    for change in found:
        if change.action == SAME:
            continue
        try:
            server.write(change)
        except ApiException as error:
            _refuse(change, reason(error), report, say)
            say("Stopped there: what comes after it was not written.")
            return
        report["applied"].append(change.title)
        say(f"applied  {change.title}")
    for name, number in pruned:
        try:
            server.delete(name, number)
        except ApiException as error:
            report["refused"].append({"title": f"workflow {name} v{number}", "reason": reason(error)})
            say(f"refused  deleting workflow {name} v{number}: {reason(error)}")
            return
        report["applied"].append(f"deleted workflow {name} v{number}")
        say(f"deleted  workflow {name} v{number}")
