"""Tests of a workflow with branches: the server runs it with the outputs that the tests give its tasks.

Run it with ``python -m unittest`` or pytest.
"""

# ruff: noqa: PT009

import unittest

from conductor.client.configuration.configuration import Configuration
from conductor.client.http.models import TaskMock, WorkflowTestRequest
from conductor.client.orkes_clients import OrkesClients
from conductor.client.worker.worker_task import worker_task
from conductor.client.workflow.conductor_workflow import ConductorWorkflow
from conductor.client.workflow.task.simple_task import SimpleTask
from conductor.client.workflow.task.switch_task import SwitchTask
from conductor.client.workflow.task.terminate_task import TerminateTask, WorkflowStatus


@worker_task(task_definition_name="risk_of_order")
def risk_of_order(amount: int) -> str:
    return "high" if amount > 1000 else "low"


def order_workflow() -> ConductorWorkflow:
    workflow = ConductorWorkflow(name="order_to_test", version=1)
    risk = risk_of_order(task_ref_name="risk", amount=workflow.input("amount"))
    review = SimpleTask("review_order", "review").input(key="risk", value=risk.output("result"))
    verdict = SwitchTask("verdict", review.output("verdict"))
    verdict.switch_case("no", TerminateTask("stop", WorkflowStatus.FAILED, "refused"))
    reviewed = SwitchTask("by_risk", risk.output("result")).switch_case("high", [review, verdict])
    ship = SimpleTask("ship_order", "ship").input(key="id", value=workflow.input("id"))
    workflow >> risk >> reviewed >> ship
    return workflow.output_parameters({"parcel": ship.output("parcel")})


class WorkflowTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.workflow_client = OrkesClients(configuration=Configuration()).get_workflow_client()

    def run_with(self, **outputs):  # by reference name
        wf = order_workflow()
        test_request = WorkflowTestRequest(
            name=wf.name, version=wf.version, workflow_def=wf.to_workflow_def()
        )
        test_request.task_ref_to_mock_output = {
            reference: [TaskMock(status="COMPLETED", output=output)] for reference, output in outputs.items()
        }
        return self.workflow_client.test_workflow(test_request=test_request)

    def test_nothing_is_wrong_with_it(self):
        self.assertEqual(order_workflow().validate(), [])

    def test_worker(self):
        self.assertEqual(risk_of_order(5), "low")
        self.assertEqual(risk_of_order(5000), "high")

    def test_low_risk_is_shipped(self):
        run = self.run_with(risk={"result": "low"}, ship={"parcel": "P1"})
        print("completed the test run")
        print(f"status: {run.status}")
        self.assertEqual(run.status, "COMPLETED")
        self.assertEqual(run.output, {"parcel": "P1"})
        self.assertNotIn("review", [task.reference_task_name for task in run.tasks])

    def test_high_risk_is_reviewed(self):
        run = self.run_with(risk={"result": "high"}, review={"verdict": "yes"}, ship={"parcel": "P2"})
        self.assertEqual(run.status, "COMPLETED")
        self.assertIn("review", [task.reference_task_name for task in run.tasks])

    def test_what_is_refused_is_not_shipped(self):
        run = self.run_with(risk={"result": "high"}, review={"verdict": "no"})
        self.assertEqual(run.status, "FAILED")
        self.assertEqual(run.reason_for_incompletion, "refused")


if __name__ == "__main__":
    unittest.main()
