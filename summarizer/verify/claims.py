"""A draft's claim against the article's, slot by slot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.types import Finding, Metric, Period, Slot, Unit, Verdict
from summarizer.verify.speakers import surname

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from summarizer.types import Claim, Extraction

#: A difference in an earlier slot is reported before one in a later slot.
_ORDER = (
    Slot.ENTITY, Slot.VALUE, Slot.UNIT, Slot.DIRECTION, Slot.METRIC, Slot.PERIOD, Slot.HEDGE, Slot.DATE,
    Slot.SPEAKER,
)  # fmt: skip
#: The figure is the anchor: a source claim with another value is as far as one with so many more wrong slots.
_OTHER_FIGURE = 1.5
_SESSION = (Period.DAY, Period.INTRADAY, Period.PREMARKET)


def prove_claim(claim: Claim, article: Extraction, text: str) -> Finding:
    """Find the article's claim that says the same, else the nearest and the slot in which it differs."""
    nearest: tuple[float, int, tuple[Slot, ...]] | None = None
    for number, source in enumerate(article.claims):
        wrong = differences(claim, source, article)
        if not wrong:
            return Finding(claim.span, Verdict.SUPPORTED, None, source.span, number)
        if not _near(wrong):
            continue
        rank = (len(wrong) + _OTHER_FIGURE * (Slot.VALUE in wrong), number, wrong)
        if nearest is None or rank < nearest:
            nearest = rank
    if nearest is None:
        return Finding(
            claim.span,
            Verdict.UNSUPPORTED,
            None,
            detail=f"the article gives no such figure of {claim.entity.name}",
        )
    _, number, wrong = nearest
    source = article.claims[number]
    return Finding(claim.span, Verdict.CONTRADICTED, wrong[0], source.span, None, _detail(source, wrong[0], text))


def differences(draft: Claim, source: Claim, article: Extraction) -> tuple[Slot, ...]:
    """The slots in which a draft's claim says something else than the article's, the gravest first."""
    wrong = set(_figure_differences(draft, source)) | set(_context_differences(draft, source, article))
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
    if draft.hedge is not source.hedge:
        yield Slot.HEDGE


def _same_metric(draft: Claim, source: Claim) -> bool:
    """A record just set may be called a level ("closed at 5,100"); an earlier record may not."""
    if draft.metric is source.metric:
        return True
    plain = draft.metric is Metric.LEVEL and source.metric is Metric.RECORD
    return plain and (Slot.DATE in source.implicit or source.date == draft.date)


def _context_differences(draft: Claim, source: Claim, article: Extraction) -> Iterator[Slot]:
    if not _same_period(draft, source, article):
        yield Slot.PERIOD
    if Slot.DATE not in draft.implicit and draft.date and source.date and not _same_date(draft.date, source.date):
        yield Slot.DATE
    if draft.speaker and source.speaker and surname(draft.speaker) != surname(source.speaker):
        yield Slot.SPEAKER


def _same_period(draft: Claim, source: Claim, article: Extraction) -> bool:
    """A period may stay unsaid where the article has one only for that subject, or leaves it unsaid too."""
    if draft.period is source.period or Unit.LEVEL in (draft.unit, source.unit):
        return True
    if Slot.PERIOD in source.implicit and draft.period in _SESSION and source.period in _SESSION:
        return True
    if Slot.PERIOD not in draft.implicit:
        return False
    if Slot.PERIOD in source.implicit:  # neither says it: the draft means what the article means
        return True
    told = {c.period for c in article.claims if c.entity == source.entity and c.unit is source.unit}
    return len(told) == 1


def _same_date(draft: str, source: str) -> bool:
    """Whether two ISO dates agree as far as the coarser one goes."""
    return draft.startswith(source) or source.startswith(draft)


def _near(wrong: Sequence[Slot]) -> bool:
    """Whether a source claim is about the same: the same figure, or the same subject, metric and period."""
    if Slot.UNIT in wrong:
        return False
    return Slot.VALUE not in wrong or not {Slot.ENTITY, Slot.METRIC, Slot.PERIOD} & set(wrong)


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
