from __future__ import annotations

import pytest

from conductor.devserver import again, retention
from unit.devserver.workbench import Bench, simple, system


@pytest.fixture
def bench(monkeypatch):
    monkeypatch.setattr(retention, "MOST_FINISHED", 3)
    monkeypatch.setattr(retention, "MOST_BYTES", 1000)
    monkeypatch.setattr(retention, "ALWAYS_KEPT", 1)
    return Bench()


def test_the_oldest_finished_executions_go(bench):
    runs = [bench.start(system("NOOP", "n")) for _ in range(5)]
    kept = list(bench.engine.executions.values())
    assert kept == runs[2:]
    assert len(bench.engine.task_owner) == 3


def test_what_runs_stays(bench):
    running = bench.start(simple("a"))
    for _ in range(6):
        bench.start(system("NOOP", "n"))
    assert running.workflow_id in bench.engine.executions


def test_large_ones_go_first_come_first_gone(bench):
    runs = [bench.start(system("NOOP", "n")) for _ in range(2)]
    for run in runs:
        bench.engine.retention.weigh(run.workflow_id, 800)
    with bench.engine.turn():
        pass
    assert list(bench.engine.executions.values()) == runs[1:]


def test_children_stay_with_a_running_parent(bench):
    bench.register(system("NOOP", "n"), name="child")
    parent = bench.start(system("SUB_WORKFLOW", "s", subWorkflowParam={"name": "child"}), simple("a"))
    child = parent.tasks[0].sub_workflow_id
    bench.register(system("NOOP", "n"), name="other")
    for _ in range(6):
        with bench.engine.turn():
            bench.engine.start({"name": "other", "input": {}})
    assert child in bench.engine.executions


def test_what_was_removed_or_ended_twice_takes_nobodys_place(bench):
    first = bench.start(simple("a"))
    for _ in range(2):
        bench.answer(*bench.poll("a"))
        with bench.engine.turn():
            again.restart(bench.engine, first.workflow_id)
    bench.answer(*bench.poll("a"))
    for _ in range(4):
        with bench.engine.turn():
            bench.engine.remove(bench.start(system("NOOP", "n")))
    others = [bench.start(system("NOOP", "n")) for _ in range(2)]
    assert list(bench.engine.executions.values()) == [first, *others]
