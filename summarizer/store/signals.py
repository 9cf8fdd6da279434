"""Signals asked for by index, day, period and metric; the newest day first.

Days are gone through in stretches from the newest backward, so that neither a short answer nor a long one needs the
whole database at a time.
"""

# ruff: noqa: S608 - put together from constants; what is asked for travels as parameters

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from summarizer.store import rows
from summarizer.store.consensus import signals_sql
from summarizer.store.feeds import stamp
from summarizer.types import Entity, Kind, Metric, Period, Unit

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from datetime import datetime

    from summarizer.store.queries import Direction

    Parameters = dict[str, str | int | None]

#: Days that a figure may be dated ahead of the time at which it is known: futures tell of Monday on a Saturday.
_AHEAD = 7

#: Newest first, of a day what most sources tell.
ORDER = "day DESC, sources DESC, entity, kind, metric, period"

#: Claims in the first stretch of days; the next ones have twice as many each, up to the most.
_FIRST, _MOST = 500, 10_000


@dataclass(frozen=True, slots=True)
class SignalQuery:
    """Which signals are wanted; what is left out is not asked for."""

    #: Canonical names; any of them.
    entities: tuple[str, ...] = ()
    #: ISO, as coarse as wanted ("2024", "2024-11", "2024-11-25"), both inclusive, as `ClaimQuery`'s.
    since: str | None = None
    until: str | None = None
    period: Period | None = None
    #: Never a forecast: those are no signals.
    metric: Metric | None = Metric.CHANGE
    kind: Kind | None = None
    #: What was known at that time; it carries a zone.
    as_of: datetime | None = None
    #: Signals of at least so many sources.
    min_sources: int = 1
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class SignalRow:
    """What all sources together say of one index, day and period.  docs/signals.md defines each field."""

    entity: Entity
    #: ISO; as coarse as the claims are.
    day: str
    #: None for levels.
    period: Period | None
    metric: Metric
    unit: Unit
    #: The median of the sources' figures, the lowest, the highest, and how far those are apart.
    value: float
    low: float
    high: float
    spread: float
    #: None for levels.
    direction: Direction | None
    sources: int
    articles: int
    claims: int
    #: Whether every figure is hedged.
    hedged: bool
    #: Whether two sources differ by more than rounding explains.
    conflict: bool
    #: 0 to 1: how much the articles are about the index.
    relevance: float
    #: -1 to 1: of what analysts say of the index in the articles; None where it can't be told.
    tone: float | None
    #: UTC: when the first of the figures was known, and when the newest of the texts was.
    first_seen: datetime
    last_seen: datetime
    #: Id of the article that had it first.
    first_article: str
    #: Hours since the index's signal before of the same period and metric was first seen; None where there is none.
    novel: float | None


def build_signals(query: SignalQuery) -> tuple[str, Parameters]:
    """The SQL of a signal query, and its parameters but those of `find_stretches`."""
    conditions, parameters = build_conditions(query)
    source = f"({signals_sql(then=True)})" if query.as_of else "signals_view"
    if query.min_sources > 1:
        conditions.append("sources >= :min_sources")
        parameters["min_sources"] = query.min_sources
    return (
        f"SELECT * FROM {source} WHERE {' AND '.join(conditions)} ORDER BY {ORDER}",
        parameters,
    )


def build_conditions(query: SignalQuery) -> tuple[list[str], Parameters]:
    """The conditions that a query puts on the keys of signals, a stretch of days among them, and the parameters."""
    parameters: Parameters = {}
    conditions = ["day >= :from", "day < :to"]
    if query.entities:
        names = {f"entity{number}": name for number, name in enumerate(query.entities)}
        parameters |= names
        conditions.append(f"entity IN ({', '.join(f':{name}' for name in names)})")
    for name in ("period", "metric", "kind"):
        if wanted := getattr(query, name):
            conditions.append(f"{name} = :{name}")
            parameters[name] = str(wanted)
    return conditions, parameters


def find_signals(connection: sqlite3.Connection, query: SignalQuery) -> Iterator[SignalRow]:
    """The signals asked for, newest day first."""
    sql, parameters = build_signals(query)
    left = query.limit
    for stretch in find_stretches(connection, query):
        for row in connection.execute(sql, parameters | stretch):
            if left == 0:
                return
            left = None if left is None else left - 1
            with rows.reading("a signal"):
                signal = to_signal(row)
            yield signal


def find_stretches(connection: sqlite3.Connection, query: SignalQuery) -> Iterator[Parameters]:
    """The days that a query asks for in stretches, the newest first: each ends where the one before began.

    Gives parameters: the days, and of another time what was known then.
    """
    known = _find_known(connection, query.as_of) if query.as_of else {}
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


def _find_known(connection: sqlite3.Connection, as_of: datetime) -> Parameters:
    """What `signals_sql` wants to know of another time."""
    then = stamp(as_of)
    (newest,) = connection.execute("SELECT max(id) FROM revisions WHERE seen_at <= ?", [then]).fetchone()
    return {"as_of": then, "newest": newest}


def find_end(query: SignalQuery) -> str:
    """What sorts behind the last day that a query asks for, or that a claim known by then may have."""
    last = f"{query.until}~" if query.until else "~"  # "~" sorts behind all that may follow
    if query.as_of:
        known = date.fromordinal(min(query.as_of.toordinal() + _AHEAD, date.max.toordinal()))
        last = min(last, f"{known}~")
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


def to_signal(row: sqlite3.Row) -> SignalRow:
    """The signal of a row."""
    return SignalRow(
        entity=Entity(row["entity"], row["symbol"], Kind(row["kind"])),
        day=row["day"],
        period=Period(row["period"]) if row["period"] else None,
        metric=Metric(row["metric"]),
        unit=Unit(row["unit"]),
        value=row["value"],
        low=row["low"],
        high=row["high"],
        spread=row["spread"],
        direction=row["direction"],
        sources=row["sources"],
        articles=row["articles"],
        claims=row["claims"],
        hedged=bool(row["hedged"]),
        conflict=bool(row["conflict"]),
        relevance=row["relevance"],
        tone=row["tone"],
        first_seen=rows.to_known_time(row["first_seen"]),
        last_seen=rows.to_known_time(row["last_seen"]),
        first_article=row["first_article"],
        novel=row["novel"],
    )
