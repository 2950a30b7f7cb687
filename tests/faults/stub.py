"""A server of the few routes that a worker uses, which can be told to fail, and what became of each task."""

from __future__ import annotations

import json
import socket
import struct
import threading
import time
from collections import deque
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, Callable
from urllib.parse import parse_qs, urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass
class Row:
    """One task: how often it was handed out, and what came back. IN_PROGRESS puts it back."""

    id: str
    kind: str
    input: dict[str, Any]
    handed: int = 0
    status: str = "SCHEDULED"
    results: list[dict[str, Any]] = field(default_factory=list)
    returned: int = 0
    output: dict[str, Any] = field(default_factory=dict)


@dataclass
class Fault:
    """Fails ``times`` requests to ``route`` (poll, v1, v2, token), after letting ``after`` pass.

    ``mode``: a status, "reset", "apply_reset" (do it, then lose the answer), "hang" (for ``seconds``, then
    reset), "late" (after ``seconds``, do it and answer).
    """

    route: str
    mode: int | str
    times: int = 1
    after: int = 0
    seconds: float = 0.0
    body: str = '{"message": "injected"}'
    headers: dict[str, str] = field(default_factory=dict)


class Stub:
    """Use :func:`running`. Conditions are waited for, never slept for."""

    def __init__(self) -> None:
        self.changed = threading.Condition()
        self.rows: dict[str, Row] = {}
        self.queue: deque[str] = deque()
        self.faults: list[Fault] = []
        self.requests: dict[str, int] = {}
        self.pollers: dict[str, int] = {}
        self.open_polls = 0
        self.has_v2 = True
        self.tokens: set[str] | None = None
        self.url = ""

    def add(self, kind: str, count: int = 1, **inputs: Any) -> list[str]:
        """Put tasks into the queue; the answer are their ids."""
        with self.changed:
            first = len(self.rows)
            ids = [f"task-{first + n}" for n in range(count)]
            for number, task_id in enumerate(ids):
                self.rows[task_id] = Row(task_id, kind, {"n": first + number, **inputs})
                self.queue.append(task_id)
            self.changed.notify_all()
        return ids

    def fail(self, *faults: Fault) -> None:
        """Let requests fail."""
        with self.changed:
            self.faults += faults

    def wait(self, until: Callable[[], Any], seconds: float = 30.0, what: str = "") -> None:
        """Wait for a condition over what the stub knows."""
        with self.changed:
            assert self.changed.wait_for(until, seconds), f"{what or 'not reached'}: {self.summary()}"

    def summary(self) -> str:
        """What became of the tasks, for messages."""
        counts: dict[str, int] = {}
        for row in self.rows.values():
            counts[row.status] = counts.get(row.status, 0) + 1
        return f"tasks {counts}, requests {self.requests}, polled {self.pollers}"

    def done(self) -> int:
        """How many tasks have an end."""
        return sum(row.status not in ("SCHEDULED", "IN_PROGRESS") for row in self.rows.values())

    def lost(self) -> list[str]:
        """Tasks that were handed out and of which nothing was heard."""
        return [row.id for row in self.rows.values() if row.status == "IN_PROGRESS"]

    # -- what the routes do; the lock is held

    def take(self, kind: str, count: int) -> list[dict[str, Any]]:
        taken: list[dict[str, Any]] = []
        for task_id in list(self.queue):
            row = self.rows[task_id]
            if row.kind == kind and len(taken) < count:
                self.queue.remove(task_id)
                row.status, row.handed = "IN_PROGRESS", row.handed + 1
                taken.append(
                    {
                        "taskId": row.id, "workflowInstanceId": f"wf-{row.id}",
                        "taskType": kind, "taskDefName": kind, "status": "IN_PROGRESS",
                        "inputData": row.input, "pollCount": row.handed,
                        "responseTimeoutSeconds": 600,
                    }
                )  # fmt: skip
        if taken:
            self.changed.notify_all()
        return taken

    def apply(self, result: dict[str, Any]) -> Row | None:
        row = self.rows.get(str(result.get("taskId")))
        if row is None:
            return None
        if result.get("extendLease"):
            self.requests["lease"] = self.requests.get("lease", 0) + 1
        elif result["status"] == "IN_PROGRESS":
            row.status, row.returned, row.output = (
                "SCHEDULED",
                row.returned + 1,
                result.get("outputData") or {},
            )
            if not result.get("callbackAfterSeconds"):
                self.queue.append(row.id)
        elif row.status not in ("COMPLETED", "FAILED", "FAILED_WITH_TERMINAL_ERROR"):
            row.status = result["status"]
            row.results.append(result)
        else:
            row.results.append(result)
        self.changed.notify_all()
        return row

    def fault_for(self, route: str) -> Fault | None:
        for fault in self.faults:
            if fault.route != route:
                continue
            if fault.after > 0:
                fault.after -= 1
            elif fault.times > 0:
                fault.times -= 1
                return fault
        return None


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1
    disable_nagle_algorithm = True
    stub: Stub

    def log_message(self, format: str, *args: object) -> None:
        pass

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        query = {k: v[0] for k, v in parse_qs(parts.query).items()}
        if parts.path.startswith("/api/tasks/poll/batch/"):
            self._do("poll", lambda: self._poll(parts.path.rsplit("/", 1)[1], query))
        elif parts.path.startswith("/api/tasks/"):
            self._do("get", lambda: self._get(parts.path.rsplit("/", 1)[1]))
        else:
            self._answer(404, {"message": f"No static resource {parts.path}"})

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers.get("Content-Length") or 0)) or b"{}")
        path = urlsplit(self.path).path
        if path == "/api/tasks":
            self._do("v1", lambda: self._update(body, False))
        elif path == "/api/tasks/update-v2" and self.stub.has_v2:
            self._do("v2", lambda: self._update(body, True))
        elif path == "/api/token":
            self._do("token", self._token)
        else:
            self._answer(404, {"status": 404, "message": f"No static resource {path[1:]}."})

    def _do(self, route: str, act: Callable[[], None]) -> None:
        stub = self.stub
        with stub.changed:
            stub.requests[route] = stub.requests.get(route, 0) + 1
            fault = stub.fault_for(route)
            stub.changed.notify_all()
            allowed = (
                route == "token" or stub.tokens is None or self.headers.get("X-Authorization") in stub.tokens
            )
        if fault is not None and fault.mode == "hang":
            time.sleep(fault.seconds)
            self._reset()
        elif fault is not None and fault.mode == "reset":
            self._reset()
        elif fault is not None and isinstance(fault.mode, int):
            self._answer(fault.mode, fault.body, fault.headers)
        elif not allowed:
            self._answer(401, {"error": "EXPIRED_TOKEN", "message": "The token has expired", "status": 401})
        else:
            if fault is not None and fault.mode == "late":
                time.sleep(fault.seconds)
            self.losing = fault is not None and fault.mode == "apply_reset"
            act()

    losing = False

    def _poll(self, kind: str, query: dict[str, str]) -> None:
        stub = self.stub
        count, until = int(query["count"]), time.monotonic() + int(query["timeout"]) / 1000
        with stub.changed:
            stub.pollers[kind] = stub.pollers.get(kind, 0) + 1
            stub.open_polls += 1
            stub.changed.notify_all()
            taken = stub.take(kind, count)
            while len(taken) < count and time.monotonic() < until:
                stub.changed.wait(max(0.0, until - time.monotonic()))
                taken += stub.take(kind, count - len(taken))
            stub.open_polls -= 1
            stub.changed.notify_all()
        self._answer(200, taken)

    def _get(self, task_id: str) -> None:
        row = self.stub.rows.get(task_id)
        if row is None:
            self._answer(404, {"message": "No such task"})
        else:
            self._answer(200, {"taskId": row.id, "status": row.status, "outputData": row.output})

    def _update(self, result: dict[str, Any], v2: bool) -> None:
        stub = self.stub
        with stub.changed:
            row = stub.apply(result)
            following = stub.take(row.kind, 1) if row is not None and v2 else []
        if self.losing:
            self._reset()
        elif row is None:
            self._answer(404, {"message": "No such task found by id"})
        elif not v2:
            self._answer(200, row.id)
        elif following:
            self._answer(200, following[0])
        else:
            self._answer(204, None)

    def _token(self) -> None:
        stub = self.stub
        with stub.changed:
            token = f"token-{stub.requests['token']}"
            if stub.tokens is not None:
                stub.tokens.add(token)
        self._answer(200, {"token": token})

    def _reset(self) -> None:
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.close_connection = True
        self.connection.close()

    def _answer(self, status: int, body: Any, headers: dict[str, str] | None = None) -> None:
        data = b"" if body is None else (body if isinstance(body, str) else json.dumps(body)).encode()
        try:
            self.send_response(status)
            self.send_header("Content-Type", "text/plain" if isinstance(body, str) else "application/json")
            for name, value in (headers or {}).items():
                self.send_header(name, value)
            if status != 204:
                self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)
            self.wfile.flush()
        except OSError:
            self.close_connection = True


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, *arguments: Any) -> None:
        self.open: set[socket.socket] = set()
        super().__init__(*arguments)

    def process_request(self, request: Any, client_address: Any) -> None:
        self.open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        self.open.discard(request)
        super().shutdown_request(request)

    def drop_connections(self) -> None:
        """As when the machine goes away: answers in the making never arrive."""
        for connection in list(self.open):
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that is gone is what these tests are about."""


@contextmanager
def running(port: int = 0, stub: Stub | None = None) -> Iterator[Stub]:
    """Run a stub; with ``stub`` and ``port`` the same again, after it was away."""
    stub = stub or Stub()
    handler = type("Handler", (_Handler,), {"stub": stub})
    server = _Server(("127.0.0.1", port), handler)
    stub.url = f"http://127.0.0.1:{server.server_address[1]}/api"
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield stub
    finally:
        server.shutdown()
        server.server_close()
        server.drop_connections()
        thread.join(10)
