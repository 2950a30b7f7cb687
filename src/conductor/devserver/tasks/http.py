"""HTTP: a request to somewhere."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any

from conductor.devserver import statuses
from conductor.devserver.json_text import loads
from conductor.devserver.json_value import is_list, is_object
from conductor.devserver.secrets import reveal
from conductor.devserver.tasks.kind import Finish, Kind, Mapping, Shell, finish

if TYPE_CHECKING:
    from conductor.devserver.execution import Execution
    from conductor.devserver.task_run import TaskRun

_NO_URI = "Missing HTTP URI.  See documentation for HttpTask for required input parameters"
_NO_METHOD = "No HTTP method specified"
#: Server: its HTTP client itself tries once more after a second (http_retry).
_TRY_ONCE_MORE = (429, 503)


class Http(Kind):
    """``output.response`` holds statusCode, reasonPhrase, headers (lists), body (parsed when it is JSON)."""

    name = "HTTP"
    goes_on_paused = True

    def map(self, mapping: Mapping) -> list[TaskRun]:
        """One run."""
        task_id = mapping.facts.new_id()
        given = mapping.input(task_id)
        given["asyncComplete"] = mapping.workflow_task.get("asyncComplete", False)
        task = mapping.run(self.name, given, task_id)
        task.callback_after_seconds = mapping.workflow_task.get("startDelay") or 0
        return [task]

    def run(self, execution: Execution, task: TaskRun, shell: Shell) -> bool:
        """Send the request in the background; a bad one fails at once."""
        if task.launched or (
            task.status == statuses.IN_PROGRESS and task.workflow_task.get("asyncComplete") and task.output
        ):
            return False
        given = task.input.get("http_request", task.input)
        request: dict[str, Any] = reveal(given) if is_object(given) else {}
        uri = request.get("uri")
        if not uri:
            return finish(execution, task, shell, statuses.FAILED, _NO_URI)
        if not request.get("method"):
            return finish(execution, task, shell, statuses.FAILED, _NO_METHOD)
        began = task.start_time or shell.now()
        execution.change(task, status=statuses.IN_PROGRESS, start_time=began, poll_count=task.poll_count + 1)

        def job() -> Finish:
            response, problem = send(request)

            def done() -> None:
                if problem is not None:
                    reason = f"Failed to invoke HTTP task due to: {problem}"
                    finish(execution, task, shell, statuses.FAILED, reason, {"response": problem})
                elif task.workflow_task.get("asyncComplete"):
                    execution.change(task, output={"response": response})
                else:
                    finish(execution, task, shell, output={"response": response})

            return done

        shell.background(execution, task, job)
        return True


def send(request: dict[str, Any]) -> tuple[dict[str, Any] | None, str | None]:
    """Send one request; the response as the task shows it, or the text of the problem."""
    import http.client
    import urllib.error
    import urllib.request

    method = str(request["method"]).upper()
    uri = str(request["uri"])
    wanted: dict[str, Any] = request.get("headers") or {}
    headers = {str(name): _header(value) for name, value in wanted.items()}
    headers.setdefault("Accept", str(request.get("accept") or "application/json"))
    body = request.get("body")
    data: bytes | None = None
    headers.setdefault("Content-Type", str(request.get("contentType") or "application/json"))
    content_type = headers["Content-Type"]
    if body is not None and not isinstance(body, str) and "json" not in content_type:
        kind = "ArrayList" if is_list(body) else "LinkedHashMap" if is_object(body) else type(body).__name__
        problem = f'No HttpMessageConverter for java.util.{kind} and content type "{content_type}"'
        return None, f"java.lang.Exception: {problem}"
    if body is not None:
        data = (body if isinstance(body, str) else json.dumps(body, separators=(",", ":"))).encode()
    wait = max(_milliseconds(request.get("readTimeOut")), _milliseconds(request.get("connectionTimeOut")))
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    shown = uri.split("?", 1)[0]  # Server: the query is not in its messages
    for attempt in (1, 2):
        try:
            outgoing = urllib.request.Request(uri, data=data, headers=headers, method=method)
            with opener.open(outgoing, timeout=wait / 1000) as answer:
                return _response(answer.status, answer.reason, answer.headers, answer.read()), None
        except urllib.error.HTTPError as answer:
            text = answer.read().decode("utf-8", "replace")
            if answer.code in _TRY_ONCE_MORE and attempt == 1:
                time.sleep(1)
                continue
            tail = f'"{text}"' if text else "[no body]"
            reason = answer.reason or http.client.responses.get(answer.code, "")
            return (
                None,
                f'java.lang.Exception: {answer.code} {reason} on {method} request for "{shown}": {tail}',
            )
        except urllib.error.URLError as problem:
            return None, f'java.lang.Exception: I/O error on {method} request for "{shown}": {problem.reason}'
        except (OSError, ValueError, http.client.HTTPException) as problem:
            return None, f'java.lang.Exception: I/O error on {method} request for "{shown}": {problem}'
    return None, None


def _response(status: int, reason: str, headers: Any, raw: bytes) -> dict[str, Any]:
    listed: dict[str, list[str]] = {}
    for name, value in headers.items():
        listed.setdefault(name, []).append(value)
    return {"headers": listed, "statusCode": status, "reasonPhrase": reason, "body": _body(raw)}


def _body(raw: bytes) -> Any:
    if not raw:
        return None
    text = raw.decode("utf-8", "replace")
    try:
        value = loads(text)
    except ValueError:
        return text
    # Server: a bare JSON number becomes a float.
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _header(value: Any) -> str:
    return ", ".join(str(item) for item in value) if is_list(value) else str(value)


def _milliseconds(value: Any) -> int:
    try:
        return int(value)
    except (TypeError, ValueError):
        return 3000
