"""Questions to the whole database: claims by index, period, analyst and time; articles."""

# ruff: noqa: S608 - the tables counted are named by our own constant

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.store import migrations, rows

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from datetime import datetime

    from summarizer.types import Claim, Kind, Metric, Period


@dataclass(frozen=True, slots=True)
class ClaimQuery:
    """Which claims are wanted; what is left out is not asked for."""

    #: Canonical names; any of them.
    entities: tuple[str, ...] = ()
    #: ISO, as coarse as wanted ("2024", "2024-11", "2024-11-25"), both inclusive.  Compared with the claim's
    #: date, else with the day of publication; a claim dated "2021-11" is in every part of that month.
    since: str | None = None
    until: str | None = None
    period: Period | None = None
    metric: Metric | None = None
    kind: Kind | None = None
    #: Part of a name, in any case: of the claim's speaker, or of the person or firm whose statement holds it.
    analyst: str | None = None
    limit: int | None = None
    #: Also the claims of texts that a newer text of the same article has replaced.
    all_revisions: bool = False
    #: Also the claims of articles that are copies of others.
    copies: bool = False


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A claim and where it stands."""

    claim: Claim
    #: Index into the article's ``Extraction.claims``.
    number: int
    #: The figure as printed.
    text: str
    #: The text of the sentence that states it.
    sentence: str
    article_id: str
    #: Number of the article's text; all spans refer to it.
    revision: int
    title: str | None
    url: str | None
    publisher: str | None
    published: datetime | None


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """An article in a list."""

    id: str
    title: str | None
    url: str | None
    publisher: str | None
    published: datetime | None
    #: UTC.
    first_seen: datetime
    #: How many texts were seen under the id.
    revisions: int
    #: How many claims the current text makes.
    claims: int
    #: Whether there is a summary of the current text.
    summarized: bool


def build_claims(query: ClaimQuery) -> tuple[str, list[str | int]]:
    """The SQL of a claim query and its parameters."""
    conditions: list[str] = []
    parameters: list[str | int] = []

    def require(condition: str, *values: str | int) -> None:
        conditions.append(condition)
        parameters.extend(values)

    if query.entities:
        require(f"claims.entity IN ({', '.join('?' * len(query.entities))})", *query.entities)
    for name in ("period", "metric", "kind"):
        if wanted := getattr(query, name):
            require(f"claims.{name} = ?", str(wanted))
    if query.since:
        # A coarse day counts as its last: "2021-11" is not before "2021-11-15".
        # The year alone is a bound that the index can start from.
        coarse = query.since[:4], query.since[:7]
        require("claims.day >= ? AND (claims.day >= ? OR claims.day IN (?, ?))", coarse[0], query.since, *coarse)
    if query.until:
        require("claims.day <= ?", f"{query.until}~")  # "~" sorts behind all that may follow
    if query.analyst:
        require(_SAID_BY, *[query.analyst.casefold()] * 3)
    if not query.all_revisions:
        require("revisions.number = articles.current_revision")
    if not query.copies:
        require("articles.copy_of IS NULL")
    where = " AND ".join(conditions) or "TRUE"
    return f"{_CLAIMS} WHERE {where} {_NEWEST_FIRST}", [*parameters, _limit(query.limit)]


_CLAIMS = """
    SELECT claims.*, revisions.number AS revision, revisions.title, revisions.published,
        articles.id AS article_id, articles.url, articles.publisher
    FROM claims
    JOIN revisions ON revisions.id = claims.revision_id
    JOIN articles ON articles.id = revisions.article_id
"""
_NEWEST_FIRST = """
    ORDER BY claims.day DESC, julianday(revisions.published) DESC, claims.revision_id DESC, claims.number
    LIMIT ?
"""
_SAID_BY = """(
    instr(fold(claims.speaker), ?)
    OR EXISTS (
        SELECT 1 FROM statements
        WHERE statements.revision_id = claims.revision_id
            AND statements.start <= claims.start AND claims."end" <= statements."end"
            AND (instr(fold(statements.name), ?) OR instr(fold(statements.firm), ?))
    )
)"""


def find_claims(connection: sqlite3.Connection, query: ClaimQuery) -> Iterator[ClaimRow]:
    """The claims asked for, newest first."""
    for row in connection.execute(*build_claims(query)):
        with rows.reading("a claim"):
            found = ClaimRow(
                claim=rows.to_claim(row),
                number=row["number"],
                text=row["text"],
                sentence=row["sentence"],
                article_id=row["article_id"],
                revision=row["revision"],
                title=row["title"],
                url=row["url"],
                publisher=row["publisher"],
                published=rows.to_time(row["published"]),
            )
        yield found


def find_articles(connection: sqlite3.Connection, limit: int | None) -> Iterator[ArticleRow]:
    """The articles, newest first."""
    found = connection.execute(
        """
        SELECT articles.*, revisions.title, revisions.published,
            (SELECT count(*) FROM revisions WHERE article_id = articles.id) AS revisions,
            (SELECT count(*) FROM claims WHERE revision_id = revisions.id) AS claims,
            EXISTS (SELECT 1 FROM summaries WHERE revision_id = revisions.id) AS summarized
        FROM articles
        JOIN revisions ON revisions.article_id = articles.id AND revisions.number = articles.current_revision
        ORDER BY julianday(coalesce(revisions.published, articles.first_seen)) DESC, articles.id
        LIMIT ?
        """,
        [_limit(limit)],
    )
    for row in found:
        with rows.reading("an article"):
            article = ArticleRow(
                id=row["id"],
                title=row["title"],
                url=row["url"],
                publisher=row["publisher"],
                published=rows.to_time(row["published"]),
                first_seen=rows.to_known_time(row["first_seen"]),
                revisions=row["revisions"],
                claims=row["claims"],
                summarized=bool(row["summarized"]),
            )
        yield article


def count_rows(connection: sqlite3.Connection) -> dict[str, int]:
    """How many rows each of our tables of things holds, by its name."""
    counted = [table for table in migrations.TABLES if not table.endswith("_fts")]
    return {table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in counted}


def _limit(limit: int | None) -> int:
    return -1 if limit is None else limit  # SQLite's word for no limit
