"""``conductor-py export``, ``diff`` and ``apply`` as a pipeline uses them."""

from __future__ import annotations

import json
import subprocess
import sys
import uuid
from typing import TYPE_CHECKING, Any

import pytest

from behaviour.programs import environment

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from conftest import Server


def tool(server: Server, *words: object) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [sys.executable, "-m", "conductor", *map(str, words)],
        env=environment(server.environment),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert "Traceback" not in done.stdout + done.stderr, done.stderr
    return done


class Kept:
    """A folder with one workflow and its task, under names of this test's own."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.name = folder, f"code_{uuid.uuid4().hex[:8]}"
        self.task = {
            "name": f"{self.name}_task",
            "retryCount": 1,
            "responseTimeoutSeconds": 60,
            "ownerEmail": "a@b.example",
        }
        step = {"name": self.task["name"], "taskReferenceName": "work_ref", "type": "SIMPLE"}
        self.workflow: dict[str, Any] = {
            "name": self.name,
            "version": 1,
            "schemaVersion": 2,
            "ownerEmail": "a@b.example",
            "tasks": [{**step, "inputParameters": {"n": "${workflow.input.n}"}}],
        }

    def write(self) -> None:
        (self.folder / "workflow.json").write_text(json.dumps(self.workflow))
        (self.folder / "task.json").write_text(json.dumps(self.task))


@pytest.fixture
def kept(server: Server, tmp_path: Path) -> Iterator[Kept]:
    (tmp_path / "defs").mkdir()
    kept = Kept(tmp_path / "defs")
    kept.write()
    yield kept
    for summary in server.json("GET", f"/workflow/search?query=workflowType%3D{kept.name}")["results"]:
        server.call("DELETE", f"/workflow/{summary['workflowId']}")
        server.call("DELETE", f"/workflow/{summary['workflowId']}/remove")
    for version in (1, 2):
        server.call("DELETE", f"/metadata/workflow/{kept.name}/{version}")
    server.call("DELETE", f"/metadata/taskdefs/{kept.task['name']}")


@pytest.mark.on_both
def test_from_new_to_same_to_changed(server: Server, kept: Kept) -> None:
    new = tool(server, "diff", kept.folder)
    assert (new.returncode, new.stdout.splitlines()[-1]) == (1, "2 new")
    dry = tool(server, "apply", kept.folder, "--dry-run")
    assert dry.returncode == 0
    assert server.call("GET", f"/metadata/workflow/{kept.name}").status_code == 404
    applied = tool(server, "apply", kept.folder)
    assert applied.returncode == 0, applied.stdout + applied.stderr
    assert applied.stdout.splitlines()[-2:] == [
        f"applied  task {kept.task['name']}",
        f"applied  workflow {kept.name} v1",
    ]
    same = tool(server, "diff", kept.folder)
    assert (same.returncode, same.stdout) == (0, "2 same\n")
    server.json("POST", "/workflow", json={"name": kept.name})
    kept.workflow["tasks"][0]["inputParameters"]["n"] = "${workflow.input.many}"
    kept.task["retryCount"] = 5
    kept.write()
    changed = tool(server, "diff", kept.folder)
    assert changed.returncode == 1
    lines = [line.strip() for line in changed.stdout.splitlines()]
    assert 'tasks[work_ref].inputParameters.n: "${workflow.input.n}" → "${workflow.input.many}"' in lines
    assert "retryCount: 1 → 5" in lines
    assert any(line.startswith(f"warning: 1 running execution of {kept.name} v1: they end") for line in lines)
    assert f"warning: 1 running execution of {kept.name} v1 run task {kept.task['name']}" in lines
    assert tool(server, "apply", kept.folder).returncode == 0
    assert server.json("GET", f"/metadata/taskdefs/{kept.task['name']}")["retryCount"] == 5


@pytest.mark.on_both
def test_an_export_is_no_difference(server: Server, kept: Kept, tmp_path: Path) -> None:
    assert tool(server, "apply", kept.folder).returncode == 0
    done = tool(server, "export", kept.name, "--with-tasks", "--dir", tmp_path / "out", "--json")
    assert [name.rpartition("/out/")[2] for name in json.loads(done.stdout)["files"]] == [
        f"tasks/{kept.task['name']}.json",
        f"workflows/{kept.name}.v1.json",
    ]
    assert tool(server, "diff", tmp_path / "out").stdout == "2 same\n"
    printed = tool(server, "export", f"{kept.name}:1").stdout
    assert printed == tool(server, "export", f"{kept.name}:1").stdout
    (workflow,) = json.loads(printed)["workflows"]
    assert workflow == {
        **kept.workflow,
        **{name: workflow[name] for name in workflow.keys() - kept.workflow.keys()},
    }
    assert "createTime" not in workflow


@pytest.mark.on_both
def test_a_refused_definition_is_a_line_and_nothing_is_written(server: Server, kept: Kept) -> None:
    kept.workflow["tasks"] *= 2
    kept.write()
    done = tool(server, "apply", kept.folder)
    assert done.returncode == 1
    (refused,) = [line for line in done.stdout.splitlines() if line.startswith("refused")]
    assert f"workflow {kept.name} v1" in refused
    assert "work_ref should be unique" in refused
    assert server.call("GET", f"/metadata/taskdefs/{kept.task['name']}").status_code == 404
    told = json.loads(tool(server, "apply", kept.folder, "--dry-run", "--json").stdout)
    assert [each["title"] for each in told["refused"]] == [f"workflow {kept.name} v1"]


@pytest.mark.on_both
def test_a_version_is_deleted_only_with_a_yes(server: Server, kept: Kept) -> None:
    assert tool(server, "apply", kept.folder).returncode == 0
    kept.workflow["version"] = 2
    kept.write()
    assert tool(server, "apply", kept.folder).returncode == 0
    prune = ["apply", "--prune-version", f"{kept.name}:2"]
    unasked = tool(server, *prune)
    assert unasked.returncode == 2
    assert "add --yes" in unasked.stderr
    dry = tool(server, *prune, "--dry-run", "--yes")
    assert f"would delete workflow {kept.name} v2" in dry.stdout
    assert server.json("GET", f"/metadata/workflow/{kept.name}")["version"] == 2
    done = tool(server, *prune, "--yes")
    assert (done.returncode, done.stdout) == (0, f"deleted  workflow {kept.name} v2\n")
    assert server.json("GET", f"/metadata/workflow/{kept.name}")["version"] == 1
    again = tool(server, *prune, "--yes")
    assert again.returncode == 0
    assert "is not on the server" in again.stderr
    both = tool(server, "apply", kept.folder, "--prune-version", f"{kept.name}:2", "--yes")
    assert both.returncode == 2
    assert "both given and to be deleted" in both.stderr


def test_misuse(embedded: Server, tmp_path: Path) -> None:
    (tmp_path / "broken.json").write_text('{"name": ')
    (tmp_path / "raises.py").write_text("raise ValueError('no database')\n")
    for words, said in (
        (["diff", tmp_path / "broken.json"], "this is not JSON"),
        (["apply", tmp_path / "raises.py"], "the import raised ValueError: no database"),
        (["apply"], "nothing to do"),
        (["apply", "--prune-version", "nope"], "is no NAME:VERSION"),
        (["export", "no_such_definition"], "has no workflow or task 'no_such_definition'"),
        (["diff", tmp_path / "broken.json", "--url", "http://127.0.0.1:1/api"], "this is not JSON"),
        (["export", "--url", "http://127.0.0.1:1/api"], "nobody listens there (Connection refused); start"),
    ):
        done = tool(embedded, *words)
        assert done.returncode == 2, words
        assert said in done.stderr
        assert done.stdout == ""
