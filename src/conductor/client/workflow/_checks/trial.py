"""A script tried in an engine of its own: does it parse, and does it use what it will not have?"""

from __future__ import annotations

import json
import re
from functools import lru_cache
from importlib import import_module
from typing import Any

_SECONDS, _BYTES = 0.1, 16_000_000
_LONGEST = 20_000

# What stands in for values that only a run knows: it answers to everything, and counts the questions.
_STAND_INS = """
(function (known, unknown) {
  let asked = 0;
  const anything = () => new Proxy(() => 0, {
    get: (_, key) => {
      asked++;
      if (key === Symbol.toPrimitive) return () => 1;
      if (key === Symbol.iterator) return function* () { yield anything(); };
      return key === "length" ? 1 : anything();
    },
    has: () => (asked++, true),
    set: () => true,
    apply: () => (asked++, anything()),
  });
  for (const [name, inside] of unknown) {
    const holder = inside ? (known[inside] = known[inside] || {}) : known;
    Object.defineProperty(holder, name, { get: () => (asked++, anything()), set: () => true,
      enumerable: true, configurable: true });
  }
  for (const name of ["console", "print", "performance", "navigator", "queueMicrotask", "btoa", "atob", "gc"])
    delete globalThis[name];
  globalThis.$ = known;
  return () => asked;
})
"""
# Server: its engine has these, the small one here may not.
_THERE = {
    "AggregateError",
    "Atomics",
    "FinalizationRegistry",
    "Float16Array",
    "Graal",
    "Intl",
    "Iterator",
    "SharedArrayBuffer",
    "WeakRef",
}
_UNDEFINED = re.compile(r"ReferenceError: '?([\w$]+)'? is not defined").match
_NOTHING = re.compile(r"TypeError: cannot read property '[^']*' of (undefined|null)").match


class Trial:
    """What a script finds under ``$``: known values, and names whose values only a run knows."""

    def __init__(self, given: dict[str, Any]) -> None:
        self.known: dict[str, Any] = {}
        self.unknown: list[tuple[str, str]] = []
        for name, value in given.items():
            text = json.dumps(value, default=str)  # what is no JSON is refused elsewhere
            if "${" in text or len(text) > _LONGEST:
                self.unknown.append((name, ""))
            else:
                self.known[name] = value

    def problem(self, script: str, *, body: bool = False) -> tuple[str, str] | None:
        """``("syntax" | "name" | "nothing", words)``; None where all is well, or no engine is installed.

        ``body``: the server makes the script the body of a function, where it may return.
        """
        text = f"(function () {{{script}\n}})()" if body else script
        return _problem(text, json.dumps(self.known, default=str), json.dumps(self.unknown))


@lru_cache(maxsize=2048)
def _problem(script: str, known: str, unknown: str) -> tuple[str, str] | None:
    try:
        context = import_module("quickjs").Context()
    except ImportError:
        return None
    context.set_time_limit(_SECONDS)
    context.set_memory_limit(_BYTES)
    said = _said(context, "throw 0;" + script)  # is parsed as a whole before it throws
    if said.startswith("SyntaxError"):
        return "syntax", said
    asked = context.eval(f"{_STAND_INS}({known}, {unknown})")
    said = _said(context, script)
    undefined = _UNDEFINED(said)
    if undefined:
        return None if undefined[1] in _THERE else ("name", undefined[1])
    if _NOTHING(said) and asked() == 0:
        return "nothing", said
    return None


def _said(context: Any, script: str) -> str:
    """The first line of what a script throws; "" where it ends well."""
    try:
        context.eval(script)
    except Exception as error:  # noqa: BLE001  # the engine's own classes differ by version
        return next((line.strip() for line in str(error).splitlines() if line.strip()), "SyntaxError")
    return ""
