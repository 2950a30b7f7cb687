"""Models to JSON and back: this SDK against a published one in an environment of its own.

python benchmarks/codec.py --peer /tmp/published/bin/python
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
from pathlib import Path

TASK = Path(__file__).resolve().parent / "task.json"
# Runs under each SDK; uses only what both have. Prints CPU seconds per call.
APP = """
import copy, gc, json, logging, sys, time, warnings
began = time.process_time()
from conductor.client.http.models.task_result import TaskResult
figures = {"import_one_model": time.process_time() - began}
logging.disable(logging.CRITICAL); warnings.simplefilter("ignore")
from conductor.client.configuration.configuration import Configuration
from conductor.client.http.api_client import ApiClient
from conductor.client.http.models.workflow_def import WorkflowDef
from conductor.client.http.models.workflow_task import WorkflowTask

class Answer:
    status = status_code = 200
    headers = {}
    def __init__(self, text, parsed=None):
        self.data = self.text = text
        self.resp, self.parsed = self, parsed
    def json(self): return json.loads(self.data) if self.parsed is None else self.parsed
    def getheaders(self): return {}

task = json.load(open(sys.argv[1]))
text = json.dumps(task)
many = json.dumps({"workflowId": "w", "tasks": [{**task, "taskId": str(n)} for n in range(1000)]})
api = ApiClient(Configuration(server_api_url="http://127.0.0.1:9/api"))
try:
    from conductor.client.http.models._codec import decode as decode_parsed
except ImportError:
    decode_parsed = lambda data, kind: api.deserialize(Answer(text, data), kind)
inputs = {"a": "${workflow.input.a}", "b": [1, 2, {"c": 3}]}
task_of = lambda n: WorkflowTask("t", "t%d" % n, type="SIMPLE", input_parameters=inputs)
tasks = [task_of(n) for n in range(500)]
definition = WorkflowDef(name="d", version=1, tasks=tasks)

def cpu(call, times, rounds=9):
    call()
    took = []
    for _ in range(rounds):
        gc.collect()
        began = time.process_time()
        for _ in range(times): call()
        took.append((time.process_time() - began) / times)
    return min(took)

figures["decode_task_parsed"] = cpu(lambda: decode_parsed(task, "Task"), 1000)
figures["decode_task_text"] = cpu(lambda: api.deserialize(Answer(text), "Task"), 500)
figures["decode_workflow_of_1000_tasks"] = cpu(lambda: api.deserialize(Answer(many), "Workflow"), 1, 7)
figures["encode_definition_of_500_tasks"] = cpu(lambda: api.sanitize_for_serialization(definition), 5)
print(json.dumps(figures))
"""
AT_MOST = {
    "import_one_model": 0.25,
    "decode_task_parsed": 0.1,
    "decode_task_text": 0.25,
    "decode_workflow_of_1000_tasks": 0.3,
    "encode_definition_of_500_tasks": 0.5,
}


def measure(python: str) -> dict[str, float]:
    """The figures under that interpreter, in CPU seconds."""
    done = subprocess.run(
        [python, "-c", APP, str(TASK)], capture_output=True, text=True, check=True, timeout=300
    )
    return dict(json.loads(done.stdout.splitlines()[-1]))


def main() -> int:
    """Print the medians and their ratios. Exit status 1 where a ratio is above its bound."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--peer", required=True, help="the interpreter of the published SDK's environment")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", help="write the ratios to this file")
    options = parser.parse_args()
    turns = [(measure(sys.executable), measure(options.peer)) for _ in range(options.rounds)]
    ratios: dict[str, float] = {}
    print("| figure | ours µs | published µs | ratio | at most |")
    print("|---|---|---|---|---|")
    for name, bound in AT_MOST.items():
        ours, peer = (statistics.median(turn[side][name] for turn in turns) for side in (0, 1))
        ratios[name] = ours / peer
        print(f"| {name} | {ours * 1e6:.1f} | {peer * 1e6:.1f} | {ours / peer:.3f} | {bound} |")
    if options.json:
        Path(options.json).write_text(json.dumps(ratios, indent=1), encoding="utf-8")
    return int(any(ratio > AT_MOST[name] for name, ratio in ratios.items()))


if __name__ == "__main__":
    sys.exit(main())
