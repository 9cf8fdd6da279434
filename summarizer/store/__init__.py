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

from summarizer.store import (
    analysts,
    articles,
    conflicts,
    facts,
    history,
    moves,
    names,
    overview,
    queries,
    reading,
    search,
    signals,
    stretches,
    writing,
)
from summarizer.store.analysts import SpeakerQuery, SpeakerRow, StatementRow
from summarizer.store.articles import ArticleQuery, ArticleText
from summarizer.store.conflicts import Conflict
from summarizer.store.copies import Kin
from summarizer.store.entries import Accepted, Arrival, End, EntryState, Failed, Waiting
from summarizer.store.facts import FactRow
from summarizer.store.feeds import EntryCounts, FeedState, HostState
from summarizer.store.guard import guard
from summarizer.store.history import History, Revision
from summarizer.store.inbox import Inbox
from summarizer.store.moves import DayMove, MoveQuery
from summarizer.store.opening import load_connection, transaction
from summarizer.store.overview import DayCount, IndexQuery, IndexRow, Overview
from summarizer.store.queries import ClaimQuery, ClaimRow
from summarizer.store.search import Hit, Words
from summarizer.store.signals import SignalQuery, SignalRow
from summarizer.store.upkeep import Upkeep
from summarizer.store.writing import Saved

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from datetime import datetime

    from summarizer.types import Article, Digest

__all__ = [
    "Accepted",
    "Arrival",
    "ArticleQuery",
    "ArticleText",
    "ClaimQuery",
    "ClaimRow",
    "Conflict",
    "DayCount",
    "DayMove",
    "End",
    "EntryCounts",
    "EntryState",
    "FactRow",
    "Failed",
    "FeedState",
    "History",
    "Hit",
    "HostState",
    "Inbox",
    "IndexQuery",
    "IndexRow",
    "Kin",
    "MoveQuery",
    "Overview",
    "Revision",
    "Saved",
    "SignalQuery",
    "SignalRow",
    "SpeakerQuery",
    "SpeakerRow",
    "StatementRow",
    "Store",
    "Upkeep",
    "Waiting",
    "Words",
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
        #: Check, vacuum, backup.
        self.upkeep = Upkeep(path, connection)
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
        """Every stored summary with its article and claims, oldest first; read while iterating.

        Each is of one moment; those that came since the first one was read are left out.
        """
        with self._reading() as connection:
            keys = reading.find_summaries(connection)
        for key in keys:
            with self._reading() as connection:
                digest = reading.load_summarized(connection, key)
            if digest:
                yield digest

    def claims(self, query: ClaimQuery | None = None) -> Iterator[ClaimRow]:
        """The claims asked for, newest first unless asked otherwise; read while iterating."""
        with guard(self.path):
            yield from queries.find_claims(self._connection, query or ClaimQuery())

    def facts(self, query: ClaimQuery | None = None) -> Iterator[FactRow]:
        """The facts that the claims asked for state, each once with how many sources say it; read while iterating."""
        with guard(self.path):
            yield from facts.find_facts(self._connection, query or ClaimQuery())

    def signals(self, query: SignalQuery | None = None) -> Iterator[SignalRow]:
        """What all sources together say of each index, day and period, the newest day first unless asked otherwise.

        By day it is read while iterating.
        """
        with guard(self.path):
            yield from signals.find_signals(self._connection, query or SignalQuery())

    def conflicts(self, query: SignalQuery | None = None, *, near: bool = False) -> Iterator[Conflict]:
        """Figures of different sources that can't both be right, the newest day first; read while iterating.

        With `near` also levels that are no farther apart than an index moves between two looks at it.
        """
        with guard(self.path):
            yield from conflicts.find_conflicts(self._connection, query or SignalQuery(metric=None), near=near)

    def reach(self, query: SignalQuery, claims: int) -> str | None:
        """A day from which on there are at most about so many of the claims; None where there are fewer in all."""
        with guard(self.path):
            return stretches.find_day(self._connection, query, stretches.find_end(query), claims)

    def entities(self) -> list[str]:
        """The names of the indexes that claims are about, in order."""
        with guard(self.path):
            return names.find_entities(self._connection)

    def texts(self, query: ArticleQuery | None = None) -> Iterator[ArticleText]:
        """The articles asked for with their texts and summaries, those kept last first; read while iterating."""
        with guard(self.path):
            yield from articles.find_texts(self._connection, query or ArticleQuery())

    def search(self, wanted: str | Words, limit: int | None = 20) -> Iterator[Hit]:
        """The articles whose current text or summary holds all the words, best first; `limit` goes with a text."""
        words = Words(wanted, limit=limit) if isinstance(wanted, str) else wanted
        with guard(self.path):
            yield from search.find_hits(self._connection, words)

    def search_is_cut(self, wanted: Words) -> bool:
        """Whether more texts hold the words than `search` ranks: of more than ten thousand it takes the newest."""
        with self._reading() as connection:
            return search.is_cut(connection, wanted)

    def speakers(self, query: SpeakerQuery | None = None) -> list[SpeakerRow]:
        """Who spoke, those first who spoke most; `name` of the query is not looked at."""
        with self._reading() as connection:
            return analysts.find_speakers(connection, query or SpeakerQuery())

    def statements(self, query: SpeakerQuery | None = None) -> Iterator[StatementRow]:
        """What people said, newest first; read while iterating."""
        with guard(self.path):
            yield from analysts.find_statements(self._connection, query or SpeakerQuery())

    def speaker_names(self) -> list[str]:
        """The names of all people and firms that spoke."""
        with self._reading() as connection:
            return analysts.find_names(connection)

    def indices(self, query: IndexQuery | None = None) -> list[IndexRow]:
        """The indexes that claims stand of, those first of which most is claimed."""
        with self._reading() as connection:
            return overview.find_indices(connection, query or IndexQuery())

    def moves(self, query: MoveQuery) -> list[DayMove]:
        """What sources reported of an index, a row a day, in order."""
        with self._reading() as connection:
            return moves.find_moves(connection, query)

    def history(self, article_id: str) -> History:
        """An article's texts, and its copies; `article_id` as for `digest`.  Raises UnknownNameError."""
        with self._reading() as connection:
            return history.load_history(connection, article_id)

    def overview(self, now: datetime) -> Overview:
        """How much of everything there is; `now` carries a zone and ends the two weeks that are counted by day."""
        with self._reading() as connection:
            return overview.load_overview(connection, self.path, now)

    def counts(self) -> dict[str, int]:
        """How many rows each table holds, by its name."""
        with self._reading() as connection:
            return overview.count_rows(connection)

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        """Several reads of one state of the database."""
        with guard(self.path), transaction(self._connection):
            yield self._connection
