"""The whole database at a glance: which indexes it knows of, and how much of everything there is."""

# ruff: noqa: S608 - put together from constants; what is asked for travels as parameters

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, timedelta
from typing import TYPE_CHECKING

from summarizer.store import migrations, rows
from summarizer.store.bounds import check_count, rows_of
from summarizer.types import Kind, Metric

if TYPE_CHECKING:
    import sqlite3
    from datetime import datetime
    from pathlib import Path

    from summarizer.types import Claim

    Parameters = dict[str, str | int | None]

#: Days that `load_overview` counts one by one.
_DAYS = 14

#: The claims of texts that stand.  CROSS: an index gives claims in order, and nearly all of them stand.
_STANDING = "claims CROSS JOIN standing ON standing.revision_id = claims.revision_id"


@dataclass(frozen=True, slots=True)
class IndexQuery:
    """Which indexes are wanted; what is left out is not asked for."""

    #: Canonical names; any of them.
    names: tuple[str, ...] | None = None
    kind: Kind | None = None
    limit: int | None = None

    def __post_init__(self) -> None:
        """Refuse what can't be meant; raises InputError."""
        check_count("limit", self.limit)


@dataclass(frozen=True, slots=True)
class Reported:
    """A figure as it was reported last."""

    claim: Claim
    #: As-of day, ISO, as coarse as printed; else that of publication.
    day: str | None


@dataclass(frozen=True, slots=True)
class IndexRow:
    """An index, and how much is claimed of it; only what stands counts."""

    entity: str
    #: As its newest claim has it.
    symbol: str | None
    kind: Kind
    claims: int
    #: That make one or more of them.
    articles: int
    #: As-of days of its claims, ISO, as coarse as printed; None where no claim has one.
    first: str | None
    last: str | None
    #: The newest move of a day, in percent, and the newest level; both without a hedge.
    change: Reported | None
    level: Reported | None


@dataclass(frozen=True, slots=True)
class DayCount:
    """What a day brought."""

    #: ISO, UTC.
    day: str
    #: First seen on that day, copies among them.
    articles: int
    #: Those that stand of these articles.
    claims: int


@dataclass(frozen=True, slots=True)
class Overview:
    """How much of everything there is."""

    articles: int
    #: Texts of all articles; an edited article has several.
    revisions: int
    #: Articles that are copies of others.
    copies: int
    #: Claims that stand: of current texts, copies left out; as are `statements`.
    claims: int
    summaries: int
    statements: int
    #: People and firms' unnamed analysts.
    analysts: int
    #: Entities that claims stand of.
    indices: int
    #: How many claims stand, for each metric and kind that there is.
    by_metric: tuple[tuple[Metric, Kind, int], ...]
    #: The last two weeks, today first.
    days: tuple[DayCount, ...]
    #: Bytes on the disk, the log included.
    size: int


def find_indices(connection: sqlite3.Connection, query: IndexQuery) -> list[IndexRow]:
    """The indexes, those first of which most is claimed."""
    condition, parameters = _build_condition(query)
    counted = connection.execute(
        f"SELECT * FROM index_tallies WHERE {condition} ORDER BY claims DESC, entity LIMIT :limit",
        parameters | {"limit": rows_of(query.limit)},
    )
    with rows.reading("a claim"):
        return [_load_index(connection, row) for row in counted.fetchall()]


def _build_condition(query: IndexQuery) -> tuple[str, Parameters]:
    conditions = ["TRUE"]
    if query.names is not None:
        conditions.append("entity IN (SELECT value FROM json_each(:names))")
    if query.kind:
        conditions.append("kind = :kind")
    return " AND ".join(conditions), {"names": json.dumps(query.names), "kind": query.kind and str(query.kind)}


def _load_index(connection: sqlite3.Connection, row: sqlite3.Row) -> IndexRow:
    """The rest of what is known of an index: one step into the index of claims for each."""
    asked = [row["entity"], row["kind"]]

    def end(order: str, condition: str) -> sqlite3.Row | None:
        found: sqlite3.Row | None = connection.execute(
            f"""
            SELECT claims.* FROM {_STANDING} WHERE entity = ? AND kind = ? AND {condition}
            ORDER BY day {order}, claims.id {order} LIMIT 1
            """,
            asked,
        ).fetchone()
        return found

    newest, first = end("DESC", "TRUE"), end("ASC", "day IS NOT NULL")
    change = end("DESC", "period = 'day' AND metric = 'change' AND hedge IS NULL")
    level = end("DESC", "period IS NULL AND metric = 'level' AND hedge IS NULL")
    return IndexRow(
        entity=row["entity"],
        symbol=newest["symbol"] if newest else None,
        kind=Kind(row["kind"]),
        claims=row["claims"],
        articles=row["articles"],
        first=first["day"] if first else None,
        last=newest["day"] if newest else None,  # what has no day sorts behind all that have one
        change=Reported(rows.to_claim(change), change["day"]) if change else None,
        level=Reported(rows.to_claim(level), level["day"]) if level else None,
    )


def load_overview(connection: sqlite3.Connection, path: Path, now: datetime) -> Overview:
    """How much of everything there is, and what the two weeks up to now brought."""

    def count(query: str) -> int:
        return int(connection.execute(query).fetchone()[0] or 0)

    by_metric = connection.execute("SELECT metric, kind, claims FROM metric_tallies ORDER BY metric, kind").fetchall()
    with rows.reading("a claim"):
        counted = tuple((Metric(metric), Kind(kind), int(claims)) for metric, kind, claims in by_metric)
    return Overview(
        articles=count("SELECT count(*) FROM articles"),
        revisions=count("SELECT count(*) FROM revisions"),
        copies=count("SELECT count(*) FROM articles WHERE copy_of IS NOT NULL"),
        claims=sum(claims for _, _, claims in counted),
        summaries=count("SELECT count(*) FROM summaries"),
        statements=count("SELECT sum(statements) FROM speaker_tallies"),
        analysts=count("SELECT count(*) FROM speaker_tallies"),
        indices=count("SELECT count(*) FROM index_tallies"),
        by_metric=counted,
        days=_count_days(connection, now),
        size=measure(path),
    )


def _count_days(connection: sqlite3.Connection, now: datetime) -> tuple[DayCount, ...]:
    """What each of the days up to now brought."""
    today = now.astimezone(UTC).date()
    days = [(today - timedelta(days=back)).isoformat() for back in range(_DAYS)]
    found = connection.execute(
        """
        SELECT substr(articles.first_seen, 1, 10) AS day, count(*) AS articles,
            sum((SELECT count(*) FROM claims WHERE claims.revision_id = standing.revision_id)) AS claims
        FROM articles
        JOIN revisions ON revisions.article_id = articles.id AND revisions.number = articles.current_revision
        LEFT JOIN standing ON standing.revision_id = revisions.id
        WHERE articles.first_seen >= ? GROUP BY 1
        """,
        [days[-1]],
    )
    counted = {str(day): (int(articles), int(claims)) for day, articles, claims in found}
    return tuple(DayCount(day, *counted.get(day, (0, 0))) for day in days)


def count_rows(connection: sqlite3.Connection) -> dict[str, int]:
    """How many rows each of our tables of things holds, by its name."""
    counted = [table for table in migrations.TABLES if not table.endswith("_fts")]
    return {table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in counted}


def measure(path: Path) -> int:
    """Bytes that a database takes on the disk, its log included."""
    files = (path, path.with_name(f"{path.name}-wal"))
    return sum(file.stat().st_size for file in files if file.exists())
