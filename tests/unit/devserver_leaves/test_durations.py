from __future__ import annotations

from datetime import datetime, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conductor.devserver.durations import parse_duration, parse_until


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("1s", 1),
        ("2 m", 120),
        ("1h", 3600),
        ("1d", 86400),
        ("1 day 2 hours 3 minutes 4 seconds", 93784),
        ("1d2h3m4s", 93784),
        (" 5 SECS ", 5),
        ("3hrs", 10800),
        ("90 mins", 5400),
        ("", 0),
        ("  ", 0),
        ("007s", 7),
    ],
)
def test_durations(text, seconds):
    assert parse_duration(text) == seconds


@pytest.mark.parametrize(
    "text", ["a while", "5", "1.5s", "-1s", "1s 1m", "1 week", "1h 1h", "PT1S", "5 ${x}", "\u0665s"]
)
def test_other_durations_are_refused(text):
    with pytest.raises(ValueError, match="Not valid duration: "):
        parse_duration(text)


@given(*[st.integers(min_value=0, max_value=999)] * 4)
def test_units_add_up(days, hours, minutes, seconds):
    expected = ((days * 24 + hours) * 60 + minutes) * 60 + seconds
    assert parse_duration(f"{days} days {hours}h {minutes}mins {seconds} sec") == expected


def utc(*parts: int) -> int:
    return int(datetime(*parts, tzinfo=timezone.utc).timestamp() * 1000)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2024-01-31 00:00 UTC", utc(2024, 1, 31)),
        ("2099-12-31 23:59 GMT", utc(2099, 12, 31, 23, 59)),
        ("2030-01-01 10:00 +0200", utc(2030, 1, 1, 8)),
        ("2030-01-01 10:00 GMT+02:00", utc(2030, 1, 1, 8)),
        ("2030-01-01 10:00 PST", utc(2030, 1, 1, 18)),
        ("2030-2-3 4:5 UTC", utc(2030, 2, 3, 4, 5)),
        ("2030-02-30 00:00 UTC", utc(2030, 3, 2)),
        ("2030-01-01 25:61 UTC", utc(2030, 1, 2, 2, 1)),
        ("2030-01-31", int(datetime(2030, 1, 31).timestamp() * 1000)),
        ("2030-01-31 10:00", int(datetime(2030, 1, 31, 10).timestamp() * 1000)),
    ],
)
def test_dates(text, moment):
    assert parse_until(text) == moment


@pytest.mark.parametrize(
    "text",
    [
        "soon",
        "",
        "2031-01-31 10:00:30",
        "2030/02/03",
        "2030-02-03T04:05",
        "2030-01-01 10:00 America/New_York",
        "2030-01-01 10:00 ",
        "2030-01-01 UTC",
        "99999-01-01",
        "0000-00-00",
    ],
)
def test_other_dates_are_refused(text):
    with pytest.raises(ValueError, match="Invalid/Unsupported Wait Until format") as raised:
        parse_until(text)
    assert str(raised.value) == f"Invalid/Unsupported Wait Until format.  Provided: {text}"


@pytest.mark.parametrize(
    ("zone", "hours"), [("PST", -8), ("PDT", -7), ("CEST", 2), ("JST", 9), ("NPT", 5.75), ("ET", -5)]
)
@pytest.mark.parametrize("month", ["01", "07"])
def test_short_zone_names_mean_the_same_all_year(zone, hours, month):
    assert parse_until(f"2030-{month}-15 12:00 {zone}") == utc(2030, int(month), 15, 12) - int(
        hours * 3_600_000
    )
