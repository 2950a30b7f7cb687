"""Mistakes that people make in definitions, by kind."""

from __future__ import annotations

import copy
import json
from typing import TYPE_CHECKING, Any, Callable

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator


Task = dict[str, Any]
Slip = Callable[[dict[str, Any], "random.Random"], bool]
KINDS: dict[str, Slip] = {}


def kind(slip: Slip) -> Slip:
    KINDS[slip.__name__] = slip
    return slip


def lists(definition: dict[str, Any]) -> Iterator[list[Any]]:
    """Every list of tasks."""

    def of(tasks: list[Any]) -> Iterator[list[Any]]:
        yield tasks
        for task in tasks:
            for branch in [
                *task.get("forkTasks", ()),
                *task.get("decisionCases", {}).values(),
                task.get("defaultCase"),
                task.get("loopOver"),
            ]:
                if branch:
                    yield from of(branch)

    return of(definition["tasks"])


def tasks(definition: dict[str, Any], *types: str) -> list[Task]:
    return [task for each in lists(definition) for task in each if not types or task["type"] in types]


def one(dice: random.Random, found: list[Any]) -> Any:
    return dice.choice(found) if found else None


def script_of(task: Task) -> tuple[Task, str] | None:
    """What holds a task's JavaScript, and under which name."""
    if task["type"] == "INLINE" and task["inputParameters"].get("evaluatorType") != "value-param":
        return task["inputParameters"], "expression"
    if task["type"] == "SWITCH" and task["evaluatorType"] != "value-param":
        return task, "expression"
    if task["type"] == "DO_WHILE":
        return task, "loopCondition"
    return None


def rewrite(
    definition: dict[str, Any], dice: random.Random, change: Callable[[str], str], *types: str
) -> bool:
    places = [place for task in tasks(definition, *types) if (place := script_of(task))]
    place = one(dice, places)
    if place is None:
        return False
    before = place[0][place[1]]
    place[0][place[1]] = change(before)
    return bool(place[0][place[1]] != before)


def put(
    definition: dict[str, Any],
    dice: random.Random,
    types: tuple[str, ...],
    member: str,
    values: list[Any],
    *,
    inside: bool = False,
) -> bool:
    """One of the values in a member of a task of those types, or of its input."""
    found = [t for t in tasks(definition, *types) if not inside or isinstance(t.get("inputParameters"), dict)]
    task = one(dice, found)
    if task is None:
        return False
    holder = task.setdefault("inputParameters", {}) if inside else task
    value = copy.deepcopy(dice.choice(values))
    if value is LOST:
        if member not in holder:
            return False
        del holder[member]
    else:
        holder[member] = value
    return True


class _Lost:
    def __deepcopy__(self, memo: Any) -> _Lost:
        return self


LOST = _Lost()


# forks and joins


@kind
def join_removed(definition: Any, dice: random.Random) -> bool:
    found = [(each, task) for each in lists(definition) for task in each if task["type"] == "JOIN"]
    place = one(dice, found)
    if place is None:
        return False
    place[0].remove(place[1])
    return True


@kind
def join_moved_away(definition: Any, dice: random.Random) -> bool:
    found = [
        (each, i)
        for each in lists(definition)
        for i, task in enumerate(each)
        if task["type"] == "JOIN" and i + 1 < len(each)
    ]
    place = one(dice, found)
    if place is None:
        return False
    each, i = place
    each[i], each[i + 1] = each[i + 1], each[i]
    return True


@kind
def join_waits_for_the_wrong_one(definition: Any, dice: random.Random) -> bool:
    join = one(dice, [t for t in tasks(definition, "JOIN") if t.get("joinOn")])
    if join is None:
        return False
    own, names = join["taskReferenceName"], [t["taskReferenceName"] for t in tasks(definition)]
    join["joinOn"] = dice.choice(
        [
            [own],
            [join["joinOn"][0].upper()],
            [join["joinOn"][0] + "_ref"],
            [names[-1]],
            ["${" + join["joinOn"][0] + "}"],
            [],
            None,
        ]
    )
    return True


@kind
def fork_tasks_flat(definition: Any, dice: random.Random) -> bool:
    fork = one(dice, tasks(definition, "FORK_JOIN"))
    if fork is None:
        return False
    fork["forkTasks"] = [task for branch in fork["forkTasks"] for task in branch]
    return True


@kind
def fork_without_branches(definition: Any, dice: random.Random) -> bool:
    return put(definition, dice, ("FORK_JOIN",), "forkTasks", [[], None, LOST, [[]], {}])


# scripts


@kind
def script_returns(definition: Any, dice: random.Random) -> bool:
    return rewrite(definition, dice, lambda text: f"return {text};")


@kind
def script_forgets_dollar(definition: Any, dice: random.Random) -> bool:
    return rewrite(definition, dice, lambda text: text.replace("$.", ""))


@kind
def script_in_python(definition: Any, dice: random.Random) -> bool:
    def change(text: str) -> str:
        return dice.choice(
            [text + " and True", "not " + text, "lambda: " + text, f"1 if {text} else 2", f"{text} if 1"]
        )

    return rewrite(definition, dice, change)


@kind
def script_unbalanced(definition: Any, dice: random.Random) -> bool:
    return rewrite(
        definition,
        dice,
        lambda text: dice.choice([text + ")", "(" + text, text + "}", "{" + text, text + "'", text + " +"]),
    )


@kind
def script_uses_what_is_not_there(definition: Any, dice: random.Random) -> bool:
    return rewrite(
        definition,
        dice,
        lambda text: (
            dice.choice(
                [
                    "console.log(1); ",
                    "print(1); ",
                    "require('fs'); ",
                    "window.x; ",
                    "input.x; ",
                    "workflow.input.x; ",
                ]
            )
            + text
        ),
    )


@kind
def script_reads_too_deep(definition: Any, dice: random.Random) -> bool:
    return rewrite(
        definition,
        dice,
        lambda text: dice.choice(["$.output.result", "$.input.a.b", "$.nothing.x", "$.response.body.x"]),
    )


@kind
def condition_by_output(definition: Any, dice: random.Random) -> bool:
    loop = one(dice, tasks(definition, "DO_WHILE"))
    if loop is None or ".iteration" not in loop["loopCondition"]:
        return False
    loop["loopCondition"] = loop["loopCondition"].replace(".iteration", ".output.iteration")
    return True


@kind
def condition_by_other_name(definition: Any, dice: random.Random) -> bool:
    loop = one(dice, tasks(definition, "DO_WHILE"))
    if loop is None:
        return False
    own = loop["taskReferenceName"]
    loop["loopCondition"] = dice.choice(
        [
            f"$.{own.upper()}.iteration < 2",
            f"$.{own}_ref.iteration < 2",
            "$.loop.iteration < 2",
            "$.iteration.count < 2",
            f"{own}.iteration < 2",
            f"${{{own}.output.iteration}} < 2 <",
        ]
    )
    return True


@kind
def evaluator_wrong(definition: Any, dice: random.Random) -> bool:
    switch = one(dice, tasks(definition, "SWITCH"))
    if switch is None:
        return False
    switch["evaluatorType"] = dice.choice(
        ["ecmascript", "JavaScript", "valueParam", "value_param", "js", "", None, "graal.js"]
    )
    return True


@kind
def evaluators_swapped(definition: Any, dice: random.Random) -> bool:
    switch = one(dice, tasks(definition, "SWITCH"))
    if switch is None:
        return False
    switch["evaluatorType"] = (
        "value-param" if switch["evaluatorType"] != "value-param" else dice.choice(["javascript", "graaljs"])
    )
    return True


@kind
def inline_evaluator_wrong(definition: Any, dice: random.Random) -> bool:
    return put(
        definition,
        dice,
        ("INLINE",),
        "evaluatorType",
        ["js", "JavaScript", "ecmascript", "value-param", 3],
        inside=True,
    )


@kind
def inline_expression_elsewhere(definition: Any, dice: random.Random) -> bool:
    task = one(dice, tasks(definition, "INLINE"))
    if task is None:
        return False
    script = task["inputParameters"].pop("expression")
    task[dice.choice(["expression", "script", "scriptExpression"])] = script
    return True


@kind
def switch_input_renamed(definition: Any, dice: random.Random) -> bool:
    switch = one(dice, [t for t in tasks(definition, "SWITCH") if t["evaluatorType"] == "value-param"])
    if switch is None:
        return False
    given = switch["inputParameters"]
    given["caseValue"] = given.pop(switch["expression"])
    return True


@kind
def switch_without_cases(definition: Any, dice: random.Random) -> bool:
    return put(definition, dice, ("SWITCH",), "decisionCases", [{}, LOST, None, [], "a"])


@kind
def case_is_one_task(definition: Any, dice: random.Random) -> bool:
    switch = one(dice, tasks(definition, "SWITCH"))
    if switch is None:
        return False
    cases = switch["decisionCases"]
    name = dice.choice(list(cases))
    cases[name] = cases[name][0] if cases[name] else "x"
    return True


@kind
def default_is_one_task(definition: Any, dice: random.Random) -> bool:
    switch = one(dice, [t for t in tasks(definition, "SWITCH") if t.get("defaultCase")])
    if switch is None:
        return False
    switch["defaultCase"] = switch["defaultCase"][0]
    return True


# names


@kind
def name_reused_across_levels(definition: Any, dice: random.Random) -> bool:
    every = tasks(definition)
    if len(every) < 3:
        return False
    first, second = dice.sample(every, 2)
    first["taskReferenceName"] = second["taskReferenceName"]
    return True


@kind
def reference_name_lost(definition: Any, dice: random.Random) -> bool:
    return put(definition, dice, (), "taskReferenceName", [LOST, None, "", " "])


@kind
def task_name_lost(definition: Any, dice: random.Random) -> bool:
    return put(definition, dice, (), "name", [LOST, None, "", " "])


@kind
def type_written_otherwise(definition: Any, dice: random.Random) -> bool:
    task = one(dice, [t for t in tasks(definition) if t["type"] not in ("SIMPLE",)])
    if task is None:
        return False
    before = task["type"]
    task["type"] = dice.choice(
        [
            before.lower(),
            before.title(),
            before.replace("_", ""),
            before + "_TASK",
            before + " ",
            before.replace("_", "-"),
        ]
    )
    return task["type"] != before


@kind
def member_in_other_spelling(definition: Any, dice: random.Random) -> bool:
    def slip(name: str) -> str:
        snake = "".join("_" + c.lower() if c.isupper() else c for c in name)
        return dice.choice([name.lower(), snake, name + "s" if not name.endswith("s") else name[:-1]])

    task = one(dice, tasks(definition))
    members = [
        m
        for m in (
            "taskReferenceName",
            "inputParameters",
            "forkTasks",
            "decisionCases",
            "loopOver",
            "loopCondition",
            "evaluatorType",
            "subWorkflowParam",
            "joinOn",
            "dynamicTaskNameParam",
            "dynamicForkTasksParam",
            "sink",
            "expression",
        )
        if task.get(m)
    ]
    if not members:
        return False
    member = dice.choice(members)
    other = slip(member)
    if other == member:
        return False
    task[other] = task.pop(member)
    return True


# what types need


@kind
def http_wrong(definition: Any, dice: random.Random) -> bool:
    task = one(dice, tasks(definition, "HTTP"))
    if task is None:
        return False
    request = task["inputParameters"].get("http_request")
    if not isinstance(request, dict):
        return False
    slips = [
        lambda: request.pop("uri"),
        lambda: request.update(uri="127.0.0.1/x"),
        lambda: request.update(uri="/health"),
        lambda: request.update(uri=""),
        lambda: request.update(uri="127.0.0.1:1/health"),
        lambda: request.update(uri="http://127.0.0.1:1/a b"),
        lambda: request.update(method="FETCH"),
        lambda: request.update(method=["GET"]),
        lambda: request.update(readTimeOut="soon"),
        lambda: request.update(headers=["a: b"]),
        lambda: request.update(headers="a: b"),
        lambda: request.update(url=request.pop("uri")),
        lambda: task["inputParameters"].update(httpRequest=task["inputParameters"].pop("http_request")),
        lambda: task["inputParameters"].update(http_request=[request]),
    ]
    dice.choice(slips)()
    return True


@kind
def wait_wrong(definition: Any, dice: random.Random) -> bool:
    task = one(dice, tasks(definition, "WAIT"))
    if task is None:
        return False
    task["inputParameters"] = dice.choice(
        [
            {"duration": d}
            for d in (
                "5 weeks",
                "PT5S",
                "1h30",
                "5",
                "five seconds",
                "1:30",
                "1.5h",
                "-5s",
                "1s 1m",
                5,
                ["1s"],
            )
        ]
        + [
            {"until": u}
            for u in (
                "2030-01-01T00:00:00Z",
                "31.01.2030",
                "tomorrow",
                "2030/01/01",
                "2030-01-01 10:00:00 UTC",
                "10:00",
                1900000000,
                "2030-01-01 5pm",
            )
        ]
        + [{"duration": "1s", "until": "2030-01-01"}]
    )
    return True


@kind
def terminate_wrong(definition: Any, dice: random.Random) -> bool:
    return put(
        definition,
        dice,
        ("TERMINATE",),
        "terminationStatus",
        ["failed", "SUCCESS", "", None, LOST, "${workflow.input.status}", "PAUSED", "TIMED_OUT", True],
        inside=True,
    )


@kind
def sub_workflow_wrong(definition: Any, dice: random.Random) -> bool:
    return put(
        definition,
        dice,
        ("SUB_WORKFLOW",),
        "subWorkflowParam",
        [
            LOST,
            None,
            {},
            {"name": ""},
            {"version": 1},
            {"name": "x", "version": "latest"},
            {"name": "child", "version": [1]},
            [],
            "child",
            {"name": None},
            {"workflowDefinition": "child"},
            {"name": "x", "taskToDomain": "d"},
            {"name": "x", "workflowDefinition": {"name": "x", "tasks": [{"name": "a"}]}},
            {"name": "x", "workflowDefinition": {"name": "x", "version": 1, "tasks": []}},
            {"name": "x", "workflowDefinition": {"tasks": "x"}},
            {"name": "x", "idempotencyStrategy": "SOMETIMES", "idempotencyKey": "k"},
            {"name": "x", "priority": "high"},
        ],
    )


@kind
def start_workflow_wrong(definition: Any, dice: random.Random) -> bool:
    return put(
        definition,
        dice,
        ("START_WORKFLOW",),
        "startWorkflow",
        [
            LOST,
            None,
            {},
            {"input": {}},
            {"name": ""},
            "child",
            [],
            {"name": "x", "version": "latest"},
            {"workflowName": "x"},
            {"name": "x", "input": "text"},
        ],
        inside=True,
    )


@kind
def dynamic_wrong(definition: Any, dice: random.Random) -> bool:
    return put(definition, dice, ("DYNAMIC",), "dynamicTaskNameParam", [LOST, None, "other", ""])


@kind
def dynamic_fork_wrong(definition: Any, dice: random.Random) -> bool:
    task = one(dice, tasks(definition, "FORK_JOIN_DYNAMIC"))
    if task is None:
        return False
    given = task["inputParameters"]
    if "forkTaskInputs" in given:
        slips = [
            lambda: [given.pop(n, None) for n in ("forkTaskName", "forkTaskType", "forkTaskWorkflow")],
            lambda: given.update(forkTaskInput=given.pop("forkTaskInputs")),
            lambda: given.pop("forkTaskInputs"),
            lambda: given.update(forkTaskInputs="many"),
            lambda: given.update(forkTaskInputs={"a": 1}),
            lambda: given.update(forkTaskInputs=None),
        ]
    else:
        tasks_name, inputs_name = task["dynamicForkTasksParam"], task["dynamicForkTasksInputParamName"]
        slips = [
            lambda: task.pop("dynamicForkTasksParam"),
            lambda: task.pop("dynamicForkTasksInputParamName"),
            lambda: task.update(dynamicForkTasksParam="others"),
            lambda: task.update(dynamicForkTasksInputParamName="others"),
            lambda: given.pop(tasks_name),
            lambda: given.pop(inputs_name),
            lambda: given.update({tasks_name: "many"}),
            lambda: given.update({tasks_name: {"a": 1}}),
            lambda: given.update({inputs_name: [1]}),
            lambda: given.update({tasks_name: [{"name": "x", "type": "INLINE"}]}),
            lambda: given.update({tasks_name: ["one", "two"]}),
            lambda: task.update(dynamicForkJoinTasksParam=tasks_name),
        ]
    dice.choice(slips)()
    return True


@kind
def loop_wrong(definition: Any, dice: random.Random) -> bool:
    member, values = dice.choice(
        [
            ("loopOver", [[], LOST, None, {}, "x"]),
            (
                "loopCondition",
                ["", None, LOST, "while (true)", "if (x) { true }", "iteration < 3", "$.iteration < ", "for"],
            ),
            ("items", [[1, 2], {"a": 1}, 3]),
        ]
    )
    return put(definition, dice, ("DO_WHILE",), member, values)


@kind
def event_wrong(definition: Any, dice: random.Random) -> bool:
    return put(
        definition,
        dice,
        ("EVENT",),
        "sink",
        [
            LOST,
            None,
            "",
            "topic",
            ":x",
            "kafak:topic",
            "rabbit:q",
            "conductor :x",
            "http://x",
            3,
            ["conductor:x"],
        ],
    )


@kind
def jq_wrong(definition: Any, dice: random.Random) -> bool:
    return put(
        definition,
        dice,
        ("JSON_JQ_TRANSFORM",),
        "queryExpression",
        [
            LOST,
            None,
            "",
            3,
            ["."],
            ".numbers | sum",
            "numbers | add",
            ".numbers | map(. => 1)",
            ".numbers[",
            "{sum: .numbers | add",
            "$.numbers",
            ".numbers.add()",
            ".numbers | add + ",
            "select(.a == 1",
            ".a as x | x",
            "if .a then 1",
            ".[] | foo(1)",
            "@nope",
            ".numbers | length()",
            "SELECT 1",
            ".numbers |",
        ],
        inside=True,
    )


@kind
def exclusive_join_wrong(definition: Any, dice: random.Random) -> bool:
    return put(
        definition,
        dice,
        ("EXCLUSIVE_JOIN",),
        "joinOn",
        [["nobody"], "left", [], LOST, None, [None], {"a": 1}],
    )


# expressions


@kind
def expression_slip(definition: Any, dice: random.Random) -> bool:
    found = []

    def search(value: Any) -> None:
        items = (
            value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        )
        for name, item in items:
            if isinstance(item, str) and item.startswith("${") and not item.startswith("${workflow"):
                found.append((value, name))
            search(item)

    search(definition["tasks"])
    place = one(dice, found)
    if place is None:
        return False
    holder, name = place
    path = holder[name][2:-1]
    root, _, rest = path.partition(".")
    holder[name] = dice.choice(
        [
            "${" + root.upper() + "." + rest + "}",
            "${ " + path + " }",
            "${" + root + " ." + rest + "}",
            "${" + root + "_ref." + rest + "}",
            "${tasks." + path + "}",
            "${" + path + ".}",
            "${}",
            "${." + path + "}",
            "${" + root + "-1." + rest + "}",
            "${output." + rest + "}",
            "${input.x}",
            "${workflows.input.x}",
            "${" + path.replace(".", " ") + "}",
            "${" + path + "[0}",
            "${" + path + "['x}",
        ]
    )
    return True


# shapes


@kind
def task_member_of_wrong_type(definition: Any, dice: random.Random) -> bool:
    member, values = dice.choice(
        [
            ("inputParameters", [[], "x", [{"name": "a", "value": 1}]]),
            ("optional", ["yes", [], {}]),
            ("retryCount", ["three", [], {}]),
            ("startDelay", ["5s", [], -3]),
            ("asyncComplete", ["later", {}]),
            (
                "taskDefinition",
                [
                    "x",
                    [],
                    {"name": "x", "retryCount": "three"},
                    {"name": "x", "timeoutPolicy": "SOMETIMES"},
                    {"name": "x", "retryLogic": "NEVER"},
                ],
            ),
            ("onStateChange", [[], "x", {"onStart": {"type": "x"}}, {"onStart": ["x"]}, {"onStart": "x"}]),
            ("cacheConfig", ["x", [], {"key": "a", "ttlInSecond": "long"}]),
            ("permissive", ["maybe", {}]),
            ("rateLimited", ["often", []]),
            ("description", [[], {}]),
            ("metadata", ["x", []]),
            ("type", [3, [], None]),
        ]
    )
    return put(definition, dice, (), member, values)


@kind
def head_wrong(definition: Any, dice: random.Random) -> bool:
    member, values = dice.choice(
        [
            ("name", [None, "", LOST, [], " "]),
            ("version", ["one", "1.0", [], {}]),
            ("schemaVersion", [1, 3, 0, "two"]),
            ("tasks", [[], None, LOST, {}, "x", [[]], [None], ["a"]]),
            ("timeoutPolicy", ["TIMEOUT_WF", "RETRY", "time_out_wf", 3]),
            ("timeoutSeconds", ["ten", "1m", []]),
            ("inputParameters", [{"a": 1}, "a"]),
            ("outputParameters", [["a"], "x"]),
            ("variables", [["a"], "x"]),
            ("inputTemplate", [["a"], "x"]),
            ("restartable", ["maybe", []]),
            ("workflowStatusListenerEnabled", ["on"]),
            ("failureWorkflow", [[], {}]),
            ("ownerEmail", [[], {}]),
            ("rateLimitConfig", ["x", {"concurrentExecLimit": "many"}]),
            ("inputSchema", ["x", {"name": "x"}, {"name": "x", "type": "XML", "version": 1}]),
            ("maskedFields", ["a", {}]),
            ("cacheConfig", ["x"]),
        ]
    )
    value = copy.deepcopy(dice.choice(values))
    if value is LOST:
        definition.pop(member, None)
    else:
        definition[member] = value
    return True


def slip(definition: dict[str, Any], name: str, dice: random.Random) -> dict[str, Any] | None:
    """A copy with one mistake of that kind; None where it has no room for it."""
    for _try in range(4):
        changed = copy.deepcopy(definition)
        if KINDS[name](changed, dice) and json.dumps(changed) != json.dumps(definition):
            return changed
    return None
