"""Pydantic models as input and output.

pip install -e '.[pydantic]'
conductor-py run examples/workers/pydantic_input.py
"""

from pydantic import BaseModel, Field

from conductor.client.automator.task_handler import TaskHandler
from conductor.client.configuration.configuration import Configuration
from conductor.client.exceptions import WorkflowFailed
from conductor.client.worker.worker_task import worker_task
from conductor.client.workflow.conductor_workflow import ConductorWorkflow
from conductor.client.workflow.executor.workflow_executor import WorkflowExecutor


class Signup(BaseModel):
    email: str = Field(pattern=r".+@.+")
    age: int = Field(ge=18)


class Account(BaseModel):
    name: str
    adult: bool


@worker_task("create_account")
def create_account(signup: Signup) -> Account:
    return Account(name=signup.email.split("@")[0], adult=signup.age >= 18)


def main() -> None:
    configuration = Configuration()
    workflow = ConductorWorkflow(WorkflowExecutor(configuration), "signups", version=1)
    workflow >> create_account(task_ref_name="create", signup=workflow.input("signup"))
    workflow.register(overwrite=True)

    with TaskHandler(configuration=configuration) as handler:
        handler.start_processes()
        run = workflow.execute(workflow_input={"signup": {"email": "ada@example.com", "age": "36"}})
        print("account:", run.output)
        try:
            workflow.execute(
                workflow_input={"signup": {"email": "ada@example.com", "age": 9}}
            ).raise_for_status()
        except WorkflowFailed as failure:
            print(failure.status, failure.reason)


if __name__ == "__main__":
    main()
