"""Full-text search over the articles' current texts and their summaries."""

# ruff: noqa: S608 - put together from constants; what is asked for travels as parameters

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.store import rows
from summarizer.store.bounds import behind, check_count, check_days, rows_of
from summarizer.types import Span

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from datetime import datetime

    Parameters = dict[str, str | int]

#: Of words that stand in more texts than these, and in more than are asked for, the newest are ranked: the rank of each
#: costs a look at it.
RANKED = 10_000

#: A run of words between quotation marks, or a word; the star behind it asks for all that begin so.
_TERM = re.compile(r'"(?P<phrase>[^"]+)"(?P<open>\*?)|(?P<word>[^\s"]+)|"')

#: SQLite puts them around a match; no printed text holds them.
_MARK = re.compile("\x02([^\x02\x03]*)\x03|[\x02\x03]")

#: The text is its article's current one; with the copies among them.
_CURRENT = "EXISTS (SELECT 1 FROM standing WHERE standing.revision_id = {text})"
_CURRENT_OR_COPY = f"""({_CURRENT} OR {{text}} IN (
    SELECT revisions.id FROM articles
    CROSS JOIN revisions ON revisions.article_id = articles.id AND revisions.number = articles.current_revision
    WHERE articles.copy_of IS NOT NULL
))"""
#: It is of these days.  Plus: the texts with the words are held against the days, not looked up for each.
_DATED = """+{text} IN (
    SELECT id FROM revisions WHERE coalesce(published, seen_at) BETWEEN :since AND :until
)"""

_TEXTS = "revisions_fts WHERE revisions_fts MATCH :words AND {conditions}"
_SUMMARIES = """summaries_fts CROSS JOIN summaries ON summaries.id = summaries_fts.rowid
        WHERE summaries_fts MATCH :words AND {conditions}"""

# A match in the title counts as much as four in the text.
_RANKED = """
    WITH hits AS (
        SELECT 'revisions_fts' AS held_by, revisions_fts.rowid AS place, revisions_fts.rowid AS revision_id,
            -bm25(revisions_fts, 4.0, 1.0) AS score
        FROM {texts} AND revisions_fts.rowid >= :from_text
        UNION ALL
        SELECT 'summaries_fts', summaries_fts.rowid, summaries.revision_id, -bm25(summaries_fts)
        FROM {summaries} AND summaries_fts.rowid >= :from_summary
    ), best AS (
        SELECT held_by, place, revision_id, max(score) AS score FROM hits
        GROUP BY revision_id ORDER BY max(score) DESC, revision_id DESC LIMIT :limit
    )
    SELECT articles.*, revisions.title, revisions.published, held_by, place, score
    FROM best
    CROSS JOIN revisions ON revisions.id = best.revision_id
    CROSS JOIN articles ON articles.id = revisions.article_id
    ORDER BY score DESC, best.revision_id DESC
"""


@dataclass(frozen=True, slots=True)
class Words:
    """What is searched for."""

    #: Words that must all be there; "a phrase" in quotation marks, and beginn* for all words that begin so.
    text: str
    #: ISO, as coarse as wanted, both inclusive: the day of publication, else of when the text was first seen.
    since: str | None = None
    until: str | None = None
    limit: int | None = 20
    #: Also in articles that are copies of others.
    copies: bool = False

    def __post_init__(self) -> None:
        """Refuse what can't be meant; raises InputError."""
        check_days(self.since, self.until)
        check_count("limit", self.limit)


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


def find_hits(connection: sqlite3.Connection, wanted: Words, most: int = RANKED) -> Iterator[Hit]:
    """The articles whose text or summary holds all the words, best first; no punctuation is an error.

    Of more than `most` texts, and summaries, the newest so many are ranked, or as many as are asked for.
    """
    words = quote_words(wanted.text)
    if not words:
        return
    sql, parameters = build_search(connection, wanted, most)
    for row in connection.execute(sql, parameters):
        table = row["held_by"]
        # Snippets are slow: only the articles that are shown get one.
        found = connection.execute(
            f"SELECT snippet({table}, -1, char(2), char(3), '…', 24) FROM {table} WHERE {table} MATCH ? AND rowid = ?",
            [words, row["place"]],
        ).fetchone()
        if found is None:  # saved anew since
            continue
        snippet, matches = parse_snippet(found[0])
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


def is_cut(connection: sqlite3.Connection, wanted: Words, most: int = RANKED) -> bool:
    """Whether there are texts or summaries with the words that `find_hits` does not rank."""
    if not quote_words(wanted.text):
        return False
    newest = _find_newest(connection, wanted, most)
    return any(len(places) > 1 for places in newest.values())


def build_search(connection: sqlite3.Connection, wanted: Words, most: int = RANKED) -> tuple[str, Parameters]:
    """The SQL of a search for words that are some, and its parameters; the connection is asked what is ranked."""
    parts = _parts(wanted)
    newest = _find_newest(connection, wanted, most)
    bounds = {f"from_{part}": places[0] if places else 0 for part, places in newest.items()}
    limit: Parameters = {"limit": rows_of(wanted.limit)}
    return _RANKED.format(texts=parts["text"], summaries=parts["summary"]), _parameters(wanted) | bounds | limit


def _find_newest(connection: sqlite3.Connection, wanted: Words, most: int) -> dict[str, list[int]]:
    """Of what could be an answer, texts and summaries, the key of the oldest that is ranked, and of the next one."""
    if wanted.limit is None:
        return {part: [] for part in _parts(wanted)}
    bound = _parameters(wanted) | {"before": max(most, wanted.limit) - 1}
    newest = "SELECT {table}_fts.rowid FROM {part} ORDER BY {table}_fts.rowid DESC LIMIT 2 OFFSET :before"
    tables = {"text": "revisions", "summary": "summaries"}
    return {
        name: [int(place) for (place,) in connection.execute(newest.format(table=tables[name], part=part), bound)]
        for name, part in _parts(wanted).items()
    }


def _parts(wanted: Words) -> dict[str, str]:
    """The texts and the summaries that hold the words and may be an answer."""
    conditions = [_CURRENT_OR_COPY if wanted.copies else _CURRENT]
    if wanted.since or wanted.until:
        conditions.append(_DATED)
    asked = " AND ".join(conditions)
    return {
        "text": _TEXTS.format(conditions=asked.format(text="revisions_fts.rowid")),
        "summary": _SUMMARIES.format(conditions=asked.format(text="summaries.revision_id")),
    }


def _parameters(wanted: Words) -> Parameters:
    return {"words": quote_words(wanted.text), "since": wanted.since or "", "until": behind(wanted.until)}


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
