"""Something happens, and a workflow starts: an event, and the handler that waits for it.

One workflow publishes to a queue of the server's own; Kafka, SQS … need their settings on the server.
The open-source server looks for new handlers once a minute, so there this takes up to a minute.

    conductor-py run examples/event_handler.py
"""

import time
import uuid

from conductor.client.configuration.configuration import Configuration
from conductor.client.http.api import EventResourceApi
from conductor.client.http.models import Action, EventHandler, StartWorkflow
from conductor.client.orkes_clients import OrkesClients
from conductor.client.workflow.conductor_workflow import ConductorWorkflow
from conductor.client.workflow.task.event_task import ConductorEventTask
from conductor.client.workflow.task.inline import InlineTask

SENDER, RECEIVER, SINK = "example_event_sender", "example_event_receiver", "example_orders"


def main():
    clients = OrkesClients(configuration=Configuration())
    executor, workflows = clients.get_workflow_executor(), clients.get_workflow_client()

    sender = ConductorWorkflow(executor, SENDER, version=1)
    sender >> ConductorEventTask("publish", SINK).input(key="order", value=sender.input("order"))
    sender.register(overwrite=True)
    receiver = ConductorWorkflow(executor, RECEIVER, version=1)
    receiver >> InlineTask("greet", "'got order ' + $.order", {"order": receiver.input("order")})
    receiver.register(overwrite=True)

    start = StartWorkflow(
        name=RECEIVER, version=1, input={"order": "${order}"}, correlation_id="${workflowInstanceId}"
    )
    handler = EventHandler(
        name=f"example_handler_{uuid.uuid4().hex[:8]}",
        event=f"conductor:{SENDER}:{SINK}",
        condition="$.order > 100",
        actions=[Action(action="start_workflow", start_workflow=start)],
        active=True,
    )
    handlers = EventResourceApi(clients.api_client)
    handlers.add_event_handler(handler)
    try:
        received = publish_until_heard(workflows)
        print(received.output["result"])
        print("started by an event:", received.event == handler.event)
    finally:
        handlers.remove_event_handler_status(handler.name)


def publish_until_heard(workflows, seconds=90):
    sent = []
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        workflows.start_workflow_by_name(SENDER, {"order": 7}, version=1)  # the condition does not hold
        sent.append(workflows.start_workflow_by_name(SENDER, {"order": 700 + len(sent)}, version=1))
        time.sleep(1)
        for workflow_id in sent:
            for found in workflows.get_by_correlation_ids(RECEIVER, [workflow_id], True)[workflow_id]:
                return found
    raise TimeoutError(f"no event arrived in {seconds} s")


if __name__ == "__main__":
    main()
