"""A definition of 500 tasks built as code; the building uses only what every SDK has."""

from __future__ import annotations

import gc
import json
import logging
import os
import time
import warnings
from typing import Any, Callable

logging.disable(logging.CRITICAL)
warnings.simplefilter("ignore")

from conductor.client.configuration.configuration import Configuration  # noqa: E402
from conductor.client.http.api_client import ApiClient  # noqa: E402
from conductor.client.workflow.conductor_workflow import ConductorWorkflow  # noqa: E402
from conductor.client.workflow.task.http_task import HttpTask  # noqa: E402
from conductor.client.workflow.task.inline import InlineTask  # noqa: E402
from conductor.client.workflow.task.simple_task import SimpleTask  # noqa: E402
from conductor.client.workflow.task.switch_task import SwitchTask  # noqa: E402

ROUNDS = 1 if os.environ.get("BENCHMARK_QUICK") else 7
api: Any = ApiClient(Configuration(server_api_url="http://127.0.0.1:9/api"))


def build() -> Any:
    workflow: Any = ConductorWorkflow(executor=None, name="big", version=1)  # type: ignore[arg-type,unused-ignore]
    before, count = None, 0

    def work(reference: str) -> Any:
        return SimpleTask("work", reference)

    while count < 500:
        task = work(f"s{count}")
        task.input_parameters.update(x=workflow.input("x"), y=before.output("result") if before else 1)
        workflow >> task
        before, count = task, count + 1
        if count % 10 == 0:
            workflow >> [work(f"l{count}"), work(f"r{count}")]
            count += 4
        if count % 14 == 0:
            switch = SwitchTask(f"sw{count}", workflow.input("k"))
            workflow >> switch.switch_case("a", [work(f"a{count}")]).default_case([work(f"d{count}")])
            count += 3
        if count % 9 == 0:
            workflow >> InlineTask(f"i{count}", "$.a + 1", {"a": 1})
            count += 1
        if count % 11 == 0:
            workflow >> HttpTask(f"h{count}", {"uri": "http://localhost"})
            count += 1
    return workflow


def encode(workflow: Any) -> str:
    return json.dumps(api.sanitize_for_serialization(workflow.to_workflow_def()))


def milliseconds(call: Callable[[], object]) -> float:
    """CPU of one call: the best of several rounds."""
    best = float("inf")
    for _ in range(ROUNDS):
        gc.collect()
        began = time.process_time()
        call()
        best = min(best, time.process_time() - began)
    return best * 1e3


def main() -> None:
    figures = {"built and encoded": milliseconds(lambda: encode(build()))}
    workflow = build()
    if hasattr(workflow, "validate"):
        assert workflow.validate() == []
        figures["checked"] = milliseconds(workflow.validate)
        figures["drawn as SVG"] = milliseconds(lambda: workflow.visualize().svg)
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
