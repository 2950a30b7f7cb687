"""A definition of 500 tasks, built and encoded, against a published SDK; ours is also checked and drawn.

python benchmarks/workflow.py --peer /tmp/published/bin/python
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys

# Runs under each SDK; the building uses only what both have. Prints CPU milliseconds.
APP = """
import gc, json, logging, sys, time, warnings
warnings.simplefilter("ignore"); logging.disable(logging.CRITICAL)
from conductor.client.configuration.configuration import Configuration
from conductor.client.http.api_client import ApiClient
from conductor.client.workflow.conductor_workflow import ConductorWorkflow
from conductor.client.workflow.task.http_task import HttpTask
from conductor.client.workflow.task.inline import InlineTask
from conductor.client.workflow.task.simple_task import SimpleTask
from conductor.client.workflow.task.switch_task import SwitchTask

def build():
    workflow, before, count = ConductorWorkflow(executor=None, name="big", version=1), None, 0
    def work(reference):
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

try:
    from conductor.client._encode import dumps
except ImportError:
    api = ApiClient(Configuration(server_api_url="http://127.0.0.1:9/api"))
    dumps = lambda value: json.dumps(api.sanitize_for_serialization(value))

def best(work):
    times = []
    for _ in range(7):
        gc.collect()
        began = time.process_time()
        work()
        times.append(time.process_time() - began)
    return min(times) * 1e3

figures = {"build and encode": best(lambda: dumps(build().to_workflow_def()))}
workflow = build()
if hasattr(workflow, "validate"):
    assert workflow.validate() == []
    def all_of_it():
        made = build()
        made.validate()
        dumps(made.to_workflow_def())
    figures["build, validate and encode"] = best(all_of_it)
    figures["draw as SVG"] = best(lambda: workflow.visualize().svg)
print(json.dumps(figures))
"""
BOUNDS = {"ratio": 0.5, "build, validate and encode": 100.0}


def measure(python: str) -> dict[str, float]:
    done = subprocess.run([python, "-c", APP], capture_output=True, text=True, check=True, timeout=300)
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--peer", help="the Python of an environment with the published SDK")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    ours, theirs = [], []
    for _round in range(options.rounds):
        ours.append(measure(sys.executable))
        if options.peer:
            theirs.append(measure(options.peer))
    mine = {name: statistics.median(each[name] for each in ours) for name in ours[0]}
    for name, value in mine.items():
        print(f"{name:28s} {value:7.1f} ms")
    failed = mine["build, validate and encode"] > BOUNDS["build, validate and encode"]
    if theirs:
        peer = statistics.median(each["build and encode"] for each in theirs)
        ratio = mine["build and encode"] / peer
        print(f"{'published: build and encode':28s} {peer:7.1f} ms, ratio {ratio:.2f}")
        failed |= ratio > BOUNDS["ratio"]
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
