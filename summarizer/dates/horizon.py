"""The date by which a forecast expects its figure."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from summarizer.dates.names import MONTH, SMALL, YEAR, month_number

_HORIZON = re.compile(
    rf"""
    (?: end | ending | ends | end-of | end\ of | end- | year-end | finish(?:ing|es)? | clos(?:e|ing) | by | in
      | during )
        [ -] (?:\ the\ year\ )? (?P<year> {YEAR} ) \b
  | (?P<this> year-end | end\ of\ (?:the|this)\ year | end\ the\ year | (?:by|before)\ (?:the\ )?year['’]?s?[ -]end
      | finish(?:ing|es)?\ the\ year | year['’]s\ end | this\ year | ending\ the\ year )
  | (?P<next> end\ of\ next\ year | next\ year )
  | (?: by | end\ of | late\ in | end | until | before | in )\ (?: the\ end\ of\ | late\ | early\ | mid- )?
        (?P<month> {MONTH} ) (?: ,?\ (?P<month_year> {YEAR} ) )?
        (?! \ \d | \w )                                       # "by June 5" is a day
  | mid-(?P<middle> {YEAR} )
    """,
    re.VERBOSE,
)


def find_horizon(text: str, today: date) -> str | None:
    """The ISO date by which a forecast's sentence expects its figure; None where it states no horizon.

    `today` is the day of publication.

    >>> texts = ("the DAX ending 2024 at 18,000", "by the end of June", "support at 5,000")
    >>> [find_horizon(text, date(2024, 3, 26)) for text in texts]
    ['2024-12-31', '2024-06-30', None]
    """
    match = _HORIZON.search(text.translate(SMALL))
    if match is None:
        return None
    if match["month"]:
        month = month_number(match["month"])
        year = int(match["month_year"] or today.year + (month < today.month))
        return date(year, month, monthrange(year, month)[1]).isoformat()
    if match["middle"]:
        return f"{match['middle']}-06-30"
    year = int(match["year"] or today.year + (match["next"] is not None))
    return f"{year}-12-31" if year >= today.year else None
