"""What callers write for days, times, words and numbers, turned into what the store compares.

What can't be meant is an InputError that says what can be written.
"""

from __future__ import annotations

import operator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, SupportsFloat, SupportsIndex, TypeVar

from summarizer.dates.asked import FORMS, parse_day, parse_moment
from summarizer.errors import InputError
from summarizer.types import Metric

if TYPE_CHECKING:
    from enum import StrEnum

Member = TypeVar("Member", bound="StrEnum")
Word = TypeVar("Word", bound=str)


def member(kind: type[Member], wanted: str | None) -> Member | None:
    """The member of an enumeration that a word stands for."""
    return None if wanted is None else kind(among(tuple(kind), wanted, kind.__name__.lower()))


def signalled(wanted: str | None) -> Metric | None:
    """The metric that a word stands for, if it makes signals."""
    metrics = tuple(metric for metric in Metric if metric is not Metric.FORECAST)
    return None if wanted is None else among(metrics, wanted, "metric of signals")


def among(known: tuple[Word, ...], wanted: str, what: str) -> Word:
    """The word itself; raises InputError where it is none of those known."""
    for word in known:
        if word == wanted:
            return word
    raise InputError(repr(wanted), f"is no {what}", f"choose one of {', '.join(known)}")


def names_of(indexes: tuple[str, ...]) -> tuple[str, ...]:
    """The names themselves; raises InputError on what is none, a list of names among them."""
    for name in indexes:
        if not isinstance(name, str):
            raise InputError(repr(name), "is no name of an index", "give each name on its own: claims('RUT', 'SPX')")
    return indexes


def day(given: str | date | None) -> str | None:
    """A day, month or year as the store compares it; of a time, of NumPy's and pandas' too, its day."""
    if given is None:
        return None
    printed = given if isinstance(given, str) else str(given)[: len("2024-11-25")]
    found = parse_day(printed, date.today())  # noqa: DTZ011 - "today" is the user's
    if found is None:
        raise InputError(repr(given), "is no day", f"write {FORMS}")
    return found


def moment(given: str | date | None) -> datetime | None:
    """A moment with its zone: UTC where none is given; a day means its end."""
    if given is None:
        return None
    if isinstance(given, datetime) and given == given:  # noqa: PLR0124 - pandas' "no time" is a datetime too
        return given if given.tzinfo else given.replace(tzinfo=UTC)
    found = parse_moment(str(given), datetime.now(UTC))
    if found is None:
        raise InputError(repr(given), "is no time", f"write 2024-11-25T18:30, or a day: {FORMS}")
    return found


def value(given: SupportsFloat | None) -> float | None:
    """A bound of values."""
    try:
        return None if given is None else float(given)
    except (TypeError, ValueError) as error:
        raise InputError(repr(given), "is no value", "write a number") from error


def count(what: str, given: SupportsIndex | None) -> int | None:
    """A number of rows, or of what makes one."""
    try:
        return None if given is None else operator.index(given)
    except TypeError as error:
        raise InputError(f"{what} {given!r}", "is no whole number", "write one") from error


def place(given: str | Path) -> Path:
    """A file, in the user's own folder where it begins with "~"."""
    try:
        return Path(given).expanduser()
    except RuntimeError:  # there is no such user: a file may be called so
        return Path(given)
