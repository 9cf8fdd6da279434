"""An entry of a feed -> what waits to be read, or why it is not wanted; pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.feeds import TextFrom
from summarizer.ingest.entry import is_snippet, readable
from summarizer.store import Arrival

if TYPE_CHECKING:
    from datetime import datetime, timedelta

    from summarizer.feeds import Feed
    from summarizer.ingest.entry import Entry


def to_arrival(feed: Feed, entry: Entry, now: datetime, oldest: timedelta) -> Arrival:
    """An entry as it waits to be read; what was published longer ago than `oldest` is not wanted."""
    published = entry.published or entry.updated
    text = readable(entry.content)
    whole = feed.text is TextFrom.FEED or (feed.text is TextFrom.AUTO and not is_snippet(text))
    return Arrival(
        key=entry.key,
        digest=entry.digest,
        title=entry.title,
        link=entry.link,
        published=published,
        text=text,
        whole=whole,
        unwanted=_unwanted(feed, entry, published, now - oldest),
    )


def _unwanted(feed: Feed, entry: Entry, published: datetime | None, since: datetime) -> str | None:
    if published and published.astimezone(since.tzinfo) < since:
        return f"published before {since:%Y-%m-%d}"
    if not feed.wants(entry.title or "", entry.tags):
        return "left out by the feed's filters"
    return None
