"""What others may do to an execution while something in it takes long, off the lock."""

from __future__ import annotations

import threading
from types import SimpleNamespace

import pytest

from conductor.devserver import again, operations, statuses
from conductor.devserver.expressions import _matching
from conductor.devserver.scripts import _jq
from unit.devserver.workbench import Bench, simple, system, workflow

SLOW_JQ = {"queryExpression": "[limit(1; repeat(1))]"}


def fork(*branches):
    refs = [branch["taskReferenceName"] for branch in branches]
    forked = system("FORK_JOIN", "f", forkTasks=[[branch] for branch in branches])
    return forked, system("JOIN", "j", joinOn=refs)


@pytest.fixture
def bench(monkeypatch):
    """An engine whose slow jq programs take as long as ``bench.meanwhile(id)``."""
    made = Bench()

    def run_apart(program, data, seconds):
        (workflow_id,) = made.engine.executions
        work, made.meanwhile = made.meanwhile, lambda workflow_id: None
        with made.engine.turn():
            work(workflow_id)
        return [1]

    monkeypatch.setattr(_jq, "run_apart", run_apart)
    return made


def test_what_is_terminated_meanwhile_schedules_nothing(bench):
    bench.meanwhile = lambda key: operations.terminate(bench.engine, key, "enough")
    run = bench.start(*fork(system("JSON_JQ_TRANSFORM", "q", SLOW_JQ), simple("a")))
    assert run.status == statuses.TERMINATED
    assert run.open_tasks() == []
    assert {task.ref: task.status for task in run.tasks if task.ref in "qa"} == {
        "q": statuses.CANCELED,
        "a": statuses.CANCELED,
    }
    assert not any(bench.engine.queues.sizes().values())


def test_what_is_restarted_meanwhile_has_each_task_once(bench):
    def restart(key):
        operations.terminate(bench.engine, key, None)
        again.restart(bench.engine, key)

    bench.meanwhile = restart
    run = bench.start(*fork(system("JSON_JQ_TRANSFORM", "q", SLOW_JQ), simple("a")))
    assert sorted(task.ref for task in run.tasks) == ["a", "f", "j", "q"]
    assert len(bench.poll("a", count=5)) == 1


def test_what_is_removed_meanwhile_leaves_nothing(bench):
    bench.meanwhile = lambda key: operations.remove(bench.engine, key)
    bench.start(*fork(system("JSON_JQ_TRANSFORM", "q", SLOW_JQ), simple("a")))
    assert bench.engine.task_owner == {}
    assert not any(bench.engine.queues.sizes().values())


def test_an_end_is_in_one_piece(monkeypatch):
    bench = Bench()
    ended: list[str] = []
    bench.engine.on_end.append(lambda run: ended.append(run.status))
    terminating: list[threading.Thread] = []

    def slow(*args, **options):
        (run,) = bench.engine.executions.values()

        def terminate() -> None:
            with bench.engine.turn():
                bench.engine.terminate(run, "enough")

        terminating.append(threading.Thread(target=terminate))
        terminating[0].start()
        terminating[0].join(0.2)
        return SimpleNamespace(returncode=0)

    monkeypatch.setattr(_matching.subprocess, "run", slow)
    given = {"list": [{"name": "a" * 40}]}
    found = "${workflow.input.list[?(@.name =~ /(a+)+/)]}"
    bench.register(system("NOOP", "n"), outputParameters={"found": found})
    run = bench.start(given=given)
    terminating[0].join(5)
    assert (run.status, run.output, ended) == (statuses.COMPLETED, {"found": given["list"]}, ["COMPLETED"])


def test_an_end_that_goes_wrong_is_no_obstacle_to_the_next():
    bench = Bench()
    bench.register(simple("a"))
    first, second = bench.start(), bench.start()

    def wrong(run):
        raise RuntimeError("listener")

    bench.engine.on_end.append(wrong)
    with pytest.raises(RuntimeError, match="listener"), bench.engine.turn():
        bench.engine.terminate(first, None)
    bench.engine.on_end.clear()
    with bench.engine.turn():
        bench.engine.terminate(second, "enough")
    assert second.status == statuses.TERMINATED


def test_children_end_with_their_parent_however_deep():
    bench = Bench()
    with bench.engine.turn():
        for name, inner in (("one", "two"), ("two", "three")):
            task = system("SUB_WORKFLOW", "s", subWorkflowParam={"name": inner, "version": 1})
            bench.engine.definitions.put_workflow(workflow(task, name=name), 0, overwrite=True)
    bench.register(simple("a"), name="three")
    run = bench.start(system("SUB_WORKFLOW", "s", subWorkflowParam={"name": "one", "version": 1}))
    assert len(bench.engine.executions) == 4
    with bench.engine.turn():
        bench.engine.terminate(run, "enough")
    assert {each.status for each in bench.engine.executions.values()} == {statuses.TERMINATED}
