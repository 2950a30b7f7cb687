"""jq programs: do they parse, and do they use what the server's jq does not have?"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib import import_module

# Server: 3.32.3 says of each of these "Function … does not exist".
_MISSING = frozenset(
    """
    IN INDEX JOIN abs acos acosh asin asinh atan2 atanh bsearch builtins cbrt ceil copysign cosh debug
    delpaths drem env erf erfc exp exp10 exp2 expm1 fabs fdim finites fma fmax fmin fmod format frexp
    fromdate fromdateiso8601 fromstream gamma getpath gmtime hypot input input_filename
    input_line_number inputs isempty isfinite isnormal j0 j1 jn ldexp lgamma lgamma_r localtime log
    log10 log1p logb ltrim mktime modf modulemeta nearbyint nextafter nexttoward normals now path pick
    remainder rint round rtrim scalb scalbln setpath significand sinh skip stderr strflocaltime strftime
    strptime tan tanh tgamma toarray toboolean todate todateiso8601 tostream trim trimstr trunc
    truncate_stream y0 y1 yn
    """.split()  # noqa: SIM905
)
_FORMATS = frozenset({"text", "json", "html", "uri", "csv", "tsv", "sh", "base64"})
_LATER_FORMATS = frozenset({"base32", "base32d", "base64d", "urid"})
_NOT_CODE = re.compile(r"\"(?:\\.|[^\"\\])*\"|#[^\n]*")
_WORD = re.compile(r"(?<![\w.$@:])([a-zA-Z_]\w*)(?!\w|::)")
_FORMAT = re.compile(r"@([a-zA-Z]\w*)")
_OWN = re.compile(r"\bdef\s+(\w+)|\(([^()]*)\)\s*:")


def syntax(program: str) -> str | None:
    """What is wrong in the program; None where nothing is, or no engine is installed."""
    for name in _FORMAT.findall(_NOT_CODE.sub('""', program)):
        if name not in _FORMATS and name not in _LATER_FORMATS:
            return f"there is no format @{name}"
    return _compiled(program)


def missing(program: str) -> str | None:
    """The first thing in the program that the open-source server's jq does not have."""
    code = _NOT_CODE.sub('""', program)
    for name in _FORMAT.findall(code):
        if name in _LATER_FORMATS:
            return f"@{name}"
    own = {name for pair in _OWN.findall(code) for part in pair for name in re.findall(r"\w+", part)}
    for found in _WORD.finditer(code):
        name = found[1]
        if name in _MISSING and name not in own and not _is_key(code, found.start(), found.end()):
            return name
    return None


def _is_key(code: str, start: int, end: int) -> bool:
    """Whether a word is a member's name: ``{path, now: 1}``."""
    return code[:start].rstrip()[-1:] in ("{", ",") and code[end:].lstrip()[:1] in (":", ",", "}")


@lru_cache(maxsize=1024)
def _compiled(program: str) -> str | None:
    try:
        compile_program = import_module("jq").compile
    except ImportError:
        return None
    try:
        compile_program(program)
    except ValueError as error:
        return next((line for line in str(error).splitlines() if line.strip()), "syntax error")
    return None
