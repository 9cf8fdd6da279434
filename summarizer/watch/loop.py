"""The loop: feeds are looked at when they are due, entries are read as they come, until somebody says stop."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from summarizer.errors import StoreError
from summarizer.feeds import Feed
from summarizer.store import FeedState
from summarizer.watch.crew import Crew
from summarizer.watch.events import Started, Stopped, Trouble
from summarizer.watch.looking import look_at
from summarizer.watch.reading import Reader

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summarizer.errors import SummarizerError
    from summarizer.watch.means import Means

#: Seconds of real time within which an article at the desk may be finished when all else has stopped.
GRACE = 10.0

#: Longest sleep in seconds: a computer that slept itself does not count that time.
NAP = 60.0

_LONG_AGO = datetime.min.replace(tzinfo=UTC)


class Watch:
    """Feeds being watched."""

    def __init__(self, feeds: Sequence[Feed], means: Means) -> None:
        """Watch the feeds that are enabled."""
        self._feeds = {feed.url: feed for feed in feeds}
        self._means = means
        self._reader = Reader(means)
        self._states: dict[str, FeedState] = {}
        self._looking: Crew[str] = Crew(means.settings.feeds_at_once, self._be_patient)
        self._reading: Crew[int] = Crew(means.settings.entries_at_once, self._be_patient)
        #: Set when, watching once, every feed that was due was looked at.
        self._looked = asyncio.Event()

    def change(self, feeds: Sequence[Feed]) -> None:
        """Watch these feeds from now on; what is under way goes on.  Raises StoreError."""
        self._states = self._means.inbox.states() | {
            url: state for url, state in self._states.items() if url in self._looking.busy
        }
        self._feeds = {feed.url: feed for feed in feeds}
        self._looking.wake()

    async def run(self, stop: asyncio.Event, *, once: bool = False) -> None:
        """Watch until `stop` is set, or `once`: until what is due was looked at and what is new was read.

        Raises StoreError where the database can't be used at the start; later it is waited for.
        """
        inbox, clock = self._means.inbox, self._means.clock
        self._states = inbox.states()
        inbox.forget(clock.now() - self._means.settings.copies_within)
        self._means.tell(Started(clock.now(), len(self._enabled()), self._count_waiting()))
        stopping = asyncio.create_task(stop.wait())
        looking = asyncio.create_task(self._look_on(once=once))
        reading = asyncio.create_task(self._read_on(once=once))
        try:
            await asyncio.wait([stopping, looking, reading], return_when=asyncio.FIRST_COMPLETED)
            if looking.done() and not stop.is_set():  # once, or a bug
                looking.result()
                await asyncio.wait([stopping, reading], return_when=asyncio.FIRST_COMPLETED)
            if reading.done():
                reading.result()
        finally:
            for task in (stopping, looking, reading):
                task.cancel()
            await self._looking.stop()
            await self._reading.stop(but=self._reader.at_desk, within=GRACE)
            await asyncio.gather(stopping, looking, reading, return_exceptions=True)
        self._means.tell(Stopped(clock.now(), self._count_waiting()))

    async def _look_on(self, *, once: bool) -> None:
        """Look at each feed when it is due."""
        while True:
            now = self._means.clock.now()
            due = {feed.url: self._due(feed) for feed in self._enabled() if feed.url not in self._looking.busy}
            ready = sorted((time, url) for url, time in due.items() if time and time <= now)
            for _, url in ready[: self._looking.free]:
                self._looking.begin(url, self._look(self._feeds[url]))
            if once and not ready and not self._looking.busy:
                self._looked.set()
                self._reading.wake()
                return
            await self._wait(self._looking, min((time for time in due.values() if time and time > now), default=None))

    def _enabled(self) -> list[Feed]:
        return [feed for feed in self._feeds.values() if feed.enabled]

    def _due(self, feed: Feed) -> datetime | None:
        """When a feed is due; None where it is gone."""
        state = self._states.get(feed.url)
        return None if state and state.gone else (state and state.due) or _LONG_AGO

    async def _look(self, feed: Feed) -> None:
        state = self._states.get(feed.url) or FeedState(feed.url)
        self._states[feed.url] = await look_at(feed, state, self._means)
        self._reading.wake()

    async def _read_on(self, *, once: bool) -> None:
        """Read entries as they come; `once`, until every feed was looked at and nothing is left for now."""
        while True:
            last = once and self._looked.is_set()
            try:
                self._begin_entries()
                due = self._means.inbox.due(self._reading.busy) if self._reading.free else None
            except StoreError as error:
                await self._be_patient(error)
                continue
            if last and not self._reading.busy:
                return
            await self._wait(self._reading, due)

    def _begin_entries(self) -> None:
        """Begin to read as many entries as can be."""
        free = self._reading.free
        now = self._means.clock.now()
        for entry in self._means.inbox.waiting(now, free, self._reading.busy) if free else ():
            # What was accepted is read, also when its feed was taken out of the list since.
            feed = self._feeds.get(entry.feed) or Feed(entry.feed, entry.feed)
            self._reading.begin(entry.id, self._reader.read(entry, feed))

    async def _wait(self, crew: Crew[str] | Crew[int], until: datetime | None) -> None:
        """Wait until something of the crew's has changed, or until a time."""
        clock = self._means.clock
        seconds = min((until - clock.now()).total_seconds(), NAP) if until else NAP
        waits = [asyncio.create_task(crew.changed()), asyncio.create_task(clock.sleep(seconds))]
        try:
            done, _ = await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()
        finally:
            for task in waits:
                task.cancel()

    async def _be_patient(self, error: SummarizerError) -> None:
        """The database can't be used: say so, and wait before anything else is tried."""
        self._means.tell(Trouble(self._means.clock.now(), str(error)))
        await self._means.clock.sleep(self._means.settings.patience)

    def _count_waiting(self) -> int:
        return sum(counts.waiting for counts in self._means.inbox.counts().values())
