"""What the headers of an answer say of asking again: whether, when, and with which words.

They come from strangers: what is garbage there counts as not said.  All is pure; the time of asking is a parameter.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Seconds that stand for any longer time (RFC 9111, 1.2.2).
MOST_SECONDS = 2.0**31

#: A directive of ``Cache-Control``: its name, and its value, quoted or not.
DIRECTIVE = re.compile(r'([\w-]+)(?:\s*=\s*(?:"([^"]*)"|([^\s,"]*)))?', re.ASCII)

#: Whole seconds.
SECONDS = re.compile(r"\d+", re.ASCII)

#: A date is never longer; Python's parser takes its time with what is.
LONGEST_DATE = 64

#: What may go back to a server in a header: Latin-1 without control characters, and no more than a server takes.
VALUE = re.compile(r"(?! )[ -~\x80-\xff]{1,4000}(?<! )")


@dataclass(frozen=True, slots=True)
class Validators:
    """What tells a server which version of a page is known here; each is opaque, byte for byte."""

    #: '"33a64df5"', 'W/"1"', or whatever the server calls it.
    etag: str | None = None
    #: The date as it was sent.
    last_modified: str | None = None

    def headers(self) -> dict[str, str]:
        """The headers of a conditional request; what could not stand in a header is left out."""
        named = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: sent for name, value in named.items() if (sent := _sendable(value))}


def validators(headers: Mapping[str, str]) -> Validators:
    """The validators of an answer, by its headers in lower case.

    >>> validators({"etag": 'W/"1"'}).headers()
    {'If-None-Match': 'W/"1"'}
    """
    return Validators(_sendable(headers.get("etag")), _sendable(headers.get("last-modified")))


def _sendable(value: str | None) -> str | None:
    """A value that may stand in a header."""
    return value if value and VALUE.fullmatch(value) else None


def freshness(headers: Mapping[str, str], now: datetime) -> float | None:
    """Seconds for which an answer may be kept without asking again, by RFC 9111, 4.2; None where it does not say.

    ``s-maxage`` is for shared caches, and this is none.  ``now`` has a time zone.

    >>> freshness({"cache-control": "public, max-age=600", "age": "60"}, datetime.now(UTC))
    540.0
    """
    lifetime = _lifetime(headers, now)
    return None if lifetime is None else max(0.0, lifetime - (_seconds(headers.get("age", "")) or 0.0))


def _lifetime(headers: Mapping[str, str], now: datetime) -> float | None:
    """Seconds for which an answer may be kept from when it was made."""
    directives = _directives(headers.get("cache-control", ""))
    if "no-store" in directives or "no-cache" in directives:
        return 0.0
    age = _seconds(directives.get("max-age", ""))
    if age is not None:
        return age
    expires = headers.get("expires")
    if expires is None:
        return None
    end = _date(expires)
    if end is None:  # "0" and any other that is no date means: already past (RFC 9111, 5.3)
        return 0.0
    made = _date(headers.get("date", "")) or now
    return _bounded((end - made).total_seconds())


def retry_after(headers: Mapping[str, str], now: datetime) -> float | None:
    """Seconds that a server asks to be left alone for (RFC 9110, 10.2.3); None where it does not say.

    >>> retry_after({"retry-after": "120"}, datetime.now(UTC))
    120.0
    """
    value = headers.get("retry-after", "")
    seconds = _seconds(value)
    if seconds is not None:
        return seconds
    date = _date(value)
    return None if date is None else _bounded((date - now).total_seconds())


def _directives(value: str) -> dict[str, str]:
    """``Cache-Control`` in parts, names in lower case; of two with one name the first stands."""
    found: dict[str, str] = {}
    for name, quoted, plain in DIRECTIVE.findall(value):
        found.setdefault(name.lower(), quoted or plain)
    return found


def _seconds(value: str) -> float | None:
    """A number of whole seconds, never more than MOST_SECONDS."""
    digits = value.strip()
    return _bounded(float(digits)) if SECONDS.fullmatch(digits) else None


def _date(value: str) -> datetime | None:
    """An HTTP date in any of its three forms, or None for what is none."""
    if len(value) > LONGEST_DATE:
        return None
    try:
        date = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):  # what Python's parser is known to raise
        return None
    return date if date.tzinfo else date.replace(tzinfo=UTC)  # "-0000" is UTC too


def _bounded(seconds: float) -> float:
    """Seconds, neither negative nor endless."""
    return min(max(0.0, seconds), MOST_SECONDS)
