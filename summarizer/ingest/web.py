"""URL -> Response, over HTTP, from servers that nobody vouches for.

A server may be slow, broken or hostile: whatever it does ends in a Response or in one FetchError, within the limits
of time, size and redirects, and nothing but public addresses is connected to.

It is asynchronous for two reasons: many addresses can be asked at once, and only so does the total time hold for
every step, a name server that hangs and headers that drip included.

httpx is slow to import, and so is this module: import it where it is needed.
"""

from __future__ import annotations

import asyncio
from contextlib import aclosing
from http.cookiejar import CookieJar
from importlib.metadata import version
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urlsplit

import httpx

from summarizer.errors import FetchError
from summarizer.ingest.compression import ACCEPTED
from summarizer.ingest.failures import explain, shown
from summarizer.ingest.limits import DEFAULTS, Limits
from summarizer.ingest.network import Guard, Routes
from summarizer.ingest.response import Response, address_of, finish, read_answer

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Container, Mapping

    #: Is asked whether an address may be followed; says no by raising.
    Admit = Callable[[str], Awaitable[None]]

__all__ = ["FEEDS", "Response", "Web", "check_address"]

#: What a feed comes as; some servers refuse to answer unless anything will do.
FEEDS = "application/atom+xml, application/rss+xml, application/xml;q=0.9, */*;q=0.5"

#: The redirects that say an address has moved for good (RFC 9110, 15.4).
PERMANENT = frozenset({301, 308})


class Web:
    """The web, open for many requests: connections are kept for the next one, cookies never."""

    def __init__(
        self,
        limits: Limits = DEFAULTS,
        *,
        allow_private: bool = False,
        connections: int = 20,
        guard: Guard | None = None,
    ) -> None:
        """Ask for at most so many pages at once.  ``guard`` connects; it stands over ``allow_private``."""
        self._limits = limits
        self._free = asyncio.Semaphore(connections)
        try:
            routes = Routes(guard or Guard(allow_private=allow_private), connections)
        except (ImportError, OSError, ValueError, httpx.InvalidURL) as error:
            problem = f"can't be used as the environment says ({shown(str(error))})"
            raise FetchError("the network", problem, "see its proxies and certificates") from error
        self._client = httpx.AsyncClient(
            transport=routes,
            cookies=_NoCookies(),
            headers={
                "User-Agent": f"news-to-signal/{version('news-to-signal')} (feed reader; python-httpx)",
                "Accept-Encoding": ACCEPTED,
            },
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._client.aclose()

    async def get(
        self,
        url: str,
        *,
        accept: str = FEEDS,
        headers: Mapping[str, str] | None = None,
        limits: Limits | None = None,
        only: Container[str] | None = None,
        admit: Admit | None = None,
    ) -> Response:
        """Ask for an address, and follow it where it leads.  Whatever status that ends in is a Response.

        Of other media types than ``only`` no body is read; before a redirect is followed ``admit`` is asked, and what
        it raises is raised.  Raises FetchError for what ends in no answer, within ``limits.total`` seconds; waiting for
        a free connection does not count.
        """
        check_address(url)
        within = limits or self._limits
        try:
            request = self._request(url, {"Accept": accept, **(headers or {})}, within)
            async with self._free, asyncio.timeout(within.total):
                return await self._follow(url, request, within, only, admit)
        except TimeoutError:
            raise FetchError(url, f"did not answer in full within {within.total:g} s", "try again later") from None
        except (httpx.HTTPError, httpx.InvalidURL, OSError, UnicodeError) as error:
            raise FetchError(url, explain(error, within)) from error

    def _request(self, url: str, headers: Mapping[str, str], limits: Limits) -> httpx.Request:
        """What is sent.  Headers go out as they came in: any bytes, read as Latin-1."""
        sent = {name.encode("latin-1"): value.encode("latin-1") for name, value in headers.items()}
        timeout = httpx.Timeout(limits.read, connect=limits.connect, pool=None)
        return self._client.build_request("GET", url, headers=sent, timeout=timeout)

    async def _follow(
        self, url: str, request: httpx.Request, limits: Limits, only: Container[str] | None, admit: Admit | None
    ) -> Response:
        """Send a request, and whatever it is redirected to; of what redirects no body is read."""
        seen, moved, permanent = {address_of(request)}, None, True
        for _ in range(limits.redirects + 1):
            async with aclosing(await self._client.send(request, stream=True)) as answer:
                following = answer.next_request
                if following is None:
                    return await read_answer(url, answer, moved, limits, only)
                await finish(answer)
            permanent = permanent and answer.status_code in PERMANENT
            request = following
            address = address_of(request)
            moved = address if permanent else moved
            if fault := _fault(address):
                raise FetchError(url, f"redirects to {fault} ({shown(address)})")
            if address in seen:
                raise FetchError(url, "redirects in a circle")
            seen.add(address)
            if admit:
                await admit(address)
        raise FetchError(url, f"more than {limits.redirects} redirects")


class _NoCookies(CookieJar):
    """Keeps none, and does not even read them."""

    def extract_cookies(self, response: Any, request: Any) -> None:
        """Do nothing."""


def check_address(url: str) -> None:
    """Raise FetchError for what is no address of the web."""
    fault = _fault(url)
    if fault:
        raise FetchError(shown(url), f"is {fault}")


def _fault(url: str) -> str | None:
    """What an address is, where it is none of the web."""
    try:
        parts = urlsplit(url)
        stands = bool(parts.hostname) and parts.port != 0 and url.isprintable()
    except ValueError:  # a bracket left open, a port that is no number or too large
        stands = False
    else:
        if parts.scheme not in {"http", "https"}:
            return "no http or https address"
    return None if stands else "no valid address"
