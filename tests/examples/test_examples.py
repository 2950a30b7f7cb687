"""Every example runs on the embedded server and on the real one, and prints what it promises."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from behaviour.programs import EXAMPLES, eventually, program

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Server

PROGRAMS = {
    "helloworld/helloworld.py": ["workflow result: Hello Orkes"],
    "helloworld_older/greetings_main.py": ["workflow result: Hello my friend Orkes"],
    "dynamic_workflow.py": [
        "sending email to user_a@example.com",
        "workflow output:  {'email': 'user_a@example.com'}",
    ],
    "kitchensink.py": ["status: COMPLETED", "'approved_by': 'Ada'", "'doubled': 8"],
    "workflow_ops.py": [
        "status: RUNNING, waiting in first_signal",
        "output: {'result': 'Hello Ada'}",
        "found: 1",
    ],
    "task_configure.py": ["task_with_retries: 3 retries", "now 5 retries"],
    "workers/async_worker.py": ["status: COMPLETED in less than 5 seconds: True"],
    "workers/dataclass_input.py": [
        "'total': 9.0",
        "at order.lines[0].quantity: expected int, got text 'two'",
    ],
    "workers/in_progress.py": ["status: COMPLETED {'parcel': '4711', 'asked': 3}"],
    "workers/long_running.py": ["status: COMPLETED {'transcoded': 'talk.mp4', 'handed_out': 1}"],
    "workers/non_retryable.py": ["good card: COMPLETED", "stolen card: FAILED the card is blocked"],
    "workers/plain.py": ["output: {'text': 'the sum is 5'"],
    "workers/pydantic_input.py": [
        "account: {'name': 'ada', 'adult': True}",
        "FAILED worker create_account: parameter signup: at signup.age: ",
    ],
    "workers/scaling.py": ["status: COMPLETED", "processes: ['compute', 'compute', 'ask_service']"],
    "test_workflows.py": ["status: COMPLETED", "Ran 5 tests", "OK"],
    "task_workers.py": [
        "parcel: {'order': 7, 'weight': 1.5, 'due': '2030-01-31'}",
        "check: {'year': 2030, 'ok': True}",
        "sent: {'sent': 'P-7', 'attempt': 1}",
        "FAILED: too heavy",
    ],
    "shell_worker.py": [
        "python: COMPLETED {'printed': '42'}",
        "python: FAILED python ended with status 3",
        "rm: FAILED 'rm' is not one of python, git",
    ],
    "untrusted_host.py": ["checked: False", "{'result': 'Hello Ada'}"],
    "workflow_status_listener.py": [
        "published: True, to kafka:workflow-status",
        "it ran: {'result': 3}",
        "published: False, to None",
    ],
    "sub_workflow.py": [
        "carried: 9, named: 25",
        "the child: example_square, COMPLETED",
        "its parent is ours: True",
    ],
    "dynamic_fork.py": [
        "_shrink_image_0 small-cat.png",
        "_shrink_image_2 small-owl.png",
        "{'shrink_0': {'result': 'small-fox.png'}}",
        "nothing to do: COMPLETED",
    ],
    "event_handler.py": ["got order 70", "started by an event: True"],
    "scheduling.py": [
        "weekdays at nine:",
        "it ran: report for billing",
        "paused: True",
        "schedules left: 0",
    ],
    "versioning.py": [
        "started before: version 1, 50",
        "asked for 1: 50",
        "asked for 2: 40",
        "asked for the latest: 40",
        "canary: 10 of 100",
        "after the rollback: 50",
    ],
    "deploy_definitions.py": [
        "1 workflows, 1 tasks: 0 findings",
        "task example_charge: registered",
        "workflow example_deployed version 1: ",
    ],
    "fastapi_app.py": ["{'workers': True}", "{'status': 'COMPLETED', 'output': {'result': 'Hello Ada'}}"],
}
"""Programs and what they print, in order."""

PARTS = {
    "helloworld/greetings_workflow.py": "imported by helloworld.py",
    "helloworld/greetings_worker.py": "imported by greetings_workflow.py",
    "helloworld/helloworld_workers.py": "never ends by itself; see tests/behaviour/test_helloworld.py",
    "workers/kubernetes.py": "ended by SIGTERM; see tests/faults/test_kubernetes.py",
    "helloworld_older/greetings.py": "imported by greetings_workflow.py",
    "helloworld_older/greetings_workflow.py": "imported by greetings_main.py",
}
"""What is not run here, and why."""

NEEDED = {"fastapi_app.py": ("fastapi", "httpx"), "workers/pydantic_input.py": ("pydantic",)}
"""Packages without which an example is skipped."""

FILES = sorted(str(path.relative_to(EXAMPLES).as_posix()) for path in EXAMPLES.rglob("*.py"))


@pytest.mark.on_both
@pytest.mark.parametrize("name", sorted(PROGRAMS))
def test_it_runs(name: str, server: Server, tmp_path: Path) -> None:
    """As the index says: by ``conductor-py run`` on a server of its own, by ``python`` on the real one."""
    for package in NEEDED.get(name, ()):
        pytest.importorskip(package)
    if server.kind == "embedded":
        command, environment = ["-m", "conductor", "run"], {}
    else:
        command, environment = [], server.environment
    with program([*command, EXAMPLES / name], environment, tmp_path / "out") as example:
        assert example.wait(110) == 0, example.text
        assert "Traceback" not in example.text
        at = 0
        for words in PROGRAMS[name]:
            at = example.text.find(words, at)
            assert at >= 0, f"no {words!r} in:\n{example.text}"
        eventually(lambda: not example.family(), 5, lambda: f"it left {example.family()}")


def test_every_file_is_run_or_says_why_not() -> None:
    assert sorted({*PROGRAMS, *PARTS}) == FILES


LONGER = {
    "kitchensink.py": "every task type that there is",
    "workflow_ops.py": "ten operations on one execution",
}
"""One idea a file, and no more than a screen or two of it; these hold many on purpose."""


@pytest.mark.parametrize("name", FILES)
def test_it_is_short(name: str) -> None:
    lines = len((EXAMPLES / name).read_text("utf-8").splitlines())
    assert (lines >= 80) == (name in LONGER), f"{name} has {lines} lines"


def test_every_program_is_in_the_index() -> None:
    listed = set(re.findall(r"\]\(([\w/]+\.py)\)", (EXAMPLES / "README.md").read_text("utf-8")))
    assert listed <= set(FILES)
    assert set(PROGRAMS) <= listed
