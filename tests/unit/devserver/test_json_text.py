"""What the parser says of texts that are no JSON, as recorded from the real server."""

from __future__ import annotations

import pytest

from conductor.devserver.json_text import parse

PLACE = "[Source: REDACTED (`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled); line: 1, column: 1])"
CLOSED = "Unexpected character (']' (code 93))"
X = "Unexpected character ('x' (code 120))"
VALUES = "(JSON String, Number, Array, Object or token 'null', 'true' or 'false')"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("  ", "No content to map due to end-of-input"),
        ("{", f"Unexpected end-of-input: expected close marker for Object (start marker at {PLACE}"),
        ("[1", f"Unexpected end-of-input: expected close marker for Array (start marker at {PLACE}"),
        ("[1,", "Unexpected end-of-input within/between Array entries"),
        ('{"a":', "Unexpected end-of-input within/between Object entries"),
        ("[}", f"Unexpected close marker '}}': expected ']' (for Array starting at {PLACE}"),
        ('{"a":1]', f"Unexpected close marker ']': expected '}}' (for Object starting at {PLACE}"),
        (
            "[1.]",
            "Unexpected character (']' (code 93)) in numeric value: Decimal point not followed by a digit",
        ),
        (
            "[1e]",
            f"{CLOSED} in numeric value: Exponent indicator not followed by a digit",
        ),
        (
            "[-x]",
            f"{X} in numeric value: expected digit (0-9) to follow minus sign, for valid numeric value",
        ),
        ("[00]", "Invalid numeric value: Leading zeroes not allowed"),
        ("[-01]", "Invalid numeric value: Leading zeroes not allowed"),
        ("[tru]", f"Unrecognized token 'tru': was expecting {VALUES}"),
        ("[nulll]", f"Unrecognized token 'nulll': was expecting {VALUES}"),
        ("[-Inf]", f"Unrecognized token '-Inf': was expecting {VALUES}"),
        ("[NaN]", "Non-standard token 'NaN': enable `JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS` to allow"),
        ("[,]", "Unexpected character (',' (code 44)): expected a value"),
        ('["a" "b"]', "Unexpected character ('\"' (code 34)): was expecting comma to separate Array entries"),
        ('"\\u12', "Unexpected end-of-input in character escape sequence"),
        ('["x', "Unexpected end-of-input in VALUE_STRING"),
        ('{"x', "Unexpected end-of-input in field name"),
        (
            '{"a" 1}',
            "Unexpected character ('1' (code 49)): was expecting a colon to separate field name and value",
        ),
        ("{1:2}", "Unexpected character ('1' (code 49)): was expecting double-quote to start field name"),
        ("#", f"Unexpected character ('#' (code 35)): expected a valid value {VALUES}"),
        ("1x", "Unexpected character ('x' (code 120)): Expected space separating root-level values"),
        ("€", "Unexpected character ('€' (code 8364 / 0x20ac)): expected a valid value " + VALUES),
    ],
)
def test_what_is_said_of_a_text_that_breaks_off(text, message):
    broken = parse(text.encode())[1]
    assert broken is not None
    assert broken.message == message
    assert broken.fault().message == f"JSON parse error: {message}"


def test_bytes_that_are_no_utf_8():
    for body, message in (
        (b'["\xff"]', "Invalid UTF-8 start byte 0xff"),
        (b'["\xc3("]', "Invalid UTF-8 middle byte 0x28"),
    ):
        broken = parse(body)[1]
        assert broken is not None
        assert broken.message == message


@pytest.mark.parametrize(
    "body", [b'{"a": 1} rest', b'\xef\xbb\xbf{"a": 1}', '{"a": 1}'.encode("utf-16"), b' {"a":1}{']
)
def test_what_follows_the_first_value_is_not_looked_at(body):
    assert parse(body) == ({"a": 1}, None)


def test_what_stands_before_the_break_is_read():
    value, broken = parse(b'{"a": 1, "b": [2, 3], "c": [4, x')
    assert value["a"] == 1
    assert value["b"] == [2, 3]
    assert value["c"][0] == 4
    assert value["c"][1] is broken


@pytest.mark.parametrize("opening", [b"[", b'{"a":'])
def test_endless_nesting_is_refused(opening):
    broken = parse(opening * 100_000)[1]
    assert broken is not None
    assert broken.message.startswith("Document nesting depth (1001) exceeds the maximum allowed (1000")


@pytest.mark.parametrize(
    ("text", "value"), [("1e999", "Infinity"), ("[-1e999]", ["-Infinity"]), ("1e3", 1e3)]
)
def test_what_no_double_can_hold_is_a_text(text, value):
    assert parse(text.encode()) == (value, None)
