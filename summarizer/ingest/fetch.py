"""URL -> bytes, over HTTP, within limits of time, size and redirects.

It is asynchronous inside for one reason: only so does the total time hold for every step, a name server that
hangs and headers that drip included.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
from dataclasses import dataclass
from importlib.metadata import version
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from summarizer.errors import FetchError
from summarizer.ingest.limits import DEFAULTS, Limits, megabytes

if TYPE_CHECKING:
    from collections.abc import Iterator

    import httpx

#: Media types that hold an article.
PAGES = frozenset({"text/html", "application/xhtml+xml", "text/plain"})

#: Compressions that are unpacked: they grow a piece of 64 kB to 66 MB at most, one piece at a time.
COMPRESSIONS = frozenset({"", "identity", "gzip", "x-gzip", "deflate"})

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
    _check_address(url)
    return asyncio.run(_fetch(url, limits))


def _check_address(url: str) -> None:
    """Raise FetchError for what is no address of a page."""
    try:
        parts = urlsplit(url)
        stands = bool(parts.hostname) and parts.port != 0
    except ValueError:  # a bracket left open, a port that is no number or too large
        stands = False
    else:
        if parts.scheme not in {"http", "https"}:
            raise FetchError(url, "is no http or https address")
    if not stands:
        raise FetchError(url, "is no valid address")


async def _fetch(url: str, limits: Limits) -> Answer:
    import httpx  # noqa: PLC0415 - slow to import

    timeout = httpx.Timeout(limits.read, connect=limits.connect)
    try:
        async with (
            asyncio.timeout(limits.total),
            httpx.AsyncClient(
                headers={
                    "User-Agent": f"news-to-signal/{version('news-to-signal')}",
                    "Accept": "text/html, application/xhtml+xml, text/plain;q=0.9",
                    "Accept-Encoding": "gzip, deflate",
                },
                timeout=timeout,
                follow_redirects=True,
                max_redirects=limits.redirects,
                mounts={"all://localhost": None, "all://127.0.0.1": None},  # never through a proxy
            ) as client,
            client.stream("GET", url) as response,
        ):
            return await _read(url, response, limits)
    except TimeoutError:
        raise FetchError(url, f"did not answer in full within {limits.total:g} s", "try again later") from None
    except (httpx.HTTPError, httpx.InvalidURL, OSError, UnicodeError) as error:
        raise FetchError(url, _problem(error, limits)) from error


async def _read(url: str, response: httpx.Response, limits: Limits) -> Answer:
    """Check an answer by its head, then read its body up to the limit."""
    if response.status_code != 200:  # noqa: PLR2004 - OK
        raise FetchError(url, f"the server answered {response.status_code} {response.reason_phrase}".rstrip())
    media_type = response.headers.get("content-type", "").split(";")[0].strip().lower()
    if media_type and media_type not in PAGES:
        raise FetchError(url, f"is {KINDS.get(media_type, 'no page')} ({media_type})", SAVE_IT)
    encoding = response.headers.get("content-encoding", "").strip().lower()
    if encoding not in COMPRESSIONS:
        raise FetchError(url, f"is compressed in a way that was not asked for ({encoding})")
    body = bytearray()
    async for piece in response.aiter_bytes():
        body += piece
        if len(body) > limits.size:
            raise FetchError(url, f"is too large (limit {megabytes(limits.size)})", SAVE_IT)
    return Answer(str(response.url), media_type, response.charset_encoding, bytes(body))


def _problem(error: Exception, limits: Limits) -> str:
    """One line on why there was no answer."""
    import httpx  # noqa: PLC0415 - already imported by the caller

    causes = list(_causes(error))
    tls = next((cause for cause in causes if isinstance(cause, ssl.SSLError)), None)
    if tls:
        return f"no secure connection ({getattr(tls, 'verify_message', '') or tls.reason or 'TLS failed'})"
    known: tuple[tuple[type[Exception], str], ...] = (
        (socket.gaierror, "no such host, or no network"),
        (ConnectionRefusedError, "the connection was refused"),
        (httpx.ConnectTimeout, f"no connection within {limits.connect:g} s"),
        (httpx.TimeoutException, f"no answer within {limits.read:g} s"),
        (httpx.TooManyRedirects, f"more than {limits.redirects} redirects"),
        (httpx.DecodingError, "its compressed body is broken"),
    )
    words = (words for kind, words in known if any(isinstance(cause, kind) for cause in causes))
    return next(words, str(error) or type(error).__name__)


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """Yield an error and what it was raised for, groups opened."""
    while error:
        yield error
        if isinstance(error, BaseExceptionGroup):
            for part in error.exceptions:
                yield from _causes(part)
        error = error.__cause__ or error.__context__
