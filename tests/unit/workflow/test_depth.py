"""Definitions that are nested deeply, or wide: no recursion error, no time that doubles with each level."""

from __future__ import annotations

import json
import sys
import threading
from typing import Any, Callable

import pytest

from conductor.client._depth import deeply
from conductor.client._encode import dumps
from conductor.client.exceptions import InvalidDefinition
from conductor.client.workflow.conductor_workflow import ConductorWorkflow
from conductor.client.workflow.task.switch_task import SwitchTask
from unit.workflow.catalogue import work, workflow

LEVELS = 200


def forks() -> Any:
    """Lists in lists."""
    inside: Any = work("inmost")
    for level in range(LEVELS):
        inside = [[work(f"first{level}"), inside], work(f"second{level}")]
    return inside


def switches_with_forks() -> Any:
    inside: Any = work("inmost")
    for level in range(LEVELS // 2):
        switch = SwitchTask(f"sw{level}", "${workflow.input.x}")
        inside = switch.switch_case("a", [work(f"a{level}"), [inside, work(f"b{level}")]])
    return inside


def sub_workflows() -> Any:
    inside: Any = work("inmost")
    for level in range(LEVELS):
        inside = workflow(inside, name=f"inner{level}")
    return inside


@pytest.mark.timeout(60)
@pytest.mark.parametrize("build", [forks, switches_with_forks, sub_workflows])
def test_deep_ones_are_built_checked_written_read_and_drawn(build: Callable[[], Any]):
    usual = sys.getrecursionlimit()
    made = workflow(build())
    assert made.validate() == []
    text = made.to_json(indent=None)
    assert json.loads(dumps(made.to_workflow_def())) == json.loads(text)
    assert ConductorWorkflow.from_json(text).to_json(indent=None) == text
    drawing = made.visualize()
    assert "inmost" in drawing.svg
    assert "inmost" in drawing.mermaid
    assert sys.getrecursionlimit() == usual


@pytest.mark.timeout(30)
def test_a_wide_one():
    made = workflow(
        *(work(f"t{index}", x=f"${{t{index - 1}.output.x}}" if index else 1) for index in range(2000))
    )
    made >> [work(f"b{index}") for index in range(300)]
    assert made.validate() == []
    assert made.visualize().svg.count("<rect") > 2000


def test_what_has_no_end_is_still_refused():
    endless: list[Any] = []
    endless.append(endless)
    made = workflow(work("a"), work("b", x={"y": endless}))
    with pytest.raises(InvalidDefinition, match=r"task 'b' has a value that contains itself.*\.py:\d+"):
        made.to_json()


def test_the_room_is_given_back_by_the_last_who_needs_it():
    usual, inside, go_on = sys.getrecursionlimit(), threading.Event(), threading.Event()

    def needs(levels: int, last: Callable[[], object]) -> int:
        return needs(levels - 1, last) + 1 if levels else bool(last()) and 0

    def wait() -> bool:
        inside.set()
        return go_on.wait(10)

    other = threading.Thread(target=deeply, args=(needs, usual + 500, wait))
    other.start()
    assert inside.wait(10)
    assert deeply(needs, usual + 500, lambda: True) == usual + 500
    assert sys.getrecursionlimit() > usual
    go_on.set()
    other.join(10)
    assert sys.getrecursionlimit() == usual
    with pytest.raises(RecursionError):
        deeply(needs, 1_000_000, lambda: True)
    assert sys.getrecursionlimit() == usual


def test_the_room_that_another_thread_got_meanwhile_is_not_taken_for_ones_own():
    inside, go_on, limits = threading.Event(), threading.Event(), []

    def long_work() -> bool:
        if sys.getrecursionlimit() == usual:
            raise RecursionError
        inside.set()
        return go_on.wait(10)

    def work() -> str:
        limits.append(sys.getrecursionlimit())
        if len(limits) == 1:
            other.start()
            assert inside.wait(10)
            raise RecursionError
        return "done"

    usual = sys.getrecursionlimit()
    other = threading.Thread(target=deeply, args=(long_work,))
    try:
        assert deeply(work) == "done"
    finally:
        go_on.set()
        other.join(10)
    assert limits[0] == usual < limits[1]
    assert sys.getrecursionlimit() == usual


def test_a_limit_that_the_program_has_set_higher_is_not_lowered():
    usual, limits = sys.getrecursionlimit(), []

    def work() -> None:
        limits.append(sys.getrecursionlimit())
        raise RecursionError

    sys.setrecursionlimit(9_000)
    try:
        with pytest.raises(RecursionError):
            deeply(work)
        assert min(limits) == 9_000 == sys.getrecursionlimit()
    finally:
        sys.setrecursionlimit(usual)
