"""Articles whole: their texts and summaries, as they stand now or stood at another time."""

# ruff: noqa: S608 - put together from constants; what is asked for travels as parameters

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.store import rows
from summarizer.store.bounds import behind, check_count, check_days, rows_of
from summarizer.store.known import COPY_OF_THEN, CURRENT_THEN, ORIGINAL_THEN
from summarizer.store.rows import stamp

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class ArticleQuery:
    """Which articles are wanted; what is left out is not asked for."""

    #: Canonical names: articles that claim something of any of them.
    entities: tuple[str, ...] = ()
    #: ISO, as coarse as wanted ("2024", "2024-11", "2024-11-25"), both inclusive.  Compared with the day of
    #: publication, where there is none with the day on which the article was first seen.
    since: str | None = None
    until: str | None = None
    #: The texts that were current at that time, with the summaries that there were; it carries a zone.
    as_of: datetime | None = None
    limit: int | None = None
    #: Also articles that are copies of others, or were at that time.
    copies: bool = True

    def __post_init__(self) -> None:
        """Refuse bounds that can't be meant; raises InputError."""
        check_days(self.since, self.until)
        check_count("limit", self.limit)


@dataclass(frozen=True, slots=True)
class ArticleText:
    """An article with its text and its summary."""

    id: str
    #: Number of its text: 1, 2, …
    revision: int
    title: str | None
    #: With a zone only if one was printed.
    published: datetime | None
    publisher: str | None
    url: str | None
    text: str
    #: The one that was made last.
    summary: str | None
    #: How many claims the text makes.
    claims: int
    #: Id of the article that it is a copy of, or was.
    copy_of: str | None
    #: UTC, as is the following.
    first_seen: datetime
    #: When this text was first seen.
    known_since: datetime


# CROSS: articles are gone through as they lie, so that nothing is sorted.
_TEXT = """
    CROSS JOIN revisions ON revisions.article_id = articles.id AND revisions.number = articles.current_revision
"""
_TEXT_THEN = f"""
    CROSS JOIN versions ON versions.article_id = articles.id AND {CURRENT_THEN}
    CROSS JOIN revisions ON revisions.article_id = articles.id AND revisions.number = versions.number
"""
_DAY = "coalesce(revisions.published, articles.first_seen)"


def build_articles(query: ArticleQuery) -> tuple[str, dict[str, str | int]]:
    """The SQL of an article query and its parameters."""
    parameters: dict[str, str | int] = {"limit": rows_of(query.limit)}
    conditions = [] if query.copies else [ORIGINAL_THEN if query.as_of else "articles.copy_of IS NULL"]
    if query.entities:
        names = {f"entity{number}": name for number, name in enumerate(query.entities)}
        parameters |= names
        wanted = ", ".join(f":{name}" for name in names)
        conditions.append(f"+revisions.id IN (SELECT revision_id FROM claims WHERE entity IN ({wanted}))")
    if query.since:
        parameters["since"] = query.since
        conditions.append(f"{_DAY} >= :since")
    if query.until:
        parameters["until"] = behind(query.until)
        conditions.append(f"{_DAY} <= :until")
    made_by_then = ""
    if query.as_of:
        parameters["as_of"] = stamp(query.as_of)
        made_by_then = "AND created_at <= :as_of"
    return (
        f"""
        SELECT articles.id, articles.url, articles.publisher, articles.first_seen,
            {COPY_OF_THEN if query.as_of else "articles.copy_of"} AS copy_of,
            revisions.number AS revision, revisions.title, revisions.published, revisions.text, revisions.seen_at,
            (SELECT count(*) FROM claims WHERE revision_id = revisions.id) AS claims,
            (SELECT text FROM summaries WHERE revision_id = revisions.id {made_by_then} ORDER BY id DESC LIMIT 1)
                AS summary
        FROM articles {_TEXT_THEN if query.as_of else _TEXT}
        WHERE {" AND ".join(conditions) or "TRUE"}
        ORDER BY articles.rowid DESC LIMIT :limit
        """,
        parameters,
    )


def find_texts(connection: sqlite3.Connection, query: ArticleQuery) -> Iterator[ArticleText]:
    """The articles asked for; those that were kept last come first, which needs no sorting."""
    for row in connection.execute(*build_articles(query)):
        with rows.reading("an article"):
            found = ArticleText(
                id=row["id"],
                revision=row["revision"],
                title=row["title"],
                published=rows.to_time(row["published"]),
                publisher=row["publisher"],
                url=row["url"],
                text=row["text"],
                summary=row["summary"],
                claims=row["claims"],
                copy_of=row["copy_of"],
                first_seen=rows.to_known_time(row["first_seen"]),
                known_since=rows.to_known_time(row["seen_at"]),
            )
        yield found
