from __future__ import annotations

from typing import Any

from conductor.client.workflow.task.task import TaskInterface
from conductor.client.workflow.task.task_type import TaskType


class JdbcTask(TaskInterface):
    """Runs SQL on a database that the server knows as ``connection_id`` or ``integration_name``.

    ``query_type`` is ``SELECT``, ``UPDATE`` or ``PROCEDURE``; ``parameters`` fill its question marks.
    """

    def __init__(
        self,
        task_ref_name: str,
        statement: str,
        parameters: list[Any] | None = None,
        *,
        query_type: str = "SELECT",
        connection_id: str | None = None,
        integration_name: str | None = None,
        expected_update_count: int | None = None,
        schema_name: str | None = None,
    ) -> None:
        super().__init__(task_ref_name, TaskType.JDBC)
        given = {
            "connectionId": connection_id,
            "integrationName": integration_name,
            "type": query_type,
            "statement": statement,
            "parameters": parameters,
            "expectedUpdateCount": expected_update_count,
            "schemaName": schema_name,
        }
        self.input_parameters.update({name: value for name, value in given.items() if value is not None})
