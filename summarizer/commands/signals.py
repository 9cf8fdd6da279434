"""``summarizer signals``: what all sources together say."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from summarizer.commands.answers import Limit, Shape, answer_rows, in_table
from summarizer.commands.front import complain, refuse_empty
from summarizer.commands.options import Format
from summarizer.gazetteer import load_gazetteer
from summarizer.naming import resolve
from summarizer.records import SIGNALS
from summarizer.store import SignalQuery, SignalRow, Store, open_store
from summarizer.table import Fit, Head, Line
from summarizer.types import Metric, Unit

#: Claims that a limited answer is looked for among, where nobody says since when: a tenth of a second's work.
REACH = 5_000

#: The order in which signals are read.
NEWEST_FIRST = "-day"


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for as typed, and how the answer is to look."""

    #: Names, aliases, symbols or families; every index where there are none.
    indexes: Sequence[str]
    format: Format
    #: The user's own file of names.
    names: Path | None = None


@dataclass(frozen=True, slots=True)
class Search:
    """Where an answer is looked for."""

    query: SignalQuery
    limit: Limit
    #: The day, ISO, behind which nobody looks; None where that is nowhere, or was asked for.
    reach: str | None


def signals(path: Path, query: SignalQuery, asked: Asked) -> None:
    """Print the signals that a query finds; exits with 1 where there are none."""
    with open_store(path, create=False) as store:
        search = narrow(store, query, asked)
        count = answer_rows(store.signals(search.query), SHAPE, asked.format, search.limit)
    finish(path, search, asked, "signals", count)


def narrow(store: Store, query: SignalQuery, asked: Asked) -> Search:
    """The query with the indexes' names and a table's limit; a limited one is bounded, by the day that is added."""
    limit = Limit.of(query.limit, asked.format)
    query = replace(query, limit=limit.asked)
    if asked.indexes:
        query = replace(query, entities=resolve(asked.indexes, load_gazetteer(asked.names), store))
    if query.limit is None or query.since is not None:
        return Search(query, limit, None)
    reach = store.reach(query, REACH)
    return Search(replace(query, since=reach), limit, reach)


def finish(path: Path, search: Search, asked: Asked, what: str, count: int) -> None:
    """Say how far was looked where farther back might be more to show, and exit with 1 without an answer."""
    if not count:
        refuse_empty(", ".join(asked.indexes) or what, path, search.reach)
    full = search.query.sort == NEWEST_FIRST and count == search.limit.shown
    if search.reach and not full:  # of the newest as many as were asked for are the same, however far back one looks
        complain(f"{what}: looked back to {search.reach}; look further back with --since")


def _line(signal: SignalRow) -> Line:
    figure = _printed(signal.value, signal.metric, signal.unit)
    return Line(
        (
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
    )


HEADS = (
    Head("Index", Fit.CUT),
    Head("Day"),
    Head("Period", spare=1),
    Head("Figure", right=True),
    Head("Spread", right=True, spare=3),
    Head("Sources", right=True, spare=2),
    Head("Conflict", spare=4),
    Head("Tone", right=True, spare=6),
    Head("Relevance", right=True, spare=7),
    Head("First seen (UTC)", spare=5),
)
SHAPE = Shape(SIGNALS, in_table(HEADS, _line))


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
