"""``summarizer signals``: what all sources together say."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, islice
from operator import attrgetter
from pathlib import Path
from typing import TypeVar

import typer

from summarizer import display
from summarizer.commands.answers import answer_rows, output
from summarizer.commands.front import complain
from summarizer.commands.options import Format
from summarizer.contract import Entry
from summarizer.gazetteer import load_gazetteer
from summarizer.naming import resolve
from summarizer.store import SignalQuery, SignalRow, Store, open_store
from summarizer.types import Entity, Metric, Period, Unit

Row = TypeVar("Row")

NOTHING_FOUND = 1
#: Rows of a table where nobody says how many.
ROWS = 50
#: Claims that a limited answer is looked for among, where nobody says since when: a tenth of a second's work.
REACH = 5_000

#: The keys of `signal_entry`.
COLUMNS = (
    "entity", "symbol", "kind", "day", "period", "metric", "unit", "value", "low", "high", "spread", "direction",
    "sources", "articles", "claims", "hedged", "conflict", "relevance", "tone", "first_seen", "last_seen",
    "first_article", "novel",
)  # fmt: skip

#: The order in which signals are read.
NEWEST_FIRST = "-day"


def signals(  # noqa: PLR0917 - as typed
    path: Path, indexes: Sequence[str], query: SignalQuery, sort: str, chosen: Format, names: Path | None
) -> None:
    """Print the signals that a query finds; exits with 1 where there are none."""
    with open_store(path, create=False) as store:
        query, reach = narrow(store, indexes, query, chosen, names)
        if sort == NEWEST_FIRST:
            count, found = peek(store.signals(query), query.limit)
        else:
            everything = _sorted(store.signals(replace(query, limit=None)), sort)
            count, found = peek(iter(everything[: query.limit]), query.limit)
        if chosen is not Format.TABLE:
            answer_rows(map(signal_entry, found), COLUMNS, chosen)
        elif count:
            right = ("Figure", "Spread", "Sources", "Tone", "Relevance")
            display.print_table(output(), HEADS, map(_cells, found), right=right)
    finish(path, query, "signals", count, None if count == query.limit and sort == NEWEST_FIRST else reach)


def signal_entry(signal: SignalRow) -> Entry:
    """A signal as docs/signals.md defines it."""
    return {
        **key_entry(signal.entity, signal.day, signal.period, signal.metric, signal.unit),
        "value": signal.value,
        "low": signal.low,
        "high": signal.high,
        "spread": signal.spread,
        "direction": signal.direction,
        "sources": signal.sources,
        "articles": signal.articles,
        "claims": signal.claims,
        "hedged": signal.hedged,
        "conflict": signal.conflict,
        "relevance": signal.relevance,
        "tone": signal.tone,
        "first_seen": signal.first_seen.isoformat(timespec="milliseconds"),
        "last_seen": signal.last_seen.isoformat(timespec="milliseconds"),
        "first_article": signal.first_article,
        "novel": signal.novel,
    }


def key_entry(entity: Entity, day: str | None, period: Period | None, metric: Metric, unit: Unit) -> Entry:
    """What tells one signal from another, and the unit of its figures."""
    return {
        "entity": entity.name,
        "symbol": entity.symbol,
        "kind": str(entity.kind),
        "day": day,
        "period": str(period) if period else None,
        "metric": str(metric),
        "unit": str(unit),
    }


def narrow(
    store: Store, indexes: Sequence[str], query: SignalQuery, chosen: Format, names: Path | None
) -> tuple[SignalQuery, str | None]:
    """The query with the indexes' names and a table's limit; a limited one is bounded, by the day that is added."""
    if indexes:
        query = replace(query, entities=resolve(indexes, load_gazetteer(names), store))
    if query.limit is None and chosen is Format.TABLE:
        query = replace(query, limit=ROWS)
    if query.limit is None or query.since is not None:
        return query, None
    reach = store.reach(query, REACH)
    return replace(query, since=reach), reach


def peek(found: Iterator[Row], limit: int | None) -> tuple[int, Iterable[Row]]:
    """How many rows there are and the rows; of any number of them only whether there is one."""
    if limit is not None:
        rows = list(found)
        return len(rows), rows
    first = list(islice(found, 1))
    return len(first), chain(first, found)


def _sorted(found: Iterable[SignalRow], sort: str) -> list[SignalRow]:
    """By a field, the newest first among equals; what has no value comes last."""
    value = attrgetter(sort.removeprefix("-"))
    rows = list(found)
    known = sorted((row for row in rows if value(row) is not None), key=value, reverse=sort.startswith("-"))
    return known + [row for row in rows if value(row) is None]


def finish(path: Path, query: SignalQuery, what: str, count: int, reach: str | None) -> None:
    """Say how far was looked where that was not as far as there is something, and exit with 1 without an answer."""
    if not count:
        since = f" since {reach}; look further back with --since" if reach else ""
        complain(f"{', '.join(query.entities) or what}: nothing found in {path}{since}")
        raise typer.Exit(NOTHING_FOUND)
    if reach:
        complain(f"{what}: looked back to {reach}; look further back with --since")


#: The columns of the table of signals.
HEADS = (
    "Index", "Day", "Period", "Figure", "Spread", "Sources", "Conflict", "Tone", "Relevance", "First seen"
)  # fmt: skip


def _cells(signal: SignalRow) -> Sequence[str]:
    figure = _printed(signal.value, signal.metric, signal.unit)
    return (
        signal.entity.name,
        signal.day,
        str(signal.period or ""),
        f"~{figure}" if signal.hedged else figure,
        _short(signal.spread) if signal.spread else "",
        str(signal.sources),
        "yes" if signal.conflict else "",
        "" if signal.tone is None else f"{signal.tone:+.2f}",
        f"{signal.relevance:.2f}",
        f"{signal.first_seen:%Y-%m-%d %H:%M}",
    )


def _printed(value: float, metric: Metric, unit: Unit) -> str:
    """A consensus as people write it.

    >>> _printed(1.485, Metric.CHANGE, Unit.PERCENT), _printed(2442.03, Metric.LEVEL, Unit.LEVEL)
    ('+1.485%', '2,442.03')
    """
    sign = "+" if metric in (Metric.CHANGE, Metric.POINTS) else ""
    suffix = {Unit.PERCENT: "%", Unit.POINTS: " points", Unit.LEVEL: ""}[unit]
    return f"{sign * (value > 0)}{_short(value)}{suffix}"


def _short(value: float) -> str:
    return f"{value:,.6f}".rstrip("0").rstrip(".")
