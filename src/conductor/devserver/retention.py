"""How much of the past is kept."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from conductor.devserver.engine import Engine
    from conductor.devserver.execution import Execution

logger = logging.getLogger(__name__)

#: Finished executions that are kept, and the bytes that their requests may have had together.
MOST_FINISHED = 10_000
MOST_BYTES = 256 * 1024 * 1024
#: The latest ones stay whatever they weigh.
ALWAYS_KEPT = 50


class Retention:
    """Forgets the oldest finished executions when there are too many, or they are too large."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        #: In the order of their ends.
        self._finished: dict[str, Execution] = {}
        self._bytes = 0
        self._weights: dict[str, int] = {}
        self._told = False

    def weigh(self, workflow_id: str, size: int) -> None:
        """A request of ``size`` bytes belongs to that execution."""
        with self._engine.lock:
            if workflow_id in self._engine.executions:
                self._weights[workflow_id] = self._weights.get(workflow_id, 0) + size
                self._bytes += size

    def ended(self, execution: Execution) -> None:
        """This execution has ended; it may run again, then it ends again."""
        self._finished.pop(execution.workflow_id, None)
        self._finished[execution.workflow_id] = execution

    def sweep(self) -> None:
        """Forget what is too much."""
        for _ in range(len(self._finished)):
            too_many = len(self._finished) > MOST_FINISHED
            too_large = self._bytes > MOST_BYTES and len(self._finished) > ALWAYS_KEPT
            if not too_many and not too_large:
                return
            workflow_id, execution = next(iter(self._finished.items()))
            del self._finished[workflow_id]
            if not execution.ended:
                continue
            parent = self._engine.find(execution.parent_id) if execution.parent_id else None
            if parent is not None and not parent.ended:
                self._finished[workflow_id] = execution
                continue
            if not self._told:
                self._told = True
                logger.warning(
                    "from now on the oldest finished executions are dropped: %s are kept at most, and %s MB",
                    MOST_FINISHED,
                    MOST_BYTES // (1024 * 1024),
                )
            self._engine.remove(execution)

    def forget(self, execution: Execution) -> None:
        """The execution is gone."""
        self._finished.pop(execution.workflow_id, None)
        self._bytes -= self._weights.pop(execution.workflow_id, 0)
