"""Starts the program of its argument, and prints when its result came and when it ended."""

from __future__ import annotations

import json
import subprocess
import sys
import time


def main() -> None:
    began, result = time.perf_counter(), 0.0
    program = subprocess.Popen(
        [sys.executable, sys.argv[1]], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    assert program.stdout is not None
    for line in program.stdout:
        if line.startswith("workflow result:"):
            result = time.perf_counter() - began
    status = program.wait()
    if status or not result:
        raise SystemExit(f"hello world ended with status {status}, {'no' if not result else 'with a'} result")
    print(json.dumps({"result after": result, "end after": time.perf_counter() - began}))


if __name__ == "__main__":
    main()
