"""What is wrong in a definition is found before it is sent."""

from __future__ import annotations

import copy
import json
import random
from pathlib import Path
from typing import Any

import pytest

from conductor.client.exceptions import InvalidDefinition
from conductor.client.worker import _registry
from conductor.client.workflow._checks.durations import is_date, is_duration
from conductor.client.workflow._validate import check
from conductor.client.workflow.conductor_workflow import ConductorWorkflow
from conductor.client.workflow.task.do_while_task import LoopTask
from conductor.client.workflow.task.simple_task import SimpleTask
from conductor.client.workflow.task.switch_task import SwitchTask
from unit.workflow.mutations import mutate

SCENARIOS = [
    json.loads(path.read_text().replace("@fixture@", "http://localhost:1"))
    for path in sorted((Path(__file__).parents[2] / "devserver" / "scenarios").glob("*.json"))
]
# Recorded runs of definitions that are wrong on purpose, and what is wrong.
WRONG_ON_PURPOSE = {
    "do_while_bad_condition": {"script-name"},
    "do_while_nested": {"loop-nested"},
    "event_bad_sink": {"sink-unknown"},
    "expr_output_params": {"reference-unknown"},
    "fork_without_join": {"join-missing"},
    "inline_host_objects": {"script-name", "script-syntax"},
    "inline_no_expression": {"input-missing"},
    "inline_syntax": {"script-syntax"},
    "switch_in_fork_skipped": {"join-hidden"},
}


def recorded_definitions() -> list[Any]:
    return [
        pytest.param(scenario["name"], definition, id=f"{scenario['name']}-{index}")
        for scenario in SCENARIOS
        for index, definition in enumerate(scenario["defs"].get("workflows", ()))
    ]


def recorded_registrations(refused: bool) -> list[Any]:
    found = []
    for scenario in SCENARIOS:
        for step in scenario["steps"]:
            answer = scenario["expect"].get("responses", {}).get(step.get("record"))
            if step.get("op") == "http" and answer and step["method"] == "POST":
                path = step["path"].split("?")[0]
                wrong = answer["status"] >= 400 and answer["status"] != 409
                if path in ("/metadata/workflow", "/metadata/workflow/validate") and wrong == refused:
                    found.append(pytest.param(step["body"], id=f"{scenario['name']}-{step['record']}"))
    return found


@pytest.mark.parametrize("definition", recorded_registrations(refused=True))
def test_what_the_server_refused_is_found(definition: Any):
    assert [found for found in check(definition) if found.severity == "error"]


@pytest.mark.parametrize(("name", "definition"), recorded_definitions())
def test_nothing_is_found_in_what_is_right(name: str, definition: dict[str, Any]):
    codes = {found.code for found in check(definition)}
    if name not in WRONG_ON_PURPOSE:
        assert codes == set()
    else:
        assert codes <= WRONG_ON_PURPOSE[name]


@pytest.mark.parametrize("name", WRONG_ON_PURPOSE)
def test_what_is_wrong_on_purpose_is_found(name: str):
    if name in ("inline_syntax",):
        pytest.importorskip("quickjs")
    (scenario,) = [scenario for scenario in SCENARIOS if scenario["name"] == name]
    found = {each.code for definition in scenario["defs"]["workflows"] for each in check(definition)}
    assert found == WRONG_ON_PURPOSE[name]


def test_no_mutation_makes_it_stumble():
    dice = random.Random(20)
    definitions = [param.values[1] for param in recorded_definitions()]
    for _turn in range(2000):
        for found in check(mutate(dice.choice(definitions), dice)):
            assert found.code
            assert str(found)


def task(reference: str, kind: str = "SIMPLE", **members: Any) -> dict[str, Any]:
    return {"name": "n", "taskReferenceName": reference, "type": kind, "inputParameters": {}, **members}


def inline(reference: str, **given: Any) -> dict[str, Any]:
    return task(reference, "INLINE", inputParameters={"expression": "1", **given})


def codes(*tasks: Any, **members: Any) -> list[str]:
    return [found.code for found in check({"name": "w", "schemaVersion": 2, "tasks": list(tasks), **members})]


def switch(reference: str, *, default: Any = None, **cases: Any) -> dict[str, Any]:
    return task(
        reference,
        "SWITCH",
        evaluatorType="value-param",
        expression="k",
        inputParameters={"k": 1},
        decisionCases=cases,
        **({} if default is None else {"defaultCase": default}),
    )


def fork(reference: str, *branches: Any) -> dict[str, Any]:
    return task(reference, "FORK_JOIN", forkTasks=list(branches))


def loop(reference: str, *body: Any) -> dict[str, Any]:
    return task(reference, "DO_WHILE", loopCondition="false", loopOver=list(body))


def same_work(**given: Any) -> list[Any]:
    return [task("df", "FORK_JOIN_DYNAMIC", inputParameters=given), task("dj", "JOIN")]


def own_tasks(listed: Any, given: Any) -> list[Any]:
    params = {"dynamicForkTasksParam": "t", "dynamicForkTasksInputParamName": "i"}
    return [
        task("df", "FORK_JOIN_DYNAMIC", inputParameters={"t": listed, "i": given}, **params),
        task("dj", "JOIN"),
    ]


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("${workflow.input.x}", []),
        ("${a.output.x}", []),
        ("$${nope.output}", []),
        ("${HOME}", []),
        ("${workflow.input.items[?(@.n > 2)].id}", []),
        ("${workflow.input['odd name']}", []),
        ("${workflow.input.${workflow.input.which}}", []),
        ("${workflow.input.never closed", []),
        ("${nope.output.x}", ["reference-unknown"]),
        ("${nope}", ["reference-unknown"]),
        ("${workflow.input.${nope.output.x}}", ["reference-unknown"]),
        ("${}", ["expression-malformed"]),
        ("${ }", ["expression-malformed"]),
        ("${a b}", ["expression-malformed"]),
        ("${workflow.}", ["expression-malformed"]),
        ("${workflow.input[0}", ["expression-malformed"]),
        ("x ${a.output.x} and ${nope.y}", ["reference-unknown"]),
        ({"deep": ["${nope.output}"]}, ["reference-unknown"]),
        ("${b.output}", ["reference-own"]),
        ("${c.output}", ["reference-later"]),
    ],
)
def test_expressions(expression: Any, expected: list[str]):
    assert codes(task("a"), task("b", inputParameters={"x": expression}), task("c")) == expected


def test_outputs_of_the_workflow_are_read_too():
    assert codes(task("a"), outputParameters={"x": "${nope.output.x}"}) == ["reference-unknown"]


def test_references_into_a_case_that_may_not_be_taken():
    after = inline("z", x="${q.output}")
    assert codes(switch("s", a=[task("q")]), after) == ["reference-branch"]
    assert codes(switch("s", a=[task("q")], default=[task("r")]), after) == ["reference-branch"]
    stop = task("t", "TERMINATE", inputParameters={"terminationStatus": "FAILED"})
    assert codes(switch("s", a=[task("q")], default=[stop]), after) == []
    assert codes(switch("s", a=[task("q"), inline("in", x="${q.output}")])) == []
    assert codes(switch("s", a=[task("q")], b=[inline("in", x="${q.output}")])) == ["reference-later"]


def test_references_between_branches_that_run_at_the_same_time():
    join = task("j", "JOIN", joinOn=["b", "c"])
    assert codes(fork("f", [task("b")], [inline("c", x="${b.output}")]), join) == ["reference-parallel"]
    assert codes(fork("f", [task("b")], [task("c")]), join, inline("d", x="${b.output}")) == []
    part = task("j", "JOIN", joinOn=["c"])
    assert codes(fork("f", [task("b")], [task("c")]), part, inline("d", x="${b.output}")) == [
        "reference-parallel"
    ]


def test_references_within_a_loop_may_look_back():
    loop = task(
        "l",
        "DO_WHILE",
        loopCondition="$.l.iteration < 3",
        loopOver=[inline("x", x="${y.output}", n="${l.output.iteration}"), task("y")],
    )
    assert codes(loop, inline("z", x="${y.output}")) == []


@pytest.mark.parametrize(
    ("tasks", "expected"),
    [
        ([fork("f", [task("a")])], ["join-missing"]),
        ([fork("f", [task("a")]), task("b")], ["join-missing"]),
        ([fork("f", [task("a")]), task("j", "JOIN")], ["join-empty"]),
        ([fork("f", [task("a")]), task("j", "JOIN", joinOn=["zip"])], ["join-unknown"]),
        ([fork("f", [task("a")]), task("j", "JOIN", joinOn=["a", "b"]), task("b")], ["join-later"]),
        ([fork("f", [switch("s", x=[task("a")])]), task("j", "JOIN", joinOn=["a"])], ["join-hidden"]),
        ([switch("s", x=[fork("f", [task("a")])])], ["join-missing"]),
        ([switch("s", x=[task("a")]), task("j", "EXCLUSIVE_JOIN", joinOn=["a"])], []),
        ([switch("s")], ["no-cases"]),
        ([switch("s", x=None)], ["wrong-type"]),
        ([{**switch("s", x=[]), "expression": "other"}], ["switch-input-missing"]),
        ([{**switch("s", x=[]), "evaluatorType": "perl"}], ["evaluator-unknown"]),
        ([task("a"), task("a")], ["reference-duplicate"]),
        ([task("a"), switch("s", x=[task("a")])], ["reference-duplicate"]),
        (
            [task("t", "TERMINATE", optional=True, inputParameters={"terminationStatus": "FAILED"})],
            ["terminate-optional"],
        ),
        ([task("w", "WAIT", inputParameters={"duration": "soon"})], ["wait-duration"]),
        ([task("w", "WAIT", inputParameters={"duration": 5})], ["wait-duration"]),
        ([task("w", "WAIT", inputParameters={"until": "soon"})], ["wait-until"]),
        ([task("w", "WAIT", inputParameters={"until": "${workflow.input.t}"})], []),
        ([task("d", "DYNAMIC", dynamicTaskNameParam="which")], ["input-missing"]),
        ([task("h", "HTTP", inputParameters={"http_request": {"method": "GET"}})], ["input-missing"]),
        (
            [task("h", "HTTP", inputParameters={"http_request": {"uri": "http://x", "method": "GTE"}})],
            ["http-method"],
        ),
        ([task("h", "HTTP", inputParameters={"http_request": {"uri": "http://x"}})], ["http-method"]),
        (
            [task("h", "HTTP", inputParameters={"http_request": {"uri": "http://x", "method": "get"}})],
            ["http-method"],
        ),
        (
            [task("h", "HTTP", inputParameters={"http_request": {"uri": "x.org/y", "method": "GET"}})],
            ["http-uri"],
        ),
        ([task("h", "HTTP", inputParameters={"uri": "${workflow.input.u}/x", "method": "GET"})], []),
        (
            [task("h", "HTTP", inputParameters={"uri": "http://x", "method": "GET", "headers": []})],
            ["wrong-type"],
        ),
        ([task("h", "HTTP", inputParameters={"http_request": []})], ["wrong-type"]),
        ([task("s", "START_WORKFLOW", inputParameters={"startWorkflow": "child"})], ["wrong-type"]),
        (
            [task("s", "START_WORKFLOW", inputParameters={"startWorkflow": {"name": "c", "input": None}})],
            ["wrong-type"],
        ),
        (
            [
                task(
                    "s",
                    "START_WORKFLOW",
                    inputParameters={"startWorkflow": {"name": "c", "version": "latest"}},
                )
            ],
            ["wrong-type"],
        ),
        ([task("e", "EVENT", sink="topic")], ["sink-malformed"]),
        ([task("e", "EVENT", sink=3)], ["sink-malformed"]),
        ([task("s"), task("j", "EXCLUSIVE_JOIN", joinOn=[])], ["join-empty"]),
        ([fork("f", [], [task("a")]), task("j", "JOIN", joinOn=["a"])], ["branch-empty"]),
        ([fork("f", [task("a")]), task("j", "JOIN", joinOn=["${a}"])], ["join-unknown"]),
        ([*same_work(forkTaskInputs="x", forkTaskType="NOOP")], ["wrong-type"]),
        ([*same_work(forkTaskInputs=[], forkTaskType="NOOP")], []),
        ([*same_work(forkTaskInputs=[], forkTaskWorkflow="c", forkTaskWorkflowVersion="2")], []),
        ([*same_work(forkTaskInputs=[], forkTaskWorkflow="c", forkTaskWorkflowVersion=2)], ["wrong-type"]),
        ([*own_tasks([{"name": "x", "type": "NOOP"}], {})], ["wrong-type"]),
        ([*own_tasks(["x"], {})], ["wrong-type"]),
        ([*own_tasks([], [1])], ["wrong-type"]),
        ([*own_tasks([{"taskReferenceName": "x"}], {"x": 3})], ["wrong-type"]),
        ([*own_tasks("${workflow.input.t}", "${workflow.input.i}")], []),
        ([task("i", "inline")], ["type-unknown"]),
        ([task("i", "HTTP_TASK")], ["type-unknown"]),
        ([task("i", "SubWorkflow")], ["type-unknown"]),
        ([task("i", "my_type")], []),
        ([task("a", input_parameters={}), task("b", loopover=[])], ["member-unknown"]),
        ([task("a", ownMember=1)], []),
        ([task("a", onStateChange={"onStart": "x"})], ["wrong-type"]),
        ([task("a", onStateChange={"onStart": [{"type": "x"}]})], []),
        ([task("a", taskDefinition={"retryLogic": "NEVER"})], ["wrong-type"]),
        ([{**loop("l", task("a")), "inputParameters": {"keepLastN": "2"}}], ["wrong-type"]),
        ([loop("l", loop("m", task("a")))], ["loop-nested"]),
        (
            [task("s", "SUB_WORKFLOW", subWorkflowParam={"name": "c", "idempotencyStrategy": "SOMETIMES"})],
            ["wrong-type"],
        ),
        ([task("s", "SUB_WORKFLOW", subWorkflowParam={})], ["member-missing"]),
        (
            [task("s", "SUB_WORKFLOW", subWorkflowParam={"workflowDefinition": "x"})],
            ["definition-no-expression"],
        ),
        ([task("d", "DO_WHILE", loopCondition="", loopOver=[task("a")])], ["loop-condition-empty"]),
        ([task("d", "DO_WHILE", loopCondition="true", loopOver=[])], ["loop-empty"]),
        ([task("i", "INLNE")], ["type-unknown"]),
        ([task("i", "a type")], ["type-malformed"]),
        ([task("i", None)], ["type-missing"]),  # type: ignore[arg-type]
        ([task("a", startDelay=-1)], ["delay-negative"]),
        ([task("a", joinMode="BOTH")], ["wrong-type"]),
        ([task("a", optional="maybe")], ["wrong-type"]),
        ([3], ["wrong-type"]),
        ([fork("f", [task("a")], ["b"]), task("j", "JOIN", joinOn=["a"])], ["wrong-type"]),
        ([switch("s", x=[task("a"), None])], ["wrong-type"]),
        ([switch("s", x=[task("a")], default=[1])], ["wrong-type"]),
    ],
    ids=lambda value: ",".join(value) if value and isinstance(value[0], str) else "",
)
def test_rules(tasks: list[Any], expected: list[str]):
    assert codes(*tasks) == expected


def test_scripts_are_parsed():
    pytest.importorskip("quickjs")
    assert codes(inline("i", expression="(((")) == ["script-syntax"]
    assert codes(inline("i", expression="(function () { return 1 })()")) == []
    assert codes(inline("i", expression="$.x.y")) == ["script-name"]
    assert codes(inline("i", expression="'$.x.y' // $.z.w")) == []
    pytest.importorskip("jq")
    assert codes(task("j", "JSON_JQ_TRANSFORM", inputParameters={"queryExpression": ".a | ("})) == [
        "script-syntax"
    ]
    assert codes(task("j", "JSON_JQ_TRANSFORM", inputParameters={"queryExpression": ".a | add"})) == []


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        ("$.a + $.b", []),
        ("return $.a", ["script-syntax"]),
        ("a + 1", ["script-name"]),
        ("console.log($.a)", ["script-name"]),
        ("lambda: $.a", []),  # a label: it runs
        ("$.x.y.z", []),  # what ${x} holds, only a run knows
        ("$.a.b.c", ["script-name"]),
        ("let sum = 0; for (const each of $.x.items) { sum += each.n }; sum", []),
        ("$.x.map(each => each.id).filter(Boolean).join(',')", []),
        ("'n' in $.x ? JSON.parse($.x) : `${1} ${$.a}`.length", []),
        ("new Intl.NumberFormat('en').format($.a)", []),
        ("while (true) {}", []),
        ("$.a.trim().split(',')[3].x", []),  # a number here, but that is the server's to say
    ],
)
def test_scripts_are_tried(script: str, expected: list[str]):
    pytest.importorskip("quickjs")
    switch_by_script = {**switch("s", x=[]), "evaluatorType": "graaljs", "expression": script}
    switch_by_script["inputParameters"] = {"a": 1, "b": "2", "x": "${workflow.input.x}"}
    assert codes(switch_by_script) == expected


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("$.l.iteration < $.most", []),
        ("$.l['iteration'] < 3 && $.a.done !== true", []),
        ("if ($.l.iteration < 3) { true; } else { false; }", []),
        ("$.l.output.iteration < 3", ["script-name"]),
        ("$.l.iterations < 3", ["script-name"]),
        ("$.m.iteration < 3", ["script-name"]),
        ("l.iteration < 3", ["script-name"]),
        ("${workflow.input.n} > 3", ["script-syntax"]),
        ("'${workflow.input.n}' == 'x'", ["script-unresolved"]),
        ("return $.l.iteration < 3", ["script-syntax"]),
    ],
)
def test_conditions_of_loops_are_tried(condition: str, expected: list[str]):
    pytest.importorskip("quickjs")
    again = {**loop("l", task("a")), "loopCondition": condition, "inputParameters": {"most": 2}}
    assert codes(again) == expected


def test_a_loop_asks_for_its_own_input_after_each_iteration():
    given = {"own": "${l.output.iteration}", "of_body": "${a.output.ok}", "later": "${z.output.x}"}
    again = {**loop("l", task("a")), "inputParameters": given}
    assert codes(again, task("z")) == ["reference-later"]


def test_a_loop_over_a_list_needs_no_condition():
    listed = {**loop("l", task("a")), "loopCondition": ""}
    assert codes({**listed, "items": "${workflow.input.l}"}) == []
    assert codes({**listed, "inputParameters": {"items": "${workflow.input.l}"}}) == []
    assert codes(listed) == ["loop-condition-empty"]


def test_a_script_may_ask_first():
    assert codes(inline("i", expression="$.x && $.x.y")) == []
    assert codes(inline("i", expression="$.x?.y")) == []


def test_a_lambda_may_return():
    pytest.importorskip("quickjs")
    assert codes(task("a", "LAMBDA", inputParameters={"scriptExpression": "return $.x", "x": 1})) == []


@pytest.mark.parametrize(
    ("program", "expected"),
    [
        (".a | map(. + 1)", []),
        ("{path, now: 1, trim}", []),
        ('"now" | .path', []),
        ("def round: . + 1; .a | round", []),
        (".a | getpath([])", ["jq-function"]),
        (".a | round", ["jq-function"]),
        ("@base64d", ["jq-function"]),
        ("@base64", []),
        ("@nope", ["script-syntax"]),
        (3, ["wrong-type"]),
    ],
)
def test_jq_programs(program: Any, expected: list[str]):
    assert codes(task("j", "JSON_JQ_TRANSFORM", inputParameters={"queryExpression": program})) == expected


def test_members_of_the_workflow_are_looked_at():
    assert codes(task("a"), output_parameters={}) == ["member-unknown"]
    assert codes(task("a"), somethingElse={}) == []


def nested(levels: int, inside: Any) -> dict[str, Any]:
    """Forks in forks: each level is a fork of what is below it and of one task more."""
    tasks = [inside]
    for level in range(levels):
        join = task(f"j{level}", "JOIN", joinOn=[tasks[-1]["taskReferenceName"], f"s{level}"])
        tasks = [fork(f"f{level}", tasks, [task(f"s{level}")]), join]
    return {"name": "deep", "schemaVersion": 2, "tasks": tasks}


@pytest.mark.timeout(20)
def test_forks_may_be_nested_as_deeply_as_one_likes():
    assert check(nested(200, task("a"))) == []  # once it took twice as long with each level
    wrong = nested(200, task("a", inputParameters={"x": "${zip.output}"}))
    assert [found.code for found in check(wrong)] == ["reference-unknown"]


def test_sub_workflows_are_checked_with_names_of_their_own():
    inner = {"name": "inner", "tasks": [task("a"), task("b", inputParameters={"x": "${zip.output}"})]}
    outer = {
        "name": "w",
        "tasks": [task("a", "SUB_WORKFLOW", subWorkflowParam={"workflowDefinition": inner})],
    }
    (found,) = check(outer)
    assert (found.code, found.workflow, found.task) == ("reference-unknown", "inner", "b")


def test_what_is_no_definition_at_all():
    assert [found.code for found in check([1])] == ["wrong-type"]
    assert [found.code for found in check(None)] == ["wrong-type"]


@pytest.mark.parametrize("text", ["", "0s", "1s", "1h2m3s", "1 d 2 h", "5 mins", "60sec", "1day"])
def test_durations_that_the_server_reads(text: str):
    assert is_duration(text)


@pytest.mark.parametrize("text", ["soon", "-1s", "2h1d", "1.5s", "10", "100ms"])
def test_durations_that_it_does_not_read(text: str):
    assert not is_duration(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2030-01-01",
        "2030-1-1",
        "2030-13-01",
        "2030-01-01 25:00",
        "2030-01-01 00:00 UTC",
        "2030-01-01 00:00 +0200",
    ],
)
def test_dates_that_the_server_reads(text: str):
    assert is_date(text)


@pytest.mark.parametrize(
    "text",
    [
        "tomorrow",
        "2030-01-01 00:00:00",
        "2030-01-01T00:00",
        "2030-01-01 00:00 Europe/Berlin",
        "2030-01-01 00:00 XYZ",
    ],
)
def test_dates_that_it_does_not_read(text: str):
    assert not is_date(text)


def test_findings_name_the_line_of_python():
    made = ConductorWorkflow(name="w", version=1)
    inner = ConductorWorkflow(name="inner")
    wrong = SimpleTask("t", "wrong").input(key="x", value="${zip.output}")
    inner_wrong = SimpleTask("t", "wrong").input(key="x", value="${zap.output}")
    inner >> inner_wrong
    made >> SwitchTask("sw", "x").switch_case("a", [LoopTask("l", 2, wrong)]) >> inner
    first, second = made.validate()
    assert (first.task, first.file, first.line) == ("wrong", __file__, wrong._where.line)
    assert (second.workflow, second.line) == ("inner", inner_wrong._where.line)
    assert str(first).startswith(
        f"{__file__}:{first.line}: error: task 'wrong': ${{zip.output}} refers to 'zip'"
    )


def test_of_two_tasks_of_one_name_the_second_is_told():
    made = ConductorWorkflow(name="w", version=1)
    made >> SimpleTask("t", "same")
    second = SimpleTask("t", "same")
    made >> second
    (found,) = made.validate()
    assert (found.code, found.line) == ("reference-duplicate", second._where.line)


def test_a_finding_about_the_workflow_has_its_line():
    made = ConductorWorkflow(name="w")
    (found,) = made.validate()
    assert (found.code, found.task, found.file, found.line) == ("no-tasks", None, __file__, made._where.line)


def test_register_sends_nothing_that_is_wrong():
    class Executor:
        def register_workflow(self, workflow: Any, overwrite: bool) -> None:
            raise AssertionError("it was sent")

    made = ConductorWorkflow(Executor(), "w") >> SimpleTask("t", "a").input(key="x", value="${zip.output}")  # type: ignore[arg-type]
    with pytest.raises(InvalidDefinition, match=r"workflow 'w' is not registered.*zip"):
        made.register(overwrite=True, validate=True)


def charge(order: str, amount: int, note: str | None = None) -> None:
    """A worker function."""


def test_the_input_of_a_worker_function(monkeypatch: pytest.MonkeyPatch):
    known = {("charge_order", None): {"func": charge, "domain": None}}
    monkeypatch.setattr(_registry, "decorated_functions", known)

    def found(**given: Any) -> list[tuple[str, str]]:
        made = ConductorWorkflow(name="w") >> SimpleTask("charge_order", "pay")
        made._tasks[0].input_parameters = given
        return [(each.code, each.severity) for each in made.validate()]

    assert found(order="1", amount=2) == []
    assert found(order="1") == [("worker-input-missing", "error")]
    assert found(order="1", amount=2, amuont=3) == [("worker-input-unknown", "warning")]


def test_worker_functions_that_take_all(monkeypatch: pytest.MonkeyPatch):
    def whole(task): ...  # type: ignore[no-untyped-def]
    def typed(task: Task): ...  # type: ignore[no-untyped-def,name-defined]  # noqa: F821
    def open_ended(**given: Any): ...  # type: ignore[no-untyped-def]

    for function in (whole, typed, open_ended):
        known = {("n", None): {"func": function, "domain": None}}
        monkeypatch.setattr(_registry, "decorated_functions", known)
        assert codes(task("a", inputParameters={"x": 1})) == []


def test_definitions_are_not_changed_by_looking_at_them():
    definition = {"name": "w", "tasks": [fork("f", [task("a")]), task("j", "JOIN")]}
    before = copy.deepcopy(definition)
    check(definition)
    assert definition == before
