"""The places of boxes and lines in the drawing of a workflow: the page's layout.js, run in QuickJS."""

from __future__ import annotations

import json
from functools import lru_cache
from itertools import combinations, count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conductor.devserver import page

quickjs = pytest.importorskip("quickjs")


@lru_cache(maxsize=1)
def drawing_context():
    context = quickjs.Context()
    context.eval(page.read("layout.js")[1].decode().replace("export ", ""))
    return context


def draw(tasks, forked=()):
    context = drawing_context()
    context.set("tasks", json.dumps(tasks))
    context.set("made", json.dumps(list(forked)))
    return json.loads(
        context.eval("JSON.stringify(layout({tasks: JSON.parse(tasks)}, () => JSON.parse(made)))")
    )


def leaf(name):
    return {"name": name, "taskReferenceName": name, "type": "SIMPLE"}


numbers = count()
leaves = st.builds(lambda: leaf(f"t{next(numbers)}"))
sequences = st.deferred(lambda: st.lists(tasks, max_size=3))
tasks = st.deferred(
    lambda: (
        leaves
        | st.builds(
            lambda cases, default: {
                **leaf(f"s{next(numbers)}"),
                "type": "SWITCH",
                "decisionCases": {f"case {number}": case for number, case in enumerate(cases)},
                "defaultCase": default,
            },
            st.lists(sequences, max_size=3),
            sequences,
        )
        | st.builds(
            lambda forks: {**leaf(f"f{next(numbers)}"), "type": "FORK_JOIN", "forkTasks": forks},
            st.lists(sequences, max_size=3),
        )
        | st.builds(
            lambda body: {**leaf(f"l{next(numbers)}"), "type": "DO_WHILE", "loopOver": body}, sequences
        )
    )
)


def names(tasks):
    for task in tasks:
        yield task["taskReferenceName"]
        cases = task.get("decisionCases", {}).values()
        for branch in [
            *cases,
            task.get("defaultCase", []),
            *task.get("forkTasks", []),
            task.get("loopOver", []),
        ]:
            yield from names(branch)


def overlap(one, other):
    return (
        one["x"] < other["x"] + other["width"]
        and other["x"] < one["x"] + one["width"]
        and one["y"] < other["y"] + other["height"]
        and other["y"] < one["y"] + one["height"]
    )


@settings(max_examples=30, deadline=None)
@given(sequences)
def test_every_task_has_its_place_and_none_covers_another(tasks):
    plan = draw(tasks)
    boxes = [node for node in plan["nodes"] if node["shape"] == "box"]
    assert sorted(node["task"]["taskReferenceName"] for node in boxes) == sorted(names(tasks))
    for node in plan["nodes"]:
        assert node["x"] >= 0
        assert node["y"] >= 0
        assert node["x"] + node["width"] <= plan["width"] + 0.01
        assert node["y"] + node["height"] <= plan["height"] + 0.01
    assert not [pair for pair in combinations(plan["nodes"], 2) if overlap(*pair)]
    for line in plan["lines"]:
        for x, y in line["points"]:
            assert -0.01 <= x <= plan["width"] + 0.01
            assert -0.01 <= y <= plan["height"] + 0.01
        for (x1, y1), (x2, y2) in zip(line["points"], line["points"][1:]):
            assert abs(x1 - x2) < 0.01 or abs(y1 - y2) < 0.01


def test_cases_are_labelled_where_they_branch_off():
    switch = {
        **leaf("s"),
        "type": "SWITCH",
        "decisionCases": {"gold": [leaf("g")]},
        "defaultCase": [leaf("d")],
    }
    plan = draw([leaf("first"), switch])
    places = {node["task"].get("taskReferenceName"): node for node in plan["nodes"]}
    labels = {line["label"]: line["at"] for line in plan["lines"] if "label" in line}
    assert set(labels) == {"gold", "default"}
    for label, task in (("gold", "g"), ("default", "d")):
        assert places[task]["x"] <= labels[label][0] <= places[task]["x"] + places[task]["width"]
        assert places["s"]["y"] + places["s"]["height"] < labels[label][1] <= places[task]["y"]


def test_a_dynamic_fork_shows_the_tasks_it_made():
    fork = {**leaf("f"), "type": "FORK_JOIN_DYNAMIC"}
    plan = draw([fork], forked=[leaf("a"), leaf("b"), {"more": 7}])
    assert [node["task"].get("taskReferenceName") for node in plan["nodes"] if node["shape"] == "box"] == [
        "f",
        "a",
        "b",
        None,
    ]


def terminate(name):
    return {**leaf(name), "type": "TERMINATE"}


def ways_out(plan, name):
    """The lines that begin at the lower edge of a task."""
    (box,) = [node for node in plan["nodes"] if node["task"].get("taskReferenceName") == name]
    below = box["y"] + box["height"]
    return [
        line
        for line in plan["lines"]
        if abs(line["points"][0][1] - below) < 0.01
        and box["x"] <= line["points"][0][0] <= box["x"] + box["width"]
    ]


def switch_between(default):
    cases = {"stop": [leaf("g"), terminate("stop")]}
    return {**leaf("s"), "type": "SWITCH", "decisionCases": cases, "defaultCase": default}


@pytest.mark.parametrize(
    ("tasks", "goes_on"),
    [
        ([leaf("a"), terminate("stop")], False),
        ([terminate("stop"), leaf("never")], True),
        ([switch_between([leaf("d")]), leaf("z")], True),
        ([switch_between([])], True),
        ([switch_between([terminate("other")])], False),
        ([{**leaf("l"), "type": "DO_WHILE", "loopOver": [leaf("a"), terminate("stop")]}], False),
        ([{**leaf("f"), "type": "FORK_JOIN", "forkTasks": [[terminate("stop")], [leaf("b")]]}], True),
    ],
    ids=["last", "in the middle", "a case", "an empty case beside", "every case", "a loop", "a branch"],
)
def test_nothing_leads_out_of_a_terminate(tasks, goes_on):
    plan = draw(tasks)
    assert ways_out(plan, "stop") == []
    assert any(node["shape"] == "end" for node in plan["nodes"]) == goes_on
    if "g" in set(names(tasks)):
        assert len(ways_out(plan, "g")) == 1
