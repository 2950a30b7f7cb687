"""Letting go of the engine's lock in the midst of deciding, for what takes long."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Generator
    from typing import Protocol

    from conductor.devserver.engine import Engine

    class _Reentrant(Protocol):
        """What a Condition asks of the lock that it lets go of."""

        def _release_save(self) -> object: ...

        def _acquire_restore(self, state: object) -> None: ...


@contextmanager
def unlocked(engine: Engine) -> Generator[None, None, None]:
    """Others may change anything meanwhile: whoever decides looks at ``Execution.changes`` afterwards."""
    lock = cast("_Reentrant", engine.lock)
    engine.jobs.begin()  # time does not skip meanwhile
    depth = engine.depth
    engine.depth = 0
    state = lock._release_save()
    try:
        yield
    finally:
        lock._acquire_restore(state)
        engine.depth = depth
        engine.jobs.end()
