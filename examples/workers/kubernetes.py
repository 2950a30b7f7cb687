"""A worker in a container: it serves until SIGTERM, finishes what it has, and ends within the grace time.

The pod's side of it:

    spec:
      terminationGracePeriodSeconds: 60        # more than stop_timeout_seconds
      containers:
        - name: worker
          command: ["python", "kubernetes.py"]
          env:
            - {name: CONDUCTOR_SERVER_URL, value: "http://conductor:8080/api"}
            - {name: CONDUCTOR_WORKER_ALL_THREAD_COUNT, value: "10"}
          livenessProbe:  {httpGet: {path: /health, port: 8081}}
          readinessProbe: {httpGet: {path: /ready, port: 8081}}

Run here it stops itself after one task:

    conductor-py run examples/workers/kubernetes.py
"""

import os
import signal
import threading
import time

from conductor.client.automator.task_handler import TaskHandler
from conductor.client.configuration.configuration import Configuration
from conductor.client.worker.worker_task import worker_task
from conductor.client.workflow.conductor_workflow import ConductorWorkflow
from conductor.client.workflow.executor.workflow_executor import WorkflowExecutor


@worker_task("resize_image")
def resize_image(name: str) -> dict:
    time.sleep(1)
    return {"resized": name}


def main() -> None:
    configuration = Configuration()
    # PORT=8081 in the pod; 0 takes any free port
    port = int(os.environ.get("PORT", "0"))
    with TaskHandler(configuration=configuration, stop_timeout_seconds=50, health_port=port) as handler:
        handler.start_processes()
        if "KUBERNETES_SERVICE_HOST" not in os.environ:
            threading.Thread(target=act_as_the_cluster, args=(configuration,), daemon=True).start()
        handler.join_processes()


def act_as_the_cluster(configuration: Configuration) -> None:
    """Start a workflow, and stop the pod in the middle of its task."""
    executor = WorkflowExecutor(configuration)
    workflow = ConductorWorkflow(executor, "images", version=1)
    workflow >> resize_image(task_ref_name="resize", name="photo.jpg")
    workflow.register(overwrite=True)
    workflow_id = workflow.start_workflow_with_input(workflow_input={})
    while executor.get_workflow(workflow_id, True).tasks[0].status != "IN_PROGRESS":
        time.sleep(0.1)
    os.kill(os.getpid(), signal.SIGTERM)
    while True:
        run = executor.get_workflow(workflow_id, False)
        if run.status != "RUNNING":
            print("status:", run.status, run.output, flush=True)
            return
        time.sleep(0.1)


if __name__ == "__main__":
    main()
