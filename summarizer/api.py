"""The database as a library: `summarizer.open` and what it answers.  docs/python.md is its page.

Answers are read while they are iterated, so that there may be any number of them, and the same answer may be iterated
again: it is then asked for anew.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Generic, Self, TypeVar, get_args

from summarizer.dates.asked import FORMS, parse_day, parse_moment
from summarizer.errors import InputError
from summarizer.naming import resolve
from summarizer.records import ARTICLES, CLAIMS, SIGNALS, Column, Row, Type, Value, record
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
from summarizer.types import Kind, Metric, Period

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from enum import StrEnum

    from pandas import DataFrame

    from summarizer.gazetteer import Gazetteer
    from summarizer.store import (
        ArticleText,
        ClaimRow,
        Conflict,
        Hit,
        IndexRow,
        SignalRow,
        SpeakerRow,
        StatementRow,
        Store,
    )
    from summarizer.types import Digest

Member = TypeVar("Member", bound="StrEnum")
Word = TypeVar("Word", bound=str)


class Answer(Generic[Row]):
    """Rows of the database: iterate over them as they are, or take them as dictionaries or as a data frame."""

    def __init__(self, ask: Callable[[], Iterator[Row]], columns: tuple[Column[Row], ...]) -> None:
        """Take what asks the database, and how a row becomes a record."""
        self._ask = ask
        self._columns = columns

    def __iter__(self) -> Iterator[Row]:
        """The rows, read from the database one by one."""
        return self._ask()

    def dicts(self) -> Iterator[dict[str, Value]]:
        """The rows as flat dictionaries, whose keys docs/export.md explains."""
        return (record(row, self._columns) for row in self)

    def df(self) -> DataFrame:
        """The rows as a data frame of pandas, with a type for each column, also where there is no row.

        Times are UTC; one that was printed without a zone is taken as UTC.  Raises InputError without pandas.
        """
        try:
            import pandas as pd  # noqa: PLC0415 - an extra, and slow
        except ImportError as error:
            raise InputError(
                "df()", "pandas is not installed", "install it: pip install 'news-to-signal[pandas]'"
            ) from error
        rows = list(self)
        found = {}
        for column in self._columns:
            values = pd.Series([column.of(row) for row in rows], dtype=object)
            if column.type is Type.TIME:
                values = pd.to_datetime(values, utc=True, format="ISO8601")
            found[column.name] = values.astype(_PANDAS[column.type])
        return pd.DataFrame(found)


#: What a data frame holds the values of a column in; each of them knows what is missing.
_PANDAS = {
    Type.TEXT: "string",
    Type.INTEGER: "Int64",
    Type.NUMBER: "float64",
    Type.FLAG: "boolean",
    Type.DAY: "datetime64[s]",
    Type.TIME: "datetime64[us, UTC]",
}


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
        minimum: float | None = None,
        maximum: float | None = None,
        direction: Direction | None = None,
        analyst: str | None = None,
        firm: str | None = None,
        source: str | None = None,
        as_of: str | date | None = None,
        copies: bool = False,
        sort: Sort = "-date",
        limit: int | None = None,
    ) -> Answer[ClaimRow]:
        """The claims about some indexes, or about all where none is given, the newest first.

        `minimum` and `maximum` bound the value, both inclusive and signed: ``maximum=-2`` asks for falls of two or
        more.  `analyst`, `firm` and `source` are parts of names, in any case.  `as_of` asks what was known then.
        What syndicated copies say is left out without `copies`.
        """
        query = ClaimQuery(
            entities=self._resolve(indexes),
            since=_day(since),
            until=_day(until),
            period=_member(Period, period),
            metric=_member(Metric, metric),
            kind=_member(Kind, kind),
            min_value=minimum,
            max_value=maximum,
            direction=None if direction is None else _among(get_args(Direction), direction, "direction"),
            analyst=analyst,
            firm=firm,
            source=source,
            as_of=_moment(as_of),
            copies=copies,
            sort=_among(get_args(Sort), sort, "order"),
            limit=limit,
        )
        return Answer(lambda: self._store.claims(query), CLAIMS)

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
        limit: int | None = None,
    ) -> Answer[SignalRow]:
        """What all sources together say of each index, day and period, the newest day first.

        Those of all metrics with ``metric=None``.  `as_of` asks what was known then.
        """
        query = SignalQuery(
            entities=self._resolve(indexes),
            since=_day(since),
            until=_day(until),
            period=_member(Period, period),
            metric=_signalled(metric),
            kind=_member(Kind, kind),
            as_of=_moment(as_of),
            min_sources=min_sources,
            limit=limit,
        )
        return Answer(lambda: self._store.signals(query), SIGNALS)

    def conflicts(
        self,
        *indexes: str,
        since: str | date | None = None,
        until: str | date | None = None,
        period: Period | str | None = None,
        metric: Metric | str | None = None,
        near: bool = False,
        as_of: str | date | None = None,
        limit: int | None = None,
    ) -> Answer[Conflict]:
        """Figures of different sources that can't both be right, the newest day first.

        With `near` also levels that are no farther apart than an index moves between two looks at it.
        """
        query = SignalQuery(
            entities=self._resolve(indexes),
            since=_day(since),
            until=_day(until),
            period=_member(Period, period),
            metric=_signalled(metric),
            as_of=_moment(as_of),
            limit=limit,
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
        query = ArticleQuery(self._resolve(indexes), _day(since), _day(until), _moment(as_of), limit, copies)
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
        query = SpeakerQuery(None, firm, _day(since), _day(until), limit)
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
        query = SpeakerQuery(name, firm, _day(since), _day(until), limit)
        return Answer(lambda: self._store.statements(query), STATEMENTS)

    def indices(self, *indexes: str, kind: Kind | str | None = None, limit: int | None = None) -> Answer[IndexRow]:
        """The indexes that claims are about, those first of which most is claimed."""
        query = IndexQuery(self._resolve(indexes) or None, _member(Kind, kind), limit)
        return Answer(lambda: iter(self._store.indices(query)), INDICES)

    def search(
        self, words: str, *, since: str | date | None = None, until: str | date | None = None, limit: int = 20
    ) -> Answer[Hit]:
        """The articles whose text or summary holds all the words, the best first."""
        wanted = Words(words, _day(since), _day(until), limit)
        return Answer(lambda: self._store.search(wanted), HITS)

    def show(self, article: str, revision: int | None = None) -> Digest:
        """An article and all that is known of it, by its id or the beginning of one."""
        return self._store.digest(article, revision)

    def _resolve(self, indexes: tuple[str, ...]) -> tuple[str, ...]:
        return resolve(indexes, self._gazetteer(), self._store) if indexes else ()

    def _gazetteer(self) -> Gazetteer:
        from summarizer.gazetteer import load_gazetteer  # noqa: PLC0415 - a tenth of a second

        return load_gazetteer(self._names)


def open_database(path: str | Path | None = None, *, names: str | Path | None = None) -> Database:
    """See `summarizer.open`."""
    place = default_path() if path is None else Path(path)
    return Database(open_store(place, create=False), None if names is None else Path(names))


def _member(kind: type[Member], wanted: str | None) -> Member | None:
    """The member of an enumeration that a word stands for."""
    return None if wanted is None else kind(_among(tuple(kind), wanted, kind.__name__.lower()))


def _signalled(wanted: str | None) -> Metric | None:
    """The metric that a word stands for, if it makes signals."""
    metrics = tuple(metric for metric in Metric if metric is not Metric.FORECAST)
    return None if wanted is None else _among(metrics, wanted, "metric of signals")


def _among(known: tuple[Word, ...], wanted: str, what: str) -> Word:
    """The word itself; raises InputError where it is none of those known."""
    for word in known:
        if word == wanted:
            return word
    raise InputError(repr(wanted), f"is no {what}", f"choose one of {', '.join(known)}")


def _day(given: str | date | None) -> str | None:
    """A day, month or year as the store compares it."""
    if given is None:
        return None
    if isinstance(given, date):
        return given.isoformat()[: len("2024-11-25")]
    day = parse_day(given, date.today())  # noqa: DTZ011 - "today" is the user's
    if day is None:
        raise InputError(repr(given), "is no day", f"write {FORMS}")
    return day


def _moment(given: str | date | None) -> datetime | None:
    """A moment with its zone: UTC where none is given; a day means its end."""
    if isinstance(given, datetime):
        return given if given.tzinfo else given.replace(tzinfo=UTC)
    if given is None:
        return None
    moment = parse_moment(str(given), datetime.now(UTC))
    if moment is None:
        raise InputError(repr(given), "is no time", f"write 2024-11-25T18:30, or a day: {FORMS}")
    return moment
