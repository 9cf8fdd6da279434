"""Tables into files of any size: rows are written as they come, and never held all at once.

CSV and JSON Lines need nothing; Parquet is written by pyarrow, which is an extra of the package.
"""

from __future__ import annotations

import csv
import json
import os
import shutil
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from itertools import islice
from secrets import token_hex
from typing import TYPE_CHECKING, Any, BinaryIO

from summarizer.errors import InputError
from summarizer.records import Column, Row, Type, Value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

Columns = tuple[Column[Row], ...]

#: Rows that become columns of Arrow at a time, while they are Python's objects yet.
BATCH = 2_000
#: A row group ends when it has so many rows, or takes so many bytes of memory: readers take one whole.
GROUP_ROWS = 100_000
GROUP_BYTES = 32_000_000


#: How text formats hold what they have no type for: in ISO 8601.
_TEXTS: Mapping[Type, Callable[[Any], Value]] = {Type.DAY: date.isoformat, Type.TIME: datetime.isoformat}


class FileFormat(StrEnum):
    """What a file is written in; the value is also how its name ends."""

    CSV = "csv"
    JSONL = "jsonl"
    PARQUET = "parquet"


def write(file: BinaryIO, rows: Iterable[Row], columns: Columns[Row], chosen: FileFormat) -> int:
    """Write rows as they come and return how many there were.  Raises InputError without what Parquet needs."""
    writers = {FileFormat.CSV: _write_csv, FileFormat.JSONL: _write_lines, FileFormat.PARQUET: _write_parquet}
    return writers[chosen](file, rows, columns)


@contextmanager
def new_file(path: Path, *, replace: bool) -> Iterator[BinaryIO]:
    """A file that is there whole when the block is done, or not at all; a pipe or device is written as it is.

    Raises InputError where the file is there already and not to be replaced, or can't be written.
    """
    place = path.resolve()  # what a link leads to: the link stays
    if place.is_file() and not replace:
        raise InputError(str(path), "is there already", "name another file, or add --force")
    try:
        if place.exists() and not place.is_file():
            with place.open("wb") as file:
                yield file
            return
        temporary = place.with_name(f".{place.name}.{token_hex(4)}")
        try:
            with temporary.open("xb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            if place.exists():
                shutil.copymode(place, temporary)
            temporary.replace(place)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        raise InputError(str(path), f"can't be written: {error.strerror}") from error


def check_parquet() -> None:
    """Raise InputError, with the command that mends it, where pyarrow is missing."""
    try:
        import pyarrow as pa  # noqa: F401, PLC0415 - an extra, and slow
    except ImportError as error:
        remedy = "install it: pip install 'news-to-signal[parquet]'"
        raise InputError("parquet", "pyarrow is not installed", remedy) from error


def _write_csv(file: BinaryIO, rows: Iterable[Row], columns: Columns[Row]) -> int:
    writer = csv.writer(_Encoder(file), lineterminator="\n")
    writer.writerow(column.name for column in columns)
    count = 0
    cells = [_cells_of(column, _TEXTS) for column in columns]
    for row in rows:
        writer.writerow([cell(row) for cell in cells])
        count += 1
    return count


@dataclass(frozen=True, slots=True)
class _Encoder:
    """What a writer of text needs of a binary file; closing that is left to whoever opened it."""

    file: BinaryIO

    def write(self, text: str) -> int:
        return self.file.write(text.encode())


def _write_lines(file: BinaryIO, rows: Iterable[Row], columns: Columns[Row]) -> int:
    encode = json.JSONEncoder(ensure_ascii=False).encode
    cells = [(column.name, _cells_of(column, _TEXTS)) for column in columns]
    count = 0
    for row in rows:
        file.write(encode({name: cell(row) for name, cell in cells}).encode() + b"\n")
        count += 1
    return count


def _write_parquet(file: BinaryIO, rows: Iterable[Row], columns: Columns[Row]) -> int:
    check_parquet()
    import pyarrow as pa  # noqa: PLC0415 - an extra, and slow
    from pyarrow import parquet  # noqa: PLC0415

    schema = pa.schema([_field(column) for column in columns])
    count = 0
    with parquet.ParquetWriter(file, schema, compression="zstd") as writer:
        for group in _groups(_batches(rows, columns, schema)):
            count += sum(batch.num_rows for batch in group)
            writer.write_table(pa.Table.from_batches(group, schema), row_group_size=GROUP_ROWS)
    return count


def _field(column: Column[Any]) -> Any:
    """A column of Arrow; its documentation travels with the file."""
    import pyarrow as pa  # noqa: PLC0415

    types = {
        Type.TEXT: pa.string(),
        Type.INTEGER: pa.int64(),
        Type.NUMBER: pa.float64(),
        Type.FLAG: pa.bool_(),
        Type.DAY: pa.date32(),
        Type.TIME: pa.timestamp("us", tz="UTC"),
    }
    return pa.field(column.name, types[column.type], metadata={"description": column.about})


def _batches(rows: Iterable[Row], columns: Columns[Row], schema: Any) -> Iterator[Any]:
    import pyarrow as pa  # noqa: PLC0415

    # Arrow takes no whole number for a double that it can't hold exactly.
    cells = [_cells_of(column, {Type.NUMBER: float}) for column in columns]
    waiting = iter(rows)
    while some := list(islice(waiting, BATCH)):
        arrays = [pa.array(map(cell, some), field.type) for cell, field in zip(cells, schema, strict=True)]
        yield pa.RecordBatch.from_arrays(arrays, schema=schema)


def _cells_of(column: Column[Row], changes: Mapping[Type, Callable[[Any], Value]]) -> Callable[[Row], Value]:
    """Finds a column's value in a row, changed as its type asks for, unless there is none."""
    find, change = column.of, changes.get(column.type)
    if change is None:
        return find

    def found(row: Row) -> Value:
        value = find(row)
        return None if value is None else change(value)

    return found


def _groups(batches: Iterable[Any]) -> Iterator[list[Any]]:
    group: list[Any] = []
    for batch in batches:
        group.append(batch)
        rows, size = sum(part.num_rows for part in group), sum(part.nbytes for part in group)
        if rows >= GROUP_ROWS or size >= GROUP_BYTES:
            yield group
            group = []
    if group:
        yield group
