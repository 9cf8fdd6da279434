"""Claims that say the same told once: one row a fact, with how many sources say it.

A fact is an entity, metric, unit, period, day, value and hedge.  All claims of a fact have one day and one value, so
they lie side by side whether claims are read by day or by value: only what shares it is held at a time.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import groupby, islice
from typing import TYPE_CHECKING

from summarizer.store import rows
from summarizer.store.asking import build_claims
from summarizer.store.queries import ClaimQuery, ClaimRow, to_claim_row
from summarizer.store.sources import source_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator
    from datetime import datetime

#: What makes two claims the same fact; `amount` is the value without regard to its printed digits.
_FACT = ("entity", "metric", "unit", "period", "day", "amount", "hedge")
#: What the claims of a fact share that lie side by side, by what they are sorted by.
_SHARED = {"date": "day", "value": "amount"}


@dataclass(frozen=True, slots=True)
class FactRow:
    """A fact, and who says it."""

    #: The claim that was seen first, of several in one article the first.
    earliest: ClaimRow
    #: How many different publishers say it, or hosts where no publisher is named; articles that name neither count as
    #: one together.
    sources: int
    #: When a text that says it was first seen, UTC.
    first_seen: datetime
    #: When another text that says it was last found, UTC.
    last_seen: datetime


@dataclass(slots=True)
class _Told:
    """How a fact has been told so far."""

    earliest: sqlite3.Row
    sources: set[str] = field(default_factory=set)
    last_seen: str = ""

    def add(self, row: sqlite3.Row) -> None:
        """Count another claim."""
        self.sources.add(source_of(row["publisher"], row["url"]))
        self.last_seen = max(self.last_seen, row["seen_at"])
        if _place(row) < _place(self.earliest):
            self.earliest = row


def find_facts(connection: sqlite3.Connection, query: ClaimQuery) -> Iterator[FactRow]:
    """The facts that the claims asked for state, in the order asked for; `limit` counts facts."""
    found = connection.execute(*build_claims(connection, replace(query, limit=None)))
    told = map(_to_fact, _tell(found, query))
    return told if query.limit is None else islice(told, query.limit)


def _tell(found: Iterable[sqlite3.Row], query: ClaimQuery) -> Iterator[_Told]:
    """The facts in order: by day or value those of each one together, else all at once."""
    shared = _SHARED.get(query.sort.removeprefix("-"))
    if shared:
        for _, group in groupby(found, lambda row: row[shared]):
            yield from _collect(group)
    else:
        yield from sorted(_collect(found), key=lambda told: _place(told.earliest), reverse=query.sort.startswith("-"))


def _collect(found: Iterable[sqlite3.Row]) -> Iterable[_Told]:
    facts: dict[tuple[object, ...], _Told] = {}
    for row in found:
        facts.setdefault(tuple(row[name] for name in _FACT), _Told(row)).add(row)
    return facts.values()


def _place(row: sqlite3.Row) -> tuple[str, int, int]:
    """Where a claim stands among all as they were seen."""
    return row["seen_at"], row["revision_id"], row["number"]


def _to_fact(told: _Told) -> FactRow:
    earliest = to_claim_row(told.earliest)
    with rows.reading("a claim"):
        last_seen = rows.to_known_time(told.last_seen)
    return FactRow(earliest, len(told.sources), earliest.known_since, last_seen)
