"""Definitions as code, deployed by CI: check everything first, then register tasks, then workflows.

Executions that run keep the definition they started with. For a change that matters, raise the version.

    conductor-py run examples/deploy_definitions.py     the whole of it
    python examples/deploy_definitions.py --check       findings only, nothing is sent: for pull requests
"""

import sys

from conductor.client.configuration.configuration import Configuration
from conductor.client.exceptions import NotFound
from conductor.client.http.models import TaskDef
from conductor.client.orkes_clients import OrkesClients
from conductor.client.workflow.conductor_workflow import ConductorWorkflow
from conductor.client.workflow.task.simple_task import SimpleTask

TASKS = [
    TaskDef(
        name="example_charge",
        retry_count=3,
        retry_logic="EXPONENTIAL_BACKOFF",
        retry_delay_seconds=2,
        timeout_seconds=120,
        response_timeout_seconds=60,
        timeout_policy="RETRY",
        owner_email="payments@example.com",
    )
]


def workflows() -> list[ConductorWorkflow]:
    workflow = ConductorWorkflow(name="example_deployed", version=1)
    charge = SimpleTask("example_charge", "charge").input(key="amount", value=workflow.input("amount"))
    return [workflow >> charge]


def check(defined: list[ConductorWorkflow]) -> int:
    findings = [finding for workflow in defined for finding in workflow.validate()]
    for finding in findings:
        print(finding)
    print(f"{len(defined)} workflows, {len(TASKS)} tasks: {len(findings)} findings")
    return 1 if findings else 0


def deploy(defined: list[ConductorWorkflow]) -> None:
    """Can be repeated: the outcome is the same, however often it runs."""
    metadata = OrkesClients(configuration=Configuration()).get_metadata_client()
    for task in TASKS:
        metadata.register_task_def(task)
        print(f"task {task.name}: registered")
    for workflow in defined:
        try:
            metadata.get_workflow_def(workflow.name, workflow.version)
            state = "replaced"
        except NotFound:
            state = "new"
        metadata.register_workflow_def(workflow.to_workflow_def(), overwrite=True)
        print(f"workflow {workflow.name} version {workflow.version}: {state}")


if __name__ == "__main__":
    defined = workflows()
    status = check(defined)
    if "--check" not in sys.argv and status == 0:
        deploy(defined)
    sys.exit(status)
