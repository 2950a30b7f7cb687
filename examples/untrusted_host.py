"""A server whose certificate this machine does not trust: name its authority, or check nothing.

With CONDUCTOR_CA_FILE set, certificates of that authority are trusted: the right way, also in production.
Without it nothing is checked: whoever sits between you and the server can read and change everything. For a
test machine of your own only.

    CONDUCTOR_SERVER_URL=https://conductor.test/api CONDUCTOR_CA_FILE=ca.pem python examples/untrusted_host.py
"""

import os

from conductor.client.automator.task_handler import TaskHandler
from conductor.client.configuration.configuration import Configuration
from conductor.client.orkes_clients import OrkesClients
from conductor.client.worker.worker_task import worker_task
from conductor.client.workflow.conductor_workflow import ConductorWorkflow


@worker_task("greet_over_tls")
def greet(name: str) -> str:
    return f"Hello {name}"


def configure() -> Configuration:
    configuration = Configuration()
    authority = os.environ.get("CONDUCTOR_CA_FILE")
    if authority:
        configuration.ssl_ca_cert = authority
    else:
        configuration.verify_ssl = False
    # a server that wants to know who you are: configuration.cert_file, configuration.key_file
    return configuration


def main():
    configuration = configure()
    print(f"checked: {configuration.verify_ssl}")
    clients = OrkesClients(configuration=configuration)
    workflow = ConductorWorkflow(clients.get_workflow_executor(), "example_untrusted_host", version=1)
    workflow >> greet(task_ref_name="greet", name=workflow.input("name"))

    # workers use the same settings
    with TaskHandler(configuration=configuration) as handler:
        handler.start_processes()
        print(workflow.execute(workflow_input={"name": "Ada"}, wait_for_seconds=30).output)


if __name__ == "__main__":
    main()
