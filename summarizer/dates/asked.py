"""Days and moments as people type them, turned into what the database compares.

    2024, 2024-11, 2024-11-25      as they stand
    7d, 2w, 3m, 1y                 so many days, weeks, months or years back from today
    today, yesterday
    monday … sunday, mon … sun     the last such day; today, where it is one
    this month, this year

What may mean two things ("last week", "11/12") is none of them.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import UTC, date, datetime, timedelta

from summarizer.dates.names import WEEKDAYS

#: Named where something else was typed.
FORMS = "2024-11-25, 2024-11, 2024, 7d, 2w, 3m, 1y, today, yesterday or monday"

_DAY = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")
_BACK = re.compile(r"(?P<count>[0-9]{1,6}) ?(?P<unit>[dwmy])")
_TIME = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2} [T ] [0-9]{2}:[0-9]{2} (:[0-9]{2}(\.[0-9]{1,6})?)? (Z|[+-][0-9]{2}:?[0-9]{2})?",
    re.VERBOSE | re.IGNORECASE,
)
_TICK = timedelta(milliseconds=1)  # the database keeps no shorter time


def parse_day(printed: str, today: date) -> str | None:
    """A day, month or year in ISO 8601; None where it is none, or none that there is.

    >>> tuesday = date(2024, 11, 26)
    >>> [parse_day(printed, tuesday) for printed in ("2024-11", "7d", "3m", "Monday", "this month", "2024-02-30")]
    ['2024-11', '2024-11-19', '2024-08-26', '2024-11-25', '2024-11', None]
    """
    words = " ".join(printed.lower().split())
    try:
        if _DAY.fullmatch(words):
            _first(words)
            return words
        if back := _BACK.fullmatch(words):
            return _back(today, int(back["count"]), back["unit"]).isoformat()
    except (ValueError, OverflowError):  # there is no such day
        return None
    match words:
        case "today":
            return today.isoformat()
        case "yesterday":
            return (today - timedelta(days=1)).isoformat()
        case "this month":
            return f"{today:%Y-%m}"
        case "this year":
            return f"{today:%Y}"
    number = next((number for number, name in enumerate(WEEKDAYS) if words in {name, name[:3]}), None)
    return None if number is None else (today - timedelta(days=(today.weekday() - number) % 7)).isoformat()


def parse_moment(printed: str, now: datetime) -> datetime | None:
    """A moment, UTC: a time as it stands, a day, month or year as its last moment; None where it is none.

    Without an offset it is UTC, as is "today": what was known then is the same on every machine.

    >>> [str(parse_moment(printed, datetime(2024, 11, 26, tzinfo=UTC))) for printed in ("2024-11-25T18:00+08:00", "1d")]
    ['2024-11-25 10:00:00+00:00', '2024-11-25 23:59:59.999000+00:00']
    """
    words = " ".join(printed.split())
    try:
        if _TIME.fullmatch(words):
            moment = datetime.fromisoformat(words.upper())
            return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
        day = parse_day(words, now.astimezone(UTC).date())
        return _end(day) if day else None
    except (ValueError, OverflowError):
        return None


def _first(day: str) -> date:
    """The first day of a day, month or year; raises ValueError where there is no such day."""
    return date.fromisoformat(day + "0001-01-01"[len(day) :])


def _back(today: date, count: int, unit: str) -> date:
    if unit in "dw":
        return today - timedelta(days=count * (7 if unit == "w" else 1))
    months = today.year * 12 + today.month - 1 - count * (12 if unit == "y" else 1)
    year, month = months // 12, months % 12 + 1
    # A month ago on March 31 is the last of February.
    return date(year, month, min(today.day, monthrange(year, month)[1]))


def _end(day: str) -> datetime:
    """The last moment of a day, month or year."""
    first = _first(day)
    if len(day) == len("2024"):
        after = first.replace(year=first.year + 1)
    elif len(day) == len("2024-11"):
        after = first + timedelta(days=monthrange(first.year, first.month)[1])
    else:
        after = first + timedelta(days=1)
    return datetime(after.year, after.month, after.day, tzinfo=UTC) - _TICK
