"""Signals asked for by index, day, period and metric; the newest day first, or by another field."""

# ruff: noqa: S608 - put together from constants; what is asked for travels as parameters

from __future__ import annotations

from dataclasses import dataclass
from heapq import nlargest, nsmallest
from itertools import islice
from operator import attrgetter, itemgetter
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from summarizer.store import rows
from summarizer.store.bounds import check_count, check_days
from summarizer.store.consensus import KEY, signals_sql
from summarizer.store.opening import transaction
from summarizer.store.stretches import find_known, find_stretches
from summarizer.types import Entity, Kind, Metric, Period, Unit

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Iterator
    from datetime import datetime

    from summarizer.store.queries import Direction

    Parameters = dict[str, str | int | None]

Found = TypeVar("Found")

#: What comes first: by a field, the latest or largest where "-" stands before.
SignalSort = Literal[
    "day", "-day", "value", "-value", "spread", "-spread", "sources", "-sources", "relevance", "-relevance", "tone",
    "-tone", "novel", "-novel", "first_seen", "-first_seen",
]  # fmt: skip

#: Newest first, of a day what most sources tell.
ORDER = "day DESC, sources DESC, entity, kind, metric, period"


@dataclass(frozen=True, slots=True)
class SignalQuery:
    """Which signals are wanted; what is left out is not asked for.  Raises InputError on bounds that can't be meant."""

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
    #: Among equals the newest come first; what has no value comes last.
    sort: SignalSort = "-day"

    def __post_init__(self) -> None:
        """Refuse what can't be meant."""
        check_days(self.since, self.until)
        check_count("min_sources", self.min_sources, 1)
        check_count("limit", self.limit)


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


def build_signals(query: SignalQuery, columns: str = "*") -> tuple[str, Parameters]:
    """The SQL of a signal query, newest first, and its parameters but those of `find_stretches`."""
    conditions, parameters = build_conditions(query)
    if query.min_sources > 1:
        conditions.append("sources >= :min_sources")
        parameters["min_sources"] = query.min_sources
    return (
        f"SELECT {columns} FROM {_source(query)} WHERE {' AND '.join(conditions)} ORDER BY {ORDER}",
        parameters,
    )


def _source(query: SignalQuery) -> str:
    """What signals are read from."""
    return f"({signals_sql(then=True)})" if query.as_of else "signals_view"


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
    """The signals asked for, in the order asked for: read while iterating where that is by day."""
    if query.sort == "-day":
        yield from islice(_read(connection, query), query.limit)
    elif query.limit is None:
        yield from _rank(_read(connection, query), query, attrgetter(query.sort.removeprefix("-")))
    else:
        with transaction(connection):
            found = _find_first(connection, query)
        yield from found


def _read(connection: sqlite3.Connection, query: SignalQuery) -> Iterator[SignalRow]:
    """The signals asked for, newest day first, whatever the limit."""
    sql, parameters = build_signals(query)
    for stretch in find_stretches(connection, query):
        yield from map(to_signal, connection.execute(sql, parameters | stretch))


def _find_first(connection: sqlite3.Connection, query: SignalQuery) -> list[SignalRow]:
    """The signals that come first by a field: only those are worked out whole, of all others no more than that."""
    sql, parameters = build_signals(query, f"{KEY}, {query.sort.removeprefix('-')} AS field")
    stretches = find_stretches(connection, query)
    keys = (row for stretch in stretches for row in connection.execute(sql, parameters | stretch))
    known = find_known(connection, query.as_of) if query.as_of else {}
    whole = [
        connection.execute(build_signal(query), {**dict(row), **known}).fetchone()
        for row in _rank(keys, query, itemgetter("field"))
    ]
    return [to_signal(row) for row in whole]


def build_signal(query: SignalQuery) -> str:
    """The SQL of one of the query's signals, given by its key."""
    return f"""
        SELECT * FROM {_source(query)}
        WHERE day = :day AND entity = :entity AND kind = :kind AND period IS :period AND metric = :metric
    """


def _rank(found: Iterable[Found], query: SignalQuery, field: Callable[[Found], Any]) -> list[Found]:
    """As many as the query wants, in its order."""
    down = query.sort.startswith("-")

    def place(one: Found) -> tuple[bool, Any]:
        value = field(one)
        return (value is None) is not down, value

    if query.limit is None:
        return sorted(found, key=place, reverse=down)
    return (nlargest if down else nsmallest)(query.limit, found, key=place)


def to_signal(row: sqlite3.Row) -> SignalRow:
    """The signal of a row."""
    with rows.reading("a signal"):
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
