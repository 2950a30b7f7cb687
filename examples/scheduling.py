"""Start a workflow by the clock: cron expressions of six fields, seconds first.

    conductor-py run examples/scheduling.py
"""

import time
from datetime import datetime, timezone

from conductor.client.configuration.configuration import Configuration
from conductor.client.http.models import SaveScheduleRequest, StartWorkflowRequest
from conductor.client.orkes_clients import OrkesClients
from conductor.client.workflow.conductor_workflow import ConductorWorkflow
from conductor.client.workflow.task.inline import InlineTask

NAME = "example_scheduling"


def main():
    clients = OrkesClients(configuration=Configuration())
    scheduler, workflows = clients.get_scheduler_client(), clients.get_workflow_client()
    workflow = ConductorWorkflow(clients.get_workflow_executor(), NAME, version=1)
    workflow >> InlineTask("report", "'report for ' + $.team", {"team": workflow.input("team")})
    workflow.register(overwrite=True)

    # a look ahead: the server says when an expression fires, or that it cannot read it
    for moment in scheduler.preview_next("0 0 9 * * MON-FRI", n=3):
        print("weekdays at nine:", f"{datetime.fromtimestamp(moment / 1000, timezone.utc):%a %H:%M}")

    start = StartWorkflowRequest(name=NAME, version=1, input={"team": "billing"})
    scheduler.save_schedule(
        SaveScheduleRequest(
            name=NAME, cron_expression="* * * * * *", zone_id="Europe/Berlin", start_workflow_request=start
        )
    )
    since = int(time.time() * 1000) - 1000
    try:
        run = first_run(workflows, since)
        print("it ran:", run.output["result"])
        scheduler.pause_schedule(NAME)
        print("paused:", scheduler.get_schedule(NAME).paused)
        scheduler.resume_schedule(NAME)
    finally:
        scheduler.delete_schedule(NAME)
    print("schedules left:", len(scheduler.get_all_schedules(NAME)))


def first_run(workflows, since, seconds=30):
    """The first execution that has ended; each has the time it was due in its input."""
    deadline = time.monotonic() + seconds
    query = f"workflowType = '{NAME}' AND status = 'COMPLETED' AND startTime > {since}"
    while time.monotonic() < deadline:
        for summary in workflows.iter_search(query, limit=1):
            return workflows.get_workflow(summary.workflow_id)
        time.sleep(0.5)
    raise TimeoutError(f"the schedule started nothing in {seconds} s")


if __name__ == "__main__":
    main()
