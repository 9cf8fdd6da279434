"""``summarizer conflicts``: where sources contradict each other, both sentences side by side."""

from collections.abc import Sequence
from pathlib import Path

from summarizer import display
from summarizer.commands.answers import Shape, answer_rows, in_table
from summarizer.commands.signals import Asked, finish, narrow
from summarizer.records.answered import CONFLICTS, source_name
from summarizer.store import ClaimRow, Conflict, SignalQuery, open_store
from summarizer.table import Fit, Head, Line


def conflicts(path: Path, query: SignalQuery, asked: Asked, *, near: bool) -> None:
    """Print the conflicts that a query finds, also those of near levels or not; exits with 1 without any."""
    with open_store(path, create=False) as store:
        search = narrow(store, query, asked)
        count = answer_rows(store.conflicts(search.query, near=near), SHAPE, asked.format, search.limit)
    finish(path, search, asked, "conflicts", count)


def _line(conflict: Conflict) -> Line:
    claim = conflict.most[0].claim
    as_of = " ".join(filter(None, (conflict.most[0].day, claim.period or claim.metric)))
    return Line((claim.entity.name, as_of, *_side(conflict.most), *_side(conflict.fewer)))


def _side(rows: Sequence[ClaimRow]) -> Sequence[str]:
    others = f" and {len(rows) - 1} more" if len(rows) > 1 else ""
    return (display.figure(rows[0].claim), f"{source_name(rows[0]) or '?'}{others}", rows[0].sentence)


HEADS = (
    Head("Index", Fit.CUT),
    Head("As of"),
    *(Head("Figure"), Head("Source", Fit.CUT, spare=2), Head("Sentence", Fit.WRAP, spare=1)) * 2,
)
SHAPE = Shape(CONFLICTS, in_table(HEADS, _line))
