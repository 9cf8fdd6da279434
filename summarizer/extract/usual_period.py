"""The period of a move for which no words state one: by the kind of the report and its time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.dates import Anchor
from summarizer.extract.cues import read_cues
from summarizer.extract.dating import date_of
from summarizer.types import Hedge, Kind, Metric, Period

if TYPE_CHECKING:
    from summarizer.extract.dating import Scene
    from summarizer.extract.lexicon import Lexicon
    from summarizer.extract.pairing import Bound
    from summarizer.extract.pieces import Sentence

#: Reasons of a period that nothing but the kind and time of the report gives.
_CLOSED, _LIVE = "a closed session", "a live report"
_ELSEWHERE = "a market that closed before the reported one traded"
DEFAULT_REASONS = (_CLOSED, _LIVE, _ELSEWHERE)
FUTURES_MOVE = "futures move before the open"
_UNDONE_REACH = 4  # pieces from "erased" to the move that it undoes


def usual_period(scene: Scene, bound: Bound, metric: Metric) -> tuple[Period, str]:
    """The period of a move for which no phrase states one, and why."""
    sentence, at = scene.sentence, bound.at
    if metric is Metric.FORECAST:
        return Period.OTHER, "an expectation without a stated period"
    if bound.mention.entity.kind is Kind.FUTURE and not read_cues(sentence.text).closed:
        return Period.PREMARKET, FUTURES_MOVE
    if _is_within_session(sentence, at, scene.lexicon):
        return Period.INTRADAY, "a move within the session"
    if bound.figure.hedge is Hedge.UP_TO:
        return Period.INTRADAY, "a peak of the session"
    if sentence.anchors.get(Anchor.YESTERDAY, at) < at or _is_past(scene, bound, metric):
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
    closed_words = session.closed_words and not session.elsewhere(region)
    if is_open and not (closed_words or _is_past(scene, bound, metric)):
        return Period.INTRADAY, _LIVE
    if is_open is not None and not (session.live_words and is_open) and not live:
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
