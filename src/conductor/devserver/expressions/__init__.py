"""Expressions of workflow definitions: ``${workflow.input.x}`` and the JSONPath inside.

``resolve`` replaces the expressions of a whole value, ``read`` reads one path, ``java_text`` spells a value
as the server does inside a text, ``references`` lists what a value refers to, ``compiles`` says whether a
path is well formed. Plans are made once per text and kept.
"""

from __future__ import annotations

from conductor.devserver.expressions._java import java_text
from conductor.devserver.expressions._path import InvalidPath, compiles, read
from conductor.devserver.expressions._secrets import has_secret, substitute_secrets
from conductor.devserver.expressions._template import references, resolve

__all__ = [
    "InvalidPath",
    "compiles",
    "has_secret",
    "java_text",
    "read",
    "references",
    "resolve",
    "substitute_secrets",
]
