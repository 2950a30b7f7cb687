"""``conductor-py lint`` and ``draw``, and what is below them."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import pytest

from conductor._cli import main
from conductor.client.workflow._lint import lint_path

if TYPE_CHECKING:
    from pathlib import Path

WRONG = """
from conductor.client.workflow.conductor_workflow import ConductorWorkflow
from conductor.client.workflow.executor.workflow_executor import WorkflowExecutor
from conductor.client.workflow.task.simple_task import SimpleTask

at_import = ConductorWorkflow(name='at_import')
at_import >> SimpleTask('t', 'a').input(key='x', value='${zip.output}')

def build(workflow_executor: WorkflowExecutor) -> ConductorWorkflow:
    made = ConductorWorkflow(executor=workflow_executor, name='built')
    inner = ConductorWorkflow(name='inner')
    inner >> SimpleTask('t', 'b').input(key='x', value='${zap.output}')
    return made >> inner

def needs_more(executor, country: str) -> ConductorWorkflow:
    raise AssertionError('it was called')

if __name__ == '__main__':
    raise AssertionError('it was run')
"""


@pytest.fixture
def wrong(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(sys, "path", list(sys.path))
    monkeypatch.setattr(sys, "modules", dict(sys.modules))
    path = tmp_path / "wrong_workflows.py"
    path.write_text(WRONG)
    return path


def definition(**members: object) -> dict[str, object]:
    return {
        "name": "w",
        "version": 1,
        "tasks": [{"name": "t", "taskReferenceName": "a", "type": "SIMPLE"}],
        **members,
    }


def test_a_python_file(wrong: Path):
    found = lint_path(str(wrong))
    assert [(each.workflow, each.line) for each in found] == [("at_import", 7), ("inner", 12)]
    assert {each.file for each in found} == {str(wrong)}


def test_a_module(wrong: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(wrong.parent)
    assert len(lint_path("wrong_workflows")) == 2


def test_a_json_file_tells_its_line(tmp_path: Path):
    path = tmp_path / "w.json"
    path.write_text(json.dumps([definition(), definition(outputParameters={"x": "${b.output}"})], indent=1))
    (found,) = lint_path(str(path))
    assert (found.code, found.line) == ("reference-unknown", 1)
    tasks = [{"name": "t", "taskReferenceName": "here", "type": "HTTP"}]
    path.write_text(json.dumps(definition(tasks=tasks), indent=1))
    (found,) = lint_path(str(path))
    assert path.read_text().splitlines()[(found.line or 0) - 1].strip() == '"taskReferenceName": "here",'


def test_the_command(wrong: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["lint", str(wrong)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith(f"{wrong}:7: error: task 'a': ${{zip.output}} refers to 'zip'")
    assert lines[-1] == "2 findings"


def test_the_command_on_what_is_right(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    path = tmp_path / "w.json"
    path.write_text(json.dumps(definition()))
    assert main(["lint", str(path)]) == 0
    assert capsys.readouterr().out == "0 findings\n"


def test_findings_as_json(wrong: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["lint", "--json", str(wrong)]) == 1
    assert [each["code"] for each in json.loads(capsys.readouterr().out)] == ["reference-unknown"] * 2


def test_warnings_can_be_left_out(tmp_path: Path):
    path = tmp_path / "w.json"
    own = {"name": "t", "taskReferenceName": "a", "type": "SIMPLE", "inputParameters": {"x": "${a.output}"}}
    path.write_text(json.dumps(definition(tasks=[own])))
    assert main(["lint", str(path)]) == 1
    assert main(["lint", "--errors-only", str(path)]) == 0


@pytest.mark.parametrize("command", ["lint", "draw"])
def test_misuse(tmp_path: Path, command: str, capsys: pytest.CaptureFixture[str]):
    broken = tmp_path / "broken.json"
    broken.write_text("{")
    for path, said in (
        (str(tmp_path / "no.json"), "no such file"),
        (str(broken), "not JSON"),
        ("no_module", "no_module"),
    ):
        assert main([command, path]) == 2
        assert said in capsys.readouterr().err


def test_drawing_to_a_file_and_to_the_screen(wrong: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["draw", str(wrong), "--name", "at_import"]) == 0
    assert capsys.readouterr().out.startswith("flowchart TD")
    picture = tmp_path / "a.svg"
    assert main(["draw", str(wrong), "--name", "built", "-o", str(picture)]) == 0
    assert picture.read_text().startswith("<svg")
    assert main(["draw", str(wrong), "--name", "other"]) == 2
    assert "no workflow named other" in capsys.readouterr().err
