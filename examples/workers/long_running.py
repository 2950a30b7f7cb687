"""A task that takes longer than its response time-out: its lease is extended while it runs.

Without ``lease_extend_enabled`` the server would hand it to somebody else after two seconds.

    conductor-py run examples/workers/long_running.py
"""

import time

from conductor.client.automator.task_handler import TaskHandler
from conductor.client.configuration.configuration import Configuration
from conductor.client.context import get_task_context
from conductor.client.http.models.task_def import TaskDef
from conductor.client.worker.worker_task import worker_task
from conductor.client.workflow.conductor_workflow import ConductorWorkflow
from conductor.client.workflow.executor.workflow_executor import WorkflowExecutor

PATIENT = TaskDef(response_timeout_seconds=2, timeout_seconds=60, timeout_policy="RETRY", retry_count=0)


@worker_task("transcode", lease_extend_enabled=True, register_task_def=True, task_def=PATIENT)
def transcode(video: str) -> dict:
    for percent in (25, 50, 75, 100):
        time.sleep(1)
        get_task_context().add_log(f"{percent} %")
    return {"transcoded": video, "handed_out": get_task_context().get_poll_count()}


def main() -> None:
    configuration = Configuration()
    workflow = ConductorWorkflow(WorkflowExecutor(configuration), "videos", version=1)
    workflow >> transcode(task_ref_name="transcode", video=workflow.input("video"))
    workflow.register(overwrite=True)

    with TaskHandler(configuration=configuration) as handler:
        handler.start_processes()
        run = workflow.execute(workflow_input={"video": "talk.mp4"}, wait_for_seconds=30)
        print("status:", run.status, run.output)


if __name__ == "__main__":
    main()
