"""The worker's two requests: poll and report."""

from __future__ import annotations

import functools
import json
import os
import socket
from typing import TYPE_CHECKING, Any, Callable
from urllib.parse import quote, urlencode, urlsplit

from conductor.client._encode import dumps
from conductor.client.automator._lean import LeanAnswer, LeanConnection, Unanswered
from conductor.client.automator._lean_settings import (
    lean_allowed,
    requests_is_stock,
    task_api_is_stock,
    tls_context,
)
from conductor.client.automator._wire import PendingReport
from conductor.client.configuration._environment import without_credentials
from conductor.client.configuration._secrets import secrets_of
from conductor.client.exceptions import (
    AmbiguousAnswer,
    ApiException,
    AuthorizationException,
    NotSupportedByServer,
)
from conductor.client.http import _failures, _token
from conductor.client.http._measure import measured
from conductor.client.http._reading import is_page
from conductor.client.http.api_client import ApiClient
from conductor.client.http.models._codec import decode

if TYPE_CHECKING:
    from conductor.client.configuration.configuration import Configuration
    from conductor.client.http.models.task import Task
    from conductor.client.http.models.task_result import TaskResult

__all__ = ["AmbiguousAnswer", "RouteMissing", "TaskWire"]

RouteMissing = NotSupportedByServer
"""The server has no such endpoint (the task being gone is another error: ``NotFound``)."""

LONG_POLL_MARGIN = 10.0  # seconds beyond the poll's own timeout until we take the connection for dead
REPORT_TIMEOUT = 20.0  # seconds
PATIENCE = 3.0  # seconds that a slot waits for a report's answer, then it is waited for elsewhere


class TaskWire:
    """Polls for tasks and reports results; may be shared by threads.

    Takes the lean road where that is allowed, else the ordinary one. Neither repeats a failed request: the
    worker knows better when to. Raises ApiException and its kinds; AmbiguousAnswer where a sent request got
    no answer, and on the lean road PendingReport where a report got none yet.
    """

    def __init__(
        self,
        configuration: Configuration,
        metrics_collector: Any = None,
        connect: Callable[..., Any] = socket.create_connection,
    ) -> None:
        told = None if metrics_collector is None else _Labels(metrics_collector)
        self._client = ApiClient(configuration, metrics_collector=told)
        self._ordinary: Any = None
        self._lean = _LeanRoad(self._client, connect) if lean_allowed(configuration) else None

    def poll(
        self, task_type: str, *, worker_id: str, count: int, timeout_ms: int, domain: str | None = None
    ) -> list[Task]:
        """Up to ``count`` tasks of that type; the server waits ``timeout_ms`` milliseconds for them."""
        seconds = timeout_ms / 1000 + LONG_POLL_MARGIN
        road = self._lean_road()
        if road is not None:
            path = f"{_poll_path(task_type, worker_id, domain)}&count={count}&timeout={timeout_ms}"
            answer = road.call("GET", path, "/tasks/poll/batch/{tasktype}", timeout=seconds, repeatable=True)
            if answer is not None:
                return road.read(answer, "list[Task]", "GET", path) or []
        tasks: list[Task] = self._ordinary_road().batch_poll(
            tasktype=task_type, workerid=worker_id, count=count, timeout=timeout_ms, domain=domain or None,
            _request_timeout=(10.0, seconds),
        )  # fmt: skip
        return tasks or []

    def update(self, task_result: TaskResult) -> None:
        """Report a result. Safe to repeat."""
        road = self._lean_road()
        if road is None or road.report("/tasks", task_result, repeatable=True) is None:
            self._ordinary_road().update_task(task_result, _request_timeout=(10.0, REPORT_TIMEOUT))

    def update_and_poll(self, task_result: TaskResult) -> Task | None:
        """Report a result and get the next task of its type, if there is one. Raises RouteMissing.

        Do not repeat it after AmbiguousAnswer, a task may have been handed out already: repeat ``update``.
        """
        path = "/tasks/update-v2"
        road = self._lean_road()
        answer = None if road is None else road.report(path, task_result)
        task: Task | None
        if road is not None and answer is not None:
            task = road.read(answer, "Task", "POST", path)
        else:
            task = self._ordinary_road().update_task_v2(task_result, _request_timeout=(10.0, REPORT_TIMEOUT))
        return task

    def close(self) -> None:
        """Close the idle connections."""
        if self._lean is not None:
            self._lean.close()

    def _lean_road(self) -> _LeanRoad | None:
        stock = self._lean is not None and requests_is_stock() and task_api_is_stock()
        return self._lean if stock else None

    def _ordinary_road(self) -> Any:
        if self._ordinary is None:
            from conductor.client.http._retry import RetryPolicy
            from conductor.client.http.api.task_resource_api import TaskResourceApi
            from conductor.client.http.rest import RESTClientObject

            self._client.rest_client = RESTClientObject(
                configuration=self._client.configuration, retry=RetryPolicy(attempts=1)
            )
            self._ordinary = TaskResourceApi(self._client)
        return self._ordinary


class _Labels:
    """Upstream: its worker's polls are labelled ``{taskType}``, those of TaskResourceApi ``{tasktype}``."""

    def __init__(self, collector: Any) -> None:
        self._collector = collector

    def record_api_request_time(self, *, metric_uri: str, **told: Any) -> None:
        """Pass it on."""
        uri = metric_uri.replace("{tasktype}", "{taskType}")
        self._collector.record_api_request_time(metric_uri=uri, **told)


class _LeanRoad:
    """Lean connections to the server, as many as threads use at a time; the same token, the same errors."""

    def __init__(self, client: ApiClient, connect: Callable[..., Any]) -> None:
        self._client = client
        self._connect = connect
        self._url = without_credentials(client.configuration.host)
        self._path = urlsplit(self._url).path
        lines = {"Host": urlsplit(self._url).netloc, "User-Agent": "conductor-python", "Accept": "*/*"}
        self._get = _written({**lines, **client.default_headers})
        self._post = self._get + b"Content-Type: application/json\r\n"
        self._idle: list[LeanConnection] = []
        self._pid = os.getpid()
        self._redirected = False

    def call(
        self,
        method: str,
        path: str,
        template: str,
        body: Any = None,
        *,
        timeout: float = REPORT_TIMEOUT,
        repeatable: bool = False,
        patience: float | None = None,
    ) -> LeanAnswer | None:
        """The answer, of 2xx; None where the server wants us elsewhere (a redirect). Raises ApiException."""
        if self._redirected:
            return None
        payload = b"" if body is None else dumps(body)
        url = self._url + path
        token = self._client.current_token()
        with measured(self._client.metrics_collector, method, url, template) as measure:
            answer = self._exchange(method, path, token, payload, timeout, repeatable, patience)
            if answer.status == 401 and token is not None:
                refused = _failures.from_answer(answer, method, url)
                if isinstance(refused, AuthorizationException) and self._client.renew_token(refused, token):
                    token = self._client.current_token()
                    answer = self._exchange(method, path, token, payload, timeout, repeatable, patience)
            measure.status = answer.status
            if 300 <= answer.status < 400:
                self._redirected = True
                return None
            self._judge(answer, method, url)
        return answer

    def report(self, path: str, result: TaskResult, *, repeatable: bool = False) -> LeanAnswer | None:
        """POST a result. Raises PendingReport where no answer comes soon."""
        try:
            return self.call("POST", path, path, result, repeatable=repeatable, patience=PATIENCE)
        except Unanswered as unanswered:
            raise _Pending(self, unanswered, path, self._url + path) from None

    def late(self, answer: LeanAnswer, path: str) -> Task | None:
        """What a report's answer says that came late."""
        self._judge(answer, "POST", self._url + path)
        task: Task | None = self.read(answer, "Task", "POST", path) if path.endswith("-v2") else None
        return task

    def _judge(self, answer: LeanAnswer, method: str, url: str) -> None:
        if answer.status >= 300:
            raise self._discreet(_failures.from_answer(answer, method, url))
        if is_page(answer):
            raise self._discreet(_failures.not_an_api_answer(answer, method, url, "a web page"))

    def _discreet(self, error: ApiException) -> ApiException:
        """The error, without the secrets that the answer may repeat."""
        error.hide(secrets_of(self._client.configuration))
        return error

    def read(self, answer: LeanAnswer, response_type: str, method: str, path: str) -> Any:
        """The answer's JSON as that type; None where it has no body."""
        if not answer.content:
            return None
        try:
            return decode(json.loads(answer.content), response_type)
        except ValueError as error:
            failure = _failures.not_an_api_answer(answer, method, self._url + path, "not JSON")
            raise self._discreet(failure) from error

    def close(self) -> None:
        """Close the connections that nobody uses now."""
        while self._idle:
            self._idle.pop().close()

    def _exchange(
        self,
        method: str,
        path: str,
        token: str | None,
        payload: bytes,
        timeout: float,
        repeatable: bool,
        patience: float | None,
    ) -> LeanAnswer:
        headers = self._get if method == "GET" else self._post
        if token is not None:
            headers += _written({_token.HEADER: token})
        if self._pid != os.getpid():  # a forked child must not share its parent's sockets
            self._idle, self._pid = [], os.getpid()
        try:
            connection = self._idle.pop()
        except IndexError:
            connection = self._connection(method, path)
        try:
            path = self._path + path
            return connection.request(
                method, path, headers, payload, timeout, repeatable=repeatable, patience=patience
            )
        finally:
            if connection.is_open:
                self._idle.append(connection)

    def _connection(self, method: str, path: str) -> LeanConnection:
        try:
            tls = tls_context(self._client.configuration)
            return LeanConnection(self._url, tls, connect=self._connect)
        except OSError as error:  # a certificate that is not there, or none
            raise _failures.not_sent(error, method, self._url + path) from error


class _Pending(PendingReport):
    """A report on the lean road that has no answer yet."""

    def __init__(self, road: _LeanRoad, unanswered: Unanswered, path: str, url: str) -> None:
        reason = f"no answer for {PATIENCE:g} s"
        super().__init__(0, reason, transient=True, method="POST", url=url, hint="It may still come.")
        self.timed_out = True
        self._road = road
        self._unanswered = unanswered
        self._path = path

    def look(self) -> bool:
        """See PendingReport."""
        answer = self._unanswered.take()
        if answer is not None:
            self.task = self._road.late(answer, self._path)
        return answer is not None


@functools.lru_cache(maxsize=1024)
def _poll_path(task_type: str, worker_id: str, domain: str | None) -> str:
    """Path and query of a poll, but for count and timeout: the same all day."""
    query = {"workerid": worker_id, **({"domain": domain} if domain else {})}
    return f"/tasks/poll/batch/{quote(task_type, safe='')}?{urlencode(query)}"


def _written(headers: dict[str, str]) -> bytes:
    for name, value in headers.items():
        if "\n" in value or "\r" in value:
            raise ValueError(f"header {name} contains a line break")
    return "".join(f"{name}: {value}\r\n" for name, value in headers.items()).encode("latin-1")
