"""Days gone through in stretches, from the newest backward.

So neither a short answer nor a long one needs the whole database at a time.
"""

# ruff: noqa: S608 - put together from constants; what is asked for travels as parameters

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from summarizer.store.bounds import behind
from summarizer.store.rows import stamp

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from datetime import datetime

    from summarizer.store.signals import SignalQuery

    Parameters = dict[str, str | int | None]

#: Days that a figure may be dated ahead of the time at which it is known: futures tell of Monday on a Saturday.
_AHEAD = 7

#: Claims in the first stretch of days; the next ones have twice as many each, up to the most.
_FIRST, _MOST = 500, 10_000


def find_stretches(connection: sqlite3.Connection, query: SignalQuery) -> Iterator[Parameters]:
    """The days that a query asks for in stretches, the newest first: each ends where the one before began.

    Gives parameters: the days, and of another time what was known then.
    """
    known = find_known(connection, query.as_of) if query.as_of else {}
    since, last = query.since or "", find_end(query)
    end, count = last, _FIRST
    while end > since:
        start = max(find_day(connection, query, end, count) or since, since)
        yield {"from": start, "to": end, **known}
        end, count = start, min(2 * count, _MOST)
    # A coarse day counts as its last: "2021-11" is not before "2021-11-15".
    for coarse in (since[:7], since[:4]):
        if len(coarse) < len(since) and coarse < last:
            yield {"from": coarse, "to": f"{coarse} ", **known}  # a blank sorts before what may follow


def find_known(connection: sqlite3.Connection, as_of: datetime) -> Parameters:
    """What `signals_sql` wants to know of another time."""
    then = stamp(as_of)
    (newest,) = connection.execute("SELECT max(id) FROM revisions WHERE seen_at <= ?", [then]).fetchone()
    return {"as_of": then, "newest": newest}


def find_end(query: SignalQuery) -> str:
    """What sorts behind the last day that a query asks for, or that a claim known by then may have."""
    last = behind(query.until)
    if query.as_of:
        known = date.fromordinal(min(query.as_of.toordinal() + _AHEAD, date.max.toordinal()))
        last = min(last, behind(str(known)))
    return last


def find_day(connection: sqlite3.Connection, query: SignalQuery, end: str, count: int) -> str | None:
    """A day before `end` from which on there are at most about so many claims; None where there are fewer."""
    conditions = "day < :end"
    if query.period:
        conditions += " AND period = :period"
    if query.entities:
        conditions += " AND entity = :entity"
    sql = f"SELECT day FROM claims WHERE {conditions} ORDER BY day DESC LIMIT 1 OFFSET :count"
    count //= max(1, len(query.entities))
    parameters = {"end": end, "count": count, "period": query.period and str(query.period)}
    entities = query.entities or (None,)
    found = [connection.execute(sql, parameters | {"entity": entity}).fetchone() for entity in entities]
    return max((row["day"] for row in found if row), default=None)
