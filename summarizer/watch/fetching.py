"""The page of an entry, politely: as robots.txt allows, in the host's turn, or why it can't be read."""

from __future__ import annotations

import random
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from summarizer.errors import FetchError
from summarizer.ingest.caching import retry_after
from summarizer.ingest.fetch import ACCEPTED, PAGES, check_page
from summarizer.watch.hosts import Quiet, host_of
from summarizer.watch.schedule import DAY, JITTER

if TYPE_CHECKING:
    from datetime import timedelta

    from summarizer.ingest import Answer
    from summarizer.store import Waiting
    from summarizer.watch.means import Means

#: Answers that another try may change, beside the server's own failures.
_PASSING = {HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_EARLY, HTTPStatus.TOO_MANY_REQUESTS}

#: Longest pause in seconds between two tries.
_LONGEST = 4 * 3600.0


class Unread(Exception):  # noqa: N818 - no error: an answer of the functions below
    """An entry can't be read now."""

    def __init__(self, reason: str, again: float | None = None) -> None:
        """Say why, and after how many seconds another try is worth it; None where it would end the same."""
        super().__init__(reason)
        self.reason = reason
        self.again = again


async def fetch_page(entry: Waiting, means: Means) -> Answer | None:
    """The page of an entry; None where it has none to be read, or the feed's own words must do.  Raises Unread."""
    if entry.page is None:
        return None
    try:
        return await _fetch(entry.page, entry, means)
    except Unread as unread:
        if unread.again is not None or not entry.text.strip():
            raise
        return None


async def _fetch(page: str, entry: Waiting, means: Means) -> Answer:
    hosts = means.hosts

    async def admit(address: str) -> None:
        """Where a page leads to another host, that one is asked too."""
        if host_of(address) != host_of(page) and not await hosts.may_fetch(address):
            raise Unread(f"{address}: its robots.txt does not allow it to be read")

    try:
        if not await hosts.may_fetch(page):
            raise Unread(f"{page}: its robots.txt does not allow it to be read")
        async with hosts.turn(page):
            response = await means.web.get(page, accept=ACCEPTED, only=PAGES, admit=admit)
    except Quiet as quiet:
        raise Unread(f"{page}: the server asked for quiet", again=quiet.seconds) from None
    except FetchError as error:
        raise Unread(str(error), again=pause_of(entry, means, means.settings.outage)) from None
    if response.status >= HTTPStatus.INTERNAL_SERVER_ERROR or response.status in _PASSING:
        asked = min(retry_after(response.headers, means.clock.now()) or 0.0, DAY)
        if asked:
            hosts.keep_quiet(response.url, asked)
        pause = pause_of(entry, means, means.settings.outage)
        raise Unread(f"{page}: the server answered {response.status}", again=pause and max(asked, pause))
    if _leads_home(page, response.url):
        raise Unread(f"{page}: leads to the front page")
    try:
        return check_page(page, response)
    except FetchError as error:
        raise Unread(str(error)) from None


def pause_of(entry: Waiting, means: Means, within: timedelta) -> float | None:
    """Seconds until an entry is tried again: as long again as it waits already; None beyond the time given."""
    waited = (means.clock.now() - entry.changed_at).total_seconds()
    if waited >= within.total_seconds():
        return None
    chance = random.random()  # noqa: S311 - it only spreads requests
    return min(max(waited, means.settings.pause), _LONGEST) * (1 + JITTER * chance)


def _leads_home(page: str, found: str) -> bool:
    """Whether a page was replaced by its site's front page: an article that is there no more."""
    return bool(urlsplit(page).path.strip("/")) and not urlsplit(found).path.strip("/") and not urlsplit(found).query
