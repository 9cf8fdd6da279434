"""Answers on standard output: JSON, rows in every format, and a console for people."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any, Generic, TextIO

from rich.console import Console

from summarizer.commands.front import complain
from summarizer.commands.options import Format
from summarizer.display import make_console
from summarizer.records import Column, Row
from summarizer.records.texts import write_array, write_lines, write_table
from summarizer.table import Head, Line, print_lines

#: Rows of a table where nobody says how many.
SHOWN = 50


@dataclass(frozen=True, slots=True)
class Shape(Generic[Row]):
    """How rows of one kind are answered."""

    #: For programs.
    columns: tuple[Column[Row], ...]
    #: For people.
    show: Callable[[Console, Iterable[Row]], None]


@dataclass(frozen=True, slots=True)
class Limit:
    """How many rows are shown."""

    #: None: all there are.
    shown: int | None = None
    #: Whether somebody asked for so many.
    given: bool = False
    #: Rows beyond these that are asked for, to say how many there are.
    beyond: int = 1

    @classmethod
    def of(cls, given: int | None, chosen: Format, otherwise: int | None = SHOWN) -> "Limit":
        """So many as were asked for; else a table has fifty rows and any other format all."""
        if given is None and chosen is not Format.TABLE:
            return cls()
        return cls(otherwise if given is None else given, given is not None)

    @property
    def asked(self) -> int | None:
        """The limit with which the database is asked: so it is known whether there is more."""
        return None if self.shown is None else self.shown + self.beyond


def output() -> Console:
    """The console of standard output."""
    return make_console(sys.stdout)


def answer_json(entry: Mapping[str, Any] | Sequence[Any]) -> None:
    """A document as indented JSON."""
    print(json.dumps(entry, ensure_ascii=False, indent=2), file=_for_programs())


def answer_line(entry: Mapping[str, Any]) -> None:
    """A document as one line, flushed: whoever reads a batch's answers has each as soon as it is there."""
    print(json.dumps(entry, ensure_ascii=False), file=_for_programs(), flush=True)


def answer_rows(rows: Iterable[Row], shape: Shape[Row], chosen: Format, limit: Limit | None = None) -> int:
    """Print rows in the format chosen, as they come, and return how many; it is said where there are more."""
    limit, coming = limit or Limit(), iter(rows)
    counted = _Counted(islice(coming, limit.shown))
    if chosen is not Format.TABLE:
        _write(counted, shape.columns, chosen)
    elif first := list(islice(counted, 1)):
        shape.show(output(), chain(first, counted))
    if more := sum(1 for _ in coming):
        _tell_more(more, limit, chosen)
    return counted.count


def in_table(heads: Sequence[Head], line: Callable[[Row], Line]) -> Callable[[Console, Iterable[Row]], None]:
    """Shows rows to people in a table."""
    return lambda console, rows: print_lines(console, heads, map(line, rows))


@dataclass(slots=True)
class _Counted(Iterator[Row]):
    """Rows, and how many have come."""

    rows: Iterator[Row]
    count: int = 0

    def __next__(self) -> Row:
        row = next(self.rows)
        self.count += 1
        return row


def _write(rows: Iterable[Row], columns: tuple[Column[Row], ...], chosen: Format) -> None:
    stream = _for_programs()
    match chosen:
        case Format.JSON:
            write_array(stream, rows, columns)
        case Format.NL:
            write_lines(stream, rows, columns)
        case _:
            write_table(stream, rows, columns, "excel-tab" if chosen is Format.TSV else "excel")


def _tell_more(more: int, limit: Limit, chosen: Format) -> None:
    """People at a terminal see it below the table; nobody else asks how many more than they wanted there are."""
    console = output()
    if chosen is Format.TABLE and console.is_terminal:
        number = f"{more:,} " if more < limit.beyond else f"more than {limit.beyond - 1:,} " if limit.beyond > 1 else ""
        console.print(f"… and {number}more; raise --limit to see them", style="dim")
    elif not limit.given:
        complain(f"these are the first {limit.shown}; there are more: --limit")


def _for_programs() -> TextIO:
    """Standard output in UTF-8, whatever a terminal here would take."""
    if hasattr(sys.stdout, "reconfigure"):
        # What is no character, as half of one in a file's name, stays readable as JSON.
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    return sys.stdout
