"""The date by which a forecast expects its figure."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from summarizer.dates.days import coming_day, day_in
from summarizer.dates.names import MONTH, SMALL, WEEKDAY, YEAR, month_number

#: A day without a year is the coming one if that is nearer than the last.
_NEARER = timedelta(days=183)
_HORIZON = re.compile(
    rf"""
    by\ (?: {WEEKDAY},?\ )?                                 # "on", "before" and "until June 5" tell of an event
        (?: (?P<month_first> {MONTH} )\ (?P<d1> \d{{1,2}} )(?:st|nd|rd|th)? (?! [\d%] | [.,]\d )
          | (?P<d2> \d{{1,2}} )(?:st|nd|rd|th)?\ (?P<day_first> {MONTH} ) (?! \w ) )
        (?: ,?\ (?P<day_year> {YEAR} ) \b )?
  | (?: end | ending | ends | end-of | end\ of | end- | year-end | finish(?:ing|es)? | clos(?:e|ing) | by | in
      | during )
        [ -] (?:\ the\ year\ )? (?P<year> {YEAR} ) \b
  | (?P<this> year-end | end\ of\ (?:the|this)\ year | end\ the\ year | (?:by|before)\ (?:the\ )?year['’]?s?[ -]end
      | finish(?:ing|es)?\ the\ year | year['’]s\ end | this\ year | ending\ the\ year )
  | (?P<next> end\ of\ next\ year | next\ year )
  | (?: by | end\ of | late\ in | end | until | before | in )\ (?: the\ end\ of\ | late\ | early\ | mid- )?
        (?P<month> {MONTH} ) (?: ,?\ (?P<month_year> {YEAR} ) )?
        (?! \.?\ \d | \w )                                    # "in Jan. 5 trading" is a day
  | mid-(?P<middle> {YEAR} )
    """,
    re.VERBOSE,
)


def find_horizon(text: str, today: date) -> str | None:
    """The ISO date by which a forecast's sentence expects its figure; None where it states no horizon.

    `today` is the day of publication.

    >>> texts = ("the DAX ending 2024 at 18,000", "by the end of June", "by April 15", "support at 5,000")
    >>> [find_horizon(text, date(2024, 3, 26)) for text in texts]
    ['2024-12-31', '2024-06-30', '2024-04-15', None]
    """
    for match in _HORIZON.finditer(text.translate(SMALL)):
        if match["d1"] or match["d2"]:
            found = _day(match, today)
            if found:
                return found.isoformat()
            continue  # "it traded at 4,000 by March 9 and may end the year at 5,000"
        return _month_or_year(match, today)
    return None


def _day(match: re.Match[str], today: date) -> date | None:
    """A day to come; None for one gone by."""
    month, day = month_number(match["month_first"] or match["day_first"]), int(match["d1"] or match["d2"])
    if match["day_year"]:
        found = day_in(int(match["day_year"]), month, day)
        return found if found and found >= today else None
    return coming_day(month, day, today, _NEARER)


def _month_or_year(match: re.Match[str], today: date) -> str | None:
    if match["month"]:
        month = month_number(match["month"])
        year = int(match["month_year"] or today.year + (month < today.month))
        return date(year, month, monthrange(year, month)[1]).isoformat()
    if match["middle"]:
        return f"{match['middle']}-06-30"
    year = int(match["year"] or today.year + (match["next"] is not None))
    return f"{year}-12-31" if year >= today.year else None
