"""A definition as a Mermaid flow chart."""

from __future__ import annotations

from typing import Any

from conductor.client.workflow._draw.colours import STATUS
from conductor.client.workflow._draw.outline import Node, outline

# A node that a line comes from, and the words on the line.
Exit = tuple[str, str]


def to_mermaid(definition: dict[str, Any], execution: dict[str, Any] | None = None) -> str:
    """The flow chart's text."""
    return _Chart().of(outline(definition, execution))


class _Chart:
    def __init__(self) -> None:
        self.lines: list[str] = []
        self.colours: dict[str, list[str]] = {}
        self.count = 0

    def of(self, nodes: list[Node]) -> str:
        self.lines += ["flowchart TD", "    start([start])"]
        exits = self.sequence(nodes, [("start", "")], "    ")
        if exits:
            self.lines.append("    finish([end])")
            self.connect(exits, "finish", "    ")
        for status, members in self.colours.items():
            fill, line = STATUS[status]
            self.lines.append(f"    classDef {status} fill:{fill},stroke:{line},color:#1f2937")
            self.lines.append(f"    class {','.join(members)} {status}")
        return "\n".join(self.lines) + "\n"

    def sequence(self, nodes: list[Node], exits: list[Exit], indent: str) -> list[Exit]:
        for node in nodes:
            exits = self.node(node, exits, indent)
        return exits

    def node(self, node: Node, exits: list[Exit], indent: str) -> list[Exit]:
        shape = {"fork": '[["{}"]]', "switch": '{{"{}"}}', "end": '(["{}"])'}.get(node.shape, '["{}"]')
        if node.shape in ("loop", "sub"):
            return self.frame(node, exits, indent)
        own = self.add(node, shape, indent)
        self.connect(exits, own, indent)
        if node.shape == "fork":
            return self.fork(node, own, indent)
        if node.shape == "switch":
            inside = [self.sequence(each.nodes, [(own, each.label)], indent) for each in node.branches]
            return [exit_ for exits in inside for exit_ in exits]
        return [] if node.shape == "end" else [(own, "")]

    def fork(self, node: Node, own: str, indent: str) -> list[Exit]:
        inside = [self.sequence(each.nodes, [(own, each.label)], indent) for each in node.branches]
        exits = [exit_ for branch in inside for exit_ in branch]
        if node.join is None:
            return exits
        join = self.add(node.join, '[["{}"]]', indent)
        self.connect(exits, join, indent)
        return [(join, "")]

    def frame(self, node: Node, exits: list[Exit], indent: str) -> list[Exit]:
        """A loop or a sub-workflow: its first line is a node of its own, its body a frame below."""
        own = self.add(node, '{{{{"{}"}}}}' if node.shape == "loop" else '[/"{}"/]', indent)
        self.connect(exits, own, indent)
        self.lines.append(f'{indent}subgraph {own}_body[" "]')
        inside = self.sequence(node.branches[0].nodes, [(own, "")], indent + "    ")
        self.lines.append(f"{indent}end")
        if node.shape == "loop":
            for source, _label in inside:
                self.lines.append(f"{indent}{source} -.->|again| {own}")
        return inside

    def add(self, node: Node, shape: str, indent: str) -> str:
        self.count += 1
        own = f"n{self.count}"
        words = [f"<b>{_text(node.reference)}</b>", _text(node.subtitle)]
        if node.note:
            words.append(f"<i>{_text(_short(node.note))}</i>")
        self.lines.append(f"{indent}{own}{shape.format('<br/>'.join(words))}")
        if node.status in STATUS:
            self.colours.setdefault(node.status, []).append(own)
        return own

    def connect(self, exits: list[Exit], target: str, indent: str) -> None:
        for source, label in exits:
            words = f'|"{_text(_short(label))}"|' if label else ""
            self.lines.append(f"{indent}{source} -->{words} {target}")


def _short(text: str) -> str:
    return text if len(text) <= 48 else text[:47] + "…"


def _text(text: str) -> str:
    for plain, code in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;"), ("\n", " ")):
        text = text.replace(plain, code)
    return text
