"""Which stored articles may be copies of a text: those that share a band of its MinHash."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.store import rows
from summarizer.store.feeds import stamp

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence
    from datetime import datetime

#: How many articles are looked at more closely: reports in the same words day by day share bands too.
_MOST = 20


@dataclass(frozen=True, slots=True)
class Kin:
    """How an article is related to others."""

    #: Parts of its MinHash: whatever shares one may be a copy.
    bands: Sequence[int] = ()
    #: Whose copy it is; None where it is its own.
    copy_of: str | None = None
    #: Articles that are copies of it.
    copies: Sequence[str] = ()


def find_candidates(connection: sqlite3.Connection, bands: Sequence[int], but: str) -> list[tuple[str, str]]:
    """Id and story of the articles that share most bands and are no copies; never `but` itself."""
    found = connection.execute(
        """
        WITH alike AS (
            SELECT article_id, count(*) AS shared FROM bands
            WHERE value IN (SELECT value FROM json_each(?)) GROUP BY article_id
        )
        SELECT revisions.*, articles.url, articles.publisher
        FROM alike
        JOIN articles ON articles.id = alike.article_id
        JOIN revisions ON revisions.article_id = articles.id AND revisions.number = articles.current_revision
        WHERE articles.copy_of IS NULL AND articles.id <> ?
        ORDER BY alike.shared DESC, articles.first_seen, articles.id LIMIT ?
        """,
        [json.dumps(bands), but, _MOST],
    )
    with rows.reading("an article"):
        return [(article.id, article.story) for article in map(rows.to_article, found)]


def save_kin(connection: sqlite3.Connection, article_id: str, kin: Kin, now: datetime) -> None:
    """Put an article's relations in place of earlier ones."""
    _save_bands(connection, article_id, kin.bands, now)
    _mark_copy(connection, article_id, kin.copy_of)
    for copy in kin.copies:
        # Copies of what is now a copy itself are copies of this too.
        connection.execute("UPDATE articles SET copy_of = ? WHERE copy_of = ?", [article_id, copy])
        _mark_copy(connection, copy, article_id)


def _save_bands(connection: sqlite3.Connection, article_id: str, bands: Sequence[int], now: datetime) -> None:
    connection.execute("DELETE FROM bands WHERE article_id = ?", [article_id])
    rows = [(value, article_id, stamp(now)) for value in set(bands)]
    connection.executemany("INSERT INTO bands (value, article_id, seen_at) VALUES (?, ?, ?)", rows)


def forget_bands(connection: sqlite3.Connection, before: datetime) -> None:
    """Drop what is too old to be copied."""
    connection.execute("DELETE FROM bands WHERE seen_at < ?", [stamp(before)])


def _mark_copy(connection: sqlite3.Connection, article_id: str, original: str | None) -> None:
    """Say whose copy an article is; None where it is its own."""
    connection.execute("UPDATE articles SET copy_of = ?1 WHERE id = ?2 AND copy_of IS NOT ?1", [original, article_id])
