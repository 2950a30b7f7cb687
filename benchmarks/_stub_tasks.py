"""The tasks of the stub server: released, waited for, handed out, reported."""

from __future__ import annotations

import heapq
import json
import random
import time
from collections import deque
from pathlib import Path
from typing import Any, Callable

Json = dict[str, Any]


class Task:
    """One task and when it was released, handed out and reported (nanoseconds since 1970; 0 = not yet)."""

    __slots__ = ("handed", "id", "input", "queue", "released", "reported", "status", "times")

    def __init__(self, number: int, queue: Queue, given: bytes) -> None:
        self.id = b"%08x-0000-4000-8000-%012x" % (number, number)
        self.queue, self.input = queue, given
        self.released, self.handed, self.reported = time.time_ns(), 0, 0
        self.status, self.times = "", 0


class Queue:
    """The tasks of one type, and who waits for them."""

    def __init__(self, name: bytes, template: Json) -> None:
        parts: Json = {"taskType": name.decode(), "taskDefName": name.decode()}
        parts.update(taskId="@ID@", workflowInstanceId="@WF@", inputData="@IN@")
        text = json.dumps({**template, **parts}, separators=(",", ":")).encode()
        text = text.replace(b"%", b"%%").replace(b'"@IN@"', b"%(in)b")
        self.text = text.replace(b"@ID@", b"%(id)b").replace(b"@WF@", b"1%(id)b")
        self.pending: deque[Task] = deque()
        self.waiting: deque[Waiter] = deque()
        self.polls = self.first_poll = 0

    def take(self, count: int) -> list[Task]:
        taken: list[Task] = []
        while self.pending and len(taken) < count:
            task = self.pending.popleft()
            task.handed = time.time_ns()
            taken.append(task)
        return taken

    def render(self, task: Task) -> bytes:
        return self.text % {b"in": task.input, b"id": task.id}


class Waiter:
    """A request whose answer is still to come."""

    __slots__ = ("answer", "got", "need", "over")

    def __init__(self, need: int, got: list[Task], answer: Callable[[list[Task]], None]) -> None:
        self.need, self.got, self.answer, self.over = need, got, answer, False


class StubTasks:
    """Everything but the sockets."""

    def __init__(self) -> None:
        template = json.loads((Path(__file__).resolve().parent / "task.json").read_text("utf-8"))
        template.update(status="IN_PROGRESS", outputData={})
        self.template: Json = template
        self.queues: dict[bytes, Queue] = {}
        self.due: list[tuple[float, int, Callable[[], None]]] = []
        self.sequence = 0
        self.reset()

    def reset(self) -> None:
        self.tasks: dict[str, Task] = {}
        self.requests = self.unknown = 0
        for queue in self.queues.values():
            queue.pending.clear()
            queue.polls = queue.first_poll = 0

    def queue(self, name: bytes) -> Queue:
        if name not in self.queues:
            self.queues[name] = Queue(name, self.template)
        return self.queues[name]

    def later(self, seconds: float, call: Callable[[], None]) -> None:
        self.sequence += 1
        heapq.heappush(self.due, (time.monotonic() + seconds, self.sequence, call))

    def wait(self, queue: Queue, count: int, seconds: float, answer: Callable[[list[Task]], None]) -> None:
        """Answer when there are ``count`` tasks, or with what there is when the time is over."""
        got = [] if queue.waiting else queue.take(count)
        if len(got) == count or seconds <= 0:
            answer(got)
            return
        waiter = Waiter(count - len(got), got, answer)
        queue.waiting.append(waiter)

        def give_up() -> None:
            if not waiter.over:
                waiter.over = True
                queue.waiting.remove(waiter)
                answer(waiter.got)

        self.later(seconds, give_up)

    def release(self, queue: Queue, given: bytes) -> None:
        task = Task(len(self.tasks) + 1, queue, given)
        self.tasks[task.id.decode()] = task
        queue.pending.append(task)
        while queue.waiting and queue.pending:
            waiter = queue.waiting[0]
            taken = queue.take(waiter.need)
            waiter.got += taken
            waiter.need -= len(taken)
            if waiter.need:
                return
            waiter.over = True
            queue.waiting.popleft()
            waiter.answer(waiter.got)

    def report(self, body: bytes) -> Task | None:
        result = json.loads(body)
        task = self.tasks.get(result.get("taskId"))
        if task is None:
            self.unknown += 1
        elif result.get("status") != "IN_PROGRESS":
            task.times += 1
            if task.times == 1:
                task.reported, task.status = time.time_ns(), str(result.get("status"))
        return task

    def control(self, path: bytes, body: bytes) -> Json:
        """The measuring side: /stub/release, /stub/state, /stub/tasks, /stub/reset."""
        asked: Json = json.loads(body) if body else {}
        if path == b"/stub/release":
            self.release_all(**asked)
        elif path == b"/stub/reset":
            self.reset()
        elif path == b"/stub/tasks":
            rows = [[each.released, each.handed, each.reported] for each in self.tasks.values()]
            return {"rows": rows}
        done = [task for task in self.tasks.values() if task.times]
        return {
            "tasks": len(self.tasks),
            "reported": len(done),
            "completed": sum(task.status == "COMPLETED" for task in done),
            "repeated": sum(task.times - 1 for task in done) + self.unknown,
            "first_handed": min((task.handed for task in done), default=0),
            "last_reported": max((task.reported for task in done), default=0),
            "first_polls": {name.decode(): queue.first_poll for name, queue in self.queues.items()},
            "requests": self.requests,
            "cpu": time.process_time(),
        }

    def release_all(self, type: str, count: int, input: Json, per_second: float = 0, seed: int = 0) -> None:  # noqa: A002
        """All at once, or at random moments (as many as ``per_second`` in the mean)."""
        queue, given = self.queue(type.encode()), json.dumps(input).encode()
        chance, after = random.Random(seed), 0.0
        for _ in range(count):
            if not per_second:
                self.release(queue, given)
                continue
            after += chance.expovariate(per_second)
            self.later(after, lambda: self.release(queue, given))
