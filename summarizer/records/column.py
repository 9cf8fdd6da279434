"""Columns: what they are called, what they hold, and how it is found in a row."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from summarizer.contract import number, stamp

if TYPE_CHECKING:
    from collections.abc import Callable

Row = TypeVar("Row")

#: What a record holds.
Value = str | int | float | bool | date | datetime | None


class Type(StrEnum):
    """What a column holds; any column may hold nothing."""

    TEXT = "text"
    INTEGER = "integer"
    #: A double.
    NUMBER = "number"
    FLAG = "flag"
    #: A calendar day.
    DAY = "day"
    #: An instant.
    TIME = "time"
    #: Several values, of the tables that commands print: files and data frames hold one value a column.
    LIST = "list"


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """One column of a table of rows."""

    name: str
    type: Type
    #: Finds the value in a row.
    of: Callable[[Row], Any]
    #: What it is, in a line of the documentation.
    about: str
    #: Of times: whether it is one of our own, which are UTC; else a publisher's, printed as it was.
    ours: bool = False


def record(row: Row, columns: tuple[Column[Row], ...]) -> dict[str, Value]:
    """A row as a dictionary, in the columns' order."""
    return {column.name: column.of(row) for column in columns}


def text_of(column: Column[Row]) -> Callable[[Row], Any]:
    """Finds a column's value as text formats hold it: days and times in ISO 8601."""
    if column.type is Type.DAY:
        return maybe(column.of, date.isoformat)
    if column.type is Type.TIME:
        return maybe(column.of, stamp if column.ours else datetime.isoformat)
    return column.of


def within(name: str, column: Column[Any]) -> Column[Any]:
    """The same column of a part of a row."""
    part, find = attrgetter(name), column.of
    return replace(column, of=lambda row: find(part(row)))


def word_of(path: str) -> Callable[[Any], str | None]:
    """Finds the plain word that a member of an enumeration stands for."""
    return maybe(attrgetter(path), str)


def day_of(path: str) -> Callable[[Any], date | None]:
    """Finds the day that ISO 8601 names; "2021-11" is none."""
    find = attrgetter(path)

    def day(row: Any) -> date | None:
        try:
            return date.fromisoformat(find(row) or "")
        except ValueError:
            return None

    return day


def figure_of(path: str) -> Callable[[Any], int | float]:
    """Finds the figure of a claim."""
    find = attrgetter(f"{path}.value")
    return lambda row: number(find(row))


def maybe(find: Callable[[Any], Any], change: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Finds something and changes it, unless there is none."""

    def found(row: Any) -> Any:
        value = find(row)
        return None if value is None else change(value)

    return found


#: Where a row was read, whatever the row is.
OUTLET: tuple[Column[Any], ...] = (
    Column("publisher", Type.TEXT, attrgetter("publisher"), "who published it"),
    Column("url", Type.TEXT, attrgetter("url"), "where it was read"),
)
#: The head of the article behind a row that is none itself.
HEAD: tuple[Column[Any], ...] = (
    Column("title", Type.TEXT, attrgetter("title"), "the article's headline"),
    Column("published", Type.TIME, attrgetter("published"), "when the article was published"),
    *OUTLET,
)
