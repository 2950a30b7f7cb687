"""Each system task on an engine whose time stands still."""

from __future__ import annotations

import pytest

from conductor.devserver.refusal import BadRequest
from conductor.devserver.tasks import http
from unit.devserver.workbench import START, Bench, shape, simple, system


def script(ref, text, **inputs):
    return system("INLINE", ref, {"evaluatorType": "javascript", "expression": text, **inputs})


def outputs(run):
    return {task.ref: task.output for task in run.tasks}


def test_inline_gives_the_value_of_its_script():
    run = Bench().start(script("i", "$.a + 1", a="${workflow.input.n}"), given={"n": 41})
    assert (run.status, run.output) == ("COMPLETED", {"result": 42})


def test_a_script_that_throws_fails_for_good():
    run = Bench().start(script("i", "throw new Error('no')"))
    assert shape(run) == [("i", "FAILED_WITH_TERMINAL_ERROR")]
    assert "no" in (run.reason or "")
    assert "no" in run.output["error"]


@pytest.mark.parametrize("expression", [None, "", "  "])
def test_an_inline_without_expression_fails(expression):
    bench = Bench()
    run = bench.start(system("INLINE", "i", {"evaluatorType": "javascript", "expression": expression}))
    assert run.status == "FAILED"
    assert "Empty 'expression'" in (run.reason or "")


def test_lambda_is_a_functions_body():
    run = Bench().start(
        system("LAMBDA", "l", {"scriptExpression": "if ($.a) { return $.a } return 0", "a": 5})
    )
    assert run.output == {"result": 5}
    run = Bench().start(system("LAMBDA", "l", {"scriptExpression": "$.a", "a": 5}))
    assert run.output == {"result": None}


def test_jq():
    run = Bench().start(system("JSON_JQ_TRANSFORM", "j", {"queryExpression": ".a[]", "a": [1, 2]}))
    assert run.output == {"result": 1, "resultList": [1, 2]}
    run = Bench().start(system("JSON_JQ_TRANSFORM", "j", {"queryExpression": ".a.b", "a": "text"}))
    assert (run.status, list(run.output)) == ("FAILED", ["error"])


def test_set_variable():
    run = Bench().start(
        system("SET_VARIABLE", "v", {"x": "${workflow.input.n}"}),
        script("i", "$.x", x="${workflow.variables.x}"),
        given={"n": 7},
    )
    assert (run.variables, run.output) == ({"x": 7}, {"result": 7})
    assert outputs(run)["v"] == {}


def test_noop_keeps_no_input():
    run = Bench().start(system("NOOP", "n", {"a": 1}))
    assert (run.status, run.tasks[0].input) == ("COMPLETED", {})


def test_human_waits_for_somebody():
    bench = Bench()
    run = bench.start(system("HUMAN", "h"))
    assert shape(run) == [("h", "IN_PROGRESS")]
    bench.signal(run, "h", by="me")
    assert (run.status, run.output) == ("COMPLETED", {"by": "me"})


def test_wait_for_a_duration():
    bench = Bench()
    run = bench.start(system("WAIT", "w", {"duration": "2 hours"}), simple("a"))
    bench.pass_time(7199)
    assert shape(run) == [("w", "IN_PROGRESS")]
    bench.pass_time(1)
    assert shape(run) == [("w", "COMPLETED"), ("a", "SCHEDULED")]


def test_wait_until_a_moment_that_has_passed():
    run = Bench().start(system("WAIT", "w", {"until": "2020-01-31 10:00 UTC"}))
    assert run.status == "COMPLETED"


def test_a_wait_that_cannot_be_read():
    bench = Bench()
    with pytest.raises(BadRequest, match="Not valid duration: a while"):
        bench.start(system("WAIT", "w", {"duration": "a while"}))
    run = bench.start(system("WAIT", "w", {"until": "31.1.2031"}))
    assert shape(run) == [("w", "FAILED_WITH_TERMINAL_ERROR")]
    assert run.status == "FAILED"
    run = bench.start(system("WAIT", "w", {"until": "2031-01-01", "duration": "1s"}))
    assert shape(run) == [("w", "FAILED_WITH_TERMINAL_ERROR")]
    assert "Both 'duration' and 'until' specified" in run.tasks[0].reason


@pytest.mark.parametrize(
    ("status", "output", "result"),
    [("COMPLETED", {"k": 1}, {"k": 1}), ("FAILED", "text", {"output": "text"}), ("TERMINATED", None, {})],
)
def test_terminate(status, output, result):
    inputs = {"terminationStatus": status, "workflowOutput": output, "terminationReason": "why"}
    run = Bench().start(system("TERMINATE", "t", inputs), simple("never"))
    assert (run.status, run.output, run.reason) == (status, result, "why")
    assert shape(run) == [("t", "COMPLETED")]


def test_dynamic_takes_its_name_from_the_input():
    bench = Bench()
    run = bench.start(
        system("DYNAMIC", "d", {"which": "${workflow.input.w}"}, dynamicTaskNameParam="which"),
        given={"w": "real"},
    )
    bench.work("real", outputData={"x": 1})
    assert (run.status, run.output, run.tasks[0].type) == ("COMPLETED", {"x": 1}, "real")
    run = bench.start(given={})
    assert run.status == "FAILED"
    assert "Parameter= which" in (run.reason or "")


def test_a_dynamic_task_can_be_a_system_task():
    given = {"t": "INLINE", "evaluatorType": "javascript", "expression": "7"}
    run = Bench().start(system("DYNAMIC", "d", given, dynamicTaskNameParam="t"))
    assert run.output == {"result": 7}


FORK = system("FORK_JOIN", "f", forkTasks=[[simple("a"), simple("a2")], [simple("b")]])
JOIN = system("JOIN", "j", joinOn=["a2", "b"])


def test_a_join_collects_what_it_joins_on():
    bench = Bench()
    run = bench.start(FORK, JOIN, simple("end"))
    bench.work("a")
    bench.work("b", outputData={"b": 1})
    assert run.latest["j"].status == "IN_PROGRESS"
    bench.work("a2", outputData={"a": 2})
    assert outputs(run)["j"] == {"a2": {"a": 2}, "b": {"b": 1}}
    assert shape(run)[-1] == ("end", "SCHEDULED")


def test_a_join_waits_for_a_retry():
    bench = Bench()
    bench.define("a2", retryCount=1)
    run = bench.start(FORK, JOIN)
    bench.work("a")
    bench.work("b")
    bench.work("a2", "FAILED", reasonForIncompletion="once")
    assert run.latest["j"].status == "IN_PROGRESS"
    bench.work("a2")
    assert run.status == "COMPLETED"


def test_a_failure_in_a_branch_cancels_the_others():
    bench = Bench()
    bench.define("a", retryCount=0)
    run = bench.start(FORK, JOIN)
    bench.work("a", "FAILED", reasonForIncompletion="boom")
    assert run.status == "FAILED"
    assert shape(run) == [("f", "COMPLETED"), ("a", "FAILED"), ("b", "CANCELED"), ("j", "CANCELED")]
    assert bench.poll("b") == []
    assert (run.failed_refs, run.failed_task_names) == (["a"], ["a"])


@pytest.mark.parametrize("case", ["x", "y"])
def test_exclusive_join_takes_the_branch_that_ran(case):
    run = Bench().start(
        system(
            "SWITCH",
            "s",
            {"k": case},
            evaluatorType="value-param",
            expression="k",
            decisionCases={"x": [script("x", "'x'")], "y": [script("y", "'y'")]},
        ),
        system("EXCLUSIVE_JOIN", "e", joinOn=["x", "y"]),
    )
    assert (run.status, run.output) == ("COMPLETED", {"result": case})


def test_decision_by_value_and_by_script():
    decision = system(
        "DECISION",
        "d",
        {"k": "${workflow.input.k}"},
        caseValueParam="k",
        decisionCases={"1": [script("one", "1")]},
        defaultCase=[script("other", "0")],
    )
    assert Bench().start(decision, given={"k": 1}).output == {"result": 1}
    assert Bench().start(decision, given={"k": 2}).output == {"result": 0}
    by_script = {**decision, "caseValueParam": None, "caseExpression": "$.k > 5 ? '1' : 'no'"}
    assert Bench().start(by_script, given={"k": 9}).output == {"result": 1}


def test_dynamic_fork_over_listed_tasks():
    bench = Bench()
    fork = system(
        "FORK_JOIN_DYNAMIC",
        "df",
        {"ts": "${workflow.input.ts}", "ins": "${workflow.input.ins}"},
        dynamicForkTasksParam="ts",
        dynamicForkTasksInputParamName="ins",
    )
    given = {"ts": [simple("one"), simple("two", inputParameters={"own": 1})], "ins": {"two": {"k": 2}}}
    run = bench.start(fork, system("JOIN", "j"), given=given)
    assert [task.ref for task in run.tasks] == ["df", "one", "two", "j"]
    assert run.latest["two"].input == {"own": 1, "k": 2}
    bench.work("one", outputData={"r": 1})
    bench.work("two", outputData={"r": 2})
    assert run.output == {"one": {"r": 1}, "two": {"r": 2}}


@pytest.mark.parametrize(
    ("ts", "ins", "reason"),
    [
        (5, {}, "Input 'ts' is invalid. Cannot deserialize a list of Workflow Tasks from '5'"),
        ([], None, "is not a map"),
        (["x"], {}, "Input 'ts' is invalid"),
    ],
)
def test_dynamic_fork_with_bad_input(ts, ins, reason):
    fork = system(
        "FORK_JOIN_DYNAMIC",
        "df",
        {"ts": ts, "ins": ins},
        dynamicForkTasksParam="ts",
        dynamicForkTasksInputParamName="ins",
    )
    run = Bench().start(fork, system("JOIN", "j"))
    assert (run.status, run.tasks) == ("FAILED", [])
    assert reason in (run.reason or "")


@pytest.mark.parametrize(
    "item", ["x", None, {"taskName": "n"}, {"taskName": {"a": 1}, "referenceName": "r"}], ids=str
)
def test_dynamic_fork_over_what_is_no_dynamic_task(item):
    fork = system("FORK_JOIN_DYNAMIC", "df", {"p": {"dynamicTasks": [item]}}, dynamicForkJoinTasksParam="p")
    run = Bench().start(fork, system("JOIN", "j"))
    assert (run.status, run.tasks) == ("FAILED", [])
    assert "has no dynamic tasks to be scheduled" in (run.reason or "")


def test_dynamic_fork_over_a_worker_task_without_a_name():
    fork = system(
        "FORK_JOIN_DYNAMIC",
        "df",
        {"p": {"dynamicTasks": [{"referenceName": "r"}]}},
        dynamicForkJoinTasksParam="p",
    )
    run = Bench().start(fork, system("JOIN", "j"))
    assert (run.status, run.reason) == ("FAILED", "Task r has no name: no worker can be meant")


def test_dynamic_fork_over_a_type_that_is_no_text():
    fork = system("FORK_JOIN_DYNAMIC", "df", {"forkTaskType": ["HTTP"], "forkTaskInputs": [1]})
    run = Bench().start(fork, system("JOIN", "j"))
    assert run.status == "FAILED"
    assert "Cannot find task by name df" in (run.reason or "")


def test_dynamic_fork_over_inputs_of_one_task():
    bench = Bench()
    fork = system("FORK_JOIN_DYNAMIC", "df", {"forkTaskName": "w", "forkTaskInputs": [{"n": 1}, "scalar"]})
    run = bench.start(fork, system("JOIN", "j"))
    assert [task.input for task in run.tasks[1:3]] == [
        {"n": 1, "__index": 0},
        {"input": "scalar", "__index": 1},
    ]
    for _ in range(2):
        bench.work("w")
    assert run.status == "COMPLETED"


def loop(condition, *body, **members):
    return system(
        "DO_WHILE", "lp", members.pop("inputs", None), loopCondition=condition, loopOver=list(body), **members
    )


def test_a_loop_runs_until_its_condition_fails():
    run = Bench().start(loop("$.lp['iteration'] < 3", script("i", "1")))
    assert [task.ref for task in run.tasks] == ["lp", "i__1", "i__2", "i__3"]
    assert outputs(run)["lp"] == {"iteration": 3, **{str(n): {"i": {"result": 1}} for n in (1, 2, 3)}}
    assert run.status == "COMPLETED"


def test_a_loop_over_items():
    body = script("i", "$.item", item="${lp.output.loopItem}")
    run = Bench().start(loop("true", body, items="${workflow.input.rows}"), given={"rows": ["x", "y"]})
    assert [task.output.get("result") for task in run.tasks[1:]] == ["x", "y"]
    assert run.latest["lp"].output["loopIndex"] == 1
    run = Bench().start(loop("true", body, items="${workflow.input.rows}"), given={"rows": []})
    assert (run.status, run.tasks[0].output) == ("COMPLETED", {"iteration": 0})


def test_a_loop_keeps_the_last_iterations_only():
    run = Bench().start(loop("$.lp['iteration'] < 5", script("i", "1"), inputs={"keepLastN": 2}))
    assert [task.ref for task in run.tasks] == ["lp", "i__4", "i__5"]
    assert sorted(outputs(run)["lp"]) == ["4", "5", "iteration"]


def test_a_condition_that_cannot_be_evaluated():
    run = Bench().start(loop("$.zip.zap", script("i", "1")))
    assert shape(run)[0] == ("lp", "FAILED_WITH_TERMINAL_ERROR")
    assert "Unable to evaluate condition" in (run.reason or "")


def test_a_failing_body_is_retried_within_its_iteration():
    bench = Bench()
    bench.define("a", retryCount=1)
    run = bench.start(loop("$.lp['iteration'] < 2", simple("a")))
    bench.work("a", "FAILED")
    bench.work("a")
    bench.work("a")
    assert run.status == "COMPLETED"
    assert [(task.ref, task.retry_count) for task in run.tasks[1:]] == [("a__1", 0), ("a__1", 1), ("a__2", 0)]


def test_a_loop_in_a_loop_is_numbered_on(caplog):
    items = {"_items": ["a", "b"]}
    inner = system("DO_WHILE", "li", items, loopCondition="true", loopOver=[script("i", "1")])
    run = Bench().start(loop("$.lp['iteration'] < 2", inner))
    assert run.status == "COMPLETED"
    assert [task.ref for task in run.tasks if task.type == "INLINE"] == ["i__1", "i__2", "i__3", "i__4"]
    assert run.latest["li__2"].output["iteration"] == 2
    assert "does not get beyond" in caplog.text


def test_a_loop_in_a_loop_does_not_know_its_counter_by_its_plain_name():
    inner = system("DO_WHILE", "li", loopCondition="$.li['iteration'] < 2", loopOver=[script("i", "1")])
    run = Bench().start(loop("$.lp['iteration'] < 2", inner))
    assert run.status == "FAILED"
    assert "Cannot read property 'iteration' of undefined" in (run.reason or "")


def sub_workflow(**members):
    return system(
        "SUB_WORKFLOW", "sub", {"p": "${workflow.input.p}"}, subWorkflowParam={"name": "child"}, **members
    )


def test_a_sub_workflow_ends_with_its_child():
    bench = Bench()
    bench.register(simple("s"), name="child", outputParameters={"r": "${s.output.v}"})
    run = bench.start(sub_workflow(), given={"p": 9}, correlationId="c")
    child = bench.engine.executions[run.tasks[0].sub_workflow_id or ""]
    assert (child.input, child.correlation_id, child.parent_id) == ({"p": 9}, "c", run.workflow_id)
    bench.work("s", outputData={"v": 3})
    assert run.output == {"subWorkflowId": child.workflow_id, "r": 3}


def test_a_failed_child_fails_its_task_and_ending_the_parent_ends_the_child():
    bench = Bench()
    bench.define("s", retryCount=0)
    bench.register(simple("s"), name="child")
    run = bench.start(sub_workflow())
    bench.work("s", "FAILED", reasonForIncompletion="inner")
    assert run.status == "FAILED"
    assert "Sub workflow child.1/" in (run.reason or "")
    run = bench.start()
    child = bench.engine.executions[run.tasks[0].sub_workflow_id or ""]
    with bench.engine.turn():
        bench.engine.terminate(run, "enough")
    assert (child.status, child.reason) == (
        "TERMINATED",
        "Parent workflow has been terminated with reason: enough",
    )


def test_a_missing_child_fails_the_task():
    run = Bench().start(sub_workflow())
    assert run.status == "FAILED"
    assert "has no workflow definition available" in (run.reason or "")


def test_a_child_whose_name_is_an_object_fails_the_task():
    task = sub_workflow()
    task["subWorkflowParam"] = {"name": "${workflow.input.given}", "version": 1}
    run = Bench().start(task, given={"given": {"a": 1}})
    assert run.status == "FAILED"
    assert "Workflow name must be specified" in (run.reason or "")


def test_a_childs_priority_that_is_no_number_is_none():
    bench = Bench()
    bench.register(system("NOOP", "n"), name="child")
    task = sub_workflow()
    task["subWorkflowParam"] = {"name": "child", "version": 1, "priority": "${workflow.input.given}"}
    run = bench.start(task, given={"given": {"a": 1}})
    assert run.status == "COMPLETED"
    assert bench.engine.executions[run.output["subWorkflowId"]].priority == 0


def test_start_workflow_does_not_wait():
    bench = Bench()
    bench.register(simple("s"), name="other")
    run = bench.start(system("START_WORKFLOW", "st", {"startWorkflow": {"name": "other", "input": {"k": 1}}}))
    other = bench.engine.executions[run.output["workflowId"]]
    assert (run.status, other.status, other.parent_id, other.input) == (
        "COMPLETED",
        "RUNNING",
        None,
        {"k": 1},
    )
    run = bench.start(system("START_WORKFLOW", "st", {"startWorkflow": {"name": "none", "input": {}}}))
    assert run.status == "FAILED"


def test_an_event_reaches_its_handler():
    bench = Bench()
    bench.register(simple("s"), name="other")
    start = {"name": "other", "input": {"got": "${k}"}}
    handler = {
        "name": "h",
        "event": "conductor:wf:sink",
        "condition": "$.k == 5",
        "active": True,
        "actions": [{"action": "start_workflow", "start_workflow": start}],
    }
    with bench.engine.turn():
        bench.engine.events.save(handler, create=True)
    event = system("EVENT", "e", {"k": "${workflow.input.k}"}, sink="conductor:sink")
    run = bench.start(event, given={"k": 5})
    assert run.output["event_produced"] == "conductor:wf:sink"
    (other,) = [each for each in bench.engine.executions.values() if each.blueprint.name == "other"]
    assert other.input["got"] == 5
    bench.start(given={"k": 6})
    assert len([each for each in bench.engine.executions.values() if each.blueprint.name == "other"]) == 1


def test_a_handler_that_names_no_workflow_is_told_of(caplog):
    bench = Bench()
    action = {"action": "start_workflow", "start_workflow": {"name": "${o}"}}
    handler = {"name": "h", "event": "conductor:wf:sink", "active": True, "actions": [action]}
    with bench.engine.turn():
        bench.engine.events.save(handler, create=True)
    run = bench.start(system("EVENT", "e", {"o": {"a": 1}}, sink="conductor:sink"))
    assert run.status == "COMPLETED"
    assert "event handler h, action start_workflow: Workflow name must be specified" in caplog.text


def test_an_unknown_sink_fails():
    run = Bench().start(system("EVENT", "e", sink="sqs:queue"))
    assert run.status == "FAILED"
    assert "Unknown queue type sqs" in (run.reason or "")


def test_what_needs_an_outside_system_says_so_and_can_be_mocked():
    bench = Bench()
    run = bench.start(system("LLM_TEXT_COMPLETE", "llm", {"p": 1}))
    assert run.status == "FAILED"
    assert "LLM_TEXT_COMPLETE needs a language model" in (run.reason or "")
    bench.engine.override = lambda execution, task: {"output": {"text": task.ref}}
    assert bench.start().output == {"text": "llm"}


def test_a_mock_that_does_not_answer_leaves_the_task_to_its_time_outs():
    bench = Bench()
    bench.define("a", responseTimeoutSeconds=5, retryCount=0)
    bench.engine.override = lambda execution, task: {"status": "IN_PROGRESS"}
    run = bench.start(simple("a"))
    assert bench.poll("a") == []
    assert bench.engine.timekeeper.idle()
    bench.pass_time(5)
    assert run.status == "TIMED_OUT"


def test_http_without_uri_or_method():
    bench = Bench()
    assert "Missing HTTP URI" in (bench.start(system("HTTP", "h", {"http_request": {}})).reason or "")
    no_method = bench.start(system("HTTP", "h", {"http_request": {"uri": "http://127.0.0.1:1/"}}))
    assert "No HTTP method specified" in (no_method.reason or "")


@pytest.mark.parametrize(
    ("raw", "body"),
    [(b'{"a": 1}', {"a": 1}), (b"7", 7.0), (b"[1e999]", ["Infinity"]), (b"NaN", "NaN"), (b"hi", "hi")],
)
def test_the_body_of_an_http_response(raw, body):
    assert http._body(raw) == body


def test_an_unknown_type_is_a_workers():
    bench = Bench()
    run = bench.start(system("MY_TYPE", "m"))
    assert bench.poll("m") == []
    bench.work("MY_TYPE")
    assert run.status == "COMPLETED"


def test_start_delay_keeps_a_worker_task_back():
    bench = Bench()
    bench.start(simple("a", startDelay=10))
    assert bench.poll("a") == []
    bench.pass_time(10)
    assert len(bench.poll("a")) == 1
    assert bench.clock.now() == START + 10_000


def test_a_task_that_times_out_in_a_loop_is_tried_again_before_the_loop_looks():
    bench = Bench()
    bench.define("a", retryCount=1, responseTimeoutSeconds=2, timeoutPolicy="RETRY")
    loop = system("DO_WHILE", "l", loopCondition="$.l['iteration'] < 2", loopOver=[simple("a")])
    run = bench.start(loop)
    bench.poll("a")
    bench.pass_time(3)
    assert shape(run) == [("l", "IN_PROGRESS"), ("a__1", "TIMED_OUT"), ("a__1", "SCHEDULED")]
    bench.work("a")
    bench.work("a")
    assert run.status == "COMPLETED"
