"""What may stand in a feed: each check returns the text as it is kept, or says in one line what is wrong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from summarizer.errors import InputError
from summarizer.feeds.feed import DEFAULT_INTERVAL, Feed, Interval, TextFrom, host_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

#: Characters of a wrong text that its error shows.
SHOWN = 80


@dataclass(frozen=True, slots=True)
class Defaults:
    """What holds for the feeds of a list that do not say it themselves."""

    interval: Interval = DEFAULT_INTERVAL
    text: TextFrom = TextFrom.AUTO


def make_feed(
    url: str,
    name: str | None = None,
    *,
    interval: Interval = DEFAULT_INTERVAL,
    tags: Iterable[str] = (),
    text: TextFrom = TextFrom.AUTO,
    include: Iterable[str] = (),
    exclude: Iterable[str] = (),
) -> Feed:
    """A feed of what somebody typed; named after its host where no name is given.  Raises InputError."""
    address = check_url(url)
    return Feed(
        host_of(address) if name is None else check_line(name),
        address,
        interval,
        check_all(check_tag, tags),
        text,
        check_all(check_phrase, include),
        check_all(check_phrase, exclude),
    )


def check_url(url: str) -> str:
    """Raises InputError, its subject the address, for what is none of a feed."""
    address = url.strip()
    try:
        parts = urlsplit(address)
        stands = bool(parts.hostname) and parts.port != 0
    except ValueError:  # a bracket left open, a port that is no number or too large
        raise InputError(_quoted(address), "is no valid address") from None
    if parts.scheme not in {"http", "https"}:
        raise InputError(_quoted(address), "is no http or https address")
    if not stands or not address.isprintable() or " " in address:
        raise InputError(_quoted(address), "is no valid address")
    return address


def check_line(name: str) -> str:
    """A name or a phrase on one line, its spaces single.  Raises InputError."""
    line = " ".join(name.split())
    if not line:
        raise InputError(_quoted(name), "is empty", "leave it out")
    if not line.isprintable():
        raise InputError(_quoted(name), "holds characters that can't be shown", "drop them")
    return line


def check_phrase(phrase: str) -> str:
    """Words that are looked for in a headline.  Raises InputError."""
    line = check_line(phrase)
    if not any(map(str.isalnum, line)):
        raise InputError(_quoted(phrase), "holds no word", "leave it out")
    return line


def check_tag(tag: str) -> str:
    """A tag.  Raises InputError."""
    line = check_line(tag)
    if set(line) & set(",/"):
        raise InputError(_quoted(tag), "holds a comma or a slash", "make it two tags")
    return line


def check_all(check: Callable[[str], str], texts: Iterable[str]) -> tuple[str, ...]:
    """Each text checked; what is said twice stands once."""
    return tuple(dict.fromkeys(map(check, texts)))


def _quoted(text: str) -> str:
    # As short as fits a line, whatever somebody's list holds.
    shown = "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in text[:SHOWN])
    return f'"{shown}{"…" if len(text) > SHOWN else ""}"'
