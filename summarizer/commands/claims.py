"""``summarizer claims``: what was reported, by whom, and where it stands."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from summarizer import display
from summarizer.commands.answers import Limit, Shape, answer_rows, in_table, output
from summarizer.commands.front import refuse_empty
from summarizer.commands.options import Format
from summarizer.gazetteer import load_gazetteer
from summarizer.naming import resolve
from summarizer.records.printed import PRINTED_CLAIMS, PRINTED_FACTS
from summarizer.store import ClaimQuery, ClaimRow, FactRow, open_store
from summarizer.table import Fit, Head, Line

CLAIM_HEADS = (*display.CLAIM_HEADS, Head("Published", spare=4), Head("Article", spare=3))
FACT_HEADS = (
    Head("Index", Fit.CUT),
    Head("Figure", right=True),
    Head("Metric", spare=1),
    Head("Period"),
    Head("Day"),
    Head("Sources", right=True, spare=2),
    Head("First seen (UTC)", spare=3),
    Head("Last seen (UTC)", spare=5),
    Head("Article", spare=4),
)

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
    limit = _limit_of(query, asked)
    with open_store(path, create=False) as store:
        query = replace(query, limit=limit.asked)
        if asked.indexes:
            query = replace(query, entities=resolve(asked.indexes, load_gazetteer(asked.names), store))
        if asked.distinct:
            count = answer_rows(store.facts(query), _fact_shape(asked), asked.format, limit)
        else:
            count = answer_rows(store.claims(query), _claim_shape(asked), asked.format, limit)
    if not count:
        refuse_empty(", ".join(asked.indexes) or "claims", path)


def _limit_of(query: ClaimQuery, asked: Asked) -> Limit:
    """All that there are, unless somebody said how many; only at a terminal it is counted how many more there are."""
    counted = asked.format is Format.TABLE and output().is_terminal
    return Limit(query.limit, given=True, beyond=COUNTED + 1 if counted else 0)


def _claim_shape(asked: Asked) -> Shape[ClaimRow]:
    def line(row: ClaimRow) -> Line:
        published = f"{row.published:%Y-%m-%d}" if row.published else ""
        cells = (*display.claim_row(row.claim), published, display.short_id(row.article_id))
        return Line(cells, _way_back(row) if asked.sentences else ())

    return Shape(PRINTED_CLAIMS, in_table(CLAIM_HEADS, line))


def _fact_shape(asked: Asked) -> Shape[FactRow]:
    def line(row: FactRow) -> Line:
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

    return Shape(PRINTED_FACTS, in_table(FACT_HEADS, line))


def _way_back(row: ClaimRow) -> Sequence[str]:
    """The sentence that states it, and where that stands."""
    place = " · ".join(filter(None, [row.publisher, row.url]))
    return [row.sentence, *filter(None, [place])]
