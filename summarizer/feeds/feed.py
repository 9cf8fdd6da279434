"""A feed: where it is, how often to look at it, and which of its entries are wanted."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterable


class TextFrom(StrEnum):
    """Where the text of an entry's article is taken from."""

    #: The entry's page, where the feed's own text is but a snippet.
    AUTO = "auto"
    #: The feed: it carries whole articles.
    FEED = "feed"
    #: The entry's page.
    PAGE = "page"


@dataclass(frozen=True, slots=True)
class Interval:
    """How much time lies between two looks at a feed: a busy feed is looked at more often than a quiet one."""

    #: Seconds, 60 at least.
    shortest: float
    #: Seconds, never less than the shortest.
    longest: float


DEFAULT_INTERVAL = Interval(15 * 60.0, 60 * 60.0)


@dataclass(frozen=True, slots=True)
class Feed:
    """A line of the list, checked.  No two feeds of a list share a name or an address."""

    #: One line, unique in any case.
    name: str
    #: http or https, with a host.
    url: str
    interval: Interval = DEFAULT_INTERVAL
    #: What it is about: "us", "central banks".  None holds a comma or a slash: OPML has them between tags.
    tags: tuple[str, ...] = ()
    text: TextFrom = TextFrom.AUTO
    #: Words and phrases one of which an entry must have; empty where every entry is wanted.
    include: tuple[str, ...] = ()
    #: Words and phrases none of which an entry may have.
    exclude: tuple[str, ...] = ()
    #: Whether it is read at all.
    enabled: bool = True

    def wants(self, title: str, tags: Iterable[str]) -> bool:
        """Whether an entry of that headline and those tags passes the filters; `exclude` wins.

        A filter is found as whole words, in any case.

        >>> feed = Feed("Wire", "https://example.org/rss", include=("stocks",), exclude=("crypto",))
        >>> feed.wants("Stocks rise", []), feed.wants("Oil rises", ["Stocks"]), feed.wants("Livestocks", [])
        (True, True, False)
        >>> feed.wants("Stocks and crypto rise", [])
        False
        """
        printed = (title, *tags)
        if _any_is_in(self.exclude, printed):
            return False
        return not self.include or _any_is_in(self.include, printed)

    def is_called(self, name: str) -> bool:
        """Whether that is the feed's name, in any case, or its address."""
        return name_key(name) == name_key(self.name) or name.strip() == self.url


def name_key(name: str) -> str:
    """What two spellings of one name have in common.

    >>> name_key(" BBC  business") == name_key("BBC Business")
    True
    """
    return " ".join(name.split()).casefold()


def url_key(url: str) -> str:
    """What two spellings of one address have in common: the host's case and what only browsers read don't count.

    >>> url_key("https://Example.org#top") == url_key("https://example.org/")
    True
    """
    parts = urlsplit(url)
    return parts._replace(netloc=parts.netloc.lower(), path=parts.path or "/", fragment="").geturl()


def host_of(url: str) -> str:
    """The host of an address, which is a feed's name where it has no other."""
    return urlsplit(url).hostname or ""


def _any_is_in(phrases: Iterable[str], printed: Iterable[str]) -> bool:
    return any(_pattern(phrase).search(text) for phrase in phrases for text in printed)


@lru_cache(maxsize=1024)
def _pattern(phrase: str) -> re.Pattern[str]:
    words = r"\s+".join(map(re.escape, phrase.split()))
    return re.compile(rf"(?<!\w){words}(?!\w)", re.IGNORECASE)
