"""Which stored articles may be copies of a text: those that share a band of its MinHash."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.store import rows
from summarizer.store.rows import stamp

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
    """Put an article's relations in place of earlier ones, as of now."""
    _save_bands(connection, article_id, kin.bands, now)
    _mark_copy(connection, article_id, kin.copy_of, now)
    if kin.copy_of:
        _move_copies(connection, article_id, kin.copy_of, now)
    for copy in kin.copies:
        _move_copies(connection, copy, article_id, now)
        _mark_copy(connection, copy, article_id, now)


def _save_bands(connection: sqlite3.Connection, article_id: str, bands: Sequence[int], now: datetime) -> None:
    connection.execute("DELETE FROM bands WHERE article_id = ?", [article_id])
    values = [(value, article_id, stamp(now)) for value in set(bands)]
    connection.executemany("INSERT INTO bands (value, article_id, seen_at) VALUES (?, ?, ?)", values)


def forget_bands(connection: sqlite3.Connection, before: datetime) -> None:
    """Drop what is too old to be copied."""
    connection.execute("DELETE FROM bands WHERE seen_at < ?", [stamp(before)])


def _move_copies(connection: sqlite3.Connection, former: str, original: str, now: datetime) -> None:
    """Copies of what is now a copy itself are copies of its original."""
    for (name,) in connection.execute("SELECT id FROM articles WHERE copy_of = ?", [former]).fetchall():
        _mark_copy(connection, name, original, now)


def _mark_copy(connection: sqlite3.Connection, article_id: str, original: str | None, now: datetime) -> None:
    """Say from now on whose copy an article is; None where it is its own."""
    (known,) = connection.execute("SELECT copy_of FROM articles WHERE id = ?", [article_id]).fetchone() or (original,)
    if known == original:
        return
    connection.execute("UPDATE copies SET until = ? WHERE article_id = ? AND until IS NULL", [stamp(now), article_id])
    if original is not None:
        noted = "INSERT INTO copies (article_id, original, seen_at) VALUES (?, ?, ?)"
        connection.execute(noted, [article_id, original, stamp(now)])
    # Last: a trigger notes what is not noted yet.
    connection.execute("UPDATE articles SET copy_of = ? WHERE id = ?", [original, article_id])
