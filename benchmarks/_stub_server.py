"""A server with a worker's endpoints only, cheap beside any client: one process, one thread, no HTTP library.

Its answers are shaped as the real server's, down to the 2 KB of a task, and so are its waits: a batch poll
which asks for more tasks than there are waits its whole time-out. It prints its port, and leaves when its
standard input closes. Whoever measures talks to ``/stub/...``; those requests are not counted.
"""

from __future__ import annotations

import heapq
import json
import os
import re
import selectors
import socket
import sys
import threading
import time
from typing import TYPE_CHECKING

from benchmarks._stub_tasks import StubTasks

if TYPE_CHECKING:
    from benchmarks._stub_tasks import Queue, Task

LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
SINGLE_WAIT = UPDATE_WAIT = 0.1  # seconds; what the real server waits where the client does not say
POLL, BATCH = b"/api/tasks/poll/", b"/api/tasks/poll/batch/"
HEAD = b"HTTP/1.1 %s\r\nContent-Type: %s\r\nDate: Sat, 21 Nov 2026 01:17:54 GMT\r\n"
CHUNKED = HEAD % (b"200 ", b"application/json") + b"Transfer-Encoding: chunked\r\n\r\n%x\r\n%b\r\n0\r\n\r\n"
PLAIN = HEAD % (b"200 ", b"text/plain;charset=UTF-8") + b"Content-Length: %d\r\n\r\n%b"
MISSING = HEAD % (b"404 ", b"application/json") + b"Content-Length: %d\r\n\r\n%b"
NO_CONTENT = b"HTTP/1.1 204 \r\nDate: Sat, 21 Nov 2026 01:17:54 GMT\r\n\r\n"


class Connection:
    """One client's connection: requests in, answers out."""

    __slots__ = ("buffer", "socket", "stub")

    def __init__(self, connected: socket.socket, stub: StubTasks) -> None:
        connected.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.socket, self.stub, self.buffer = connected, stub, b""

    def read(self) -> bool:
        """Read and answer; False when the client is gone."""
        try:
            data = self.socket.recv(1 << 18)
        except ConnectionError:
            return False
        if not data:
            return False
        self.buffer = self.buffer + data if self.buffer else data
        while self.buffer:
            end = self.buffer.find(b"\r\n\r\n") + 4
            if end < 4:
                return True
            head, length = self.buffer[:end], 0
            if not head.startswith(b"GET"):
                found = LENGTH.search(head)
                length = int(found[1]) if found else 0
            if len(self.buffer) < end + length:
                return True
            body, self.buffer = self.buffer[end : end + length], self.buffer[end + length :]
            _, target, _ = head.split(b" ", 2)
            self.handle(target, body)
        return True

    def send(self, answer: bytes) -> None:
        try:
            self.socket.sendall(answer)
        except OSError:
            return  # the reading side notices

    def handle(self, target: bytes, body: bytes) -> None:
        stub = self.stub
        path, _, query = target.partition(b"?")
        if path.startswith(b"/stub/"):
            told = json.dumps(stub.control(path, body)).encode()
            self.send(CHUNKED % (len(told), told))
            return
        stub.requests += 1
        if path.startswith(POLL):
            self.poll(path, query)
        elif path == b"/api/tasks/update-v2":
            task = stub.report(body)
            if task is None:
                self.missing()
            else:
                stub.wait(task.queue, 1, UPDATE_WAIT, lambda got: self.one(task.queue, got))
        elif path == b"/api/tasks":
            reported = stub.report(body)
            self.missing() if reported is None else self.send(PLAIN % (len(reported.id), reported.id))
        elif path.startswith(b"/api/tasks/"):
            self.missing()
        else:
            self.send(CHUNKED % (2, b"[]"))  # health, metadata: whatever a client asks at its start

    def poll(self, path: bytes, query: bytes) -> None:
        batch = path.startswith(BATCH)
        count, seconds = 1, SINGLE_WAIT
        for part in query.split(b"&"):
            name, _, value = part.partition(b"=")
            if batch and name == b"count":
                count = int(value)
            elif batch and name == b"timeout":
                seconds = int(value) / 1000
        queue = self.stub.queue(path[path.rindex(b"/") + 1 :])
        queue.polls += 1
        queue.first_poll = queue.first_poll or time.time_ns()
        self.stub.wait(
            queue, count, seconds, lambda got: self.all(queue, got) if batch else self.one(queue, got)
        )

    def all(self, queue: Queue, got: list[Task]) -> None:
        text = b"[%b]" % b",".join([queue.render(task) for task in got])
        self.send(CHUNKED % (len(text), text))

    def one(self, queue: Queue, got: list[Task]) -> None:
        text = queue.render(got[0]) if got else b""
        self.send(CHUNKED % (len(text), text) if got else NO_CONTENT)

    def missing(self) -> None:
        text = b'{"status":404,"message":"No such task found by id","retryable":false}'
        self.send(MISSING % (len(text), text))


def leave_with_parent() -> None:
    sys.stdin.buffer.read()
    os._exit(0)


def main() -> None:
    """Serve until the standard input closes."""
    threading.Thread(target=leave_with_parent, daemon=True).start()
    stub, selector = StubTasks(), selectors.DefaultSelector()
    listener = socket.create_server(("127.0.0.1", 0), backlog=256)
    selector.register(listener, selectors.EVENT_READ, None)
    print(listener.getsockname()[1], flush=True)
    while True:
        rest = stub.due[0][0] - time.monotonic() if stub.due else None
        for key, _ in selector.select(rest if rest is None or rest > 0 else 0):
            connection: Connection | None = key.data
            if connection is None:
                arrived = Connection(listener.accept()[0], stub)
                selector.register(arrived.socket, selectors.EVENT_READ, arrived)
            elif not connection.read():
                selector.unregister(connection.socket)
                connection.socket.close()
        while stub.due and stub.due[0][0] <= time.monotonic():
            heapq.heappop(stub.due)[2]()


if __name__ == "__main__":
    main()
