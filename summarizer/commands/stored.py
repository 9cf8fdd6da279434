"""``summarizer claims`` and ``summarizer show``: questions to the database."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import typer

from summarizer import display
from summarizer.commands.answers import answer_json, answer_rows, output
from summarizer.commands.front import complain
from summarizer.commands.options import Format
from summarizer.contract import Entry, claim_entry, digest_entry
from summarizer.errors import UnknownNameError
from summarizer.gazetteer import load_gazetteer
from summarizer.store import ClaimQuery, ClaimRow, open_store

NOTHING_FOUND = 1

#: The keys of `row_entry`: those of a claim, then those of its article.
COLUMNS = (
    "entity", "symbol", "kind", "metric", "value", "unit", "period", "date", "hedge", "start", "end", "text",
    "sentence", "speaker", "quote", "article", "revision", "title", "published", "publisher", "url",
)  # fmt: skip


def claims(path: Path, index: str | None, query: ClaimQuery, chosen: Format, names: Path | None) -> None:
    """Print the claims that a query finds about an index, or about all; exits with 1 where there are none."""
    if index is not None:
        query = replace(query, entities=(_resolve(index, path, names),))
    with open_store(path, create=False) as store:
        found = list(store.claims(query))
    if chosen is not Format.TABLE:
        answer_rows(map(row_entry, found), COLUMNS, chosen)
    elif found:
        columns = (*display.CLAIM_COLUMNS, "Published", "Article")
        display.print_table(output(), columns, map(_cells, found), right=("Figure",))
    if not found:
        complain(f"{', '.join(query.entities) or 'claims'}: nothing found in {path}")
        raise typer.Exit(NOTHING_FOUND)


def show(path: Path, article: str, *, as_json: bool) -> None:
    """Print a stored article and all that is known of it."""
    with open_store(path, create=False) as store:
        digest = store.digest(article)
    if as_json:
        answer_json(digest_entry(digest))
    else:
        display.print_stored(output(), digest)


def row_entry(row: ClaimRow) -> Entry:
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
    }


def _cells(row: ClaimRow) -> Sequence[str]:
    published = f"{row.published:%Y-%m-%d}" if row.published else ""
    return (*display.claim_row(row.claim), published, display.short_id(row.article_id))


def _resolve(index: str, path: Path, names: Path | None) -> str:
    """The canonical name; what the gazetteer does not know, an article in the database may have named."""
    gazetteer = load_gazetteer(names)
    if entry := gazetteer.find(index):
        return entry.name
    if path.exists():
        with open_store(path, create=False) as store:
            if any(store.claims(ClaimQuery((index,), limit=1))):
                return index
    near = gazetteer.near(index)
    raise UnknownNameError(index, "no index of that name", f"did you mean {', '.join(near)}?" if near else "")
