"""HTML -> what an article needs of it.  The only module that imports trafilatura."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from summarizer.errors import InputError
from summarizer.ingest.published import parse_published
from summarizer.ingest.source import unify_newlines

if TYPE_CHECKING:
    from collections.abc import Iterator

#: How a text that is HTML begins.
HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|title|article|main|div|p|h1)\b",
    re.IGNORECASE | re.DOTALL,
)

#: Where a page says when it was published to the minute; trafilatura keeps the day only.
TIMES = re.compile(
    r"""(?: (?:property|name|itemprop)=["'](?:article:published_time|datePublished|pubdate)["'] [^>]{0,200}?
            (?:content|datetime)=["'](?P<meta>[^"']{8,40})["']
          | "datePublished"\s*:\s*"(?P<linked>[^"]{8,40})" )""",
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Page:
    """What a page's markup says of its article, and the article."""

    #: Paragraphs, one a line, the page's furniture left out.
    text: str
    title: str | None
    published: datetime | None
    publisher: str | None
    #: The address that the page gives as its own, where it is one of the same host; else where it was found.
    url: str | None


def is_html(text: str) -> bool:
    """Whether a text is a page's source.

    >>> is_html("<!DOCTYPE html><html>"), is_html("<- Stocks rose")
    (True, False)
    """
    return HTML.match(text[:10_000]) is not None


def parse_page(html: str, name: str, url: str | None = None) -> Page:
    """Find the article in a page's source.  Raises InputError where there is none."""
    import trafilatura  # noqa: PLC0415 - takes half a second

    found = trafilatura.bare_extraction(
        html,
        url=url,
        with_metadata=True,
        include_comments=False,
        date_extraction_params={"original_date": True, "extensive_search": False},
    )
    text = unify_newlines((found and found.text) or "").strip("\n")
    if not found or not text.strip():
        raise InputError(
            name, "no article text was found in the page", "save the article's text to a file and give that"
        )
    return Page(
        text,
        found.title or None,
        _published(html, found.date),
        found.sitename or None,
        _own_url(url, found.url),
    )


def _published(html: str, day: str | None) -> datetime | None:
    """The time that the page states, if it falls on the day that was found or next to it; else the day."""
    date = parse_published(day or "")
    times = (time for time in _find_times(html) if date is None or _is_near(time, date))
    return next(times, date)


def _is_near(time: datetime, day: datetime) -> bool:
    """Whether a time falls on a day, or on the one before or after in another zone."""
    return abs(time.date() - day.date()) <= timedelta(days=1)


def _find_times(html: str) -> Iterator[datetime]:
    for match in TIMES.finditer(html):
        if time := parse_published(match["meta"] or match["linked"]):
            yield time


def _own_url(url: str | None, canonical: str | None) -> str | None:
    """The page's address: the canonical one, unless it leads to another host or to the front page."""
    if url is None:
        return canonical
    own = urlsplit(canonical or "")
    same_host = own.hostname == urlsplit(url).hostname
    stands = own.scheme in {"http", "https"} and same_host and own.path.strip("/")
    return (own if stands else urlsplit(url))._replace(fragment="").geturl()
