"""The SQLite database: digests in, digests and answers out.  Nothing outside this package knows SQL.

    with open_store(default_path()) as store:
        store.save(digest)
        for row in store.claims(ClaimQuery(entities=("Russell 2000",), since="2024-11")):
            print(row.claim.date, row.text, row.sentence)

What a user can meet and mend (a lock, a read-only or damaged file, a full disk) is a `StoreError`.
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Self

from summarizer.store import queries, reading, search, writing
from summarizer.store.copies import Kin
from summarizer.store.entries import Accepted, Arrival, End, EntryState, Waiting
from summarizer.store.feeds import EntryCounts, FeedState, HostState
from summarizer.store.guard import guard
from summarizer.store.inbox import Inbox
from summarizer.store.opening import load_connection, transaction
from summarizer.store.queries import ArticleRow, ClaimQuery, ClaimRow
from summarizer.store.search import Hit
from summarizer.store.writing import Saved

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from summarizer.types import Article, Digest

__all__ = [
    "Accepted",
    "Arrival",
    "ArticleRow",
    "ClaimQuery",
    "ClaimRow",
    "End",
    "EntryCounts",
    "EntryState",
    "FeedState",
    "Hit",
    "HostState",
    "Inbox",
    "Kin",
    "Saved",
    "Store",
    "Waiting",
    "default_path",
    "open_store",
]


def default_path() -> Path:
    """Where the database is: ``$SUMMARIZER_DB``, else in the platform's folder for a user's data."""
    if named := os.environ.get("SUMMARIZER_DB"):
        return Path(named).expanduser()
    from platformdirs import user_data_path  # noqa: PLC0415 - mostly the path is given

    return user_data_path("news-to-signal", appauthor=False) / "summarizer.db"


def open_store(path: Path | str, *, create: bool = True, timeout: float = 5.0) -> Store:
    """Open the database, its schema brought up to date; `timeout` is how long to wait for a lock, in seconds.

    A missing file or folder is made, or with ``create=False`` refused.  What may only be read can be read.
    Raises StoreError.
    """
    place = Path(path)
    return Store(place, load_connection(place, create=create, timeout=timeout))


class Store:
    """An open database, for one thread; closed by ``with`` or `close`.

    Every method raises StoreError when the database can't be used; then nothing was written.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        """Take over a connection from `open_store`."""
        #: The database's file.
        self.path = path
        #: What watching feeds needs.
        self.inbox = Inbox(path, connection)
        self._connection = connection

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the database; closing twice is no error."""
        with guard(self.path):
            self._connection.close()

    def save(self, digest: Digest) -> Saved:
        """Make the database hold a digest, in one transaction; saving it again changes nothing.

        Another text (or title, or time) under the article's id is a new revision beside the older ones.
        Other claims for the same text replace the earlier ones and the summaries that were proved by them.
        A summary replaces the earlier one by the same model; without one, earlier summaries stay.
        """
        with guard(self.path, self._connection):
            return writing.save(self._connection, digest)

    def digest(self, article_id: str, revision: int | None = None) -> Digest:
        """An article as it was saved, its current text or an older one, with the summary saved last.

        Takes the beginning of an id where only one article's id begins so.  Raises UnknownNameError.
        """
        with self._reading() as connection:
            return reading.load_digest(connection, article_id, revision)

    def article(self, article_id: str, revision: int | None = None) -> Article:
        """The article alone; otherwise as `digest`."""
        with self._reading() as connection:
            return reading.load_article(reading.find_revision(connection, article_id, revision))

    def summarized(self) -> Iterator[Digest]:
        """Every stored summary with its article and claims, oldest first; read while iterating."""
        with self._reading() as connection:
            yield from reading.load_summarized(connection)

    def claims(self, query: ClaimQuery | None = None) -> Iterator[ClaimRow]:
        """The claims asked for, newest first; read while iterating."""
        with guard(self.path):
            yield from queries.find_claims(self._connection, query or ClaimQuery())

    def articles(self, limit: int | None = None) -> Iterator[ArticleRow]:
        """The articles, newest first; read while iterating."""
        with guard(self.path):
            yield from queries.find_articles(self._connection, limit)

    def search(self, text: str, limit: int = 20) -> Iterator[Hit]:
        """The articles whose current text or summary holds all the words of `text`, best first."""
        with guard(self.path):
            yield from search.find_hits(self._connection, text, limit)

    def counts(self) -> dict[str, int]:
        """How many rows each table holds, by its name."""
        with self._reading() as connection:
            return queries.count_rows(connection)

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        """Several reads of one state of the database."""
        with guard(self.path), transaction(self._connection):
            yield self._connection
