"""Registering a worker's task definition, and the schemas of its input and output, at start."""

from __future__ import annotations

import copy
import logging
from typing import TYPE_CHECKING, Any

from conductor.client.exceptions import ApiException, InvalidDefinition, NotFound, NotSupportedByServer

if TYPE_CHECKING:
    from conductor.client.automator._settings import Settings
    from conductor.client.configuration.configuration import Configuration
    from conductor.client.worker.worker_interface import WorkerInterface

logger = logging.getLogger(__name__)


def register(worker: WorkerInterface, settings: Settings, configuration: Configuration) -> None:
    """Register what the worker asks for. What fails is logged: the worker serves its tasks all the same."""
    if not settings.register_task_def:
        return
    for name in worker.task_definition_names:
        try:
            _register_task_def(name, worker, settings, configuration)
        except ApiException as error:
            logger.error("The definition of task %s was not registered: %s", name, error)


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
            api.get_task_def(name)
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
            api.update_task_def(definition)
        except ApiException:
            api.register_task_def([definition])
    else:
        api.register_task_def([definition])
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
            api.save(full)
        except NotSupportedByServer:
            logger.info("This server keeps no schemas: task %s is registered without", name)
            return
        except ApiException as error:
            logger.warning("The %s schema of task %s was not registered: %s", side, name, error)
            continue
        setattr(definition, f"{side}_schema", SchemaDef(name=f"{name}_{side}", version=1))
