"""A framework's manager around TaskHandler: daemons, and a program that ends without stopping them."""

import atexit

from said import TAG, eventually, said

from conductor.client.automator.task_handler import TaskHandler
from conductor.client.configuration.configuration import Configuration
from conductor.client.http.models import StartWorkflowRequest, WorkflowDef, WorkflowTask
from conductor.client.orkes_clients import OrkesClients
from conductor.client.worker.worker_task import worker_task


@worker_task(task_definition_name=TAG, worker_id="me")
def work(a: int) -> int:
    return a + 1


class Manager:
    def __init__(self) -> None:
        self.handler = TaskHandler(workers=[], configuration=Configuration(), scan_for_annotated_workers=True)

    def start(self) -> None:
        for process in self.handler.task_runner_processes:
            process.daemon = True
        if self.handler.metrics_provider_process is not None:
            self.handler.metrics_provider_process.daemon = True
        atexit.register(self._end_log)
        self.handler.start_processes()

    def _end_log(self) -> None:
        self.handler.queue.put_nowait(None)
        self.handler.logger_process.join(timeout=2)
        if self.handler.logger_process.is_alive():
            self.handler.logger_process.terminate()

    def running(self) -> bool:
        return any(process.is_alive() for process in self.handler.task_runner_processes)


def main() -> None:
    clients = OrkesClients(Configuration())
    step = WorkflowTask(name=TAG, task_reference_name="r", type="SIMPLE", input_parameters={"a": 1})
    definition = WorkflowDef(name=TAG, version=1, schema_version=2, tasks=[step], timeout_seconds=0)
    clients.get_metadata_client().register_workflow_def(definition, True)
    manager = Manager()
    manager.start()
    said("running", manager.running)
    workflows = clients.get_workflow_client()
    run = workflows.start_workflow(StartWorkflowRequest(name=TAG, version=1))
    eventually(lambda: workflows.get_workflow(run).status == "COMPLETED")
    said("run", lambda: [[t.status, t.output_data, t.worker_id] for t in workflows.get_workflow(run).tasks])
    said("daemons", lambda: all(process.daemon for process in manager.handler.task_runner_processes))
    print("the main part ends")


if __name__ == "__main__":
    main()
