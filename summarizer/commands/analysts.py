"""``summarizer analysts``: who spoke, and what they said."""

import difflib
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain, islice
from pathlib import Path

from summarizer import display
from summarizer.commands.answers import Limit, Shape, answer_rows, in_table
from summarizer.commands.front import refuse_empty
from summarizer.commands.options import Format
from summarizer.errors import UnknownNameError
from summarizer.naming import SUGGESTED, suggest
from summarizer.records.answered import STATEMENTS
from summarizer.records.printed import PRINTED_SPEAKERS
from summarizer.store import SpeakerQuery, SpeakerRow, StatementRow, open_store
from summarizer.table import Fit, Head, Line

#: Indexes that a line of the table names.
NAMED = 3


def analysts(path: Path, query: SpeakerQuery, chosen: Format) -> None:
    """Print who spoke or, of those whose name is asked for, what they said; exits with 1 where there is nothing."""
    limit = Limit.of(query.limit, chosen)
    query = replace(query, limit=limit.asked)
    with open_store(path, create=False) as store:
        if query.name is None:
            count = answer_rows(store.speakers(query), SPEAKER_SHAPE, chosen, limit)
        else:
            said = store.statements(query)
            first = list(islice(said, 1))
            if not first:
                _check_known(query.name, store.speaker_names())
            count = answer_rows(chain(first, said), STATEMENT_SHAPE, chosen, limit)
    if not count:
        refuse_empty(query.name or query.firm or "analysts", path)


def _check_known(name: str, known: Sequence[str]) -> None:
    """Raise UnknownNameError, with near names, unless the name of somebody who spoke holds this one."""
    wanted = name.casefold()
    if not any(wanted in one.casefold() for one in known):
        raise UnknownNameError(name, "nobody of that name spoke", suggest(_find_near(wanted, known)))


def _find_near(wanted: str, known: Sequence[str]) -> list[str]:
    """Names that are near in whole or in one of their words; to compare thousands takes as long as to answer."""
    by_part = {part: one for one in reversed(known) for part in (one.casefold(), *one.casefold().split())}
    alike = [part for part in by_part if part[0] == wanted[:1]]
    return list(dict.fromkeys(by_part[part] for part in difflib.get_close_matches(wanted, alike, n=SUGGESTED)))


def _speaker_line(row: SpeakerRow) -> Line:
    spoken_of = [*row.indices[:NAMED], *["…"] * (len(row.indices) > NAMED)]
    return Line(
        (
            row.name or "(unnamed)",
            row.role or "",
            row.firm or "",
            f"{row.statements:,}",
            f"{row.articles:,}",
            row.first or "",
            row.last or "",
            ", ".join(spoken_of),
        )
    )


def _statement_line(row: StatementRow) -> Line:
    article = display.short_id(row.article_id)
    return Line((row.name or "(unnamed)", row.firm or "", row.day or "", article, row.text))


SPEAKER_HEADS = (
    Head("Analyst", Fit.CUT),
    Head("Role", Fit.CUT, spare=2),
    Head("Firm", Fit.CUT),
    Head("Statements", right=True),
    Head("Articles", right=True, spare=4),
    Head("First", spare=5),
    Head("Last", spare=3),
    Head("Speaks of", Fit.CUT, spare=1),
)
SPEAKER_SHAPE = Shape(PRINTED_SPEAKERS, in_table(SPEAKER_HEADS, _speaker_line))
STATEMENT_HEADS = (
    Head("Analyst", Fit.CUT),
    Head("Firm", Fit.CUT, spare=2),
    Head("Day"),
    Head("Article", spare=1),
    Head("Statement", Fit.WRAP),
)
STATEMENT_SHAPE = Shape(STATEMENTS, in_table(STATEMENT_HEADS, _statement_line))
