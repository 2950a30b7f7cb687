"""A workflow that is made for one execution: nothing is registered before it runs."""

from conductor.client.automator.task_handler import TaskHandler
from conductor.client.configuration.configuration import Configuration
from conductor.client.orkes_clients import OrkesClients
from conductor.client.worker.worker_task import worker_task
from conductor.client.workflow.conductor_workflow import ConductorWorkflow


# @worker_task annotation denotes that this is a worker
@worker_task(task_definition_name="get_user_email")
def get_user_email(userid: str) -> str:
    return f"{userid}@example.com"


# @worker_task annotation denotes that this is a worker
@worker_task(task_definition_name="send_email")
def send_email(email: str, subject: str, body: str):
    print(f"sending email to {email} with subject {subject} and body {body}", flush=True)


def main():
    # defaults to reading the configuration using following env variables
    # CONDUCTOR_SERVER_URL : conductor server e.g. https://developers.orkes.cloud/api
    # CONDUCTOR_AUTH_KEY : API Authentication Key
    # CONDUCTOR_AUTH_SECRET: API Auth Secret
    api_config = Configuration()

    task_handler = TaskHandler(configuration=api_config)
    # Start Polling
    task_handler.start_processes()

    clients = OrkesClients(configuration=api_config)
    workflow_executor = clients.get_workflow_executor()
    workflow = ConductorWorkflow(name="dynamic_workflow", version=1, executor=workflow_executor)
    get_email = get_user_email(task_ref_name="get_user_email_ref", userid=workflow.input("userid"))
    sendmail = send_email(
        task_ref_name="send_email_ref",
        email=get_email.output("result"),
        subject="Hello from Orkes",
        body="Test Email",
    )
    # Order of task execution
    workflow >> get_email >> sendmail

    # Configure the output of the workflow
    workflow.output_parameters(output_parameters={"email": get_email.output("result")})
    # Run the workflow
    result = workflow.execute(workflow_input={"userid": "user_a"})
    print(f"\nworkflow output:  {result.output}\n")
    # Stop Polling
    task_handler.stop_processes()


if __name__ == "__main__":
    main()
