"""Figures that the article does not print but that follow from its claims by arithmetic.

    "its second straight loss"       two trading days in a row, each with a loss of that index
    "1.2 percentage points ahead"    the difference of two indexes' moves over one period, both named in the sentence

Nothing else is worked out: with enough figures anything is the sum of some two.
"""

from __future__ import annotations

from datetime import date
from itertools import combinations
from typing import TYPE_CHECKING

from summarizer.dates import trading_day_before
from summarizer.types import Finding, Metric, Period, Verdict

if TYPE_CHECKING:
    from summarizer.proof.evidence import Reading
    from summarizer.types import Claim, Quantity, Span

_GAP_UNITS = ("percentage points", "percentage point")
_ISO_DAY = len("2024-11-25")
_SESSION = (Period.DAY, Period.INTRADAY)


def derive_gap(quantity: Quantity, draft: Reading, article: Reading) -> Finding | None:
    """The difference of two moves of indexes that the draft's sentence names; None where none is so large."""
    if quantity.unit not in _GAP_UNITS:
        return None
    named = {name for name, span in draft.extraction.names if span.within(quantity.sentence)}
    moves = [c for c in article.extraction.claims if c.metric is Metric.CHANGE and c.entity.name in named]
    for left, right in combinations(moves, 2):
        apart = left.entity != right.entity and left.period is right.period and left.date == right.date
        if apart and abs(left.value - right.value) == abs(quantity.value):
            return Finding(quantity.span, Verdict.SUPPORTED, None, left.span, None, "a difference", derived=True)
    return None


def derive_streak(span: Span, length: int, names: set[str], article: Reading) -> Finding | None:
    """Days in a row, the session's own the last, on which one of the indexes moved one way; None for fewer."""
    for name in sorted(names):
        days = _signs([claim for claim in article.extraction.claims if claim.entity.name == name])
        for session in article.sessions():
            if _run(date.fromisoformat(session), days) >= length:
                return Finding(span, Verdict.SUPPORTED, None, None, None, "counted from the days' moves", derived=True)
    return None


def _signs(claims: list[Claim]) -> dict[date, int]:
    """Day -> which way the index moved on it."""
    moved = (c for c in claims if c.metric in (Metric.CHANGE, Metric.POINTS) and c.period in _SESSION and c.value)
    return {date.fromisoformat(c.date): 1 if c.value > 0 else -1 for c in moved if c.date and len(c.date) == _ISO_DAY}


def _run(day: date, days: dict[date, int]) -> int:
    """How many trading days in a row, back from `day`, had the same sign as that day."""
    first, length = days.get(day), 0
    while first is not None and days.get(day) == first:
        length, day = length + 1, trading_day_before(day)
    return length
