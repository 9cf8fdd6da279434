"""Time phrases -> ISO dates, counted from the day of publication."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from summarizer.dates.phrases import Anchor

if TYPE_CHECKING:
    from summarizer.dates.phrases import TimePhrase

_FRIDAY, _SATURDAY = 4, 5
#: A day without a year that lies further ahead than this is last year's.
_AHEAD = timedelta(days=7)


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

    A year that isn't printed is the latest that does not lie ahead.  None where the phrase names no date.

    >>> from summarizer.dates import find_times
    >>> texts = ("on Monday", "Nov. 25", "in November 2021", "December 30")
    >>> [resolve(next(find_times(text)), date(2024, 11, 26)) for text in texts]
    ['2024-11-25', '2024-11-25', '2021-11', '2023-12-30']
    """
    match phrase.anchor:
        case Anchor.WEEKDAY if phrase.weekday is not None:
            back = (today.weekday() - phrase.weekday) % 7
            day = today + timedelta(days=7 - back) if phrase.future else today - timedelta(days=back)
            return day.isoformat()
        case Anchor.DAY if phrase.month and phrase.day:
            return _latest_day(phrase.month, phrase.day, phrase.year, today)
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


def _latest_day(month: int, day: int, year: int | None, today: date) -> str | None:
    try:
        found = date(year or today.year, month, day)
        if not year and found > today + _AHEAD:
            found = date(today.year - 1, month, day)
    except ValueError:  # "February 30": a typing error of the source, no date
        return None
    return found.isoformat()
