"""The one place that turns what SQLite and the file system report into a `StoreError`.

Only what a user can meet and mend is turned: a lock, a read-only or damaged file, a full disk.  Anything else
(a wrong statement, a broken constraint) is a bug and raises as it is.
"""

from __future__ import annotations

import re
import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from summarizer.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_LOCKED = ("the database is locked", "another program is writing to it: try again in a moment")
#: Primary result code -> (problem, remedy).
_MET: dict[int, tuple[str, str]] = {
    sqlite3.SQLITE_BUSY: _LOCKED,
    sqlite3.SQLITE_LOCKED: _LOCKED,
    sqlite3.SQLITE_PROTOCOL: _LOCKED,
    sqlite3.SQLITE_READONLY: (
        "the database is read-only",
        "make the file and its folder writable, or name another database",
    ),
    sqlite3.SQLITE_CORRUPT: (
        "the database is damaged",
        "restore a copy of it, or rescue it with `sqlite3 FILE .recover`",
    ),
    sqlite3.SQLITE_NOTADB: ("the file is not a SQLite database", "name another file"),
    sqlite3.SQLITE_FULL: ("the disk is full", "nothing was written: free some space and try again"),
    sqlite3.SQLITE_TOOBIG: ("the article is too large for a database", "nothing was written: shorten it"),
    sqlite3.SQLITE_CANTOPEN: (
        "the database can't be opened",
        "check that its folder exists and that you may read and write there",
    ),
    sqlite3.SQLITE_PERM: ("the database may not be used", "check the permissions of the file and its folder"),
    sqlite3.SQLITE_IOERR: (
        "the disk reports an error",
        "check that there is room and that the drive is still there",
    ),
    sqlite3.SQLITE_NOLFS: ("the database is too large for this file system", "name another database"),
    sqlite3.SQLITE_NOMEM: ("there is not enough memory", "close other programs and try again"),
}

#: Damage that SQLite reports under its code for wrong statements, and Python without a code.
_DAMAGE = re.compile(
    r"Could not decode to UTF-8|invalid fts5 file format|vtable constructor failed|database corruption"
)

#: What Python's module says where `Store.close` was called before.
_CLOSED = "Cannot operate on a closed database."


class UnreadableRowError(Exception):
    """A row holds what was never saved there: the file was damaged, or edited by hand."""


def _is_sound(connection: sqlite3.Connection) -> bool:
    """Whether the file's tables and indexes agree."""
    try:
        return [tuple(row) for row in connection.execute("PRAGMA integrity_check(1)")] == [("ok",)]
    except (sqlite3.Error, UnicodeDecodeError):
        return False


def result_code(error: sqlite3.Error) -> int | None:
    """SQLite's primary result code of an error; None if Python's module raised it.

    Damage has its own code here, whatever SQLite gives it.
    """
    if _DAMAGE.search(str(error)):
        return sqlite3.SQLITE_CORRUPT
    code: int | None = getattr(error, "sqlite_errorcode", None)
    return None if code is None else code & 0xFF


@contextmanager
def guard(path: Path, connection: sqlite3.Connection | None = None) -> Iterator[None]:
    """Run a block; raise StoreError with `path` as its subject if the database can't be used.

    With the connection that the block writes by, a broken constraint is told from damage that makes it look so.
    """
    try:
        yield
    except sqlite3.Error as error:
        if str(error) == _CLOSED:
            raise StoreError(
                str(path), "the database is closed", "ask it, and read the answer, within `with`"
            ) from error
        code = result_code(error)
        if code == sqlite3.SQLITE_CONSTRAINT and connection and not _is_sound(connection):
            code = sqlite3.SQLITE_CORRUPT
        if code not in _MET:
            raise
        raise StoreError(str(path), *_MET[code]) from error
    except (UnreadableRowError, UnicodeDecodeError) as error:
        # SQLite's own message may quote the damaged bytes, and then Python can't decode it.
        problem, remedy = _MET[sqlite3.SQLITE_CORRUPT]
        detail = f" ({error})" if isinstance(error, UnreadableRowError) else ""
        raise StoreError(str(path), problem + detail, remedy) from error
    except OSError as error:
        raise StoreError(
            str(path),
            error.strerror or str(error),
            "check the path and its permissions, or name another database",
        ) from error
