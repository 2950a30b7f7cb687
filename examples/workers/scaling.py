"""More at a time: threads inside of a worker, processes beside each other, workers for one domain.

* ``thread_count=8``: eight tasks at a time in this worker's process, for functions that wait (network, disk).
* Two workers in a list for the same task: two processes, for functions that compute.
* ``isolation="thread"``: all workers in this process, for many that are mostly idle: it saves memory.
* Start the program on several machines: the server shares its tasks out. Nothing else is needed.

    conductor-py run examples/workers/scaling.py
"""

import os
import time

from conductor.client.automator.task_handler import TaskHandler
from conductor.client.configuration.configuration import Configuration
from conductor.client.worker.worker import Worker
from conductor.client.worker.worker_task import worker_task
from conductor.client.workflow.conductor_workflow import ConductorWorkflow
from conductor.client.workflow.executor.workflow_executor import WorkflowExecutor


@worker_task("ask_service", thread_count=8)
def ask_service(n: int) -> dict:
    time.sleep(0.3)
    return {"pid": os.getpid()}


def compute(n: int) -> dict:
    time.sleep(0.1)
    return {"pid": os.getpid(), "square": n * n}


def main() -> None:
    configuration = Configuration()
    workflow = ConductorWorkflow(WorkflowExecutor(configuration), "scaling", version=1)
    asked = [ask_service(task_ref_name=f"ask_{n}", n=n) for n in range(8)]
    from conductor.client.workflow.task.simple_task import SimpleTask

    computed = []
    for n in range(8):
        task = SimpleTask("compute", f"compute_{n}")
        task.input_parameters["n"] = n
        computed.append(task)
    workflow >> asked >> computed
    workflow.register(overwrite=True)

    two_processes = [Worker("compute", compute), Worker("compute", compute)]
    with TaskHandler(workers=two_processes, configuration=configuration) as handler:
        handler.start_processes()
        run = workflow.execute(workflow_input={}, wait_for_seconds=30)
        print("status:", run.status)
        print("processes:", [p["worker"] for p in handler.get_worker_process_status()])


if __name__ == "__main__":
    main()
