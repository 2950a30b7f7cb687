"""Endpoints that not every server has, and the way out.

Server: open-source 3.32.3 answers 404 "No static resource …", 405 where another verb lives on the path, or
500 where it takes the path's end for a parameter (DELETE /metadata/workflow/{name}/tags: a version "tags").
"""

from __future__ import annotations

import re

_ORKES = "The open-source server has none; Orkes Conductor does."

# The first pattern that is found in the path decides.
_WAYS_OUT = [
    (r"/workflow/[^/]+/variables", "Set variables with a SET_VARIABLE task, or run the embedded server."),
    (r"/workflow/[^/]+/state", "Complete the task with update_task, set variables with a SET_VARIABLE task."),
    (r"/workflow/[^/]+/jump/", "Use rerun_workflow with rerun_from_task_id."),
    (r"/workflow/[^/]+/upgrade", "Restart with use_latest_definitions=True to move to a new version."),
    (r"/workflow/[^/]+/messages", "Signal a WAIT task by completing it with update_task_by_ref_name."),
    (r"/workflow/correlated/batch", "Use get_by_correlation_ids, one workflow name a call."),
    (r"/workflow/execute/[^/]+$", "Name the version: execute_workflow(..., version=1)."),
    (r"/tasks/update-v2", "Report with update_task; workers fall back by themselves."),
    (r"/(users|groups|roles|applications|auth/|gateway/)", f"Users, roles and permissions: {_ORKES}"),
    (r"/token", "It needs no key: unset CONDUCTOR_AUTH_KEY and CONDUCTOR_AUTH_SECRET."),
    (r"/(prompts|integrations)", f"Prompts, integrations: {_ORKES} Name provider and model in the LLM task."),
    (r"/schema", f"Schemas: {_ORKES} Leave register_schema off."),
    (r"/registry/service", f"The service registry: {_ORKES}"),
    (r"/event/queue", "Queues are configured in the server's properties. " + _ORKES),
    (r"/tags", f"Tags: {_ORKES} Name, description and owner_email of a definition can carry them."),
    (r"/secrets", "Secrets come from the server's environment (CONDUCTOR_SECRET_…)."),
]


def way_out(path: str) -> str:
    """What to do on a server that has no such endpoint."""
    for pattern, advice in _WAYS_OUT:
        if re.search(pattern, path):
            return advice
    return "A newer server may have it, or Orkes Conductor."


def is_missing_route(status: int | None, message: str | None) -> bool:
    """Whether the answer says that the endpoint, not the thing asked for, is missing."""
    said = message or ""
    if status == 404:
        return said.startswith("No static resource") or "No endpoint" in said
    if status == 500:
        return said.endswith('For input string: "tags"')
    return status == 405 or (status == 501 and "read-only" in said)
