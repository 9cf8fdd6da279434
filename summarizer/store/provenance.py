"""Where an article comes from, and when: its source, and from when to when it was whose copy.

The statements below belong to a step of the schema: once released they are never edited.
"""

# ruff: noqa: S608 - the statements are put together from the constants below

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.store.consensus import signals_sql
from summarizer.store.sources import source_of

if TYPE_CHECKING:
    from sqlite_utils import Database

#: This moment, as `rows.stamp` writes it.
_NOW = "strftime('%Y-%m-%dT%H:%M:%f+00:00', 'now')"


def m013_provenance(db: Database) -> None:
    """Each article's source, a history of copies, times to the millisecond, and the views that tell of these."""
    _set_sources(db)
    _refine_times(db)
    _make_copies(db)
    _watch_copies(db)
    _make_views(db)


def _set_sources(db: Database) -> None:
    db.execute("ALTER TABLE articles ADD COLUMN source TEXT NOT NULL DEFAULT ''")  # what counts as one source
    found = db.execute("SELECT rowid, publisher, url FROM articles").fetchall()
    # What another program left there may be no text.
    texts = ((key, *(part if isinstance(part, str) else None for part in parts)) for key, *parts in found)
    sources = [(source_of(publisher, url), key) for key, publisher, url in texts]
    db.conn.executemany("UPDATE articles SET source = ? WHERE rowid = ?", sources)


def _refine_times(db: Database) -> None:
    """Say of a text and its article the moment at which it was first known; so far seconds were cut off."""
    # The full-text index holds no times: it need not follow.
    (follow,) = db.execute("SELECT sql FROM sqlite_master WHERE name = 'revisions_au'").fetchone()
    db.execute("DROP TRIGGER revisions_au")
    for table, column in (("versions", "seen_at"), ("versions", "until"), ("revisions", "seen_at"),
                          ("articles", "first_seen"), ("summaries", "created_at")):  # fmt: skip
        db.execute(f"""
            UPDATE {table} SET {column} = substr({column}, 1, 19) || '.000' || substr({column}, 20)
            WHERE length({column}) = 25
            """)
    db.execute("""
        UPDATE revisions SET seen_at = known.since
        FROM (SELECT article_id, number, min(seen_at) AS since FROM versions GROUP BY article_id, number) AS known
        WHERE (revisions.article_id, revisions.number) = (known.article_id, known.number)
            AND revisions.seen_at <> known.since
        """)
    db.execute("""
        UPDATE articles SET first_seen = known.since
        FROM (SELECT article_id, min(seen_at) AS since FROM versions GROUP BY article_id) AS known
        WHERE articles.id = known.article_id AND articles.first_seen <> known.since
        """)
    db.execute(follow)


def _make_copies(db: Database) -> None:
    """Note of today's copies since when they are; until now it was worked out from what was seen first."""
    db.execute("""
        CREATE TABLE copies (
            id INTEGER PRIMARY KEY,
            article_id TEXT NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
            original TEXT NOT NULL,             -- id of the article that it was a copy of
            seen_at TEXT NOT NULL,              -- UTC: from then on it was known to be one
            until TEXT                          -- UTC: when it ceased to be one, or became another's; none while it is
        )""")
    db.execute("CREATE INDEX copies_by_article ON copies (article_id, seen_at)")
    db.execute("CREATE INDEX copies_by_original ON copies (original)")
    # A copy of a copy is one of what that is a copy of; of what is gone there are none.
    db.execute("""
        WITH RECURSIVE above (id, original) AS (
            SELECT id, copy_of FROM articles WHERE copy_of IS NOT NULL
            UNION
            SELECT above.id, articles.copy_of FROM above JOIN articles ON articles.id = above.original
            WHERE articles.copy_of IS NOT NULL
        )
        UPDATE articles SET copy_of = top.original
        FROM (SELECT above.id, original FROM above JOIN articles ON articles.id = original WHERE copy_of IS NULL) AS top
        WHERE articles.id = top.id AND articles.copy_of <> top.original
        """)
    db.execute("UPDATE articles SET copy_of = NULL WHERE copy_of NOT IN (SELECT id FROM articles)")
    # Before its original was seen, the copy that came first stood for it.
    kin = """
        WITH kin AS (
            SELECT copy.id, copy.copy_of AS original, copy.first_seen AS seen, original.first_seen AS original_seen,
                first_value(copy.id) OVER (PARTITION BY copy.copy_of ORDER BY copy.first_seen, copy.rowid) AS first
            FROM articles AS copy JOIN articles AS original ON original.id = copy.copy_of
        )
        INSERT INTO copies (article_id, original, seen_at, until)"""
    db.execute(f"{kin} SELECT id, first, seen, original_seen FROM kin WHERE id <> first AND seen < original_seen")
    db.execute(f"{kin} SELECT id, original, max(seen, original_seen), NULL FROM kin")


def _watch_copies(db: Database) -> None:
    """Note what becomes of copies where another program says so, or deletes what they are copies of."""
    db.execute(f"""
        CREATE TRIGGER copies_after_change AFTER UPDATE OF copy_of ON articles
        WHEN new.copy_of IS NOT (SELECT original FROM copies WHERE article_id = new.id AND until IS NULL) BEGIN
            UPDATE copies SET until = {_NOW} WHERE article_id = new.id AND until IS NULL;
            INSERT INTO copies (article_id, original, seen_at)
            SELECT new.id, new.copy_of, {_NOW} WHERE new.copy_of IS NOT NULL;
        END""")
    db.execute("""
        CREATE TRIGGER copies_after_original_goes AFTER DELETE ON articles BEGIN
            DELETE FROM copies WHERE original = old.id;
            UPDATE articles SET copy_of = NULL WHERE copy_of = old.id;
        END""")


def _make_views(db: Database) -> None:
    db.execute("DROP VIEW signals_view")
    db.execute(f"CREATE VIEW signals_view AS {signals_sql()}")
    db.execute("DROP VIEW claims_view")
    db.execute("""
        CREATE VIEW claims_view AS              -- every claim that stands: of current texts, copies left out
        SELECT claims.entity, claims.symbol, claims.kind, claims.metric, claims.amount AS value, claims.unit,
            claims.period, claims.date, claims.day, claims.hedge, claims.speaker, claims.text AS printed,
            claims.sentence, revisions.title, articles.publisher, articles.url, revisions.published,
            revisions.seen_at AS known_since, articles.id AS article_id, revisions.number AS revision,
            claims.number AS claim, articles.source
        FROM claims
        JOIN revisions ON revisions.id = claims.revision_id
        JOIN articles ON articles.id = revisions.article_id
        WHERE revisions.number = articles.current_revision AND articles.copy_of IS NULL
        """)
