"""Where in its session a figure stood: a close is no opening, no high or low of the day, no reading at midday."""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import TYPE_CHECKING

from summarizer.types import Metric, Period, Unit

if TYPE_CHECKING:
    from summarizer.proof.evidence import Reading
    from summarizer.types import Claim


class Place(Enum):
    """A place in a session."""

    CLOSE = auto()
    OPEN = auto()
    HIGH = auto()
    LOW = auto()
    #: While the market was open.
    LIVE = auto()
    #: Between two ends: no place that it stayed at.
    RANGE = auto()
    #: Where a move led: "fell 1% to 5,100".
    MOVED = auto()


_CLOSE = re.compile(
    r"\b(?:clos(?:ed|es|ing)|to close|end(?:ed|s|ing)?|finish\w*|settl\w*)\b(?!\s+(?:above|below|the\s+week|its|a\s))"
    r"|\bat the (?:close|bell|end of trading)\b"
)
_OPEN = re.compile(r"\bopen(?:ed|ing|s)?\b|\bstarted\b|\bat the (?:open|start)\b")
_HIGH = re.compile(r"\b(?:high|highs|peak|top)\s+(?:of|at)\s*(?:about\s*)?$|\bas high as\s*$|\bhigh,?\s*$")
_LOW = re.compile(r"\b(?:low|lows|bottom|trough)\s+(?:of|at)\s*(?:about\s*)?$|\bas low as\s*$|\blow,?\s*$")
#: Without one of these a sentence tells of no high or low.
_EXTREMES = re.compile(
    r"\b(?:highs?|lows?|lowest|highest|peak\w*|trough|bottom\w*|top|record|range\w*"
    r"|between|hit|touch\w*|as (?:high|low|much))\b"
)
#: What the words around a figure say that was one end of a session's range.
_BOTH = r"record|range\w*|between|hit|touch\w*|reach\w*|extreme"
_ENDS = {
    Place.HIGH: re.compile(rf"\b(?:highs?|highest|peak\w*|top|as (?:high|much)|{_BOTH})\b"),
    Place.LOW: re.compile(rf"\b(?:lows?|lowest|trough|bottom\w*|as (?:low|much)|{_BOTH})\b"),
}
_OTHER_END = {Place.HIGH: Place.LOW, Place.LOW: Place.HIGH}
_BEHIND = 20  # characters
_AT_WORST = re.compile(r"\bat (?:its|their|the|one)\b[^.;,]{0,14}\b(?:low|lows|worst|point)\b")
_MOVED = re.compile(r"\d%?(?: points?)?,? to\s*$")
_RANGE = re.compile(r"\b(?:between|ranged|range of|swung|swinging)\b")
_LIVE = re.compile(
    r"\b\d{1,2}[:.]\d\d\s*(?:[ap]\.?m|gmt|ist|et\b)|\b\d{4} gmt|\b(?!4 ?p)\d{1,2} ?[ap]\.?m\b|\bmid-?day\b|\bearly\b"
    r"|\b(?:morning|afternoon|midday|intra-?day|thin|opening) (?:trad\w*|deals|session)"
    r"|\bas of\b(?! 4 ?p)|\bwas (?:trading|quoting)\b"
    r"|\bso far\b|\bcurrently\b"
)
_HEAD = 15  # characters of "at the close" at the head of a sentence
_AFTER = 30  # characters behind a figure in which "at the close" stands


def differs_in_place(draft: Claim, source: Claim, drafted: Reading, article: Reading) -> bool:
    """Whether the draft puts the figure at another place of the session than the article."""
    outside = draft.unit is not Unit.LEVEL and draft.period not in (Period.DAY, Period.INTRADAY, None)
    if outside or Metric.FORECAST in (draft.metric, source.metric):
        return False
    if draft.metric is Metric.RECORD:
        return _is_other_end(_place(draft, drafted), source, article)
    told, known = _place(draft, drafted), _place(source, article) or _place_of_report(source, article)
    if told is Place.CLOSE:
        return known in (Place.OPEN, Place.HIGH, Place.LOW, Place.LIVE, Place.RANGE)
    if told is Place.MOVED:
        extreme = _EXTREMES.search(drafted.sentence(draft).lower()) is not None
        return known in (Place.HIGH, Place.LOW, Place.RANGE) and not extreme
    if told is Place.OPEN:
        return known in (Place.CLOSE, Place.HIGH, Place.LOW)
    if told in (Place.HIGH, Place.LOW):
        contrary = known in (Place.CLOSE, Place.OPEN) or {told, known} == {Place.HIGH, Place.LOW}
        plain = draft.unit is Unit.LEVEL and known is not Place.RANGE and not _is_extreme(source, told, article)
        return contrary or plain
    return False


def _is_other_end(told: Place | None, source: Claim, article: Reading) -> bool:
    """Whether a record told as a high is the article's low, or the reverse."""
    if told is None or told not in _OTHER_END:
        return False
    return _is_extreme(source, _OTHER_END[told], article) and not _is_extreme(source, told, article)


def _place(claim: Claim, reading: Reading) -> Place | None:
    """What the words between the index and the figure, and right behind it, say."""
    inside = claim.mention.within(claim.sentence) and claim.mention.end <= claim.span.start
    before = reading.small[claim.mention.end if inside else claim.sentence.start : claim.span.start]
    behind = reading.small[claim.span.end : min(claim.sentence.end, claim.span.end + _AFTER)]
    if claim.unit is Unit.LEVEL:
        if _RANGE.search(before):
            return Place.RANGE
        if _HIGH.search(before):
            return Place.HIGH
        if _LOW.search(before):
            return Place.LOW
    head = reading.small[claim.sentence.start : claim.sentence.start + _HEAD]
    if (
        _CLOSE.search(before)
        or head.startswith(("at the close", "by the close"))
        or re.match(r"[^,;]*\bat the (?:close|bell)\b", behind)
    ):
        return Place.CLOSE
    if _OPEN.search(before):
        return Place.OPEN
    if claim.unit is Unit.LEVEL and _MOVED.search(before):
        return Place.MOVED
    if _AT_WORST.search(reading.small, claim.sentence.start, claim.span.start):
        return Place.LOW
    return Place.LIVE if _LIVE.search(before) or _LIVE.search(re.split(r"[,;]", behind)[0]) else None


def _is_extreme(source: Claim, told: Place, article: Reading) -> bool:
    """Whether the words right around the article's figure say that it was such an end of a range."""
    ends = [item.span.end for item in article.figures() if source.sentence.start <= item.span.end <= source.span.start]
    start, end = max(ends, default=source.sentence.start), source.span.end + _BEHIND
    return _ENDS[told].search(article.small, start, min(end, source.sentence.end)) is not None


def _place_of_report(source: Claim, article: Reading) -> Place | None:
    """While the market was open, where the article tells the index's other figures so."""
    mates = (c for c in article.extraction.claims if c.sentence == source.sentence and c.entity == source.entity)
    sentence = article.small[source.sentence.start : source.sentence.end]
    if _CLOSE.search(sentence):
        return None
    return Place.LIVE if any(mate.period is Period.INTRADAY for mate in mates) else None
