"""Publication times as news prints them: text -> datetime.

Each format is a named pattern; `parse_published` takes a text that is nothing but a time, `find_stamp` looks
for one in a line.  A zone is kept only where one is printed.  A date without a time is that day's midnight.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from summarizer.types import Span

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

#: Printed zone -> offset from UTC in hours.  Where markets differ one reading stands (IST is India's, CST
#: Chicago's, BST London's).
OFFSETS = {
    "z": 0, "utc": 0, "gmt": 0, "wet": 0, "bst": 1, "cet": 1, "cest": 2, "eet": 2, "sast": 2, "eest": 3,
    "msk": 3, "gst": 4, "pkt": 5, "ist": 5.5, "ict": 7, "wib": 7, "hkt": 8, "sgt": 8, "myt": 8,
    "pht": 8, "awst": 8, "beijing time": 8, "hong kong time": 8, "jst": 9, "kst": 9, "acst": 9.5,
    "aest": 10, "aedt": 11, "nzst": 12, "nzdt": 13, "brt": -3, "ast": -4, "edt": -4, "est": -5,
    "cdt": -5, "cst": -6, "mdt": -6, "mst": -7, "pdt": -7, "pst": -8,
}  # fmt: skip

#: Zones whose offset depends on the day.
REGIONS = {
    "et": "America/New_York",
    "eastern time": "America/New_York",
    "new york time": "America/New_York",
    "ct": "America/Chicago",
    "mt": "America/Denver",
    "pt": "America/Los_Angeles",
    "london time": "Europe/London",
}

_NAMED = "|".join(sorted((re.escape(name) for name in (*OFFSETS, *REGIONS)), key=len, reverse=True))
_ZONE = rf"(?: \s* \(? (?P<zone> (?:UTC|GMT)?[+−-]\d{{1,2}}(?::?\d\d)? | (?:{_NAMED})\b ) \)? )"
_CLOCK = r"""
    (?P<hour> \d{1,2} ) (?= :\d | \.\d\d\s?[ap]\.?m | \s?[ap]\.?m )    # a bare number is no time of day
    (?: : (?P<minute> \d\d ) (?: : (?P<second> \d\d ) (?: [.,]\d+ )? )?
      | \. (?P<dotted> \d\d ) (?= \s?[ap]\.?m )    # "5.20pm"; "14.05" alone is a figure
    )?
    (?: \s? (?P<half> [ap] ) \.?m\b\.? )?
"""
_TIME = rf"{_CLOCK} {_ZONE}? (?: \s* \(\d\d:?\d\d\ (?:GMT|UTC)\) )?"
_AFTER = rf"(?: (?: \s* [\s,·|/—–-] \s* (?:[·|/—–-]\s+|at\s+)? | T ) {_TIME} )?"
_WEEKDAY = r"(?: (?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,? \s+ )?"
_MONTH = (
    r"(?P<month> jan(?:uary)? | feb(?:ruary)? | mar(?:ch)? | apr(?:il)? | may | june? | july? | aug(?:ust)?"
    r" | sept?(?:ember)? | oct(?:ober)? | nov(?:ember)? | dec(?:ember)? ) \.?"
)
_DAY = r"(?P<day> \d{1,2} ) (?:st|nd|rd|th)?"
_YEAR = r"(?P<year> (?:19|20)\d\d )"
_MONTH_FIRST = rf"{_WEEKDAY} {_MONTH} \s+ {_DAY} ,? \s+ {_YEAR}"
_DAY_FIRST = rf"{_WEEKDAY} {_DAY} [\s-]+ {_MONTH} ,? [\s-]+ {_YEAR}"


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w.]) {pattern} (?!\w)", re.VERBOSE | re.IGNORECASE | re.ASCII)


#: Name -> pattern, in the order in which they are tried.
FORMATS = {
    # 2024-11-26T02:37:00+08:00, 2024.11.26 02:37, 2024/11/26
    "year first": _compiled(rf"{_YEAR} (?P<mark>[-./]) (?P<month>\d{{1,2}}) (?P=mark) (?P<day>\d{{1,2}}) {_AFTER}"),
    # 26.11.2024, 02:37 CET
    "dotted, day first": _compiled(rf"(?P<day>\d{{1,2}}) \. (?P<month>\d{{1,2}}) \. {_YEAR} {_AFTER}"),
    # November 26, 2024 at 2:37 AM EST
    "month first": _compiled(rf"{_MONTH_FIRST} {_AFTER}"),
    # Tue, 26 Nov 2024 02:37:00 GMT (RFC 2822), 26 November 2024
    "day first": _compiled(rf"{_DAY_FIRST} {_AFTER}"),
    # 4:48 PM EST, Tue November 26, 2024
    "time, month first": _compiled(rf"{_TIME} ,? \s+ (?:on\s+)? {_MONTH_FIRST}"),
    # 14:05 GMT, 26 November 2024
    "time, day first": _compiled(rf"{_TIME} ,? \s+ (?:on\s+)? {_DAY_FIRST}"),
    # 20241126T023700Z (ISO 8601, basic)
    "basic": _compiled(
        rf"{_YEAR} (?P<month>\d\d) (?P<day>\d\d)"
        rf"(?: T (?P<hour>\d\d) (?P<minute>\d\d) (?P<second>\d\d)? {_ZONE}? )?"
    ),
    # 02-07-25 1839ET (a newswire's last line)
    "newswire": _compiled(
        rf"(?P<month>\d\d) - (?P<day>\d\d) - (?P<year>\d\d) \s (?P<hour>\d\d) (?P<minute>\d\d) {_ZONE}"
    ),
}

#: Words that introduce a time.
LABEL = re.compile(
    r"(?:(?:first|last|originally)\s+)?"
    r"(?:published|posted|updated|modified|created|released|date|time|dateline)\b(?:\s+(?:on|at|date|time)\b)*\s*:?\s*",
    re.IGNORECASE,
)


class Stamp(NamedTuple):
    """A printed time and where in its line it stands."""

    span: Span
    time: datetime


def parse_published(text: str) -> datetime | None:
    """Read a text that is a publication time, with or without a label.

    >>> parse_published("2024.11.26 02:37")
    datetime.datetime(2024, 11, 26, 2, 37)
    >>> parse_published("Tue, 26 Nov 2024 02:37:00 +0800").isoformat()
    '2024-11-26T02:37:00+08:00'
    >>> parse_published("Updated November 26, 2024 at 2:37 AM EST").isoformat()
    '2024-11-26T02:37:00-05:00'
    >>> parse_published("Nov. 26, 2024")
    datetime.datetime(2024, 11, 26, 0, 0)
    >>> parse_published("in November 2024") is None
    True
    """
    text = text.strip()
    label = LABEL.match(text)
    text = text[label.end() :] if label else text
    for pattern in FORMATS.values():
        match = pattern.fullmatch(text)
        if match and (time := _time_of(match)):
            return time
    return None


def find_stamp(line: str) -> Stamp | None:
    """Find the first publication time printed in a line.

    >>> find_stamp("Daily Finance | 26 November 2024 14:05 GMT | 5 min read").time.isoformat()
    '2024-11-26T14:05:00+00:00'
    """
    for pattern in FORMATS.values():
        match = pattern.search(line)
        if match and (time := _time_of(match)):
            return Stamp(Span(*match.span()), time)
    return None


def _time_of(match: re.Match[str]) -> datetime | None:
    """The moment that a matched format prints, or None where there is no such day or hour."""
    part = {name: value for name, value in match.groupdict().items() if value}
    minute = part.get("minute") or part.get("dotted")
    hour = int(part.get("hour", 0))
    if "half" in part:
        if not 1 <= hour <= 12:  # noqa: PLR2004 - a clock's face
            return None
        hour = hour % 12 + (12 if part["half"] in "pP" else 0)
    year = int(part["year"])
    month = part["month"].lower()[:3]
    try:
        naive = datetime(  # noqa: DTZ001 - a zone is added where one is printed
            year if year > 99 else 2000 + year,  # noqa: PLR2004 - two digits
            MONTHS.index(month) + 1 if month.isalpha() else int(month),
            int(part["day"]),
            hour,
            int(minute or 0),
            int(part.get("second", 0)),
        )
        return naive.replace(tzinfo=_parse_zone(part["zone"], naive)) if "zone" in part else naive
    except ValueError:
        return None


def _parse_zone(printed: str, naive: datetime) -> tzinfo | None:
    """The printed zone as a fixed offset; None where it depends on the day and no zone data is there."""
    name = printed.lower().replace("−", "-")
    if name in REGIONS:
        try:
            offset = naive.replace(tzinfo=ZoneInfo(REGIONS[name])).utcoffset()
        except ZoneInfoNotFoundError:
            return None
        return timezone(offset or timedelta())
    if name in OFFSETS:
        return timezone(timedelta(hours=OFFSETS[name])) if OFFSETS[name] else UTC
    digits = re.sub(r"\D", "", name)
    hours, minutes = (digits[:-2], digits[-2:]) if len(digits) > 2 else (digits, "0")  # noqa: PLR2004 - "+8", "+08"
    offset = timedelta(hours=int(hours), minutes=int(minutes))
    return timezone(-offset if "-" in name else offset)
