"""``doctor``, ``export``, ``diff`` and ``apply`` where the address leads to something else."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

import pytest

from behaviour.odd_servers import GONE, PAGE, old, orkes, serving
from behaviour.programs import environment

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Server


def tool(*words: object, stdin: str | None = None, **extra: str) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [sys.executable, "-m", "conductor", *map(str, words)],
        env=environment(extra),
        input=stdin or "",
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )
    assert "Traceback" not in done.stdout + done.stderr, done.stderr
    return done


@pytest.fixture
def definition(tmp_path: Path) -> Path:
    return defined(tmp_path, "good")


def defined(folder: Path, name: str) -> Path:
    step = {"name": "greet", "taskReferenceName": "greet_ref", "type": "SIMPLE"}
    path = folder / f"{name}.json"
    path.write_text(json.dumps({"name": name, "version": 1, "schemaVersion": 2, "tasks": [step]}))
    return path


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (PAGE, "answers 200 with a web page"),
        ((502, "<html>Bad gateway</html>"), "answers 502 with a web page"),
        ((200, {"hello": "world"}), "but not as a Conductor API does"),
        ((302, ""), "redirects in circles"),
        (GONE, "but not as a Conductor API does"),
    ],
)
def test_what_is_no_conductor_server(answer: tuple[int, Any], words: str, definition: Path) -> None:
    with serving(lambda *_: answer) as url:
        doctor = tool("doctor", "--url", url)
        assert (doctor.returncode, doctor.stdout.count("problem  ")) == (1, 1)
        assert words in doctor.stdout
        for command in (["export"], ["diff", definition], ["apply", definition]):
            done = tool(*command, "--url", url)
            assert (done.returncode, done.stdout) == (2, "")
            (line,) = done.stderr.splitlines()
            assert words in line


def test_lists_that_are_none(definition: Path) -> None:
    with serving(lambda verb, path, *_: (200, "3.32.3" if path == "/version" else {"a": 1})) as url:
        done = tool("diff", definition, "--url", url)
    assert done.returncode == 2
    assert "does not list its workflows as a Conductor API does" in done.stderr


@pytest.mark.slow
def test_a_server_that_says_nothing(definition: Path) -> None:
    def hang(*_: Any) -> tuple[int, Any]:
        time.sleep(30)
        raise TimeoutError

    with serving(hang) as url:
        began = time.monotonic()
        done = tool("export", "--url", url)
        assert time.monotonic() - began < 30
    assert done.returncode == 2
    assert "/api: no answer within 1" in done.stderr


@pytest.mark.parametrize("command", ["export", "diff", "apply"])
def test_a_wrong_address_and_a_path_without_api(command: str, definition: Path, embedded: Server) -> None:
    words = [command] if command == "export" else [command, definition]
    assert "does not begin with http://" in tool(*words, "--url", "localhost:8080/api").stderr
    assert f"at {embedded.url} there is" in tool(*words, "--url", embedded.ui_url).stderr


def test_orkes() -> None:
    with serving(orkes) as url:
        wanted = tool("doctor", "--url", url)
        wrong = tool("doctor", "--url", url, CONDUCTOR_AUTH_KEY="bad", CONDUCTOR_AUTH_SECRET="hush-hush")
        right = tool("doctor", "--url", url, CONDUCTOR_AUTH_KEY="good", CONDUCTOR_AUTH_SECRET="secret")
        kept = tool("export", "--url", url, CONDUCTOR_AUTH_KEY="bad", CONDUCTOR_AUTH_SECRET="hush-hush")
    assert wanted.returncode == 1
    assert "problem  the server answers 401: it wants a key, and none is set" in wanted.stdout
    assert wrong.returncode == 1
    assert "problem  the server refuses the key (401 Unauthorized)" in wrong.stdout
    assert right.returncode == 0, right.stdout
    lines = [line[9:] for line in right.stdout.splitlines() if line.startswith(("ok", "note"))]
    assert lines[1:3] == ["the key is accepted, and its token works", "it is Orkes Conductor 4.1.50"]
    assert "does not have" not in right.stdout
    assert kept.returncode == 2
    (line,) = kept.stderr.splitlines()
    assert "check CONDUCTOR_AUTH_KEY and CONDUCTOR_AUTH_SECRET" in line
    assert "hush-hush" not in "".join(run.stdout + run.stderr for run in (wanted, wrong, right, kept))


def test_a_server_of_before_3(tmp_path: Path) -> None:
    with serving(old) as url:
        asked = tool("doctor", "--url", url, "greet")
        applied = tool("apply", defined(tmp_path, "good"), "--url", url)
    assert "it is open-source Conductor, version unknown" in asked.stdout
    assert "note     it does not say its version, so it is an older one" in asked.stdout
    assert "problem  this server is too old to tell its poll data" in asked.stdout
    assert "greet: this server does not have a call that the doctor needs" in asked.stdout
    assert asked.returncode == 1
    assert applied.returncode == 0, applied.stdout
    assert applied.stdout.endswith("applied  workflow good v1\n")


def test_a_server_that_does_not_tell_what_runs_is_no_hindrance(tmp_path: Path) -> None:
    path = defined(tmp_path, "good")
    there = {**json.loads(path.read_text()), "description": "before"}

    def one_there(verb: str, path: str, headers: Any, body: Any) -> tuple[int, Any]:
        if (verb, path) == ("GET", "/metadata/workflow"):
            return 200, [there]
        return old(verb, path, headers, body)

    with serving(one_there) as url:
        done = tool("apply", path, "--url", url)
    assert done.returncode == 0
    assert done.stderr == "warning: cannot tell which executions run now: HTTP 404 Not Found\n"
    assert done.stdout.endswith("applied  workflow good v1\n")


def test_what_is_refused_at_the_last_moment_stops_the_rest(tmp_path: Path) -> None:
    files = [defined(tmp_path, name) for name in ("good_first", "middle", "z_last")]
    with serving(old) as url:
        done = tool("apply", *files, "--url", url)
        told = json.loads(tool("apply", *files, "--url", url, "--json").stdout)
    assert done.returncode == 1
    assert done.stdout.splitlines()[-3:] == [
        "applied  workflow good_first v1",
        f"refused  workflow middle v1  ({files[1]}): no room for middle",
        "Stopped there: what comes after it was not written.",
    ]
    assert told["applied"] == ["workflow good_first v1"]
    assert [(each["title"], each["reason"]) for each in told["refused"]] == [
        ("workflow middle v1", "no room for middle")
    ]


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="no terminals here")
@pytest.mark.parametrize(
    ("said", "deleted"), [("y", True), ("yes", True), ("", False), ("n", False), ("what?", False)]
)
def test_a_person_is_asked_before_a_version_is_deleted(
    said: str, deleted: bool, tmp_path: Path, embedded: Server
) -> None:
    name = f"asked_{said.strip('?') or 'nothing'}"
    environs = {"CONDUCTOR_SERVER_URL": embedded.url}
    assert tool("apply", defined(tmp_path, name), **environs).returncode == 0
    ours, theirs = os.openpty()
    try:
        os.write(ours, f"{said}\n".encode())
        done = subprocess.run(
            [sys.executable, "-m", "conductor", "apply", "--prune-version", f"{name}:1"],
            env=environment(environs),
            stdin=theirs,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    finally:
        os.close(ours)
        os.close(theirs)
    assert f"Delete workflow {name} v1 at {embedded.url}? [y/N] " in done.stderr
    assert done.returncode == 0
    assert (f"deleted  workflow {name} v1" in done.stdout) == deleted
    assert (f"kept     workflow {name} v1" in done.stdout) != deleted
    found = embedded.call("GET", f"/metadata/workflow/{name}?version=1").status_code
    assert found == (404 if deleted else 200)
