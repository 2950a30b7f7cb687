"""Deciding one execution as far as it goes now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conductor.devserver.decide import decide
from conductor.devserver.scripts import stepping_aside
from conductor.devserver.side_step import unlocked
from conductor.devserver.system_work import work

if TYPE_CHECKING:
    from conductor.devserver.engine import Engine
    from conductor.devserver.execution import Execution

#: Steps taken for one execution before others get the lock.
STEPS_AT_ONCE = 200


def advance(engine: Engine, execution: Execution) -> None:
    """Apply steps until there is nothing to do; a long script lets others have the lock."""
    execution.advancing = True
    try:
        with stepping_aside(lambda: unlocked(engine)):
            _advance(engine, execution)
    finally:
        execution.advancing = False


def _advance(engine: Engine, execution: Execution) -> None:
    for _ in range(STEPS_AT_ONCE):
        if engine.executions.get(execution.workflow_id) is not execution:
            return  # removed meanwhile
        seen = execution.changes
        step = decide(execution, engine.facts())
        if execution.changes != seen:
            continue  # somebody has changed it meanwhile
        for task, change in step.changes:
            execution.change(task, **change)
            if not task.open:
                engine.queues.remove(task)
        if step.ending is not None:
            engine.end(execution, step.ending)
            break
        if step.schedule:
            engine.schedule(execution, step.schedule)
        if step.again and not execution.ended:
            continue
        if execution.ended or (not work(engine, execution) and not step):
            break
    else:
        engine.touch(execution)
    execution.forget_drafts()
    execution.update_time = engine.now()
    engine.watch(execution)
    engine.journal.touch(execution)
    engine.progress.notify_all()
