"""Connections: which files are opened, which are refused, and how."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from summarizer.errors import StoreError
from summarizer.store import migrations
from summarizer.store.guard import guard, result_code
from summarizer.store.sources import host_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def load_connection(path: Path, *, create: bool, timeout: float) -> sqlite3.Connection:
    """Connect to a database whose schema is up to date; `timeout` is in seconds, the wait for a lock.

    Without `create`, neither a file nor our tables are made where there are none.  Raises StoreError.
    """
    with guard(path):
        _check_place(path, create=create)
        connection = _connect(path, create=create, timeout=timeout)
        try:
            _prepare(connection, path, create=create)
        except BaseException:
            connection.close()
            raise
    return connection


@contextmanager
def transaction(connection: sqlite3.Connection, kind: str = "DEFERRED") -> Iterator[None]:
    """All of the block happens or, if it raises, nothing; DEFERRED reads one state, IMMEDIATE writes."""
    connection.execute(f"BEGIN {kind}")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        # Some errors, a full disk among them, have rolled back already.
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _check_place(path: Path, *, create: bool) -> None:
    if path.is_dir():
        raise StoreError(str(path), "is a folder", "name a file in it")
    if create:
        path.parent.mkdir(parents=True, exist_ok=True)
    elif not path.exists():
        raise StoreError(str(path), "there is no database", "run `summarizer summarize` first")


def _connect(path: Path, *, create: bool, timeout: float) -> sqlite3.Connection:
    place = path.absolute().as_uri()
    try:
        return _connect_to(f"{place}?mode={'rwc' if create else 'rw'}", timeout)
    except sqlite3.Error as error:
        # In a folder where nothing may be written SQLite can't keep its log; without a log nobody else writes
        # there either, so the file can be read as it lies.
        refused = result_code(error) in {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN}
        if not refused or not path.exists() or path.with_name(path.name + "-wal").exists():
            raise
    return _connect_to(f"{place}?mode=ro&immutable=1", timeout)


def _connect_to(uri: str, timeout: float) -> sqlite3.Connection:
    connection = sqlite3.connect(uri, uri=True, timeout=timeout, isolation_level=None)
    try:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("SELECT count(*) FROM sqlite_master")  # the first to read the file
    except BaseException:
        connection.close()
        raise
    connection.row_factory = sqlite3.Row
    connection.create_function("fold", 1, _fold, deterministic=True)
    connection.create_function("host", 1, _host, deterministic=True)
    return connection


def _fold(text: str | None) -> str | None:
    """A text for comparing without case, beyond SQLite's ASCII."""
    return None if text is None else text.casefold()


def _host(url: object) -> str | None:
    """The host that an address names; another program may have put there what is no text."""
    return host_of(url) if isinstance(url, str) else None


def _prepare(connection: sqlite3.Connection, path: Path, *, create: bool) -> None:
    if not _pending(connection, path):
        return
    names = [str(name) for (name,) in connection.execute("SELECT name FROM sqlite_master")]
    if not migrations.applied(connection):
        if not create:
            raise StoreError(str(path), "the database holds no articles", "run `summarizer summarize` first")
        _check_names(names, path)
    if not names:
        _set_wal(connection)
    with transaction(connection, "IMMEDIATE"):
        if _pending(connection, path):  # another program may have been faster
            _apply(connection, path)


def _pending(connection: sqlite3.Connection, path: Path) -> bool:
    """Whether steps are missing; raises StoreError on steps of a version that came after this one."""
    known = {step.__name__ for step in migrations.STEPS}
    applied = set(migrations.applied(connection))
    if applied - known:
        problem = "the database was written by a newer version of news-to-signal"
        raise StoreError(str(path), problem, "upgrade, or name another database")
    return applied != known


def _apply(connection: sqlite3.Connection, path: Path) -> None:
    """Apply the missing steps; raises StoreError where another program's table has the name of a new one."""
    try:
        migrations.apply(connection)
    except sqlite3.OperationalError as error:
        if "already exists" not in str(error):
            raise
        raise StoreError(
            str(path), f"the database can't be brought up to date: {error}", "name another database"
        ) from error


def _check_names(names: list[str], path: Path) -> None:
    """Raise StoreError if another program's database uses our names; beside other names we may live."""
    taken = sorted({name.lower() for name in names} & set(migrations.TABLES))
    if taken:
        problem = f"the database belongs to another program: it has its own {', '.join(taken)}"
        raise StoreError(str(path), problem, "name another database")


def _set_wal(connection: sqlite3.Connection) -> None:
    """Let readers and a writer work side by side; the file remembers it.

    Another program's database keeps its own mode.  Of two programs that create one at the same moment one may
    find it locked: then the other has set the mode, for both.
    """
    try:
        connection.execute("PRAGMA journal_mode = WAL")
    except sqlite3.OperationalError as error:
        if result_code(error) != sqlite3.SQLITE_BUSY:
            raise
