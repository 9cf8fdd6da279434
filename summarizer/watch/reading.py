"""One entry of a feed -> an article that is stored, summarized where it is worth it, or why not.

hosts, web       link         -> Answer         unless the feed itself has the article
| desk.read      Raw          -> Reading
| decide         Reading      -> what it is: new, the same as stored, a copy, without claims
| desk.summarize Reading      -> Digest          only what is new and claims something of an index
| inbox.keep     Digest                          and the entry is done, in one transaction
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from datetime import timedelta
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from weakref import WeakValueDictionary

from summarizer.errors import FetchError, InputError, ModelError, SummarizerError, WorkError
from summarizer.feeds import TextFrom
from summarizer.ingest.caching import retry_after
from summarizer.ingest.copies import is_copy
from summarizer.ingest.fetch import ACCEPTED, PAGES, check_page
from summarizer.store import End, EntryState, Kin
from summarizer.types import Digest
from summarizer.watch.desk import Raw
from summarizer.watch.events import Became, EntryRead

if TYPE_CHECKING:
    from summarizer.feeds import Feed
    from summarizer.ingest import Answer
    from summarizer.store import Waiting
    from summarizer.types import Article
    from summarizer.watch.desk import Reading
    from summarizer.watch.means import Means

#: Answers that another try may change.
_PASSING = {
    HTTPStatus.REQUEST_TIMEOUT,
    HTTPStatus.TOO_EARLY,
    HTTPStatus.TOO_MANY_REQUESTS,
    *(status for status in HTTPStatus if status >= HTTPStatus.INTERNAL_SERVER_ERROR),
}

_STATES = {Became.SKIPPED: EntryState.SKIPPED, Became.FAILED: EntryState.FAILED}


class Unread(Exception):  # noqa: N818 - no error: an answer of the methods below
    """An entry can't be read now."""

    def __init__(self, reason: str, again: float | None = None) -> None:
        """Say why, and after how many seconds another try is worth it; None where it would end the same."""
        super().__init__(reason)
        self.reason = reason
        self.again = again


@dataclass(frozen=True, slots=True)
class Decision:
    """What an article is beside what is stored."""

    became: Became
    reason: str
    #: The article with what earlier revisions know better.
    article: Article
    #: Whose copy it is.
    copy_of: str | None = None
    #: Stored articles that are copies of it: it says more.
    copies: tuple[str, ...] = ()
    #: Whether it is another text of an article that was there.
    edited: bool = False


class Reader:
    """Reads entries; several may be under way, one is at the desk."""

    def __init__(self, means: Means) -> None:
        """Use these means for every entry."""
        #: The task whose entry is at the desk: it is not to be interrupted.
        self.at_desk: asyncio.Task[None] | None = None
        self._means = means
        # From reading to keeping, one after the other: of two copies the second must find the first.
        self._desk = asyncio.Lock()
        # A lock is there for as long as somebody holds it or waits for it.
        self._links: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def read(self, entry: Waiting, feed: Feed) -> None:
        """Read an entry to its end, or put it off; of two with one link the second waits for the first."""
        async with self._links.setdefault(entry.link or entry.key, asyncio.Lock()):
            await self._read(entry, feed)

    async def _read(self, entry: Waiting, feed: Feed) -> None:
        inbox, clock = self._means.inbox, self._means.clock
        if known := self._known(entry):
            self._end(entry, feed, Became.SAME, f"article {known}, by another feed", known)
            return
        if quiet := self._quiet(entry, feed):
            inbox.postpone(entry, clock.now() + timedelta(seconds=quiet), "the server asked for quiet")
            return
        inbox.begin(entry)
        entry = replace(entry, tries=entry.tries + 1)
        try:
            page = await self._fetch(entry, feed)
            async with self._desk:
                self.at_desk = asyncio.current_task()
                await self._work(entry, feed, page)
        except Unread as unread:
            self._put_off(entry, feed, unread)
        except InputError as error:
            self._end(entry, feed, Became.SKIPPED, str(error))
        except (ModelError, WorkError) as error:
            self._put_off(entry, feed, Unread(str(error), again=self._pause(entry)))
        except asyncio.CancelledError:
            inbox.postpone(entry, clock.now(), tried=False)
            raise
        except SummarizerError:
            raise  # the database: not the entry's fault
        except Exception as error:  # noqa: BLE001 - one entry must not end the watch
            self._put_off(entry, feed, Unread(f"a bug: {type(error).__name__}: {error}", again=self._pause(entry)))
        finally:
            if self.at_desk is asyncio.current_task():
                self.at_desk = None

    def _known(self, entry: Waiting) -> str | None:
        """The article that another feed brought under the same link; an edit is read in any case."""
        return None if entry.edits or not entry.link else self._means.inbox.known(entry.link)

    def _quiet(self, entry: Waiting, feed: Feed) -> float:
        return self._means.hosts.quiet_for(entry.link) if entry.link and _needs_page(entry, feed) else 0.0

    async def _fetch(self, entry: Waiting, feed: Feed) -> Answer | None:
        """The entry's page; None where it is not needed, or not to be had and the feed's own text must do."""
        if entry.link is None or not _needs_page(entry, feed):
            return None
        try:
            return await self._page(entry, entry.link)
        except Unread as unread:
            if unread.again is not None and entry.tries < self._means.settings.tries:
                raise
            if not entry.text.strip():
                raise Unread(unread.reason) from None
            return None

    async def _page(self, entry: Waiting, link: str) -> Answer:
        means = self._means
        try:
            if not await means.hosts.may_fetch(link):
                raise Unread(f"{link}: its robots.txt does not allow it to be read")
            async with means.hosts.turn(link):
                response = await means.web.get(link, accept=ACCEPTED, only=PAGES)
        except FetchError as error:
            raise Unread(str(error), again=self._pause(entry)) from None
        if response.status in _PASSING:
            asked = retry_after(response.headers, means.clock.now())
            if asked:
                means.hosts.keep_quiet(link, asked)
            raise Unread(f"{link}: the server answered {response.status}", again=asked or self._pause(entry))
        if _leads_home(link, response.url):
            raise Unread(f"{link}: leads to the front page")
        try:
            return check_page(link, response)
        except FetchError as error:
            raise Unread(str(error)) from None

    async def _work(self, entry: Waiting, feed: Feed, page: Answer | None) -> None:
        means = self._means
        raw = Raw(
            id=entry.link or f"{feed.url} {entry.key}",
            title=entry.title,
            published=entry.published,
            publisher=feed.name,
            link=entry.link,
            text=entry.text,
            page=page,
        )
        reading = await means.desk.read(raw)
        if reading.lacking and entry.tries < means.settings.tries:
            raise Unread(reading.lacking, again=self._pause(entry))
        decision = self._decide(reading, teaser=_needs_page(entry, feed) and (reading.told or bool(reading.lacking)))
        reading = replace(reading, article=decision.article)
        summarize = decision.became is Became.SUMMARIZED
        digest = await means.desk.summarize(reading) if summarize else Digest(reading.article, reading.extraction)
        became, reason = decision.became, decision.reason
        if summarize and digest.summary is None:
            became, reason = Became.KEPT, "nothing in it to summarize"
        end = End(EntryState.DONE, reason, digest.article.id)
        if became is Became.SAME:
            means.inbox.close(entry, end, means.clock.now())
        else:
            kin = Kin(reading.bands, decision.copy_of, decision.copies)
            means.inbox.keep(entry, digest, kin, end, means.clock.now())
        self._tell(entry, feed, became, reason, edited=decision.edited, digest=digest)

    def _decide(self, reading: Reading, *, teaser: bool) -> Decision:
        """What an article, or in its place a teaser of it, is beside what is stored."""
        inbox = self._means.inbox
        article = reading.article
        stored = inbox.stored(article.id)
        edited = stored is not None
        if stored and teaser and len(stored.article.story) > len(article.story):
            return Decision(Became.SAME, "edited, but its page is not to be had", stored.article)
        if stored and (stored.article.text, stored.article.title) == (article.text, article.title):
            # A feed that dates its entries anew makes no new revision of them.
            article = replace(article, published=stored.article.published or article.published)
            edited = False
            if stored.summary or not self._is_relevant(reading):
                return Decision(Became.SAME, "the article is there", article)
        alike = self._find_alike(reading)
        original = next((other for other in alike if _claims(reading) <= _claims(other)), None)
        if original:
            name = original.article.id
            return Decision(Became.COPY, f"a copy of {name}", article, copy_of=name, edited=edited)
        if not self._is_relevant(reading):
            return Decision(Became.KEPT, "no claim about an index", article, edited=edited)
        # What came first may have been the teaser of this: then that is the copy.
        lesser = tuple(other.article.id for other in alike if _claims(other) <= _claims(reading))
        return Decision(Became.SUMMARIZED, "summarized", article, copies=lesser, edited=edited)

    def _find_alike(self, reading: Reading) -> list[Digest]:
        """The stored articles that tell the same story with the same figures, oldest first."""
        article, inbox = reading.article, self._means.inbox
        candidates = inbox.candidates(reading.bands, article.id)
        found = (inbox.stored(other) for other, story in candidates if is_copy(article.story, story))
        return [digest for digest in found if digest]

    def _is_relevant(self, reading: Reading) -> bool:
        return bool(reading.extraction.claims) or self._means.settings.everything

    def _put_off(self, entry: Waiting, feed: Feed, unread: Unread) -> None:
        """Let the entry wait for another try, or set it aside."""
        if unread.again is None or entry.tries >= self._means.settings.tries:
            self._end(entry, feed, Became.FAILED, unread.reason)
            return
        due = self._means.clock.now() + timedelta(seconds=unread.again)
        self._means.inbox.postpone(entry, due, unread.reason)
        self._tell(entry, feed, Became.LATER, unread.reason)

    def _end(self, entry: Waiting, feed: Feed, became: Became, reason: str, article_id: str | None = None) -> None:
        end = End(_STATES.get(became, EntryState.DONE), reason, article_id)
        self._means.inbox.close(entry, end, self._means.clock.now())
        self._tell(entry, feed, became, reason)

    def _tell(
        self,
        entry: Waiting,
        feed: Feed,
        became: Became,
        reason: str,
        *,
        edited: bool = False,
        digest: Digest | None = None,
    ) -> None:
        now = self._means.clock.now()
        self._means.tell(EntryRead(now, feed.name, entry.title, entry.link, became, reason, edited, digest))

    def _pause(self, entry: Waiting) -> float:
        return self._means.settings.pause * 2.0 ** (entry.tries - 1)


def _claims(read: Reading | Digest) -> set[tuple[object, ...]]:
    """The figures that an article claims, with their signs; periods and dates follow from when it was published."""
    return {(claim.entity.name, claim.metric, claim.value) for claim in read.extraction.claims}


def _needs_page(entry: Waiting, feed: Feed) -> bool:
    return entry.link is not None and (feed.text is TextFrom.PAGE or not entry.whole)


def _leads_home(link: str, found: str) -> bool:
    """Whether a page was replaced by its site's front page: an article that is there no more."""
    return bool(urlsplit(link).path.strip("/")) and not urlsplit(found).path.strip("/") and not urlsplit(found).query
