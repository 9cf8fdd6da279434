"""Watching feeds, day and night: every article that appears is read, summarized and stored once.

    feeds.yaml ─▶ loop ─┬─▶ looking ── a look at a feed that is due ──▶ inbox: entries that wait
                        └─▶ reading ◀── the entry that waits longest ── inbox
                               │  hosts, web    its page, politely
                               │  desk          another process: article, extraction, summary
                               └─▶ inbox        the article, and the entry done, in one transaction

`schedule` decides when a feed is looked at next; `events` are what a screen or a log is told.  Whatever ends the
program, the inbox is the truth: what was accepted waits there until it was read.
"""

from __future__ import annotations

from summarizer.watch.clock import Clock, FastClock, WallClock
from summarizer.watch.desk import Desk, ProcessDesk, load_tools
from summarizer.watch.events import Became, EntryRead, Event, FeedLooked, Started, Stopped, Trouble
from summarizer.watch.hosts import Hosts
from summarizer.watch.lock import sole_watch
from summarizer.watch.loop import Watch
from summarizer.watch.means import Means, Settings
from summarizer.watch.schedule import Result

__all__ = [
    "Became",
    "Clock",
    "Desk",
    "EntryRead",
    "Event",
    "FastClock",
    "FeedLooked",
    "Hosts",
    "Means",
    "ProcessDesk",
    "Result",
    "Settings",
    "Started",
    "Stopped",
    "Trouble",
    "WallClock",
    "Watch",
    "load_tools",
    "sole_watch",
]
