"""What watching is done with, and how eagerly."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from summarizer.ingest.web import Web
    from summarizer.store import Inbox
    from summarizer.watch.clock import Clock
    from summarizer.watch.desk import Desk
    from summarizer.watch.events import Tell
    from summarizer.watch.hosts import Hosts


@dataclass(frozen=True, slots=True)
class Settings:
    """How eagerly feeds and articles are read."""

    #: Seconds between two requests to one host.
    spacing: float = 1.0
    #: Feeds looked at, and entries in hand, at the same time.
    feeds_at_once: int = 10
    entries_at_once: int = 4
    #: Entries taken in at one look; the rest at the next.
    most_entries: int = 500
    #: What was published longer ago is not read: a feed that is new to us brings its archive.
    oldest: timedelta = timedelta(days=7)
    #: How often the desk tries an entry before it is set aside.
    tries: int = 4
    #: Seconds until anything is tried again; it grows with the time for which it fails.
    pause: float = 300.0
    #: For how long a page is asked for that does not answer, and one that has no article in it; then the feed's own
    #: words must do.
    outage: timedelta = timedelta(days=1)
    empty_page: timedelta = timedelta(hours=6)
    #: Seconds to wait where the database can't be used: it may be locked, or the disk full.
    patience: float = 15.0
    #: Articles seen within this time are looked through for what a new one may be a copy of.
    copies_within: timedelta = timedelta(days=10)
    #: Whether articles are summarized that claim nothing of an index.
    everything: bool = False


@dataclass(frozen=True, slots=True)
class Means:
    """What watching is done with."""

    inbox: Inbox
    web: Web
    hosts: Hosts
    desk: Desk
    clock: Clock
    #: Is told of everything that happens.
    tell: Tell
    settings: Settings = Settings()
