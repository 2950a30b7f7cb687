"""A whole program: a worker, a workflow registered, many executions started and waited for.

Its argument: how many. It says ``benchmark:ready`` before the first start, and the seconds after the
last end; it goes on at a line of input each time.
"""

from __future__ import annotations

import sys
import time
import uuid

import measured_workers  # type: ignore[import-not-found]  # noqa: F401  registers them

from conductor.client.automator.task_handler import TaskHandler
from conductor.client.configuration.configuration import Configuration
from conductor.client.http.models.start_workflow_request import StartWorkflowRequest
from conductor.client.orkes_clients import OrkesClients
from conductor.client.workflow.conductor_workflow import ConductorWorkflow
from conductor.client.workflow.task.simple_task import SimpleTask


def main() -> None:
    count, name = int(sys.argv[1]), f"benchmark_{uuid.uuid4().hex[:8]}"
    configuration = Configuration()
    clients = OrkesClients(configuration=configuration)
    workflow = ConductorWorkflow(executor=clients.get_workflow_executor(), name=name, version=1)
    workflow.owner_email("benchmarks@example.com")
    task = SimpleTask("benchmark_0", "work")
    task.input_parameters["name"] = workflow.input("name")
    workflow >> task
    workflow.register(overwrite=True)
    executions = clients.get_workflow_client()
    with TaskHandler(workers=[], configuration=configuration, scan_for_annotated_workers=True) as handler:
        handler.start_processes()
        ids = run(executions, name, 3)  # connections are open, workers poll
        print("benchmark:ready", flush=True)
        sys.stdin.readline()
        began = time.perf_counter()
        ids += run(executions, name, count)
        print(f"benchmark:{time.perf_counter() - began}", flush=True)
        sys.stdin.readline()
        for each in ids:
            executions.delete_workflow(each)
        clients.get_metadata_client().unregister_workflow_def(name, 1)
        print("benchmark:clean", flush=True)
        sys.stdin.readline()


def run(executions: object, name: str, count: int) -> list[str]:
    """Start that many and wait until each is COMPLETED."""
    start, get = executions.start_workflow, executions.get_workflow  # type: ignore[attr-defined]
    ids = [start(StartWorkflowRequest(name=name, version=1, input={"name": f"x{n}"})) for n in range(count)]
    for each in ids:
        while True:
            found = get(each, include_tasks=False)
            if found.status == "COMPLETED":
                break
            if found.status != "RUNNING":
                raise SystemExit(f"execution {each} is {found.status}: {found.reason_for_incompletion}")
            time.sleep(0.05)
    return ids


if __name__ == "__main__":
    main()
