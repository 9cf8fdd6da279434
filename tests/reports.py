"""Reports to save: one article a report, by a publisher, of some index's figures; and the time at which it was seen."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from store_digests import GAIN, RUSSELL
from summarizer.store import Kin
from summarizer.store.copies import save_kin
from summarizer.store.opening import transaction
from summarizer.store.writing import write
from summarizer.types import Article, Digest, Extraction, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summarizer.store import Store
    from summarizer.types import Claim, Entity, Hedge, Metric, Period, Statement, Unit

START = datetime(2025, 3, 5, tzinfo=UTC)
NOWHERE = Span(0, 0)


@dataclass(frozen=True, slots=True)
class Report:
    """An article, told in short."""

    publisher: str | None = "Harbour Post"
    claims: tuple[Claim, ...] = ()
    #: Minutes after `START`; None where the article does not say.
    published: int | None = 0
    url: str | None = None
    title: str | None = None
    statements: tuple[Statement, ...] = ()
    text: str = ""

    def digest(self, article_id: str) -> Digest:
        """The article under an id."""
        time = None if self.published is None else START + timedelta(minutes=self.published)
        article = Article(article_id, self.text, self.title, time, self.publisher, self.url)
        return Digest(article, Extraction(self.claims, self.statements, ()))


def say(
    value: str,
    *,
    entity: Entity = RUSSELL,
    day: str | None = "2025-03-04",
    period: Period | None = GAIN.period,
    metric: Metric = GAIN.metric,
    unit: Unit = GAIN.unit,
    hedge: Hedge | None = None,
    speaker: str | None = None,
    mention: Span = NOWHERE,
    span: Span = NOWHERE,
) -> Claim:
    """A claim of a value."""
    return replace(
        GAIN,
        entity=entity,
        value=Decimal(value),
        date=day,
        period=period,
        metric=metric,
        unit=unit,
        hedge=hedge,
        speaker=speaker,
        mention=mention,
        span=span,
    )


def report(store: Store, *values: str, publisher: str | None = "Harbour Post", article_id: str | None = None) -> str:
    """Save an article of a publisher that makes these claims of one index and day; its id."""
    name = article_id or f"{publisher} {'/'.join(values)}"
    store.save(Report(publisher, tuple(map(say, values))).digest(name))
    return name


def save_at(store: Store, digest: Digest, seen: datetime, copy_of: str | None = None) -> None:
    """Save an article as the watch would have done at a time."""
    with transaction(store._connection, "IMMEDIATE"):
        write(store._connection, digest, seen)
        if copy_of:
            save_kin(store._connection, digest.article.id, Kin(copy_of=copy_of), seen)


def save_all(store: Store, reports: Sequence[Report]) -> None:
    """Save reports one after the other, a minute each."""
    for number, one in enumerate(reports):
        save_at(store, one.digest(f"a{number}"), START + timedelta(minutes=number))
