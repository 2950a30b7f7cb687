"""The published SDK's surface as data, and what it takes for a call written for it to bind to ours.

``data/surface.json`` has module → classes, functions; ``params`` where the published lines agree, else
``params_1.1`` and ``params_2.0``. A parameter is (name, kind, has a default, default).
"""

from __future__ import annotations

import inspect
import json
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"
CHECKED = {"__init__", "__rshift__", "__call__"}


def load(name: str) -> Any:
    return json.loads((DATA / name).read_text(encoding="utf-8"))


def is_public(method: str) -> bool:
    return not method.startswith("_") or method in CHECKED


def variants(spec: dict[str, Any]) -> list[list[list[Any]]]:
    """The recorded signatures, the newest line first."""
    return [spec[key] for key in ("params_2.0", "params_1.1", "params") if spec.get(key) is not None]


def why_not(function: Any, recorded: list[list[Any]], bound_first: bool, in_class: bool) -> str | None:
    """Why a call written for the recorded parameters would not bind; None when it would."""
    ours = list(inspect.signature(function).parameters.values())
    if bound_first and ours and ours[0].name in ("self", "cls"):
        ours = ours[1:]
    theirs = [p for p in recorded if not (in_class and p[0] in ("self", "cls"))]
    named = {p.name: p for p in ours}
    kinds = {p[1] for p in recorded}  # a catch-all of ours counts only where upstream has one
    any_name = "VAR_KEYWORD" in kinds and any(p.kind is p.VAR_KEYWORD for p in ours)
    any_position = "VAR_POSITIONAL" in kinds and any(p.kind is p.VAR_POSITIONAL for p in ours)
    positions = [p.name for p in ours if p.kind in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD)]
    for index, (name, kind, optional, _default) in enumerate(theirs):
        if kind in ("VAR_POSITIONAL", "VAR_KEYWORD"):
            continue
        if name not in named and not any_name:
            return f"no parameter {name!r}"
        at = positions[index] if index < len(positions) else None
        if kind == "POSITIONAL_OR_KEYWORD" and not any_position and at != name:
            return f"parameter {index + 1} is not {name!r}"
        if optional and name in named and _is_required(named[name]):
            return f"{name!r} may be left out upstream, not here"
    extra = [p.name for p in ours if _is_required(p) and p.name not in {t[0] for t in theirs}]
    return f"extra required parameters {extra}" if extra else None


def _is_required(parameter: inspect.Parameter) -> bool:
    catch_all = parameter.kind in (parameter.VAR_KEYWORD, parameter.VAR_POSITIONAL)
    return parameter.default is parameter.empty and not catch_all
