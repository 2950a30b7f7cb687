"""The errors of the SDK.

::

    ConductorError
    ├── ApiException                  the server, or the way to it, said no: status, reason, body, url …
    │   ├── BadRequest                400; ``validation_errors`` says which fields
    │   ├── AuthorizationException    401, 403; ``token_expired``, ``invalid_token``
    │   ├── NotFound                  404
    │   │   └── NotSupportedByServer  this server has no such endpoint
    │   ├── Conflict                  409
    │   ├── RateLimited               429; ``retry_after`` in seconds
    │   ├── ServerError               500 and above
    │   └── ConnectionFailed          no answer at all: status 0
    │       ├── NotSent               nothing reached the server: safe to repeat
    │       └── AmbiguousAnswer       the request was sent, its answer was lost
    ├── EncodingError                 (also a ValueError) a value has no JSON form
    ├── InvalidDefinition             (also a ValueError) a definition the server would refuse
    ├── WorkflowFailed                a workflow ended badly: which task, and why
    └── NonRetryableException         raised by a worker: fail the task, don't retry it

``str()`` of each is one readable line, without request bodies, tokens or credentials.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_SHOWN = 200  # characters of a body that is not the server's JSON


class ConductorError(Exception):
    """Every error that the SDK raises of its own accord."""


class ApiException(ConductorError):
    """A call to the server failed.

    ``status`` is the HTTP status (0: no answer), ``reason`` its phrase, ``body`` the answer's text,
    ``headers`` the answer's headers, ``method`` and ``url`` what was called, ``message`` what the server
    says, ``validation_errors`` its list of refused fields (``path``, ``message``, ``invalidValue``),
    ``hint`` what to do next where we know it, ``transient`` whether the same call may work later.
    """

    def __init__(
        self,
        status: int | None = None,
        reason: str | None = None,
        http_resp: Any = None,
        body: str | None = None,
        transient: bool = False,
        *,
        headers: Mapping[str, str] | None = None,
        method: str | None = None,
        url: str | None = None,
        hint: str | None = None,
    ) -> None:
        if http_resp is not None:
            status, reason = http_resp.status, http_resp.reason
            body, headers = _text_of(http_resp), http_resp.getheaders()
        super().__init__(status, reason)
        self.status = status
        self.code = status
        self.reason = reason
        self.headers = headers
        self.method = method
        self.url = url
        self.hint = hint
        self.transient = transient
        self._read(body)

    def _read(self, body: str | None) -> None:
        self.body = body
        document = json_object(body)
        self.message = document.get("message") if "message" in document else body
        self.validation_errors: list[dict[str, Any]] = document.get("validationErrors") or []
        self._error_code = str(document.get("error") or "")

    def hide(self, secrets: Sequence[str]) -> None:
        """Put ``***`` in the place of these texts, wherever the answer repeats them."""
        for text in sorted(secrets, key=len, reverse=True):  # one may be part of another
            for _ in range(3):  # as it is, in a JSON text, in JSON that a JSON text quotes
                if self.body and text in self.body:
                    self._read(self.body.replace(text, "***"))
                if self.reason and text in self.reason:
                    self.reason = self.reason.replace(text, "***")
                    self.args = (self.status, self.reason)
                text = json.dumps(text)[1:-1]

    def __reduce__(self) -> Any:
        return _rebuild, (type(self), self.args, self.__dict__)

    def is_not_found(self) -> bool:
        """Whether the answer was a 404."""
        return self.code == 404

    @property
    def retry_after(self) -> float | None:
        """Seconds that the server asked us to wait (Retry-After); None where it did not say."""
        said = [value for name, value in (self.headers or {}).items() if name.lower() == "retry-after"]
        return _seconds(said[0].strip()) if said else None

    def __str__(self) -> str:
        text = f"({self.status}) {self.reason or type(self).__name__}"
        said = _one_line(self.message)
        if said:
            text += f": {said}"
        if self.validation_errors:
            text += " [" + "; ".join(_refused(error) for error in self.validation_errors) + "]"
        if self.url:
            text += f" ({self.method or 'GET'} {self.url})"
        return f"{text} {self.hint}" if self.hint else text


class BadRequest(ApiException):
    """400: the server refused what was sent."""


class NotFound(ApiException):
    """404: there is no such thing."""


class NotSupportedByServer(NotFound):
    """This server has no such endpoint; ``hint`` names the way out."""


class Conflict(ApiException):
    """409: it exists already, or its state does not allow the change."""


class ServerError(ApiException):
    """500 and above. The open-source server answers 500 to bad JSON and wrong parameter types, too."""


class RateLimited(ApiException):
    """429: too many calls; ``retry_after`` says when to come back."""


class AuthorizationException(ApiException):
    """401 or 403: not, or no longer, allowed."""

    @property
    def error_code(self) -> str:
        """The server's code, ``EXPIRED_TOKEN`` for example; "" where it gave none."""
        return self._error_code

    @property
    def status_code(self) -> int | None:
        """The same as ``status``."""
        return self.status

    @property
    def token_expired(self) -> bool:
        """Whether the token has expired."""
        return self._error_code == "EXPIRED_TOKEN"

    @property
    def invalid_token(self) -> bool:
        """Whether the server does not know the token."""
        return self._error_code == "INVALID_TOKEN"

    def __str__(self) -> str:
        return f"authorization error: {self._error_code or 'none given'}. {super().__str__()}"


class ConnectionFailed(ApiException):
    """No answer came. ``status`` is 0, ``__cause__`` the error of the network layer, if it says more."""

    timed_out = False
    """Whether it was time that ran out."""


class NotSent(ConnectionFailed):
    """The server was not reached: the request can be repeated without doing anything twice."""


class AmbiguousAnswer(ConnectionFailed):
    """The request was sent and its answer lost: it may have been done, or not."""


class EncodingError(ConductorError, ValueError):
    """A value has no JSON form (NaN, infinity, a cycle …)."""


class InvalidDefinition(ConductorError, ValueError):
    """A definition that the server would refuse, or that cannot run. ``problems`` lists what was found."""

    def __init__(self, message: str = "", problems: Sequence[Any] = ()) -> None:
        super().__init__(message, problems)
        self.problems = list(problems)

    def __str__(self) -> str:
        return "; ".join(str(part) for part in (self.args[0], *self.problems) if str(part))


class WorkflowFailed(ConductorError):
    """A workflow ended in another state than COMPLETED. Everything but ``workflow_id`` may be None."""

    def __init__(
        self,
        workflow_id: str | None = None,
        task_reference_name: str | None = None,
        task_id: str | None = None,
        reason: str | None = None,
        status: str | None = None,
        link: str | None = None,
        workflow_name: str | None = None,
    ) -> None:
        super().__init__(workflow_id, task_reference_name, task_id, reason, status, link, workflow_name)
        self.workflow_id = workflow_id
        self.task_reference_name = task_reference_name
        self.task_id = task_id
        self.reason = reason
        self.status = status
        self.link = link
        self.workflow_name = workflow_name

    def __str__(self) -> str:
        name = f"workflow {self.workflow_name}" if self.workflow_name else "workflow"
        text = f"{name} {self.workflow_id} ended {self.status or 'badly'}"
        if self.task_reference_name:
            text += f" at task {self.task_reference_name}"
            text += f" ({self.task_id})" if self.task_id else ""
        reason = _one_line(self.reason)
        text += f": {reason}" if reason else ""
        return f"{text} - see {self.link}" if self.link else text


class NonRetryableException(ConductorError):
    """Raised by a worker function: the task ends FAILED_WITH_TERMINAL_ERROR and is not retried."""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)


def _seconds(text: str) -> float | None:
    """A Retry-After: a number of seconds, or a date."""
    if text.isdigit():
        return float(text)
    from datetime import datetime, timezone
    from email.utils import parsedate_to_datetime

    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=timezone.utc)
    return max(0.0, (moment - datetime.now(timezone.utc)).total_seconds())


def _rebuild(cls: type[ApiException], args: tuple[Any, ...], state: dict[str, Any]) -> ApiException:
    error = cls.__new__(cls, *args)
    error.__dict__.update(state)
    return error


def _text_of(response: Any) -> str | None:
    """The body's text of what looks like a response, in either published line's shape."""
    for source in (response, getattr(response, "resp", None)):
        for name in ("data", "text"):
            found = getattr(source, name, None)
            if isinstance(found, bytes):
                return found.decode("utf-8", "replace")
            if isinstance(found, str):
                return found
    return None


def json_object(body: Any) -> dict[str, Any]:
    """The server's JSON object; empty where the body is something else."""
    try:
        document = json.loads(body)
    except (TypeError, ValueError):
        return {}
    return cast("dict[str, Any]", document) if isinstance(document, dict) else {}


def _one_line(text: Any) -> str:
    """The text without line breaks, cut to a readable length."""
    line = " ".join(str(text).split()) if text else ""
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…"


def _refused(error: Any) -> str:
    if not isinstance(error, dict):
        return str(error)
    fields = cast("dict[str, Any]", error)
    return f"{fields.get('path')}: {fields.get('message')}"
