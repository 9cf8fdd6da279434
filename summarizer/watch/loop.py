"""The loop: feeds are looked at when they are due, entries are read as they come, until somebody says stop."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from summarizer.errors import StoreError
from summarizer.feeds import Feed
from summarizer.store import FeedState
from summarizer.watch.crew import Crew
from summarizer.watch.events import Started, Stopped, Trouble
from summarizer.watch.hosts import host_of
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

#: How often in a row that is borne when watching once.
TROUBLES = 4

#: Between two rounds of dropping what is too old.
TIDYING = timedelta(hours=6)

_LONG_AGO = datetime.min.replace(tzinfo=UTC)
_NEVER = datetime.max.replace(tzinfo=UTC)


class Watch:
    """Feeds being watched."""

    def __init__(self, feeds: Sequence[Feed], means: Means) -> None:
        """Watch the feeds that are enabled."""
        self._feeds = {feed.url: feed for feed in feeds}
        self._means = means
        self._reader = Reader(means)
        self._states: dict[str, FeedState] = {}
        # One task a host, so that a slow one does not hold up the others.
        self._looking = Crew(means.settings.feeds_at_once, self._be_patient)
        self._reading = Crew(means.settings.entries_at_once, self._be_patient)
        #: Watching once: the feeds that are still to be looked at; None while watching for good.
        self._todo: set[str] | None = None
        #: How often in a row something of our own was in the way.
        self._troubles = 0
        self._tidied = means.clock.now()

    def change(self, feeds: Sequence[Feed]) -> None:
        """Watch these feeds from now on, as the database knows them; what is under way goes on.  Raises StoreError."""
        busy = self._looking.busy
        under_way = {url: state for url, state in self._states.items() if host_of(url) in busy}
        self._states = self._means.inbox.states() | under_way
        self._feeds = {feed.url: feed for feed in feeds}
        self._looking.wake()

    async def run(self, stop: asyncio.Event, *, once: bool = False) -> None:
        """Watch until `stop` is set, or `once`: until what is due was looked at and what is new was read.

        Raises StoreError where the database can't be used at the start, or `once` for long; else it is waited for.
        """
        inbox, clock = self._means.inbox, self._means.clock
        self._states = inbox.states()
        self._tidy()
        if once:
            self._todo = {feed.url for feed in self._enabled() if self._due(feed) <= clock.now()}
        self._means.tell(Started(clock.now(), len(self._enabled()), self._count_waiting()))
        stopping = asyncio.create_task(stop.wait())
        looking = asyncio.create_task(self._look_on())
        reading = asyncio.create_task(self._read_on())
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

    async def _look_on(self) -> None:
        """Look at each feed when it is due; `once`, until all were looked at that were due."""
        while self._todo is None or self._todo or self._looking.busy:
            now = self._means.clock.now()
            idle = [feed for feed in self._enabled() if host_of(feed.url) not in self._looking.busy]
            for feed in sorted((feed for feed in idle if self._is_due(feed)), key=self._due):
                if self._looking.free and host_of(feed.url) not in self._looking.busy:
                    self._looking.begin(host_of(feed.url), self._look(feed))
            later = [due for feed in idle if (due := self._due(feed)) > now]
            await self._wait(self._looking, min(later, default=None))
        self._reading.wake()

    def _enabled(self) -> list[Feed]:
        return [feed for feed in self._feeds.values() if feed.enabled]

    def _is_due(self, feed: Feed) -> bool:
        wanted = self._todo is None or feed.url in self._todo
        return wanted and self._due(feed) <= self._means.clock.now()

    def _due(self, feed: Feed) -> datetime:
        """When a feed is due."""
        state = self._states.get(feed.url)
        if state is None:
            return _LONG_AGO
        if state.gone:
            return _NEVER
        # A time so far ahead was written by a clock that was wrong.
        far = self._means.clock.now() + timedelta(days=2)
        return state.due if state.due and state.due < far else _LONG_AGO

    async def _look(self, feed: Feed) -> None:
        state = self._states.get(feed.url) or FeedState(feed.url)
        self._states[feed.url] = await look_at(feed, state, self._means)
        self._troubles = 0
        if self._todo is not None:
            self._todo.discard(feed.url)
        self._reading.wake()

    async def _read_on(self) -> None:
        """Read entries as they come; `once`, until every feed was looked at and nothing is left for now."""
        while True:
            last = self._todo is not None and not self._todo and not self._looking.busy
            try:
                if self._means.clock.now() - self._tidied > TIDYING:
                    self._tidy()
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
            self._reading.begin(entry.host, self._reader.read(entry, feed))

    def _tidy(self) -> None:
        """Drop what is too old to be of use."""
        self._tidied = self._means.clock.now()
        self._means.inbox.forget(self._tidied - self._means.settings.copies_within)

    async def _wait(self, crew: Crew, until: datetime | None) -> None:
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
        """Something of our own is in the way: say so, and wait before anything else is tried."""
        self._troubles += 1
        if self._todo is not None and self._troubles > TROUBLES:
            raise error
        self._means.tell(Trouble(self._means.clock.now(), str(error)))
        await self._means.clock.sleep(self._means.settings.patience)

    def _count_waiting(self) -> int:
        return sum(counts.waiting for counts in self._means.inbox.counts().values())
