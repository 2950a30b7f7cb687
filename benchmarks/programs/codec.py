"""Models to JSON and back; uses only what every SDK has. Its argument is a task as JSON."""

from __future__ import annotations

import gc
import json
import logging
import os
import sys
import time
import warnings
from typing import Any, Callable

logging.disable(logging.CRITICAL)
warnings.simplefilter("ignore")

from conductor.client.configuration.configuration import Configuration  # noqa: E402
from conductor.client.http.api_client import ApiClient  # noqa: E402
from conductor.client.http.models.workflow_def import WorkflowDef  # noqa: E402
from conductor.client.http.models.workflow_task import WorkflowTask  # noqa: E402

ROUNDS = 1 if os.environ.get("BENCHMARK_QUICK") else 9


class Answer:
    """What the API client of every line takes for an answer."""

    status = status_code = 200
    headers: dict[str, str] = {}  # noqa: RUF012

    def __init__(self, text: str) -> None:
        self.data = self.text = text
        self.resp = self

    def json(self) -> Any:
        return json.loads(self.data)

    def getheaders(self) -> dict[str, str]:
        return {}


def microseconds(call: Callable[[], object], times: int) -> float:
    """CPU of one call: the best of several rounds."""
    call()
    best = float("inf")
    for _ in range(ROUNDS):
        gc.collect()
        began = time.process_time()
        for _ in range(times):
            call()
        best = min(best, (time.process_time() - began) / times)
    return best * 1e6


def main() -> None:
    with open(sys.argv[1], encoding="utf-8") as file:
        task = json.load(file)
    text = json.dumps(task)
    many = json.dumps({"workflowId": "w", "tasks": [{**task, "taskId": str(n)} for n in range(1000)]})
    api: Any = ApiClient(Configuration(server_api_url="http://127.0.0.1:9/api"))
    given = {"a": "${workflow.input.a}", "b": [1, 2, {"c": 3}]}
    tasks = [WorkflowTask("t", f"t{n}", type="SIMPLE", input_parameters=given) for n in range(500)]
    definition = WorkflowDef(name="d", version=1, tasks=tasks)
    figures = {
        "one task decoded": microseconds(lambda: api.deserialize(Answer(text), "Task"), 500),
        "a workflow of 1,000 tasks decoded": microseconds(
            lambda: api.deserialize(Answer(many), "Workflow"), 1
        ),
        "a definition of 500 tasks encoded": microseconds(
            lambda: api.sanitize_for_serialization(definition), 5
        ),
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
