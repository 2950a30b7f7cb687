"""A workflow inside of a workflow: carried along, or registered and named.

    conductor-py run examples/sub_workflow.py
"""

from conductor.client.configuration.configuration import Configuration
from conductor.client.orkes_clients import OrkesClients
from conductor.client.workflow.conductor_workflow import ConductorWorkflow
from conductor.client.workflow.executor.workflow_executor import WorkflowExecutor
from conductor.client.workflow.task.inline import InlineTask
from conductor.client.workflow.task.sub_workflow_task import InlineSubWorkflowTask, SubWorkflowTask


def square(executor: WorkflowExecutor) -> ConductorWorkflow:
    workflow = ConductorWorkflow(executor, "example_square", version=1)
    result = InlineTask("multiply", "$.n * $.n", {"n": workflow.input("n")})
    workflow >> result
    return workflow.output_parameters({"squared": result.output("result")})


def main():
    clients = OrkesClients(configuration=Configuration())
    executor = clients.get_workflow_executor()
    square(executor).register(overwrite=True)

    parent = ConductorWorkflow(executor, "example_sub_workflow", version=1)
    # the definition travels inside of the parent's: what is registered under its name does not matter
    carried = InlineSubWorkflowTask("carried", square(executor)).input(key="n", value=parent.input("n"))
    # the registered definition, as it is when the parent starts
    named = SubWorkflowTask("named", "example_square", version=1).input(key="n", value=5)
    parent >> carried >> named
    parent.output_parameters(
        {
            "carried": carried.output("squared"),
            "named": named.output("squared"),
            "child": named.output("subWorkflowId"),
        }
    )

    run = parent.execute(workflow_input={"n": 3}, wait_for_seconds=20)
    print(f"carried: {run.output['carried']}, named: {run.output['named']}")
    child = clients.get_workflow_client().get_workflow(run.output["child"])
    print(f"the child: {child.workflow_name}, {child.status}")
    print("its parent is ours:", child.parent_workflow_id == run.workflow_id)


if __name__ == "__main__":
    main()
