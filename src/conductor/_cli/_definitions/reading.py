"""Definitions from JSON files, folders of them, Python files and modules."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from conductor._cli._definitions.compare import all_differences
from conductor._cli._definitions.definition import TASK, WORKFLOW, Definition, title
from conductor._cli._definitions.shape import comparable
from conductor._cli._misuse import Misuse
from conductor.client._depth import deeply
from conductor.client.workflow._lint import is_collection
from conductor.client.workflow.task._kinds import is_list, is_object, is_whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from conductor._cli._definitions.definition import Key


def read_all(paths: Iterable[str]) -> list[Definition]:
    """Every definition at the paths, each once. Raises Misuse for what cannot be read."""
    found: dict[Key, Definition] = {}
    for path in paths:
        for definition in _read(path):
            before = found.setdefault(definition.key, definition)
            if deeply(all_differences, comparable(before), comparable(definition)):
                raise Misuse(
                    f"{title(definition.key)} is in {before.source} and in {definition.source}, and they "
                    "differ; keep one"
                )
    if not found:
        raise Misuse(
            f"there is no definition in {', '.join(paths)}; conductor-py export writes what a server has"
        )
    return list(found.values())


def _read(path: str) -> Iterator[Definition]:
    if os.path.isdir(path) or path.endswith(".json"):
        for file in json_files(path):
            yield from _in_document(document(file), file)
    else:
        from conductor._cli._definitions.python_files import in_python

        yield from in_python(path)


def json_files(path: str) -> list[str]:
    """A JSON file itself; of a folder, all that are in it and below, but hidden ones."""
    if not os.path.isdir(path):
        return [path]
    found = sorted(Path(path).rglob("*.json"))
    return [str(each) for each in found if not any(part[0] == "." for part in each.relative_to(path).parts)]


def document(path: str) -> Any:
    """What a JSON file holds. Raises Misuse, with the place, where it cannot be read."""
    try:
        text = Path(path).read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise Misuse(f"{path}: there is no such file") from error
    except UnicodeDecodeError as error:
        raise Misuse(f"{path}: this is not UTF-8 text: {error.reason} at byte {error.start}") from error
    except OSError as error:
        raise Misuse(f"{path}: cannot be read: {error.strerror}") from error
    if not text.strip():
        raise Misuse(f"{path}: the file is empty; conductor-py export NAME writes such a file")
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise Misuse(
            f"{path}:{error.lineno}:{error.colno}: this is not JSON: {error.msg}; correct the file"
        ) from error
    except RecursionError as error:
        raise Misuse(f"{path}: this is nested too deeply for a definition") from error


def _in_document(content: Any, path: str) -> Iterator[Definition]:
    if is_list(content):
        for index, item in enumerate(content):
            yield definition_of(item, f"{path}[{index}]" if len(content) > 1 else path)
    elif is_collection(content):
        for kind, member in ((TASK, "tasks"), (WORKFLOW, "workflows")):
            listed: Any = content.get(member) or []
            if not is_list(listed):
                raise Misuse(f"{path}: {member} is a list of definitions, not {json.dumps(listed)[:60]}")
            for index, item in enumerate(listed):
                yield definition_of(item, f"{path}: {member}[{index}]", kind)
    else:
        yield definition_of(content, path)


def definition_of(body: Any, source: str, kind: str | None = None) -> Definition:
    """A JSON object as a definition: a workflow has ``tasks``. Raises Misuse where it is neither."""
    if not is_object(body):
        raise Misuse(f"{source}: a definition is a JSON object, not {json.dumps(body)[:60]}")
    name = body.get("name")
    if not isinstance(name, str) or not name.strip():
        raise Misuse(f"{source}: this definition has no name; give it one")
    if kind is None:
        kind = WORKFLOW if "tasks" in body else TASK
    version = body.get("version")
    if kind == WORKFLOW and version is not None and not is_whole(version):
        raise Misuse(f"{source}: the version is a whole number, not {json.dumps(version)}")
    if kind == TASK:
        _check_task(body, source)
    return Definition(kind, body, source)


def _check_task(body: dict[str, Any], source: str) -> None:
    """A stray JSON file, or a slip of the pen, must not become a task definition."""
    from conductor.client.http.models.task_def import TaskDef

    known = set(TaskDef.attribute_map.values())
    unknown = [name for name in body if name not in known]
    lower = {name.lower(): name for name in known}
    for name in unknown:
        meant = lower.get(name.lower().replace("_", ""))
        if meant:
            raise Misuse(f"{source}: unknown member {name!r}, which the server would ignore; write {meant!r}")
    if unknown and len(unknown) >= len(body) - len(unknown):
        raise Misuse(
            f"{source}: this is neither a workflow (it has no tasks) nor a task definition "
            f"(unknown: {', '.join(unknown[:3])}); leave the file out"
        )
