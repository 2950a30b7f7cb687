"""Regular expressions of filters, so that none keeps the server from answering."""

from __future__ import annotations

import json
import re
import subprocess
import sys

from conductor.devserver.expressions._steps import PathError
from conductor.devserver.scripts import aside

TIME_LIMIT_SECONDS = 2.0
#: Steps that matching may take in this process, at worst.
_MOST_STEPS = 10_000_000
_QUANTIFIER = re.compile(r"(?<!\\)(?:[+*]|\{\d*,?\d*\})")
_GROUP_AGAIN = re.compile(r"(?<!\\)\)(?:[+*]|\{)")
_CHILD = """
import json, re, sys
pattern, flags, text = json.loads(sys.stdin.buffer.read())
sys.exit(0 if re.compile(pattern, flags).fullmatch(text) else 3)
"""


def full_match(pattern: re.Pattern[str], text: str) -> bool:
    """Whether the whole of ``text`` matches; raises PathError when that takes too long to find out."""
    return (
        _apart(pattern, text)
        if _may_take_long(pattern.pattern, len(text))
        else pattern.fullmatch(text) is not None
    )


def _may_take_long(pattern: str, length: int) -> bool:
    """Java's and Python's engines go back and try again: exponentially where a repeated group repeats."""
    if _GROUP_AGAIN.search(pattern) is not None:
        return length >= 16
    repeats: int = len(_QUANTIFIER.findall(pattern))
    return repeats > 1 and length**repeats > _MOST_STEPS


def _apart(pattern: re.Pattern[str], text: str) -> bool:
    request = json.dumps([pattern.pattern, int(pattern.flags), text]).encode()
    try:
        with aside():
            done = subprocess.run(
                [sys.executable, "-I", "-c", _CHILD],
                input=request,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=TIME_LIMIT_SECONDS,
                check=False,
            )
    except subprocess.TimeoutExpired:
        raise PathError(
            f"A filter's regular expression took more than {TIME_LIMIT_SECONDS:g} seconds"
        ) from None
    return done.returncode == 0
