"""One entry of a feed -> an article that is stored, summarized where it is worth it, or why not.

fetch_page       Waiting      -> Answer         unless the feed itself has the article
| desk.read      Raw          -> Reading
| decide         Reading      -> what it is: new, the same as stored, a copy, without claims
| desk.summarize Reading      -> Digest         only what is new and claims something of an index
| inbox.keep     Digest                         and the entry is done, in one transaction
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from summarizer.errors import InputError, ModelError, StoreError, SummarizerError, WorkError
from summarizer.ingest import article_id
from summarizer.ingest.addresses import page_key
from summarizer.store import End, EntryState, Kin
from summarizer.types import Digest
from summarizer.watch.deciding import Decision, decide_known, decide_new, with_known
from summarizer.watch.desk import Raw, Reading
from summarizer.watch.events import Became, EntryRead, Trouble
from summarizer.watch.fetching import Unread, fetch_page, pause_of

if TYPE_CHECKING:
    from summarizer.feeds import Feed
    from summarizer.ingest import Answer
    from summarizer.store import Waiting
    from summarizer.watch.means import Means

_STATES = {Became.SKIPPED: EntryState.SKIPPED, Became.FAILED: EntryState.FAILED}


class Reader:
    """Reads entries; several may be under way, one is at the desk."""

    def __init__(self, means: Means) -> None:
        """Use these means for every entry."""
        #: The task whose entry is at the desk: it is not to be interrupted.
        self.at_desk: asyncio.Task[None] | None = None
        self._means = means
        # From reading to keeping, one after the other: of two copies the second must find the first.
        self._desk = asyncio.Lock()

    async def read(self, entry: Waiting, feed: Feed) -> None:
        """Read an entry to its end, or put it off.  Raises StoreError, UnavailableError: not the entry's fault."""
        try:
            told = await self._read(entry, feed)
        except Unread as unread:
            told = self._put_off(entry, feed, unread)
        except InputError as error:
            told = self._end(entry, feed, Became.SKIPPED, str(error))
        except (ModelError, WorkError) as error:
            told = self._put_off_try(entry, feed, str(error))
        except (SummarizerError, asyncio.CancelledError) as error:
            with suppress(StoreError):  # a try too many does no harm
                self._means.inbox.postpone(entry, self._means.clock.now(), str(error) or "interrupted", tried=False)
            raise
        except Exception as error:  # noqa: BLE001 - one entry must not end the watch
            told = self._put_off_try(entry, feed, f"a bug: {type(error).__name__}: {error}")
        self._means.tell(told)

    async def _read(self, entry: Waiting, feed: Feed) -> EntryRead:
        inbox = self._means.inbox
        if entry.tries >= self._means.settings.tries:
            return self._end(entry, feed, Became.FAILED, "the program ended while it was read")
        if entry.page and not entry.edits and (known := inbox.known(entry.page)):
            return self._end(entry, feed, Became.SAME, f"article {known}, by another feed", known)
        page = await fetch_page(entry, self._means)
        async with self._desk:
            self.at_desk = asyncio.current_task()
            try:
                inbox.begin(entry)
                return await self._work(entry, feed, page)
            finally:
                self.at_desk = None

    async def _work(self, entry: Waiting, feed: Feed, page: Answer | None) -> EntryRead:
        means = self._means
        # Where several entries share a link, it is none of theirs.
        own = entry.link if entry.link and page_key(entry.link) == entry.key else None
        raw = Raw(
            id=own or f"{feed.url} {entry.key}",
            title=entry.title,
            published=entry.published,
            publisher=feed.name,
            link=entry.link,
            text=entry.text,
            page=page,
        )
        reading = await means.desk.read(raw)
        if reading.lacking and (pause := pause_of(entry, means, means.settings.empty_page)):
            raise Unread(f"{raw.id}: {reading.lacking}", again=pause)
        reading = replace(reading, told=reading.told and entry.page is not None)
        relevant = bool(reading.extraction.claims) or means.settings.everything
        decision = await self._decide(reading, entry, raw, relevant=relevant)
        reading = replace(reading, article=decision.article)
        summarize = decision.became is Became.SUMMARIZED
        digest = await means.desk.summarize(reading) if summarize else Digest(reading.article, reading.extraction)
        became, reason = decision.became, decision.reason
        if summarize and digest.summary is None:
            became, reason = Became.KEPT, "nothing in it to summarize"
        end = End(EntryState.DONE, reason, digest.article.id, told=reading.told)
        if became is Became.SAME:
            means.inbox.close(entry, end, means.clock.now())
        else:
            await self._keep(entry, digest, Kin(reading.bands, decision.copy_of, decision.copies), end)
        return self._event(entry, feed, became, reason, edited=decision.edited, digest=digest)

    async def _keep(self, entry: Waiting, digest: Digest, kin: Kin, end: End) -> None:
        """Keep what was made, however long it takes: the disk may be full, the database locked."""
        means = self._means
        while True:
            try:
                means.inbox.keep(entry, digest, kin, end, means.clock.now())
            except StoreError as error:
                means.tell(Trouble(means.clock.now(), str(error)))
                await means.clock.sleep(means.settings.patience)
            else:
                return

    async def _decide(self, reading: Reading, entry: Waiting, raw: Raw, *, relevant: bool) -> Decision:
        """What an article is beside what is stored; a row that can't be read is a failed try of the entry."""
        inbox, article = self._means.inbox, reading.article
        try:
            stored = inbox.stored(article.id)
            if entry.article_id and entry.article_id != article.id:
                # The publisher moved it while editing it: it is the same article.
                article = replace(article, id=entry.article_id)
                stored = inbox.stored(article.id)
            elif stored and not entry.article_id and not await self._is_same(stored, reading):
                # Some sites call all their pages by one address.
                article = replace(article, id=article_id(raw.id))
                stored = inbox.stored(article.id) if article.id != reading.article.id else stored
            article = with_known(article, stored)
            reading = replace(reading, article=article)
            if stored and (known := decide_known(reading, stored, relevant=relevant)):
                return known
            candidates = tuple(inbox.candidates(reading.bands, article.id))
            names = await self._means.desk.find_copies(article, candidates) if candidates else ()
            alike = [digest for name in names if (digest := inbox.stored(name))]
        except StoreError as error:
            raise WorkError(article.id, str(error)) from error
        edited = stored is not None and stored.article.text != article.text
        return decide_new(reading, alike, relevant=relevant, edited=edited)

    async def _is_same(self, stored: Digest, reading: Reading) -> bool:
        """Whether an article that a new entry leads to may be the one that is stored under its id."""
        article = reading.article
        if stored.article.title == article.title or stored.article.text == article.text:
            return True
        return bool(await self._means.desk.find_copies(article, ((stored.article.id, stored.article.story),)))

    def _put_off_try(self, entry: Waiting, feed: Feed, reason: str) -> EntryRead:
        """After a try at the desk that failed."""
        last = entry.tries + 1 >= self._means.settings.tries
        pause = self._means.settings.pause * 2.0**entry.tries
        return self._put_off(entry, feed, Unread(reason, again=None if last else pause), tried=True)

    def _put_off(self, entry: Waiting, feed: Feed, unread: Unread, *, tried: bool = False) -> EntryRead:
        """Let the entry wait for another try, or set it aside."""
        if unread.again is None:
            return self._end(entry, feed, Became.FAILED, unread.reason)
        due = self._means.clock.now() + timedelta(seconds=unread.again)
        self._means.inbox.postpone(entry, due, unread.reason, tried=tried)
        return self._event(entry, feed, Became.LATER, unread.reason)

    def _end(self, entry: Waiting, feed: Feed, became: Became, reason: str, known: str | None = None) -> EntryRead:
        end = End(_STATES.get(became, EntryState.DONE), reason, known)
        self._means.inbox.close(entry, end, self._means.clock.now())
        return self._event(entry, feed, became, reason)

    def _event(
        self,
        entry: Waiting,
        feed: Feed,
        became: Became,
        reason: str,
        *,
        edited: bool = False,
        digest: Digest | None = None,
    ) -> EntryRead:
        now = self._means.clock.now()
        return EntryRead(now, feed.name, entry.title, entry.link, became, reason, edited, digest)
