"""Every declared endpoint is in the open-source server's OpenAPI document, or a gap that we know."""

from __future__ import annotations

import inspect
import json
import re
from pathlib import Path
from typing import Any

import pytest

from conductor.client.http import api
from conductor.client.orkes.api.tags_api import TagsApi

DOCUMENT = json.loads((Path(__file__).parent / "openapi-3.32.3.json").read_text(encoding="utf-8"))

ORKES = "Orkes Conductor has it, the open-source server does not"
GAPS = [
    (r"/(applications|users|groups|roles|auth/authorization|gateway)\b.*", ORKES),
    (r"/(integrations|prompts|schema|registry/service)\b.*", ORKES),
    (r"/token.*", "the open-source server has no accounts"),
    (r"/metadata/tags.*|/.*/tags", ORKES),
    (r"/event/queue/config.*", "the open-source server configures queues in its properties"),
    (r"/secrets-v2", ORKES),
    (r"/scheduler/test/timeout", ORKES),
    (r"GET /scheduler/schedules/{}/(pause|resume)", "the verb of older Orkes servers; newer ones take PUT"),
    (r"/workflow/correlated/batch", ORKES),
    (r"/workflow/execute/{}", ORKES),
    (r"/workflow/{}/(jump/{}|messages|state|variables|upgrade)", ORKES),
]
QUERY_GAPS = {
    "overwrite": "PUT /metadata/workflow always replaces",
    "access": ORKES,
    "queryId": "upstream sends it; no server reads it",
    "skipCache": "upstream sends it; no server reads it",
    "summarize": ORKES,
    "retryIfRetriedByParent": ORKES,
    "triggerFailureWorkflow": ORKES,
}
NOT_DECLARED = {
    "GET /health": "outside /api; GET /api/health is declared",
    "GET /context.js": "a script of the server's own page",
    "GET /tasks/external-storage-location": "another name of /tasks/externalstoragelocation",
    "GET /workflow/external-storage-location": "another name of /workflow/externalstoragelocation",
}


def shape(path: str) -> str:
    return re.sub(r"{\w+}", "{}", path)


def operations() -> dict[str, dict[str, Any]]:
    """ "VERB /path" with empty placeholders, below /api → the operation."""
    return {
        f"{verb.upper()} {shape(path.removeprefix('/api'))}": operation
        for path, verbs in DOCUMENT["paths"].items()
        for verb, operation in verbs.items()
        if path.startswith("/api")
    } | {
        f"{verb.upper()} {path}": operation
        for path, verbs in DOCUMENT["paths"].items()
        for verb, operation in verbs.items()
        if not path.startswith("/api")
    }


def endpoints() -> dict[str, Any]:
    """Class.method → declaration, each endpoint once."""
    classes = [getattr(api, name) for name in api.__all__] + [TagsApi]
    return {
        f"{cls.__name__}.{name}": function.__endpoint__
        for cls in classes
        for name, function in inspect.getmembers(cls)
        if hasattr(function, "__endpoint__") and not name.endswith("_with_http_info")
    }


SERVER = operations()
OURS = endpoints()


def gap(verb: str, path: str) -> str | None:
    for pattern, reason in GAPS:
        if re.fullmatch(pattern, path) or re.fullmatch(pattern, f"{verb} {path}"):
            return reason
    return None


@pytest.mark.parametrize("name", OURS)
def test_declared_endpoint_exists(name: str) -> None:
    ours = OURS[name]
    path = shape(ours.path)
    if f"{ours.verb} {path}" not in SERVER:
        assert gap(ours.verb, path), f"{ours.verb} {path} is neither in the document nor a known gap"
        return
    operation = SERVER[f"{ours.verb} {path}"]
    known = {p["name"]: p for p in operation.get("parameters", []) if p["in"] == "query"}
    unknown = {wire for wire in ours.in_query.values() if wire not in known and wire not in QUERY_GAPS}
    assert not unknown, f"the server has no query parameters {unknown}; it has {sorted(known)}"
    needed = {wire for wire, p in known.items() if p.get("required") and wire != "arg2"}
    assert needed <= set(ours.in_query.values())


@pytest.mark.parametrize("name", [n for n in OURS if f"{OURS[n].verb} {shape(OURS[n].path)}" in SERVER])
def test_body_is_sent_where_the_server_reads_one(name: str) -> None:
    ours = OURS[name]
    operation = SERVER[f"{ours.verb} {shape(ours.path)}"]
    has_body = ours.body_name in [p.name for p in ours.parameters]
    if "skiptask" in ours.path:
        assert has_body  # Server: it binds the request from the query; Orkes reads the body
    else:
        assert has_body == ("requestBody" in operation)


@pytest.mark.parametrize("operation", SERVER)
def test_operation_of_the_server_is_declared(operation: str) -> None:
    declared = {f"{e.verb} {shape(e.path)}" for e in OURS.values()}
    assert operation in declared or operation in NOT_DECLARED


def test_gaps_are_still_gaps() -> None:
    """A reason whose endpoint or parameter the server has meanwhile got is stale."""
    assert [operation for operation in SERVER if gap(*operation.split(" ", 1))] == []
    declared = {f"{e.verb} {shape(e.path)}" for e in OURS.values()}
    assert [operation for operation in NOT_DECLARED if operation in declared] == ["GET /health"]
