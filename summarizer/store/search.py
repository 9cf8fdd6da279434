"""Full-text search over the articles' current texts and their summaries."""

# ruff: noqa: S608 - the sources are named by the constant query below

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.store import rows
from summarizer.types import Span

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from datetime import datetime

#: SQLite puts them around a match; no printed text holds them.
_MARK = re.compile("\x02([^\x02\x03]*)\x03|[\x02\x03]")

# A match in the title counts as much as four in the text.
_RANKED = """
    WITH hits AS (
        SELECT 'revisions_fts' AS source, revisions_fts.rowid AS place, revisions_fts.rowid AS revision_id,
            -bm25(revisions_fts, 4.0, 1.0) AS score
        FROM revisions_fts WHERE revisions_fts MATCH :words
        UNION ALL
        SELECT 'summaries_fts', summaries_fts.rowid, summaries.revision_id, -bm25(summaries_fts)
        FROM summaries_fts JOIN summaries ON summaries.id = summaries_fts.rowid
        WHERE summaries_fts MATCH :words
    )
    SELECT articles.*, revisions.title, revisions.published, source, place, max(score) AS score
    FROM hits
    JOIN revisions ON revisions.id = hits.revision_id
    JOIN articles ON articles.id = revisions.article_id AND articles.current_revision = revisions.number
    GROUP BY articles.id
    ORDER BY max(score) DESC, articles.id
    LIMIT :limit
"""


@dataclass(frozen=True, slots=True)
class Hit:
    """An article that was found by its words."""

    article_id: str
    title: str | None
    url: str | None
    publisher: str | None
    published: datetime | None
    #: The words around the best match, on one line.
    snippet: str
    #: Where in the snippet the words are that were searched for.
    matches: tuple[Span, ...]
    #: How well it fits, more is better; to compare within one search only.
    score: float


def find_hits(connection: sqlite3.Connection, text: str, limit: int) -> Iterator[Hit]:
    """The articles whose text or summary holds all the words, best first; punctuation is no syntax."""
    words = quote_words(text)
    if not words:
        return
    for row in connection.execute(_RANKED, {"words": words, "limit": limit}):
        source = row["source"]
        # Snippets are slow: only the articles that are shown get one.
        (marked,) = connection.execute(
            f"SELECT snippet({source}, -1, char(2), char(3), '…', 24) FROM {source}"
            f" WHERE {source} MATCH ? AND rowid = ?",
            [words, row["place"]],
        ).fetchone()
        snippet, matches = parse_snippet(marked)
        with rows.reading("an article"):
            hit = Hit(
                article_id=row["id"],
                title=row["title"],
                url=row["url"],
                publisher=row["publisher"],
                published=rows.to_time(row["published"]),
                snippet=snippet,
                matches=matches,
                score=row["score"],
            )
        yield hit


def quote_words(text: str) -> str:
    """A search expression that asks for all the words of a text, whatever characters they hold.

    >>> quote_words('S&P 500 "record" OR -high')
    '"S&P" "500" \"\"\"record\"\"\" "OR" "-high"'
    """
    printable = text.encode(errors="replace").decode().replace("\0", " ")
    return " ".join('"' + word.replace('"', '""') + '"' for word in printable.split())


def parse_snippet(marked: str) -> tuple[str, tuple[Span, ...]]:
    r"""A snippet on one line without the marks, and where they were.

    >>> parse_snippet("the \x02Russell\x03\n 2000 \x02rose\x03")
    ('the Russell 2000 rose', (Span(start=4, end=11), Span(start=17, end=21)))
    """
    line = " ".join(marked.split())
    text = ""
    matches = []
    behind = 0
    for mark in _MARK.finditer(line):
        text += line[behind : mark.start()]
        behind = mark.end()
        if word := mark.group(1):
            matches.append(Span(len(text), len(text) + len(word)))
            text += word
    return text + line[behind:], tuple(matches)
