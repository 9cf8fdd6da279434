"""Time phrases -> ISO dates, counted from the day of publication."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from summarizer.dates.phrases import Anchor, Which

if TYPE_CHECKING:
    from collections.abc import Iterator

    from summarizer.dates.phrases import TimePhrase

_FRIDAY, _SATURDAY = 4, 5
#: A day without a year that lies further ahead than this is last year's …
_AHEAD = timedelta(days=7)
#: … but for one so near whose weekday is printed, or that last year had not.
_SOON = timedelta(days=60)
_YEAR = timedelta(days=366)
#: Years from one February 29 to the next, at most: 1896 to 1904.
_LEAP = 8


def is_weekend(day: date) -> bool:
    """Whether it is a Saturday or Sunday."""
    return day.weekday() >= _SATURDAY


def last_friday(today: date) -> date:
    """The last Friday before the week of `today`; on a weekend that of the week just ended.

    >>> last_friday(date(2024, 11, 26)).isoformat(), last_friday(date(2024, 11, 23)).isoformat()
    ('2024-11-22', '2024-11-22')
    """
    days = today.weekday() + 3 if today.weekday() <= _FRIDAY else today.weekday() - _FRIDAY
    return today - timedelta(days=days)


def trading_day_before(day: date) -> date:
    """The last weekday before `day`; holidays are not known.

    >>> trading_day_before(date(2024, 11, 25))
    datetime.date(2024, 11, 22)
    """
    day -= timedelta(days=1)
    while is_weekend(day):
        day -= timedelta(days=1)
    return day


def resolve(phrase: TimePhrase, today: date) -> str | None:
    """The ISO date ("2024-11-25", "2021-11" or "2021") that a phrase names in a text published on `today`.

    A year that isn't printed is the latest that does not lie ahead, but the coming one where a printed weekday says so.
    "Last Monday" lies before `today`, "this Monday" in its week, from Monday to Sunday.  None where the phrase names no
    date.

    >>> from summarizer.dates import find_times
    >>> texts = ("on Monday", "Nov. 25", "in November 2021", "December 30")
    >>> [resolve(next(find_times(text)), date(2024, 11, 26)) for text in texts]
    ['2024-11-25', '2024-11-25', '2021-11', '2023-12-30']
    """
    match phrase.anchor:
        case Anchor.WEEKDAY if phrase.weekday is not None:
            return _weekday(phrase.weekday, phrase.which, today).isoformat()
        case Anchor.DAY if phrase.month and phrase.day:
            found = day_in(phrase.year, phrase.month, phrase.day) if phrase.year else _unwritten_year(phrase, today)
            return found.isoformat() if found else None
        case Anchor.MONTH if phrase.month:
            year = phrase.year or (today.year if phrase.month <= today.month else today.year - 1)
            return f"{year:04d}-{phrase.month:02d}"
        case Anchor.YEAR if phrase.year:
            return f"{phrase.year:04d}"
        case Anchor.TODAY:
            return today.isoformat()
        case Anchor.YESTERDAY:
            return trading_day_before(today).isoformat()
    return None


def day_in(year: int, month: int, day: int) -> date | None:
    """That day of a year; None where the year has none: February 30, and February 29 of most years."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def coming_day(month: int, day: int, today: date, within: timedelta) -> date | None:
    """The next such day from `today` on, if it lies no further ahead.

    >>> coming_day(1, 2, date(2024, 12, 30), timedelta(days=60))
    datetime.date(2025, 1, 2)
    """
    years = (day_in(year, month, day) for year in (today.year, today.year + 1))
    return next((found for found in years if found and timedelta(0) <= found - today <= within), None)


def _weekday(weekday: int, which: Which | None, today: date) -> date:
    back = (today.weekday() - weekday) % 7
    match which:
        case Which.LAST:
            return today - timedelta(days=back or 7)
        case Which.THIS:
            return today + timedelta(days=weekday - today.weekday())
        case Which.NEXT:
            return today + timedelta(days=7 - back)
    return today - timedelta(days=back)


def _unwritten_year(phrase: TimePhrase, today: date) -> date | None:
    """The day of a phrase without a year; None for one that no year has."""
    month, day = phrase.month or 0, phrase.day or 0
    latest = next(_days_back(month, day, today), None)
    soon = coming_day(month, day, today, _SOON)
    if soon and (soon.weekday() == phrase.weekday or latest is None or today - latest > _YEAR):
        return soon
    return latest


def _days_back(month: int, day: int, today: date) -> Iterator[date]:
    """Such a day of each year that has it, the latest first."""
    for back in range(_LEAP + 1):
        found = day_in(today.year - back, month, day)
        if found and found - today <= _AHEAD:
            yield found
