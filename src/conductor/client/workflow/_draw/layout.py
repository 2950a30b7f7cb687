"""Where everything goes: boxes that know their size, put on a plane, entered at the middle of their top."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from conductor.client.workflow._draw.outline import Node

GAP = 30.0  # between the boxes of a sequence, room for an arrow
ASIDE = 26.0  # between branches
FRAME = 16.0  # around what is inside a loop or a sub-workflow
TITLE = 50.0  # a frame's first lines
BAR = 40.0
TASK = 46.0
DIAMOND = 62.0
RAIL = 24.0  # from a switch to the line that its branches hang from
HANG = 34.0  # from that line, and from a fork with labels, to the branches


@dataclass
class Box:
    """A node, or a sequence where ``node`` is None, with its size and, once placed, its middle and top."""

    width: float
    height: float
    node: Node | None = None
    inside: list[Box] = field(default_factory=list["Box"])
    labels: list[str] = field(default_factory=list[str])
    middle: float = 0.0
    top: float = 0.0
    ends: bool = False
    """Whether nothing follows: the line ends in it."""

    @property
    def bottom(self) -> float:
        return self.top + self.height

    @property
    def left(self) -> float:
        return self.middle - self.width / 2


def measure(nodes: Sequence[Node]) -> Box:
    """The box of a sequence."""
    boxes = [_MEASURES[node.shape](node) for node in nodes]
    height = sum(box.height for box in boxes) + GAP * max(0, len(boxes) - 1)
    ends = bool(boxes) and boxes[-1].ends
    return Box(max((box.width for box in boxes), default=24.0), height, None, boxes, ends=ends)


def place(box: Box, middle: float, top: float) -> None:
    """Give the box, and all in it, their places."""
    box.middle, box.top = middle, top
    node = box.node
    if node is None:
        for inner in box.inside:
            place(inner, middle, top)
            top += inner.height + GAP
    elif node.shape in ("loop", "sub"):
        place(box.inside[0], middle, top + TITLE + GAP / 2)
    else:
        top += _above_branches(node)
        left = middle - _side_by_side(box.inside) / 2
        for inner in box.inside:
            place(inner, left + inner.width / 2, top)
            left += inner.width + ASIDE


def _above_branches(node: Node) -> float:
    if node.shape == "switch":
        return DIAMOND + RAIL + HANG
    return BAR + (HANG if any(branch.label for branch in node.branches) else GAP)


def text_width(text: str, size: float = 12.0) -> float:
    """About how wide a text is, in whole pixels."""
    if not text.isascii():
        from unicodedata import east_asian_width

        full = sum(east_asian_width(character) in "WF" for character in text)
        return float(round((44 * full + _hundredths(text)) * size / 100))
    return float(round(_hundredths(text) * size / 100))


def _hundredths(text: str) -> int:
    wide = sum(character.isupper() or character in "mwMW@—…" for character in text)
    return 62 * wide + 54 * (len(text) - wide)


def shorten(text: str, longest: int = 38) -> str:
    """The text, or its beginning."""
    text = " ".join(text.split())
    return text if len(text) <= longest else text[: longest - 1] + "…"


def _words_width(node: Node) -> float:
    # The reference is 13 high and bold: in the widest fonts as wide as 16 would be.
    return max(text_width(shorten(node.reference), 16) - 10, text_width(shorten(node.subtitle, 46), 11)) + 34


def _task(node: Node) -> Box:
    return Box(max(110.0, _words_width(node)), TASK, node, ends=node.shape == "end")


def _side_by_side(boxes: list[Box]) -> float:
    return sum(box.width for box in boxes) + ASIDE * max(0, len(boxes) - 1)


def _fork(node: Node) -> Box:
    inside = [_labelled(branch.label, measure(branch.nodes)) for branch in node.branches]
    deepest = max((box.height for box in inside), default=0.0)
    width = max(_side_by_side(inside), _words_width(node), 150.0)
    height = _above_branches(node) + deepest + (GAP + BAR if node.join else GAP / 2)
    ends = bool(inside) and all(box.ends for box in inside)
    return Box(width, height, node, inside, [branch.label for branch in node.branches], ends=ends)


def _switch(node: Node) -> Box:
    inside = [_labelled(branch.label, measure(branch.nodes)) for branch in node.branches]
    deepest = max((box.height for box in inside), default=0.0)
    width = max(_side_by_side(inside), _words_width(node) + 90, text_width(shorten(node.note), 10) + 120)
    ends = bool(inside) and all(box.ends for box in inside)
    return Box(
        width,
        _above_branches(node) + deepest + RAIL,
        node,
        inside,
        [branch.label for branch in node.branches],
        ends=ends,
    )


def _labelled(label: str, box: Box) -> Box:
    box.width = max(box.width, text_width(shorten(label, 24), 11) + 14)
    return box


def _frame(node: Node) -> Box:
    body = measure(node.branches[0].nodes)
    words = max(_words_width(node), text_width(shorten(node.note, 46), 10) + 34)
    width = max(body.width + FRAME * 2 + 36, words + FRAME)
    # A sub-workflow ends itself only.
    ends = body.ends and node.shape == "loop"
    return Box(width, TITLE + GAP / 2 + body.height + FRAME + GAP / 2, node, [body], ends=ends)


_MEASURES: dict[str, Callable[[Node], Box]] = {
    "task": _task,
    "end": _task,
    "fork": _fork,
    "switch": _switch,
    "loop": _frame,
    "sub": _frame,
}
