"""Manners towards hosts: one request at a time, a pause between two, quiet when asked for it, robots.txt."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from summarizer.ingest.robots import Rules, parse_robots, robots_url

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from summarizer.ingest.web import Web
    from summarizer.store import Inbox
    from summarizer.watch.clock import Clock

#: Seconds for which a robots.txt holds (RFC 9309 allows a day), and one that could not be had.
ROBOTS_HOLD, ROBOTS_MISSING = 86_400, 600

#: Answers by which a server asks for quiet.
BUSY = {HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE}


@dataclass(slots=True)
class _Turn:
    """Whose turn it is at a host, and when the last one was."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    last: datetime | None = None


class Hosts:
    """The hosts that feeds and articles come from; what they asked for outlives the program."""

    def __init__(self, web: Web, inbox: Inbox, clock: Clock, spacing: float) -> None:
        """Leave `spacing` seconds between two requests to one host."""
        self._web = web
        self._inbox = inbox
        self._clock = clock
        self._spacing = spacing
        self._turns: dict[str, _Turn] = {}
        #: By host; None where it asked for no more than the usual.
        self._delays: dict[str, float | None] = {}

    @asynccontextmanager
    async def turn(self, url: str) -> AsyncIterator[None]:
        """Wait until the host may be asked; no other request goes there while the block runs."""
        host = host_of(url)
        turn = self._turns.setdefault(host, _Turn())
        async with turn.lock:
            spacing = max(self._spacing, self._delays.get(host) or 0)
            if turn.last:
                await self._clock.sleep(spacing - (self._clock.now() - turn.last).total_seconds())
            try:
                yield
            finally:
                turn.last = self._clock.now()

    def quiet_for(self, url: str) -> float:
        """Seconds for which the host asked for quiet; 0 where it may be asked."""
        until = self._inbox.host(host_of(url)).quiet_until
        return max((until - self._clock.now()).total_seconds(), 0.0) if until else 0.0

    def keep_quiet(self, url: str, seconds: float) -> None:
        """Ask the host for nothing for so long."""
        until = self._clock.now() + timedelta(seconds=seconds)
        self._inbox.save_host(replace(self._inbox.host(host_of(url)), quiet_until=until))

    async def may_fetch(self, url: str) -> bool:
        """Whether the host's robots.txt allows a page to be read; raises FetchError where that can't be told yet."""
        rules = await self._rules(url)
        self._delays[host_of(url)] = rules.delay()
        return rules.may_fetch(url)

    async def _rules(self, url: str) -> Rules:
        if known := self._known_rules(url):
            return known
        async with self.turn(url):
            if known := self._known_rules(url):  # somebody else was faster
                return known
            response = await self._web.get(robots_url(url), accept="text/plain")
            failing = response.status >= HTTPStatus.INTERNAL_SERVER_ERROR or response.status in BUSY
            rules = parse_robots(response.status, response.body)
            self._keep_rules(url, rules, ROBOTS_MISSING if failing else ROBOTS_HOLD)
        return rules

    def _known_rules(self, url: str) -> Rules | None:
        state = self._inbox.host(host_of(url))
        if state.robots is None or state.robots_until is None or self._clock.now() >= state.robots_until:
            return None
        return Rules(state.robots)

    def _keep_rules(self, url: str, rules: Rules, seconds: float) -> None:
        until = self._clock.now() + timedelta(seconds=seconds)
        self._inbox.save_host(replace(self._inbox.host(host_of(url)), robots=rules.text, robots_until=until))


def host_of(url: str) -> str:
    """What manners are kept by: scheme, name and port.

    >>> host_of("https://Example.org:8443/a?b")
    'https://example.org:8443'
    """
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}".lower()
