"""The drawings of tutorial and explanation are what ``visualize()`` draws of the code on the page."""

from __future__ import annotations

import re
import runpy
from typing import TYPE_CHECKING

from behaviour.programs import ROOT
from conductor.client.worker import _registry
from conductor.client.workflow.conductor_workflow import ConductorWorkflow
from conductor.client.workflow.task.simple_task import SimpleTask

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

IMAGES = ROOT / "docs" / "images"


def test_the_tutorial_draws_its_own_workflow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_registry, "decorated_functions", {})
    page = (ROOT / "docs" / "tutorial.md").read_text("utf-8")
    last = re.findall(r'```python title="order\.py"\n(.*?)^```$', page, re.S | re.M)[-1]
    (tmp_path / "order.py").write_text(last, "utf-8")
    workflow = runpy.run_path(str(tmp_path / "order.py"))["order_workflow"]()
    assert workflow.visualize().svg == (IMAGES / "tutorial-order.svg").read_text("utf-8")


def test_how_a_task_travels() -> None:
    workflow = ConductorWorkflow(name="docs_travel", version=1) >> SimpleTask("docs_travel_task", "one")
    assert workflow.visualize().svg == (IMAGES / "travel.svg").read_text("utf-8")
