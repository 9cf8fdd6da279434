"""``summarizer analysts``, ``indices``, ``search`` and ``stats``: what the database holds."""

import difflib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Generic, TypeVar

import typer
from rich.filesize import decimal

from summarizer import display
from summarizer.commands.answers import answer_json, answer_rows, output
from summarizer.commands.front import complain
from summarizer.commands.options import Format
from summarizer.contract import Entry, number
from summarizer.errors import UnknownNameError
from summarizer.gazetteer import key, load_gazetteer
from summarizer.store import (
    Hit,
    IndexQuery,
    IndexRow,
    Overview,
    SpeakerQuery,
    SpeakerRow,
    StatementRow,
    Store,
    Words,
    open_store,
)

T = TypeVar("T")
Q = TypeVar("Q", SpeakerQuery, IndexQuery)

NOTHING_FOUND = 1

#: Rows where nobody says how many.
MOST = 50

#: Near names that a message suggests.
SUGGESTED = 3

#: Indexes that a line of the table of analysts names.
NAMED = 3

#: The keys of an entry that `search` answers with.
HIT_KEYS = ("article", "title", "published", "publisher", "url", "score", "snippet", "matches")


@dataclass(frozen=True, slots=True)
class Shape(Generic[T]):
    """How rows of one kind are answered."""

    #: A row for programs, and its keys in order.
    entry: Callable[[T], Entry]
    keys: Sequence[str]
    #: A row for people, its columns, and those of them that are flushed right.
    cells: Callable[[T], Sequence[str]]
    columns: Sequence[str]
    right: Sequence[str] = ()


def analysts(path: Path, query: SpeakerQuery, chosen: Format) -> None:
    """Print who spoke or, of those whose name is asked for, what they said; exits with 1 where there is nothing."""
    with open_store(path, create=False) as store:
        if query.name is None:
            _print(
                _cut(store.speakers(_one_more(query)), query.limit), SPEAKERS, chosen, query.firm or "analysts", path
            )
            return
        found = _cut(list(store.statements(_one_more(query))), query.limit)
        if not found:
            _refuse_unknown(query.name, store.speaker_names())
    _print(found, STATEMENTS, chosen, query.name, path)


def indices(path: Path, part: str | None, query: IndexQuery, chosen: Format, names: Path | None) -> None:
    """Print the indexes that the database knows of; exits with 1 where there are none."""
    with open_store(path, create=False) as store:
        if part is not None:
            query = replace(query, names=_find_names(part, store, names))
        found = _cut(store.indices(_one_more(query)), query.limit)
    _print(found, INDICES, chosen, part or "indexes", path)


def search(path: Path, words: Words, chosen: Format) -> None:
    """Print the articles that hold all the words, best first; exits with 1 where none does."""
    with open_store(path, create=False) as store:
        found = list(store.search(words))
    if chosen is not Format.TABLE:
        answer_rows(map(_hit_entry, found), HIT_KEYS, chosen)
    else:
        console = output()
        for place, hit in enumerate(found):
            if place:
                console.print()
            day = f"{hit.published:%Y-%m-%d}" if hit.published else None
            heading = filter(None, (hit.title, hit.publisher, day, display.short_id(hit.article_id)))
            display.print_hit(console, " · ".join(heading), hit.snippet, hit.matches)
    _fail_without(found, words.text or "no words", path)


def stats(path: Path, *, as_json: bool) -> None:
    """Print how much of everything the database holds."""
    with open_store(path, create=False) as store:
        found = store.overview(datetime.now(UTC))
    if as_json:
        answer_json(_overview_entry(found))
        return
    console = output()
    display.print_pairs(console, _overview_pairs(found))
    if found.by_metric:
        console.print()
        kinds = sorted({kind for _, kind, _ in found.by_metric})
        counts = {(metric, kind): f"{claims:,}" for metric, kind, claims in found.by_metric}
        rows = (
            [metric, *(counts.get((metric, kind), "") for kind in kinds)] for metric in sorted({m for m, _ in counts})
        )
        display.print_table(console, ("Claims", *kinds), rows, right=kinds)
    console.print()
    days = ((day.day, f"{day.articles:,}", f"{day.claims:,}") for day in found.days)
    display.print_table(console, ("Day", "Articles", "Claims"), days, right=("Articles", "Claims"))


def _one_more(query: Q) -> Q:
    """The same question for one row more than is shown: so it is known whether there are more."""
    return replace(query, limit=(query.limit or MOST) + 1)


def _cut(rows: Sequence[T], limit: int | None) -> Sequence[T]:
    """As many rows as are shown; where nobody said how many, it is said that there are more."""
    if limit is None and len(rows) > MOST:
        complain(f"these are the first {MOST}; there are more: --limit")
    return rows[: limit or MOST]


def _print(found: Sequence[T], shape: Shape[T], chosen: Format, subject: str, path: Path) -> None:
    """Print rows in the format chosen; exits with 1 where there are none."""
    if chosen is not Format.TABLE:
        answer_rows(map(shape.entry, found), shape.keys, chosen)
    elif found:
        display.print_table(output(), shape.columns, map(shape.cells, found), right=shape.right)
    _fail_without(found, subject, path)


def _fail_without(found: Sequence[object], subject: str, path: Path) -> None:
    """A negative answer where nothing was found."""
    if not found:
        complain(f"{display.plain_text(subject)}: nothing found in {path}")
        raise typer.Exit(NOTHING_FOUND)


def _refuse_unknown(name: str, known: Sequence[str]) -> None:
    """Raise UnknownNameError, with near names, unless the name of somebody who spoke holds this one."""
    wanted = name.casefold()
    if any(wanted in one.casefold() for one in known):
        return
    # A name is near where all of it or one of its words is; to compare thousands of them takes as long as to answer.
    by_part = {part: one for one in reversed(known) for part in (one.casefold(), *one.casefold().split())}
    alike = [part for part in by_part if part[0] == wanted[:1]]
    near = dict.fromkeys(by_part[part] for part in difflib.get_close_matches(wanted, alike, n=SUGGESTED))
    raise UnknownNameError(name, "nobody of that name spoke", f"did you mean {', '.join(near)}?" if near else "")


def _find_names(part: str, store: Store, names: Path | None) -> tuple[str, ...]:
    """The indexes whose name, alias or symbol holds a part; raises UnknownNameError where there are none."""
    gazetteer, wanted = load_gazetteer(names), key(part)
    stored = store.entities()
    listed = {entry.name for entry in gazetteer.entries if any(wanted in key(name) for name in entry.names())}
    found = tuple(name for name in stored if name in listed or wanted in key(name))
    if wanted and (found or listed):
        return found
    near = [*gazetteer.near(part, SUGGESTED), *difflib.get_close_matches(part, stored, n=SUGGESTED)]
    suggested = ", ".join(list(dict.fromkeys(near))[:SUGGESTED])
    raise UnknownNameError(part, "no index of that name", f"did you mean {suggested}?" if suggested else "")


def _speaker_entry(row: SpeakerRow) -> Entry:
    """Who spoke; the keys are the fields."""
    return {**asdict(row), "indices": list(row.indices)}


def _speaker_cells(row: SpeakerRow) -> Sequence[str]:
    spoken_of = [*row.indices[:NAMED], *["…"] * (len(row.indices) > NAMED)]
    return (
        row.name or "(unnamed)",
        row.role or "",
        row.firm or "",
        f"{row.statements:,}",
        f"{row.articles:,}",
        row.first or "",
        row.last or "",
        ", ".join(spoken_of),
    )


def _statement_entry(row: StatementRow) -> Entry:
    """A statement as the contract has it, and the article that it stands in."""
    return {
        "name": row.name,
        "role": row.role,
        "firm": row.firm,
        "day": row.day,
        "statement": row.text,
        "start": row.start,
        "end": row.end,
        "tone": row.tone,
        "article": row.article_id,
        "revision": row.revision,
        "title": row.title,
        "published": row.published.isoformat() if row.published else None,
        "publisher": row.publisher,
        "url": row.url,
    }


def _statement_cells(row: StatementRow) -> Sequence[str]:
    article = display.short_id(row.article_id)
    return (row.name or "(unnamed)", row.firm or "", row.day or "", article, row.text)


def _index_entry(row: IndexRow) -> Entry:
    """An index; `change` is in percent, of a day."""
    return {
        "entity": row.entity,
        "symbol": row.symbol,
        "kind": str(row.kind),
        "claims": row.claims,
        "articles": row.articles,
        "first": row.first,
        "last": row.last,
        "change": number(row.change.claim.value) if row.change else None,
        "change_day": row.change and row.change.day,
        "level": number(row.level.claim.value) if row.level else None,
        "level_day": row.level and row.level.day,
    }


def _index_cells(row: IndexRow) -> Sequence[str]:
    return (
        row.entity,
        row.symbol or "",
        str(row.kind),
        f"{row.claims:,}",
        f"{row.articles:,}",
        row.first or "",
        row.last or "",
        display.figure(row.change.claim) if row.change else "",
        display.figure(row.level.claim) if row.level else "",
    )


def _hit_entry(hit: Hit) -> Entry:
    """An article that was found; `matches` are places in `snippet`."""
    return {
        "article": hit.article_id,
        "title": hit.title,
        "published": hit.published.isoformat() if hit.published else None,
        "publisher": hit.publisher,
        "url": hit.url,
        "score": hit.score,
        "snippet": hit.snippet,
        "matches": [[span.start, span.end] for span in hit.matches],
    }


def _overview_entry(found: Overview) -> Entry:
    """The keys are the fields; `by_metric` and `days` are lists of rows."""
    by_metric = [{"metric": str(metric), "kind": str(kind), "claims": n} for metric, kind, n in found.by_metric]
    return {**asdict(found), "by_metric": by_metric, "days": [asdict(day) for day in found.days]}


def _overview_pairs(found: Overview) -> Mapping[str, str]:
    return {
        "Articles": f"{found.articles:,}",
        "Copies": f"{found.copies:,}",
        "Revisions": f"{found.revisions:,}",
        "Claims": f"{found.claims:,} of {found.indices:,} indexes",
        "Statements": f"{found.statements:,} by {found.analysts:,} analysts",
        "Summaries": f"{found.summaries:,}",
        "Size": decimal(found.size),
    }


SPEAKERS = Shape(
    _speaker_entry,
    ("name", "role", "firm", "statements", "articles", "first", "last", "indices"),
    _speaker_cells,
    ("Analyst", "Role", "Firm", "Statements", "Articles", "First", "Last", "Speaks of"),
    ("Statements", "Articles"),
)
STATEMENTS = Shape(
    _statement_entry,
    (
        "name", "role", "firm", "day", "statement", "start", "end", "tone", "article", "revision", "title",
        "published", "publisher", "url",
    ),
    _statement_cells,
    ("Analyst", "Firm", "Day", "Article", "Statement"),
)  # fmt: skip
INDICES = Shape(
    _index_entry,
    (
        "entity", "symbol", "kind", "claims", "articles", "first", "last", "change", "change_day", "level",
        "level_day",
    ),
    _index_cells,
    ("Index", "Symbol", "Kind", "Claims", "Articles", "First", "Last", "Last change", "Last level"),
    ("Claims", "Articles", "Last change", "Last level"),
)  # fmt: skip
