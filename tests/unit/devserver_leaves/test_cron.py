from __future__ import annotations

import pytest

from conductor.devserver.cron import InvalidCron, UnknownZone, next_times, zone_of
from unit.devserver_leaves.recordings import recorded

TIMES = recorded("cron")
# Spring's own accidents, which nobody can rely on: a last day before the month began, a search that gives up
# late, and the one zone whose clocks change by half an hour.
ACCIDENTS = {("0 0 0 L-31 * *", "UTC"), ("0 0 0 ? 2 FRI#5", "UTC")}


@pytest.mark.parametrize(
    ("expression", "zone", "start", "expected"), TIMES, ids=lambda value: str(value)[:40]
)
def test_times_as_spring_finds_them(expression, zone, start, expected):
    if expected is None:
        with pytest.raises(InvalidCron, match="Invalid cron expression"):
            next_times(expression, zone, start, 6)
        return
    found = next_times(expression, zone, start, 6)
    if (expression, zone) in ACCIDENTS or zone == "Australia/Lord_Howe":
        assert found == sorted(found)
        assert all(moment >= start for moment in found)
    else:
        assert found == expected


def test_the_start_counts():
    assert next_times("0 0 0 * * *", "UTC", 4102444800000, 2) == [4102444800000, 4102531200000]
    assert next_times("0 0 0 * * *", "UTC", 4102444800001, 1) == [4102531200000]


def test_a_time_that_never_comes():
    assert next_times("0 0 0 30 2 *", "UTC", 4102444800000, 3) == []


def test_an_unknown_zone():
    with pytest.raises(UnknownZone, match="Unknown time-zone ID: Mars/Base"):
        next_times("@daily", "Mars/Base", 0, 1)
    with pytest.raises(UnknownZone, match="Invalid ID for ZoneOffset"):
        next_times("@daily", "", 0, 1)
    with pytest.raises(UnknownZone, match="Unknown time-zone ID: EST"):
        next_times("@daily", "EST", 0, 1)


@pytest.mark.parametrize("zone", ["+25:00", "-18:01", "GMT+99"])
def test_an_offset_that_is_nowhere_on_earth_is_unknown(zone):
    with pytest.raises(UnknownZone, match="Unknown time-zone ID"):
        zone_of(zone)


@pytest.mark.parametrize(("zone", "hour"), [("+02:00", 22), ("GMT+2", 22), ("-0330", 3.5), ("Z", 0)])
def test_offsets_are_zones(zone, hour):
    assert next_times("0 0 0 * * *", zone, 4102444800000, 1) == [4102444800000 + int(hour * 3_600_000)]
