"""Full-text search over the articles' current texts and their summaries."""

# ruff: noqa: S608 - put together from constants; what is asked for travels as parameters

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from summarizer.store import rows
from summarizer.types import Span

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from datetime import datetime

#: SQLite's largest key.
_LAST_KEY = 2**63 - 1

#: Of words that stand in more texts than these, the newest ones are ranked: the rank of each costs a look at it.
_RANKED_MOST = 5000

#: A run of words between quotation marks, or a word; the star behind it asks for all that begin so.
_TERM = re.compile(r'"(?P<phrase>[^"]+)"(?P<open>\*?)|(?P<word>[^\s"]+)|"')

#: SQLite puts them around a match; no printed text holds them.
_MARK = re.compile("\x02([^\x02\x03]*)\x03|[\x02\x03]")

_DAY = "coalesce(revisions.published, revisions.seen_at)"

# A match in the title counts as much as four in the text.
_RANKED = f"""
    WITH texts AS (
        SELECT rowid AS place, rowid AS revision_id, -bm25(revisions_fts, 4.0, 1.0) AS score
        FROM revisions_fts WHERE revisions_fts MATCH :words AND rowid BETWEEN :from_text AND :to_text
    ), shorter AS (
        SELECT rowid AS place, -bm25(summaries_fts) AS score
        FROM summaries_fts WHERE summaries_fts MATCH :words AND rowid BETWEEN :from_summary AND :to_summary
    ), hits AS (
        SELECT 'revisions_fts' AS source, place, revision_id, score FROM texts
        UNION ALL
        SELECT 'summaries_fts', place, summaries.revision_id, score
        FROM shorter JOIN summaries ON summaries.id = shorter.place
    )
    SELECT articles.*, revisions.title, revisions.published, source, place, max(score) AS score
    FROM hits
    JOIN revisions ON revisions.id = hits.revision_id
    JOIN articles ON articles.id = revisions.article_id AND articles.current_revision = revisions.number
    WHERE {_DAY} BETWEEN :since AND :until AND (:copies OR articles.copy_of IS NULL)
    GROUP BY articles.id
    ORDER BY max(score) DESC, articles.id
    LIMIT :limit
"""


@dataclass(frozen=True, slots=True)
class Words:
    """What is searched for."""

    #: Words that must all be there; "a phrase" in quotation marks, and beginn* for all words that begin so.
    text: str
    #: ISO, as coarse as wanted, both inclusive: the day of publication, else of when the text was first seen.
    since: str | None = None
    until: str | None = None
    limit: int = 20
    #: Also in articles that are copies of others.
    copies: bool = False


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


def find_hits(connection: sqlite3.Connection, wanted: Words) -> Iterator[Hit]:
    """The articles whose text or summary holds all the words, best first; no punctuation is an error."""
    words = quote_words(wanted.text)
    if not words:
        return
    parameters = {
        "words": words,
        "since": wanted.since or "",
        "until": f"{wanted.until or ''}~",  # "~" sorts behind all that may follow
        "copies": wanted.copies,
        "limit": wanted.limit,
    }
    parameters |= _find_bounds(connection, parameters, dated=bool(wanted.since or wanted.until))
    for row in connection.execute(_RANKED, parameters):
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


def _find_bounds(connection: sqlite3.Connection, parameters: dict[str, Any], *, dated: bool) -> dict[str, int]:
    """The keys between which the texts and summaries lie that are ranked.

    Keys grow with time, so days bound them; texts that were kept out of order only make the bounds wider.
    """
    bounds = {"from_text": 0, "to_text": _LAST_KEY, "from_summary": 0, "to_summary": _LAST_KEY}
    if dated:
        days = f"SELECT min(id), max(id) FROM revisions WHERE {_DAY} BETWEEN :since AND :until"
        first, last = connection.execute(days, parameters).fetchone()
        made = "SELECT min(id), max(id) FROM summaries WHERE revision_id BETWEEN ? AND ?"
        ends = (first, last, *connection.execute(made, [first, last]).fetchone())
        bounds = {name: end or 0 for name, end in zip(bounds, ends, strict=True)}
    for kind, table in (("text", "revisions_fts"), ("summary", "summaries_fts")):
        newest = f"""
            SELECT rowid FROM {table} WHERE {table} MATCH ? AND rowid BETWEEN ? AND ?
            ORDER BY rowid DESC LIMIT 1 OFFSET {_RANKED_MOST - 1}"""
        between = [parameters["words"], bounds[f"from_{kind}"], bounds[f"to_{kind}"]]
        if found := connection.execute(newest, between).fetchone():
            bounds[f"from_{kind}"] = found[0]
    return bounds


def quote_words(text: str) -> str:
    """A search expression that asks for all the words of a text, whatever characters they hold.

    >>> quote_words('S&P 500 "small caps" OR -high ral*')
    '"S&P" "500" "small caps" "OR" "-high" "ral"*'
    """
    printable = text.encode(errors="replace").decode().replace("\0", " ")
    return " ".join(filter(None, map(_quote, _TERM.finditer(printable))))


def _quote(term: re.Match[str]) -> str:
    """One term of a search expression; empty for a quotation mark that stands alone."""
    words = term["phrase"] or (term["word"] or "").rstrip("*")
    begins = bool(term["open"] or (term["word"] or "").endswith("*"))
    return f'"{words}"' + "*" * begins if words else ""


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
