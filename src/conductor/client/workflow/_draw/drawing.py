"""A drawing, as a program and a notebook see it."""

from __future__ import annotations

from typing import Any

from conductor.client._depth import deeply
from conductor.client._encode import encode

_KINDS = ("svg", "mermaid")


class Drawing:
    """A workflow drawn. ``str()`` gives the kind that was asked for, a notebook shows the picture."""

    def __init__(self, definition: Any, execution: Any = None, kind: str = "svg") -> None:
        if kind not in _KINDS:
            raise ValueError(f"there is no drawing of kind {kind!r}; there are {', '.join(_KINDS)}")
        drawn: dict[str, Any] = encode(definition)
        if "tasks" in drawn and "workflowId" in drawn:  # it is an execution itself
            drawn, execution = drawn.get("workflowDefinition") or {}, drawn
        self._definition = drawn
        self._execution: dict[str, Any] | None = encode(execution)
        self._kind = kind

    @property
    def svg(self) -> str:
        """The picture as an SVG document."""
        from conductor.client.workflow._draw.svg import to_svg

        return deeply(to_svg, self._definition, self._execution)

    @property
    def mermaid(self) -> str:
        """The picture as a Mermaid flow chart."""
        from conductor.client.workflow._draw.mermaid import to_mermaid

        return deeply(to_mermaid, self._definition, self._execution)

    def save(self, path: str) -> None:
        """Write it to a file: SVG where the name ends in ``.svg``, else Mermaid."""
        with open(path, "w", encoding="utf-8") as file:
            file.write(self.svg if str(path).endswith(".svg") else self.mermaid)

    def __str__(self) -> str:
        return self.svg if self._kind == "svg" else self.mermaid

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        return {"image/svg+xml": self.svg, "text/plain": self.mermaid}
