"""When a feed is looked at next: pure decisions from what a look brought.

    something new      half the interval, down to the feed's shortest
    nothing new        a quarter more, up to its longest
    it failed          the shortest doubled for each failure in a row, up to a day; what Retry-After asks for
    it is gone (410)   never

A look is never earlier than the server's freshness (Cache-Control, Expires) or the feed's own ttl allow, and a
little later than planned, each time by another part, so that feeds that were due together drift apart.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from summarizer.feeds import Interval
    from summarizer.store import FeedState

#: Seconds: no server's word keeps a feed away for longer.
DAY = 86_400.0

#: The largest part of the interval by which a look is later than planned.
JITTER = 0.1

#: Failures in a row beyond which the pause no longer doubles; 2 ** 20 minutes are longer than `DAY` anyway.
_MOST_DOUBLINGS = 20

#: Failures in a row after which a permanent redirect is forgotten.
_MOVED_TRIES = 3


class Result(StrEnum):
    """What came of looking at a feed."""

    NEW = "new"
    #: The feed answered, with nothing new.
    UNCHANGED = "unchanged"
    FAILED = "failed"
    #: 410: gone for good.
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Look:
    """What came of looking at a feed, with what the server asked for."""

    result: Result
    #: Seconds for which the answer stays fresh, by HTTP and by the feed itself; 0 where neither says.
    fresh: float = 0.0
    #: Seconds after which a busy server may be asked again; None where it does not say.
    retry_after: float | None = None
    #: Where permanent redirects led; None where the address stands.
    moved: str | None = None
    #: The validators for the next look; those known stay where the answer was that nothing changed.
    etag: str | None = None
    last_modified: str | None = None
    #: Why it failed.
    error: str | None = None


def next_state(state: FeedState, look: Look, interval: Interval, now: datetime, chance: float) -> FeedState:
    """What is known of a feed after a look; `chance`, from 0 to 1, spreads the next one."""
    state = replace(state, looks=state.looks + 1, looked_at=now)
    if look.result is Result.GONE:
        return replace(state, due=None, failures=state.failures + 1, failed_at=now, error=look.error)
    if look.result is Result.FAILED:
        failures = state.failures + 1
        pause = _pause(interval, failures, look.retry_after, chance)
        # Where a feed moved to may be a mistake of its publisher: after a while the first address is tried again.
        moved = state.moved if failures < _MOVED_TRIES else None
        return replace(state, due=_later(now, pause), failures=failures, failed_at=now, error=look.error, moved=moved)
    new = look.result is Result.NEW
    adapted = adapt(interval, state.interval, new=new)
    wait = max(adapted, min(look.fresh, DAY)) * (1 + JITTER * chance)
    return replace(
        state,
        moved=look.moved or state.moved,
        etag=look.etag,
        last_modified=look.last_modified,
        interval=adapted,
        due=_later(now, wait),
        failures=0,
        error=None,
        unchanged=state.unchanged + (not new),
        succeeded_at=now,
        changed_at=now if new else state.changed_at,
    )


def adapt(interval: Interval, last: float | None, *, new: bool) -> float:
    """Seconds until the next look: sooner after something new, later after nothing, within the feed's bounds.

    >>> from summarizer.feeds import Interval
    >>> adapt(Interval(900, 3600), 1800, new=True), adapt(Interval(900, 3600), 3000, new=False)
    (900.0, 3600.0)
    """
    if last is None:
        return float(interval.shortest)
    wanted = last / 2 if new else last * 1.25
    return float(min(max(wanted, interval.shortest), interval.longest))


def _pause(interval: Interval, failures: int, retry_after: float | None, chance: float) -> float:
    """Seconds to leave a failing feed alone: doubled each time, the upper half of it by chance."""
    backoff = min(interval.shortest * 2.0 ** min(failures, _MOST_DOUBLINGS), DAY)
    spread = backoff / 2 * (1 + chance)
    return max(spread, min(retry_after or 0.0, DAY) * (1 + JITTER * chance))


def _later(now: datetime, seconds: float) -> datetime:
    return now + timedelta(seconds=seconds)
