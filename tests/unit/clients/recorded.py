"""What the published clients call and send, as recorded, and what it means here.

A recorded call has ``api`` (class and method), ``args``, ``kwargs`` and the ``http`` request that it ends in.
Its values are texts: ``$name`` is the argument of that name, ``$name.attribute`` a part of it, all else a
Python literal or a constructor of a model.
"""

from __future__ import annotations

import importlib
import json
import re
from pathlib import Path
from typing import Any, NamedTuple

from conductor.client import ai
from conductor.client.http import models
from conductor.client.http.models import prompt_test_request
from conductor.client.orkes.models.access_type import AccessType
from conductor.client.orkes.models.metadata_tag import MetadataTag
from conductor.client.orkes.models.ratelimit_tag import RateLimitTag

DATA = Path(__file__).parents[2] / "surface" / "data"
CLIENTS: dict[str, Any] = json.loads((DATA / "thin_clients.json").read_text(encoding="utf-8"))["2.0"][
    "clients"
]
ENDPOINTS: dict[str, Any] = json.loads((DATA / "endpoints.json").read_text(encoding="utf-8"))

MODELS = {
    "AuthorizationRequest": models.AuthorizationRequest,
    "GenerateTokenRequest": models.GenerateTokenRequest,
    "MetadataTag": lambda key, value, **_type: MetadataTag(key, value),
    "PromptTemplateTestRequest": prompt_test_request.PromptTemplateTestRequest,
    "RateLimitTag": lambda key, value, **_type: RateLimitTag(key, value),
    "SaveScheduleRequest": models.SaveScheduleRequest,
    "StartWorkflowRequest": models.StartWorkflowRequest,
    "TagString": models.TagString,
}


def arguments() -> dict[str, Any]:
    """A value for each parameter that is not a plain text; made anew, as clients may change it."""
    return {
        "access": [AccessType.READ],
        "apps": True,
        "archive_workflow": False,
        "auto_increment": True,
        "count": 7,
        "create": True,
        "data": b"\x00proto",
        "desired": [ai.Schedule("nightly", "0 0 0 * * *", input={"a": 1}, description="at night")],
        "include_completed": True,
        "include_output": True,
        "include_tasks": True,
        "include_variables": True,
        "info": ai.ScheduleInfo("wf-nightly", "nightly", "wf", "0 0 0 * * *", "UTC", {"a": 1}, *[None] * 11),
        "input": {"a": 1},
        "limit": 4,
        "models": ["m1", "m2"],
        "n": 3,
        "output": "done",
        "overwrite": False,
        "priority": 5,
        "rateLimit": 6,
        "request": models.SkipTaskRequest(task_output={"x": 1}),
        "rerun_workflow_request": models.RerunWorkflowRequest(re_run_from_task_id="t"),
        "resume_subworkflow_tasks": True,
        "schedule_end_time": 20,
        "schedule_start_time": 10,
        "size": 30,
        "start": 60,
        "start_workflow_request": models.StartWorkflowRequest(name="wf", version=3, input={"a": 1}),
        "stop_words": ["stop"],
        "subject": models.SubjectRef("USER", "u"),
        "tag": MetadataTag("k", "v"),
        "tags": [MetadataTag("k", "v")],
        "target": models.TargetRef("WORKFLOW_DEF", "wf"),
        "task_def": models.TaskDef(name="t"),
        "task_result": models.TaskResult("w", "t", status="COMPLETED", output_data={"a": 1}),
        "temperature": 0.5,
        "timeout_in_millisecond": 90,
        "top_p": 0.25,
        "trigger_failure_workflow": True,
        "use_latest_def": True,
        "user_ids": ["u1", "u2"],
        "variables": {"v": 1},
        "version": 2,
        "wait_for_seconds": 8,
        "wait_until_task_ref_names": ["r1", "r2"],
        "workflow_def": models.WorkflowDef(name="wf", version=1, tasks=[]),
    }


class Case(NamedTuple):
    client: str
    method: str
    mode: str
    calls: list[dict[str, Any]]
    given: dict[str, Any]

    def meaning(self, text: Any) -> Any:
        """The value of a recorded expression for these arguments."""
        if not isinstance(text, str):
            return text
        if text == "$wait_until_task_ref_names[0],$wait_until_task_ref_names[1]":
            return ",".join(self.given["wait_until_task_ref_names"])
        if text == "$target.type.name":
            return "WORKFLOW_DEF"
        text = re.sub(r"\(mutated .*\)$", "", text)
        text = re.sub(r"<\w+\.\w+: ('\w+')>", r"\1", text)
        text = text.replace("[*]", "[0]").replace("(_", "(").replace(", _", ", ")
        text = re.sub(r"{\$(\w+(\[0\])?).input.key: .*?}", r"$\1.input", text)
        text = text.replace("$agent_name-$desired[0].name", "'agent_name-value-nightly'")
        return eval(re.sub(r"\$(\w+)", r"_given['\1']", text), {**MODELS, "_given": self.given})

    @property
    def name(self) -> str:
        return f"{self.client}.{self.method}-{self.mode}"


def cases(leave_out: set[str]) -> list[Case]:
    """Every recorded call of a client method, with only the required arguments and with all."""
    found: list[Case] = []
    for client, spec in CLIENTS.items():
        for method, recorded in spec["methods"].items():
            for mode in ("required_only", "all_params"):
                if mode in recorded and f"{client}.{method}" not in leave_out:
                    given = _given(recorded["signature"], mode)
                    found.append(Case(client, method, mode, recorded[mode], given))
    return found


def _given(signature: list[list[Any]], mode: str) -> dict[str, Any]:
    known = arguments()
    return {
        name: known.get(name, f"{name}-value")
        for name, optional, _default in signature
        if mode == "all_params" or not optional
    }


def json_answer(method: str) -> Any:
    """What the server may answer to that client method: what the client takes apart, else an empty object."""
    if method in ("getWorkflowRateLimit", "removeWorkflowRateLimit", "get_access_keys", "get_users_in_group"):
        return []
    if method == "get_permissions":
        return {"READ": [{"type": "USER", "id": "u"}]}
    if method == "is_circuit_breaker_open":
        return {"service": "s", "currentState": "OPEN"}
    return {"id": "i", "secret": "s", "status": "ACTIVE", "createdAt": 1, "grantedAccess": []}


def api_class(name: str) -> Any:
    return getattr(importlib.import_module(ENDPOINTS[name]["module"]), name)


def returns(call: str) -> str | None:
    """The answer's type of an API method, ``Class.method``."""
    cls, _, method = call.partition(".")
    endpoint = getattr(api_class(cls), "_poll" if method == "poll" else method).__endpoint__
    found: str | None = endpoint.returns
    return found


def client_class(name: str) -> Any:
    return getattr(importlib.import_module(CLIENTS[name]["module"]), name)
