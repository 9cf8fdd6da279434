"""What became of an article: its texts and when each was the current one, and which articles are its copies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.store import rows
from summarizer.store.reading import find_id

if TYPE_CHECKING:
    import sqlite3
    from datetime import datetime

    from summarizer.types import Claim


@dataclass(frozen=True, slots=True)
class Revision:
    """A text of an article."""

    #: 1, 2, … within the article.
    number: int
    title: str | None
    published: datetime | None
    #: From when to when it was the current text, UTC; None while it is.  More than once where it came back.
    current: tuple[tuple[datetime, datetime | None], ...]
    claims: tuple[Claim, ...]
    #: Their figures as printed.
    printed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class History:
    """An article's texts and relations."""

    #: In order of their numbers.
    revisions: tuple[Revision, ...]
    #: Number of the current one.
    current: int
    #: Id of the article that it is a copy of.
    copy_of: str | None
    #: Ids of the articles that are copies of it, those first seen first.
    copies: tuple[str, ...]


def load_history(connection: sqlite3.Connection, article_id: str) -> History:
    """The history of an article, given its id or the beginning of it; raises UnknownNameError."""
    found = find_id(connection, article_id)
    article = connection.execute("SELECT current_revision, copy_of FROM articles WHERE id = ?", [found]).fetchone()
    copies = connection.execute("SELECT id FROM articles WHERE copy_of = ? ORDER BY first_seen, id", [found])
    texts = connection.execute(
        "SELECT id, article_id, number, title, published FROM revisions WHERE article_id = ? ORDER BY number", [found]
    )
    with rows.reading("a revision"):
        return History(
            tuple(_load_revision(connection, row) for row in texts.fetchall()),
            article["current_revision"],
            article["copy_of"],
            tuple(str(copy) for (copy,) in copies),
        )


def _load_revision(connection: sqlite3.Connection, row: sqlite3.Row) -> Revision:
    times = connection.execute(
        "SELECT seen_at, until FROM versions WHERE article_id = ? AND number = ? ORDER BY id",
        [row["article_id"], row["number"]],
    )
    claims = connection.execute("SELECT * FROM claims WHERE revision_id = ? ORDER BY number", [row["id"]]).fetchall()
    return Revision(
        number=row["number"],
        title=row["title"],
        published=rows.to_time(row["published"]),
        current=tuple((rows.to_known_time(seen), rows.to_time(until)) for seen, until in times),
        claims=tuple(map(rows.to_claim, claims)),
        printed=tuple(str(claim["text"]) for claim in claims),
    )
