"""Watching in fast time: feeds and pages of the hostile server, a desk in this process, until something happened."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from fakes import FakeModel
from hostile import Hostile, text
from summarizer.feeds import Feed, Interval
from summarizer.ingest.limits import Limits
from summarizer.ingest.web import Web
from summarizer.pipeline import Tools, summarized
from summarizer.store import open_store
from summarizer.watch import EntryRead, FastClock, FeedLooked, Hosts, Means, Settings, Watch
from summarizer.watch.desk import News, Raw, Reading, Sent, arrive, find_copies, parse, read

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from hostile import Reply
    from summarizer.ingest.entry import ParsedFeed
    from summarizer.pipeline import Extractor
    from summarizer.store import Arrival
    from summarizer.types import Article, Digest
    from summarizer.watch import Event

#: How much faster time goes: a minute is 60 ms.
RATE = 1000.0

#: Real seconds, short enough for tests.
LIMITS = Limits(connect=2, read=0.5, total=1.5, size=200_000, redirects=3)

#: Every minute, and at the most every four.
OFTEN = Interval(60, 240)

HOUR = timedelta(hours=1)

#: Real seconds after which what did not happen is a failure.
PATIENCE = 20.0


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a feed; what is None is left out."""

    title: str | None = "Small caps rise"
    link: str | None = None
    text: str | None = "A teaser."
    guid: str | None = None
    date: str | None = "Sun, 22 Nov 2026 11:00:00 GMT"


def rss(*items: Item) -> Reply:
    """A feed of these items."""
    parts = []
    for item in items:
        named = {
            "title": item.title,
            "link": item.link,
            "description": item.text,
            "guid": item.guid,
            "pubDate": item.date,
        }
        parts.append("".join(f"<{name}>{escape(value)}</{name}>" for name, value in named.items() if value is not None))
    body = "".join(f"<item>{part}</item>" for part in parts)
    return text(f'<rss version="2.0"><channel><title>Wire</title>{body}</channel></rss>', "application/rss+xml")


def page(title: str, *paragraphs: str) -> Reply:
    """A page of an article."""
    body = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs)
    return text(
        f"<!DOCTYPE html><html><head><title>{escape(title)}</title></head><body><article><h1>{escape(title)}</h1>"
        f"{body}</article></body></html>"
    )


class LocalDesk:
    """Does in this process what the desk does in another; `fail` is raised for texts that it is found in."""

    def __init__(self, extractor: Extractor, failures: dict[str, Exception] | None = None) -> None:
        self._tools = Tools(extractor, FakeModel())
        self._failures = failures or {}
        #: Ids of the articles that were summarized, in order.
        self.summarized: list[str] = []

    async def parse(self, sent: Sent) -> ParsedFeed:
        """Parse a feed."""
        return parse(sent)

    async def arrive(self, news: News) -> tuple[Arrival, ...]:
        """Make of entries what waits to be read."""
        return arrive(news)

    async def read(self, raw: Raw) -> Reading:
        """Make an article of an entry, and read it."""
        reading = read(raw, self._tools)
        for words, error in self._failures.items():
            if words in reading.article.text:
                raise error
        return reading

    async def find_copies(self, article: Article, candidates: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
        """The ids of those candidates that tell the same story."""
        return find_copies(article.story, candidates)

    async def summarize(self, reading: Reading) -> Digest:
        """Write its summary."""
        self.summarized.append(reading.article.id)
        return summarized(reading.article, reading.extraction, self._tools)


@dataclass
class Rehearsal:
    """One database, watched once or several times."""

    db: Path
    desk: LocalDesk
    feeds: Sequence[Feed]
    settings: Settings = field(
        default_factory=lambda: Settings(spacing=0.0, pause=60.0, outage=HOUR, empty_page=HOUR / 4)
    )
    clock: FastClock = field(default_factory=lambda: FastClock(RATE))
    events: list[Event] = field(default_factory=list)
    #: Real seconds to wait for a lock.
    timeout: float = 5.0

    def run(self, until: Callable[[Rehearsal], bool] | None = None) -> Rehearsal:
        """Watch until that holds; without it, once."""
        asyncio.run(asyncio.wait_for(self._run(until), PATIENCE))
        return self

    async def _run(self, until: Callable[[Rehearsal], bool] | None) -> None:
        stop = asyncio.Event()

        def tell(event: Event) -> None:
            self.events.append(event)
            if until and until(self):
                stop.set()

        with open_store(self.db, timeout=self.timeout) as store:
            async with Web(LIMITS, allow_private=True) as web:
                hosts = Hosts(web, store.inbox, self.clock, self.settings.spacing)
                means = Means(store.inbox, web, hosts, self.desk, self.clock, tell, self.settings)
                await Watch(self.feeds, means).run(stop, once=until is None)

    @property
    def looks(self) -> list[FeedLooked]:
        """The looks at feeds so far."""
        return [event for event in self.events if isinstance(event, FeedLooked)]

    @property
    def entries(self) -> list[EntryRead]:
        """The entries read so far."""
        return [event for event in self.events if isinstance(event, EntryRead)]

    @property
    def became(self) -> list[str]:
        """What became of them."""
        return [str(entry.became) for entry in self.entries]


def feed_of(server: Hostile, path: str = "/feed", **options: object) -> Feed:
    """A feed of the server's that is looked at often."""
    return Feed(**{"name": path.strip("/"), "url": server.url(path), "interval": OFTEN, **options})  # type: ignore[arg-type]
