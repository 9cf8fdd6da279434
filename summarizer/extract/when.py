"""Over which time a move happened, and the date it is told of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.extract.dating import date_of
from summarizer.extract.lasting import lasting_of
from summarizer.types import Slot

if TYPE_CHECKING:
    from summarizer.extract.dating import Scene
    from summarizer.extract.pairing import Bound
    from summarizer.types import Metric, Period


@dataclass(frozen=True, slots=True)
class When:
    """Period and date of a claim, which of them no words state, and why."""

    period: Period | None
    #: ISO, as coarse as printed.
    date: str | None
    implicit: frozenset[Slot]
    reasons: tuple[tuple[Slot, str], ...]


def when_of(scene: Scene, bound: Bound, metric: Metric) -> When:
    """The period and date of a bound figure."""
    lasting = lasting_of(scene, bound, metric)
    dated = date_of(scene, bound, metric, lasting.period, lasting.phrase)
    stated = {Slot.PERIOD: lasting.stated, Slot.DATE: dated.stated}
    return When(
        lasting.period,
        dated.date,
        frozenset(slot for slot, told in stated.items() if not told),
        ((Slot.PERIOD, lasting.why), (Slot.DATE, dated.why)),
    )
