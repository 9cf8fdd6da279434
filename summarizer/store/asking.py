"""A `ClaimQuery` as SQL.

    narrow        parts of names  -> whole names, and the few claims that they lead to
    | streams     claims in the order asked for: the few, one entity's, or all, by an index of `walks`
    | merge       streams of several entities into one

What a claim must be stands in the stream itself, so that what is passed over is not looked up.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from summarizer.store import walks
from summarizer.store.bounds import behind, rows_of
from summarizer.store.known import COPY_OF_THEN, CURRENT_THEN, KNOWN, ORIGINAL_THEN
from summarizer.store.narrowing import FEW, FROM_SOURCE, SAID_BY, SAID_FOR, narrow
from summarizer.store.rows import stamp

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence

    from summarizer.store.narrowing import Narrowed
    from summarizer.store.queries import ClaimQuery

    Parameters = dict[str, str | int | float]

#: Merging more streams than these takes longer than passing over what is not asked for.
STREAMS = 40

#: What a claim is told with; ``{copy_of}`` is that of the time asked about.
_COLUMNS = """
    SELECT claims.*, revisions.number AS revision, revisions.title, revisions.published, revisions.seen_at,
        julianday(revisions.published) AS instant, articles.id AS article_id, articles.url, articles.publisher,
        {copy_of} AS copy_of
"""
_JOINED = """
    CROSS JOIN revisions ON revisions.id = claims.revision_id
    CROSS JOIN articles ON articles.id = revisions.article_id
"""
#: What makes two claims the same fact; `amount` is the value without regard to its printed digits.
FACT = ("entity", "kind", "metric", "unit", "period", "day", "amount", "hedge")
#: What makes a claim a fact, and tells who says it since when: a row for each time at which the text was current.
_TOLD = f"""
    SELECT claims.id, claims.revision_id AS revision_id, claims.number AS number, claims.entity, claims.kind,
        claims.metric, claims.unit, claims.period, claims.day AS day, claims.amount AS amount, claims.hedge,
        julianday(revisions.published) AS instant, articles.source, versions.seen_at, {KNOWN} AS known
"""
_JOINED_TOLD = f"""{_JOINED}
    CROSS JOIN versions ON versions.article_id = articles.id AND versions.number = revisions.number
"""
#: Within a day articles come by time of publication, within an article claims as printed.
_ORDERS = {
    "-date": "day DESC, instant DESC, revision_id DESC, number",
    "date": "day NULLS LAST, instant, revision_id, number",
    "-value": "amount DESC, day DESC, instant DESC, revision_id DESC, number",
    "value": "amount, day DESC, instant DESC, revision_id DESC, number",
    "-seen": "revision_id DESC, number",
    "seen": "revision_id, number",
}
_DIRECTIONS = {"up": "> 0", "down": "< 0", "flat": "= 0"}

#: Of `versions`, by whether all texts are asked for and whether of another time.
_TEXTS = {
    (False, False): "versions.until IS NULL",
    (True, False): "TRUE",
    (False, True): CURRENT_THEN,
    (True, True): "versions.seen_at <= :as_of",
}
#: The text was the article's at that time, or had been.
_OF_THEN = """EXISTS (
    SELECT 1 FROM versions
    WHERE versions.article_id = revisions.article_id AND versions.number = revisions.number AND {texts}
)"""
#: Texts are numbered as they are seen: later ones are passed over without being looked up.
_NOT_LATER = "claims.revision_id <= (SELECT max(id) FROM revisions WHERE seen_at <= :as_of)"


def build_claims(connection: sqlite3.Connection, query: ClaimQuery, few: int = FEW) -> tuple[str, Parameters]:
    """The SQL of a claim query and its parameters; the connection is asked what the query's names stand for.

    Where they lead to no more than `few` claims, these are looked up; the answer is the same either way.
    """
    return _build(connection, query, few, _choose_columns(query), _JOINED)


def build_told(connection: sqlite3.Connection, query: ClaimQuery) -> tuple[str, Parameters]:
    """As `build_claims`, but of each claim only what `facts` needs."""
    return _build(connection, query, FEW, _TOLD, f"{_JOINED_TOLD} AND {_choose_texts(query)}")


def build_fact(connection: sqlite3.Connection, query: ClaimQuery) -> tuple[str, Parameters]:
    """As `build_told`, of one fact in no order, and its parameters but those of the fact: "fact_entity", …."""
    parameters: Parameters = {**narrow(connection, query).parameters}
    alike = [f"claims.{name} IS :fact_{name}" for name in FACT]
    wanted = " AND ".join([*alike, *_conditions(query, parameters)])
    claims = f"claims INDEXED BY {walks.BY_ENTITY} {_JOINED_TOLD} AND {_choose_texts(query)}"
    return f"{_TOLD} FROM {claims} WHERE {wanted}", parameters


def build_chosen(query: ClaimQuery, claims: Sequence[int]) -> tuple[str, Parameters]:
    """The SQL that tells these claims, named by their keys, as `build_claims` would, in any order."""
    chosen = "json_each(:chosen) AS chosen CROSS JOIN claims ON claims.id = chosen.value"
    parameters: Parameters = {"chosen": json.dumps(claims)}
    if query.as_of:
        parameters["as_of"] = stamp(query.as_of)
    return f"{_choose_columns(query)} FROM {chosen} {_JOINED}", parameters


def _build(
    connection: sqlite3.Connection, query: ClaimQuery, few: int, columns: str, joined: str
) -> tuple[str, Parameters]:
    narrowed = narrow(connection, query, few)
    parameters: Parameters = {"limit": rows_of(query.limit), **narrowed.parameters}
    streams = list(_streams(query, narrowed, parameters))
    conditions = [_NOT_LATER] if query.as_of else []
    conditions += _conditions(query, parameters)
    union = " UNION ALL ".join(
        f"{columns} FROM {claims} {joined} WHERE {' AND '.join([*wanted, *conditions])}" for claims, wanted in streams
    )
    return f"{union} ORDER BY {_ORDERS[query.sort]} LIMIT :limit", parameters


def _choose_columns(query: ClaimQuery) -> str:
    return _COLUMNS.format(copy_of=COPY_OF_THEN if query.as_of else "articles.copy_of")


def _choose_texts(query: ClaimQuery) -> str:
    return _TEXTS[query.all_revisions, query.as_of is not None]


def _streams(query: ClaimQuery, narrowed: Narrowed, parameters: Parameters) -> Iterator[tuple[str, list[str]]]:
    """Where claims are read from, each with the conditions that belong to it alone."""
    entities = tuple(dict.fromkeys(query.entities))
    parameters["entities"] = json.dumps(entities)
    wanted = ["claims.entity IN (SELECT value FROM json_each(:entities))"] if entities else ["TRUE"]
    by_value = query.sort.endswith("value")
    if narrowed.few is not None:
        parameters["few"] = json.dumps(sorted(narrowed.few))
        yield "json_each(:few) AS few CROSS JOIN claims ON claims.id = few.value", wanted
    elif query.sort.endswith("seen"):
        yield f"claims INDEXED BY {walks.BY_REVISION}", wanted
    elif 0 < len(entities) <= STREAMS:
        index = walks.BY_ENTITY_AND_AMOUNT if by_value else walks.BY_ENTITY
        for number, name in enumerate(entities):
            parameters[f"entity{number}"] = name
            yield f"claims INDEXED BY {index}", [f"claims.entity = :entity{number}"]
    else:
        yield f"claims INDEXED BY {walks.BY_AMOUNT if by_value else walks.BY_DAY}", wanted


def _conditions(query: ClaimQuery, parameters: Parameters) -> Iterator[str]:
    """What holds for each claim that is asked for."""
    yield from _conditions_of_the_claim(query, parameters)
    if query.as_of:
        parameters["as_of"] = stamp(query.as_of)
        yield _OF_THEN.format(texts=_choose_texts(query))
    elif not query.all_revisions:
        yield "revisions.number = articles.current_revision"
    if not query.copies:
        yield ORIGINAL_THEN if query.as_of else "articles.copy_of IS NULL"
    if query.analyst:
        yield SAID_BY
    if query.firm:
        yield SAID_FOR
    if query.source:
        yield FROM_SOURCE


def _conditions_of_the_claim(query: ClaimQuery, parameters: Parameters) -> Iterator[str]:
    """What the indexes hold too."""
    for name in ("period", "metric", "kind"):
        if wanted := getattr(query, name):
            parameters[name] = str(wanted)
            yield f"claims.{name} = :{name}"
    if query.since:
        # A coarse day counts as its last: "2021-11" is not before "2021-11-15".
        # The year alone is a bound that the index can start from.
        parameters |= {"since": query.since, "since_month": query.since[:7], "since_year": query.since[:4]}
        yield "claims.day >= :since_year"
        yield "(claims.day >= :since OR claims.day IN (:since_year, :since_month))"
    if query.until:
        parameters["until"] = behind(query.until)
        yield "claims.day <= :until"
    if query.min_value is not None:
        parameters["min_value"] = float(query.min_value)
        yield "claims.amount >= :min_value"
    if query.max_value is not None:
        parameters["max_value"] = float(query.max_value)
        yield "claims.amount <= :max_value"
    if query.direction:
        yield f"claims.metric IN ('change', 'points') AND claims.amount {_DIRECTIONS[query.direction]}"
