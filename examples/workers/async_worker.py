"""An ``async def`` worker: many tasks at a time on one event loop, in one process.

conductor-py run examples/workers/async_worker.py
"""

import asyncio
import time

from conductor.client.automator.task_handler import TaskHandler
from conductor.client.configuration.configuration import Configuration
from conductor.client.worker.worker_task import worker_task
from conductor.client.workflow.conductor_workflow import ConductorWorkflow
from conductor.client.workflow.executor.workflow_executor import WorkflowExecutor


@worker_task("fetch_page", thread_count=50)  # up to 50 coroutines
async def fetch_page(page: int) -> dict:
    await asyncio.sleep(0.5)  # a call of another service
    return {"page": page}


def main() -> None:
    configuration = Configuration()
    workflow = ConductorWorkflow(WorkflowExecutor(configuration), "fetch_pages", version=1)
    workflow >> [fetch_page(task_ref_name=f"page_{n}", page=n) for n in range(20)]
    workflow.register(overwrite=True)

    with TaskHandler(configuration=configuration) as handler:
        handler.start_processes()
        started = time.monotonic()
        run = workflow.execute(workflow_input={}, wait_for_seconds=30)
        # one after the other they would take 10 seconds
        print("status:", run.status, "in less than 5 seconds:", time.monotonic() - started < 5)


if __name__ == "__main__":
    main()
