"""URL -> the page that is found there: one request, and what counts as a page."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING

from summarizer.errors import FetchError
from summarizer.ingest.limits import DEFAULTS, Limits

if TYPE_CHECKING:
    from summarizer.ingest.web import Response

#: Media types that hold an article.
PAGES = frozenset({"text/html", "application/xhtml+xml", "text/plain"})

#: What is asked for.
ACCEPTED = "text/html, application/xhtml+xml, text/plain;q=0.9"

#: Media type -> what people call it.
KINDS = {
    "application/pdf": "a PDF",
    "application/json": "JSON",
    "application/rss+xml": "a feed",
    "application/atom+xml": "a feed",
}

SAVE_IT = "save the article's text to a file and give that"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server sent."""

    #: Where it was found in the end, redirects followed.
    url: str
    #: "text/html"; empty where the server does not say.
    media_type: str
    #: The charset it was sent with, if the server says.
    charset: str | None
    #: Decompressed.
    body: bytes


def is_url(source: str) -> bool:
    """Whether a source is an address rather than a file's name.

    >>> is_url("https://example.org/a"), is_url("ftp://example.org"), is_url("notes: today.txt")
    (True, True, False)
    """
    scheme, separator, _ = source.partition("://")
    return bool(separator) and scheme.isalnum()


def fetch(url: str, limits: Limits = DEFAULTS) -> Answer:
    """Get a page.  Raises FetchError for whatever does not end in one, within ``limits.total`` seconds."""
    try:
        response = asyncio.run(_get(url, limits))
    except FetchError as error:
        if error.problem.startswith("is too large"):
            raise FetchError(url, error.problem, SAVE_IT) from None
        raise
    return check_page(url, response)


async def _get(url: str, limits: Limits) -> Response:
    """Ask once.  The user typed the address, so it may be a private one."""
    from summarizer.ingest.web import Web  # noqa: PLC0415 - slow to import

    async with Web(limits, allow_private=True, connections=1) as web:
        return await web.get(url, accept=ACCEPTED, only=PAGES)


def check_page(url: str, response: Response) -> Answer:
    """The page in a response.  Raises FetchError where it is none, by its status or its media type."""
    if response.status != HTTPStatus.OK:
        raise FetchError(url, f"the server answered {response.status} {_phrase(response.status)}".rstrip())
    kind = response.media_type
    if kind and kind not in PAGES:
        raise FetchError(url, f"is {KINDS.get(kind, 'no page')} ({kind})", SAVE_IT)
    return Answer(response.url, kind, response.charset, response.body)


def _phrase(status: int) -> str:
    """What a status is called by the book; what the server calls it is not repeated."""
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""
