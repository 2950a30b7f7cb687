"""Find the ends of bracketed, quoted and comma-separated parts of a path."""

from __future__ import annotations

_CLOSERS = {"[": "]", "(": ")", "{": "}"}


def closing(text: str, start: int) -> int:
    """Return the index of the bracket that closes the one at ``start``, or -1; quoted text is passed over."""
    open_brackets: list[str] = []
    quote = ""
    place = start
    while place < len(text):
        current = text[place]
        if quote:
            if current == "\\":
                place += 1
            elif current == quote:
                quote = ""
        elif current in "'\"":
            quote = current
        elif current in _CLOSERS:
            open_brackets.append(_CLOSERS[current])
        elif open_brackets and current == open_brackets[-1]:
            open_brackets.pop()
            if not open_brackets:
                return place
        place += 1
    return -1


def split_arguments(text: str) -> list[str]:
    """Split at the commas that stand outside quotes and brackets; no text gives no arguments."""
    parts: list[str] = []
    begin = place = 0
    quote = ""
    while place < len(text):
        current = text[place]
        if quote:
            if current == "\\":
                place += 1
            elif current == quote:
                quote = ""
        elif current in "'\"":
            quote = current
        elif current in _CLOSERS:
            place = max(place, closing(text, place))
        elif current == ",":
            parts.append(text[begin:place].strip())
            begin = place + 1
        place += 1
    parts.append(text[begin:].strip())
    return [] if parts == [""] else parts
