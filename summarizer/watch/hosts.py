"""Manners towards hosts: one request at a time, a pause between two, quiet when asked for it, robots.txt."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from summarizer.ingest.caching import retry_after
from summarizer.ingest.robots import Rules, parse_robots, robots_url
from summarizer.watch.schedule import DAY

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from summarizer.ingest.web import Web
    from summarizer.store import Inbox
    from summarizer.watch.clock import Clock

#: Seconds for which a robots.txt holds (RFC 9309 allows a day), and after which one that failed is asked for again.
ROBOTS_HOLD, ROBOTS_MISSING = 86_400.0, 600.0

#: Answers by which a server asks for quiet.
BUSY = {HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE}


class Quiet(Exception):  # noqa: N818 - no error: an answer of `Hosts.turn`
    """The host asked for quiet."""

    def __init__(self, seconds: float) -> None:
        """Say for how long."""
        super().__init__(f"quiet for {seconds:.0f} s")
        self.seconds = seconds


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
        """Wait until the host may be asked; no other request goes there while the block runs.  Raises Quiet."""
        host = host_of(url)
        turn = self._turns.setdefault(host, _Turn())
        async with turn.lock:
            if seconds := self.quiet_for(url):
                raise Quiet(seconds)
            spacing = max(self._spacing, self._delays.get(host) or 0)
            if turn.last:
                # Not longer, whatever the computer's clock was set to meanwhile.
                await self._clock.sleep(min(spacing - (self._clock.now() - turn.last).total_seconds(), spacing))
            try:
                yield
            finally:
                turn.last = self._clock.now()

    def quiet_for(self, url: str) -> float:
        """Seconds for which the host asked for quiet; 0 where it may be asked."""
        until = self._inbox.host(host_of(url)).quiet_until
        seconds = (until - self._clock.now()).total_seconds() if until else 0.0
        return seconds if 0 < seconds <= DAY else 0.0  # longer is never kept: the clock was wrong then

    def keep_quiet(self, url: str, seconds: float) -> None:
        """Ask the host for nothing for so long, though never for longer than a day."""
        until = self._clock.now() + timedelta(seconds=min(seconds, DAY))
        self._inbox.save_host(replace(self._inbox.host(host_of(url)), quiet_until=until))

    async def may_fetch(self, url: str) -> bool:
        """Whether the host's robots.txt allows a page to be read; raises Quiet or FetchError where it can't be told."""
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
            if response.status >= HTTPStatus.INTERNAL_SERVER_ERROR or response.status in BUSY:
                asked = retry_after(response.headers, self._clock.now()) or ROBOTS_MISSING
                self.keep_quiet(url, asked)
                raise Quiet(asked)
            rules = parse_robots(response.status, response.body)
            self._keep_rules(url, rules)
        return rules

    def _known_rules(self, url: str) -> Rules | None:
        state, now = self._inbox.host(host_of(url)), self._clock.now()
        if state.robots is None or state.robots_until is None:
            return None
        holds = timedelta() < state.robots_until - now <= timedelta(seconds=ROBOTS_HOLD)
        return Rules(state.robots) if holds else None

    def _keep_rules(self, url: str, rules: Rules) -> None:
        until = self._clock.now() + timedelta(seconds=ROBOTS_HOLD)
        self._inbox.save_host(replace(self._inbox.host(host_of(url)), robots=rules.text, robots_until=until))


def host_of(url: str) -> str:
    """What manners are kept by: scheme, name and port.

    >>> host_of("https://Example.org:8443/a?b")
    'https://example.org:8443'
    """
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}".lower()
