"""What sources reported of one index, day by day: what a picture is drawn from."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from statistics import median
from typing import TYPE_CHECKING

from summarizer.store import rows
from summarizer.store.bounds import behind, check_days

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from summarizer.types import Metric, Period

#: Days that are shown where nobody says since when.
_DAYS = 90


@dataclass(frozen=True, slots=True)
class MoveQuery:
    """Which figures are wanted."""

    #: Canonical name.
    entity: str
    metric: Metric
    #: None for levels.
    period: Period | None
    #: ISO, as coarse as wanted, both inclusive; without `since` the last ninety days that have figures.
    since: str | None = None
    until: str | None = None

    def __post_init__(self) -> None:
        """Refuse days between which nothing lies; raises InputError."""
        check_days(self.since, self.until)


@dataclass(frozen=True, slots=True)
class DayMove:
    """What sources report of a day, as the signal of that day has it; what is hedged, or a copy, is left out."""

    #: ISO.
    day: str
    #: Of the sources' figures, each source's latest one.
    low: float
    median: float
    high: float
    sources: int


def find_moves(connection: sqlite3.Connection, query: MoveQuery) -> list[DayMove]:
    """The days that have figures, in order."""
    found: list[DayMove] = []
    for day, figures in groupby(connection.execute(*build_figures(query)), key=lambda row: str(row["day"])):
        with rows.reading("a claim"):
            values = sorted(_by_source(figures).values())
        # As signals are rounded.
        found.append(DayMove(day, values[0], round(median(values), 6), values[-1], len(values)))
        if query.since is None and len(found) == _DAYS:
            break
    return found[::-1]


def build_figures(query: MoveQuery) -> tuple[str, dict[str, str | None]]:
    """The SQL of the figures, newest day first and a source's own figure last, and its parameters."""
    return (
        """
        SELECT claims.day, claims.amount, articles.source
        FROM claims
        CROSS JOIN standing ON standing.revision_id = claims.revision_id
        CROSS JOIN revisions ON revisions.id = claims.revision_id
        CROSS JOIN articles ON articles.id = revisions.article_id
        WHERE claims.entity = :entity AND claims.period IS :period AND claims.metric = :metric
            AND claims.day BETWEEN :since AND :until AND length(claims.day) = 10 AND claims.hedge IS NULL
        ORDER BY claims.day DESC, julianday(revisions.published), articles.id DESC, claims.speaker IS NULL,
            length(claims.value) - instr(claims.value || '.', '.'), claims.number DESC
        """,
        {
            "entity": query.entity,
            "metric": str(query.metric),
            "period": str(query.period) if query.period else None,
            "since": query.since or "",
            "until": behind(query.until),
        },
    )


def _by_source(figures: Iterable[sqlite3.Row]) -> dict[str, float]:
    """Each source's own figure: of those that it prints the last in order."""
    return {row["source"]: float(row["amount"]) for row in figures}
