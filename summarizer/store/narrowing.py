"""Parts of names turned into what the database holds: whole names, and the claims they lead to where those are few.

"Who has Müller in the name" can't be looked up, but there are few names: each is stepped to in its index and compared
without case.  Where the names lead to few claims, a query starts from these; where to many, it meets one soon enough
whatever order it reads in.
"""

# ruff: noqa: S608 - put together from constants; what is asked for travels as parameters

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from summarizer.store import names, rows, walks

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from summarizer.store.queries import ClaimQuery

#: So many claims are looked up one by one in a twentieth of a second; of a million, each fiftieth is met as fast.
FEW = 20_000


@dataclass(slots=True)
class Narrowed:
    """What is left of a query's names when the database has been asked about them."""

    #: How many are few.
    most: int = FEW
    #: Of the SQL that chooses claims by these names: lists in JSON, parts of names in small letters.
    parameters: dict[str, str] = field(default_factory=dict)
    #: Keys of claims: those that are asked for are among them.  None where there are many.
    few: set[int] | None = None


def narrow(connection: sqlite3.Connection, query: ClaimQuery, few: int = FEW) -> Narrowed:
    """Look the query's names up; `few` is how many claims are few."""
    found = Narrowed(few)
    if query.analyst:
        _narrow_analyst(connection, query.analyst.casefold(), found)
    if query.firm:
        _narrow_firm(connection, query.firm.casefold(), found)
    if query.source:
        _narrow_source(connection, query.source.casefold(), found)
    if query.entities and query.sort.endswith("seen"):
        # No index holds one entity's claims as they were seen.
        found.parameters["entities"] = json.dumps(query.entities)
        _keep_few(connection, found, _OF_ENTITIES)
    return found


_HOLDS = 'statements.start <= claims.start AND claims."end" <= statements."end"'
_THEIRS = f"(statements.name = claims.speaker OR ({_HOLDS}))"
#: Conditions on claims, for the parameters that `narrow` finds.
SAID_BY = f"""(
    claims.speaker IN (SELECT value FROM json_each(:speakers))
    OR EXISTS (
        SELECT 1 FROM statements
        WHERE statements.revision_id = claims.revision_id
            AND {_HOLDS}
            AND (
                statements.name IN (SELECT value FROM json_each(:people))
                OR statements.firm IN (SELECT value FROM json_each(:their_firms))
            )
    )
)"""
#: A speaker whom no statement of the text names as a person is a firm.
SAID_FOR = f"""(
    EXISTS (
        SELECT 1 FROM statements
        WHERE statements.revision_id = claims.revision_id
            AND statements.firm IN (SELECT value FROM json_each(:firms))
            AND {_THEIRS}
    )
    OR (
        claims.speaker IN (SELECT value FROM json_each(:firm_speakers))
        AND NOT EXISTS (
            SELECT 1 FROM statements
            WHERE statements.revision_id = claims.revision_id AND statements.name = claims.speaker
        )
    )
)"""
#: A host is looked for only where the whole address might name it.
FROM_SOURCE = """(
    articles.publisher IN (SELECT value FROM json_each(:publishers))
    OR (instr(lower(articles.url), :source) AND instr(host(articles.url), :source))
)"""

_BY_SPEAKERS = f"""
    SELECT claims.id FROM claims INDEXED BY {walks.BY_SPEAKER}
    WHERE claims.speaker IS NOT NULL AND claims.speaker IN (SELECT value FROM json_each(:{{names}}))
"""
_IN_STATEMENTS = """
    SELECT claims.id FROM statements INDEXED BY {index}
    CROSS JOIN claims ON claims.revision_id = statements.revision_id
    WHERE statements.{column} IN (SELECT value FROM json_each(:{names})) AND {condition}
"""
_OF_ARTICLES = f"""
    SELECT claims.id FROM articles
    CROSS JOIN revisions ON revisions.article_id = articles.id
    CROSS JOIN claims ON claims.revision_id = revisions.id
    WHERE {FROM_SOURCE}
"""
_OF_ENTITIES = f"""
    SELECT claims.id FROM claims INDEXED BY {walks.BY_ENTITY}
    WHERE claims.entity IN (SELECT value FROM json_each(:entities))
"""


def _narrow_analyst(connection: sqlite3.Connection, part: str, found: Narrowed) -> None:
    found.parameters["speakers"] = _with(part, names.find_speakers(connection))
    found.parameters["people"] = _with(part, names.find_people(connection))
    found.parameters["their_firms"] = _with(part, names.find_firms(connection))
    _keep_few(
        connection,
        found,
        _BY_SPEAKERS.format(names="speakers"),
        _IN_STATEMENTS.format(index="statements_by_name", column="name", names="people", condition=_HOLDS),
        _IN_STATEMENTS.format(index="statements_by_firm", column="firm", names="their_firms", condition=_HOLDS),
    )


def _narrow_firm(connection: sqlite3.Connection, part: str, found: Narrowed) -> None:
    firms = names.find_firms(connection)
    # Who speaks is mostly a person: who is never anything else is not looked at.
    people = set(names.find_people(connection)).difference(firms)
    found.parameters["firms"] = _with(part, firms)
    found.parameters["firm_speakers"] = _with(part, set(names.find_speakers(connection)) - people)
    _keep_few(
        connection,
        found,
        _BY_SPEAKERS.format(names="firm_speakers"),
        _IN_STATEMENTS.format(index="statements_by_firm", column="firm", names="firms", condition=_THEIRS),
    )


def _narrow_source(connection: sqlite3.Connection, part: str, found: Narrowed) -> None:
    publishers = connection.execute("SELECT DISTINCT publisher FROM articles WHERE publisher IS NOT NULL")
    with rows.reading("a publisher"):
        found.parameters["publishers"] = _with(part, (name for (name,) in publishers))
    found.parameters["source"] = part
    _keep_few(connection, found, _OF_ARTICLES)


def _keep_few(connection: sqlite3.Connection, found: Narrowed, *queries: str) -> None:
    """Start from the claims of these queries, if they are few and no fewer are known."""
    keys: list[int] = []
    for query in queries:
        keys += (key for (key,) in connection.execute(f"{query} LIMIT {found.most + 1}", found.parameters))
        if len(keys) > found.most:
            return
    found.few = set(keys) if found.few is None else found.few & set(keys)


def _with(part: str, known: Iterable[str]) -> str:
    """Those of the names that hold a part, as a list in JSON."""
    return json.dumps([name for name in known if part in name.casefold()])
