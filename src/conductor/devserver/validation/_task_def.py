"""The rules of a task definition."""

from __future__ import annotations

from typing import Any, NamedTuple

from conductor.devserver.validation._violation import Violation, violation


class Minimum(NamedTuple):
    """The least value of a number, and what is said below it."""

    least: int
    message: str


_MINIMA = {
    "retryCount": Minimum(0, "TaskDef retryCount: 0 must be >= 0"),
    "responseTimeoutSeconds": Minimum(
        1, "TaskDef responseTimeoutSeconds: {given} should be minimum 1 second"
    ),
    "pollTimeoutSeconds": Minimum(0, "TaskDef pollTimeoutSeconds: 0 must be >= 0"),
    "backoffScaleFactor": Minimum(1, "Backoff scale factor. Applicable for LINEAR_BACKOFF"),
    "maxRetryDelaySeconds": Minimum(0, "TaskDef maxRetryDelaySeconds: 0 must be >= 0"),
    "backoffJitterMs": Minimum(0, "TaskDef backoffJitterMs: 0 must be >= 0"),
    "totalTimeoutSeconds": Minimum(0, "TaskDef totalTimeoutSeconds: 0 must be >= 0"),
}
_DEFAULT_RESPONSE_TIMEOUT_SECONDS = 3600


def check_task_def(definition: dict[str, Any], path: str = "registerTaskDef.arg0[0]") -> list[Violation]:
    """Return the rules that a task definition breaks; ``path`` says where it stands in the request."""
    found: list[Violation] = []
    name = definition.get("name")
    if not name:
        found.append(violation(f"{path}.name", "TaskDef name cannot be null or empty", name))
    for member, minimum in _MINIMA.items():
        given = definition.get(member)
        if given is not None and given < minimum.least:
            found.append(violation(f"{path}.{member}", minimum.message.format(given=given), given))
    found.extend(violation(path, message) for message in _timeouts(name, definition))
    return found


def _timeouts(name: Any, definition: dict[str, Any]) -> list[str]:
    """The rules between the time-outs; nothing is asked where ``timeoutSeconds`` is 0."""
    timeout = definition.get("timeoutSeconds") or 0
    given = definition.get("responseTimeoutSeconds")
    response = _DEFAULT_RESPONSE_TIMEOUT_SECONDS if given is None else given
    total = definition.get("totalTimeoutSeconds") or 0
    found: list[str] = []
    if timeout > 0 and response > timeout:
        found.append(
            f"TaskDef: {name or 'null'} responseTimeoutSeconds: {response} must be less than "
            f"timeoutSeconds: {timeout}"
        )
    if 0 < total < timeout:
        found.append(
            f"TaskDef: {name or 'null'} timeoutSeconds: {timeout} must be less than or equal to "
            f"totalTimeoutSeconds: {total}"
        )
    return found
