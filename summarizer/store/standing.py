"""What stands, and how much of it: kept by the database itself, so that nobody counts a million rows for an answer.

What stands is what an article says now: its current text, unless the article is another one's copy.

    articles, revisions ── triggers ──▶ standing         the revisions that stand
    standing, claims, statements ─────▶ …_tallies        how many claims and statements of these there are

Triggers keep both, whatever program writes.  The statements below belong to a released step of the schema: they are
never edited.
"""

# ruff: noqa: S608 - the statements are put together from the constants below

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from sqlite_utils import Database

#: The revisions that stand; more conditions may follow.
_STANDING = """
    SELECT revisions.id FROM revisions
    JOIN articles ON articles.id = revisions.article_id AND articles.current_revision = revisions.number
    WHERE articles.copy_of IS NULL"""


@dataclass(frozen=True, slots=True)
class _Tally:
    """What is counted, and by what."""

    #: The table that holds the counts.
    table: str
    #: The table whose rows are counted.
    counted: str
    #: Columns that a row is counted by -> their values, as SQL; ``{row}`` is the row.
    keys: dict[str, str]

    @property
    def names(self) -> str:
        """The columns that a row is counted by."""
        return ", ".join(self.keys)

    def values(self, row: str) -> str:
        """What a row has in them."""
        return ", ".join(f"{value.format(row=row)} AS {name}" for name, value in self.keys.items())

    def query_all(self, condition: str, sign: str = "") -> str:
        """The counts of all rows that meet a condition."""
        return f"""
            SELECT {self.names}, {sign}count(*) AS {self.counted}, {sign}count(DISTINCT revision_id) AS articles
            FROM (SELECT {self.values(self.counted)}, revision_id FROM {self.counted} WHERE {condition})
            GROUP BY {self.names}"""

    def query_one(self, row: str, sign: str = "") -> str:
        """What a trigger's row counts: its article too, where no other row of its text counts there."""
        alike = " AND ".join(f"{value.format(row='other')} = counted.{name}" for name, value in self.keys.items())
        return f"""
            SELECT {self.names}, {sign}1, {sign}NOT EXISTS (
                SELECT 1 FROM {self.counted} AS other
                WHERE other.revision_id = {row}.revision_id AND other.id <> {row}.id AND {alike}
            )
            FROM (SELECT {self.values(row)}) AS counted
            WHERE EXISTS (SELECT 1 FROM standing WHERE revision_id = {row}.revision_id)"""

    def add(self, counts: str) -> str:
        """The statement that adds a query's counts to the table's."""
        return f"""
            INSERT INTO {self.table} ({self.names}, {self.counted}, articles)
            SELECT * FROM ({counts}) WHERE TRUE
            ON CONFLICT DO UPDATE SET
                {self.counted} = {self.counted} + excluded.{self.counted}, articles = articles + excluded.articles;"""


_TALLIES = (
    _Tally("index_tallies", "claims", {"entity": "{row}.entity", "kind": "{row}.kind"}),
    _Tally("metric_tallies", "claims", {"metric": "{row}.metric", "kind": "{row}.kind"}),
    _Tally(
        "speaker_tallies",
        "statements",
        {
            "name": "coalesce({row}.name, '')",
            "firm": "CASE WHEN {row}.name IS NULL THEN coalesce({row}.firm, '') ELSE '' END",
        },
    ),
)


def m010_standing(db: Database) -> None:
    """Which revisions stand, and how many claims and statements they hold; the day of each statement."""
    db.execute("ALTER TABLE statements ADD COLUMN day TEXT")  # of publication
    db.execute("""
        UPDATE statements SET day = (SELECT substr(published, 1, 10) FROM revisions WHERE revisions.id = revision_id)
        """)
    db.execute("CREATE INDEX statements_by_name ON statements (name, day)")
    db.execute("CREATE INDEX statements_by_firm ON statements (firm, day)")
    db.execute("CREATE INDEX statements_by_day ON statements (day, name, firm, revision_id)")
    db.execute("CREATE INDEX articles_by_original ON articles (copy_of) WHERE copy_of IS NOT NULL")
    db.execute("CREATE INDEX articles_by_time ON articles (first_seen)")
    db.execute("CREATE INDEX revisions_by_day ON revisions (coalesce(published, seen_at))")
    db.execute("""
        CREATE TABLE standing (                 -- current texts of articles that are no copies; triggers keep it
            revision_id INTEGER PRIMARY KEY
        )""")
    db.execute("""
        CREATE TABLE index_tallies (            -- how many claims stand; triggers keep it
            entity TEXT NOT NULL,
            kind TEXT NOT NULL,
            claims INTEGER NOT NULL,
            articles INTEGER NOT NULL,          -- that make one or more of them
            PRIMARY KEY (entity, kind)
        ) WITHOUT ROWID""")
    db.execute("""
        CREATE TABLE metric_tallies (           -- how many claims stand; triggers keep it
            metric TEXT NOT NULL,
            kind TEXT NOT NULL,
            claims INTEGER NOT NULL,
            articles INTEGER NOT NULL,          -- that make one or more of them
            PRIMARY KEY (metric, kind)
        ) WITHOUT ROWID""")
    db.execute("""
        CREATE TABLE speaker_tallies (          -- how many statements stand; triggers keep it
            name TEXT NOT NULL,                 -- empty for a firm's unnamed analysts
            firm TEXT NOT NULL,                 -- of the unnamed; empty for a person, whose firm may change
            statements INTEGER NOT NULL,
            articles INTEGER NOT NULL,          -- that hold one or more of them
            PRIMARY KEY (name, firm)
        ) WITHOUT ROWID""")
    db.execute(f"INSERT INTO standing {_STANDING}")
    for tally in _TALLIES:
        db.execute(tally.add(tally.query_all("revision_id IN (SELECT revision_id FROM standing)")))
        _count_rows(db, tally)
    _count_revisions(db)
    _watch_articles(db)


def _watch_articles(db: Database) -> None:
    """Say which revisions stand as articles and revisions come, change and go."""
    db.execute("""
        CREATE TRIGGER standing_after_text AFTER INSERT ON revisions BEGIN
            INSERT INTO standing SELECT new.id FROM articles
            WHERE id = new.article_id AND current_revision = new.number AND copy_of IS NULL;
        END""")
    # Before: what is counted by it is still there.
    db.execute("""
        CREATE TRIGGER standing_before_text_goes BEFORE DELETE ON revisions BEGIN
            DELETE FROM standing WHERE revision_id = old.id;
        END""")
    db.execute("""
        CREATE TRIGGER standing_after_change AFTER UPDATE OF current_revision, copy_of ON articles
        WHEN (old.current_revision, old.copy_of IS NULL) <> (new.current_revision, new.copy_of IS NULL) BEGIN
            DELETE FROM standing
            WHERE revision_id IN (SELECT id FROM revisions WHERE article_id = old.id AND number = old.current_revision);
            INSERT INTO standing SELECT id FROM revisions
            WHERE article_id = new.id AND number = new.current_revision AND new.copy_of IS NULL;
        END""")


def _count_revisions(db: Database) -> None:
    """Count what a revision holds when it begins and ceases to stand."""
    more = "".join(tally.add(tally.query_all("revision_id = new.revision_id")) for tally in _TALLIES)
    less = "".join(tally.add(tally.query_all("revision_id = old.revision_id", "-")) for tally in _TALLIES)
    db.execute(f"CREATE TRIGGER tallies_after_insert AFTER INSERT ON standing BEGIN {more} END")
    db.execute(f"CREATE TRIGGER tallies_after_delete AFTER DELETE ON standing BEGIN {less} END")


def _count_rows(db: Database, tally: _Tally) -> None:
    """Count the rows that come and go while their revision stands."""
    less, more = tally.add(tally.query_one("old", "-")), tally.add(tally.query_one("new"))
    columns = "revision_id, entity, kind, metric" if tally.counted == "claims" else "revision_id, name, firm"
    for event, changes in (("INSERT", more), ("DELETE", less), (f"UPDATE OF {columns}", less + more)):
        name = f"{tally.table}_after_{event.split()[0].lower()}"
        db.execute(f"CREATE TRIGGER {name} AFTER {event} ON {tally.counted} BEGIN {changes} END")
    this = " AND ".join(f"{name} = new.{name}" for name in tally.keys)
    db.execute(f"""
        CREATE TRIGGER {tally.table}_emptied AFTER UPDATE ON {tally.table} WHEN new.{tally.counted} = 0
        BEGIN DELETE FROM {tally.table} WHERE {this}; END""")


def find_wrong_counts(connection: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    """Table and key of everything that is not what looking and counting anew gives."""
    kept = "SELECT revision_id AS id FROM standing"
    for (revision_id,) in connection.execute(_build_difference("id", _STANDING, kept)):
        yield "standing", f"revision {revision_id}"
    for tally in _TALLIES:
        counted = tally.query_all("revision_id IN (SELECT revision_id FROM standing)")
        held = f"SELECT {tally.names}, {tally.counted}, articles FROM {tally.table}"
        for row in connection.execute(_build_difference(tally.names, counted, held)):
            yield tally.table, ", ".join(str(key) for key in row if key)


def _build_difference(columns: str, one: str, other: str) -> str:
    """The keys of rows that only one of two queries gives."""
    return f"""
        SELECT {columns} FROM (SELECT * FROM ({one}) EXCEPT {other})
        UNION SELECT {columns} FROM (SELECT * FROM ({other}) EXCEPT {one})"""
