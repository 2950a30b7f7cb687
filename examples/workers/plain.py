"""The simplest worker: a function. Its parameters are the task's input, what it returns is the output.

conductor-py run examples/workers/plain.py
"""

from conductor.client.automator.task_handler import TaskHandler
from conductor.client.configuration.configuration import Configuration
from conductor.client.worker.worker_task import worker_task
from conductor.client.workflow.conductor_workflow import ConductorWorkflow
from conductor.client.workflow.executor.workflow_executor import WorkflowExecutor


@worker_task(task_definition_name="plain_add")
def add(a: int, b: int = 1) -> int:
    return a + b


@worker_task(task_definition_name="plain_describe")
def describe(total: int, **everything_else: str) -> dict:
    return {"text": f"the sum is {total}", "also": everything_else}


def main() -> None:
    configuration = Configuration()
    workflow = ConductorWorkflow(WorkflowExecutor(configuration), "plain_workers", version=1)
    total = add(task_ref_name="add", a=workflow.input("a"), b=workflow.input("b"))
    workflow >> total >> describe(task_ref_name="describe", total=total.output("result"), colour="blue")
    workflow.register(overwrite=True)

    with TaskHandler(configuration=configuration) as handler:
        handler.start_processes()
        run = workflow.execute(workflow_input={"a": 2, "b": 3})
        print("output:", run.output)


if __name__ == "__main__":
    main()
