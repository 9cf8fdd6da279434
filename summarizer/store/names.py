"""The names of indexes that claims have been made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3


def find_entities(connection: sqlite3.Connection) -> list[str]:
    """Every name once, in order: one step into the index for each, however many claims there are."""
    found = connection.execute(
        """
        WITH RECURSIVE names (name) AS (
            SELECT min(entity) FROM claims
            UNION ALL
            SELECT (SELECT min(entity) FROM claims WHERE entity > name) FROM names WHERE name IS NOT NULL
        )
        SELECT name FROM names WHERE name IS NOT NULL
        """
    )
    return [str(name) for (name,) in found]
