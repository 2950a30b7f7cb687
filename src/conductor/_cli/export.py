"""``conductor-py export``: write the server's definitions as JSON that can be kept and compared."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from conductor._cli import _options
from conductor._cli._misuse import Misuse

if TYPE_CHECKING:
    import argparse

    from conductor._cli._definitions.definition import Definition, Key


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument(
        "names", nargs="*", metavar="NAME", help="workflows and tasks, NAME:V for one version (default: all)"
    )
    _options.server(parser)
    parser.add_argument(
        "--dir", metavar="DIR", help="write a file for each: DIR/workflows/NAME.vV.json, DIR/tasks/NAME.json"
    )
    parser.add_argument("--with-tasks", action="store_true", help="and the tasks that the workflows use")
    _options.as_json(parser, "with --dir: list the files as JSON")


def run(options: argparse.Namespace) -> int:
    """Write the definitions to files, or print them as one JSON object. Returns 0."""
    from conductor._cli._definitions.registered import Registered

    server = Registered(options.url)
    registered = server.all()
    chosen = _chosen(options.names, registered, server.url)
    if options.with_tasks:
        chosen.update(_tasks_of(chosen, registered))
    if options.dir is None:
        print(json.dumps(_together(chosen), indent=2, ensure_ascii=False))
        return 0
    files = _write(chosen, Path(options.dir))
    if options.json:
        print(json.dumps({"files": files}, indent=2, ensure_ascii=False))
    else:
        print(f"{len(files)} definition{'' if len(files) == 1 else 's'} written to {options.dir}")
    return 0


def _chosen(names: list[str], registered: dict[Key, Definition], url: str) -> dict[Key, Definition]:
    if not names:
        return dict(sorted(registered.items()))
    found: dict[Key, Definition] = {}
    for name in names:
        named = {key: each for key, each in registered.items() if key[1] == name}
        if not named:
            versioned = _options.name_and_version(name)
            named = {key: each for key, each in registered.items() if key[1:] == versioned}
        if not named:
            raise Misuse(f"{url} has no workflow or task {name!r}{_near(name, registered)}")
        found.update(named)
    return dict(sorted(found.items()))


def _near(name: str, registered: dict[Key, Definition]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(name, sorted({key[1] for key in registered}), 3)
    return f"; did you mean {' or '.join(near)}?" if near else "; without a name, export prints all"


def _tasks_of(chosen: dict[Key, Definition], registered: dict[Key, Definition]) -> dict[Key, Definition]:
    from conductor._cli._definitions.definition import TASK, WORKFLOW
    from conductor.client.workflow._checks.tree import walk

    used = {
        (TASK, str(task.get("name")), 0)
        for each in chosen.values()
        if each.kind == WORKFLOW
        for task in walk(each.body.get("tasks"))
    }
    return {key: registered[key] for key in sorted(used) if key in registered}


def _together(chosen: dict[Key, Definition]) -> dict[str, list[dict[str, Any]]]:
    from conductor._cli._definitions.definition import TASK, WORKFLOW
    from conductor._cli._definitions.shape import exported

    def of(kind: str) -> list[dict[str, Any]]:
        return [exported(each) for key, each in sorted(chosen.items()) if key[0] == kind]

    return {"tasks": of(TASK), "workflows": of(WORKFLOW)}


def _write(chosen: dict[Key, Definition], folder: Path) -> list[str]:
    from conductor._cli._definitions.definition import WORKFLOW
    from conductor._cli._definitions.shape import exported

    written: list[str] = []
    for (kind, name, version), each in sorted(chosen.items()):
        safe = quote(name, safe=" ()+,=@").replace("..", "%2E%2E")
        file = f"workflows/{safe}.v{version}.json" if kind == WORKFLOW else f"tasks/{safe}.json"
        path = folder / file
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(json.dumps(exported(each), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
        except OSError as error:
            raise Misuse(f"cannot write {path}: {error.strerror}") from error
        written.append(str(path))
    return written
