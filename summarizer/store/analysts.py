"""Who spoke, and what they said: people, and firms' unnamed analysts."""

# ruff: noqa: S608 - put together from constants; what is asked for travels as parameters

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.store import names, rows
from summarizer.store.bounds import behind, check_count, check_days, check_parts, rows_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from datetime import datetime

    Parameters = dict[str, str | int | None]

#: Statements of a speaker, the newest, that say which indexes they speak of.
_RECENT = 25

#: Up to so many statements are fetched and sorted; more are read in order of time until there are enough.
_FEW = 2000

#: The statements of texts that stand.  CROSS: an index gives statements in order, and nearly all of them stand.
_STANDING = "statements CROSS JOIN standing ON standing.revision_id = statements.revision_id"


@dataclass(frozen=True, slots=True)
class SpeakerQuery:
    """Which speakers, or whose statements, are wanted; what is left out is not asked for."""

    #: Part of a person's or a firm's name, in any case.
    name: str | None = None
    #: Part of the firm's name that a statement gives, in any case.
    firm: str | None = None
    #: ISO, as coarse as wanted, both inclusive; compared with the day of publication.
    since: str | None = None
    until: str | None = None
    limit: int | None = None

    def __post_init__(self) -> None:
        """Refuse what can't be meant; raises InputError."""
        check_days(self.since, self.until)
        check_parts({"name": self.name, "firm": self.firm})
        check_count("limit", self.limit)


@dataclass(frozen=True, slots=True)
class SpeakerRow:
    """Somebody who spoke, and how much of what they said stands."""

    #: None for a firm's unnamed analysts.
    name: str | None
    #: As given last, as is the firm.
    role: str | None
    firm: str | None
    statements: int
    articles: int
    #: Days of publication, ISO; None where no article has one.
    first: str | None
    last: str | None
    #: The indexes that their last 25 statements claim something of, the most frequent first.
    indices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StatementRow:
    """What somebody said, and where it stands."""

    name: str | None
    role: str | None
    firm: str | None
    #: The sentences that state it, attribution included, and their place in the article's text.
    text: str
    start: int
    end: int
    #: -1 to 1, how hopeful of the market its words are; None where no word tells.
    tone: float | None
    #: Of publication, ISO.
    day: str | None
    article_id: str
    revision: int
    title: str | None
    url: str | None
    publisher: str | None
    published: datetime | None


def find_speakers(connection: sqlite3.Connection, query: SpeakerQuery) -> list[SpeakerRow]:
    """Who spoke, those first who spoke most; the query's name is not looked at."""
    conditions, parameters = _build_conditions(connection, query)
    counted = connection.execute(*_build_counts(conditions, parameters, query.limit))
    return [_load_speaker(connection, row, conditions, parameters) for row in counted.fetchall()]


def find_statements(connection: sqlite3.Connection, query: SpeakerQuery) -> Iterator[StatementRow]:
    """What people said whose name, or whose firm's, holds the query's, newest first."""
    for row in connection.execute(*build_statements(connection, query)):
        with rows.reading("a statement"):
            statement = StatementRow(
                name=row["name"],
                role=row["role"],
                firm=row["firm"],
                text=row["text"],
                start=row["start"],
                end=row["end"],
                tone=row["tone"],
                day=row["day"],
                article_id=row["article_id"],
                revision=row["revision"],
                title=row["title"],
                url=row["url"],
                publisher=row["publisher"],
                published=rows.to_time(row["published"]),
            )
        yield statement


def find_names(connection: sqlite3.Connection) -> list[str]:
    """The names of all people and firms that have spoken."""
    people = [str(name) for (name,) in connection.execute("SELECT name FROM speaker_tallies WHERE name <> ''")]
    return people + names.find_firms(connection)


def build_statements(connection: sqlite3.Connection, query: SpeakerQuery) -> tuple[str, Parameters]:
    """The SQL of a question for statements and its parameters."""
    conditions, parameters = _build_conditions(connection, query)
    if query.name is not None:
        part = query.name.casefold()
        named = "SELECT name FROM speaker_tallies WHERE instr(fold(name), ?)"
        people = [str(name) for (name,) in connection.execute(named, [part])]
        firms = [firm for firm in names.find_firms(connection) if part in firm.casefold()]
        parameters |= {"names": json.dumps(people), "firms": json.dumps(firms)}
        whose = "({0}name IN (SELECT value FROM json_each(:names)) OR {0}firm IN (SELECT value FROM json_each(:firms)))"
        few = f"SELECT count(*) FROM (SELECT 1 FROM statements WHERE {whose.format('')} LIMIT {_FEW + 1})"
        (found,) = connection.execute(few, parameters).fetchone()
        # Where nearly everybody is meant, the index of days leads to the newest without sorting them all.
        conditions.append(whose.format("" if found <= _FEW else "+statements."))
    parameters["limit"] = rows_of(query.limit)
    return (
        f"""
        SELECT statements.*, articles.id AS article_id, articles.url, articles.publisher, revisions.number AS revision,
            revisions.title, revisions.published
        FROM {_STANDING}
        JOIN revisions ON revisions.id = statements.revision_id JOIN articles ON articles.id = revisions.article_id
        {_where(conditions)}
        ORDER BY statements.day DESC, statements.revision_id DESC, statements.number LIMIT :limit
        """,
        parameters,
    )


def _build_conditions(connection: sqlite3.Connection, query: SpeakerQuery) -> tuple[list[str], Parameters]:
    """What firm and days require of a statement."""
    conditions: list[str] = []
    parameters: Parameters = {}
    if query.firm is not None:
        wanted = query.firm.casefold()
        parameters["of_firms"] = json.dumps(
            [firm for firm in names.find_firms(connection) if wanted in firm.casefold()]
        )
        conditions.append("statements.firm IN (SELECT value FROM json_each(:of_firms))")
    if query.since:
        parameters["since"] = query.since
        conditions.append("statements.day >= :since")
    if query.until:
        parameters["until"] = behind(query.until)
        conditions.append("statements.day <= :until")
    return conditions, parameters


def _build_counts(conditions: list[str], parameters: Parameters, limit: int | None) -> tuple[str, Parameters]:
    """The SQL that counts statements and articles by speaker; without conditions they are counted already."""
    counted = "speaker_tallies"
    if conditions:
        counted = f"""(
            SELECT coalesce(statements.name, '') AS name,
                CASE WHEN statements.name IS NULL THEN coalesce(firm, '') ELSE '' END AS firm,
                count(*) AS statements, count(DISTINCT statements.revision_id) AS articles
            FROM {_STANDING} {_where(conditions)} GROUP BY 1, 2
        )"""
    query = f"SELECT * FROM {counted} ORDER BY statements DESC, name, firm LIMIT :limit"
    return query, parameters | {"limit": rows_of(limit)}


def _load_speaker(
    connection: sqlite3.Connection, row: sqlite3.Row, conditions: list[str], parameters: Parameters
) -> SpeakerRow:
    """The rest of what is known of a speaker, from those of their statements that the conditions allow."""
    unnamed = "statements.name IS NULL AND coalesce(statements.firm, '') = :this_firm"
    whose = "statements.name = :this_name" if row["name"] else unnamed
    asked = parameters | {"this_name": row["name"], "this_firm": row["firm"]}

    def last(column: str, order: str = "DESC") -> str | None:
        known = _where([*conditions, whose, f"statements.{column} IS NOT NULL"])
        found = connection.execute(
            f"""
            SELECT statements.{column} FROM {_STANDING} {known}
            ORDER BY statements.day {order}, statements.id {order} LIMIT 1
            """,
            asked,
        ).fetchone()
        return found and str(found[0])

    claimed = connection.execute(
        f"""
        SELECT claims.entity FROM (
            SELECT statements.revision_id, statements.start, statements."end" FROM {_STANDING}
            {_where([*conditions, whose])} ORDER BY statements.day DESC, statements.id DESC LIMIT {_RECENT}
        ) AS said
        CROSS JOIN claims ON claims.revision_id = said.revision_id
            AND claims.start >= said.start AND claims."end" <= said."end"
        GROUP BY claims.entity ORDER BY count(*) DESC, claims.entity
        """,
        asked,
    )
    return SpeakerRow(
        name=row["name"] or None,
        role=last("role"),
        firm=last("firm"),
        statements=row["statements"],
        articles=row["articles"],
        first=last("day", "ASC"),
        last=last("day"),
        indices=tuple(str(entity) for (entity,) in claimed),
    )


def _where(conditions: list[str]) -> str:
    return f"WHERE {' AND '.join(conditions)}" if conditions else ""
