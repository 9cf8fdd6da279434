"""When a feed is looked at next."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.feeds import Interval
from summarizer.store import FeedState
from summarizer.watch.schedule import DAY, JITTER, Look, Result, next_state

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
INTERVAL = Interval(900, 3600)
STATE = FeedState("https://example.org/feed", etag='"1"', interval=1800)


def wait_of(look: Look, state: FeedState = STATE, chance: float = 0.0) -> float:
    """Seconds until the next look."""
    due = next_state(state, look, INTERVAL, NOW, chance).due
    assert due is not None
    return (due - NOW).total_seconds()


@pytest.mark.parametrize(
    ("look", "seconds"),
    [
        (Look(Result.NEW), 900),
        (Look(Result.UNCHANGED), 2250),
        (Look(Result.UNCHANGED, fresh=7200), 7200),
        (Look(Result.UNCHANGED, fresh=10 * DAY), DAY),
        (Look(Result.FAILED), 900),
        (Look(Result.FAILED, retry_after=5000), 5000),
        (Look(Result.FAILED, retry_after=3), 900),
        (Look(Result.FAILED, retry_after=1e9), DAY),
    ],
    ids=str,
)
def test_the_next_look(look: Look, seconds: float) -> None:
    """Sooner after news, later after nothing, as late as the server asks for, but never later than a day."""
    assert wait_of(look) == seconds


def test_the_interval_finds_its_bounds() -> None:
    """A feed that is always new is asked at its shortest interval, one that never is at its longest."""
    busy = calm = FeedState("https://example.org/feed")
    for _ in range(20):
        busy = next_state(busy, Look(Result.NEW), INTERVAL, NOW, 0)
        calm = next_state(calm, Look(Result.UNCHANGED), INTERVAL, NOW, 0)
    assert (busy.interval, calm.interval) == (900, 3600)


def test_failures_back_off_and_one_success_ends_them() -> None:
    """Each failure in a row doubles the pause, up to a day; what was known is not forgotten."""
    state, waits = STATE, []
    for _ in range(12):
        state = next_state(state, Look(Result.FAILED, error="no answer"), INTERVAL, NOW, 1.0)
        assert state.due
        waits.append((state.due - NOW).total_seconds())
    assert waits[:3] == [1800, 3600, 7200]
    assert waits == sorted(waits)
    assert waits[-1] == DAY
    assert (state.failures, state.etag, state.error) == (12, '"1"', "no answer")
    state = next_state(state, Look(Result.UNCHANGED, etag='"2"'), INTERVAL, NOW, 0)
    assert (state.failures, state.etag, state.error, state.succeeded_at) == (0, '"2"', None, NOW)


def test_gone_is_never_again() -> None:
    """After 410 a feed is due no more; before it was looked at it is not gone."""
    gone = next_state(STATE, Look(Result.GONE, error="gone"), INTERVAL, NOW, 0)
    assert gone.due is None
    assert gone.gone
    assert not STATE.gone


def test_a_move_is_remembered_until_it_fails() -> None:
    """A permanent redirect is kept; where its target fails again and again, the first address is tried."""
    state = next_state(STATE, Look(Result.NEW, moved="https://example.org/new"), INTERVAL, NOW, 0)
    assert next_state(state, Look(Result.NEW), INTERVAL, NOW, 0).moved == "https://example.org/new"
    for moved in ("https://example.org/new", "https://example.org/new", None):
        state = next_state(state, Look(Result.FAILED), INTERVAL, NOW, 0)
        assert state.moved == moved


LOOKS = st.builds(
    Look,
    st.sampled_from([Result.NEW, Result.UNCHANGED, Result.FAILED]),
    fresh=st.floats(0, 1e12),
    retry_after=st.none() | st.floats(0, 1e12),
)


@given(LOOKS, st.floats(0, 1), st.integers(0, 10**6), st.none() | st.floats(1, 1e6))
def test_no_server_decides_alone(look: Look, chance: float, failures: int, interval: float | None) -> None:
    """Whatever a server says, the next look lies between the feed's shortest interval and a day, with some jitter."""
    state = replace(STATE, failures=failures, interval=interval)
    assert INTERVAL.shortest <= wait_of(look, state, chance) <= DAY * (1 + JITTER)


@given(LOOKS, st.floats(0, 1))
def test_chance_only_delays(look: Look, chance: float) -> None:
    """Feeds that were due together drift apart, and no server is asked before it allows it."""
    assert timedelta(seconds=wait_of(look)) <= timedelta(seconds=wait_of(look, chance=chance))
