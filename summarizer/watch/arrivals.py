"""An entry of a feed -> what waits to be read, or why it is not wanted; pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.feeds import TextFrom
from summarizer.ingest.addresses import page_key
from summarizer.ingest.entry import is_snippet, readable
from summarizer.store import Arrival
from summarizer.watch.hosts import host_of

if TYPE_CHECKING:
    from datetime import datetime, timedelta

    from summarizer.feeds import Feed
    from summarizer.ingest.entry import Entry


def to_arrival(feed: Feed, entry: Entry, now: datetime, oldest: timedelta) -> Arrival:
    """An entry as it waits to be read; what was published longer ago than `oldest` is not wanted."""
    published = entry.published or entry.updated
    text = readable(entry.content)
    page = _page_of(feed, entry, text)
    return Arrival(
        key=entry.key,
        digest=entry.digest,
        title=entry.title,
        link=entry.link,
        published=published,
        text=text,
        page=page,
        host=host_of(page) if page else "",
        unwanted=_unwanted(feed, entry, published, now - oldest),
    )


def _page_of(feed: Feed, entry: Entry, text: str) -> str | None:
    """The page that has to be read for the article; a link that several entries share has none of theirs."""
    whole = feed.text is TextFrom.FEED or (feed.text is TextFrom.AUTO and not is_snippet(text))
    shared = entry.link is not None and page_key(entry.link) != entry.key
    return None if text and (whole or shared) else entry.link


def _unwanted(feed: Feed, entry: Entry, published: datetime | None, since: datetime) -> str | None:
    if published and published.astimezone(since.tzinfo) < since:
        return f"published before {since:%Y-%m-%d}"
    if not feed.wants(entry.title or "", entry.tags):
        return "left out by the feed's filters"
    return None
