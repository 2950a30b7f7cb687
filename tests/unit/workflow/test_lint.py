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


def test_a_folder_and_what_export_prints(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    task = {"name": "t", "retryCount": 1}
    (tmp_path / "tasks").mkdir()
    (tmp_path / "tasks" / "t.json").write_text(json.dumps(task))
    (tmp_path / "both.json").write_text(json.dumps({"tasks": [task], "workflows": [definition(tasks=[])]}))
    assert main(["lint", str(tmp_path)]) == 1
    assert "needs at least one task" in capsys.readouterr().out
    (tmp_path / "both.json").write_text(json.dumps({"tasks": [task], "workflows": [definition()]}))
    assert main(["lint", str(tmp_path)]) == 0
    assert main(["draw", str(tmp_path / "both.json")]) == 0
    assert capsys.readouterr().out.count("flowchart TD") == 1


BAD = {
    "empty.json": ("", "the file is empty"),
    "broken.json": ('{"name": ', "1:10: this is not JSON"),
    "bytes.json": (b"\xff\xfe", "not UTF-8 text"),
    "empty.py": ("", "there is no workflow in"),
    "raises.py": (
        "\nraise ValueError('no database')",
        "raises.py:2: the import raised ValueError: no database",
    ),
    "imports.py": ("import no_such_module", "No module named 'no_such_module'; correct it, or install"),
    "syntax.py": ("x = (", "syntax.py:1: the import raised SyntaxError"),
    "twice.py": (
        """
from conductor.client.workflow.conductor_workflow import ConductorWorkflow
from conductor.client.workflow.task.simple_task import SimpleTask
task = SimpleTask('t', 'twin')
made = ConductorWorkflow(name='w') >> [task, task]
""",
        "twice.py: workflow 'w': task 'twin' is used twice",
    ),
    "exits.py": ("raise SystemExit(0)", "the import raised SystemExit: 0; put what a program does under"),
    "task.json": ('{"name": "t", "retryCount": 2}', "there is no workflow in"),
}


@pytest.mark.parametrize("command", ["lint", "draw"])
@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_one_line(
    command: str,
    name: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
):
    monkeypatch.setattr(sys, "path", list(sys.path))
    monkeypatch.setattr(sys, "modules", dict(sys.modules))
    content, said = BAD[name]
    (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    assert main([command, str(tmp_path / name)]) == 2
    out, err = capsys.readouterr()
    assert (out, len(err.splitlines())) == ("", 1)
    assert said in err


@pytest.mark.parametrize(
    ("document", "said"),
    [
        ("text", "there is no workflow in"),
        ([1, 2], "there is no workflow in"),
        ({"name": "w", "tasks": {"a": 1}}, "tasks must be a list"),
        ({"name": "w", "tasks": [1]}, "tasks must be a list of tasks"),
    ],
)
def test_what_cannot_be_drawn(
    document: object, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    path = tmp_path / "w.json"
    path.write_text(json.dumps(document))
    assert main(["draw", str(path)]) == 2
    assert said in capsys.readouterr().err


def test_where_a_drawing_cannot_go(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    path = tmp_path / "w.json"
    path.write_text(json.dumps(definition()))
    for words, said in (
        (["-o", str(tmp_path / "no" / "x.svg")], "x.svg: No such file or directory"),
        (["-o", str(tmp_path / "x.png")], "name a .svg or .mmd file"),
    ):
        assert main(["draw", str(path), *words]) == 2
        assert said in capsys.readouterr().err
    assert main(["draw", str(tmp_path)]) == 2
    assert "is a folder; name one file in it" in capsys.readouterr().err


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
