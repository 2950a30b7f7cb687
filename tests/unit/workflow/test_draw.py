"""Drawings: of definitions and executions, as Mermaid and SVG."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING, Any

import pytest

from conductor.client.http.models import Task, Workflow
from conductor.client.workflow._draw import Drawing, draw
from conductor.client.workflow._draw.colours import STATUS
from conductor.client.workflow._draw.layout import Box, measure, place
from conductor.client.workflow._draw.outline import outline
from conductor.client.workflow.task.do_while_task import DoWhileTask, LoopTask
from conductor.client.workflow.task.switch_task import SwitchTask
from conductor.client.workflow.task.terminate_task import TerminateTask
from unit.workflow.catalogue import CATALOGUE, calc, workflow

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SVG = "{http://www.w3.org/2000/svg}"


def texts(svg: str) -> list[str]:
    return [element.text or "" for element in ET.fromstring(svg).iter(f"{SVG}text")]


@pytest.mark.parametrize("name", CATALOGUE)
def test_every_task_is_in_both_drawings(name: str):
    made = CATALOGUE[name]()
    drawing = made.visualize()
    shown = " ".join(texts(drawing.svg))
    for task in made.to_workflow_def().tasks or ():
        assert str(task.task_reference_name)[:36] in shown
        assert str(task.task_reference_name) in drawing.mermaid


def boxes(box: Box) -> Iterator[Box]:
    yield box
    for inner in box.inside:
        yield from boxes(inner)


@pytest.mark.parametrize("name", CATALOGUE)
def test_boxes_do_not_overlap_and_lie_inside_each_other(name: str):
    from conductor.client._encode import encode

    whole = measure(outline(encode(CATALOGUE[name]().to_workflow_def()), None))
    place(whole, whole.width / 2, 0)
    for box in boxes(whole):
        for inner in box.inside:
            assert inner.left >= box.left - 0.1
            assert inner.left + inner.width <= box.left + box.width + 0.1
            assert inner.top >= box.top
            assert inner.bottom <= box.bottom
        beside = box.node is not None
        for one, other in zip(box.inside, box.inside[1:]):
            assert one.left + one.width <= other.left if beside else one.bottom <= other.top


def test_the_lines_of_a_flow_chart():
    stop = TerminateTask("stop", "FAILED", "no")
    switch = SwitchTask("sw", "${workflow.input.k}").switch_case("a", calc("x")).switch_case("b", stop)
    chart = workflow(switch, [calc("p"), calc("q")], LoopTask("l", 2, calc("body"))).visualize().mermaid
    lines = [line.strip() for line in chart.splitlines()]
    assert lines[0] == "flowchart TD"
    assert 'n1{"<b>sw</b><br/>SWITCH<br/><i>${workflow.input.k}</i>"}' in lines
    assert 'n1 -->|"a"| n2' in lines
    assert 'n1 -->|"b"| n3' in lines
    assert 'n1 -->|"otherwise"| n4' in lines
    assert "n2 --> n4" in lines
    assert not any(line.startswith("n3 -->") for line in lines), "nothing follows a TERMINATE"
    assert "n9 -.->|again| n8" in lines
    assert lines[-1] == "n9 --> finish"


def test_nothing_leads_out_of_a_terminate():
    def stop() -> TerminateTask:
        return TerminateTask("stop", "COMPLETED", "enough")

    endless = workflow(DoWhileTask("l", "true", [calc("a"), stop()])).visualize()
    assert "again" not in texts(endless.svg)
    assert "end" not in texts(endless.svg)
    assert "again" not in endless.mermaid
    assert "finish" not in endless.mermaid
    inner = workflow(workflow(stop(), name="inner"), calc("after")).visualize()
    assert "end" in texts(inner.svg)  # it ends the sub-workflow only


def test_names_have_room():
    latin, chinese = (workflow(calc(name)).visualize().svg for name in ("name" * 4, "\u540d\u524d" * 8))
    widths = [
        max(float(each) for each in re.findall(r'width="([0-9.]+)" height="46', svg))
        for svg in (latin, chinese)
    ]
    assert widths[1] > widths[0] * 1.3


def test_text_is_escaped():
    switch = SwitchTask("sw", '$.a < 3 && "x"', use_javascript=True).switch_case("<b>", calc("x"))
    drawing = workflow(switch).visualize()
    assert "&lt;b&gt;" in drawing.mermaid
    assert "<b>" in " ".join(texts(drawing.svg))


EXECUTION = {
    "workflowId": "1",
    "status": "RUNNING",
    "tasks": [
        {"referenceTaskName": "a", "status": "FAILED"},
        {"referenceTaskName": "a", "status": "COMPLETED"},
        {"referenceTaskName": "l", "status": "IN_PROGRESS"},
        {"referenceTaskName": "body__1", "status": "COMPLETED"},
        {"referenceTaskName": "body__2", "status": "TIMED_OUT"},
    ],
}


def test_an_execution_is_coloured_by_status():
    drawing = workflow(calc("a"), LoopTask("l", 2, calc("body")), calc("z")).visualize(execution=EXECUTION)
    shown = texts(drawing.svg)
    assert "INLINE · COMPLETED ×2" in shown
    assert "INLINE · TIMED_OUT ×2" in shown
    for status in ("COMPLETED", "TIMED_OUT", "IN_PROGRESS"):
        assert STATUS[status][0] in drawing.svg
        assert f"classDef {status}" in drawing.mermaid
    assert STATUS["FAILED"][0] not in drawing.svg, "the retry has made it good"


def test_an_execution_brings_its_definition():
    run = Workflow(
        workflow_id="1",
        status="COMPLETED",
        tasks=[Task(reference_task_name="a", status="COMPLETED")],
        workflow_definition=workflow(calc("a")).to_workflow_def(),
    )
    assert "INLINE · COMPLETED" in texts(draw(run))


def test_a_notebook_shows_the_picture():
    made = workflow(calc("a"))
    bundle = made._repr_mimebundle_()
    assert bundle["image/svg+xml"].startswith("<svg")
    assert bundle["text/plain"].startswith("flowchart TD")
    assert str(made.visualize()) == bundle["text/plain"]
    assert str(made.visualize("svg")) == bundle["image/svg+xml"]


def test_it_can_be_saved(tmp_path: Path):
    drawing = workflow(calc("a")).visualize()
    drawing.save(str(tmp_path / "a.svg"))
    drawing.save(str(tmp_path / "a.mmd"))
    assert (tmp_path / "a.svg").read_text().startswith("<svg")
    assert (tmp_path / "a.mmd").read_text().startswith("flowchart")


def test_another_kind_is_refused():
    with pytest.raises(ValueError, match="no drawing of kind 'png'; there are svg, mermaid"):
        Drawing({"name": "w"}, kind="png")


@pytest.mark.parametrize("definition", [{"name": "w"}, {"name": "w", "tasks": [{}]}, {}])
def test_odd_definitions_are_drawn_as_well_as_can_be(definition: dict[str, Any]):
    assert ET.fromstring(draw(definition)).tag == f"{SVG}svg"
    assert draw(definition, "mermaid").startswith("flowchart TD")
