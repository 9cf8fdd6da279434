"""``summarizer search``: articles by their words."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from rich.console import Console

from summarizer import display
from summarizer.commands.answers import Limit, Shape, answer_rows
from summarizer.commands.front import refuse_empty
from summarizer.commands.options import Format
from summarizer.records.printed import PRINTED_HITS
from summarizer.store import Hit, Words, open_store

#: Hits where nobody says how many, in any format: those further down fit ever less.
SHOWN = 20


def search(path: Path, words: Words, most: int | None, chosen: Format) -> None:
    """Print the articles that hold all the words, best first; exits with 1 where none does."""
    limit = Limit(most or SHOWN, given=most is not None)
    with open_store(path, create=False) as store:
        found = store.search(replace(words, limit=(most or SHOWN) + 1))
        count = answer_rows(found, SHAPE, chosen, limit)
    if not count:
        refuse_empty(words.text or "no words", path)


def _show(console: Console, hits: Iterable[Hit]) -> None:
    """A paragraph a hit."""
    for place, hit in enumerate(hits):
        if place:
            console.print()
        day = f"{hit.published:%Y-%m-%d}" if hit.published else None
        heading = filter(None, (hit.title, hit.publisher, day, display.short_id(hit.article_id)))
        display.print_hit(console, " · ".join(heading), hit.snippet, hit.matches)


SHAPE = Shape(PRINTED_HITS, _show)
