from __future__ import annotations

from conductor.devserver.clock import RealClock, SkippingClock
from conductor.devserver.timeline import CRON, Timeline


def test_a_skipping_clock_runs_and_jumps():
    seconds = [100.0]
    clock = SkippingClock(lambda: seconds[0])
    assert clock.now() == 100_000
    seconds[0] = 101.5
    assert clock.now() == 101_500
    clock.jump_to(500_000)
    assert clock.now() == 500_000
    assert clock.skipped == 398.5
    clock.jump_to(200_000)
    assert clock.now() == 500_000


def test_a_sleep_is_a_jump_when_no_engine_is_there():
    clock = SkippingClock(lambda: 0.0)
    clock.sleep(30 * 86400)
    assert clock.now() == 30 * 86400 * 1000


def test_an_engine_does_the_sleeping():
    slept: list[float] = []
    clock = SkippingClock(lambda: 0.0)
    clock.attach(slept.append)
    clock.sleep(5)
    assert slept == [5]
    assert clock.now() == 0


def test_the_real_clock_tells_milliseconds():
    assert RealClock().now() > 1_700_000_000_000


def test_a_timeline_gives_what_is_due_in_order():
    line = Timeline()
    line.set("execution", "b", 20)
    line.set("execution", "a", 10)
    line.set("queue", "q", 30)
    assert line.next() == 10
    assert line.pop_due(9) is None
    assert [line.pop_due(25), line.pop_due(25), line.pop_due(25)] == [
        (10, "execution", "a"),
        (20, "execution", "b"),
        None,
    ]
    assert line.next() == 30


def test_the_latest_due_time_of_a_key_counts():
    line = Timeline()
    line.set("execution", "a", 10)
    line.set("execution", "a", 50)
    assert line.next() == 50
    assert line.pop_due(49) is None
    line.clear("execution", "a")
    assert line.next() is None


def test_set_says_whether_it_is_the_first():
    line = Timeline()
    assert line.set("x", "a", 10)
    assert not line.set("x", "b", 20)
    assert line.set("x", "c", 5)
    assert not line.set("x", "c", 5)


def test_cron_entries_can_be_left_out():
    line = Timeline()
    line.set(CRON, "nightly", 10)
    line.set("execution", "a", 99)
    assert line.next() == 10
    assert line.next(cron=False) == 99


def test_a_timeline_stays_small_however_often_times_change():
    line = Timeline()
    for moment in range(10_000):
        line.set("execution", "a", 10_000 - moment)
    assert len(line._heap) < 200
    assert line.pop_due(10_000) == (1, "execution", "a")
    assert line.pop_due(10_000) is None
