"""``conductor-py run`` and ``serve`` as a user calls them."""

from __future__ import annotations

import json
import re
import signal
import socket
import sys
import time
from typing import TYPE_CHECKING
from urllib.request import Request, urlopen

import pytest

from behaviour.programs import EXAMPLES, eventually, program

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from pathlib import Path

    from behaviour.programs import Program

    Conductor = Callable[..., AbstractContextManager[Program]]


@pytest.fixture
def conductor(tmp_path: Path) -> Conductor:
    """Starts ``python -m conductor`` with the words that it is given."""
    return lambda *words: program(["-m", "conductor", *words], {}, tmp_path / "out")


def address(running: Program) -> str:
    """Where it has said that the server's API is."""
    said = re.search(r"API (http://127\.0\.0\.1:\d+/api)", running.text)
    assert said, running.text
    return said[1]


def script(folder: Path, text: str) -> Path:
    path = folder / "script.py"
    path.write_text(text)
    return path


def get(url: str) -> bytes:
    with urlopen(url, timeout=10) as answer:
        body: bytes = answer.read()
        return body


def test_run_hello_world_ends_within_seconds(conductor: Conductor) -> None:
    with conductor("run", EXAMPLES / "helloworld" / "helloworld.py") as hello:
        assert hello.wait(60) == 0, hello.text
        assert "\nworkflow result: Hello Orkes\n" in hello.text
        assert re.search(r"here: http://127\.0\.0\.1:\d+/execution/[0-9a-f-]{36}\n", hello.text)
        eventually(lambda: not hello.family(), 5, lambda: f"it left {hello.family()}")


@pytest.mark.parametrize("status", [0, 3])
def test_run_ends_as_its_script_does(conductor: Conductor, tmp_path: Path, status: int) -> None:
    ending = script(tmp_path, f"import sys; print(sys.argv[1:]); sys.exit({status})")
    with conductor("run", ending, "a", "-x", "--", "--keep") as running:
        assert running.wait() == status
        assert running.text == "['a', '-x', '--keep']\n"


def test_run_ends_with_128_and_the_signal_that_killed_the_script(
    conductor: Conductor, tmp_path: Path
) -> None:
    with conductor("run", script(tmp_path, "import os; os.kill(os.getpid(), 9)")) as running:
        assert running.wait() == 137


def test_run_gives_the_script_the_addresses_and_the_same_python(conductor: Conductor, tmp_path: Path) -> None:
    told = script(
        tmp_path,
        "import json, os, sys, urllib.request\n"
        "api = os.environ['CONDUCTOR_SERVER_URL']\n"
        "print(json.dumps([sys.executable, api, os.environ['CONDUCTOR_UI_SERVER_URL'],"
        " urllib.request.urlopen(api + '/metadata/workflow').status]))\n",
    )
    with conductor("run", told) as running:
        assert running.wait() == 0, running.text
        executable, api, page, status = json.loads(running.text)
    assert executable == sys.executable
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/api", api)
    assert api == page + "/api"
    assert status == 200


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_run_passes_signals_on(conductor: Conductor, tmp_path: Path, number: signal.Signals) -> None:
    waiting = script(
        tmp_path,
        "import signal, sys, time\n"
        "for n in (signal.SIGINT, signal.SIGTERM): signal.signal(n, lambda n, f: sys.exit(40 + n))\n"
        "print('ready')\ntime.sleep(60)\n",
    )
    with conductor("run", waiting) as running:
        running.wait_for("ready")
        running.process.send_signal(number)
        assert running.wait(10) == 40 + number, running.text
        assert running.family() == []


def test_run_keep_leaves_the_server_up_until_interrupted(conductor: Conductor, tmp_path: Path) -> None:
    with conductor("run", script(tmp_path, "raise SystemExit(5)"), "--keep") as running:
        running.wait_for("The server stays up at ")
        assert b'"healthy":true' in get(address(running)[: -len("/api")] + "/health").replace(b" ", b"")
        running.process.send_signal(signal.SIGINT)
        assert running.wait(10) == 5


def test_run_says_why_an_execution_has_not_ended(conductor: Conductor, tmp_path: Path) -> None:
    left_open = script(
        tmp_path,
        "from conductor.client import OrkesClients\n"
        "from conductor.client.workflow.conductor_workflow import ConductorWorkflow\n"
        "from conductor.client.workflow.task.simple_task import SimpleTask\n"
        "clients = OrkesClients()\n"
        "clients.get_task_client().batch_poll_tasks('greeet', timeout_in_millisecond=1)\n"
        "workflow = ConductorWorkflow(clients.get_workflow_executor(), 'hello', version=1)\n"
        "(workflow >> SimpleTask('greet', 'greet_ref')).register(True)\n"
        "for _ in range(5): clients.get_workflow_client().start_workflow_by_name('hello', {})\n",
    )
    with conductor("run", left_open) as running:
        assert running.wait() == 0, running.text
        text = running.text
    assert text.count("of hello v1 is RUNNING; 1 open task") == 3
    assert re.search(
        r"problem  task greet_ref \(greet\) is SCHEDULED for \d+ s: no worker polls task greet", text
    )
    assert "-> a worker polls 'greeet': is 'greet' meant? names must be equal" in text
    assert "2 more executions had not ended." in text
    assert "Traceback" not in text
    assert text.endswith(
        "The server ends with the script; with --keep it stays, and its links can be opened.\n"
    )


def test_run_says_where_the_server_of_a_script_is_that_goes_on(conductor: Conductor, tmp_path: Path) -> None:
    with conductor("run", script(tmp_path, "import time; time.sleep(60)")) as running:
        running.wait_for("The script's server: page http://127.0.0.1:", 15)
        running.process.send_signal(signal.SIGTERM)
        running.wait(10)


def test_run_without_its_script(conductor: Conductor) -> None:
    with conductor("run", "nowhere.py") as running:
        assert running.wait() == 2
        assert (
            running.text
            == "conductor-py run: there is no script nowhere.py; give the path of a Python file\n"
        )


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_serve_says_its_address_and_leaves_cleanly(conductor: Conductor, number: signal.Signals) -> None:
    with conductor("serve", "--port", "0") as serving:
        serving.wait_for("Ctrl-C")
        assert get(address(serving) + "/metadata/workflow") == b"[]"
        serving.process.send_signal(number)
        assert serving.wait(10) == 0
        assert "Traceback" not in serving.text
        assert serving.text.endswith("Stopped.\n")


def test_serve_answers_health_soon(conductor: Conductor) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    began = time.monotonic()
    with conductor("serve", "--port", str(port)) as serving:

        def healthy() -> bool:
            try:
                return b"true" in get(f"http://127.0.0.1:{port}/health")
            except OSError:
                return False

        eventually(healthy, 10, lambda: serving.text, serving.process)
        assert time.monotonic() - began < 4  # the promise is 1 s on a machine that does nothing else


def test_serve_on_a_taken_port(conductor: Conductor) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with conductor("serve", "--port", str(port)) as serving:
            assert serving.wait() == 2
            said = f"port {port} is taken; choose another with --port, or --port 0 for any free one"
            assert serving.text == f"conductor-py serve: {said}\n"


@pytest.mark.parametrize(
    "words", [["serve", "--port", "x"], ["serve", "--port", "65536"], [], ["dance"], ["run"]]
)
def test_misuse_is_status_2(conductor: Conductor, words: list[str]) -> None:
    with conductor(*words) as running:
        assert running.wait() == 2
        assert "usage: conductor-py" in running.text
        assert "Traceback" not in running.text


def test_serve_keeps_what_it_was_told_in_its_file(conductor: Conductor, tmp_path: Path) -> None:
    definition = (EXAMPLES / "helloworld" / "greetings_workflow.json").read_bytes()
    words = ["serve", "--port", "0", "--db", tmp_path / "kept.db"]
    with conductor(*words) as serving:
        serving.wait_for("Ctrl-C")
        url = f"{address(serving)}/metadata/workflow"
        with urlopen(Request(url, definition, {"Content-Type": "application/json"}), timeout=10) as answer:
            assert answer.status == 200
        serving.process.kill()
        serving.process.wait()
    with conductor(*words) as serving:
        serving.wait_for("Ctrl-C")
        assert json.loads(get(f"{address(serving)}/metadata/workflow/greetings"))["version"] == 1
