"""Imports, decoding and hello world: this SDK against a published one in an environment of its own."""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
WORKER_APP = (
    "from conductor.client.worker.worker_task import worker_task\n"
    "from conductor.client.automator.task_handler import TaskHandler\n"
    "from conductor.client.configuration.configuration import Configuration\n"
)
IMPORTS = {
    "import_worker_app": WORKER_APP,
    "import_models": "from conductor.client.http.models import StartWorkflowRequest\n",
    "import_clients": "from conductor.client.orkes_clients import OrkesClients\n",
}
MEASURE_IMPORT = """
import sys, time, json
code, before = sys.argv[1], set(sys.modules)
began = time.process_time()
exec(code)
print(json.dumps({"cpu_ms": (time.process_time() - began) * 1e3, "modules": len(set(sys.modules) - before)}))
"""
MEASURE_DECODE = """
import sys, time, json, logging
logging.disable(logging.CRITICAL)
from conductor.client.configuration.configuration import Configuration
from conductor.client.http.api_client import ApiClient
api = ApiClient(Configuration(server_api_url="http://127.0.0.1:9/api"))
document = json.loads(open(sys.argv[1]).read())
decode = getattr(api, "_ApiClient__deserialize", None)
if decode is None:
    from conductor.client.http.models._codec import decode
for _ in range(200):
    decode(document, "Task")
rounds, began = 0, time.process_time()
while time.process_time() - began < 0.5:
    for _ in range(50):
        decode(document, "Task")
    rounds += 50
print(json.dumps({"cpu_us": (time.process_time() - began) / rounds * 1e6}))
"""
MEASURE_HELLO = """
import json, os, subprocess, sys, time
began = time.perf_counter()
quiet = {"stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL, "text": True}
told = subprocess.Popen([sys.executable, sys.argv[1]], **quiet)
for line in told.stdout:
    if line.startswith("workflow result:"):
        seconds = time.perf_counter() - began
status = told.wait()
assert status == 0, status
print(json.dumps({"result_s": seconds, "exit_s": time.perf_counter() - began}))
"""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peer", required=True, help="the Python of an environment with the published SDK")
    parser.add_argument("--python", default=sys.executable, help="the Python with this SDK (%(default)s)")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--only", default="", help="cases whose name contains this")
    parser.add_argument("--json", metavar="FILE", help="write the figures there, too")
    options = parser.parse_args()
    task = HERE / "task.json"
    cases: dict[str, list[str]] = {name: ["-c", MEASURE_IMPORT, code] for name, code in IMPORTS.items()}
    cases["decode_task"] = ["-c", MEASURE_DECODE, str(task)]
    cases["hello_world"] = ["-c", MEASURE_HELLO, str(ROOT / "examples" / "helloworld" / "helloworld.py")]
    cases = {name: command for name, command in cases.items() if options.only in name}
    with Server(options.python, needed="hello_world" in cases) as environment:
        figures = {name: compare(command, options, environment) for name, command in cases.items()}
    report(figures, options)
    if options.json:
        Path(options.json).write_text(json.dumps(figures, indent=1))
    return 0


class Server:
    """The embedded server for hello world, in a process of its own."""

    def __init__(self, python: str, *, needed: bool) -> None:
        self._python, self._needed = python, needed
        self._process: subprocess.Popen[str] | None = None

    def __enter__(self) -> dict[str, str]:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("CONDUCTOR_")}
        # As installed programs run: compiled once, for both sides.
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        environment["PYTHONPYCACHEPREFIX"] = str(Path(tempfile.gettempdir()) / "conductor-benchmark-bytecode")
        if self._needed:
            command = [self._python, "-m", "conductor", "serve", "--port", "0"]
            self._process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
            assert self._process.stdout is not None
            words = self._process.stdout.readline().split()
            environment["CONDUCTOR_SERVER_URL"] = next(word for word in words if word.endswith("/api"))
        return environment

    def __exit__(self, *_: object) -> None:
        if self._process is not None:
            self._process.terminate()
            self._process.wait(20)


def compare(
    command: list[str], options: argparse.Namespace, environment: dict[str, str]
) -> dict[str, dict[str, float]]:
    """Medians of both sides for one case, measured in turns."""
    rows: dict[str, list[dict[str, float]]] = {"ours": [], "peer": []}
    for python in (options.python, options.peer):  # the first time compiles
        measure(python, command, environment)
    for _ in range(options.rounds):
        for side, python in (("ours", options.python), ("peer", options.peer)):
            rows[side].append(measure(python, command, environment))
    return {
        figure: {side: statistics.median(row[figure] for row in rows[side]) for side in rows}
        for figure in rows["ours"][0]
    }


def measure(python: str, command: list[str], environment: dict[str, str]) -> dict[str, float]:
    done = subprocess.run(
        [python, *command], capture_output=True, text=True, timeout=120, env=environment, check=False
    )
    if done.returncode:
        raise SystemExit(f"{python} failed:\n{done.stderr[-2000:]}")
    figures: dict[str, float] = json.loads(done.stdout.strip().splitlines()[-1])
    return figures


def report(figures: dict[str, dict[str, dict[str, float]]], options: argparse.Namespace) -> None:
    print(f"{platform.platform()}, {os.cpu_count()} cores")
    print(f"ours: {version(options.python)}; published: {version(options.peer)}\n")
    print("| case | figure | ours | published | ratio |\n|---|---|---|---|---|")
    for case, rows in figures.items():
        for figure, sides in rows.items():
            ratio = sides["ours"] / sides["peer"] if sides["peer"] else float("nan")
            print(f"| {case} | {figure} | {sides['ours']:.2f} | {sides['peer']:.2f} | **{ratio:.2f}** |")


def version(python: str) -> str:
    code = (
        "import platform; from importlib.metadata import version; "
        "print('conductor-python', version('conductor-python'), 'on Python', platform.python_version())"
    )
    told: Any = subprocess.run([python, "-c", code], capture_output=True, text=True, check=True)
    return str(told.stdout.strip())


if __name__ == "__main__":
    sys.exit(main())
