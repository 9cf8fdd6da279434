"""The arithmetic of an article: points, per cent and level that contradict each other, as in the article printed.

"The Dow fell 36.29 points, or 0.1%, to 5,650.38" can't be: 36.29 points of 5,686.67 are 0.64%.  Source errors are
worth knowing: a figure is stored as printed, with a warning.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from summarizer.types import Metric, Period, Unit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from summarizer.types import Claim, Extraction

#: Units in the last printed place by which a percentage may be off: it is rounded, sometimes cut off.
_SLACK = Decimal("1.5")
#: Only a session's move leads to the level beside it; a distance from a peak leads away.
_SESSION = {Period.DAY, Period.INTRADAY}
_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A claim that the claims beside it contradict."""

    #: Index into ``Extraction.claims``, of the percentage.
    claim: int
    #: One line for people.
    detail: str


def find_contradictions(extraction: Extraction) -> Iterator[Contradiction]:
    """The percentages that don't follow from the points and the level of the same index in the same sentence."""
    groups: defaultdict[tuple[object, ...], list[int]] = defaultdict(list)
    for number, claim in enumerate(extraction.claims):
        groups[claim.sentence, claim.entity.name].append(number)
    for numbers in groups.values():
        yield from _check([(number, extraction.claims[number]) for number in numbers])


def _check(told: list[tuple[int, Claim]]) -> Iterator[Contradiction]:
    """One index in one sentence: only where each figure stands once, so that it is clear which go together."""
    moves = [(number, claim) for number, claim in told if claim.metric is Metric.CHANGE]
    points = [claim for _, claim in told if claim.metric is Metric.POINTS]
    levels = [claim for _, claim in told if claim.unit is Unit.LEVEL]
    if not len(moves) == len(points) == len(levels) == 1 or any(claim.hedge for _, claim in told):
        return
    ((number, move), (shift,), (level,)) = (moves[0], points, levels)
    before = level.value - shift.value
    if before <= 0 or not {move.period, shift.period} <= _SESSION:
        return
    follows = shift.value / before * _HUNDRED
    step = Decimal(1).scaleb(int(move.value.as_tuple().exponent))
    if abs(follows - move.value) > step * _SLACK:
        detail = f"{shift.value} points to {level.value} are {follows.quantize(step)}%, not {move.value}%"
        yield Contradiction(number, detail)
