"""Failures: an exception is retried as the task's definition says, NonRetryableException ends the task.

conductor-py run examples/workers/non_retryable.py
"""

from conductor.client.automator.task_handler import TaskHandler
from conductor.client.configuration.configuration import Configuration
from conductor.client.context import get_task_context
from conductor.client.exceptions import WorkflowFailed
from conductor.client.http.models.task_def import TaskDef
from conductor.client.worker.exception import NonRetryableException
from conductor.client.worker.worker_task import worker_task
from conductor.client.workflow.conductor_workflow import ConductorWorkflow
from conductor.client.workflow.executor.workflow_executor import WorkflowExecutor

THREE_TIMES = TaskDef(retry_count=3, retry_delay_seconds=0, retry_logic="FIXED")


@worker_task("charge_card", register_task_def=True, task_def=THREE_TIMES)
def charge_card(card: str) -> dict:
    if card == "stolen":
        raise NonRetryableException("the card is blocked: asking again will not help")
    attempt = get_task_context().get_retry_count()
    if attempt < 2:
        raise ConnectionError("the bank does not answer")
    return {"charged": card, "attempts": attempt + 1}


def main() -> None:
    configuration = Configuration()
    workflow = ConductorWorkflow(WorkflowExecutor(configuration), "payments", version=1)
    workflow >> charge_card(task_ref_name="charge_card", card=workflow.input("card"))
    workflow.register(overwrite=True)

    with TaskHandler(configuration=configuration) as handler:
        handler.start_processes()
        run = workflow.execute(workflow_input={"card": "good"}, wait_for_seconds=30)
        print("good card:", run.status, run.output)
        run = workflow.execute(workflow_input={"card": "stolen"}, wait_for_seconds=30)
        try:
            run.raise_for_status()
        except WorkflowFailed as failure:
            print("stolen card:", failure.status, failure.reason)


if __name__ == "__main__":
    main()
