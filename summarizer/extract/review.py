"""The period of an article that reviews a week, a month or a year instead of reporting a session."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from summarizer.extract.usual_period import DEFAULT_REASONS
from summarizer.types import Claim, Metric, Period, Slot, Unit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summarizer.types import Quantity

#: Periods that an article can review, and the least share (one in …) of its moves that must say so.
_REVIEWED = (Period.WEEK, Period.MONTH, Period.QUARTER, Period.HALF, Period.YEAR)
_REVIEW_SHARE = 4
#: A review tells its period within its first so many moves.
_LEADS = 2


def review(found: Sequence[Claim | Quantity], headline: Period | None) -> list[Claim | Quantity]:
    """What was found in an article, its moves without a stated period given the one that the article reviews.

    `headline` is the period that the headline names.  A sentence that also tells where an index stands, or its move
    in points, reports a session, unless the article reviews a week; so does one about an index whose move over the
    period is told elsewhere.
    """
    claims = [item for item in found if isinstance(item, Claim)]
    usual = _usual_period(claims, headline)
    if usual is None:
        return list(found)
    of_session = {(item.sentence, item.entity) for item in claims if item.unit is not Unit.PERCENT}
    if usual is Period.WEEK:
        of_session.clear()
    told = {(item.entity, item.unit) for item in claims if item.period is usual and not _is_open(item)}
    sessions = {item.sentence for item in claims if _is_open(item) and (item.entity, item.unit) in told}
    return [
        replace(item, period=usual, reasons=_reasons(item))
        if isinstance(item, Claim)
        and _is_open(item)
        and (item.sentence, item.entity) not in of_session
        and item.sentence not in sessions
        else item
        for item in found
    ]


def _usual_period(claims: Sequence[Claim], headline: Period | None) -> Period | None:
    """The period that the article reviews; None for a report on a session."""
    moves = [claim for claim in claims if _is_move(claim)]
    stated: Counter[Period | None] = Counter(
        claim.period for claim in moves if Slot.PERIOD not in claim.implicit and claim.period in _REVIEWED
    )
    daily = sum(claim.period in (Period.DAY, Period.INTRADAY) and not _has_default(claim) for claim in moves)
    if headline is not None and daily <= len(moves) // 2:
        return headline
    if not stated:
        return None
    usual, count = stated.most_common(1)[0]
    leads = any(claim.period is usual for claim in moves[:_LEADS])
    return usual if leads and count > max(1, daily, len(moves) // _REVIEW_SHARE) else None


def _is_move(claim: Claim) -> bool:
    return claim.unit is not Unit.LEVEL and claim.metric is not Metric.FORECAST


def _is_open(claim: Claim) -> bool:
    """Whether the review's period may be the claim's."""
    return _is_move(claim) and _has_default(claim)


def _has_default(claim: Claim) -> bool:
    """Whether nothing but the kind of report gave the claim its period."""
    implicit = {Slot.PERIOD, Slot.DATE} <= claim.implicit
    return implicit and dict(claim.reasons).get(Slot.PERIOD) in DEFAULT_REASONS


def _reasons(claim: Claim) -> tuple[tuple[Slot, str], ...]:
    why = "the period that the article reviews"
    return tuple((slot, why if slot is Slot.PERIOD else reason) for slot, reason in claim.reasons)
