"""A small database whose every answer can be written down: four articles, of them one edited and one a copy."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from reports import save_at
from store_digests import ARTICLE, DIGEST, EXTRACTION, GAIN, MONTH, SAID, SLIP, TEXT, span_of
from summarizer.store import open_store
from summarizer.types import Article, Digest, Extraction, Metric, Statement, Unit

if TYPE_CHECKING:
    from pathlib import Path

    from summarizer.types import Claim

#: When the first article was seen; each next one is seen a day later.
SEEN = datetime(2025, 3, 5, 0, 10, tzinfo=UTC)

EDITED = replace(
    DIGEST,
    article=replace(ARTICLE, title="Small caps shine again", text=TEXT.replace("0.80%", "0.90%")),
    extraction=replace(
        EXTRACTION,
        claims=(replace(GAIN, value=Decimal("0.90")), MONTH, replace(MONTH, period=None, metric=Metric.FORECAST)),
    ),
    summary=None,
)

LEVEL_TEXT = (
    "The Russell 2000 stood at 2,100.5 on Wednesday, up 1.2%. Analysts at Quay Bank called the Russell 2000 cheap."
)
LEVEL = replace(
    GAIN,
    metric=Metric.LEVEL,
    value=Decimal("2100.5"),
    unit=Unit.LEVEL,
    period=None,
    date="2025-03-05",
    span=span_of("2,100.5", LEVEL_TEXT),
    mention=span_of("Russell 2000", LEVEL_TEXT),
    sentence=span_of("The Russell 2000 stood at 2,100.5 on Wednesday, up 1.2%.", LEVEL_TEXT),
)
RISE = replace(LEVEL, metric=Metric.CHANGE, value=Decimal("1.2"), unit=Unit.PERCENT, period=GAIN.period,
               span=span_of("1.2%", LEVEL_TEXT))  # fmt: skip
CALLED = Statement(
    name=None,
    role=None,
    firm="Quay Bank",
    cue="called",
    span=span_of("Analysts at Quay Bank called the Russell 2000 cheap.", LEVEL_TEXT),
    mention=span_of("Quay Bank", LEVEL_TEXT),
)
NEXT_DAY = Digest(
    Article(
        "20250306-level",
        LEVEL_TEXT,
        title="Level",
        published=datetime(2025, 3, 6, tzinfo=UTC),
        publisher="Quay Wire",
        url="https://example.org/level",
    ),
    Extraction((LEVEL, RISE), (CALLED,), (LEVEL.sentence, CALLED.span)),
)


def tell(article_id: str, publisher: str, day: int, *claims: Claim) -> Digest:
    """The same story by another publisher, published on a day of March 2025."""
    published = datetime(2025, 3, day, 9, tzinfo=UTC)
    article = replace(ARTICLE, id=article_id, publisher=publisher, published=published, url=None)
    return Digest(article, Extraction(claims, (SAID,), EXTRACTION.sentences))


def build(path: Path) -> Path:
    """Make the database as if its articles had been seen then, so that answers are the same at any time."""
    with open_store(path) as store:
        for digest, later in (
            (DIGEST, timedelta()),
            (EDITED, timedelta(hours=2)),
            (NEXT_DAY, timedelta(days=1)),
            (tell("20250307-other", "The Lantern", 7, replace(GAIN, value=Decimal("0.85")), SLIP, MONTH),
             timedelta(days=2)),
        ):  # fmt: skip
            save_at(store, digest, SEEN + later)
        copy = tell("20250308-copy", "The Copyist", 8, GAIN, SLIP)
        save_at(store, copy, SEEN + timedelta(days=3), copy_of="20250307-other")
    return path
