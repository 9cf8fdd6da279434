"""Rows as text: CSV, tab-separated values, JSON lines and a JSON array; each row is written as it comes."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from summarizer.records.column import Type, text_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from summarizer.records.column import Column, Row

_encode = json.JSONEncoder(ensure_ascii=False).encode
_indent = json.JSONEncoder(ensure_ascii=False, indent=2).encode


class Stream(Protocol):
    """Where text is written."""

    def write(self, text: str, /) -> object:
        """Take some text."""


def write_table(stream: Stream, rows: Iterable[Row], columns: tuple[Column[Row], ...], dialect: str = "excel") -> int:
    """Write a header and a line a row as `csv` calls the dialect; a list is written as JSON.  Returns their number."""
    # Python quotes a carriage return only where lines end in one.
    writer = csv.writer(_NewLines(stream), dialect, lineterminator="\r\n")
    writer.writerow(column.name for column in columns)
    cells = [_cell_of(column) for column in columns]
    count = 0
    for row in rows:
        writer.writerow([cell(row) for cell in cells])
        count += 1
    return count


def write_lines(stream: Stream, rows: Iterable[Row], columns: tuple[Column[Row], ...]) -> int:
    """Write a JSON document a line, and return their number."""
    document = _document_of(columns)
    count = 0
    for row in rows:
        stream.write(_encode(document(row)) + "\n")
        count += 1
    return count


def write_array(stream: Stream, rows: Iterable[Row], columns: tuple[Column[Row], ...]) -> int:
    """Write one indented JSON array, and return the number of its documents."""
    document = _document_of(columns)
    count = 0
    for row in rows:
        # Within a string no line ends: there it is written "\\n".
        printed = _indent(document(row)).replace("\n", "\n  ")
        stream.write(f",\n  {printed}" if count else f"[\n  {printed}")
        count += 1
    stream.write("\n]\n" if count else "[]\n")
    return count


@dataclass(frozen=True, slots=True)
class _NewLines:
    """Takes lines that end in a carriage return too, one at a time, and passes them on without it."""

    stream: Stream

    def write(self, line: str) -> object:
        return self.stream.write(line[: -len("\r\n")] + "\n")


def _document_of(columns: tuple[Column[Row], ...]) -> Callable[[Row], dict[str, Any]]:
    cells = [(column.name, text_of(column)) for column in columns]
    return lambda row: {name: cell(row) for name, cell in cells}


def _cell_of(column: Column[Row]) -> Callable[[Row], Any]:
    if column.type is not Type.LIST:
        return text_of(column)
    find = column.of
    return lambda row: _encode(find(row))
