"""The shell around ``decide``: it owns the executions, the lock and the time, and applies each step."""

from __future__ import annotations

import threading
import time
import uuid
from collections import deque
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any, Callable

from conductor.devserver import statuses
from conductor.devserver.advance import advance
from conductor.devserver.background import Background, task_job
from conductor.devserver.clock import Clock, RealClock, SkippingClock
from conductor.devserver.decide import Ending
from conductor.devserver.definitions import Definitions
from conductor.devserver.domains import domain_for
from conductor.devserver.due import next_moment
from conductor.devserver.ending import end_execution
from conductor.devserver.events import Events
from conductor.devserver.facts import Facts
from conductor.devserver.journal import Journal
from conductor.devserver.launch import launch
from conductor.devserver.limits import Limits
from conductor.devserver.mocks import Override, accept, mocked
from conductor.devserver.poll_data import PollData
from conductor.devserver.queues import Queues
from conductor.devserver.retention import Retention
from conductor.devserver.schedules import Schedules
from conductor.devserver.scripts import stepping_aside
from conductor.devserver.store import MemoryStore, Store
from conductor.devserver.task_logs import TaskLogs
from conductor.devserver.tasks import is_system, kind_of
from conductor.devserver.tasks.kind import is_gone
from conductor.devserver.timekeeper import Timekeeper
from conductor.devserver.timeline import Timeline
from conductor.devserver.turn import Turn

if TYPE_CHECKING:
    from conductor.devserver.execution import Execution
    from conductor.devserver.task_run import TaskRun
    from conductor.devserver.tasks.kind import Finish

#: Real seconds spent on decisions before others get the lock.
SECONDS_PER_TURN = 0.1


class Engine:
    """Executions, definitions and queues behind one lock.

    Whatever changes them does so within :meth:`turn`; at its end everything that follows has been decided,
    written to the store, and told to those who wait.
    """

    def __init__(self, clock: Clock | None = None, store: Store | None = None) -> None:
        self.lock = threading.RLock()
        self.clock: Clock = clock or RealClock()
        self.store: Store = store or MemoryStore()
        self.timeline = Timeline()
        self.queues = Queues()
        self.poll_data = PollData()
        self.limits = Limits()
        self.retention = Retention(self)
        self.executions: dict[str, Execution] = {}
        self.task_owner: dict[str, str] = {}
        self.definitions = Definitions(self.store)
        self.logs = TaskLogs(self.store)
        self.events = Events(self)
        self.schedules = Schedules(self)
        self.journal = Journal(self)
        self.jobs = Background()
        self.override: Override | None = None
        self.closed = False
        #: Told under the lock of every execution that has ended.
        self.on_end: list[Callable[[Execution], None]] = []
        self.progress = threading.Condition(self.lock)
        self._arrivals: dict[str, threading.Condition] = {}
        self._todo: deque[str] = deque()
        self._queued: set[str] = set()
        #: How many turns are open inside each other.
        self.depth = 0
        self._doomed: list[tuple[Execution, str | None]] = []
        self.timekeeper = Timekeeper(self)
        if isinstance(self.clock, SkippingClock):
            self.clock.attach(self.timekeeper.sleep)
        self.journal.load()
        self.schedules.load()

    # -- turns
    def turn(self) -> Turn:
        """Hold the lock (``with``); on the way out decide, store, and wake who waits."""
        return Turn(self)

    def enter(self) -> None:
        """Begin a turn."""
        self.lock.acquire()
        self.depth += 1

    def leave(self) -> None:
        """End a turn."""
        try:
            if self.depth == 1:
                self._conclude()
        finally:
            self.depth -= 1
            self.lock.release()

    def _conclude(self) -> None:
        done = False
        try:
            done = self._pump()
        finally:
            if not done:  # time is up, or one went wrong: the others need not wait for a request
                self.timekeeper.hurry()
            self.retention.sweep()
            self.journal.write()

    def now(self) -> int:
        """The moment in epoch milliseconds."""
        return self.clock.now()

    def facts(self) -> Facts:
        """What deciding may know."""
        return Facts(self.clock.now(), new_id, self.definitions.task, self.definitions.latest_version)

    def touch(self, execution: Execution) -> None:
        """Decide on this execution before the turn ends."""
        self.journal.touch(execution)
        execution.changes += 1
        if execution.workflow_id not in self._queued:
            self._queued.add(execution.workflow_id)
            self._todo.append(execution.workflow_id)

    def _pump(self) -> bool:
        """Decide what is to be decided; whether nothing is left."""
        enough = time.monotonic() + SECONDS_PER_TURN
        while time.monotonic() < enough:
            if not self._todo and not (self.events.drain() and self._todo):
                return True
            workflow_id = self._todo.popleft()
            self._queued.discard(workflow_id)
            execution = self.executions.get(workflow_id)
            if execution is not None and not execution.advancing:
                self.advance(execution)
        return False

    @property
    def has_more(self) -> bool:
        """Whether executions wait to be decided."""
        return bool(self._todo)

    def advance(self, execution: Execution) -> None:
        """Apply steps until there is nothing to do."""
        advance(self, execution)

    def watch(self, execution: Execution) -> None:
        """Be woken when the next time-out, WAIT or delayed start of the execution is due."""
        due = None if execution.ended else next_moment(execution, self.now())
        if due is None:
            self.timeline.clear("execution", execution.workflow_id)
        else:
            self.alarm("execution", execution.workflow_id, due)

    def alarm(self, kind: str, key: str, due: int) -> None:
        """Be woken at ``due``."""
        if self.timeline.set(kind, key, due):
            self.timekeeper.hurry()

    # -- what tasks ask for
    def schedule(self, execution: Execution, tasks: list[TaskRun]) -> None:
        """Take new tasks into the execution: number them, queue them or let the server run them."""
        now = self.now()
        taken: list[TaskRun] = []
        for task in tasks:
            known = execution.latest.get(task.ref)
            if known is not None and known.retry_count == task.retry_count:
                continue
            task.workflow_id = execution.workflow_id
            task.seq = execution.next_seq
            task.scheduled_time = now
            task.first_scheduled_time = task.first_scheduled_time or now
            task.system = is_system(task.type)
            if not task.deliver_at:
                task.deliver_at = task.deliverable(now)
            if not task.system and execution.task_to_domain:
                task.domain = domain_for(task.type, execution.task_to_domain, self.poll_data, time.time())
            self.task_owner[task.task_id] = execution.workflow_id
            execution.add(task)
            taken.append(task)
        for task in taken:
            # What runs at once may let others end, restart or remove the execution.
            if self.find(execution.workflow_id) is execution and not is_gone(execution, task):
                self.assign(execution, task)

    def assign(self, execution: Execution, task: TaskRun) -> None:
        """Have a mock, the server or a worker do the task."""
        if self.override is not None and execution.mocks is None and task.deliver_at > self.now():
            self.alarm("mock", task.task_id, task.deliver_at)  # a mock waits for the delay, as a worker does
            return
        answer = mocked(self.override, execution, task)
        if answer is not None:
            accept(execution, task, answer, self.now())
        elif not task.system:
            self.offer(task)
        elif kind_of(task.type).at_once:
            kind_of(task.type).run(execution, task, self)

    def offer(self, task: TaskRun) -> None:
        """Put a task into its queue and wake a worker that waits there."""
        name = self.queues.push(task)
        if task.deliver_at > self.now():
            due = self.queues.get(name).next_due()
            if due is not None:
                self.alarm("queue", name, due)
        else:
            self.arrived(name)

    def arrived(self, name: str) -> None:
        """Wake one who polls that queue."""
        condition = self._arrivals.get(name)
        if condition is not None:
            condition.notify()

    def arrival(self, name: str) -> threading.Condition:
        """What a long poll of that queue waits on."""
        condition = self._arrivals.get(name)
        if condition is None:
            condition = self._arrivals[name] = threading.Condition(self.lock)
        return condition

    def find(self, workflow_id: str) -> Execution | None:
        """An execution by id."""
        return self.executions.get(workflow_id)

    def start(self, request: dict[str, Any], **origin: Any) -> Execution:
        """Start an execution; it is decided later in this turn."""
        execution = launch(self, request, **origin)
        self.executions[execution.workflow_id] = execution
        self.touch(execution)
        return execution

    def end(self, execution: Execution, ending: Ending, from_outside: bool = False) -> None:
        """End an execution as ``ending`` says, in one piece, however long that takes."""
        with stepping_aside(nullcontext):
            end_execution(self, execution, ending, from_outside=from_outside)
        self.retention.ended(execution)
        for listener in self.on_end:
            listener(execution)

    def terminate(self, execution: Execution, reason: str | None) -> None:
        """End an execution from outside, and its children after it; no failure workflow follows."""
        self._doomed.append((execution, reason))
        if len(self._doomed) > 1:
            return  # the loop below has called us
        try:
            for doomed, why in self._doomed:  # which grows meanwhile
                if doomed.status not in (statuses.COMPLETED, statuses.TERMINATED):
                    # Server: also one that failed or timed out becomes TERMINATED (terminate_failed).
                    self.end(doomed, Ending(statuses.TERMINATED, why), from_outside=True)
        finally:
            self._doomed.clear()

    def remove(self, execution: Execution) -> None:
        """Forget an execution altogether."""
        execution.changes += 1
        for task in execution.tasks:
            self.queues.remove(task)
            self.task_owner.pop(task.task_id, None)
            self.logs.forget(task.task_id)
        self.executions.pop(execution.workflow_id, None)
        self.timeline.clear("execution", execution.workflow_id)
        self.retention.forget(execution)
        self.journal.forget(execution)

    def publish(self, event: str, payload: dict[str, Any], message_id: str) -> None:
        """Put a message on an internal queue."""
        self.events.publish(event, payload, message_id)

    def background(self, execution: Execution, task: TaskRun, job: Callable[[], Finish]) -> None:
        """Run ``job`` off the lock, and what it returns within a turn."""
        self.jobs.submit(task_job(self, execution, task, job))

    def close(self) -> None:
        """Stop the time, send open polls home and let go of the file."""
        self.closed = True
        self.timekeeper.stop()
        with self.lock:
            self.progress.notify_all()
            for condition in self._arrivals.values():
                condition.notify_all()
        self.jobs.close()
        self.store.close()


def new_id() -> str:
    """A new id."""
    return str(uuid.uuid4())
