"""Where what strangers sent is read: in other processes, so that nothing they send stops the watch.

watch ── Sent ──▶ parse ──▶ ParsedFeed          one process for feeds,
watch ── News ──▶ arrive ──▶ Arrival, …
watch ── Raw ──▶ read ──▶ Reading               one for articles: Article, its extraction, its MinHash
watch ── Reading ──▶ summarize ──▶ Digest
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Protocol, cast

from summarizer.errors import InputError, LanguageError, WorkError
from summarizer.extract import load_extractor
from summarizer.ingest import article_id, read_fetched, read_told
from summarizer.ingest.addresses import same_page
from summarizer.ingest.copies import is_copy, sketch
from summarizer.ingest.feed import parse_feed
from summarizer.pipeline import Tools, summarized
from summarizer.store.sources import host_of
from summarizer.summarize.model import load_model
from summarizer.watch.arrivals import to_arrival
from summarizer.watch.servant import Servant

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime, timedelta
    from pathlib import Path

    from summarizer.feeds import Feed
    from summarizer.ingest import Answer
    from summarizer.ingest.entry import Entry, ParsedFeed
    from summarizer.ingest.response import Response
    from summarizer.store import Arrival
    from summarizer.types import Article, Digest, Extraction
    from summarizer.watch.servant import Skills

#: Seconds that a feed may take, reading an article, and summarizing one: many times what the longest takes.
PARSING, READING, SUMMARIZING = 60.0, 60.0, 300.0

#: Words of the shortest article that a page is taken to hold; the shortest market notes have some thirty.
FEWEST_WORDS = 20


@dataclass(frozen=True, slots=True)
class Sent:
    """A feed as it came, and when."""

    response: Response
    now: datetime


@dataclass(frozen=True, slots=True)
class News:
    """Entries of a feed that are new or edited, as of a time."""

    feed: Feed
    entries: tuple[Entry, ...]
    #: What was published before is not wanted.
    oldest: timedelta
    now: datetime


@dataclass(frozen=True, slots=True)
class Raw:
    """An entry before it is an article."""

    #: What it is known by everywhere: its address, else its feed and its key there.
    id: str
    #: What the feed says of it; it stands over what the page says.
    title: str | None
    published: datetime | None
    #: The feed's name: who published what neither names a publisher nor has an address.
    publisher: str | None
    link: str | None
    text: str
    #: Its page, where that was fetched.
    page: Answer | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """An article that was read."""

    article: Article
    extraction: Extraction
    #: What near-copies of it are found by.
    bands: tuple[int, ...]
    #: Whether the feed's own words had to do for the article.
    told: bool = False
    #: What its page lacks that another try may bring; None where nothing does.
    lacking: str | None = None


class Desk(Protocol):
    """Reads feeds, reads and summarizes articles.

    Raises FeedError for what is no feed, InputError for what is no article, ModelError where the model fails,
    WorkError where the desk crashed on it or took too long.
    """

    async def parse(self, sent: Sent) -> ParsedFeed:
        """Parse a feed."""

    async def arrive(self, news: News) -> tuple[Arrival, ...]:
        """Make of entries what waits to be read."""

    async def read(self, raw: Raw) -> Reading:
        """Make an article of an entry, and read it."""

    async def find_copies(self, article: Article, candidates: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
        """The ids of those candidates, id and story, that tell the same story with the same figures."""

    async def summarize(self, reading: Reading) -> Digest:
        """Write its summary."""


def parse(sent: Sent) -> ParsedFeed:
    """Parse a feed."""
    answer = sent.response
    return parse_feed(answer.body, answer.url, answer.media_type, answer.charset, now=sent.now)


def arrive(news: News) -> tuple[Arrival, ...]:
    """Make of entries what waits to be read, or say why it is not wanted."""
    return tuple(to_arrival(news.feed, entry, news.now, news.oldest) for entry in news.entries)


def read(raw: Raw, tools: Tools) -> Reading:
    """Make an article of an entry by its page or, where that holds less, by what the feed says."""
    article, told, lacking = _to_article(raw)
    article = _with_source(article, raw)
    return Reading(article, tools.extractor(article), sketch(article.story).bands, told, lacking)


def load_tools(names: Path | None, model: str, device: str) -> Tools:
    """What the desk works with, as `functools.partial` of it is handed to the other process."""
    return Tools(load_extractor(names), load_model(model, device=device))


def find_copies(story: str, candidates: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    """The ids of those candidates, id and story, that tell the same story with the same figures."""
    return tuple(name for name, other in candidates if is_copy(story, other))


def _to_article(raw: Raw) -> tuple[Article, bool, str | None]:
    """The article, whether it is what the feed says, and what its page lacks."""
    told = _told(raw) if raw.text.strip() else None
    if raw.page is None:
        if told is None:
            raise WorkError(raw.id, "neither the feed nor a page has a text")
        return told, True, None
    try:
        article = read_fetched(raw.page, published=raw.published, title=raw.title)
    except InputError as error:
        if isinstance(error, LanguageError) and not _is_elsewhere(raw, ""):
            raise
        if told is None:
            raise WorkError(raw.id, error.problem) from error
        return told, True, str(error)
    lacking = _find_lack(raw, article)
    if told and (lacking or len(told.story) > len(article.story)):
        return replace(told, url=article.url, id=article.id), True, lacking
    if lacking:
        raise WorkError(raw.id, lacking)
    return article, False, None


def _with_source(article: Article, raw: Raw) -> Article:
    """The article by its feed, where nothing else tells whose it is; of one host's feeds each has its own name."""
    if article.publisher or host_of(article.url):
        return article
    return replace(article, publisher=raw.publisher)


def _find_lack(raw: Raw, article: Article) -> str | None:
    """What is wrong with a page: sites show robots pages that ask for patience, for consent, or who one is."""
    if len(article.story.split()) < FEWEST_WORDS:
        return "the page has hardly a text"
    return "the page is about something else" if _is_elsewhere(raw, article.text) else None


def _is_elsewhere(raw: Raw, text: str) -> bool:
    """Whether a page was found at another address and says hardly a word of its headline."""
    if raw.page is None or raw.link is None or same_page(raw.page.url, raw.link):
        return False
    words = set(re.findall(r"\w{4,}", (raw.title or "").casefold()))
    return sum(word in text.casefold() for word in words) < len(words) / 3


def _told(raw: Raw) -> Article | None:
    """What the feed says, as an article; with a page at hand it may be keywords that are no English."""
    try:
        article = read_told(raw.text, raw.id, published=raw.published, title=raw.title)
    except LanguageError:
        if raw.page is None:
            raise
        return None
    return replace(article, id=article_id(raw.id), url=raw.link)


class ProcessDesk:
    """A desk in processes of its own, begun when they are first needed."""

    def __init__(
        self, load: Callable[[], Tools], *, reading: float = READING, summarizing: float = SUMMARIZING
    ) -> None:
        """Remember how its tools are loaded, a function that another process can import, and how long work may take."""
        self._reading = reading
        self._summarizing = summarizing
        self._feeds = Servant(_know_feeds)
        self._articles = Servant(partial(_know_articles, load))

    async def start(self) -> None:
        """Load its tools; raises what loading raises."""
        await self._articles.start()

    async def parse(self, sent: Sent) -> ParsedFeed:
        """Parse a feed."""
        return cast("ParsedFeed", await self._feeds.ask("parse", sent, sent.response.url, PARSING))

    async def arrive(self, news: News) -> tuple[Arrival, ...]:
        """Make of entries what waits to be read."""
        return cast("tuple[Arrival, ...]", await self._feeds.ask("arrive", news, news.feed.url, PARSING))

    async def read(self, raw: Raw) -> Reading:
        """Make an article of an entry, and read it."""
        return cast("Reading", await self._articles.ask("read", raw, raw.id, self._reading))

    async def find_copies(self, article: Article, candidates: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
        """The ids of those candidates, id and story, that tell the same story with the same figures."""
        subject = article.story, candidates
        return cast("tuple[str, ...]", await self._articles.ask("find_copies", subject, article.id, self._reading))

    async def summarize(self, reading: Reading) -> Digest:
        """Write its summary."""
        name = reading.article.id
        return cast("Digest", await self._articles.ask("summarize", reading, name, self._summarizing))

    def close(self) -> None:
        """End the processes, whatever they do."""
        self._feeds.close()
        self._articles.close()


def _know_feeds() -> Skills:
    return {"parse": parse, "arrive": arrive}


def _know_articles(load: Callable[[], Tools]) -> Skills:
    tools = load()

    def summarize(reading: Reading) -> Digest:
        return summarized(reading.article, reading.extraction, tools)

    def compare(subject: tuple[str, tuple[tuple[str, str], ...]]) -> tuple[str, ...]:
        return find_copies(*subject)

    return {"read": partial(read, tools=tools), "find_copies": compare, "summarize": summarize}
