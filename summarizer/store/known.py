"""What stood at a time, and since when something is known: the SQL that all questions share.

What stands is the current text of an article that is no copy.  A row of `versions` or `copies` holds from its
`seen_at` until its `until`, so that what stood at ``:as_of`` is looked up as what stands now is.
"""

from __future__ import annotations


def _held(table: str) -> str:
    """A row of the table held at that time."""
    return f"{table}.seen_at <= :as_of AND ({table}.until IS NULL OR {table}.until > :as_of)"


_MARK_THEN = f"FROM copies WHERE copies.article_id = articles.id AND {_held('copies')}"

#: Of `versions`: the text was the article's then.
CURRENT_THEN = _held("versions")
#: Of `articles`: it was no copy then, and whose copy it was.
ORIGINAL_THEN = f"NOT EXISTS (SELECT 1 {_MARK_THEN})"
COPY_OF_THEN = f"(SELECT copies.original {_MARK_THEN})"

#: Of `versions` and `articles`: the text stands, or stood then.
STANDS = "versions.until IS NULL AND articles.copy_of IS NULL"
STOOD = f"{CURRENT_THEN} AND {ORIGINAL_THEN}"

#: Since when a claim of the text that `versions` names is known: an earlier text of the article may have made it.
KNOWN = """coalesce((
            SELECT min(past.seen_at) FROM versions AS past
            CROSS JOIN revisions AS older ON older.article_id = past.article_id AND older.number = past.number
            CROSS JOIN claims AS same ON same.revision_id = older.id
            WHERE past.article_id = articles.id AND past.seen_at < versions.seen_at
                AND +same.entity = claims.entity AND +same.day IS claims.day AND +same.metric = claims.metric
                AND +same.period IS claims.period AND +same.amount = claims.amount AND +same.kind = claims.kind
                AND +same.unit = claims.unit AND +same.hedge IS claims.hedge
        ), versions.seen_at)"""
