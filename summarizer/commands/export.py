"""``summarizer export``: a table of the database into a file of any size."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePath
from typing import Any, BinaryIO

from summarizer.commands.front import refuse_empty, unwinding
from summarizer.errors import InputError
from summarizer.exporting import FileFormat, check_parquet, new_file, write
from summarizer.gazetteer import load_gazetteer
from summarizer.naming import resolve
from summarizer.records import ARTICLES, CLAIMS, SIGNALS, Column, Table
from summarizer.store import ArticleQuery, ClaimQuery, SignalQuery, Store, open_store
from summarizer.store.bounds import check_days
from summarizer.types import Kind, Metric, Period

#: The targets that mean standard output.
OUTPUT = {"-", "/dev/stdout", "/dev/fd/1"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which rows are wanted, as typed."""

    indexes: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    period: Period | None = None
    metric: Metric | None = None
    kind: Kind | None = None
    as_of: datetime | None = None
    copies: bool = False


def choose(named: str | None, target: str) -> FileFormat:
    """The format that is named, else the one that the target's name ends in; CSV where it has no ending.

    Raises InputError where the ending is another one.
    """
    ending = PurePath(target).suffix.lower().removeprefix(".")
    if named or not ending:
        return FileFormat(named or FileFormat.CSV)
    if ending not in tuple(FileFormat):
        endings = " or ".join(f".{known}" for known in FileFormat)
        raise InputError(target, f"its ending .{ending} is no format", f"let it end in {endings}, or add --format")
    return FileFormat(ending)


def export(
    path: Path, table: Table, wanted: Wanted, target: str, chosen: FileFormat, *, force: bool, names: Path | None
) -> None:
    """Write what is wanted of a table; exits with 1 where that is nothing, after a file without rows."""
    if chosen is FileFormat.PARQUET:
        check_parquet()
        if target in OUTPUT and sys.stdout.isatty():
            raise InputError("parquet", "is nothing for a terminal", "name a file with --output")
    check_days(wanted.since, wanted.until)
    with open_store(path, create=False) as store:
        entities = resolve(wanted.indexes, load_gazetteer(names), store) if wanted.indexes else ()
        rows, columns = _ask(store, table, wanted, entities)
        with _open(target, replace=force) as file:
            count = write(file, rows, columns, chosen)
    if not count:
        refuse_empty(", ".join(wanted.indexes) or table, path)
    if target not in OUTPUT:
        print(f"wrote {count:,} {table} to {target}")


def _ask(
    store: Store, table: Table, wanted: Wanted, entities: tuple[str, ...]
) -> tuple[Iterable[Any], tuple[Column[Any], ...]]:
    """The rows, read from the database as they are written, and their columns."""
    if table is Table.ARTICLES:
        return store.texts(ArticleQuery(entities, wanted.since, wanted.until, wanted.as_of)), ARTICLES
    asked = (entities, wanted.since, wanted.until, wanted.period, wanted.metric, wanted.kind)
    if table is Table.SIGNALS:
        return store.signals(SignalQuery(*asked, wanted.as_of)), SIGNALS
    return store.claims(ClaimQuery(*asked, as_of=wanted.as_of, copies=wanted.copies)), CLAIMS


@contextmanager
def _open(target: str, *, replace: bool) -> Iterator[BinaryIO]:
    if target in OUTPUT:
        yield sys.stdout.buffer
    else:
        with unwinding(), new_file(Path(target), replace=replace) as file:
            yield file
