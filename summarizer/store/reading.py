"""A digest out of the database, as it went in."""

# ruff: noqa: S608 - the tables are named by constants below

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.errors import UnknownNameError
from summarizer.store import rows
from summarizer.store.guard import UnreadableRowError
from summarizer.types import Digest, Extraction

if TYPE_CHECKING:
    import sqlite3

    from summarizer.types import Article, Summary

#: How many ids a message names.
_NAMED = 3


def load_digest(connection: sqlite3.Connection, article_id: str, number: int | None) -> Digest:
    """See `Store.digest`; the caller holds a transaction, so that all of it is of one moment."""
    row = find_revision(connection, article_id, number)
    article = load_article(row)
    extraction = load_extraction(connection, row["id"])
    return Digest(article, extraction, load_summary(connection, row["id"]))


def find_summaries(connection: sqlite3.Connection) -> list[int]:
    """The keys of all summaries, oldest first."""
    return [int(key) for (key,) in connection.execute("SELECT id FROM summaries ORDER BY id")]


def load_summarized(connection: sqlite3.Connection, summary_id: int) -> Digest | None:
    """A summary with its article and claims; None where it is not there any more."""
    row = connection.execute(
        """
        SELECT revisions.*, articles.url, articles.publisher
        FROM summaries JOIN revisions ON revisions.id = summaries.revision_id
        JOIN articles ON articles.id = revisions.article_id WHERE summaries.id = ?
        """,
        [summary_id],
    ).fetchone()
    if row is None:
        return None
    extraction = load_extraction(connection, row["id"])
    return Digest(load_article(row), extraction, _load_summary(connection, summary_id))


def find_revision(connection: sqlite3.Connection, article_id: str, number: int | None) -> sqlite3.Row:
    """The row of an article's text, the current one without a number; raises UnknownNameError."""
    found = find_id(connection, article_id)
    row: sqlite3.Row | None = connection.execute(
        """
        SELECT revisions.*, articles.url, articles.publisher
        FROM revisions JOIN articles ON articles.id = revisions.article_id
        WHERE articles.id = :id AND revisions.number = coalesce(:number, articles.current_revision)
        """,
        {"id": found, "number": number},
    ).fetchone()
    if row is None and number is None:
        raise UnreadableRowError(f"the text of article {found} is missing")
    if row is None:
        (last,) = connection.execute("SELECT max(number) FROM revisions WHERE article_id = ?", [found]).fetchone()
        raise UnknownNameError(found, f"the article has no revision {number}", f"the last one is {last}")
    return row


def find_id(connection: sqlite3.Connection, wanted: str) -> str:
    """The article's id, given it or a prefix that only one article has; raises UnknownNameError."""
    wanted = wanted.encode(errors="replace").decode()  # undecodable bytes of a command line
    found = [
        str(key)
        for (key,) in connection.execute(
            # The ids that begin with it lie side by side in the primary key.
            "SELECT id FROM articles WHERE id BETWEEN ?1 AND ?1 || char(0x10FFFF) ORDER BY id LIMIT ?2",
            [wanted, _NAMED + 1],
        )
    ]
    if wanted in found or (wanted and len(found) == 1):
        return found[0]
    if wanted and found:
        more = ", …" if len(found) > _NAMED else ""
        raise UnknownNameError(
            wanted, "several articles' ids begin so", f"did you mean {', '.join(found[:_NAMED])}{more}?"
        )
    raise UnknownNameError(wanted, "no article of that id", _near_ids(connection, wanted))


def _near_ids(connection: sqlite3.Connection, wanted: str) -> str:
    from difflib import get_close_matches  # noqa: PLC0415 - only a failed look-up needs it

    recent = connection.execute("SELECT id FROM articles ORDER BY first_seen DESC LIMIT 1000")
    near = get_close_matches(wanted, [str(key) for (key,) in recent], n=_NAMED)
    return f"did you mean {', '.join(near)}?" if near else ""


def load_article(row: sqlite3.Row) -> Article:
    """The article of `find_revision`'s row."""
    with rows.reading("an article"):
        return rows.to_article(row)


def load_extraction(connection: sqlite3.Connection, revision_id: int) -> Extraction:
    """Everything that was read out of a revision."""
    with rows.reading("an extraction"):
        return Extraction(
            claims=tuple(map(rows.to_claim, _parts(connection, "claims", revision_id))),
            statements=tuple(map(rows.to_statement, _parts(connection, "statements", revision_id))),
            sentences=tuple(map(rows.to_sentence, _parts(connection, "sentences", revision_id))),
            quantities=tuple(map(rows.to_quantity, _parts(connection, "quantities", revision_id))),
        )


def load_summary(connection: sqlite3.Connection, revision_id: int) -> Summary | None:
    """The summary of a revision that was saved last, if there is one."""
    row = connection.execute(
        "SELECT id FROM summaries WHERE revision_id = ? ORDER BY id DESC LIMIT 1", [revision_id]
    ).fetchone()
    return None if row is None else _load_summary(connection, row["id"])


def _load_summary(connection: sqlite3.Connection, summary_id: int) -> Summary:
    row = connection.execute("SELECT * FROM summaries WHERE id = ?", [summary_id]).fetchone()
    sentences = connection.execute("SELECT * FROM summary_sentences WHERE summary_id = ? ORDER BY number", [row["id"]])
    citations = connection.execute(
        """
        SELECT citations.*, claims.number AS claim
        FROM citations JOIN claims ON claims.id = citations.claim_id
        WHERE citations.summary_id = ? ORDER BY citations.number
        """,
        [row["id"]],
    )
    with rows.reading("a summary"):
        return rows.to_summary(row, sentences, citations)


def _parts(connection: sqlite3.Connection, table: str, revision_id: int) -> sqlite3.Cursor:
    return connection.execute(f"SELECT * FROM {table} WHERE revision_id = ? ORDER BY number", [revision_id])
