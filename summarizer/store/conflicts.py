"""Conflicts: different figures of one index, day, period and metric by different sources; the newest day first."""

# ruff: noqa: S608 - put together from constants; what is asked for travels as parameters

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import groupby, islice
from typing import TYPE_CHECKING

from summarizer.store.consensus import conflicts_sql
from summarizer.store.opening import transaction
from summarizer.store.queries import to_claim_row
from summarizer.store.signals import build_conditions
from summarizer.store.stretches import find_stretches

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Sequence

    from summarizer.store.queries import ClaimRow
    from summarizer.store.signals import SignalQuery


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two figures that can't both be right, each with the claims that state it, one a source."""

    #: What more sources say or, of as many, what fewer contradict.  The newest article's claim comes first.
    most: tuple[ClaimRow, ...]
    #: What is in doubt, in the same order.
    fewer: tuple[ClaimRow, ...]
    #: How far they are apart as a share of the larger one, 0 to 2: a rise against as deep a fall is 2.
    apart: float


@dataclass(frozen=True, slots=True)
class _Pair:
    """A conflict before its claims are read: their keys."""

    most: frozenset[int]
    fewer: frozenset[int]
    apart: float


def build_conflicts(query: SignalQuery, *, near: bool) -> tuple[str, dict[str, str | int | None]]:
    """The SQL of pairs of claims, newest first, and its parameters but those of `find_stretches`."""
    conditions, parameters = build_conditions(query)
    pairs = conflicts_sql(then=query.as_of is not None, near=near)
    return (
        f"SELECT * FROM ({pairs}) WHERE {' AND '.join(conditions)} ORDER BY day DESC, entity, kind, metric, period",
        parameters,
    )


def find_conflicts(connection: sqlite3.Connection, query: SignalQuery, *, near: bool = False) -> Iterator[Conflict]:
    """The conflicts asked for, the newest day first, within a day those first that are farthest apart.

    With `near` also levels that are no farther apart than an index moves between two looks at it.
    """
    sql, parameters = build_conflicts(query, near=near)
    left = query.limit
    for stretch in find_stretches(connection, query):
        # What is found and its claims are of one moment, whoever saves meanwhile.
        with transaction(connection):
            pairs = list(islice(_sort(connection.execute(sql, parameters | stretch)), left))
            found = _load(connection, pairs)
        yield from found
        left = None if left is None else left - len(found)
        if left == 0:
            return


def _sort(found: Iterable[sqlite3.Row]) -> Iterator[_Pair]:
    """The figures of each signal that are in doubt; of a day those first that are farthest apart."""
    for _, of_day in groupby(found, lambda row: row["day"]):
        pairs = (pair for _, of_signal in groupby(of_day, _signal) for pair in _choose(of_signal))
        yield from sorted(pairs, key=lambda pair: -pair.apart)


def _signal(row: sqlite3.Row) -> tuple[object, ...]:
    return tuple(row[name] for name in ("entity", "kind", "metric", "period"))


def _choose(found: Iterable[sqlite3.Row]) -> Iterator[_Pair]:
    """The figures of a signal that are in doubt, each against the best of those that contradict it.

    A figure is the better the more sources give it, then the fewer contradict it, then the lower it is.
    """
    claims: dict[float, set[int]] = {}
    against: dict[float, set[float]] = {}
    for row in found:
        for side, other_side in (("low", "high"), ("high", "low")):
            claims.setdefault(row[side], set()).add(row[f"{side}_id"])
            against.setdefault(row[side], set()).add(row[other_side])

    def worth(figure: float) -> tuple[int, int, float]:
        return len(claims[figure]), -sum(len(claims[other]) for other in against[figure]), -figure

    doubted: set[float] = set()
    for figure in sorted(against, key=worth):
        if others := against[figure] - doubted:
            best = max(others, key=worth)
            apart = abs(figure - best) / max(abs(figure), abs(best))
            yield _Pair(frozenset(claims[best]), frozenset(claims[figure]), apart)
            doubted.add(figure)


def _load(connection: sqlite3.Connection, pairs: Sequence[_Pair]) -> list[Conflict]:
    """The pairs with their claims."""
    keys = frozenset[int]().union(*(side for pair in pairs for side in (pair.most, pair.fewer)))
    claims = _load_claims(connection, keys)
    place = {key: number for number, key in enumerate(claims)}

    def load(side: frozenset[int]) -> tuple[ClaimRow, ...]:
        return tuple(claims[key] for key in sorted(side, key=place.__getitem__))

    return [Conflict(load(pair.most), load(pair.fewer), pair.apart) for pair in pairs]


def _load_claims(connection: sqlite3.Connection, keys: frozenset[int]) -> dict[int, ClaimRow]:
    """Claims by their keys, the newest article's first."""
    found = connection.execute(
        """
        SELECT claims.*, revisions.number AS revision, revisions.title, revisions.published, revisions.seen_at,
            articles.id AS article_id, articles.url, articles.publisher, articles.copy_of
        FROM json_each(?) AS wanted
        CROSS JOIN claims ON claims.id = wanted.value
        CROSS JOIN revisions ON revisions.id = claims.revision_id
        CROSS JOIN articles ON articles.id = revisions.article_id
        ORDER BY julianday(revisions.published) DESC, articles.id
        """,
        [json.dumps(sorted(keys))],
    )
    return {row["id"]: to_claim_row(row) for row in found}
