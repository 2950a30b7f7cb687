"""Two versions of a workflow at once: try the new one on a few, then make it everybody's, or take it back.

    conductor-py run examples/versioning.py
"""

from conductor.client.configuration.configuration import Configuration
from conductor.client.http.models import StartWorkflowRequest
from conductor.client.orkes_clients import OrkesClients
from conductor.client.workflow.conductor_workflow import ConductorWorkflow
from conductor.client.workflow.executor.workflow_executor import WorkflowExecutor
from conductor.client.workflow.task.inline import InlineTask
from conductor.client.workflow.task.wait_task import WaitTask

NAME = "example_versioning"


def price(executor: WorkflowExecutor, version: int, expression: str) -> ConductorWorkflow:
    workflow = ConductorWorkflow(executor, NAME, version=version)
    return (
        workflow
        >> WaitTask("go", wait_for_seconds=1)
        >> InlineTask("price", expression, {"n": workflow.input("n")})
    )


def main():
    clients = OrkesClients(configuration=Configuration())
    executor = clients.get_workflow_executor()
    workflows, metadata = clients.get_workflow_client(), clients.get_metadata_client()

    price(executor, 1, "$.n * 10").register(overwrite=True)
    running = workflows.start_workflow(StartWorkflowRequest(name=NAME, input={"n": 5}))
    price(executor, 2, "$.n * 8").register(overwrite=True)

    # what runs keeps the definition that it started with
    ended = workflows.wait_for_completion(running, timeout=20)
    print(f"started before: version {ended.workflow_version}, {ended.output['result']}")

    # a version by its number; without one, the highest
    for version in (1, 2, None):
        run = executor.execute(NAME, version=version or 0, workflow_input={"n": 5}, wait_for_seconds=20)
        print(f"asked for {version or 'the latest'}: {run.output['result']}")

    # one customer in ten gets the new one, and the same customer always the same
    chosen = [2 if customer % 10 == 0 else 1 for customer in range(100)]
    print(f"canary: {chosen.count(2)} of {len(chosen)}")

    # back: without version 2, version 1 is the latest again; executions of version 2 go on
    metadata.unregister_workflow_def(NAME, 2)
    run = executor.execute(NAME, version=0, workflow_input={"n": 5}, wait_for_seconds=20)
    print(f"after the rollback: {run.output['result']}")


if __name__ == "__main__":
    main()
