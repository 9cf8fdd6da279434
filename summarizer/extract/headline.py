"""The period that a headline promises to review, where the calendar agrees: "The quarter that forgot to be afraid"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summarizer.dates import MONTHS
from summarizer.types import Period

if TYPE_CHECKING:
    from datetime import datetime

#: Days after a period's end, and before it, on which it is reviewed.
_AFTER, _BEFORE = 4, 28
_YEAR_FROM, _YEAR_TO = (12, 20), (1, 10)
_FRIDAY = 4
_HALF = re.compile(r"\bhalf-?(?:time|year)|\bhalftime\b|\b(?:first|second) half\b|\bsix months\b")
_QUARTER = re.compile(r"\bquarter\b(?!-point)")
_YEAR = re.compile(r"\b(?:year|20\d\d|annual)\b")
_MONTH = re.compile(rf"\b(?:month|{'|'.join(MONTHS)})\b(?! \d)")
_WEEK = re.compile(r"\bweek(?:ly)?\b")
_WEEKLY = re.compile(r"\bweekly\b|\bfor the week\b")


def reviewed_period(headline: str, published: datetime | None) -> Period | None:
    """The week, month, quarter, half or year that a headline names at its end; None for any other report.

    >>> from datetime import datetime
    >>> str(reviewed_period("How the world's stock markets fared in July", datetime(2022, 7, 29)))
    'month'
    >>> reviewed_period("Chipmaker's profit falls in the fourth quarter", datetime(2022, 8, 17)) is None
    True
    """
    if published is None:
        return None
    small = headline.lower()
    month_ends = published.day >= _BEFORE or published.day <= _AFTER
    ending = published.month if published.day >= _BEFORE else (published.month - 2) % 12 + 1
    year_ends = (published.month, published.day) >= _YEAR_FROM or (published.month, published.day) <= _YEAR_TO
    ends = (
        (Period.HALF, _HALF, month_ends and ending in {6, 12}),
        (Period.QUARTER, _QUARTER, month_ends and ending in {3, 6, 9, 12}),
        (Period.YEAR, _YEAR, year_ends),
        (Period.MONTH, _MONTH, month_ends),
        (Period.WEEK, _WEEK, published.weekday() > _FRIDAY),
        (Period.WEEK, _WEEKLY, published.weekday() >= _FRIDAY),  # a Friday's own report may name the week as well
    )
    return next((period for period, words, now in ends if now and words.search(small)), None)
