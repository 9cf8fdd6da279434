"""The types that every stage speaks: frozen, slotted, free of behaviour that has an effect.

An `Article` goes in; an `Extraction` says what it claims and who said it; a `Summary` says it shorter, and
its `Citation`s lead every figure back to the article.  All offsets count characters of ``Article.text``,
except where a field says that they count characters of the summary.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from decimal import Decimal


class Kind(StrEnum):
    """What sort of thing an entity is."""

    INDEX = "index"
    FUTURE = "future"
    ETF = "etf"


class Metric(StrEnum):
    """What a claim's figure measures."""

    #: A move in percent.
    CHANGE = "change"
    #: A move in index points.
    POINTS = "points"
    #: Where the index stands, opened, traded or closed.
    LEVEL = "level"
    #: A record, a multi-period high or low, or a named earlier one.
    RECORD = "record"
    #: A target, an expected or conditional move, support, resistance.
    FORECAST = "forecast"


class Unit(StrEnum):
    """The unit of a claim's figure."""

    PERCENT = "percent"
    POINTS = "points"
    LEVEL = "level"


class Period(StrEnum):
    """Over which time a move happened."""

    DAY = "day"
    INTRADAY = "intraday"
    PREMARKET = "premarket"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    #: Year to date, or a calendar year.
    YEAR = "year"
    #: The past twelve months.
    TWELVE_MONTHS = "12m"
    #: Since an event, a date, a peak or a trough.
    SINCE = "since"
    OTHER = "other"


class Hedge(StrEnum):
    """How exact the article calls a figure."""

    #: "over", "more than", "above".
    OVER = "over"
    #: "nearly", "almost", "less than".
    UNDER = "under"
    #: "about", "around", "roughly".
    ABOUT = "about"
    #: "as much as".
    UP_TO = "up to"


class Slot(StrEnum):
    """The part of a claim or statement that a finding is about."""

    ENTITY = "entity"
    METRIC = "metric"
    VALUE = "value"
    UNIT = "unit"
    DIRECTION = "direction"
    PERIOD = "period"
    DATE = "date"
    HEDGE = "hedge"
    SPEAKER = "speaker"
    FIRM = "firm"
    #: Beyond figures: a record, ranking or streak; a weekday or date; a cause; a commentator's view.
    SUPERLATIVE = "superlative"
    TIME = "time"
    CAUSE = "cause"
    VIEW = "view"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Where in a text something was printed."""

    #: Offset of the first character.
    start: int
    #: Offset one past the last: ``text[start:end]`` is what was printed.
    end: int

    def of(self, text: str) -> str:
        """The printed text.

        >>> Span(4, 11).of("the Russell 2000")
        'Russell'
        """
        return text[self.start : self.end]

    def within(self, other: Span) -> bool:
        """Whether this span lies inside the other one."""
        return other.start <= self.start and self.end <= other.end

    def overlaps(self, other: Span) -> bool:
        """Whether the spans share a character."""
        return self.start < other.end and other.start < self.end

    def shifted(self, offset: int) -> Span:
        """The same span in a text that has `offset` more characters in front."""
        return Span(self.start + offset, self.end + offset)


@dataclass(frozen=True, slots=True)
class Article:
    """A market article as kept: the unit that is extracted, summarized and stored."""

    #: Stable key: the batch's own id, else a digest of the URL, else of the text.
    id: str
    #: The text as kept; every offset refers to it.  Newlines are ``\\n``; nothing else was changed.
    text: str
    #: The headline, where one was given or found.
    title: str | None = None
    #: When it was published; carries a zone only if one was given.
    published: datetime | None = None
    publisher: str | None = None
    url: str | None = None
    #: Parts of the text that are not the story, in order and disjoint: the title line, byline, time line,
    #: site furniture, disclaimers.  They are neither claimed nor summarized.
    clutter: tuple[Span, ...] = ()

    @property
    def story(self) -> str:
        """The text without its clutter.

        >>> Article("a", "By Ann Lee. Stocks rose.", clutter=(Span(0, 12),)).story
        'Stocks rose.'
        """
        ends = (0, *(span.end for span in self.clutter))
        starts = (*(span.start for span in self.clutter), len(self.text))
        return "".join(self.text[end:start] for end, start in zip(ends, starts, strict=True))


@dataclass(frozen=True, slots=True)
class Entity:
    """An index, future or fund as the gazetteer knows it."""

    #: Canonical name, as a person would look it up: "Russell 2000".
    name: str
    #: "RUT"; None where the article's index is not in the gazetteer.
    symbol: str | None
    kind: Kind


@dataclass(frozen=True, slots=True)
class Claim:
    """One figure that the article states of one index: the unit of truth."""

    entity: Entity
    metric: Metric
    #: Signed for change and points, plain for levels; keeps the printed precision.
    value: Decimal
    unit: Unit
    #: None for levels.
    period: Period | None
    #: As-of date, ISO: "2024-11-25", or as coarse as printed ("2021-11"); None if it can't be told.
    date: str | None
    hedge: Hedge | None
    #: The printed figure, with its sign and unit.
    span: Span
    #: The mention of the entity that the figure was linked to.
    mention: Span
    #: The sentence that states it.
    sentence: Span
    #: Who said it, when it was said by someone: a person's name, else a firm.
    speaker: str | None = None
    #: Slots that no printed words state: they follow from context ("period", "date", …).
    implicit: frozenset[Slot] = frozenset()
    #: Why each slot has its value, for ``extract --explain``: (slot, reason) pairs.
    reasons: tuple[tuple[Slot, str], ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Statement:
    """What a market commentator said: a named person, or a firm's unnamed analysts (name None)."""

    #: Full name as first printed; None for a firm's unnamed analysts.
    name: str | None
    role: str | None
    firm: str | None
    #: The attribution verb or phrase: "said", "according to".
    cue: str
    #: The sentences that state it, attribution included.
    span: Span
    #: The mention of the speaker inside the span.
    mention: Span
    #: How hopeful it sounds of the market, -1 to 1; None where no word tells.
    tone: float | None = None


@dataclass(frozen=True, slots=True)
class Quantity:
    """Any other printed figure: money, yields, counts, years, other assets' moves."""

    #: Magnitude applied: "2.5 billion" is 2500000000.
    value: Decimal
    #: "percent", "points", "basis points", "percentage points", "usd", … or "" for a bare number.
    unit: str
    span: Span
    sentence: Span
    hedge: Hedge | None = None
    #: +1 or -1 where the text says which way it moved, else 0.
    direction: int = 0


@dataclass(frozen=True, slots=True)
class Extraction:
    """Everything that was read out of one text."""

    #: In order of their figures' offsets.
    claims: tuple[Claim, ...]
    #: In order of appearance.
    statements: tuple[Statement, ...]
    #: The story's sentences in order, clutter left out.
    sentences: tuple[Span, ...]
    #: Figures that are no index claims, in order.
    quantities: tuple[Quantity, ...] = ()
    #: Where indexes, futures and funds are named, with a figure or without: (canonical name, span) pairs in order.
    #: A help for proving drafts; not stored.
    names: tuple[tuple[str, Span], ...] = field(default=(), compare=False)


class Verdict(StrEnum):
    """What a proof says of one span of a draft."""

    SUPPORTED = "supported"
    CONTRADICTED = "contradicted"
    UNSUPPORTED = "unsupported"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a draft says, held against the article."""

    #: In the draft.
    span: Span
    verdict: Verdict
    #: The wrong slot; None when supported, or when nothing in the article comes near.
    slot: Slot | None = None
    #: Where the article says it (or what contradicts it).
    source: Span | None = None
    #: Number of the article's claim that proves it, if it is a claim.
    claim: int | None = None
    #: One line for people: "the article says +21% for year".
    detail: str = ""
    #: Whether it is not printed but worked out from what is.
    derived: bool = False


@dataclass(frozen=True, slots=True)
class Proof:
    """A draft held against its article."""

    findings: tuple[Finding, ...]
    #: Spans of the draft's sentences, in order.
    sentences: tuple[Span, ...]
    #: Numbers of the article's main claims that the draft leaves out; leaving out is not wrong.
    omitted: tuple[int, ...] = ()

    @property
    def verified(self) -> bool:
        """Whether everything that the draft says is supported."""
        return all(finding.verdict is Verdict.SUPPORTED for finding in self.findings)


@dataclass(frozen=True, slots=True)
class Citation:
    """A figure of the summary and the claim of the article that proves it."""

    #: In the summary's text.
    span: Span
    #: Index into ``Extraction.claims``.
    claim: int
    #: The claim's figure in ``Article.text``.
    source: Span


class Style(StrEnum):
    """How a summary is laid out."""

    #: One paragraph of a few sentences.
    PARAGRAPH = "paragraph"
    #: Three points, a line each.
    BULLETS = "bullets"
    #: The main move in one line of fewer than a hundred characters.
    HEADLINE = "headline"


@dataclass(frozen=True, slots=True)
class SummarySentence:
    """One sentence of a summary and the sentences it was made from."""

    #: In the summary's text.
    span: Span
    #: "model" when a model wrote it, "source" when it is the article's own sentence.
    origin: Literal["model", "source"]
    #: In ``Article.text``.
    sources: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """A proved summary."""

    text: str
    #: Name of the model's spec, and the digest or revision of its weights.
    model: str
    revision: str
    #: Always true for what the product prints and stores.
    verified: bool
    sentences: tuple[SummarySentence, ...]
    citations: tuple[Citation, ...]
    #: Numbers of the article's claims that the summary leaves out.
    omitted: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Digest:
    """What the pipeline made of one article."""

    article: Article
    extraction: Extraction
    #: None where only the extraction was asked for, or the article has nothing to summarize.
    summary: Summary | None = None


def in_order(spans: Sequence[Span]) -> bool:
    """Whether the spans are sorted and disjoint.

    >>> in_order([Span(0, 3), Span(3, 5)])
    True
    >>> in_order([Span(0, 3), Span(2, 5)])
    False
    """
    return all(left.end <= right.start for left, right in pairwise(spans))
