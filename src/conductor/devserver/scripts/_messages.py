"""Say QuickJS's errors in the words of the server's script engine."""

from __future__ import annotations

import re

_FIRST_FRAME = re.compile(r"\n\s+at (?P<where>.*)")
_PLACE = re.compile(r"<input>(?::(\d+)(?::(\d+))?)?\)?$")
_QUOTED_NAME = re.compile(r"^ReferenceError: '(.*?)' is")
_CALLEE = re.compile(r"([\w$]+(?:\.[\w$]+)*)\s*\(")


def script_message(text: str, source: str) -> str:
    """Turn the text of a QuickJS exception (message and stack) into the server's message."""
    head, _, _ = text.partition("\n    at ")
    head = head.strip()
    if head.startswith("SyntaxError") and not _thrown_by_library(text):
        return f"Error evaluating the script `{syntax_message(text, source)}` at line {_line(text)}"
    if head.endswith("\nundefined"):  # thrown, but no Error
        thrown = head[: -len("\nundefined")]
        return f"Error evaluating the script `{'Error' if thrown == '[object Object]' else thrown}` at line 1"
    if head in ("null", ""):
        return "Error evaluating the script `InternalError: out of memory`"
    head = _reworded(head, text, source)
    # Server: an error that the script threw, or that a library function threw, has no line.
    if head.startswith("Error") or _thrown_by_library(text):
        return f"Error evaluating the script `{head}`"
    return f"Error evaluating the script `{head}` at line {_line(text)}"


def syntax_message(text: str, source: str, shift: int = 0) -> str:
    """``SyntaxError: inline:LINE:COLUMN what`` with the line and a caret below; columns count from 0.

    ``shift``: how many characters stood before the source on its first line.
    """
    what = text.partition("\n    at ")[0].partition(": ")[2].strip().replace("token in expression: ''", "end")
    line, column = _position(text)
    if line == 1 and column:
        column -= shift
    lines = source.splitlines() or [""]
    shown = lines[line - 1] if 0 < line <= len(lines) else ""
    column = max(0, min(column - 1, len(shown))) if column or not what.endswith(" end") else len(shown)
    return f"SyntaxError: inline:{line}:{column} {what[:1].upper()}{what[1:]}\n{shown}\n{' ' * column}^\n"


def _reworded(head: str, text: str, source: str) -> str:
    head = _QUOTED_NAME.sub(r"ReferenceError: \1 is", head)
    head = head.replace("TypeError: cannot read property", "TypeError: Cannot read property")
    head = head.replace("TypeError: cannot set property", "TypeError: Cannot set property")
    head = head.replace("InternalError: stack overflow", "RangeError: Maximum call stack size exceeded")
    if head == "TypeError: not a function":
        line, column = _position(text)
        lines = source.splitlines()
        callee = _CALLEE.search(lines[line - 1], max(0, column - 3)) if 0 < line <= len(lines) else None
        if callee is not None:
            head = f"TypeError: {callee.group(1)} is not a function"
    return head


def _thrown_by_library(text: str) -> bool:
    frame = _FIRST_FRAME.search(text)
    if frame is None:
        return False
    frames = _FIRST_FRAME.findall(text)
    return frames[0].endswith("(native)") or (len(frames) > 1 and frames[1] == "parse (native)")


def _position(text: str) -> tuple[int, int]:
    for frame in _FIRST_FRAME.findall(text):
        place = _PLACE.search(frame)
        if place is not None:  # quickjs, on Python 3.9, tells no column
            return int(place.group(1) or 1), int(place.group(2) or 0)
    return 1, 1


def _line(text: str) -> int:
    return _position(text)[0]
