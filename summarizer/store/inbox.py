"""What `summarizer watch` keeps: the feeds' state and the queue of their entries.

Each method is one transaction: what it says is in the database whole, or not at all.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from summarizer.store import copies, entries, feeds, reading, writing
from summarizer.store.guard import guard
from summarizer.store.opening import transaction

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
    from datetime import datetime
    from pathlib import Path

    from summarizer.store.copies import Kin
    from summarizer.store.entries import Accepted, Arrival, End, Failed, Waiting
    from summarizer.store.feeds import EntryCounts, FeedState, HostState
    from summarizer.types import Digest


class Inbox:
    """The part of an open database that watching needs; every method raises StoreError as `Store`'s do."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        """Share a store's connection."""
        self._path = path
        self._connection = connection

    def states(self) -> dict[str, FeedState]:
        """What is known of each feed, by its URL."""
        with guard(self._path):
            return feeds.load_states(self._connection)

    def counts(self) -> dict[str, EntryCounts]:
        """How many entries each feed has in which state, by the feed's URL."""
        with guard(self._path):
            return feeds.count_entries(self._connection)

    def save(self, state: FeedState) -> None:
        """Put a feed's state in place of what was known of it."""
        with self._writing() as connection:
            feeds.save_state(connection, state)

    def revive(self, feed: str) -> None:
        """Let a feed be looked at again at once, as if it had never failed."""
        with self._writing() as connection:
            feeds.revive(connection, feed)

    def digests(self, feed: str, keys: Sequence[str]) -> dict[str, str]:
        """The digests of those of a feed's entries that are known, by their keys."""
        with guard(self._path):
            return entries.find_digests(self._connection, feed, keys)

    def accept(
        self, feed: str, arrivals: Iterable[Arrival], now: datetime, state_after: Callable[[Accepted], FeedState]
    ) -> Accepted:
        """Keep what a look at a feed brought: its entries, and the state that follows from how many are new."""
        with self._writing() as connection:
            accepted = entries.accept(connection, feed, arrivals, now)
            feeds.save_state(connection, state_after(accepted))
        return accepted

    def host(self, host: str) -> HostState:
        """What is known of a host, which may be nothing."""
        with guard(self._path):
            return feeds.load_host(self._connection, host)

    def save_host(self, state: HostState) -> None:
        """Put a host's state in place of what was known of it."""
        with self._writing() as connection:
            feeds.save_host(connection, state)

    def waiting(self, now: datetime, limit: int, besides: Collection[str] = ()) -> list[Waiting]:
        """The entries that may be read now: of each host the one that waits longest, without the hosts in hand."""
        with guard(self._path):
            return entries.find_waiting(self._connection, now, limit, besides)

    def due(self, besides: Collection[str] = ()) -> datetime | None:
        """When the next entry may be read, without the hosts in hand; None where none waits."""
        with guard(self._path):
            return entries.find_due(self._connection, besides)

    def begin(self, entry: Waiting) -> None:
        """Write down that an entry is being tried."""
        with self._writing() as connection:
            entries.begin(connection, entry)

    def postpone(self, entry: Waiting, due: datetime, reason: str, *, tried: bool = True) -> None:
        """Let an entry wait until `due`, unless it was edited meanwhile; if not `tried`, its tries stay as given."""
        with self._writing() as connection:
            entries.postpone(connection, entry, due, reason, tried=tried)

    def close(self, entry: Waiting, end: End, now: datetime) -> None:
        """Say what became of an entry that brought nothing to keep."""
        with self._writing() as connection:
            entries.close(connection, entry, end, now)

    def keep(self, entry: Waiting, digest: Digest, kin: Kin, end: End, now: datetime) -> None:
        """Keep an article and say so of its entry, together: it is never read twice, nor half kept."""
        with self._writing() as connection:
            writing.write(connection, digest, now)
            copies.save_kin(connection, digest.article.id, kin, now)
            entries.close(connection, entry, end, now)

    def known(self, page: str) -> str | None:
        """The article that an entry of any feed has become by this very page."""
        with guard(self._path):
            return entries.find_known(self._connection, page)

    def failed(self) -> list[Failed]:
        """The entries that were set aside, newest first."""
        with guard(self._path):
            return entries.find_failed(self._connection)

    def retry_failed(self, now: datetime) -> int:
        """Let the entries that were set aside be read once more; how many there are."""
        with self._writing() as connection:
            return entries.retry_failed(connection, now)

    def stored(self, article_id: str) -> Digest | None:
        """An article as it was saved last, if it is there."""
        with guard(self._path), transaction(self._connection):
            known = self._connection.execute("SELECT 1 FROM articles WHERE id = ?", [article_id]).fetchone()
            return reading.load_digest(self._connection, article_id, None) if known else None

    def candidates(self, bands: Sequence[int], but: str) -> list[tuple[str, str]]:
        """Id and story of the articles that may be what a text is a copy of, likeliest first; never `but` itself."""
        with guard(self._path):
            return copies.find_candidates(self._connection, bands, but)

    def forget(self, before: datetime) -> None:
        """Drop what is of use for some days only: MinHashes, robots.txt, texts of what was set aside."""
        with self._writing() as connection:
            copies.forget_bands(connection, before)
            feeds.forget_hosts(connection, before)
            entries.forget_texts(connection, before)

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with guard(self._path, self._connection), transaction(self._connection, "IMMEDIATE"):
            yield self._connection
