"""Filters of a path: ``[?(@.qty > 2 && @.sku in ['A','B'])]``."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Callable

from conductor.devserver.expressions import _comparison
from conductor.devserver.expressions._scanning import closing
from conductor.devserver.expressions._steps import MISSING, InvalidPath, Path, PathError, Step
from conductor.devserver.json_value import is_list, is_object

if TYPE_CHECKING:
    from collections.abc import Iterator

Condition = Callable[[Any, Any], bool]
Operand = Callable[[Any, Any], Any]
PathParser = Callable[[str], Path]

_OPERATOR = re.compile(
    r"\s*(===|!==|==|!=|<=|>=|<|>|=~|(?:in|nin|subsetof|anyof|noneof|contains|all|size|empty|type|matches)(?=\s))",
    re.IGNORECASE,
)
_LITERAL = re.compile(r"(?:true|false|null)\b|-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?")
_PATH_END = re.compile(r"[ <>=~!]")
_QUOTED = re.compile(r"""'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)\"""", re.DOTALL)
_REGEX = re.compile(r"/((?:[^/\\]|\\.)*)/([a-zA-Z]*)", re.DOTALL)
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_FLAGS = {"i": re.IGNORECASE, "m": re.MULTILINE, "s": re.DOTALL, "x": re.VERBOSE, "u": re.UNICODE}


class Filter(Step):
    """``[?(condition)]`` on the members of a list, or on an object itself."""

    definite = False

    def __init__(self, condition: Condition) -> None:
        self.condition = condition
        self.strict = False
        """Set where all steps before it are definite: then a text or number to filter is an error."""

    def select(self, value: Any, root: Any, last: bool) -> Iterator[Any]:
        if is_object(value):
            if self.holds(value, root):
                yield value
        elif is_list(value):
            yield from (item for item in value if self.holds(item, root))
        elif self.strict:
            raise PathError("Filter can not be applied to primitives")

    def holds(self, item: Any, root: Any) -> bool:
        """Whether the condition holds; one that cannot be applied does not, even if negated."""
        try:
            return self.condition(item, root)
        except PathError:
            return False


def parse_filter(text: str, parse_path: PathParser) -> Filter:
    """Parse ``(condition)``; ``parse_path`` parses the paths in it. Raises InvalidPath."""
    return Filter(_FilterParser(text, parse_path).whole())


class _FilterParser:
    def __init__(self, text: str, parse_path: PathParser) -> None:
        self.text = text
        self.parse_path = parse_path
        self.place = 0

    def whole(self) -> Condition:
        condition = self.any_of()
        self.blanks()
        if self.place != len(self.text):
            raise self.wrong()
        return condition

    def any_of(self) -> Condition:
        parts = [self.all_of()]
        while self.take("||"):
            parts.append(self.all_of())
        return parts[0] if len(parts) == 1 else lambda item, root: any(part(item, root) for part in parts)

    def all_of(self) -> Condition:
        parts = [self.term()]
        while self.take("&&"):
            parts.append(self.term())
        return parts[0] if len(parts) == 1 else lambda item, root: all(part(item, root) for part in parts)

    def term(self) -> Condition:
        if self.take("!"):
            inner = self.term()
            return lambda item, root: not inner(item, root)
        if self.take("("):
            condition = self.any_of()
            if not self.take(")"):
                raise self.wrong()
            return condition
        return self.comparison()

    def comparison(self) -> Condition:
        self.blanks()
        path = self.path() if self.text[self.place : self.place + 1] in ("@", "$") else None
        left = _reader(path) if path is not None else self.operand()
        match = _OPERATOR.match(self.text, self.place)
        if match is None:
            if path is None:
                raise self.wrong()
            return _exists(path)
        self.place = match.end()
        compare = _comparison.OPERATORS[match.group(1).lower()]
        right = self.operand()
        return lambda item, root: compare(left(item, root), right(item, root))

    def operand(self) -> Operand:
        self.blanks()
        current = self.text[self.place : self.place + 1]
        if current in ("@", "$"):
            return _reader(self.path())
        if current in ("'", '"'):
            match = self.expect(_QUOTED)
            quoted = match.group(1) if match.group(1) is not None else match.group(2)
            return _constant(_ESCAPE.sub(r"\1", quoted))
        if current == "/":
            match = self.expect(_REGEX)
            flags = re.RegexFlag(0)
            for letter in match.group(2):
                flags |= _FLAGS.get(letter.lower(), re.RegexFlag(0))
            try:
                return _constant(re.compile(match.group(1).replace("\\/", "/"), flags))
            except re.error:
                raise self.wrong() from None
        if current in ("[", "{"):
            return _constant(self.json_text())
        return _constant(json.loads(self.expect(_LITERAL).group()))

    def path(self) -> Path:
        # Server: && and || do not end a path, so a space is needed before them.
        end = self.place + 1
        while end < len(self.text) and not _PATH_END.match(self.text[end]):
            if self.text[end] == ")" and not self.text[self.place : end].rstrip().endswith("("):
                break
            if self.text[end] == "[":
                end = closing(self.text, end)
                if end < 0:
                    raise self.wrong()
            end += 1
        begin, self.place = self.place, end
        return self.parse_path(self.text[begin:end])

    def json_text(self) -> Any:
        end = closing(self.text, self.place) + 1
        literal = self.text[self.place : end]
        self.place = end
        try:
            return json.loads(literal)
        except ValueError:
            pass
        try:
            return json.loads(_QUOTED.sub(_double_quoted, literal))
        except ValueError:
            raise self.wrong() from None

    def expect(self, pattern: re.Pattern[str]) -> re.Match[str]:
        match = pattern.match(self.text, self.place)
        if match is None:
            raise self.wrong()
        self.place = match.end()
        return match

    def take(self, token: str) -> bool:
        self.blanks()
        if not self.text.startswith(token, self.place):
            return False
        self.place += len(token)
        return True

    def blanks(self) -> None:
        while self.place < len(self.text) and self.text[self.place].isspace():
            self.place += 1

    def wrong(self) -> InvalidPath:
        return InvalidPath(f"Failed to parse filter: {self.text}, error on position: {self.place}")


def _double_quoted(match: re.Match[str]) -> str:
    return match.group() if match.group(1) is None else json.dumps(_ESCAPE.sub(r"\1", match.group(1)))


def _constant(value: Any) -> Operand:
    return lambda item, root: value


def _reader(path: Path) -> Operand:
    def read(item: Any, root: Any) -> Any:
        try:
            found = path.find(root if path.from_root else item, root)
        except PathError:
            return None
        return None if found is MISSING else found

    return read


def _exists(path: Path) -> Condition:
    def exists(item: Any, root: Any) -> bool:
        # Server: here $ is the member itself, too.
        try:
            return path.find(item, item) is not MISSING
        except PathError:
            return False

    return exists
