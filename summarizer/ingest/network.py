"""Which addresses may be connected to, and which way a request takes.

    Routes          through the proxy of the environment, or directly
    └── Direct      httpx, over connections that a guard makes
        └── Guard   looks a host up, refuses what is not public, connects to the very address it checked

The guard stands where connections are made.  So it holds after each redirect, and a name server that answers
differently when asked again gains nothing: nobody asks again.
"""

from __future__ import annotations

import asyncio
import socket
from concurrent.futures import Future
from ipaddress import ip_address
from itertools import chain, zip_longest
from threading import Thread
from typing import TYPE_CHECKING, Any, Protocol
from urllib.request import getproxies, proxy_bypass

import httpcore
import httpx

from summarizer.ingest.public import is_public, names_private

if TYPE_CHECKING:
    import ssl
    from collections.abc import Iterable

#: Addresses of one host that are tried; they share the time for connecting.
MOST_ADDRESSES = 4


class LookUp(Protocol):
    """Finds the addresses of a host, best first.  Raises OSError or UnicodeError where it has none."""

    async def __call__(self, host: str, port: int, /) -> list[str]:
        """Look a host up."""


async def look_up(host: str, port: int, ask: Any = socket.getaddrinfo) -> list[str]:
    """Ask the system for the addresses of a host, IPv6 and IPv4 in turn.

    It asks on a thread of its own that nobody waits for.  The event loop's threads would not do: name servers that
    hang would hold them all, and with them the loop's end.
    """
    answer: Future[list[tuple[Any, ...]]] = Future()
    answer.set_running_or_notify_cancel()  # whoever gives up just listens no more

    def run() -> None:
        try:
            answer.set_result(ask(host, port, type=socket.SOCK_STREAM))
        except Exception as error:  # noqa: BLE001 - it is raised where the answer is awaited
            answer.set_exception(error)

    Thread(target=run, daemon=True).start()
    found = await asyncio.wrap_future(answer)
    first = found[0][0]
    same = [place[0] for family, *_, place in found if family == first]
    other = [place[0] for family, *_, place in found if family != first]
    return [address for address in dict.fromkeys(chain.from_iterable(zip_longest(same, other))) if address]


class Guard(httpcore.AsyncNetworkBackend):
    """Connects to hosts by addresses that it has checked."""

    def __init__(
        self,
        *,
        allow_private: bool = False,
        look_up: LookUp = look_up,
        inner: httpcore.AsyncNetworkBackend | None = None,
    ) -> None:
        """Refuse what is not public unless ``allow_private``; connect through ``inner``."""
        self._allow_private = allow_private
        self._look_up = look_up
        self._inner = inner or httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - httpcore's
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Connect to the first address of a host that is allowed and answers, within ``timeout`` seconds for all."""
        now = asyncio.get_running_loop().time
        end = None if timeout is None else now() + timeout
        addresses = (await self._find_addresses(host, port, timeout))[:MOST_ADDRESSES]
        for left in range(len(addresses), 0, -1):
            share = None if end is None else max(end - now(), 0) / left
            try:
                return await self._inner.connect_tcp(addresses[-left], port, share, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                if left == 1:
                    raise
        raise AssertionError  # there was an address

    async def _find_addresses(self, host: str, port: int, timeout: float | None) -> list[str]:  # noqa: ASYNC109
        """The addresses of a host that may be connected to, at least one."""
        try:
            async with asyncio.timeout(timeout):
                found = await self._look_up(host, port)
        except TimeoutError as error:
            raise httpcore.ConnectTimeout from error
        except OSError as error:
            raise httpcore.ConnectError(str(error)) from error
        allowed = [address for address in found if self._allow_private or is_public(ip_address(address))]
        if not allowed:
            raise httpcore.ConnectError(f"leads to an address that is not public ({', '.join(found[:1])})")
        return allowed

    async def sleep(self, seconds: float) -> None:
        """Wait, as httpcore does between two tries."""
        await asyncio.sleep(seconds)


class Direct(httpx.AsyncHTTPTransport):
    """Sends requests over connections that a guard makes."""

    def __init__(self, guard: Guard, tls: ssl.SSLContext, connections: int) -> None:
        super().__init__(verify=tls)
        # httpx gives no other way to choose the network; a test proves that the guard is in force.
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=tls,
            max_connections=connections,
            max_keepalive_connections=connections,
            keepalive_expiry=httpx.Limits().keepalive_expiry,
            network_backend=guard,
        )


class Routes(httpx.AsyncBaseTransport):
    """Sends each request through the proxy that the environment names for it, or else directly.

    A proxy looks hosts up itself, beyond the guard.  What is not public by its very name is never sent there but
    goes directly, where the guard decides.
    """

    def __init__(self, guard: Guard, connections: int) -> None:
        """Read the environment.  Raises OSError, ImportError, ValueError or httpx.InvalidURL where it is unusable."""
        tls = httpx.create_ssl_context()
        limits = httpx.Limits(max_connections=connections, max_keepalive_connections=connections)
        named = getproxies()
        self._direct = Direct(guard, tls, connections)
        self._proxies = {
            scheme: httpx.AsyncHTTPTransport(verify=tls, limits=limits, proxy=_with_scheme(address))
            for scheme in ("http", "https")
            if (address := named.get(scheme) or named.get("all"))
        }

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request."""
        return await self._route(request.url).handle_async_request(request)

    def _route(self, url: httpx.URL) -> httpx.AsyncBaseTransport:
        """The way to an address."""
        proxy = self._proxies.get(url.scheme)
        if not proxy or names_private(url.host) or proxy_bypass(url.netloc.decode("ascii")):
            return self._direct
        return proxy

    async def aclose(self) -> None:
        """Close all connections."""
        for transport in (self._direct, *self._proxies.values()):
            await transport.aclose()


def _with_scheme(address: str) -> str:
    """A proxy's address as httpx wants it."""
    return address if "://" in address else f"http://{address}"
