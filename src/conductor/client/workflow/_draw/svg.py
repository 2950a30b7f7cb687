"""A definition as an SVG document."""

from __future__ import annotations

from typing import Any
from xml.sax.saxutils import escape, quoteattr

from conductor.client.workflow._draw.colours import colours
from conductor.client.workflow._draw.layout import (
    BAR,
    DIAMOND,
    GAP,
    RAIL,
    TITLE,
    Box,
    measure,
    place,
    shorten,
    text_width,
)
from conductor.client.workflow._draw.outline import Node, outline

_MARGIN = 24.0
_STYLE = (
    "text{font-family:system-ui,-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;fill:#1f2937}"
    ".r{font-size:13px;font-weight:600}.s{font-size:11px;fill:#4b5563}.n{font-size:10px;fill:#6b7280}"
    ".l{font-size:11px;fill:#374151}.e{fill:none;stroke:#7b8494;stroke-width:1.4}"
)
_ARROW = (
    '<marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
    '<path d="M0 0L8 4L0 8z" fill="#7b8494"/></marker>'
)


def to_svg(definition: dict[str, Any], execution: dict[str, Any] | None = None) -> str:
    """The SVG document's text."""
    picture = _Picture(execution is not None)
    body = measure(outline(definition, execution))
    title = str(definition.get("name", "workflow"))
    width = max(body.width, text_width(title, 14), 120.0) + _MARGIN * 2
    place(body, width / 2, _MARGIN + 22 + GAP)
    picture.circle(width / 2, _MARGIN + 11, title)
    picture.line(width / 2, _MARGIN + 22, body.top)
    picture.box(body)
    bottom = body.bottom + GAP
    if not body.ends:
        picture.line(width / 2, body.bottom, bottom)
        picture.circle(width / 2, bottom + 11, "end")
    height = bottom + 22 + _MARGIN
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0f}" height="{height:.0f}" '
        f'viewBox="0 0 {width:.0f} {height:.0f}" role="img" aria-label={quoteattr(title)}>'
        f"<style>{_STYLE}</style><defs>{_ARROW}</defs>"
        f'<rect width="100%" height="100%" fill="#ffffff"/>{"".join(picture.parts)}</svg>\n'
    )


class _Picture:
    def __init__(self, ran: bool) -> None:
        self.ran = ran
        self.parts: list[str] = []

    def box(self, box: Box) -> None:
        """Draw a placed box and what is in it."""
        if box.node is None:
            for above, below in zip(box.inside, box.inside[1:]):
                if not above.ends:
                    self.line(box.middle, above.bottom, below.top)
            for inner in box.inside:
                self.box(inner)
        elif box.node.shape == "fork":
            self.fork(box, box.node)
        elif box.node.shape == "switch":
            self.switch(box, box.node)
        elif box.node.shape in ("loop", "sub"):
            self.frame(box, box.node)
        else:
            self.task(box, box.node)

    def task(self, box: Box, node: Node) -> None:
        radius = 22 if node.shape == "end" else 7
        self.rectangle(box.left, box.top, box.width, box.height, node, radius)
        self.words(box.middle, box.top + 20, node)

    def fork(self, box: Box, node: Node) -> None:
        self.bar(box, box.top, node)
        rail = box.top + BAR
        end = box.bottom - BAR if node.join else box.bottom
        for inner, label in zip(box.inside, box.labels):
            self.line(inner.middle, rail, inner.top)
            self.label(inner.middle, rail + 18, label)
            self.box(inner)
            if not inner.ends:
                self.line(inner.middle, inner.bottom, end)
        if node.join:
            self.bar(box, end, node.join)

    def switch(self, box: Box, node: Node) -> None:
        middle, top, half = box.middle, box.top, DIAMOND / 2
        words = max(text_width(shorten(node.reference), 13), text_width(shorten(node.subtitle, 46), 11))
        reach = min(box.width / 2, max(90.0, words / 2 + 58))
        fill, line = colours(node.kind, node.status, self.ran)
        left, right, low = middle - reach, middle + reach, top + DIAMOND
        at = f"{top + half:.1f}"
        corners = f"{middle:.1f},{top:.1f} {right:.1f},{at} {middle:.1f},{low:.1f} {left:.1f},{at}"
        self.parts.append(
            f'<polygon points="{corners}" fill="{fill}" stroke="{line}" stroke-width="1.4">'
            f"{_tip(node)}</polygon>"
        )
        self.words(middle, top + half - 2, node)
        upper, lower = top + DIAMOND + RAIL, box.bottom
        self.path(f"M{middle:.1f} {top + DIAMOND:.1f}V{upper:.1f}", arrow=False)
        for inner, label in zip(box.inside, box.labels):
            self.path(f"M{middle:.1f} {upper:.1f}H{inner.middle:.1f}", arrow=False)
            self.line(inner.middle, upper, inner.top, arrow=bool(inner.inside))
            self.label(inner.middle, upper + 17, label)
            self.box(inner)
            if not inner.ends:
                self.path(f"M{inner.middle:.1f} {inner.bottom:.1f}V{lower:.1f}H{middle:.1f}", arrow=False)
        if node.note:
            self.text(middle, top + DIAMOND + 14, shorten(node.note, 46), "n", shift=8, anchor="start")

    def frame(self, box: Box, node: Node) -> None:
        body = box.inside[0]
        look = 'fill-opacity="0.45"' + (' stroke-dasharray="6 4"' if node.shape == "loop" else "")
        self.rectangle(box.left, box.top, box.width, box.height, node, 10, look)
        self.words(box.middle, box.top + 17, node)
        self.text(box.middle, box.top + TITLE - 4, shorten(node.note, 46), "n")
        self.line(box.middle, box.top + TITLE, body.top)
        self.box(body)
        if node.shape == "loop" and not body.ends:
            right, low = box.left + box.width - 14, body.bottom + 10
            down = f"M{box.middle:.1f} {body.bottom:.1f}V{low:.1f}"
            self.path(f"{down}H{right:.1f}V{body.top - 8:.1f}H{box.middle + 3:.1f}")
            self.text(right - 4, low + 12, "again", "n", anchor="end")

    def bar(self, box: Box, top: float, node: Node) -> None:
        self.rectangle(box.left, top, box.width, BAR, node, 4)
        self.words(box.middle, top + 17, node)

    def rectangle(
        self, left: float, top: float, width: float, height: float, node: Node, radius: int, look: str = ""
    ) -> None:
        fill, line = colours(node.kind, node.status, self.ran)
        self.parts.append(
            f'<rect x="{left:.1f}" y="{top:.1f}" width="{width:.1f}" height="{height:.1f}" rx="{radius}" '
            f'fill="{fill}" stroke="{line}" stroke-width="1.4" {look}>{_tip(node)}</rect>'
        )

    def words(self, middle: float, top: float, node: Node) -> None:
        self.text(middle, top, shorten(node.reference), "r")
        self.text(middle, top + 15, shorten(node.subtitle, 46), "s")

    def label(self, middle: float, top: float, text: str) -> None:
        if text:
            wide = text_width(shorten(text, 24), 11) + 8
            self.parts.append(
                f'<rect x="{middle - wide / 2:.1f}" y="{top - 11:.1f}" width="{wide:.1f}" height="15" '
                'rx="3" fill="#ffffff" fill-opacity="0.9"/>'
            )
            self.text(middle, top, shorten(text, 24), "l")

    def text(
        self, x: float, y: float, text: str, style: str, shift: float = 0, anchor: str = "middle"
    ) -> None:
        if text:
            self.parts.append(
                f'<text x="{x + shift:.1f}" y="{y:.1f}" class="{style}" text-anchor="{anchor}">'
                f"{escape(text)}</text>"
            )

    def line(self, middle: float, top: float, bottom: float, arrow: bool = True) -> None:
        if bottom > top:
            self.path(f"M{middle:.1f} {top:.1f}V{bottom:.1f}", arrow)

    def path(self, drawn: str, arrow: bool = True) -> None:
        marker = ' marker-end="url(#arrow)"' if arrow else ""
        self.parts.append(f'<path class="e" d="{drawn}"{marker}/>')

    def circle(self, middle: float, centre: float, label: str) -> None:
        wide = max(44.0, text_width(label, 13) + 26)
        self.parts.append(
            f'<rect x="{middle - wide / 2:.1f}" y="{centre - 11:.1f}" width="{wide:.1f}" height="22" '
            'rx="11" fill="#374151"/>'
            f'<text x="{middle:.1f}" y="{centre + 4:.1f}" class="s" style="fill:#ffffff" '
            f'text-anchor="middle">{escape(label)}</text>'
        )


def _tip(node: Node) -> str:
    told = " · ".join(part for part in (node.reference, node.subtitle, node.note) if part)
    return f"<title>{escape(told)}</title>"
