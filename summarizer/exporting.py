"""Tables into files of any size: rows are written as they come, and never held all at once.

CSV and JSON Lines need nothing; Parquet is written by pyarrow, which is an extra of the package.
"""

from __future__ import annotations

import stat
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from typing import TYPE_CHECKING, Any, BinaryIO

from summarizer.errors import InputError
from summarizer.records import Column, Row, Type
from summarizer.records.column import maybe
from summarizer.records.texts import write_lines, write_table
from summarizer.replacing import replacing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

Columns = tuple[Column[Row], ...]

#: Rows that become columns of Arrow at a time, while they are Python's objects yet.
BATCH = 2_000
#: A row group ends when it has so many rows, or takes so many bytes of memory: readers take one whole.
GROUP_ROWS = 100_000
GROUP_BYTES = 32_000_000


class FileFormat(StrEnum):
    """What a file is written in; the value is also how its name ends."""

    CSV = "csv"
    JSONL = "jsonl"
    PARQUET = "parquet"


def write(file: BinaryIO, rows: Iterable[Row], columns: Columns[Row], chosen: FileFormat) -> int:
    """Write rows as they come and return how many there were.  Raises InputError without what Parquet needs."""
    match chosen:
        case FileFormat.CSV:
            return write_table(_Encoder(file), rows, columns)
        case FileFormat.JSONL:
            return write_lines(_Encoder(file), rows, columns)
        case FileFormat.PARQUET:
            return _write_parquet(file, rows, columns)


@contextmanager
def new_file(path: Path, *, replace: bool) -> Iterator[BinaryIO]:
    """A file that is there whole when the block is done, or not at all; a pipe or device is written as it is.

    Raises InputError where the file is there already and not to be replaced, or can't be written; BrokenPipeError where
    whoever read a pipe went away.
    """
    try:
        mode = _mode_of(path)
        if mode is not None and not stat.S_ISREG(mode):
            with path.open("wb") as file:
                yield file
        elif mode is not None and not replace:
            raise InputError(str(path), "is there already", "name another file, or add --force")
        else:
            with replacing(path.resolve()) as file:  # what a link leads to: the link stays
                yield file
    except BrokenPipeError:
        raise
    except OSError as error:
        raise InputError(str(path), f"can't be written: {error.strerror or error}") from error


def _mode_of(path: Path) -> int | None:
    """What sort of file is there, links followed; None where there is none."""
    try:
        return path.stat().st_mode
    except FileNotFoundError:
        return None


def check_parquet() -> None:
    """Raise InputError, with the command that mends it, where pyarrow is missing."""
    try:
        import pyarrow as pa  # noqa: F401, PLC0415 - an extra, and slow
    except ImportError as error:
        remedy = "install it: pip install 'news-to-signal[parquet]'"
        raise InputError("parquet", "pyarrow is not installed", remedy) from error


@dataclass(frozen=True, slots=True)
class _Encoder:
    """What a writer of text needs of a binary file; closing that is left to whoever opened it."""

    file: BinaryIO

    def write(self, text: str) -> int:
        # What is no character, as half of one in a name, is escaped.
        return self.file.write(text.encode(errors="backslashreplace"))


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
    cells = [maybe(column.of, float) if column.type is Type.NUMBER else column.of for column in columns]
    waiting = iter(rows)
    while some := list(islice(waiting, BATCH)):
        arrays = [pa.array(map(cell, some), field.type) for cell, field in zip(cells, schema, strict=True)]
        yield pa.RecordBatch.from_arrays(arrays, schema=schema)


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
