"""A web application with its workers inside: they start and stop with it.

    pip install fastapi uvicorn
    CONDUCTOR_SERVER_URL=http://localhost:8080/api uvicorn fastapi_app:app --app-dir examples

Run as a script it asks itself one question:

    pip install fastapi httpx
    conductor-py run examples/fastapi_app.py
"""

import sys
from contextlib import asynccontextmanager

from conductor.client.automator.task_handler import TaskHandler
from conductor.client.configuration.configuration import Configuration
from conductor.client.http.models import StartWorkflowRequest
from conductor.client.orkes_clients import OrkesClients
from conductor.client.worker.worker_task import worker_task
from conductor.client.workflow.conductor_workflow import ConductorWorkflow

try:
    from fastapi import FastAPI
except ImportError:
    sys.exit("skipped: fastapi is not installed (pip install fastapi httpx)")


@worker_task("web_greet", thread_count=4)
def web_greet(name: str) -> str:
    return f"Hello {name}"


@asynccontextmanager
async def lifespan(app: FastAPI):
    configuration = Configuration()
    clients = OrkesClients(configuration=configuration)
    workflow = ConductorWorkflow(clients.get_workflow_executor(), "example_fastapi", version=1)
    workflow >> web_greet(task_ref_name="greet", name=workflow.input("name"))
    workflow.register(overwrite=True)
    app.state.workflows = clients.get_workflow_client()
    # threads of this process; leaving the block finishes and reports what runs
    with TaskHandler(configuration=configuration, isolation="thread", stop_timeout_seconds=10) as handler:
        handler.start_processes()
        app.state.handler = handler
        yield


app = FastAPI(lifespan=lifespan)


@app.get("/hello/{name}")
def hello(name: str):  # a plain def: FastAPI runs it in a thread, so waiting holds up nobody
    request = StartWorkflowRequest(name="example_fastapi", version=1, input={"name": name})
    run = app.state.workflows.execute_workflow(request, wait_for_seconds=10)
    return {"status": run.status, "output": run.output}


@app.get("/ready")
def ready():
    return {"workers": app.state.handler.is_healthy()}


if __name__ == "__main__":
    from fastapi.testclient import TestClient

    with TestClient(app) as client:
        print(client.get("/ready").json())
        print(client.get("/hello/Ada").json())
