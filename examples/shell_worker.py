"""A worker that runs a program: what it prints is the output, a status other than 0 a failure.

Arguments go to the program as a list, so no shell reads them. Only the programs named here can be run:
whoever may start workflows could otherwise run anything with the worker's rights.

    conductor-py run examples/shell_worker.py
"""

import subprocess
import sys

from conductor.client.automator.task_handler import TaskHandler
from conductor.client.configuration.configuration import Configuration
from conductor.client.context import get_task_context
from conductor.client.orkes_clients import OrkesClients
from conductor.client.worker.exception import NonRetryableException
from conductor.client.worker.worker_task import worker_task
from conductor.client.workflow.conductor_workflow import ConductorWorkflow

PROGRAMS = {"python": sys.executable, "git": "git"}


@worker_task("run_program")
def run_program(program: str, arguments: list[str], seconds: int = 30) -> dict:
    if program not in PROGRAMS:
        raise NonRetryableException(f"{program!r} is not one of {', '.join(PROGRAMS)}")
    done = subprocess.run(
        [PROGRAMS[program], *arguments], capture_output=True, text=True, timeout=seconds, check=False
    )
    for line in done.stderr.splitlines()[-20:]:
        get_task_context().add_log(line)
    if done.returncode != 0:
        raise NonRetryableException(f"{program} ended with status {done.returncode}")
    return {"printed": done.stdout.strip()}


def main():
    configuration = Configuration()
    clients = OrkesClients(configuration=configuration)
    workflow = ConductorWorkflow(clients.get_workflow_executor(), "example_shell_worker", version=1)
    workflow >> run_program(
        task_ref_name="run", program=workflow.input("program"), arguments=workflow.input("arguments")
    )

    with TaskHandler(configuration=configuration) as handler:
        handler.start_processes()
        for program, arguments in (
            ("python", ["-c", "print(6 * 7)"]),
            ("python", ["-c", "raise SystemExit(3)"]),
            ("rm", ["-r", "/"]),
        ):
            given = {"program": program, "arguments": arguments}
            run = workflow.execute(workflow_input=given, wait_for_seconds=30)
            ended = clients.get_workflow_client().get_workflow(run.workflow_id, include_tasks=True)
            failed = ended.status != "COMPLETED"
            print(
                f"{program}: {ended.status}",
                ended.tasks[0].reason_for_incompletion if failed else ended.output,
            )


if __name__ == "__main__":
    main()
