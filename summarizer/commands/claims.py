"""``summarizer claims``: what was reported, by whom, and where it stands."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain, islice
from pathlib import Path

import typer

from summarizer import display
from summarizer.commands.answers import answer_rows, output
from summarizer.commands.front import complain
from summarizer.commands.options import Format
from summarizer.commands.row_table import Line, print_lines
from summarizer.contract import Entry, claim_entry
from summarizer.gazetteer import load_gazetteer
from summarizer.naming import resolve
from summarizer.store import ClaimQuery, ClaimRow, FactRow, Store, open_store

NOTHING_FOUND = 1

#: The keys of `claim_row_entry`: those of a claim, then those of where it stands.
CLAIM_KEYS = (
    "entity", "symbol", "kind", "metric", "value", "unit", "period", "date", "hedge", "start", "end", "text",
    "sentence", "speaker", "quote", "article", "revision", "title", "published", "publisher", "url", "claim", "day",
    "known_since", "copy_of",
)  # fmt: skip
#: The keys of `fact_row_entry`.
FACT_KEYS = (*CLAIM_KEYS, "sources", "first_seen", "last_seen")

CLAIM_HEADER = (*display.CLAIM_COLUMNS, "Published", "Article")
FACT_HEADER = ("Index", "Figure", "Metric", "Period", "Day", "Sources", "First seen", "Last seen", "Article")
#: Columns that are flushed right.
RIGHT = ("Figure", "Sources")

#: A table on a terminal says how many rows there are beyond its limit, and counts no further than this.
COUNTED = 1000


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for as typed, and how the answer is to look."""

    #: Names, aliases, symbols or families; every index where there are none.
    indexes: Sequence[str]
    format: Format
    #: One row a fact instead of one a claim.
    distinct: bool = False
    #: In a table, the sentence and the address below each row.
    sentences: bool = False
    #: The user's own file of names.
    names: Path | None = None


def claims(path: Path, query: ClaimQuery, asked: Asked) -> None:
    """Print the claims or facts that a query finds, as they are read; exits with 1 where there are none."""
    with open_store(path, create=False) as store:
        if asked.indexes:
            query = replace(query, entities=resolve(asked.indexes, load_gazetteer(asked.names), store))
        if asked.format is Format.TABLE:
            found = _print_table(store, query, asked)
        else:
            found = _print_entries(store, query, asked)
    if not found:
        complain(f"{', '.join(asked.indexes) or 'claims'}: nothing found in {path}")
        raise typer.Exit(NOTHING_FOUND)


def _print_entries(store: Store, query: ClaimQuery, asked: Asked) -> bool:
    """Answer scripts; whether there was anything."""
    entries = _entries(store, query, asked)
    first = list(islice(entries, 1))
    answer_rows(chain(first, entries), FACT_KEYS if asked.distinct else CLAIM_KEYS, asked.format)
    return bool(first)


def _print_table(store: Store, query: ClaimQuery, asked: Asked) -> bool:
    """Answer people; whether there was anything."""
    console = output()
    # Off a terminal nobody asks how many more there are.
    limit = query.limit if console.is_terminal else None
    if limit is not None:
        query = replace(query, limit=limit + COUNTED + 1)
    lines = _lines(store, query, asked)
    first = list(islice(lines, 1))
    if first:
        shown = chain(first, lines)
        print_lines(console, FACT_HEADER if asked.distinct else CLAIM_HEADER, islice(shown, limit), RIGHT)
        if more := sum(1 for _ in shown):
            counted = f"{more:,}" if more <= COUNTED else f"more than {COUNTED:,}"
            console.print(f"… and {counted} more; raise --limit to see them", style="dim")
    return bool(first)


def _entries(store: Store, query: ClaimQuery, asked: Asked) -> Iterator[Entry]:
    if asked.distinct:
        return map(fact_row_entry, store.facts(query))
    return map(claim_row_entry, store.claims(query))


def _lines(store: Store, query: ClaimQuery, asked: Asked) -> Iterator[Line]:
    if asked.distinct:
        return (_fact_line(row, asked) for row in store.facts(query))
    return (_claim_line(row, asked) for row in store.claims(query))


def claim_row_entry(row: ClaimRow) -> Entry:
    """A stored claim: the contract's, the sentence that states it and the article that it stands in."""
    return {
        **claim_entry(row.claim, row.text),
        "quote": row.sentence,
        "article": row.article_id,
        "revision": row.revision,
        "title": row.title,
        "published": row.published.isoformat() if row.published else None,
        "publisher": row.publisher,
        "url": row.url,
        "claim": row.number,
        "day": row.day,
        "known_since": _time(row.known_since),
        "copy_of": row.copy_of,
    }


def fact_row_entry(row: FactRow) -> Entry:
    """A fact: the claim that was seen first, and how it was told."""
    return {
        **claim_row_entry(row.earliest),
        "sources": row.sources,
        "first_seen": _time(row.first_seen),
        "last_seen": _time(row.last_seen),
    }


def _claim_line(row: ClaimRow, asked: Asked) -> Line:
    published = f"{row.published:%Y-%m-%d}" if row.published else ""
    cells = (*display.claim_row(row.claim), published, display.short_id(row.article_id))
    return Line(cells, _way_back(row) if asked.sentences else ())


def _fact_line(row: FactRow, asked: Asked) -> Line:
    claim = row.earliest.claim
    cells = (
        claim.entity.name,
        display.figure(claim),
        str(claim.metric),
        str(claim.period or ""),
        row.earliest.day or "",
        str(row.sources),
        f"{row.first_seen:%Y-%m-%d %H:%M}",
        f"{row.last_seen:%Y-%m-%d %H:%M}",
        display.short_id(row.earliest.article_id),
    )
    return Line(cells, _way_back(row.earliest) if asked.sentences else ())


def _way_back(row: ClaimRow) -> Sequence[str]:
    """The sentence that states it, and where that stands."""
    place = " · ".join(filter(None, [row.publisher, row.url]))
    return [row.sentence, *filter(None, [place])]


def _time(time: datetime) -> str:
    return time.isoformat(timespec="seconds")
