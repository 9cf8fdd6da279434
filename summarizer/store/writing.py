"""One digest into the database, in one transaction; what is there already stays untouched."""

# ruff: noqa: S608 - tables and columns are named by constants here and by the keys of `rows`

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from summarizer.store import rows
from summarizer.store.opening import transaction
from summarizer.store.rows import stamp
from summarizer.store.sources import source_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from summarizer.store.rows import Row
    from summarizer.types import Article, Digest, Extraction, Summary


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of a digest."""

    article_id: str
    #: Number of the text within the article: 1, 2, …
    revision: int
    #: Whether the text was new.
    created: bool
    #: Whether anything was written.
    changed: bool


#: Table of parts -> the column that names its parent.  A part's number is its place, from 0.
_PARENT = {
    "sentences": "revision_id",
    "claims": "revision_id",
    "statements": "revision_id",
    "quantities": "revision_id",
    "summary_sentences": "summary_id",
    "citations": "summary_id",
}


def save(connection: sqlite3.Connection, digest: Digest) -> Saved:
    """Make the database hold the digest; see `Store.save`."""
    with transaction(connection, "IMMEDIATE"):
        return write(connection, digest)


def write(connection: sqlite3.Connection, digest: Digest, time: datetime | None = None) -> Saved:
    """As `save`, inside the caller's transaction; everything new is known from one time on, which is now."""
    before = connection.total_changes
    now = stamp(time or datetime.now(UTC))
    revision_id, number, created = _save_article(connection, digest.article, now)
    claims_changed = _save_extraction(connection, revision_id, digest.article, digest.extraction)
    if claims_changed:
        # Their figures were proved against claims that are gone.
        connection.execute("DELETE FROM summaries WHERE revision_id = ?", [revision_id])
    if digest.summary:
        _save_summary(connection, revision_id, digest.summary, now)
    return Saved(digest.article.id, number, created, connection.total_changes > before)


def _save_article(connection: sqlite3.Connection, article: Article, now: str) -> tuple[int, int, bool]:
    """Key and number of the article's text as a revision, and whether it is a new one."""
    revision = rows.from_article(article)
    identity = json.dumps([revision["title"], revision["published"], revision["text"]])
    digest = hashlib.sha256(identity.encode()).hexdigest()
    found = connection.execute(
        "SELECT id, number, clutter FROM revisions WHERE article_id = ? AND digest = ?", [article.id, digest]
    ).fetchone()
    if found:
        _save_head(connection, article, found["number"], now)
        if found["clutter"] != revision["clutter"]:
            changes = [revision["clutter"], found["id"]]
            connection.execute("UPDATE revisions SET clutter = ? WHERE id = ?", changes)
        return found["id"], found["number"], False
    (last,) = connection.execute(
        "SELECT coalesce(max(number), 0) FROM revisions WHERE article_id = ?", [article.id]
    ).fetchone()
    number = last + 1
    _save_head(connection, article, number, now)
    keys: Row = {"article_id": article.id, "number": number, "digest": digest, "seen_at": now}
    return _insert(connection, "revisions", keys | revision), number, True


def _save_head(connection: sqlite3.Connection, article: Article, current: int, now: str) -> None:
    """Make the article's own row say what was seen last; writes only what differs.

    A publisher or an address that is known stays where this time none was found.
    """
    known = connection.execute("SELECT url, publisher FROM articles WHERE id = ?", [article.id]).fetchone()
    url, publisher = known or (None, None)
    url = url if article.url is None else article.url
    publisher = publisher if article.publisher is None else article.publisher
    head = {"id": article.id, "url": url, "publisher": publisher, "source": source_of(publisher, url)}
    connection.execute(
        """
        INSERT INTO articles (id, url, publisher, source, first_seen, current_revision)
        VALUES (:id, :url, :publisher, :source, :now, :current)
        ON CONFLICT (id) DO UPDATE SET
            url = :url, publisher = :publisher, source = :source, current_revision = :current
        WHERE (url, publisher, source, current_revision) IS NOT (:url, :publisher, :source, :current)
        """,
        head | {"current": current, "now": now},
    )
    _save_version(connection, article.id, current, now)


def _save_version(connection: sqlite3.Connection, article_id: str, current: int, now: str) -> None:
    """Note from when on a text is the article's current one, unless it was already."""
    known = connection.execute(
        "SELECT number, seen_at FROM versions WHERE article_id = ? AND until IS NULL", [article_id]
    ).fetchone()
    if known and known["number"] == current:
        return
    since = max(now, known["seen_at"]) if known else now  # the clock may have been put back
    connection.execute("UPDATE versions SET until = ? WHERE article_id = ? AND until IS NULL", [since, article_id])
    connection.execute(
        "INSERT INTO versions (article_id, number, seen_at) VALUES (?, ?, ?)", [article_id, current, since]
    )


def _save_extraction(
    connection: sqlite3.Connection, revision_id: int, article: Article, extraction: Extraction
) -> bool:
    """Replace the parts that differ; whether the claims did."""
    text = article.text
    parts: dict[str, list[Row]] = {
        "sentences": [rows.from_sentence(sentence) for sentence in extraction.sentences],
        "statements": [rows.from_statement(statement, article) for statement in extraction.statements],
        "quantities": [rows.from_quantity(quantity, text) for quantity in extraction.quantities],
        "claims": [rows.from_claim(claim, article) for claim in extraction.claims],
    }
    changed = {name: _replace(connection, name, revision_id, part) for name, part in parts.items()}
    return changed["claims"]


def _save_summary(connection: sqlite3.Connection, revision_id: int, summary: Summary, now: str) -> None:
    """Make it the revision's newest summary, in place of an earlier one by the same model."""
    head = rows.from_summary(summary)
    claim_ids = [
        key
        for (key,) in connection.execute("SELECT id FROM claims WHERE revision_id = ? ORDER BY number", [revision_id])
    ]
    sentences = [rows.from_summary_sentence(sentence) for sentence in summary.sentences]
    citations = [rows.from_citation(citation, claim_ids) for citation in summary.citations]
    newest = connection.execute(
        "SELECT * FROM summaries WHERE revision_id = ? ORDER BY id DESC LIMIT 1", [revision_id]
    ).fetchone()
    if (
        newest
        and all(newest[name] == value for name, value in head.items())
        and _stored(connection, "summary_sentences", newest["id"]) == sentences
        and _stored(connection, "citations", newest["id"]) == citations
    ):
        return
    connection.execute(
        "DELETE FROM summaries WHERE revision_id = ? AND model = ? AND model_revision = ?",
        [revision_id, summary.model, summary.revision],
    )
    keys: Row = {"revision_id": revision_id, "created_at": now}
    summary_id = _insert(connection, "summaries", keys | head)
    _insert_all(connection, "summary_sentences", summary_id, sentences)
    _insert_all(connection, "citations", summary_id, citations)


def _replace(connection: sqlite3.Connection, table: str, parent: int, parts: Sequence[Row]) -> bool:
    """Make a parent's parts these; whether they were others."""
    if _stored(connection, table, parent) == parts:
        return False
    connection.execute(f"DELETE FROM {table} WHERE {_PARENT[table]} = ?", [parent])
    _insert_all(connection, table, parent, parts)
    return True


def _stored(connection: sqlite3.Connection, table: str, parent: int) -> list[Row]:
    keys = {"id", "number", _PARENT[table]}
    found = connection.execute(f"SELECT * FROM {table} WHERE {_PARENT[table]} = ? ORDER BY number", [parent])
    return [{name: value for name, value in dict(row).items() if name not in keys} for row in found]


def _insert_all(connection: sqlite3.Connection, table: str, parent: int, parts: Sequence[Row]) -> None:
    keyed: list[Row] = [{_PARENT[table]: parent, "number": number} | part for number, part in enumerate(parts)]
    if keyed:
        connection.executemany(_insertion(table, keyed[0]), keyed)


def _insert(connection: sqlite3.Connection, table: str, row: Row) -> int:
    """Add a row; its key."""
    key: int = connection.execute(f"{_insertion(table, row)} RETURNING id", row).fetchone()[0]
    return key


def _insertion(table: str, row: Row) -> str:
    names = ", ".join(f'"{name}"' for name in row)
    values = ", ".join(f":{name}" for name in row)
    return f"INSERT INTO {table} ({names}) VALUES ({values})"
