"""Which branches ran."""

from __future__ import annotations

from typing import Any

from conductor.testing import Branch, BranchCoverage


def simple(name: str) -> dict[str, Any]:
    return {"name": name, "taskReferenceName": name, "type": "SIMPLE"}


SWITCH = {
    "name": "route",
    "taskReferenceName": "route",
    "type": "SWITCH",
    "decisionCases": {"de": [simple("german")], "fr": [], "it": [simple("italian")]},
    "defaultCase": [simple("english")],
}
LOOP = {"name": "lp", "taskReferenceName": "lp", "type": "DO_WHILE", "loopOver": [simple("body")]}
FORK = {
    "name": "f",
    "taskReferenceName": "f",
    "type": "FORK_JOIN",
    "forkTasks": [[SWITCH], [simple("b"), LOOP]],
}


def run(*tasks: dict[str, Any], definition: dict[str, Any] = FORK) -> dict[str, Any]:
    return {"workflowDefinition": {"name": "w", "version": 2, "tasks": [definition]}, "tasks": list(tasks)}


def ran(reference: str, **more: Any) -> dict[str, Any]:
    return {"referenceTaskName": reference, **more}


def chose(case: str, key: str = "evaluationResult") -> dict[str, Any]:
    return ran("route", outputData={key: [case]})


def missed(*runs: dict[str, Any]) -> list[tuple[str, str]]:
    coverage = BranchCoverage()
    for one in runs:
        coverage.add(one)
    return [(branch.task, branch.name) for branch in coverage.missed]


def test_every_way_of_a_switch() -> None:
    assert missed(run(definition=SWITCH)) == [("route", name) for name in ("de", "default", "fr", "it")]
    assert missed(run(chose("de"), definition=SWITCH)) == [
        ("route", name) for name in ("default", "fr", "it")
    ]
    assert missed(*(run(chose(c), definition=SWITCH) for c in ("de", "fr", "xx"))) == [("route", "it")]


def test_an_old_decision() -> None:
    definition = {**SWITCH, "type": "DECISION"}
    run_of_it = run(chose("de", "caseOutput"), definition=definition)
    assert ("route", "de") not in missed(run_of_it)


def test_forks_and_loops_and_what_is_in_them() -> None:
    once = run(ran("f"), chose("it"), ran("b"), ran("body__1", loopOverTask=True), ran("lp"))
    assert missed(once) == [("route", "de"), ("route", "default"), ("route", "fr")]
    assert ("f", "1") in missed(run(ran("f"), chose("it")))
    assert ("lp", "body") in missed(run(ran("f"), chose("it"), ran("b")))


def test_a_report_for_people() -> None:
    coverage = BranchCoverage()
    coverage.add(run(chose("de"), definition=SWITCH))
    other = BranchCoverage()
    other.add(run(chose("fr"), definition=SWITCH))
    coverage.merge(other)
    assert str(coverage) == (
        "2 of 4 workflow branches ran\n  never: w v2: route → default\n  never: w v2: route → it"
    )
    assert Branch("w", 2, "route", "it") in coverage.missed


def test_a_run_without_a_definition_counts_nothing() -> None:
    coverage = BranchCoverage()
    coverage.add({"tasks": None})
    assert coverage.taken == {}
