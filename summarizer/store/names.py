"""The names that the database holds, each once: one step into an index for each, however many rows there are."""

# ruff: noqa: S608 - put together from constants; what is asked for travels as parameters

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3


def find_entities(connection: sqlite3.Connection) -> list[str]:
    """The indexes that claims are about, in order."""
    return find_distinct(connection, "claims", "entity")


def find_people(connection: sqlite3.Connection) -> list[str]:
    """Everybody whose words are told, in order."""
    return find_distinct(connection, "statements", "name")


def find_firms(connection: sqlite3.Connection) -> list[str]:
    """The firms for which somebody spoke, in order."""
    return find_distinct(connection, "statements", "firm")


def find_speakers(connection: sqlite3.Connection) -> list[str]:
    """The people and firms that claims are ascribed to, in order."""
    return find_distinct(connection, "claims", "speaker")


def find_distinct(connection: sqlite3.Connection, table: str, column: str) -> list[str]:
    """Every value of a column that an index begins with, in order."""
    found = connection.execute(
        f"""
        WITH RECURSIVE found (value) AS (
            SELECT min({column}) FROM {table} WHERE {column} IS NOT NULL
            UNION ALL
            SELECT (SELECT min({column}) FROM {table} WHERE {table}.{column} > found.value)
            FROM found WHERE found.value IS NOT NULL
        )
        SELECT value FROM found WHERE value IS NOT NULL
        """
    )
    return [str(value) for (value,) in found]
