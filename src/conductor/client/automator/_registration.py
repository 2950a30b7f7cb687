"""Registering a worker's task definition, and the schemas of its input and output, at start."""

from __future__ import annotations

import copy
import logging
import threading
from typing import TYPE_CHECKING, Any

from conductor.client.automator import _verdict
from conductor.client.automator._backoff import Backoff
from conductor.client.exceptions import (
    ApiException,
    ConnectionFailed,
    InvalidDefinition,
    NotFound,
    NotSupportedByServer,
)

if TYPE_CHECKING:
    from conductor.client.automator._settings import Settings
    from conductor.client.configuration.configuration import Configuration
    from conductor.client.worker.worker_interface import WorkerInterface

logger = logging.getLogger(__name__)


_PATIENCE = 10.0  # seconds for one answer; nobody polls before the first try is over


class Registration:
    """Registers what workers ask for. What the server cannot take now is tried again until it can."""

    def __init__(self, configuration: Configuration) -> None:
        self._configuration = configuration
        self._open: list[tuple[str, WorkerInterface, Settings]] = []
        self._away = False
        self._over = threading.Event()

    def register(self, worker: WorkerInterface, settings: Settings) -> None:
        """Register the worker's definitions now, or after the start if the server has not answered for an
        earlier worker. Raises nothing: the worker serves its tasks all the same.
        """
        if settings.register_task_def:
            self._open += [(name, worker, settings) for name in worker.task_definition_names]
            if not self._away:
                self._try_open()

    def go_on(self) -> None:
        """Try what failed again, in a thread of its own."""
        if self._open:
            threading.Thread(target=self._until_done, name="conductor-registration", daemon=True).start()

    def stop(self) -> None:
        """Try no more."""
        self._over.set()

    def _until_done(self) -> None:
        backoff = Backoff(1.0, 30.0)
        while self._open and not self._over.wait(backoff.next()):
            self._try_open()

    def _try_open(self) -> None:
        again: list[tuple[str, WorkerInterface, Settings]] = []
        for name, worker, settings in self._open:
            try:
                _register_task_def(name, worker, settings, self._configuration)
            except ApiException as error:
                passing = _verdict.of(error) is _verdict.Verdict.AGAIN and not isinstance(error, NotFound)
                logger.error(
                    "The definition of task %s was not registered%s: %s",
                    name, ", trying again" if passing else "", error,
                )  # fmt: skip
                self._away = isinstance(error, ConnectionFailed)
                if passing:
                    again.append((name, worker, settings))
        self._open = again


def _metadata(configuration: Configuration) -> Any:
    from conductor.client.http.api.metadata_resource_api import MetadataResourceApi
    from conductor.client.http.api_client import ApiClient

    return MetadataResourceApi(ApiClient(configuration))


def _register_task_def(
    name: str, worker: WorkerInterface, settings: Settings, configuration: Configuration
) -> None:
    from conductor.client.http.models.task_def import TaskDef

    api = _metadata(configuration)
    if not settings.overwrite_task_def:
        try:
            api.get_task_def(name, _request_timeout=_PATIENCE)
        except NotFound:
            pass
        else:
            logger.info("The definition of task %s exists and stays as it is", name)
            return
    template = getattr(worker, "task_def_template", None)
    definition = TaskDef() if template is None else copy.deepcopy(template)
    definition.name = name
    if settings.register_schema:
        _add_schemas(name, worker, settings, configuration, definition)
    if settings.overwrite_task_def:
        try:
            api.update_task_def(definition, _request_timeout=_PATIENCE)
        except ConnectionFailed:
            raise
        except ApiException:
            api.register_task_def([definition], _request_timeout=_PATIENCE)
    else:
        api.register_task_def([definition], _request_timeout=_PATIENCE)
    logger.info("Registered the definition of task %s", name)


def _add_schemas(
    name: str, worker: WorkerInterface, settings: Settings, configuration: Configuration, definition: Any
) -> None:
    from conductor.client.automator.json_schema_generator import generate_json_schema_from_function
    from conductor.client.http.api.schema_resource_api import SchemaResourceApi
    from conductor.client.http.api_client import ApiClient
    from conductor.client.http.models.schema_def import SchemaDef, SchemaType

    function: Any = getattr(worker, "execute_function", None)
    if function is None:
        return
    try:
        made = generate_json_schema_from_function(function, name, settings.strict_schema) or {}
    except InvalidDefinition as error:
        logger.warning("No schema for task %s: %s", name, error)
        return
    api = SchemaResourceApi(ApiClient(configuration))
    for side in ("input", "output"):
        schema = made.get(side)
        if schema is None:
            continue
        full = SchemaDef(name=f"{name}_{side}", version=1, type=SchemaType.JSON, data=schema)
        try:
            api.save(full, _request_timeout=_PATIENCE)
        except NotSupportedByServer:
            logger.info("This server keeps no schemas: task %s is registered without", name)
            return
        except ApiException as error:
            logger.warning("The %s schema of task %s was not registered: %s", side, name, error)
            continue
        setattr(definition, f"{side}_schema", SchemaDef(name=f"{name}_{side}", version=1))
