"""What happens while feeds are watched, as values: for a screen, a log, or whoever listens."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from summarizer.types import Digest
    from summarizer.watch.schedule import Result


class Became(StrEnum):
    """What became of an entry."""

    SUMMARIZED = "summarized"
    #: An article without a claim about an index: kept, not summarized.
    KEPT = "kept"
    #: A near-copy of an article that is there already: kept as such.
    COPY = "copy"
    #: The very article is there already.
    SAME = "same"
    #: Not wanted, or no English article.
    SKIPPED = "skipped"
    #: Set aside after several tries.
    FAILED = "failed"
    #: To be tried again.
    LATER = "later"


@dataclass(frozen=True, slots=True)
class Started:
    """Watching began."""

    at: datetime
    #: How many feeds are watched.
    feeds: int
    #: How many entries wait from last time.
    waiting: int


@dataclass(frozen=True, slots=True)
class FeedLooked:
    """A feed was looked at."""

    at: datetime
    feed: str
    result: Result
    #: Entries that are to be read now.
    new: int
    edited: int
    #: Why it failed.
    error: str | None
    #: When it is looked at next; None where never again.
    due: datetime | None


@dataclass(frozen=True, slots=True)
class EntryRead:
    """An entry was read."""

    at: datetime
    feed: str
    title: str | None
    link: str | None
    became: Became
    #: Why, or what it is a copy of.
    reason: str
    #: Whether it is another text of an article that was there.
    edited: bool = False
    #: What was stored; None where nothing was.
    digest: Digest | None = None


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something of our own stands in the way (a locked database, a full disk): it is tried again."""

    at: datetime
    problem: str


@dataclass(frozen=True, slots=True)
class Stopped:
    """Watching ended; what is in hand was finished."""

    at: datetime
    #: How many entries wait for next time.
    waiting: int


Event = Started | FeedLooked | EntryRead | Trouble | Stopped

if TYPE_CHECKING:
    Tell = Callable[[Event], None]
