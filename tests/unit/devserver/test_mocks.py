from __future__ import annotations

from conductor.devserver.mocks import answers_from
from unit.devserver.workbench import Bench, shape, simple, system


def test_by_reference_before_type_and_the_last_answer_repeats():
    bench = Bench()
    bench.engine.override = answers_from(
        {"second": {"output": {"who": "ref"}}, "w": [{"output": {"n": 1}}, {"output": {"n": 2}}]}
    )
    worker = {"name": "w", "type": "SIMPLE"}
    run = bench.start(
        *({**worker, "taskReferenceName": ref} for ref in ("first", "second", "third", "fourth"))
    )
    assert [task.output for task in run.tasks] == [{"n": 1}, {"who": "ref"}, {"n": 2}, {"n": 2}]
    assert run.status == "COMPLETED"


def test_a_mocked_failure_goes_the_way_of_any_failure():
    bench = Bench()
    bench.define("w", retryCount=1)
    answers = [{"status": "FAILED", "reason": "once"}, {"output": {"ok": True}}]
    bench.engine.override = answers_from({"w": answers})
    run = bench.start(simple("w"))
    assert shape(run) == [("w", "FAILED"), ("w", "COMPLETED")]


def test_a_mock_in_a_loop_is_found_by_the_plain_name():
    bench = Bench()
    bench.engine.override = answers_from({"a": [{"output": {"more": True}}, {"output": {"more": False}}]})
    run = bench.start(system("DO_WHILE", "lp", loopCondition="$.a.more", loopOver=[simple("a")]))
    assert [task.ref for task in run.tasks] == ["lp", "a__1", "a__2"]
    assert run.status == "COMPLETED"


def test_test_runs_stop_at_the_first_task_without_an_answer():
    bench = Bench()
    bench.register(simple("a"), simple("b"))
    with bench.engine.turn():
        mocks = {"a": [{"status": "COMPLETED", "output": {"x": 1}}]}
        run = bench.engine.start({"name": "wf", "input": {}}, mocks=mocks)
    assert shape(run) == [("a", "COMPLETED"), ("b", "SCHEDULED")]
    assert bench.poll("a") == []


def test_whoever_is_not_mocked_works_as_ever():
    bench = Bench()
    bench.engine.override = answers_from({"other": {"output": {}}})
    run = bench.start(simple("a"))
    bench.work("a", outputData={"x": 1})
    assert run.output == {"x": 1}
