from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conductor.devserver.expressions import compiles, read
from unit.devserver_leaves.recordings import recorded

PATHS = recorded("paths")
DOCUMENT = {"workflow": {"input": PATHS["document"]}}

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner, max_size=3),
    max_leaves=10,
)


@pytest.mark.parametrize("path", PATHS["results"])
def test_reads_as_the_real_server(path):
    found = read(f"workflow.input.{path}", DOCUMENT)
    assert found == PATHS["results"][path]
    assert type(found) is type(PATHS["results"][path])


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("$.workflow.input.n", 5),
        ("$['workflow']['input']['n']", 5),
        ("workflow.input.n", 5),
        ("workflow.input.n  ", 5),
        ("  $.workflow.input.n", 5),
        ("  workflow.input.n", None),
        ("nosuch", None),
        ("$", DOCUMENT),
    ],
)
def test_roots(path, expected):
    assert read(path, DOCUMENT) == expected


@pytest.mark.parametrize(
    "path", ["", "  ", "a b", "a.", "a..", "[", "$x", "a['b'", "a[b]", "a[(@.length-1)]"]
)
def test_malformed_paths_are_known_as_such_and_read_as_nothing(path):
    assert not compiles(path)
    assert read(path, {"a": 1}) is None


def test_append_leaves_the_document_alone():
    document = {"l": [1]}
    assert read("l.append(2)", document) == [1, 2]
    assert document == {"l": [1]}


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="ab.[]()*?@$'\"\\!=<>&|~/0-9,: inl{}", max_size=25), json_values)
def test_no_path_ever_raises(path, document):
    read(path, document)


@settings(max_examples=100, deadline=None)
@given(json_values, st.lists(st.sampled_from("abc"), min_size=1, max_size=3))
def test_names_walk_as_plain_lookups_do(document, names):
    expected = document
    for name in names:
        expected = expected.get(name) if isinstance(expected, dict) else None
    assert read(".".join(names), document) == expected
    assert read("$" + "".join(f"['{name}']" for name in names), document) == expected


def test_a_huge_document_is_searched_in_time():
    document = {"rows": [{"id": number, "tags": ["x"] * 5} for number in range(20_000)]}
    began = time.process_time()
    assert len(read("rows[?(@.id >= 10000)].id", document)) == 10_000
    assert len(read("$..id", document)) == 20_000
    assert time.process_time() - began < 5


def test_a_deeply_nested_path_or_document_does_not_raise():
    assert read("a" + "[0]" * 2000, {"a": []}) is None
    document: object = 1
    for _ in range(400):
        document = {"a": document}
    assert read(".".join("a" * 400), document) == 1
    assert read("(" * 3000, {}) is None
    assert read("a[?(" + "(" * 3000, {"a": [1]}) is None


JAYWAY = recorded("paths_jayway")


@pytest.mark.parametrize(("path", "well_formed", "expected"), JAYWAY["results"])
def test_reads_as_jayway(path, well_formed, expected):
    assert compiles(path) is well_formed
    assert read(path, JAYWAY["document"]) == expected


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        ("a+b", "aaab", True),
        ("(a|b)+", "ab" * 20, True),
        ("(ab|a)*c", "ab" * 20, False),
        ("(a+)+$", "a" * 40 + "!", False),  # exponential: given up, and nothing is found
        ("a*a*a*a*b", "a" * 2000, False),
    ],
)
def test_no_regular_expression_keeps_the_server(pattern, text, found):
    began = time.monotonic()
    matches = read(f"items[?(@.s =~ /{pattern}/)].s", {"items": [{"s": text}]})
    assert matches == ([text] if found else [])
    assert time.monotonic() - began < 6
