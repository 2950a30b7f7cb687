"""Run a jq program that may not end in a process of its own, with limits on time and memory."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.util import find_spec
from typing import Any

from conductor.devserver.scripts._errors import JqError, MissingExtra

_MEMORY_LIMIT_BYTES = 1024 * 1024 * 1024
_CHILD = """
import json, sys
try:
    import resource
    resource.setrlimit(resource.RLIMIT_AS, (int(sys.argv[1]), int(sys.argv[1])))
except (ImportError, ValueError, OSError):
    pass
sys.path[:0] = json.loads(sys.argv[2])
import jq
request = json.loads(sys.stdin.buffer.read())
try:
    answer = {"results": jq.compile(request["program"]).input_value(request["data"]).all()}
except ValueError as error:
    answer = {"error": str(error)}
except MemoryError:
    answer = {"error": "out of memory"}
sys.stdout.write(json.dumps(answer))
"""


def run_apart(program: str, data: Any, seconds: float) -> list[Any]:
    """Return all results of ``program``; raises JqError, also when it does not end within ``seconds``."""
    if find_spec("jq") is None:
        raise MissingExtra("A JSON_JQ_TRANSFORM task", "jq")
    try:
        finished = subprocess.run(
            [sys.executable, "-I", "-c", _CHILD, str(_MEMORY_LIMIT_BYTES), json.dumps(sys.path)],
            input=json.dumps({"program": program, "data": data}).encode(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise JqError(f"Query not evaluated within {seconds:g} seconds, interrupted.") from None
    try:
        answer = json.loads(finished.stdout)
    except ValueError:
        raise JqError(f"jq ended with status {finished.returncode}, out of memory or of stack") from None
    if "error" in answer:
        raise JqError(answer["error"])
    results: list[Any] = answer["results"]
    return results
