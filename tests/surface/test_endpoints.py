"""Every endpoint of the published API classes is here: verb, path, parameters, answer."""

from __future__ import annotations

import importlib
import inspect
import re
from typing import Any

import pytest

from surface import recorded

CLASSES: dict[str, Any] = recorded.load("endpoints.json")

REASONS = {
    (
        "WorkflowResourceApi.jump_to_task",
        "query",
    ): "upstream left the placeholder in the path and sent a query value",
    (
        "WorkflowResourceApi.skip_task_from_workflow",
        "query",
    ): "upstream sent the request object as a query text",
    (
        "TaskResourceApi.update_task1",
        "query",
    ): "upstream could not send another worker id than this machine's name",
    ("TaskResourceApi.update_task_sync", "query"): "the same",
    ("TaskResourceApi.update_task_sync", "accept"): "the answer is JSON",
}
# Types that upstream names and does not have, or whose class is empty; and texts that are sharper here.
ANSWERS = {
    "Response": {"object", "dict(str, object)"},
    "TaskListSearchResultSummary": {"SearchResultTask"},
    "list[ExtendedSecret]": {"list[dict(str, object)]"},
    "object": {"str", "bool", "list[str]", "dict(str, object)"},
}
METHODS = [
    pytest.param(cls, name, spec, id=f"{cls}.{name}")
    for cls, found in CLASSES.items()
    for name, spec in found["methods"].items()
]


def declared(cls: str, name: str) -> Any:
    found = getattr(getattr(importlib.import_module(CLASSES[cls]["module"]), cls), name)
    if name == "poll":  # wraps its endpoint: an empty answer is an empty Task
        found = getattr(importlib.import_module(CLASSES[cls]["module"]), cls)._poll
    return found.__endpoint__


def shape(path: str) -> str:
    return re.sub(r"{\w+}", "{}", path)


@pytest.mark.parametrize(("cls", "name", "spec"), METHODS)
def test_request(cls: str, name: str, spec: dict[str, Any]) -> None:
    ours = declared(cls, name)
    assert (ours.verb, shape(ours.path)) == (spec["verb"], shape(spec["path"]))
    assert set(ours.in_path.values()) == set(re.findall(r"{(\w+)}", spec["path"]))
    if spec.get("body_param"):
        assert ours.body_name in [p.name for p in ours.parameters]
    if (f"{cls}.{name}", "query") not in REASONS:
        theirs = {
            p: q["wire"] for p, q in spec.get("query_params", {}).items() if p in (spec.get("accepted") or [])
        }
        assert {p: w for p, w in ours.in_query.items() if p in theirs} == theirs
        assert ours.in_headers == (spec.get("header_params") or {})


@pytest.mark.parametrize(("cls", "name", "spec"), METHODS)
def test_parameters(cls: str, name: str, spec: dict[str, Any]) -> None:
    ours = declared(cls, name)
    names = {p.name for p in ours.parameters} | {"metric_context"}
    if name == "update_workflow_and_task_state":
        names |= {"body"}  # the parameter of the form with the HTTP answer
    assert set(spec.get("accepted") or []) <= names


@pytest.mark.parametrize(("cls", "name", "spec"), METHODS)
def test_answer(cls: str, name: str, spec: dict[str, Any]) -> None:
    ours = declared(cls, name)
    theirs = spec.get("response_type")
    assert ours.returns == theirs or ours.returns in ANSWERS.get(theirs, set())
    accepted = spec.get("accept") or ["*/*"]
    if accepted[0] not in ("*/*", "application/json") and (f"{cls}.{name}", "accept") not in REASONS:
        assert ours.fixed_headers["Accept"] == accepted[0]


@pytest.mark.parametrize(
    ("cls", "name", "spec"), [m for m in METHODS if m.values[2].get("has_with_http_info")]
)
def test_form_with_http_answer(cls: str, name: str, spec: dict[str, Any]) -> None:
    holder = getattr(importlib.import_module(CLASSES[cls]["module"]), cls)
    ours = getattr(holder, f"{name}_with_http_info").__endpoint__
    assert (ours.verb, shape(ours.path)) == (spec["verb"], shape(spec["path"]))


@pytest.mark.parametrize("cls", CLASSES)
def test_every_form_with_http_answer_is_of_its_own_endpoint(cls: str) -> None:
    """A copied line that names the wrong endpoint would call the wrong one."""
    holder = getattr(importlib.import_module(CLASSES[cls]["module"]), cls)
    for name, function in inspect.getmembers(holder):
        if name.endswith("_with_http_info") and not name.startswith(("delete1", "get_workflows1")):
            assert function.__endpoint__.name.lstrip("_") == name.removesuffix("_with_http_info")
