"""``summarizer indices``: which indexes the database knows of."""

from dataclasses import replace
from pathlib import Path

from summarizer import display
from summarizer.commands.answers import Limit, Shape, answer_rows, in_table
from summarizer.commands.front import refuse_empty
from summarizer.commands.options import Format
from summarizer.gazetteer import load_gazetteer
from summarizer.naming import find_holding
from summarizer.records.answered import INDICES
from summarizer.store import IndexQuery, IndexRow, open_store
from summarizer.table import Fit, Head, Line


def indices(path: Path, part: str | None, query: IndexQuery, chosen: Format, names: Path | None) -> None:
    """Print the indexes that the database knows of; exits with 1 where there are none."""
    limit = Limit.of(query.limit, chosen)
    query = replace(query, limit=limit.asked)
    with open_store(path, create=False) as store:
        if part is not None:
            query = replace(query, names=find_holding(part, load_gazetteer(names), store))
        count = answer_rows(store.indices(query), SHAPE, chosen, limit)
    if not count:
        refuse_empty(part or "indexes", path)


def _line(row: IndexRow) -> Line:
    return Line(
        (
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
    )


HEADS = (
    Head("Index", Fit.CUT),
    Head("Symbol", spare=4),
    Head("Kind", spare=5),
    Head("Claims", right=True),
    Head("Articles", right=True, spare=3),
    Head("First", spare=6),
    Head("Last", spare=1),
    Head("Last change", right=True),
    Head("Last level", right=True, spare=2),
)
SHAPE = Shape(INDICES, in_table(HEADS, _line))
