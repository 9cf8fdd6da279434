"""What the database answers: rows, dictionaries, or a data frame."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic

from summarizer.errors import InputError
from summarizer.records import CLAIMS, Column, Row, Type, Value, record
from summarizer.records.printed import PRINTED_FACTS
from summarizer.store import ClaimRow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pandas import DataFrame

    from summarizer.store import ClaimQuery, FactRow, Store

#: The columns of a fact, one value each.
FACTS: tuple[Column[FactRow], ...] = tuple(column for column in PRINTED_FACTS if column.type is not Type.LIST)

#: What a data frame holds the values of a column in; each of them knows what is missing.
_PANDAS = {
    Type.TEXT: "string",
    Type.INTEGER: "Int64",
    Type.NUMBER: "float64",
    Type.FLAG: "boolean",
    Type.DAY: "datetime64[s]",
    Type.TIME: "datetime64[us, UTC]",
}


class Answer(Generic[Row]):
    """Rows of the database: iterate over them as they are, or take them as dictionaries or as a data frame.

    They are read while the database is open; afterwards there is a StoreError.
    """

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


class Claims(Answer[ClaimRow]):
    """The claims asked for, each as often as it is made; `distinct` has each fact once."""

    def __init__(self, store: Store, query: ClaimQuery) -> None:
        """Take the open store, and what it is asked."""
        super().__init__(lambda: store.claims(query), CLAIMS)
        self._store = store
        self._query = query

    def distinct(self) -> Answer[FactRow]:
        """The facts that they state, each once, with how many sources say it and since when; `limit` counts facts."""
        return Answer(lambda: self._store.facts(self._query), FACTS)
