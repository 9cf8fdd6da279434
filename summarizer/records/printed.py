"""The tables as commands print them: those of files and data frames, and the lists that such can't hold."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Any

from summarizer.records.answered import HITS, SPEAKERS
from summarizer.records.column import Column, Type, within
from summarizer.records.exported import CLAIMS

if TYPE_CHECKING:
    from summarizer.store import ClaimRow, FactRow, Hit, SpeakerRow
    from summarizer.types import Span


def _pair(span: Span) -> list[int]:
    return [span.start, span.end]


PRINTED_CLAIMS: tuple[Column[ClaimRow], ...] = (
    *CLAIMS,
    Column("sentence", Type.LIST, lambda row: _pair(row.claim.sentence), "where the sentence stands: start and end"),
)

#: A fact has the columns of the claim that was seen first.
PRINTED_FACTS: tuple[Column[FactRow], ...] = (
    *(within("earliest", column) for column in PRINTED_CLAIMS),
    Column("sources", Type.INTEGER, attrgetter("sources"), "how many different sources say it"),
    Column("first_seen", Type.TIME, attrgetter("first_seen"), "when a text that says it was first seen", ours=True),
    Column("last_seen", Type.TIME, attrgetter("last_seen"), "when another one was last newly seen", ours=True),
)


def _listed(column: Column[Any]) -> Column[Any]:
    """The column that commands print in the place of one that joins several names."""
    if column.name != "indices":
        return column
    return Column(column.name, Type.LIST, lambda row: list(row.indices), column.about)


PRINTED_SPEAKERS: tuple[Column[SpeakerRow], ...] = tuple(map(_listed, SPEAKERS))

PRINTED_HITS: tuple[Column[Hit], ...] = (
    *HITS,
    Column("matches", Type.LIST, lambda row: list(map(_pair, row.matches)), "where the words are in the snippet"),
)
