"""The database as a library: `summarizer.open` and what it answers.  docs/python.md is its page.

Answers are read while they are iterated, so that there may be any number of them, and the same answer may be iterated
again: it is then asked for anew.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Self, SupportsFloat, get_args

from summarizer.api.answer import Answer, Claims
from summarizer.api.given import among, count, day, member, moment, names_of, place, signalled, value
from summarizer.naming import resolve
from summarizer.records import ARTICLES, SIGNALS
from summarizer.records.answered import CONFLICTS, HITS, INDICES, SPEAKERS, STATEMENTS
from summarizer.store import (
    ArticleQuery,
    ClaimQuery,
    IndexQuery,
    SignalQuery,
    SpeakerQuery,
    Words,
    default_path,
    open_store,
)
from summarizer.store.queries import Direction, Sort
from summarizer.store.signals import SignalSort
from summarizer.types import Kind, Metric, Period

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from summarizer.gazetteer import Gazetteer
    from summarizer.store import (
        ArticleText,
        Conflict,
        Hit,
        IndexRow,
        SignalRow,
        SpeakerRow,
        StatementRow,
        Store,
    )
    from summarizer.types import Digest

__all__ = ["Answer", "Claims", "Database", "open_database"]


class Database:
    """An open database, for one thread, to read from; closed by ``with`` or `close`.

    Indexes are given by name, alias, symbol or family ("S&P 500 sectors"), any number of them; days as ISO texts as
    coarse as wanted ("2024-11") or as dates.  Every method raises StoreError when the database can't be used,
    UnknownNameError (with near names) on an index or article that is not known, InputError on what can't be meant.
    """

    def __init__(self, store: Store, names: Path | None = None) -> None:
        """Take over an open store; `names` is the user's own file of names."""
        self._store = store
        self._names = names

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the database; closing twice is no error."""
        self._store.close()

    def claims(
        self,
        *indexes: str,
        since: str | date | None = None,
        until: str | date | None = None,
        period: Period | str | None = None,
        metric: Metric | str | None = None,
        kind: Kind | str | None = None,
        minimum: SupportsFloat | None = None,
        maximum: SupportsFloat | None = None,
        direction: Direction | None = None,
        analyst: str | None = None,
        firm: str | None = None,
        source: str | None = None,
        as_of: str | date | None = None,
        copies: bool = False,
        all_revisions: bool = False,
        sort: Sort = "-date",
        limit: int | None = None,
    ) -> Claims:
        """The claims about some indexes, or about all where none is given, the newest first.

        `minimum` and `maximum` bound the value, both inclusive and signed: ``maximum=-2`` asks for falls of two or
        more.  `analyst`, `firm` and `source` are parts of names, in any case.  `as_of` asks what was known then.
        What syndicated copies say is left out without `copies`, what texts said that were replaced since without
        `all_revisions`.  With ``.distinct()`` behind it each fact comes once.
        """
        query = ClaimQuery(
            entities=self._resolve(indexes),
            since=day(since),
            until=day(until),
            period=member(Period, period),
            metric=member(Metric, metric),
            kind=member(Kind, kind),
            min_value=value(minimum),
            max_value=value(maximum),
            direction=None if direction is None else among(get_args(Direction), direction, "direction"),
            analyst=analyst,
            firm=firm,
            source=source,
            as_of=moment(as_of),
            copies=copies,
            all_revisions=all_revisions,
            sort=among(get_args(Sort), sort, "order"),
            limit=count("limit", limit),
        )
        return Claims(self._store, query)

    def signals(
        self,
        *indexes: str,
        since: str | date | None = None,
        until: str | date | None = None,
        period: Period | str | None = None,
        metric: Metric | str | None = Metric.CHANGE,
        kind: Kind | str | None = None,
        min_sources: int = 1,
        as_of: str | date | None = None,
        sort: SignalSort = "-day",
        limit: int | None = None,
    ) -> Answer[SignalRow]:
        """What all sources together say of each index, day and period, the newest day first.

        Those of all metrics with ``metric=None``.  `as_of` asks what was known then.  Sorted by another field than the
        day, nothing comes before all is read.
        """
        query = SignalQuery(
            entities=self._resolve(indexes),
            since=day(since),
            until=day(until),
            period=member(Period, period),
            metric=signalled(metric),
            kind=member(Kind, kind),
            as_of=moment(as_of),
            min_sources=count("min_sources", min_sources) or 0,
            limit=count("limit", limit),
            sort=among(get_args(SignalSort), sort, "order of signals"),
        )
        return Answer(lambda: self._store.signals(query), SIGNALS)

    def conflicts(
        self,
        *indexes: str,
        since: str | date | None = None,
        until: str | date | None = None,
        period: Period | str | None = None,
        metric: Metric | str | None = None,
        kind: Kind | str | None = None,
        near: bool = False,
        as_of: str | date | None = None,
        limit: int | None = None,
    ) -> Answer[Conflict]:
        """Figures of different sources that can't both be right, the newest day first.

        With `near` also levels that are no farther apart than an index moves between two looks at it.
        """
        query = SignalQuery(
            entities=self._resolve(indexes),
            since=day(since),
            until=day(until),
            period=member(Period, period),
            metric=signalled(metric),
            kind=member(Kind, kind),
            as_of=moment(as_of),
            limit=count("limit", limit),
        )
        return Answer(lambda: self._store.conflicts(query, near=near), CONFLICTS)

    def articles(
        self,
        *indexes: str,
        since: str | date | None = None,
        until: str | date | None = None,
        as_of: str | date | None = None,
        copies: bool = True,
        limit: int | None = None,
    ) -> Answer[ArticleText]:
        """Articles with their texts and summaries, those kept last first; of some indexes, where any are given."""
        most = count("limit", limit)
        query = ArticleQuery(self._resolve(indexes), day(since), day(until), moment(as_of), most, copies)
        return Answer(lambda: self._store.texts(query), ARTICLES)

    def analysts(
        self,
        *,
        firm: str | None = None,
        since: str | date | None = None,
        until: str | date | None = None,
        limit: int | None = None,
    ) -> Answer[SpeakerRow]:
        """Who spoke, those first who spoke most; of a firm, given by a part of its name, where one is."""
        query = SpeakerQuery(None, firm, day(since), day(until), count("limit", limit))
        return Answer(lambda: iter(self._store.speakers(query)), SPEAKERS)

    def statements(
        self,
        name: str | None = None,
        *,
        firm: str | None = None,
        since: str | date | None = None,
        until: str | date | None = None,
        limit: int | None = None,
    ) -> Answer[StatementRow]:
        """What people said, the newest first; `name` is a part of a person's or a firm's."""
        query = SpeakerQuery(name, firm, day(since), day(until), count("limit", limit))
        return Answer(lambda: self._store.statements(query), STATEMENTS)

    def indices(self, *indexes: str, kind: Kind | str | None = None, limit: int | None = None) -> Answer[IndexRow]:
        """The indexes that claims are about, those first of which most is claimed."""
        query = IndexQuery(self._resolve(indexes) or None, member(Kind, kind), count("limit", limit))
        return Answer(lambda: iter(self._store.indices(query)), INDICES)

    def search(
        self,
        words: str,
        *,
        since: str | date | None = None,
        until: str | date | None = None,
        copies: bool = False,
        limit: int | None = 20,
    ) -> Answer[Hit]:
        """The articles whose text or summary holds all the words, the best first; all with ``limit=None``.

        Of words that stand in more than ten thousand texts the newest are ranked, or as many as `limit` asks for.
        """
        wanted = Words(words, day(since), day(until), count("limit", limit), copies)
        return Answer(lambda: self._store.search(wanted), HITS)

    def show(self, article: str, revision: int | None = None) -> Digest:
        """An article and all that is known of it, by its id or the beginning of one."""
        return self._store.digest(article, revision)

    def _resolve(self, indexes: tuple[str, ...]) -> tuple[str, ...]:
        return resolve(names_of(indexes), self._gazetteer(), self._store) if indexes else ()

    def _gazetteer(self) -> Gazetteer:
        from summarizer.gazetteer import load_gazetteer  # noqa: PLC0415 - a tenth of a second

        return load_gazetteer(self._names)


def open_database(path: str | Path | None = None, *, names: str | Path | None = None) -> Database:
    """See `summarizer.open`."""
    store = open_store(default_path() if path is None else place(path), create=False)
    return Database(store, None if names is None else place(names))
