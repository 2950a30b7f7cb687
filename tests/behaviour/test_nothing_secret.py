"""A program that logs all there is: nothing of its keys, its token, its password or its payload is in it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from behaviour.programs import program
from unit.http.loopback import Answer, Asked, loopback

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Server

SECRET, TOKEN, PAYLOAD, PASSWORD = "MARK-secret", "MARK-token", "MARK-payload", "MARK-password"
PROGRAM = """
import logging, os, sys, time, traceback

from conductor.client.automator.task_handler import TaskHandler
from conductor.client.configuration.configuration import Configuration
from conductor.client.configuration.settings.authentication_settings import AuthenticationSettings
from conductor.client.http.models import StartWorkflowRequest, TaskResult, WorkflowDef, WorkflowTask
from conductor.client.orkes_clients import OrkesClients
from conductor.client.worker.worker_task import worker_task

payload = os.environ["PAYLOAD"]


@worker_task("secret_echo")
def echo(value: str) -> dict:
    return {"value": value}


@worker_task("secret_broken")
def broken(value: str) -> dict:
    return {"value": value, "rate": float("nan")}


def attempt(call):
    try:
        return call()
    except Exception as error:
        print(error, repr(error))
        traceback.print_exc()
        logging.getLogger("user").exception("failed")


def main():
    keys = AuthenticationSettings("an-id", os.environ["SECRET"])
    configuration = Configuration(debug=True, authentication_settings=keys)
    configuration.apply_logging_config(level=1)
    logging.getLogger().setLevel(1)
    for chatty in ("urllib3", "urllib3.connectionpool"):
        logging.getLogger(chatty).setLevel(1)
    clients = OrkesClients(configuration)
    workflows, tasks = clients.get_workflow_client(), clients.get_task_client()
    refs = ("secret_echo", "secret_broken")
    value = {"value": "${workflow.input.v}"}
    steps = [WorkflowTask(name=n, task_reference_name=n, input_parameters=value) for n in refs]
    definition = WorkflowDef(name="secret_wf", version=1, tasks=steps)
    request = StartWorkflowRequest(name="secret_wf", version=1, input={"v": payload})
    attempt(lambda: clients.get_metadata_client().register_workflow_def(definition))
    with TaskHandler(configuration=configuration) as handler:
        handler.start_processes()
        workflow_id = attempt(lambda: workflows.start_workflow(request))
        request.name = "no_such_workflow"
        attempt(lambda: workflows.start_workflow(request))
        request.input = {"v": payload, "bad": float("inf")}
        attempt(lambda: workflows.start_workflow(request))
        attempt(lambda: tasks.update_task(TaskResult("w", "no-such-task", output_data={"v": payload})))
        attempt(lambda: tasks.add_task_log("no-such-task", payload))
        attempt(lambda: clients.get_secret_client().put_secret("k", payload))
        attempt(clients.get_task_client().taskResourceApi.update_task({"v": payload}, async_req=True).get)
        if workflow_id:
            print("ended", attempt(lambda: workflows.wait_for_completion(workflow_id, 30).status))
        else:
            time.sleep(1)
    print("done", configuration, keys)


if __name__ == "__main__":
    main()
"""


def output_of(url: str, tmp_path: Path) -> str:
    file = tmp_path / "program.py"
    file.write_text(PROGRAM, encoding="utf-8")
    environment = {"CONDUCTOR_SERVER_URL": url, "SECRET": SECRET, "PAYLOAD": PAYLOAD}
    with program([file], environment, tmp_path / "out") as running:
        assert running.wait(60) == 0, running.text
        found: str = running.text
    assert "\ndone " in found
    return found


@pytest.mark.slow
def test_against_a_server(server: Server, tmp_path: Path) -> None:
    parts = urlsplit(server.url)
    url = parts._replace(netloc=f"somebody:{PASSWORD}@{parts.netloc}").geturl()
    shown = output_of(url, tmp_path)
    assert "\nended FAILED\n" in shown
    assert "without authentication" in shown
    assert [line for line in shown.splitlines() if "MARK-" in line] == []


@pytest.mark.slow
@pytest.mark.parametrize("case", ["no token", "refused", "broken", "a page"])
def test_against_one_that_repeats_all_it_knows(case: str, tmp_path: Path) -> None:
    repeats = {"error": "INVALID_TOKEN", "message": f"{SECRET} and {TOKEN} are refused"}

    def answer(asked: Asked) -> Answer:
        if asked.path.endswith("/token"):
            if case == "no token":
                return Answer(401, json.dumps({"message": f"{SECRET} is wrong"}).encode())
            return Answer(200, json.dumps({"token": TOKEN}).encode())
        if case == "a page":
            return Answer(200, f"<html>{repeats}</html>".encode(), {"Content-Type": "text/html"})
        return Answer(401 if case == "refused" else 500, json.dumps(repeats).encode())

    with loopback(answer) as stub:
        shown = output_of(stub.url, tmp_path)
    assert "***" in shown
    assert [line for line in shown.splitlines() if "MARK-" in line] == []
