"""One worker's place in a handler: the process or thread that serves it, and what happened to it so far."""

from __future__ import annotations

import logging
import os
import pickle
import signal
import threading
from typing import TYPE_CHECKING, Any, Protocol

from conductor.client.automator import _child, _launch, _logs
from conductor.client.automator._ledger import Held, Ledger
from conductor.client.automator._runner import OUTBOX_CAPACITY, Left, Runner

if TYPE_CHECKING:
    from conductor.client.automator._crew import Crew
    from conductor.client.automator._settings import Settings
    from conductor.client.worker.worker_interface import WorkerInterface

logger = logging.getLogger(__name__)

_UNKNOWN = 255  # the exit status of a forkserver's child that nobody could see end


class Place(Protocol):
    """What the supervisor needs of a worker, wherever that runs."""

    worker: WorkerInterface
    process: Any
    left: Left | None

    def start(self) -> None:
        """Start it."""
        ...

    def stop(self, grace: float) -> None:
        """Ask it to drain within ``grace`` seconds; returns at once."""
        ...

    def hear(self) -> str | None:
        """Read what it said since; the answer is why it cannot run in a process of its own, if it cannot."""
        ...

    def waitables(self) -> list[Any]:
        """What becomes ready when there is something to hear, or when it has ended."""
        ...

    def ended(self) -> bool:
        """Whether it has ended."""
        ...

    def kill(self) -> None:
        """End it now, if that is possible."""
        ...

    def remains(self) -> list[Held]:
        """The tasks that it held when it ended."""
        ...

    def close(self) -> None:
        """Let go of what belongs to it."""
        ...


class ProcessPlace:
    """A worker in a process of its own."""

    def __init__(self, worker: WorkerInterface, crew: Crew, context: Any) -> None:
        self.worker = worker
        self.left: Left | None = None
        self.told_started = False
        self._crew = crew
        self._context = context
        self._launch: Any = None
        self._connection: Any = None
        self._ledger: Ledger | None = None
        self._settings: Settings | None = None
        name = f"conductor-{worker.task_definition_names[0]}"
        self._target = _Target()
        self.process: Any = context.Process(target=self._target, name=name)

    def start(self) -> None:
        """Start the process."""
        around = self._crew.surroundings(self._context.get_start_method())
        ours, theirs = self._context.Pipe()
        rows = int(getattr(self.worker, "thread_count", 1) or 1) + OUTBOX_CAPACITY
        self._ledger = Ledger.create(min(rows, 4000))
        self._settings = self._crew.resolve(self.worker)
        self._target.launch = _launch.Launch(
            surroundings=around,
            worker=pickle.dumps(self.worker),
            settings=self._settings,
            ledger=self._ledger.path,
            rows=self._ledger.rows,
            # A forked process holds its siblings' ends of their pipes: there only the parent's number tells.
            parent=os.getpid() if self._context.get_start_method() == "fork" else 0,
            road=_logs.open_road(around.logs),
            connection=theirs,
        )
        self._connection = ours
        _launch.start(self.process)
        theirs.close()
        self._target.launch = None

    def stop(self, grace: float) -> None:
        """Ask it to drain."""
        try:
            self._connection.send(("stop", grace))
        except (OSError, AttributeError):
            logger.debug("worker %s has ended already", self.worker.task_definition_names[0])

    def hear(self) -> str | None:
        """Read what it said."""
        while self._connection is not None:
            try:
                if not self._connection.poll():
                    return None
                what, value = self._connection.recv()
            except (EOFError, OSError):
                self._connection.close()
                self._connection = None
                return None
            if what == "unimportable":
                return str(value)
            if what == "left":
                self.left = value
            elif what == "started":
                self.told_started = True
                assert self._settings is not None
                self._settings.announce(self.worker, value)
        return None

    def waitables(self) -> list[Any]:
        """Its sentinel, and its end of the pipe."""
        found: list[Any] = []
        if self.process.pid is not None and self.process.is_alive():
            found.append(self.process.sentinel)
        if self._connection is not None:
            found.append(self._connection)
        return found

    def ended(self) -> bool:
        """Whether the process is gone."""
        if self.process.pid is None or self.process.is_alive():
            return False
        # A forkserver that was killed cannot tell: then only the end of the pipe is the end of the process.
        return self.process.exitcode != _UNKNOWN or self._connection is None

    def kill(self) -> None:
        """SIGKILL."""
        pid = self.process.pid
        if pid is None or self.ended():
            return
        if self.process.is_alive():
            self.process.kill()
            self.process.join(5)
        else:
            os.kill(pid, signal.SIGKILL)

    def remains(self) -> list[Held]:
        """Of a process that said good-bye, what it named; else what stands in its ledger."""
        if self.left is not None:
            return self.left.running
        return [] if self._ledger is None else self._ledger.held()

    def silence(self) -> float:
        """Seconds for which the process, or its poll loop, has been silent beyond what is normal."""
        if self._ledger is None or not self.told_started:
            return 0.0
        pulse, overdue = self._ledger.silence()
        return max(pulse, overdue)

    def close(self) -> None:
        """Close the pipe, remove the ledger."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        if self._ledger is not None:
            self._ledger.remove()
            self._ledger = None


class _Target:
    """The process's function; what it needs is filled in just before the start."""

    def __init__(self) -> None:
        self.launch: Any = None

    def __call__(self) -> None:
        _child.main(self.launch)


class ThreadPlace:
    """A worker in threads of this process. ``process`` is a stand-in with the attributes of a Process."""

    def __init__(self, worker: WorkerInterface, crew: Crew) -> None:
        self.worker = worker
        self.left: Left | None = None
        self.process: Any = self
        self.pid: int | None = None
        self.name = f"conductor-{worker.task_definition_names[0]}"
        self.exitcode: int | None = None
        self.daemon = False
        self._crew = crew
        self._grace: float | None = None
        self._stop = threading.Event()
        self._over = threading.Event()
        self._runner: Runner | None = None
        # A daemon, held by the supervisor's thread, which is none.
        self._thread = threading.Thread(target=self._run, name=f"{self.name}-keeper", daemon=True)

    def start(self) -> None:
        """Start the worker's threads."""
        self.pid = os.getpid()
        self._runner = self._crew.assemble(self.worker)
        self._runner.start(prepare=True)
        self._thread.start()

    def _run(self) -> None:
        try:
            self._stop.wait()
            assert self._runner is not None
            self.left = self._runner.drain(self._crew.grace if self._grace is None else self._grace)
            self.exitcode = 0
        finally:
            self._over.set()
            self._crew.wake()

    def stop(self, grace: float) -> None:
        """Ask it to drain."""
        self._grace = grace
        self._stop.set()

    def hear(self) -> str | None:
        """Nothing is said between threads."""
        return None

    def waitables(self) -> list[Any]:
        """None: the end wakes the supervisor."""
        return []

    def ended(self) -> bool:
        """Whether it has drained."""
        return self._over.is_set()

    def is_alive(self) -> bool:
        """As of a process."""
        return self._thread.is_alive()

    def join(self, timeout: float | None = None) -> None:
        """As of a process."""
        if self.pid is not None:
            self._over.wait(timeout)

    def terminate(self) -> None:
        """As of a process: ask it to drain."""
        self.stop(self._crew.grace)

    def kill(self) -> None:
        """Threads cannot be killed: what runs ends with the program."""

    def remains(self) -> list[Held]:
        """The tasks whose functions still run: in threads of this program that is found out anew."""
        return [] if self._runner is None or self.left is None else self._runner.running()

    def silence(self) -> float:
        """Nobody can watch it from outside."""
        return 0.0

    def close(self) -> None:
        """Nothing to let go of."""
