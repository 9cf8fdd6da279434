"""Columns: what they are called, what they hold, and how it is found in a row."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from summarizer.contract import number

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


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """One column of a table of rows."""

    name: str
    type: Type
    #: Finds the value in a row.
    of: Callable[[Row], Any]
    #: What it is, in a line of the documentation.
    about: str


def record(row: Row, columns: tuple[Column[Row], ...]) -> dict[str, Value]:
    """A row as a dictionary, in the columns' order."""
    return {column.name: column.of(row) for column in columns}


def word_of(path: str) -> Callable[[Any], str | None]:
    """Finds the plain word that a member of an enumeration stands for."""
    find = attrgetter(path)

    def word(row: Any) -> str | None:
        member = find(row)
        return None if member is None else str(member)

    return word


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


def maybe(name: str, find: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Finds something in a part of a row that may be missing."""
    part_of = attrgetter(name)

    def found(row: Any) -> Any:
        part = part_of(row)
        return None if part is None else find(part)

    return found
