"""What bounds a question: days, values, parts of names, how many rows.  Bounds that can't be meant are refused.

Every query checks its own, so that all doors refuse the same: the commands, Python, and whoever calls the store.
"""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING

from summarizer.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping


def check_days(since: str | None, until: str | None) -> None:
    """Refuse days between which nothing lies; raises InputError."""
    if since and until and since > behind(until):
        raise InputError(f"since {since}", f"lies behind until {until}", "swap the two")


def check_values(least: float | None, most: float | None) -> None:
    """Refuse values that are none, and such between which nothing lies; raises InputError."""
    for value in (least, most):
        if value is not None and not isfinite(value):
            raise InputError(str(value), "is no value", "write a number")
    if least is not None and most is not None and least > most:
        raise InputError(f"minimum {least:g}", f"lies above maximum {most:g}", "swap the two")


def check_parts(parts: Mapping[str, str | None]) -> None:
    """Refuse empty parts of names, given by what they are parts of: all names hold them.  Raises InputError."""
    for what, part in parts.items():
        if part is not None and not part.strip():
            raise InputError(what, "is empty", "write a part of a name, or leave it out")


def check_count(what: str, count: int | None, least: int = 0) -> None:
    """Refuse a number of rows, or of what makes one, that can't be; None is no bound.  Raises InputError."""
    if count is not None and count < least:
        raise InputError(f"{what} {count}", "is too small", f"write {least} or more")


def behind(until: str | None) -> str:
    """What sorts behind the last day that a bound allows, as coarse as it may be; behind all where there is none."""
    return f"{until or ''}~"  # "~" sorts behind all that may follow


def rows_of(limit: int | None) -> int:
    """How many rows, in SQLite's words."""
    return -1 if limit is None else limit
