"""Digests to save: one that reads like a real one, and a strategy for all that can be."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from typing import TYPE_CHECKING, TypeVar

from hypothesis import strategies as st

from summarizer.types import (
    Article,
    Citation,
    Claim,
    Digest,
    Entity,
    Extraction,
    Hedge,
    Kind,
    Metric,
    Period,
    Quantity,
    Slot,
    Span,
    Statement,
    Summary,
    SummarySentence,
    Unit,
)

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn, SearchStrategy

T = TypeVar("T")

RUSSELL = Entity("Russell 2000", "RUT", Kind.INDEX)
NASDAQ = Entity("Nasdaq Composite", "IXIC", Kind.INDEX)

TEXT = (
    "The Russell 2000 gained 0.80% on Tuesday. "
    "The Nasdaq Composite slipped 0.3% while small caps shone. "
    "The Russell 2000 is up nearly 12% this month, said Ada Müller, a strategist at Harbour & Co. "
    '"Rates help," she added. '
    "Ten-year yields stood at 4.25%."
)


def span_of(printed: str, text: str = TEXT) -> Span:
    """Where the text first prints something."""
    start = text.index(printed)
    return Span(start, start + len(printed))


def sentence_of(printed: str) -> Span:
    """The sentence of TEXT that begins so."""
    start = TEXT.index(printed)
    return Span(start, TEXT.index(". ", start) + 1)


GAIN = Claim(
    entity=RUSSELL,
    metric=Metric.CHANGE,
    value=Decimal("0.80"),
    unit=Unit.PERCENT,
    period=Period.DAY,
    date="2025-03-04",
    hedge=None,
    span=span_of("0.80%"),
    mention=span_of("Russell 2000"),
    sentence=sentence_of("The Russell 2000 gained"),
)
SLIP = replace(
    GAIN,
    entity=NASDAQ,
    value=Decimal("-0.3"),
    span=span_of("0.3%"),
    mention=span_of("Nasdaq Composite"),
    sentence=sentence_of("The Nasdaq"),
    implicit=frozenset({Slot.PERIOD, Slot.DATE}),
)
MONTH = replace(
    GAIN,
    value=Decimal(12),
    period=Period.MONTH,
    date=None,
    hedge=Hedge.UNDER,
    span=span_of("12%"),
    sentence=sentence_of("The Russell 2000 is"),
    speaker="Ada Müller",
)
SAID = Statement(
    name="Ada Müller",
    role="strategist",
    firm="Harbour & Co.",
    cue="said",
    span=sentence_of("The Russell 2000 is"),
    mention=span_of("Ada Müller"),
)
ARTICLE = Article(
    id="20250305-small-caps",
    text=TEXT,
    title="Small caps shine",
    published=datetime(2025, 3, 5, 6, 30, tzinfo=timezone(timedelta(hours=8))),
    publisher="The Harbour Post",
    url="https://example.com/small-caps",
)
EXTRACTION = Extraction(
    claims=(GAIN, SLIP, MONTH),
    statements=(SAID,),
    sentences=(GAIN.sentence, SLIP.sentence, MONTH.sentence),
    quantities=(Quantity(Decimal("4.25"), "percent", span_of("4.25%"), span_of("Ten-year yields stood at 4.25%.")),),
)
SUMMARY_TEXT = "Small-cap shares led: the Russell 2000 gained 0.80%."
SUMMARY = Summary(
    text=SUMMARY_TEXT,
    model="tiny",
    revision="abc123",
    verified=True,
    sentences=(SummarySentence(Span(0, len(SUMMARY_TEXT)), "model", (GAIN.sentence, SLIP.sentence)),),
    citations=(Citation(span_of("0.80%", SUMMARY_TEXT), 0, GAIN.span),),
    omitted=(1, 2),
)
DIGEST = Digest(ARTICLE, EXTRACTION, SUMMARY)


def many_claims(count: int, article_id: str = "many") -> Digest:
    """An article with so many claims, each with its own sentence and citation."""
    line = "The Russell 2000 gained 0.80% on Tuesday. "
    claims = tuple(
        replace(
            GAIN,
            span=GAIN.span.shifted(place),
            mention=GAIN.mention.shifted(place),
            sentence=GAIN.sentence.shifted(place),
        )
        for place in range(0, count * len(line), len(line))
    )
    summary = replace(SUMMARY, citations=tuple(replace(SUMMARY.citations[0], claim=number) for number in range(count)))
    article = replace(ARTICLE, id=article_id, text=line * count)
    return Digest(article, Extraction(claims, (SAID,) * 3, tuple(c.sentence for c in claims)), summary)


def _tuples(elements: SearchStrategy[T], most: int = 3) -> SearchStrategy[tuple[T, ...]]:
    return st.lists(elements, max_size=most).map(tuple)


words = st.text(max_size=20)
maybe_words = st.none() | words.filter(bool)
spans = st.tuples(st.integers(0, 300), st.integers(0, 300)).map(lambda ends: Span(min(ends), max(ends)))
decimals = st.decimals(allow_nan=False, allow_infinity=False)
#: Whole minutes, as ISO 8601 prints them.
offsets = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
times = st.datetimes(timezones=st.none() | st.just(UTC) | offsets)
dates = st.none() | st.sampled_from(["2021", "2021-11", "2024-11-25"])
entities = st.builds(Entity, words, maybe_words, st.sampled_from(Kind))
articles = st.builds(
    Article,
    id=st.text(min_size=1, max_size=8),
    text=st.text(),
    title=maybe_words,
    published=st.none() | times,
    publisher=maybe_words,
    url=maybe_words,
    clutter=_tuples(spans),
)
claims = st.builds(
    Claim,
    entity=entities,
    metric=st.sampled_from(Metric),
    value=decimals,
    unit=st.sampled_from(Unit),
    period=st.none() | st.sampled_from(Period),
    date=dates,
    hedge=st.none() | st.sampled_from(Hedge),
    span=spans,
    mention=spans,
    sentence=spans,
    speaker=maybe_words,
    implicit=st.frozensets(st.sampled_from(Slot)),
)
statements = st.builds(
    Statement,
    name=maybe_words,
    role=maybe_words,
    firm=maybe_words,
    cue=words,
    span=spans,
    mention=spans,
    tone=st.none() | st.floats(-1, 1),
)
extractions = st.builds(
    Extraction,
    claims=_tuples(claims),
    statements=_tuples(statements),
    sentences=_tuples(spans),
    quantities=_tuples(st.builds(Quantity, decimals, words, spans, spans)),
)


@st.composite
def summaries(draw: DrawFn, extraction: Extraction) -> Summary:
    """A summary whose citations name claims that there are."""
    numbers = st.integers(0, max(0, len(extraction.claims) - 1))
    cited = _tuples(st.builds(Citation, spans, numbers, spans)) if extraction.claims else st.just(())
    parts = st.builds(SummarySentence, spans, st.sampled_from(["model", "source"]), _tuples(spans))
    return Summary(
        text=draw(words),
        model=draw(st.sampled_from(["tiny", "large"])),
        revision=draw(st.sampled_from(["1", "2"])),
        verified=draw(st.booleans()),
        sentences=draw(_tuples(parts)),
        citations=draw(cited),
        omitted=draw(_tuples(numbers)),
    )


@st.composite
def digests(draw: DrawFn) -> Digest:
    """Any digest."""
    extraction = draw(extractions)
    summary = draw(st.none() | summaries(extraction))
    return Digest(draw(articles), extraction, summary)
