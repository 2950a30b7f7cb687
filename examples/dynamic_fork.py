"""As many branches as the run asks for: the same work for each input, or different tasks chosen by a worker.

    conductor-py run examples/dynamic_fork.py
"""

from conductor.client.automator.task_handler import TaskHandler
from conductor.client.configuration.configuration import Configuration
from conductor.client.orkes_clients import OrkesClients
from conductor.client.worker.worker_task import worker_task
from conductor.client.workflow.conductor_workflow import ConductorWorkflow
from conductor.client.workflow.executor.workflow_executor import WorkflowExecutor
from conductor.client.workflow.task.dynamic_fork_task import DynamicForkTask
from conductor.client.workflow.task.join_task import JoinTask


@worker_task("shrink_image", thread_count=4)
def shrink(name: str) -> str:
    return f"small-{name}"


@worker_task("plan_images")
def plan(images: list[str]) -> dict:
    """One task a picture, and the input of each by its reference name."""
    tasks = [
        {"name": "shrink_image", "taskReferenceName": f"shrink_{n}", "type": "SIMPLE"}
        for n in range(len(images))
    ]
    return {"tasks": tasks, "inputs": {f"shrink_{n}": {"name": name} for n, name in enumerate(images)}}


def same_work(executor: WorkflowExecutor) -> ConductorWorkflow:
    """A list of inputs; the references are made by the server: _shrink_image_0 …"""
    workflow = ConductorWorkflow(executor, "example_dynamic_fork", version=1)
    inputs = workflow.input("inputs")
    fork = DynamicForkTask(
        "fork", fork_task_name="shrink_image", fork_task_inputs=inputs, join_task=JoinTask("join")
    )
    return workflow >> fork


def chosen_tasks(executor: WorkflowExecutor) -> ConductorWorkflow:
    """A worker says which tasks, with references of its own."""
    workflow = ConductorWorkflow(executor, "example_dynamic_tasks", version=1)
    planned = plan(task_ref_name="plan", images=workflow.input("images"))
    fork = DynamicForkTask("fork", join_task=JoinTask("join"))
    fork.input(key="dynamicTasks", value=planned.output("tasks"))
    fork.input(key="dynamicTasksInputs", value=planned.output("inputs"))
    return workflow >> planned >> fork


def main():
    configuration = Configuration()
    executor = OrkesClients(configuration=configuration).get_workflow_executor()
    with TaskHandler(configuration=configuration) as handler:
        handler.start_processes()
        inputs = [{"name": name} for name in ("cat.png", "dog.png", "owl.png")]
        run = same_work(executor).execute(workflow_input={"inputs": inputs}, wait_for_seconds=30)
        for reference, output in sorted(run.output.items()):
            print(reference, output["result"])

        run = chosen_tasks(executor).execute(workflow_input={"images": ["fox.png"]}, wait_for_seconds=30)
        print(run.output)
        run = chosen_tasks(executor).execute(workflow_input={"images": []}, wait_for_seconds=30)
        print("nothing to do:", run.status)


if __name__ == "__main__":
    main()
