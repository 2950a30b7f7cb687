"""Draws definitions and executions: as Mermaid text, or as SVG without any system package."""

from __future__ import annotations

from typing import Any

from conductor.client.workflow._draw.drawing import Drawing

__all__ = ["Drawing", "draw"]


def draw(definition: Any, kind: str = "svg", execution: Any = None) -> str:
    """The drawing of a definition, or of an execution, as text; ``kind`` is ``svg`` or ``mermaid``.

    Both may be models or their JSON. Raises ValueError for another kind.
    """
    return str(Drawing(definition, execution, kind))
