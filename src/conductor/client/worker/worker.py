"""A worker made from a function."""

from __future__ import annotations

import inspect
import logging
import pickle
from typing import TYPE_CHECKING, Any, Callable, Union

from conductor.client.context import task_context
from conductor.client.http.models.task_result import TaskResult
from conductor.client.worker import _outcome, _registry
from conductor.client.worker._background_loop import BackgroundEventLoop
from conductor.client.worker._binding import Binding
from conductor.client.worker.exception import NonRetryableException
from conductor.client.worker.worker_interface import DEFAULT_POLLING_INTERVAL, WorkerInterface

if TYPE_CHECKING:
    from conductor.client.http.api_client import ApiClient
    from conductor.client.http.models.task import Task
    from conductor.client.http.models.task_def import TaskDef
else:
    from conductor.client._published import __getattr__ as __getattr__

__all__ = [
    "ASYNC_TASK_RUNNING",
    "DEFAULT_POLLING_INTERVAL",
    "BackgroundEventLoop",
    "ExecuteTaskFunction",
    "NonRetryableException",
    "Worker",
    "is_callable_input_parameter_a_task",
    "is_callable_return_value_of_type",
]

logger = logging.getLogger(__name__)

# A worker's process has run the script already, under one of these names.
_SCRIPTS = ("__main__", "__mp_main__")

ExecuteTaskFunction = Callable[..., Union[TaskResult, object]]


class _AsyncTaskRunning:
    """Upstream's mark for "the coroutine still runs"; ours waits for coroutines, so it is never returned."""

    def __repr__(self) -> str:
        return "ASYNC_TASK_RUNNING"


ASYNC_TASK_RUNNING = _AsyncTaskRunning()


class Worker(WorkerInterface):
    """Serves a task with a function. The parameters are those of ``worker_task``; times in milliseconds."""

    def __init__(
        self,
        task_definition_name: str,
        execute_function: ExecuteTaskFunction,
        poll_interval: float | None = None,
        domain: str | None = None,
        worker_id: str | None = None,
        thread_count: int = 1,
        register_task_def: bool = False,
        poll_timeout: int = 100,
        lease_extend_enabled: bool = False,
        paused: bool = False,
        task_def_template: TaskDef | None = None,
        overwrite_task_def: bool = True,
        strict_schema: bool = False,
        register_schema: bool | None = False,
        strict: bool | None = None,
    ) -> None:
        super().__init__(task_definition_name)
        self.poll_interval = DEFAULT_POLLING_INTERVAL if poll_interval is None else poll_interval
        self.domain = domain
        self.worker_id = worker_id or super().get_identity()
        self.thread_count = thread_count
        self.register_task_def = register_task_def
        self.poll_timeout = poll_timeout
        self.lease_extend_enabled = lease_extend_enabled
        self.paused = paused
        self.task_def_template = task_def_template
        self.overwrite_task_def = overwrite_task_def
        self.strict_schema = strict_schema
        self.register_schema = register_schema
        self.strict = strict
        self._api_client: ApiClient | None = None
        self._background_loop: BackgroundEventLoop | None = None
        self.execute_function = execute_function

    @property
    def execute_function(self) -> ExecuteTaskFunction:
        """The function that does the task."""
        return self._execute_function

    @execute_function.setter
    def execute_function(self, execute_function: ExecuteTaskFunction) -> None:
        self._execute_function = execute_function
        self._binding: Binding | None = None
        inner = inspect.unwrap(execute_function)
        self._is_async = inspect.iscoroutinefunction(inner) or inspect.iscoroutinefunction(
            getattr(inner, "__call__", None)  # noqa: B004 - not "is it callable?" but "is its call a coroutine?"
        )

    @property
    def binding(self) -> Binding:
        """How the function is called with a task."""
        if self._binding is None:
            self._binding = Binding(self._execute_function, str(self.task_definition_name))
        return self._binding

    @property
    def is_async(self) -> bool:
        """Whether the function is an ``async def`` (or an object whose call is)."""
        return self._is_async

    @property
    def api_client(self) -> ApiClient:
        """An API client, made when first asked for."""
        if self._api_client is None:
            from conductor.client.configuration.configuration import Configuration
            from conductor.client.http.api_client import ApiClient

            self._api_client = ApiClient(Configuration())
        return self._api_client

    @api_client.setter
    def api_client(self, api_client: ApiClient) -> None:
        self._api_client = api_client

    def get_identity(self) -> str:
        """The worker's id, as the server shows it."""
        return self.worker_id

    def execute(self, task: Task) -> TaskResult:
        """Call the function with the task's input; what it returns or raises becomes the result."""
        result = _outcome.blank(task, self.get_identity())
        token = task_context._current.set(task_context.TaskContext(task, result))
        try:
            args, named = self.binding.arguments(task, bool(self.strict))
            value = self._execute_function(*args, **named)
            if inspect.isawaitable(value):
                value = self._loop().run_coroutine(_awaited(value))
            return _outcome.of_value(value, task, result)
        except BaseException as error:  # noqa: BLE001 - SystemExit and KeyboardInterrupt end the task, not the worker
            return _outcome.of_error(error, result)
        finally:
            task_context._current.reset(token)

    async def execute_async(self, task: Task) -> TaskResult:
        """Like :meth:`execute`, on the running event loop."""
        result = _outcome.blank(task, self.get_identity())
        token = task_context._current.set(task_context.TaskContext(task, result))
        try:
            args, named = self.binding.arguments(task, bool(self.strict))
            value = self._execute_function(*args, **named)
            if inspect.isawaitable(value):
                value = await value
            return _outcome.of_value(value, task, result)
        except BaseException as error:  # noqa: BLE001 - also CancelledError: the task must get a result
            return _outcome.of_error(error, result)
        finally:
            task_context._current.reset(token)

    def check_completed_async_tasks(self) -> list[Any]:
        """Upstream's collector of finished coroutines; there are never any to collect, see
        ASYNC_TASK_RUNNING.
        """
        return []

    def _loop(self) -> BackgroundEventLoop:
        if self._background_loop is None:
            self._background_loop = BackgroundEventLoop()
        return self._background_loop

    def __getstate__(self) -> dict[str, Any]:
        """What another process needs: a function that was decorated travels as its name in the registry."""
        state = {**self.__dict__, "_api_client": None, "_binding": None, "_background_loop": None}
        key = _registry.key_of(self._execute_function, str(self.task_definition_name), self.domain)
        if key is not None:
            state["_execute_function"] = None
            state["_registered"] = (key, _registry.homes(key))
        return state

    def __setstate__(self, state: dict[str, Any]) -> None:
        registered = state.pop("_registered", None)
        vars(self).update(state)
        if registered is not None:
            self._execute_function = _find_registered(*registered)


def _find_registered(key: _registry.Key, homes: tuple[str, ...]) -> ExecuteTaskFunction:
    """Import what registers the function, and return it."""
    entry = _registry.decorated_functions.get(key)
    for module in homes:
        if entry is not None:
            break
        if module not in _SCRIPTS:
            _import_home(module)
        entry = _registry.decorated_functions.get(key)
    if entry is None:
        raise pickle.UnpicklingError(
            f"importing {' or '.join(homes) or 'its module'} does not register a worker for task {key[0]}"
        )
    function: ExecuteTaskFunction = entry["func"]
    return function


def _import_home(module: str) -> None:
    import importlib

    try:
        importlib.import_module(module)
    except ModuleNotFoundError as error:
        if error.name != module:  # a script that some tool ran under a name of its own: the next home may do
            raise


async def _awaited(value: Any) -> Any:
    return await value


def is_callable_input_parameter_a_task(callable: ExecuteTaskFunction, object_type: Any) -> bool:
    """Whether the function takes one parameter that is un-annotated, ``object`` or ``object_type``."""
    parameters = list(inspect.signature(callable).parameters.values())
    if len(parameters) != 1:
        return False
    annotation: Any = parameters[0].annotation
    accepted: list[Any] = [object_type, object, parameters[0].empty, getattr(object_type, "__name__", None)]
    return annotation in accepted


def is_callable_return_value_of_type(callable: ExecuteTaskFunction, object_type: Any) -> bool:
    """Whether the function is annotated to return ``object_type``."""
    annotation: Any = inspect.signature(callable).return_annotation
    accepted: list[Any] = [object_type, getattr(object_type, "__name__", None)]
    return annotation in accepted
