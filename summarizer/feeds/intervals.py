"""Intervals as people write them: "15m", "90s", "10m to 1h"."""

from __future__ import annotations

import re

from summarizer.errors import InputError
from summarizer.feeds.feed import Interval

#: Letter -> seconds, the longest last.
UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
#: Seconds.  Whoever looks more often gets nothing newer, and is soon shut out.
SHORTEST = 60
#: Seconds: a year.
LONGEST = 365 * 86400
#: "15m" alone means 15 minutes to an hour: a quiet feed is left alone for longer, yet found again the same day.
STRETCH = 4

_DURATION = re.compile(r"([0-9]{1,8}) ?([smhd])")
_TO = re.compile(r" to ")
_WRITE = "write it like 15m, 90s, 2h or 15m to 1h"


def parse_interval(printed: str) -> Interval:
    """Raises InputError, its subject the interval, for what is none, or too short or long.

    >>> parse_interval("10m to 1h")
    Interval(shortest=600.0, longest=3600.0)
    >>> parse_interval("90s")
    Interval(shortest=90.0, longest=360.0)
    """
    subject = " ".join(printed.split())
    found = [_DURATION.fullmatch(part) for part in _TO.split(subject, maxsplit=1)]
    durations = [float(int(part[1]) * UNITS[part[2]]) for part in found if part]
    if len(durations) < len(found):
        raise InputError(f'"{subject}"', "is no interval", _WRITE)
    shortest, longest = durations[0], durations[-1]
    if shortest < SHORTEST:
        raise InputError(f'"{subject}"', "is too short an interval", f"{SHORTEST} seconds is the least")
    if max(durations) > LONGEST:
        raise InputError(f'"{subject}"', "is too long an interval", "a year is the most")
    if len(durations) == 1:
        longest = min(STRETCH * shortest, LONGEST)
    if shortest > longest:
        raise InputError(f'"{subject}"', "goes from the longer to the shorter interval", "turn it round")
    return Interval(shortest, longest)


def print_interval(interval: Interval) -> str:
    """How it stands in a list; `parse_interval` undoes it.

    >>> print_interval(Interval(900.0, 3600.0)), print_interval(Interval(90.0, 172800.0))
    ('15m to 1h', '90s to 2d')
    """
    return f"{_print_duration(interval.shortest)} to {_print_duration(interval.longest)}"


def _print_duration(seconds: float) -> str:
    letter, unit = max((pair for pair in UNITS.items() if seconds % pair[1] == 0), key=lambda pair: pair[1])
    return f"{seconds / unit:.0f}{letter}"
