"""Questions for claims: by index, period, analyst, source and time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from summarizer.store import rows
from summarizer.store.asking import build_claims
from summarizer.store.bounds import check_count, check_days, check_parts, check_values

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from datetime import datetime

    from summarizer.types import Claim, Kind, Metric, Period

#: Which way an index moved.
Direction = Literal["up", "down", "flat"]
#: What comes first: by date, value or the time at which it was seen, the greatest first where "-" stands before.
Sort = Literal["date", "-date", "value", "-value", "seen", "-seen"]


@dataclass(frozen=True, slots=True)
class ClaimQuery:
    """Which claims are wanted; what is left out is not asked for, and all that is asked for must hold.

    Raises InputError on bounds that can't be meant.
    """

    #: Canonical names; any of them.
    entities: tuple[str, ...] = ()
    #: ISO, as coarse as wanted ("2024", "2024-11", "2024-11-25"), both inclusive.  Compared with the claim's
    #: date, else with the day of publication; a claim dated "2021-11" is in every part of that month.
    since: str | None = None
    until: str | None = None
    period: Period | None = None
    metric: Metric | None = None
    kind: Kind | None = None
    #: Part of a name, in any case: of the claim's speaker, or of the person or firm whose statement holds it.
    analyst: str | None = None
    limit: int | None = None
    #: Also the claims of texts that a newer text of the same article has replaced.
    all_revisions: bool = False
    #: Also the claims of articles that are copies of others.
    copies: bool = False
    #: Part of a firm's name, in any case: of the firm that speaks, or whose analyst does.
    firm: str | None = None
    #: Part of the publisher's name, or of the host in the article's address, in any case.
    source: str | None = None
    #: Bounds of the value, both inclusive, signed as the value is: -2 is a fall of two.
    min_value: float | None = None
    max_value: float | None = None
    #: Moves that way only; levels, records and forecasts have no direction.
    direction: Direction | None = None
    #: What was known at that time: the texts that were current then, and a copy where its original was not seen yet.
    #: It carries a zone.
    as_of: datetime | None = None
    sort: Sort = "-date"

    def __post_init__(self) -> None:
        """Refuse what can't be meant."""
        check_days(self.since, self.until)
        check_values(self.min_value, self.max_value)
        check_parts({"analyst": self.analyst, "firm": self.firm, "source": self.source})
        check_count("limit", self.limit)


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A claim and where it stands."""

    claim: Claim
    #: Index into the article's ``Extraction.claims``.
    number: int
    #: The figure as printed.
    text: str
    #: The text of the sentence that states it.
    sentence: str
    article_id: str
    #: Number of the article's text; all spans refer to it.
    revision: int
    title: str | None
    url: str | None
    publisher: str | None
    published: datetime | None
    #: ISO: the claim's date as coarse as printed, else the day of publication.
    day: str | None
    #: When the text was first seen, UTC.
    known_since: datetime
    #: Id of the article that this one is a copy of.
    copy_of: str | None


def find_claims(connection: sqlite3.Connection, query: ClaimQuery) -> Iterator[ClaimRow]:
    """The claims asked for, in the order asked for."""
    return map(to_claim_row, connection.execute(*build_claims(connection, query)))


def to_claim_row(row: sqlite3.Row) -> ClaimRow:
    """The claim of a row that `build_claims` finds."""
    with rows.reading("a claim"):
        return ClaimRow(
            claim=rows.to_claim(row),
            number=row["number"],
            text=row["text"],
            sentence=row["sentence"],
            article_id=row["article_id"],
            revision=row["revision"],
            title=row["title"],
            url=row["url"],
            publisher=row["publisher"],
            published=rows.to_time(row["published"]),
            day=row["day"],
            known_since=rows.to_known_time(row["seen_at"]),
            copy_of=row["copy_of"],
        )
