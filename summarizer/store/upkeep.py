"""Keeping a database sound, small and twice: check, vacuum, backup."""

# ruff: noqa: S608 - put together from constants

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, suppress
from typing import TYPE_CHECKING

from summarizer.errors import StoreError
from summarizer.store import standing
from summarizer.store.guard import guard, result_code
from summarizer.store.opening import transaction
from summarizer.store.overview import measure

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_SEARCHED = ("revisions", "summaries")
#: Tables of what is printed, and of who printed it.
_WORDED = ("articles", "revisions", "claims", "statements", "quantities", "summaries")

#: What is wrong with the copy rather than with the database, where copying fails.
_OF_THE_COPY = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY}

#: What is wrong with -> the query that finds it: the article, and what is said of it.
_RELATIONS = {
    "articles": """
        SELECT id, 'its current text, revision ' || current_revision || ', is missing' FROM articles
        WHERE NOT EXISTS (SELECT 1 FROM revisions WHERE article_id = articles.id AND number = current_revision)
        UNION ALL
        SELECT id, 'what it is a copy of, ' || copy_of || ', is missing' FROM articles
        WHERE copy_of IS NOT NULL AND copy_of NOT IN (SELECT id FROM articles)
        """,
    "versions": """
        SELECT articles.id, 'revision ' || current_revision || ' is current, but '
            || coalesce('revision ' || group_concat(versions.number), 'none') || ' is noted as such'
        FROM articles LEFT JOIN versions ON versions.article_id = articles.id AND versions.until IS NULL
        GROUP BY articles.id HAVING count(versions.id) <> 1 OR max(versions.number) <> current_revision
        UNION ALL
        SELECT article_id, 'revision ' || number || ' is noted as current, but it is missing' FROM versions
        WHERE NOT EXISTS (
            SELECT 1 FROM revisions
            WHERE revisions.article_id = versions.article_id AND revisions.number = versions.number
        )
        UNION ALL
        SELECT article_id, 'revision ' || number || ' ceased to be current before it was' FROM versions
        WHERE until < seen_at
        """,
}

#: Tables of what is printed in a text -> pairs of the column that repeats it and the prefix of its place's columns.
_PRINTED = {
    "claims": (("text", ""), ("sentence", "sentence_"), (None, "mention_")),
    "statements": (("text", ""), (None, "mention_")),
    "quantities": (("text", ""), (None, "sentence_")),
    "sentences": ((None, ""),),
}


class Upkeep:
    """The part of an open database that looks after it; every method raises StoreError as `Store`'s do."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        """Share a store's connection."""
        self._path = path
        self._connection = connection

    def check(self) -> Iterator[str]:
        """A line for each thing that is wrong, found while iterating; none is good.

        Looks at the file, its tables and indexes, the full-text index, what is no text where one belongs, what is noted
        of current texts, the counts, and every printed figure and sentence in the text that it stands in.  Who writes
        waits while the full-text index is looked at; where nothing may be written it is left out.
        """
        with guard(self._path):
            try:
                _touch(self._connection)
                yield from _check_file(self._connection)
                for table in _SEARCHED:
                    yield from _check_search(self._connection, table)
                with transaction(self._connection):
                    yield from _check_types(self._connection)
                    yield from _check_relations(self._connection)
                    yield from _check_texts(self._connection)
            except sqlite3.DatabaseError as error:
                if result_code(error) != sqlite3.SQLITE_CORRUPT:
                    raise
                yield f"file: damaged, and can't be read on: {error}"

    def vacuum(self) -> tuple[int, int]:
        """Give back the room of what was deleted, and order what is left; bytes before and after."""
        with guard(self._path):
            before = measure(self._path)
            _touch(self._connection)
            for table in _SEARCHED:
                self._connection.execute(f"INSERT INTO {table}_fts ({table}_fts) VALUES ('optimize')")
            self._connection.execute("VACUUM")
            self._connection.execute("PRAGMA optimize")
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            return before, measure(self._path)

    def backup(self, target: Path, *, force: bool = False) -> int:
        """Copy the database as it is at one moment, whoever writes meanwhile; bytes of the copy.

        The copy is there whole or not at all.  A file that is there already is refused without `force`.
        """
        unfinished = target.with_name(f".{target.name}.{os.getpid()}")
        try:
            with guard(target):
                _check_target(self._path, target, force=force)
                with closing(sqlite3.connect(unfinished)) as copy:
                    self._copy(copy, target)
                _sync(unfinished)
                _check_target(self._path, target, force=force)
                unfinished.replace(target)
                _sync(target.parent)
                return measure(target)
        finally:
            for suffix in ("", "-journal", "-wal", "-shm"):
                with suppress(OSError):
                    unfinished.with_name(unfinished.name + suffix).unlink()

    def _copy(self, copy: sqlite3.Connection, target: Path) -> None:
        def give_up(status: int, _left: int, _total: int) -> None:
            if status in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:  # it has waited already
                raise StoreError(str(self._path), "the database is locked", "try again in a moment")

        try:
            self._connection.backup(copy, progress=give_up)
        except sqlite3.Error as error:
            with guard(target if result_code(error) in _OF_THE_COPY else self._path):
                raise


def _touch(connection: sqlite3.Connection) -> None:
    """Read the file: where it is locked SQLite says so here, but calls a full-text index that it can't open damaged."""
    connection.execute("SELECT count(*) FROM sqlite_master")


def _check_file(connection: sqlite3.Connection) -> Iterator[str]:
    """What SQLite finds: pages, tables, indexes, and rows whose parents are missing."""
    for (problem,) in connection.execute("PRAGMA integrity_check"):
        if problem != "ok":
            yield f"file: {' '.join(problem.split())}"
    for table, key, parent, _ in connection.execute("PRAGMA foreign_key_check"):
        yield f"{table}: row {key} belongs to a row of {parent} that is missing"


def _check_search(connection: sqlite3.Connection, table: str) -> Iterator[str]:
    """Whether the full-text index of a table holds its words; SQLite can't tell where nothing may be written."""
    try:
        with transaction(connection, "IMMEDIATE"):
            connection.execute(f"INSERT INTO {table}_fts ({table}_fts, rank) VALUES ('integrity-check', 1)")
    except sqlite3.DatabaseError as error:
        if result_code(error) == sqlite3.SQLITE_READONLY:
            return
        if result_code(error) != sqlite3.SQLITE_CORRUPT:
            raise
        yield f"search: the full-text index of {table} is not that of its texts"


def _check_types(connection: sqlite3.Connection) -> Iterator[str]:
    """Bytes where a text belongs: whoever compares them with texts can't go on."""
    for table in _WORDED:
        declared = connection.execute(f"PRAGMA table_info({table})").fetchall()
        columns = [column["name"] for column in declared if column["type"] == "TEXT"]
        wrong = [f"typeof({column}) = 'blob'" for column in columns]
        rows = connection.execute(f"SELECT rowid, {', '.join(wrong)} FROM {table} WHERE {' OR '.join(wrong)}")
        for number, *found in rows:
            for column, is_wrong in zip(columns, found, strict=True):
                if is_wrong:
                    yield f"{table}: row {number}: {column} holds bytes, no text"


def _check_relations(connection: sqlite3.Connection) -> Iterator[str]:
    """What is noted of articles, their texts and their counts."""
    for table, query in _RELATIONS.items():
        for article_id, problem in connection.execute(query):
            yield f"{table}: article {article_id}: {problem}"
    for table, key in standing.find_wrong_counts(connection):
        yield f"{table}: {key}: not what there is"


def _check_texts(connection: sqlite3.Connection) -> Iterator[str]:
    """Whether everything that is said to be printed in a text is printed there."""
    for revision_id, article_id, number, text in connection.execute(
        "SELECT id, article_id, number, text FROM revisions ORDER BY id"
    ):
        for table, printed in _PRINTED.items():
            parts = connection.execute(f"SELECT * FROM {table} WHERE revision_id = ? ORDER BY number", [revision_id])
            for row in parts:
                for column, prefix in printed:
                    if problem := _compare(text, row, column, prefix):
                        yield f"{table}: article {article_id}, revision {number}, number {row['number']}: {problem}"


def _compare(text: str, row: sqlite3.Row, column: str | None, prefix: str) -> str:
    """What is wrong with a place in a text; empty where nothing is.  A damaged row may hold anything."""
    start, end = row[f"{prefix}start"], row[f"{prefix}end"]
    if not (isinstance(start, int) and isinstance(end, int) and 0 <= start <= end <= len(text)):
        return f"{prefix}start {start!r} and {prefix}end {end!r} are no place in a text of {len(text)} characters"
    if column and text[start:end] != row[column]:
        return f"the text has {_quote(text[start:end])} where {column} is {_quote(row[column])}"
    return ""


def _quote(held: object) -> str:
    """What is held somewhere, as Python writes it, cut short."""
    return repr(held[:60] if isinstance(held, str | bytes) else held)


def _check_target(path: Path, target: Path, *, force: bool) -> None:
    """Raise StoreError where a copy may not be put."""
    if target.is_dir():
        raise StoreError(str(target), "is a folder", "name a file in it")
    if not target.exists():
        return
    if target.samefile(path):
        raise StoreError(str(target), "is the database itself", "name another file")
    if not force:
        raise StoreError(str(target), "the file is there already", "name another one, or put --force")
    if any(target.with_name(target.name + suffix).exists() for suffix in ("-wal", "-journal")):
        raise StoreError(str(target), "another program has it open", "close that one, or name another file")


def _sync(place: Path) -> None:
    """Let a file, or what a folder lists, reach the disk."""
    handle = os.open(place, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
