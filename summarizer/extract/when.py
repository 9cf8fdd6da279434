"""Over which time a move happened, and the date it is told of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from summarizer.dates import Anchor
from summarizer.extract.cues import read_cues
from summarizer.extract.dating import date_of
from summarizer.extract.period import find_phrase
from summarizer.extract.pieces import PieceKind
from summarizer.types import Hedge, Kind, Metric, Period, Slot, Unit

if TYPE_CHECKING:
    from summarizer.extract.dating import Scene
    from summarizer.extract.lexicon import Lexicon
    from summarizer.extract.pairing import Bound
    from summarizer.extract.pieces import Piece, Sentence

#: Reasons of a period that nothing but the kind and time of the report gives.
_CLOSED, _LIVE = "a closed session", "a live report"
_ELSEWHERE = "a market that closed before the reported one traded"
DEFAULT_REASONS = (_CLOSED, _LIVE, _ELSEWHERE)
_FUTURES = "futures move before the open"
_DAYS = (Anchor.WEEKDAY, Anchor.TODAY, Anchor.YESTERDAY, Anchor.DAY)
_UNDONE_REACH = 4  # pieces from "erased" to the move that it undoes


@dataclass(frozen=True, slots=True)
class When:
    """Period and date of a claim, which of them no words state, and why."""

    period: Period | None
    #: ISO, as coarse as printed.
    date: str | None
    implicit: frozenset[Slot]
    reasons: tuple[tuple[Slot, str], ...]


class _Lasting(NamedTuple):
    """The period of a claim."""

    period: Period | None
    why: str
    #: Whether the sentence's own words state it, or there is none to state.
    stated: bool
    #: The phrase that states it.
    phrase: Piece | None = None


def when_of(scene: Scene, bound: Bound, metric: Metric) -> When:
    """The period and date of a bound figure."""
    lasting = _lasting(scene, bound, metric)
    dated = date_of(scene, bound, metric, lasting.period, lasting.phrase)
    stated = {Slot.PERIOD: lasting.stated, Slot.DATE: dated.stated}
    return When(
        lasting.period,
        dated.date,
        frozenset(slot for slot, told in stated.items() if not told),
        ((Slot.PERIOD, lasting.why), (Slot.DATE, dated.why)),
    )


def _lasting(scene: Scene, bound: Bound, metric: Metric) -> _Lasting:
    """The period that the figure's own phrase states, else the one carried over, else the report's."""
    if bound.unit is Unit.LEVEL:
        return _Lasting(None, "a level has no period", stated=True)
    phrase = find_phrase(scene.sentence, bound.at, scene.lexicon)
    if phrase is not None and phrase.time is not None:
        future = bound.mention.entity.kind is Kind.FUTURE
        if phrase.time.period is Period.INTRADAY and future:
            return _Lasting(Period.PREMARKET, _FUTURES, stated=True, phrase=phrase)
        return _Lasting(phrase.time.period, f"“{phrase.text}”", stated=True, phrase=phrase)
    shared = scene.shared
    if shared and shared.time and metric is not Metric.FORECAST and _compares(scene.sentence, shared, bound.at):
        return _Lasting(shared.time.period, f"“{shared.text}”, as what it is compared with", stated=True, phrase=shared)
    time = scene.carried.time if scene.carried is not None else None
    if scene.carried and time and metric is not Metric.FORECAST and not _tells_session(scene.sentence):
        return _Lasting(time.period, f"“{scene.carried.text}”, told before", stated=False)
    return _Lasting(*_default(scene, bound, metric), stated=False)


def _compares(sentence: Sentence, phrase: Piece, at: int) -> bool:
    """Whether a figure without a period goes with the moves before it, which share one: no day stands between."""
    between = [j for j in sentence.times if j < at and sentence.pieces[j].start > phrase.start]
    days = any(time.anchor in _DAYS for j in between if (time := sentence.time(j)))
    return not days and not read_cues(sentence.text).closed


def _tells_session(sentence: Sentence) -> bool:
    """Whether a sentence names a day or uses the words of one session."""
    named = any(anchor in sentence.anchors for anchor in _DAYS)
    cues = read_cues(sentence.text)
    return named or cues.closed or cues.live


def _default(scene: Scene, bound: Bound, metric: Metric) -> tuple[Period, str]:
    """The period of a move for which no phrase states one, and why."""
    sentence, at = scene.sentence, bound.at
    if metric is Metric.FORECAST:
        return Period.OTHER, "an expectation without a stated period"
    if bound.mention.entity.kind is Kind.FUTURE:
        return Period.PREMARKET, _FUTURES
    if _is_within_session(sentence, at, scene.lexicon):
        return Period.INTRADAY, "a move within the session"
    if bound.figure.hedge is Hedge.UP_TO:
        return Period.INTRADAY, "a peak of the session"
    before = sentence.anchors.get(Anchor.YESTERDAY, at) < at
    if before or (sentence.is_kind(1, PieceKind.TIME) and _is_past(scene, bound, metric)):
        return Period.DAY, "a session before the day of the report"
    if read_cues(sentence.text).closed:
        return Period.DAY, "the session closed"
    return _of_report(scene, bound, metric)


def _is_within_session(sentence: Sentence, i: int, lexicon: Lexicon) -> bool:
    """As in "opened 0.5% lower", "erased a 1% gain", "pared losses", "as much as 2%"."""
    lists, before = lexicon.periods, sentence.words[max(0, i - _UNDONE_REACH) : i]
    if not lists.opened.isdisjoint(before):
        return True
    undone = any(
        word in lists.undone and (word not in lists.undone_from or "from" in before[at:])
        for at, word in enumerate(before)
    )
    return undone and {"to", "and"}.isdisjoint(before[-2:])


def _of_report(scene: Scene, bound: Bound, metric: Metric) -> tuple[Period, str]:
    """The period by the kind and time of the report: a closed session's day, or a move while the market is open."""
    session, region = scene.session, bound.mention.region
    cues = read_cues(scene.sentence.text)
    live = cues.live or cues.present
    is_open = session.is_open(region)
    if is_open and not (session.closed_words or _is_past(scene, bound, metric)):
        return Period.INTRADAY, _LIVE
    if is_open is not None and not session.live_words and not live:
        return Period.DAY, _CLOSED
    if live and not session.closed_words:
        return Period.INTRADAY, _LIVE
    if session.elsewhere(region):
        return Period.DAY, _ELSEWHERE
    return (Period.DAY, _CLOSED) if session.closed else (Period.INTRADAY, _LIVE)


def _is_past(scene: Scene, bound: Bound, metric: Metric) -> bool:
    """Whether the sentence names a day before that of the report."""
    dated = date_of(scene, bound, metric, Period.DAY, None)
    today = scene.session.today
    return bool(dated.stated and dated.date and today and dated.date < today.isoformat())
