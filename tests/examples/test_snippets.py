"""What the pages show besides Python is parsed: manifests, unit files, commands. Each kind has its check."""

from __future__ import annotations

import configparser
import json
import re
import shlex
from typing import TYPE_CHECKING, Any

import pytest

from behaviour.programs import ROOT, program
from conductor._cli import _parser

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Server

DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
BLOCK = re.compile(r"^```(?P<kind>\w*)[^\n]*\n(?P<text>.*?)^```$", re.S | re.M)
CHECKED = {"json", "yaml", "dockerfile", "ini", "sh"}
ELSEWHERE = {
    "python": "run by test_documents.py",
    "text": "what a command prints; compared by test_documents.py on the pages that are followed",
    "": "what is typed or shown at a terminal, for a server or a person that no test has",
}
FOREIGN = (
    "python3 ",
    "python ",
    ".venv/bin/python ",
    ".venv/bin/pre-commit ",
    ". ",
    "mkdir ",
    "cd ",
    "pytest ",
    "curl ",
)
"""Commands that are not ours."""
INSTRUCTIONS = {"FROM", "WORKDIR", "COPY", "RUN", "ENV", "USER", "CMD", "ENTRYPOINT", "EXPOSE", "ARG"}


def blocks(*kinds: str) -> list[Any]:
    found = []
    for document in DOCUMENTS:
        name = document.relative_to(ROOT).as_posix()
        for number, match in enumerate(BLOCK.finditer(document.read_text("utf-8")), 1):
            if match["kind"] in kinds:
                found.append(pytest.param(match["text"], id=f"{name}-{number}"))
    return found


def test_every_kind_of_block_has_its_check() -> None:
    kinds = {match["kind"] for document in DOCUMENTS for match in BLOCK.finditer(document.read_text("utf-8"))}
    assert kinds <= CHECKED | set(ELSEWHERE)


@pytest.mark.parametrize("text", blocks("json"))
def test_json(text: str) -> None:
    json.loads(text)


@pytest.mark.parametrize("text", blocks("yaml"))
def test_yaml(text: str) -> None:
    yaml = pytest.importorskip("yaml")
    assert all(isinstance(document, dict) for document in yaml.safe_load_all(text))


@pytest.mark.parametrize("text", blocks("ini"))
def test_unit_files(text: str) -> None:
    parser = configparser.RawConfigParser(strict=False)
    parser.read_string(text)
    assert parser.sections() == ["Unit", "Service", "Install"]


@pytest.mark.parametrize("text", blocks("dockerfile"))
def test_dockerfiles(text: str) -> None:
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    assert lines[0].startswith("FROM ")
    assert {line.split()[0] for line in lines} <= INSTRUCTIONS
    (command,) = (line[4:] for line in lines if line.startswith("CMD "))
    assert json.loads(command)  # as a list, or SIGTERM does not arrive


def ours(line: str) -> list[str] | None:
    """The words after ``conductor-py``; None for a command that is not ours."""
    words = shlex.split(line, comments=True)
    return words[1:] if words and words[0].rpartition("/")[2] == "conductor-py" else None


@pytest.mark.parametrize("text", blocks("sh"))
def test_commands_have_these_options(text: str) -> None:
    for line in re.sub(r"\\\n", " ", text).splitlines():
        words = ours(line)
        if words is None:
            assert not line or line.startswith(FOREIGN), line
        else:
            _parser(words).parse_args(words)  # ends the test where it is misuse


def test_the_pod_outlives_its_workers() -> None:
    yaml = pytest.importorskip("yaml")
    page = (ROOT / "docs" / "deployment.md").read_text("utf-8")
    (manifest,) = (yaml.safe_load(block["text"]) for block in BLOCK.finditer(page) if block["kind"] == "yaml")
    pod = manifest["spec"]["template"]["spec"]
    (container,) = pod["containers"]
    (stop,) = map(int, re.findall(r"stop_timeout_seconds=(\d+)", page))
    assert pod["terminationGracePeriodSeconds"] > stop
    (port,) = container["ports"]
    assert f"HEALTH_PORT={port['containerPort']}" in page
    probes = [container[name]["httpGet"] for name in ("startupProbe", "readinessProbe", "livenessProbe")]
    assert probes == [{"path": path, "port": port["name"]} for path in ("/ready", "/ready", "/health")]


@pytest.mark.on_both
def test_the_pipeline_of_definitions(server: Server, tmp_path: Path) -> None:
    """The commands of docs/ci-cd.md, in their order, in a folder of their own."""
    page = (ROOT / "docs" / "ci-cd.md").read_text("utf-8")
    (code,) = (block["text"] for block in BLOCK.finditer(page) if block["kind"] == "python")
    first, second = (block["text"] for block in BLOCK.finditer(page) if block["kind"] == "sh")
    (tmp_path / "definitions.py").write_text(code, "utf-8")

    def say(line: str, status: int, *words: str) -> None:
        told = ours(line)
        assert told is not None, line
        if told[0] == "export":  # the server is shared: ours only
            told += ["ci_greetings", "ci_greet"]
        with program(["-m", "conductor", *told], server.environment, tmp_path / "out") as done:
            assert done.wait(90) == status, f"{line}\n{done.text}"
            assert [each for each in words if each not in done.text] == [], done.text

    say("conductor-py apply definitions.py", 0, "applied  task ci_greet", "applied  workflow ci_greetings v1")
    export, lint, diff, dry, apply = first.splitlines()
    say(export, 0, "2 definitions written to conductor")
    say(lint, 0, "0 findings")
    say(diff, 0, "2 same")
    kept = tmp_path / "conductor" / "workflows" / "ci_greetings.v1.json"
    changed = json.loads(kept.read_text("utf-8"))
    changed["tasks"][0]["inputParameters"]["name"] = "${workflow.input.who}"
    changed["version"] = 2
    kept.with_name("ci_greetings.v2.json").write_text(json.dumps(changed), "utf-8")
    say(diff, 1, "new      workflow ci_greetings v2", "1 new, 2 same")
    say(dry, 0, "Nothing was changed (--dry-run).")
    say(apply, 0, "applied  workflow ci_greetings v2")
    say(diff, 0, "3 same")
    asks, sure = second.splitlines()
    say(asks, 2, "add --yes")
    say(sure, 0, "deleted  workflow ci_greetings v2")
    assert server.json("GET", "/metadata/workflow/ci_greetings")["version"] == 1
    say("conductor-py apply --prune-version ci_greetings:1 --yes", 0, "deleted")
    server.call("DELETE", "/metadata/taskdefs/ci_greet")
