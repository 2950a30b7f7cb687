"""What can be done with a running workflow: look, signal, pause, end, run again, find."""

import time
import uuid

from conductor.client.configuration.configuration import Configuration
from conductor.client.http.models import (
    RerunWorkflowRequest,
    StartWorkflowRequest,
    TaskResult,
    TaskResultStatus,
)
from conductor.client.orkes_clients import OrkesClients
from conductor.client.workflow.conductor_workflow import ConductorWorkflow
from conductor.client.workflow.executor.workflow_executor import WorkflowExecutor
from conductor.client.workflow.task.inline import InlineTask
from conductor.client.workflow.task.set_variable_task import SetVariableTask
from conductor.client.workflow.task.wait_task import WaitTask

NAME = "workflow_ops_example"


def register(executor: WorkflowExecutor) -> None:
    workflow = ConductorWorkflow(executor=executor, name=NAME, version=1)
    remember = SetVariableTask("remember", {"greeted": workflow.input("name")})
    first = WaitTask("first_signal")
    second = WaitTask("second_signal")
    workflow >> remember >> first >> second
    workflow >> InlineTask("greet", "'Hello ' + $.name", {"name": first.output("name")})
    workflow.register(overwrite=True, validate=True)


def main():
    api_config = Configuration()
    clients = OrkesClients(configuration=api_config)
    workflow_client = clients.get_workflow_client()
    task_client = clients.get_task_client()
    register(clients.get_workflow_executor())

    # start, and look at it
    correlation_id = str(uuid.uuid4())
    request = StartWorkflowRequest(
        name=NAME, version=1, input={"name": "World"}, correlation_id=correlation_id
    )
    workflow_id = workflow_client.start_workflow(request)
    workflow = workflow_client.get_workflow(workflow_id, include_tasks=True)
    waiting = workflow.tasks[-1]
    print(f"status: {workflow.status}, waiting in {waiting.reference_task_name}")
    print(f"variables: {workflow.variables}")

    # a signal: complete the WAIT task by its id
    result = TaskResult(
        workflow_instance_id=workflow_id,
        task_id=waiting.task_id,
        status=TaskResultStatus.COMPLETED,
        output_data={"name": "Ada"},
    )
    task_client.update_task(result)
    workflow = eventually(workflow_client, workflow_id, lambda run: len(run.tasks) == 3)
    print(f"after the signal it waits in {workflow.tasks[-1].reference_task_name}")

    # end it, and go on from where it was
    workflow_client.terminate_workflow(workflow_id, reason="changed my mind")
    workflow = workflow_client.get_workflow(workflow_id)
    print(f"status: {workflow.status}, because: {workflow.reason_for_incompletion}")
    workflow_client.retry_workflow(workflow_id)
    print(f"retried: {workflow_client.get_workflow_status(workflow_id).status}")

    # pause and resume
    workflow_client.pause_workflow(workflow_id)
    print(f"paused: {workflow_client.get_workflow_status(workflow_id).status}")
    workflow_client.resume_workflow(workflow_id)
    print(f"resumed: {workflow_client.get_workflow_status(workflow_id).status}")

    # the second signal, by reference name
    task_client.update_task_by_ref_name(workflow_id, "second_signal", TaskResultStatus.COMPLETED, {})
    workflow = eventually(workflow_client, workflow_id, lambda run: run.status == "COMPLETED")
    print(f"output: {workflow.output}")

    # run it again: from the start, and from a task of our choice
    workflow_client.restart_workflow(workflow_id)
    workflow = workflow_client.get_workflow(workflow_id)
    print(f"restarted: {workflow.status}, {len(workflow.tasks)} tasks")
    workflow_client.terminate_workflow(workflow_id, reason="to run it from a task")
    again = RerunWorkflowRequest(re_run_from_task_id=workflow.tasks[1].task_id)
    workflow_client.rerun_workflow(workflow_id, again)
    print(f"rerun: {workflow_client.get_workflow_status(workflow_id).status}")
    workflow_client.terminate_workflow(workflow_id, reason="the example ends here")

    # find it
    found = eventually(
        workflow_client,
        None,
        lambda page: page.total_hits > 0,
        lambda: workflow_client.search(0, 10, query=f"correlationId = '{correlation_id}'"),
    )
    print(f"found: {found.total_hits}")


def eventually(workflow_client, workflow_id, fits, ask=None):
    """What the server answers once it fits."""
    for _attempt in range(100):
        answer = ask() if ask else workflow_client.get_workflow(workflow_id, include_tasks=True)
        if fits(answer):
            return answer
        time.sleep(0.1)
    raise TimeoutError("it did not happen in 10 s")


if __name__ == "__main__":
    main()
