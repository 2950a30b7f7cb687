"""``conductor-py doctor`` against servers that are well, and against what is none."""

from __future__ import annotations

import json
import os
import shutil
import socket
import ssl
import subprocess
import sys
import threading
import time
import uuid
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import TYPE_CHECKING, Any

import pytest

from behaviour.odd_servers import PAGE, serving
from behaviour.programs import environment, eventually

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conftest import Server


def doctor(*words: str, **extra: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "conductor", "doctor", *words],
        env=environment(extra),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def problems(done: subprocess.CompletedProcess[str]) -> list[str]:
    assert "Traceback" not in done.stdout + done.stderr
    return [line for line in done.stdout.splitlines() if line.startswith("problem")]


@pytest.mark.on_both
def test_a_server_that_is_well(server: Server) -> None:
    done = doctor("--url", server.url)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Conductor" in done.stdout
    assert "3.32.3" in done.stdout
    assert done.stdout.endswith("All is well.\n")
    assert ("embedded" in done.stdout) == (server.kind == "embedded")


def test_for_machines(embedded: Server) -> None:
    done = doctor("--json", "no_such_thing", CONDUCTOR_SERVER_URL=embedded.url)
    assert done.returncode == 1
    told = json.loads(done.stdout)
    assert told["problems"] == 1
    assert told["findings"][-1]["state"] == "problem"
    assert set(told["findings"][0]) == {"state", "about", "text", "advice"}


def test_nobody_listens() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        done = doctor("--url", f"http://127.0.0.1:{free.getsockname()[1]}/api")
    (line,) = problems(done)
    assert "nobody listens there" in line
    assert done.returncode == 1


def test_the_path_without_api(embedded: Server) -> None:
    (line,) = problems(doctor("--url", embedded.ui_url))
    assert f"at {embedded.url} there is" in line


def test_no_url() -> None:
    done = doctor("--url", "localhost:8080/api")
    assert done.returncode == 1
    assert "does not begin with http://" in problems(done)[0]


def test_misuse() -> None:
    done = doctor("--nonsense")
    assert done.returncode == 2
    assert "usage:" in done.stderr


def test_a_proxys_page() -> None:
    with serving(lambda *_: PAGE) as url:
        (line,) = problems(doctor("--url", url))
    assert "answers 200 with a web page" in line


def test_a_key_is_wanted_and_a_wrong_key() -> None:
    refusal = {"message": "not allowed", "status": 401, "error": "INVALID_TOKEN"}
    with serving(lambda *_: (401, refusal)) as url:
        assert "it wants a key, and none is set" in problems(doctor("--url", url))[0]
        keyed = doctor("--url", url, CONDUCTOR_AUTH_KEY="k", CONDUCTOR_AUTH_SECRET="hush-hush")
    assert "the server refuses the key" in problems(keyed)[0]
    assert "hush-hush" not in keyed.stdout + keyed.stderr


def test_keys_where_none_are_needed_and_half_a_key(embedded: Server) -> None:
    keyed = doctor("--url", embedded.url, CONDUCTOR_AUTH_KEY="k", CONDUCTOR_AUTH_SECRET="s")
    assert keyed.returncode == 0, keyed.stdout
    assert "this server has no authentication" in keyed.stdout
    half = doctor("--url", embedded.url, CONDUCTOR_AUTH_KEY="k")
    assert "CONDUCTOR_AUTH_SECRET is not" in problems(half)[0]


def test_a_port_that_speaks_no_tls(embedded: Server) -> None:
    (line,) = problems(doctor("--url", embedded.url.replace("http:", "https:")))
    assert "the port does not speak TLS" in line


@pytest.fixture
def names(server: Server) -> Iterator[tuple[str, str]]:
    task, workflow = f"doctor_{uuid.uuid4().hex[:8]}", f"doctor_{uuid.uuid4().hex[:8]}_wf"
    step = {"name": task, "taskReferenceName": "work_ref", "type": "SIMPLE"}
    definition = {"name": workflow, "version": 1, "schemaVersion": 2, "tasks": [step]}
    server.json("POST", "/metadata/workflow", json=definition)
    yield task, workflow
    for summary in server.json("GET", f"/workflow/search?query=workflowType%3D{workflow}")["results"]:
        server.call("DELETE", f"/workflow/{summary['workflowId']}")
        server.call("DELETE", f"/workflow/{summary['workflowId']}/remove")
    server.call("DELETE", f"/metadata/workflow/{workflow}/1")
    server.call("DELETE", f"/metadata/taskdefs/{task}")


def define(server: Server, task: str, **settings: Any) -> None:
    defined = {"name": task, "responseTimeoutSeconds": 600, "timeoutSeconds": 0, **settings}
    server.json("POST", "/metadata/taskdefs", json=[defined])


def start(server: Server, workflow: str, **more: Any) -> str:
    started: str = server.json("POST", "/workflow", json={"name": workflow, **more})
    return started


def take(server: Server, task: str, domain: str = "") -> list[dict[str, Any]]:
    at = f"&domain={domain}" if domain else ""
    taken: list[dict[str, Any]] = server.json(
        "GET", f"/tasks/poll/batch/{task}?count=1&timeout=500&workerid=box-1{at}"
    )
    return taken


@pytest.mark.on_both
def test_a_task_that_nobody_polls(server: Server, names: tuple[str, str]) -> None:
    task, workflow = names
    started = start(server, workflow)
    # Server: a new execution shows up in its search a moment later.
    eventually(lambda: started in str(server.json("GET", f"/workflow/search?query=workflowType={workflow}")))
    for subject in (started, workflow):
        found = " ".join(problems(doctor("--url", server.url, subject)))
        assert f"no worker polls task {task}: nobody has ever polled it" in found
    by_type = doctor("--url", server.url, workflow).stdout
    assert f"note     task {task} has no definition: a failed task is tried again after 60 s" in by_type
    take(server, f"{task}s")
    assert f"a worker polls '{task}s': is '{task}' meant?" in doctor("--url", server.url, started).stdout


@pytest.mark.on_both
def test_a_workflow_that_nobody_registered(server: Server, names: tuple[str, str]) -> None:
    task, workflow = names
    step = {"name": task, "taskReferenceName": "work_ref", "type": "SIMPLE"}
    own = {"name": f"{workflow}_own", "version": 1, "schemaVersion": 2, "tasks": [step]}
    started = start(server, own["name"], workflowDef=own)
    try:
        eventually(
            lambda: started in str(server.json("GET", f"/workflow/search?query=workflowType={own['name']}"))
        )
        told = doctor("--url", server.url, own["name"])
        assert f"note     workflow {own['name']} is not registered" in told.stdout
        assert f"no worker polls task {task}" in " ".join(problems(told))
    finally:
        server.call("DELETE", f"/workflow/{started}")
        server.call("DELETE", f"/workflow/{started}/remove")


@pytest.mark.on_both
def test_a_worker_in_another_domain(server: Server, names: tuple[str, str]) -> None:
    task, workflow = names
    define(server, task)
    started = start(server, workflow)
    assert take(server, task, "eu") == []
    (line,) = problems(doctor("--url", server.url, started))
    assert "polled only in domain eu, not without a domain" in line


@pytest.mark.on_both
def test_the_limit_is_reached(server: Server, names: tuple[str, str]) -> None:
    task, workflow = names
    define(server, task, concurrentExecLimit=1)
    first, second = start(server, workflow), start(server, workflow)
    taken: list[dict[str, Any]] = []
    deadline = time.monotonic() + 20
    while not taken:  # the real server may need a moment until a new queue can be polled
        assert time.monotonic() < deadline
        taken = take(server, task)
    (held,) = taken
    waiting = second if held["workflowInstanceId"] == first else first

    def judged() -> str:
        return " ".join(problems(doctor("--url", server.url, waiting)))

    deadline = time.monotonic() + 20  # the real server writes its index of tasks a little later
    while "its limit is reached, 1 of 1 run now" not in judged():
        assert time.monotonic() < deadline, judged()


@pytest.mark.on_both
def test_a_retry_to_come_and_a_worker_that_has_it(server: Server, names: tuple[str, str]) -> None:
    task, workflow = names
    define(server, task, retryDelaySeconds=55, retryCount=2)
    started = start(server, workflow)
    (taken,) = take(server, task)
    told = doctor("--url", server.url, started)
    assert told.returncode == 0, told.stdout
    assert "was taken by box-1, silent for" in told.stdout
    failed = {
        "workflowInstanceId": started,
        "taskId": taken["taskId"],
        "status": "FAILED",
        "reasonForIncompletion": "no price for A-1",
    }
    server.json("POST", "/tasks", json=failed)
    (line,) = problems(doctor("--url", server.url, started))
    assert "failed and waits for retry 1 of 2, in 5" in line
    assert "(failed with: no price for A-1)" in line


@pytest.mark.on_both
def test_an_execution_that_is_not_there(server: Server) -> None:
    (line,) = problems(doctor("--url", server.url, str(uuid.uuid4())))
    assert "there is no execution" in line


def test_an_expired_certificate(tmp_path: Any) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "cert.pem"
    (tmp_path / "index").write_text("")
    (tmp_path / "serial").write_text("01")
    (tmp_path / "ca.conf").write_text(
        "[ca]\ndefault_ca=a\n[a]\ndatabase=index\nserial=serial\nnew_certs_dir=.\ndefault_md=sha256\n"
        "policy=p\nx509_extensions=x\n[p]\ncommonName=supplied\n[x]\nsubjectAltName=DNS:localhost\n"
        "[req]\ndistinguished_name=d\n[d]\n"
    )
    ask = (
        "openssl req -new -newkey rsa:2048 -nodes -subj /CN=localhost -config ca.conf -keyout key.pem -out r"
    )
    sign = "openssl ca -selfsign -batch -notext -config ca.conf -keyfile key.pem -in r -out cert.pem"
    dates = "-startdate 20200101000000Z -enddate 20200201000000Z"
    if shutil.which("openssl") is None:
        pytest.skip("no openssl here to make an expired certificate with")
    for command in (ask, f"{sign} {dates}"):
        subprocess.run(command.split(), cwd=tmp_path, capture_output=True, check=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server = HTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    server.handle_error = lambda *_: None  # type: ignore[method-assign]
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        url = f"https://localhost:{server.server_port}/api"
        (line,) = problems(doctor("--url", url, REQUESTS_CA_BUNDLE=os.fspath(certificate)))
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
    assert "the server's certificate has expired" in line
