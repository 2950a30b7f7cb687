"""Let the server publish each change of a workflow's status.

The definition says that it is to be published, and where. What does the publishing is the server's: Orkes
Conductor sends to the sink; the open-source server does what its ``conductor.workflow-status-listener.type``
says, and nothing where that is not set; the embedded server keeps the two members and publishes nothing.

    conductor-py run examples/workflow_status_listener.py
"""

from conductor.client.configuration.configuration import Configuration
from conductor.client.orkes_clients import OrkesClients
from conductor.client.workflow.conductor_workflow import ConductorWorkflow
from conductor.client.workflow.task.inline import InlineTask

NAME = "example_status_listener"


def main():
    clients = OrkesClients(configuration=Configuration())
    workflow = ConductorWorkflow(clients.get_workflow_executor(), NAME, version=1)
    workflow >> InlineTask("add", "$.a + $.b", {"a": workflow.input("a"), "b": workflow.input("b")})

    workflow.enable_status_listener("kafka:workflow-status")
    workflow.register(overwrite=True)
    show(clients)
    print("it ran:", workflow.execute(workflow_input={"a": 1, "b": 2}).output)

    workflow.disable_status_listener()
    workflow.register(overwrite=True)
    show(clients)


def show(clients: OrkesClients) -> None:
    stored = clients.get_metadata_client().get_workflow_def(NAME, version=1)
    print(f"published: {stored.workflow_status_listener_enabled}, to {stored.workflow_status_listener_sink}")


if __name__ == "__main__":
    main()
