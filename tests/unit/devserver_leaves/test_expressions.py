from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conductor.devserver.expressions import has_secret, java_text, references, resolve, substitute_secrets
from unit.devserver_leaves.recordings import recorded

SHAPES = recorded("expressions")
SCOPE = {"workflow": {"input": SHAPES["input"]}}


@pytest.mark.parametrize("key", SHAPES["template"])
def test_resolves_as_recorded(key):
    resolved = resolve({key: SHAPES["template"][key]}, SCOPE)
    assert resolved == {key: SHAPES["resolved"][key]}


def test_a_single_expression_gives_the_value_itself():
    scope = {"a": {"output": {"list": [1, {"b": 2}]}}}
    assert resolve("${a.output.list}", scope) is scope["a"]["output"]["list"]


def test_numbers_in_texts_are_spelled_as_java_does():
    scope = {
        "n": {
            "f1": 1.0,
            "big": 9007199254740993,
            "e": 1e21,
            "tiny": 1e-7,
            "huge": 123456789012345678901234567890,
        }
    }
    text = resolve("${n.f1}/${n.big}/${n.e}/${n.tiny}/${n.huge}", scope)
    assert text == "1.0/9007199254740993/1.0E21/1.0E-7/123456789012345678901234567890"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "null"),
        (True, "true"),
        (False, "false"),
        (0, "0"),
        (-7, "-7"),
        ("x", "x"),
        (0.0, "0.0"),
        (-0.0, "-0.0"),
        (1.5, "1.5"),
        (100.0, "100.0"),
        (9999999.0, "9999999.0"),
        (1e7, "1.0E7"),
        (12345678.9, "1.23456789E7"),
        (0.001, "0.001"),
        (0.00099, "9.9E-4"),
        (0.0123, "0.0123"),
        (1e-7, "1.0E-7"),
        (1.7976931348623157e308, "1.7976931348623157E308"),
        (float("nan"), "NaN"),
        (float("inf"), "Infinity"),
        (float("-inf"), "-Infinity"),
        ({}, "{}"),
        ([], "[]"),
        ({"a": 1, "b": ["x", None, 2.0]}, "{a=1, b=[x, null, 2.0]}"),
        ([[1], {"k": True}], "[[1], {k=true}]"),
    ],
)
def test_java_text(value, text):
    assert java_text(value) == text


@settings(max_examples=200, deadline=None)
@given(st.floats(allow_nan=False, allow_infinity=False))
def test_java_text_of_a_double_means_the_same_double(value):
    text = java_text(value)
    assert float(text.replace("E", "e")) == value
    assert "." in text
    assert "e" not in text


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("${CPEWF_TASK_ID}", "t-1"),
        ("id ${CPEWF_TASK_ID}.", "id t-1."),
        ("${NETFLIX_STACK}", "${NETFLIX_STACK}"),
        ("${HOME_OF_TESTS}", "/here"),
        ("${workflow.env.REGION}", "eu"),
        ("in ${workflow.env.NOSUCH}", "in null"),
        ("${workflow.env.SETTINGS.a.b}", 7),
        ("${workflow.secrets.KEY}", "${workflow.secrets.KEY}"),
        ("Bearer ${workflow.secrets.KEY}", "Bearer ${workflow.secrets.KEY}"),
    ],
)
def test_names_of_the_system_and_the_environment(template, expected):
    environment = {
        "HOME_OF_TESTS": "/here",
        "CONDUCTOR_ENV_REGION": "eu",
        "CONDUCTOR_ENV_SETTINGS": '{"a": {"b": 7}}',
    }
    assert resolve(template, {"workflow": {}}, task_id="t-1", environment=environment) == expected


def test_without_a_task_its_id_stays_unresolved():
    assert resolve("${CPEWF_TASK_ID}", {}) == "${CPEWF_TASK_ID}"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("${workflow.secrets.KEY}", "s3cret"),
        ("Bearer ${workflow.secrets.KEY}!", "Bearer s3cret!"),
        ("${workflow.secrets.NOSUCH}", None),
        ("<${workflow.secrets.NOSUCH}>", "<>"),
        ("${workflow.secrets.DB.user}", "me"),
        ("${workflow.secrets.KEY.user}", None),
        ({"a": ["${workflow.secrets.KEY}", 1]}, {"a": ["s3cret", 1]}),
    ],
)
def test_secrets(value, expected):
    known = {"KEY": "s3cret", "DB": '{"user": "me"}'}
    assert has_secret(value)
    assert substitute_secrets(value, known.get) == expected


def test_what_holds_no_secret_is_not_copied():
    value = {"a": [1, "${workflow.input.x}"]}
    assert substitute_secrets(value, {}.get) is value


def test_references():
    value = {
        "a": "x ${one.output.k} ${workflow.input.${two.output.name}}",
        "b": [{"c": "${three}"}, "$${four.x}", 5],
    }
    assert references(value) == [
        "one.output.k",
        "two.output.name",
        "workflow.input.${two.output.name}",
        "three",
    ]


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="${}ab.[0] '\n", max_size=40))
def test_no_template_ever_raises(template):
    resolve({"k": [template]}, {"a": {"b": [1, {"a": None}]}, "b": "${a.b}"})
    references(template)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=30).filter(lambda text: "${" not in text))
def test_texts_without_expressions_stay(text):
    assert resolve(text, {}) == text


def test_many_unclosed_expressions_cost_no_more_than_their_length():
    began = time.process_time()
    resolve("${" * 50_000, {})
    resolve("${a" + "{" * 50_000 + "}", {})
    assert time.process_time() - began < 2
