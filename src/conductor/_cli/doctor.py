"""``conductor-py doctor``: why does it not work?"""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

from conductor._cli import _options
from conductor._cli._quiet import quiet

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from conductor._cli._doctor.finding import Finding
    from conductor._cli._doctor.kind import Server


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument(
        "names", nargs="*", metavar="NAME", help="a workflow, a task type, or the id of an execution"
    )
    _options.server(parser)
    _options.as_json(parser, "print the findings as JSON")


def run(options: argparse.Namespace) -> int:
    """Say what is right and what is wrong, a line each. Returns 1 if something is wrong."""
    quiet()
    found: list[Finding] = []
    for finding in _examine(options.url, options.names):
        if finding in found:
            continue  # two workflows of one task type
        found.append(finding)
        if not options.json:
            print(finding, flush=True)
    problems = [finding for finding in found if finding.state == "problem"]
    if options.json:
        print(json.dumps({"problems": len(problems), "findings": [vars(each) for each in found]}, indent=2))
    elif problems:
        print(f"{len(problems)} problem{'' if len(problems) == 1 else 's'}")
    else:
        print("All is well.")
    return 1 if problems else 0


def _examine(url: str | None, names: list[str]) -> Iterator[Finding]:
    from conductor._cli._doctor import address, contact, kind, server
    from conductor._cli._doctor.patients import diagnose
    from conductor.client.configuration.configuration import Configuration

    configuration = Configuration(server_api_url=url)
    wrong = list(address.address_findings(configuration.host))
    yield from address.source_note(url, os.environ)
    yield from address.key_findings(os.environ)
    yield from wrong
    if wrong:
        return
    touched = server.touch(configuration.host)
    wrong = list(contact.contact_findings(touched))
    yield from wrong or server.everything_else(touched)
    if wrong:
        return
    offset = kind.clock_offset(touched)
    admitted, said = server.authentication(configuration, touched)
    yield from said
    if admitted:
        known: Server = server.identify(configuration, touched)
        yield from kind.kind_findings(known)
    yield from kind.clock_findings(offset)
    if admitted:
        for name in names:
            yield from diagnose(configuration, name, offset or 0.0)
