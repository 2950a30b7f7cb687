"""Waiting for something outside without holding a slot: say "not yet", and be called again later.

conductor-py run examples/workers/in_progress.py
"""

from __future__ import annotations

from conductor.client.automator.task_handler import TaskHandler
from conductor.client.configuration.configuration import Configuration
from conductor.client.context import TaskInProgress, get_task_context
from conductor.client.worker.worker_task import worker_task
from conductor.client.workflow.conductor_workflow import ConductorWorkflow
from conductor.client.workflow.executor.workflow_executor import WorkflowExecutor


def has_arrived(parcel: str, asked: int) -> bool:
    return asked >= 3  # somebody else's service


@worker_task("await_parcel")
def await_parcel(parcel: str) -> TaskInProgress | dict:
    asked = get_task_context().get_poll_count()
    if not has_arrived(parcel, asked):
        return TaskInProgress(callback_after_seconds=1, output={"asked": asked})
    return {"parcel": parcel, "asked": asked}


def main() -> None:
    configuration = Configuration()
    workflow = ConductorWorkflow(WorkflowExecutor(configuration), "parcels", version=1)
    workflow >> await_parcel(task_ref_name="await_parcel", parcel=workflow.input("parcel"))
    workflow.register(overwrite=True)

    with TaskHandler(configuration=configuration) as handler:
        handler.start_processes()
        run = workflow.execute(workflow_input={"parcel": "4711"}, wait_for_seconds=30)
        print("status:", run.status, run.output)


if __name__ == "__main__":
    main()
