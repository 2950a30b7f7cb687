"""Does the client grow? Many calls of every kind against a small server; memory is read along the way.

    python benchmarks/soak_calls.py [--calls 20000] [--json FILE]

Ends with status 1 where the process's own memory grew by more than 1 MB between the first quarter and the
end, or where the number of open files, threads or tracked objects did.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import resource
import subprocess
import sys
import threading
import time
from typing import Any, Callable, cast

SERVER = r"""
import json, sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
TASK = {"taskId": "t", "taskType": "greet", "status": "IN_PROGRESS", "workflowInstanceId": "w",
        "inputData": {"name": "x" * 200}, "outputData": {}}
class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1
    disable_nagle_algorithm = True
    def answer(self):
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        path = self.path.partition("?")[0]
        status, body = 200, TASK
        if path.endswith("/missing"):
            status, body = 404, {"status": 404, "message": "no such task"}
        elif "/poll/batch/" in path:
            body = [TASK]
        elif path.endswith("/token"):
            body = {"token": "T"}
        elif path == "/api/workflow":
            body = "workflow-id"
        elif path.startswith("/api/workflow/"):
            body = {"workflowId": "w", "status": "RUNNING", "tasks": [TASK] * 20}
        text = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)
    do_GET = do_POST = do_PUT = do_DELETE = answer
    def log_message(self, *args): pass
server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
print(server.server_address[1], flush=True)
server.serve_forever()
"""


def own_kilobytes() -> int:
    """Private memory where the system tells it (Linux), else the peak of the resident memory."""
    try:
        with open("/proc/self/smaps_rollup", encoding="ascii") as lines:
            return sum(int(line.split()[1]) for line in lines if line.startswith("Private_"))
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def look() -> dict[str, int]:
    """What must not grow."""
    gc.collect()
    files = len(os.listdir("/proc/self/fd")) if os.path.isdir("/proc/self/fd") else 0
    objects = len(gc.get_objects())
    return {"kb": own_kilobytes(), "files": files, "threads": threading.active_count(), "objects": objects}


def calls(url: str) -> list[Callable[[], Any]]:
    """One of each kind: read, write, fail, poll and report on both roads, in a thread."""
    from conductor.client.automator._task_wire import TaskWire
    from conductor.client.configuration.configuration import Configuration
    from conductor.client.configuration.settings.authentication_settings import AuthenticationSettings
    from conductor.client.exceptions import NotFound
    from conductor.client.http.api.task_resource_api import TaskResourceApi
    from conductor.client.http.api.workflow_resource_api import WorkflowResourceApi
    from conductor.client.http.api_client import ApiClient
    from conductor.client.http.models.start_workflow_request import StartWorkflowRequest
    from conductor.client.http.models.task_result import TaskResult

    configuration = Configuration(
        server_api_url=url, authentication_settings=AuthenticationSettings("key", "secret")
    )
    client = ApiClient(configuration)
    workflows, tasks, wire = WorkflowResourceApi(client), TaskResourceApi(client), TaskWire(configuration)
    request = StartWorkflowRequest(name="greetings", version=1, input={"name": "x" * 100})
    result = TaskResult(
        task_id="t", workflow_instance_id="w", status="COMPLETED", output_data={"a": "b" * 100}
    )

    def missing() -> None:
        try:
            tasks.get_task("missing")
        except NotFound:
            return
        raise AssertionError("the server must answer 404")

    return [
        lambda: workflows.start_workflow(request),
        lambda: workflows.get_execution_status("w"),
        lambda: tasks.get_task("t"),
        lambda: tasks.batch_poll("greet", workerid="me", count=1),
        lambda: cast("Any", tasks.get_task("t", async_req=True)).get(),
        lambda: TaskResourceApi(ApiClient(configuration)).get_task("t"),
        missing,
        lambda: wire.poll("greet", worker_id="me", count=1, timeout_ms=0),
        lambda: wire.update_and_poll(result),
        lambda: wire.update(result),
    ]


def main() -> int:
    """Run and judge."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--calls", type=int, default=20_000)
    parser.add_argument("--json", help="append the figures to this file")
    options = parser.parse_args()
    server = subprocess.Popen([sys.executable, "-c", SERVER], stdout=subprocess.PIPE, text=True)
    assert server.stdout is not None
    try:
        kinds = calls(f"http://127.0.0.1:{server.stdout.readline().strip()}/api")
        quarter = options.calls // 4
        seen, began = [look()], time.perf_counter()
        for number in range(1, options.calls + 1):
            kinds[number % len(kinds)]()
            if number % quarter == 0:
                seen.append(look())
                print(f"{number:7d} calls  {seen[-1]}", flush=True)
        seconds = time.perf_counter() - began
    finally:
        server.terminate()
        server.wait()
    growth = {name: seen[-1][name] - seen[1][name] for name in seen[0]}
    figures = {"calls": options.calls, "seconds": round(seconds, 1), "growth_after_first_quarter": growth}
    print(json.dumps(figures))
    if options.json:
        with open(options.json, "a", encoding="utf-8") as out:
            out.write(json.dumps(figures) + "\n")
    grew = growth["kb"] > 1024 or growth["files"] > 0 or growth["threads"] > 0 or growth["objects"] > 500
    return 1 if grew else 0


if __name__ == "__main__":
    sys.exit(main())
