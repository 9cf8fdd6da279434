"""Claims that say the same told once: one row a fact, with how many sources say it.

A fact is an entity, kind, metric, unit, period, day, value and hedge.  All claims of a fact have one day and one value,
so they lie side by side where claims are read by day or by value: only what shares it is held at a time, and of each
fact only what it is chosen by.  The claims that are shown are looked up in the end.
"""

from __future__ import annotations

import heapq
from contextlib import closing
from dataclasses import dataclass, field, replace
from itertools import groupby, islice
from operator import attrgetter
from typing import TYPE_CHECKING

from summarizer.store import rows
from summarizer.store.asking import FACT, build_chosen, build_fact, build_told
from summarizer.store.queries import ClaimQuery, ClaimRow, to_claim_row
from summarizer.store.rows import stamp

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

    _Fact = tuple[object, ...]

#: What the claims of a fact share that lie side by side, by what they are sorted by.
_SHARED = {"date": "day", "value": "amount"}
#: How many facts are looked up at once.
_BATCH = 500
#: How many of the newest facts are looked for among the newest claims, and among how many of these.
_NEWEST, _TRIED = 500, 10_000


@dataclass(frozen=True, slots=True)
class FactRow:
    """A fact, and who says it."""

    #: The claim that was known first, of several in one article the first.
    earliest: ClaimRow
    #: How many different publishers say it, or hosts where no publisher is named; articles that name neither count as
    #: one together.
    sources: int
    #: When it was first known, UTC; an edit of the article that leaves the claim leaves the time.
    first_seen: datetime
    #: When another text that says it was last found, UTC.
    last_seen: datetime


@dataclass(slots=True)
class _Told:
    """How a fact has been told so far."""

    #: Where its earliest claim stands among all as they became known, and the claim's key.
    place: tuple[str, int, int]
    claim: int
    sources: set[str] = field(default_factory=set)
    last_seen: str = ""

    def add(self, row: sqlite3.Row) -> None:
        """Count another claim."""
        self.sources.add(row["source"])
        self.last_seen = max(self.last_seen, row["seen_at"])
        if (place := _place(row)) < self.place:
            self.place, self.claim = place, row["id"]


def find_facts(connection: sqlite3.Connection, query: ClaimQuery) -> Iterator[FactRow]:
    """The facts that the claims asked for state, in the order asked for; `limit` counts facts."""
    # As long as it is open, all that is read is of one moment.
    with closing(connection.execute("SELECT id FROM claims")):
        told = islice(_tell(connection, query), query.limit)
        while batch := list(islice(told, _BATCH)):
            yield from _load(connection, query, batch)


def _tell(connection: sqlite3.Connection, query: ClaimQuery) -> Iterator[_Told]:
    """The facts in order: by day or value those of each one together; by when they were seen all of them at once."""
    by = query.sort.removeprefix("-")
    if by in _SHARED:
        return _collect(connection, query, _SHARED[by])
    if query.sort == "-seen" and query.limit is not None and query.limit <= _NEWEST:
        newest = _find_newest(connection, query, query.limit)
        if newest is not None:
            return iter(newest)
    told = _collect(connection, replace(query, sort="date"), _SHARED["date"])
    place, last_first = attrgetter("place"), query.sort.startswith("-")
    if query.limit is None:
        return iter(sorted(told, key=place, reverse=last_first))
    return iter((heapq.nlargest if last_first else heapq.nsmallest)(query.limit, told, key=place))


def _collect(connection: sqlite3.Connection, query: ClaimQuery, shared: str) -> Iterator[_Told]:
    """The facts as they are met, those together whose claims share a column that the query sorts by."""
    found = connection.execute(*build_told(connection, replace(query, limit=None)))
    for _, group in groupby(found, lambda row: row[shared]):
        yield from _gather(group).values()


def _gather(found: Iterable[sqlite3.Row]) -> dict[_Fact, _Told]:
    """The facts that these claims state."""
    facts: dict[_Fact, _Told] = {}
    with rows.reading("a claim"):
        for row in found:
            fact = tuple(row[name] for name in FACT)
            told = facts.get(fact) or facts.setdefault(fact, _Told(_place(row), row["id"]))
            told.add(row)
    return facts


def _find_newest(connection: sqlite3.Connection, query: ClaimQuery, most: int) -> list[_Told] | None:
    """The facts that became known last, the last one first; None where they do not lie among the newest claims.

    Texts are gone through from the one that was kept last back, and each fact is looked up that they state, until
    enough are newer than any text that is left: a claim is never newer than its text.
    """
    sql, parameters = build_fact(connection, query)
    claims = connection.execute(*build_told(connection, replace(query, limit=_TRIED)))
    left = _Left(connection, query)
    facts: dict[_Fact, _Told] = {}
    tried = 0
    for revision, group in groupby(claims, lambda row: row["revision_id"]):
        last = left.find_time(revision)
        if len(facts) >= most and sum(told.place[0] > last for told in facts.values()) >= most:
            break
        for row in group:
            tried += 1
            fact = tuple(row[name] for name in FACT)
            if fact not in facts:
                alike = {f"fact_{name}": value for name, value in zip(FACT, fact, strict=True)}
                facts |= _gather(connection.execute(sql, parameters | alike))
    else:
        if tried == _TRIED:
            return None
    return heapq.nlargest(most, facts.values(), key=attrgetter("place"))


class _Left:
    """The texts that are left when texts are gone through from the one that was kept last back."""

    def __init__(self, connection: sqlite3.Connection, query: ClaimQuery) -> None:
        """Begin before the last one, of those that were seen by the time asked about."""
        then = stamp(query.as_of) if query.as_of else "~"  # "~" sorts behind all times
        sql = "SELECT id, seen_at FROM revisions WHERE seen_at <= ? ORDER BY seen_at DESC"
        self._newest_first = connection.execute(sql, [then])
        self._newest = self._newest_first.fetchone()

    def find_time(self, revision: int) -> str:
        """When the newest of this text and all that were kept before it was seen."""
        while self._newest and self._newest["id"] > revision:
            self._newest = self._newest_first.fetchone()
        return str(self._newest["seen_at"]) if self._newest else ""


def _place(row: sqlite3.Row) -> tuple[str, int, int]:
    """Where a claim stands among all as they became known."""
    return row["known"], row["revision_id"], row["number"]


def _load(connection: sqlite3.Connection, query: ClaimQuery, told: Sequence[_Told]) -> Iterator[FactRow]:
    """The facts with their earliest claims."""
    found = connection.execute(*build_chosen(query, [one.claim for one in told]))
    claims = {row["id"]: to_claim_row(row) for row in found}
    for one in told:
        with rows.reading("a claim"):
            first_seen, last_seen = rows.to_known_time(one.place[0]), rows.to_known_time(one.last_seen)
        yield FactRow(claims[one.claim], len(one.sources), first_seen, last_seen)
