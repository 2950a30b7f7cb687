"""A Conductor server for one test, with workers, mocks and a clock that tests can move."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Callable, cast

from conductor.testing._branches import BranchCoverage
from conductor.testing._definitions import SYSTEM_TYPES, Rewriting, definition_of
from conductor.testing._errors import WorkflowStuck
from conductor.testing._mock import Failure, Mock
from conductor.testing._mocks import Mocks
from conductor.testing._progress import TERMINAL, has_come_to
from conductor.testing._pump import Pump
from conductor.testing._waiting import Stuck
from conductor.testing._worker_call import worker_for

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

    from conductor.client.configuration.configuration import Configuration
    from conductor.client.http.models.workflow import Workflow
    from conductor.client.http.models.workflow_def import WorkflowDef
    from conductor.client.orkes_clients import OrkesClients
    from conductor.client.workflow.conductor_workflow import ConductorWorkflow
    from conductor.client.workflow.executor.workflow_executor import WorkflowExecutor
    from conductor.testing._backends import Backend


class WorkflowEnvironment:
    """A server with clients, workers and mocks; a context manager that leaves nothing behind.

    Make one with ``start_time_skipping()``, ``start_local()``, ``start_server()`` or ``from_url()``; the same
    test runs on each.
    """

    def __init__(self, backend: Backend) -> None:
        """Use the class methods instead."""
        from conductor.client.configuration.configuration import Configuration
        from conductor.client.orkes_clients import OrkesClients

        #: The address of the REST API, and of the page that shows executions.
        self.url, self.ui_url = backend.url, backend.ui_url
        #: What a program of yours needs to reach the server, and every client on it.
        self.configuration: Configuration = backend.configuration or Configuration(server_api_url=backend.url)
        self.clients: OrkesClients = OrkesClients(configuration=self.configuration)
        #: Which branches the runs of this environment took; filled by ``execute`` and ``wait_for``.
        self.branches = BranchCoverage()
        self._backend = backend
        self._mocks = Mocks()
        if backend.engine is not None:
            backend.engine.override = self._mocks.override
        self._pumps: dict[tuple[str, str | None], Pump] = {}

    # -- servers

    @classmethod
    def start_time_skipping(cls) -> WorkflowEnvironment:
        """The embedded server with a clock that skips: a wait of 30 days passes at once.

        Time moves only inside ``sleep``, ``execute`` and ``wait_for``, and only when nothing else can happen
        first, so that a time-out never fires because a test's worker was slow.
        """
        from conductor.testing._backends import embedded

        return cls(embedded(skipping=True))

    @classmethod
    def start_local(cls, *, db: str | None = None) -> WorkflowEnvironment:
        """The embedded server in real time; ``db`` names an SQLite file to keep its state in."""
        from conductor.testing._backends import embedded

        return cls(embedded(skipping=False, db=db))

    @classmethod
    def start_server(cls) -> WorkflowEnvironment:
        """The real Conductor server from its jar, in real time (20 s to start, see ``RealServer``)."""
        from conductor.testing._backends import real

        return cls(real())

    @classmethod
    def from_url(
        cls, url: str | None = None, *, configuration: Configuration | None = None
    ) -> WorkflowEnvironment:
        """A running server, in real time; by default that of ``CONDUCTOR_SERVER_URL``. It is not stopped."""
        from conductor.testing._backends import running

        return cls(running(url, configuration))

    def close(self) -> None:
        """Stop the workers, and the server if it was started here."""
        for pump in self._pumps.values():
            pump.stop()
        self._backend.close()
        for pump in self._pumps.values():
            pump.join()
        self._pumps.clear()

    def __enter__(self) -> WorkflowEnvironment:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def executor(self) -> WorkflowExecutor:
        """What ``ConductorWorkflow`` takes as its executor."""
        return self.clients.get_workflow_executor()

    # -- time

    @property
    def now(self) -> datetime:
        """The server's present moment, in UTC."""
        return self._backend.time.now()

    def sleep(self, duration: float | timedelta) -> None:
        """Let that much of the server's time pass (seconds or a timedelta), and all that falls due."""
        self._backend.time.sleep(duration.total_seconds() if isinstance(duration, timedelta) else duration)

    # -- who does the work

    def run_worker(self, *functions: Callable[..., Any], threads: int = 1) -> None:
        """Serve these worker functions until the environment closes; undecorated ones by their own name."""
        for function in functions:
            worker = worker_for(function)
            key = (worker.get_task_definition_name(), worker.domain)
            self._mocks.workers[key] = worker.execute
            self._serve(*key, threads)

    def mock(self, name: str, *results: Any) -> Mock:
        """Answer every task of this type: a worker's task name, or a system type such as ``HTTP``.

        Each result is used once, in order, the last one stays; see ``Mock`` for what a result may be.
        """
        mock = self._mocks.by_type[name] = Mock(name, results)
        if self._backend.engine is None and name not in SYSTEM_TYPES:
            self._serve(name, None)
        return mock

    def mock_ref(self, reference: str, *results: Any) -> Mock:
        """Answer the task with this reference name, of whatever type; it goes before ``mock``."""
        mock = self._mocks.by_reference[reference] = Mock(reference, results)
        return mock

    def inject_failure(
        self, name: str, times: int = 1, reason: str = Failure.reason, terminal: bool = False
    ) -> None:
        """Let the next ``times`` tasks of this type or reference name fail, then go on as before."""
        self._mocks.inject(name, [Failure(reason, terminal)] * times)

    # -- workflows

    def register(self, *workflows: ConductorWorkflow | WorkflowDef | dict[str, Any] | Path) -> None:
        """Register definitions, in place of those of the same name and version."""
        for workflow in workflows:
            definition: Any = definition_of(workflow)
            self.clients.get_metadata_client().register_workflow_def(definition, overwrite=True)

    def start(
        self,
        workflow: str | ConductorWorkflow | WorkflowDef | dict[str, Any] | Path,
        input: dict[str, Any] | None = None,  # noqa: A002 - the field's word
        *,
        version: int | None = None,
        **options: Any,
    ) -> str:
        """Start a workflow by name or by its definition (registered first), and return the execution's id.

        ``options`` are further members of ``StartWorkflowRequest``, such as ``correlation_id``.
        """
        from conductor.client.http.models.start_workflow_request import StartWorkflowRequest

        definition: dict[str, Any] | None = None
        if not isinstance(workflow, str):
            definition = definition_of(workflow)
            self.register(definition)
            version = definition.get("version") if version is None else version
        name: str = workflow if isinstance(workflow, str) else (definition or {})["name"]
        inline = self._with_mocks(name, version, definition)
        request = StartWorkflowRequest(name=name, version=version, input=input or {}, **options)
        if inline is not None:
            request.workflow_def = inline  # type: ignore[assignment]
        return self.clients.get_workflow_client().start_workflow(request)

    def execute(
        self,
        workflow: str | ConductorWorkflow | WorkflowDef | dict[str, Any] | Path,
        input: dict[str, Any] | None = None,  # noqa: A002 - the field's word
        *,
        version: int | None = None,
        timeout: float = 30.0,
        **options: Any,
    ) -> Workflow:
        """Start a workflow and wait for its end, ``timeout`` seconds of real time at most.

        Raises ``WorkflowStuck``, which says what the run waits for, when it cannot end or does not in time.
        """
        return self.wait_for(self.start(workflow, input, version=version, **options), timeout=timeout)

    def wait_for(
        self, workflow_id: str, status: str | None = None, *, task: str | None = None, timeout: float = 30.0
    ) -> Workflow:
        """Wait until an execution has ended, or has ``status``; with ``task``, until that task has.

        ``task`` is a reference name; without ``status`` it need only have been scheduled. Raises
        ``WorkflowStuck`` when that cannot happen or does not within ``timeout`` seconds of real time.
        """
        client = self.clients.get_workflow_client()

        def ready() -> Workflow | None:
            run = client.get_workflow(workflow_id, include_tasks=True)
            return run if has_come_to(run, status, task) else None

        try:
            run = self._backend.time.until(ready, timeout)
        except Stuck:
            run = None
        if run is None:
            raise WorkflowStuck.of(client.get_workflow(workflow_id, include_tasks=True), status, task)
        if run.status in TERMINAL:
            from conductor.client._encode import encode

            self.branches.add(encode(run))
        return run

    def complete(
        self,
        workflow_id: str,
        reference: str,
        output: dict[str, Any] | None = None,
        *,
        status: str = "COMPLETED",
    ) -> None:
        """Answer an open task by reference name, as a person does with a HUMAN or a signal with a WAIT."""
        from conductor.client.http.api.task_resource_api import TaskResourceApi
        from conductor.client.http.api_client import ApiClient

        # Upstream: TaskClient.update_task_by_ref_name puts what it is given below "result".
        TaskResourceApi(ApiClient(self.configuration)).update_task1(
            output or {}, workflow_id, reference, status
        )

    def path(self, run: Workflow | str) -> list[str]:
        """The reference names of a run's tasks as they were scheduled, retries left out."""
        if isinstance(run, str):
            run = self.clients.get_workflow_client().get_workflow(run, include_tasks=True)
        return [str(task.reference_task_name) for task in run.tasks or () if not task.retry_count]

    # -- within

    def _serve(self, task_type: str, domain: str | None, threads: int = 1) -> None:
        if (task_type, domain) not in self._pumps:
            client = self.clients.get_task_client()
            self._pumps[task_type, domain] = Pump(
                client, task_type, lambda task: self._mocks.answer(task, domain), domain=domain, count=threads
            )

    def _with_mocks(
        self, name: str, version: int | None, definition: dict[str, Any] | None
    ) -> dict[str, Any] | None:
        """The definition to run in place of the registered one; None if that does as it is.

        The embedded server asks the mocks itself; for others system tasks become tasks for a worker of ours.
        """
        if self._backend.engine is not None or not self._mocks:
            return None
        definition = definition or self._fetch(name, version)
        if definition is None:
            return None
        rewriting = Rewriting(self._mocks.is_mocked, self._fetch, self._has_task_def)
        rewritten = rewriting(definition)
        self._mocks.kinds.update(rewriting.kinds)
        for task_type in rewriting.served:
            self._serve(task_type, None)
        return rewritten if rewriting.changed else None

    def _fetch(self, name: str, version: int | None) -> dict[str, Any] | None:
        from conductor.client._encode import encode
        from conductor.client.exceptions import NotFound

        try:
            found: Any = encode(self.clients.get_metadata_client().get_workflow_def(name, version))
        except NotFound:
            return None
        return cast("dict[str, Any]", found)

    def _has_task_def(self, name: str) -> bool:
        from conductor.client.exceptions import NotFound

        try:
            self.clients.get_metadata_client().get_task_def(name)
        except NotFound:
            return False
        return True
