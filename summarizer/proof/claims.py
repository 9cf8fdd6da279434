"""A draft's index claims against the article's, slot by slot."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summarizer.proof.excuses import excused, named_periods
from summarizer.proof.naming import is_told_of, name_words
from summarizer.proof.places import differs_in_place
from summarizer.proof.speakers import same_speaker
from summarizer.proof.wording import content_words
from summarizer.types import Finding, Hedge, Metric, Period, Slot, Unit, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from summarizer.proof.evidence import Reading
    from summarizer.types import Claim, Quantity

#: A difference in an earlier slot is reported before one in a later slot.
_ORDER = (
    Slot.ENTITY, Slot.VALUE, Slot.UNIT, Slot.DIRECTION, Slot.METRIC, Slot.PERIOD, Slot.HEDGE, Slot.DATE,
    Slot.SPEAKER,
)  # fmt: skip
#: The figure is the anchor: a source claim with another value is as far as one with so many more wrong slots.
_OTHER_FIGURE = 1.5
SESSION = (Period.DAY, Period.INTRADAY, Period.PREMARKET)
#: "nearly 1%" and "about 1%" are told of one figure by readers of the same text.
_LOOSE = frozenset((Hedge.UNDER, Hedge.ABOUT))
_HELD = re.compile(r"\b(?:on|in|of) the $")
_QUANTITY_UNITS = {Unit.PERCENT: ("percent",), Unit.POINTS: ("points", ""), Unit.LEVEL: ("", "points", "usd")}


def prove_claim(claim: Claim, draft: Reading, article: Reading) -> Finding:
    """Find the article's figure that says the same, else the nearest claim and the slot in which it differs."""
    nearest: tuple[float, int, tuple[Slot, ...]] | None = None
    for number, source in enumerate(article.extraction.claims):
        wrong = differences(claim, source, draft, article)
        if not wrong:
            return Finding(claim.span, Verdict.SUPPORTED, None, source.span, number)
        if not _near(wrong):
            continue
        rank = (len(wrong) + _OTHER_FIGURE * (Slot.VALUE in wrong), number, wrong)
        if nearest is None or rank < nearest:
            nearest = rank
    quantity = _find_quantity(claim, draft, article)
    if quantity is not None:
        return Finding(claim.span, Verdict.SUPPORTED, None, quantity.span)
    if nearest is None:
        detail = f"the article gives no such figure of {claim.entity.name}"
        return Finding(claim.span, Verdict.UNSUPPORTED, None, detail=detail)
    _, number, wrong = nearest
    source = article.extraction.claims[number]
    return Finding(
        claim.span, Verdict.CONTRADICTED, wrong[0], source.span, None, _detail(source, wrong[0], article.text)
    )


def differences(draft: Claim, source: Claim, drafted: Reading, article: Reading) -> tuple[Slot, ...]:
    """The slots in which a draft's claim says something else than the article's, the gravest first.

    A slot that one of the two leaves to be guessed is no difference where the words around them agree.
    """
    wrong = set(_figure_differences(draft, source)) | set(_context_differences(draft, source, article))
    if not {Slot.UNIT, Slot.VALUE} & wrong:
        wrong = {slot for slot in wrong if not excused(slot, draft, source, drafted, article)}
        if differs_in_place(draft, source, drafted, article):
            wrong.add(Slot.METRIC)
    return tuple(slot for slot in _ORDER if slot in wrong)


def _figure_differences(draft: Claim, source: Claim) -> Iterator[Slot]:
    if draft.entity.name != source.entity.name:
        yield Slot.ENTITY
    if draft.unit is not source.unit:
        yield Slot.UNIT
    if abs(draft.value) != abs(source.value):
        yield Slot.VALUE
    elif draft.value != source.value:
        yield Slot.DIRECTION
    if not _same_metric(draft, source):
        yield Slot.METRIC
    peak = draft.unit is Unit.LEVEL and {draft.hedge, source.hedge} == {Hedge.UP_TO, None}  # "as high as 1,605"
    if not peak and not same_hedge(draft.hedge, source.hedge):
        yield Slot.HEDGE


def same_hedge(left: Hedge | None, right: Hedge | None) -> bool:
    """Whether two hedges say the same of a figure: "nearly" and "about" do."""
    return left is right or {left, right} <= _LOOSE


def _same_metric(draft: Claim, source: Claim) -> bool:
    """A record just set may be called a level ("closed at 5,100"); an earlier record may not."""
    if draft.metric is source.metric:
        return True
    plain = draft.metric is Metric.LEVEL and source.metric is Metric.RECORD
    return plain and (Slot.DATE in source.implicit or source.date == draft.date)


def _context_differences(draft: Claim, source: Claim, article: Reading) -> Iterator[Slot]:
    if not _same_period(draft, source, article):
        yield Slot.PERIOD
    if Slot.DATE not in draft.implicit and draft.date and source.date and not _same_date(draft.date, source.date):
        yield Slot.DATE
    if draft.speaker and source.speaker and not same_speaker(draft.speaker, source.speaker):
        yield Slot.SPEAKER


def _same_period(draft: Claim, source: Claim, article: Reading) -> bool:
    """A period may stay unsaid where the article has one only for that subject, or leaves it unsaid too."""
    if draft.period is source.period or Unit.LEVEL in (draft.unit, source.unit):
        return True
    if Slot.PERIOD in source.implicit and draft.period in SESSION and source.period in SESSION:
        return True
    if Slot.PERIOD not in draft.implicit:
        return False
    if Slot.PERIOD in source.implicit:  # neither says it: the draft means what the article means
        return True
    if draft.period is Period.DAY and Slot.DATE not in draft.implicit:  # "rose 2% on Friday"
        return False
    claims = article.extraction.claims
    told = {c.period for c in claims if c.entity == source.entity and c.unit is source.unit}
    return len(told) == 1


def _same_date(draft: str, source: str) -> bool:
    """Whether two ISO dates agree as far as the coarser one goes."""
    return draft.startswith(source) or source.startswith(draft)


def _near(wrong: Sequence[Slot]) -> bool:
    """Whether a source claim is about the same: the same figure, or the same subject, metric and period."""
    if Slot.UNIT in wrong:
        return False
    return Slot.VALUE not in wrong or not {Slot.ENTITY, Slot.METRIC, Slot.PERIOD} & set(wrong)


def _find_quantity(claim: Claim, draft: Reading, article: Reading) -> Quantity | None:
    """A figure that the article gives no index and that is the draft's all the same.

    Either the words near it name the claim's index, or both stand by the same other name: "BP's 7.4% gain", whatever
    index the draft names in passing.
    """
    between = words_between(claim, draft)
    if not between and _HELD.search(draft.text, claim.sentence.start, claim.mention.start):
        between = draft.words[claim.span].near - name_words(claim.entity.name)  # "Acme lost most on the DAX, 5%"
    told = (c for c in article.extraction.claims if c.entity.name == claim.entity.name and c.unit is claim.unit)
    if any(abs(other.value) == abs(claim.value) for other in told):
        return None  # the article gives the index this figure, but otherwise
    for source in article.extraction.quantities:
        if abs(source.value) != abs(claim.value) or source.unit not in _QUANTITY_UNITS[claim.unit]:
            continue
        if not same_hedge(claim.hedge, source.hedge) or _is_reversed(claim, source):
            continue
        if Slot.PERIOD not in claim.implicit and claim.period not in named_periods(article.sentence(source)):
            continue
        near = article.words[source.span].near
        if is_told_of(claim.entity.name, near, article.sentence(source)) or not between.isdisjoint(near):
            return source
    return None


def words_between(claim: Claim, reading: Reading) -> frozenset[str]:
    """The words between the index and the figure: whose it is where they are another's."""
    start = claim.mention.end if claim.mention.within(claim.sentence) else claim.sentence.start
    ends = sorted(
        {item.span.end for item in reading.figures() if start <= item.span.end <= claim.span.start}, reverse=True
    )
    for end in (*ends, start):  # "sales growth of 6% to 10%": nothing is named between a range's ends
        words = content_words(reading.text[end : claim.span.start])
        if words:
            return words
    return frozenset()


def _is_reversed(claim: Claim, source: Quantity) -> bool:
    direction = (claim.value > 0) - (claim.value < 0)
    return claim.unit is not Unit.LEVEL and source.direction not in (0, direction)


def _detail(source: Claim, slot: Slot, text: str) -> str:
    value = {
        Slot.ENTITY: source.entity.name,
        Slot.VALUE: source.span.of(text),
        Slot.DIRECTION: "a rise" if source.value > 0 else "a fall",
        Slot.METRIC: source.metric.value,
        Slot.PERIOD: source.period.value if source.period else "no period",
        Slot.HEDGE: f"“{source.hedge}”" if source.hedge else "no hedge",
        Slot.DATE: source.date or "no date",
        Slot.SPEAKER: source.speaker or "nobody",
    }[slot]
    return f"the article says {value}"
