"""The date that a claim's figure is told of: a day the sentence names, a forecast's horizon, or the session."""

from __future__ import annotations

from bisect import bisect_left
from heapq import merge
from typing import TYPE_CHECKING, NamedTuple

from summarizer.dates import Anchor, find_horizon, is_session, last_friday, resolve, trading_order
from summarizer.extract.period import is_inserted
from summarizer.extract.pieces import PieceKind
from summarizer.extract.session import recent_day
from summarizer.extract.verbs import APOSTROPHES
from summarizer.types import Kind, Metric, Period

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from summarizer.extract.lexicon import Lexicon
    from summarizer.extract.pairing import Bound
    from summarizer.extract.pieces import Piece, Sentence
    from summarizer.extract.session import Session

#: A record's own day stands near it: so many pieces before, and after.
_RECORD_BEHIND, _RECORD_AHEAD = 4, 8
_OF_SESSION = (Period.DAY, Period.INTRADAY, Period.PREMARKET, None)
_AMERICAN = trading_order("US")
#: "Than last Friday": that day is what a move is measured against, and not the move's own.
_COMPARING = ("from ", "than ", "against ", "versus ")


class Scene(NamedTuple):
    """A sentence, and what its article has told before."""

    sentence: Sentence
    session: Session
    #: The period phrase that the sentences before set.
    carried: Piece | None
    lexicon: Lexicon
    #: The period phrase that the sentence's moves so far share: "up 21% this year, the S&P 500 25.5%".
    shared: Piece | None = None


class Dated(NamedTuple):
    """A claim's date."""

    #: ISO, as coarse as printed; None where it can't be told.
    date: str | None
    why: str
    #: Whether the sentence's own words state it.
    stated: bool


def date_of(scene: Scene, bound: Bound, metric: Metric, period: Period | None, phrase: Piece | None) -> Dated:
    """The date of a bound figure, whose period is known and was given by `phrase`, if by any."""
    session = scene.session
    if metric is Metric.FORECAST:
        horizon = find_horizon(scene.sentence.text, session.today) if session.today else None
        return Dated(horizon, "the horizon stated" if horizon else "no horizon stated", stated=True)
    if session.today is None:
        return Dated(None, "no publication time", stated=False)
    found = next(_stated(scene, bound, metric, period), None)
    if found:
        return found
    time = phrase.time if phrase is not None and period not in _OF_SESSION else None
    if phrase and time and time.anchor is Anchor.YEAR and time.year and time.year < session.today.year:
        return Dated(f"{time.year}-12-31", f"“{phrase.text}”", stated=True)
    if phrase and phrase.lower.startswith("last week"):
        return Dated(last_friday(session.today).isoformat(), f"“{phrase.text}”", stated=True)
    day = session.day(None if bound.mention.entity.kind is Kind.FUTURE else bound.mention.region)
    return Dated(day.isoformat() if day else None, "the session reported", stated=False)


def _stated(scene: Scene, bound: Bound, metric: Metric, period: Period | None) -> Iterator[Dated]:
    """The dates that the sentence states: a record's own, then the day of a move within a session."""
    if metric is Metric.RECORD:
        yield from _nearest(scene, bound, record=True)
    if period in _OF_SESSION:
        yield from _nearest(scene, bound, record=False)


def _nearest(scene: Scene, bound: Bound, *, record: bool) -> Iterator[Dated]:
    """The date nearest to the figure, if any can be its own."""
    for j in _in_reach(scene, bound, record=record):
        iso = _iso(scene, bound, j, record=record) if _can_date(scene, bound, j, record=record) else None
        if iso:
            yield Dated(iso, f"“{scene.sentence.pieces[j].text}”", stated=True)
            return


def _in_reach(scene: Scene, bound: Bound, *, record: bool) -> Iterator[int]:
    """The sentence's phrases, the nearest first; after the figure only those of its own stretch."""
    times = scene.sentence.times
    split = bisect_left(times, bound.at)
    behind = (times[number] for number in range(split - 1, -1, -1))
    ahead = _ahead(scene, bound, times[split:], record=record)
    return merge(behind, ahead, key=lambda j: abs(j - bound.at))


def _ahead(scene: Scene, bound: Bound, times: Sequence[int], *, record: bool) -> Iterator[int]:
    """The phrases after the figure, up to the first word that parts them from it."""
    lists, read_to = scene.lexicon.periods, bound.at
    for j in times:
        between = scene.sentence.words[read_to:j]
        if not lists.breaks.isdisjoint(between) or not (record or lists.causes.isdisjoint(between)):
            return
        if not record and any(
            between[k] == "," and between[k + 1].partition(" ")[0].endswith("ing") for k in range(len(between) - 1)
        ):
            return  # "…, giving back the previous session's gains"
        yield j
        read_to = j


def _can_date(scene: Scene, bound: Bound, j: int, *, record: bool) -> bool:
    """Whether the phrase at `j` can be the figure's day, or a record's day, month or year."""
    time, words = scene.sentence.time(j), scene.sentence.words
    if time is None or time.future or time.anchor is Anchor.NONE:
        return False
    if j < bound.at and is_inserted(scene.sentence, j, scene.lexicon):
        return False
    if words[j] == "a day after" and (j > bound.at or "," in words[j : bound.at]):
        return False  # "fell 1%, a day after it reached a record", "A day after it reached a record, it fell 1%"
    if _is_others(scene.sentence, j, bound.at):
        return False
    if words[j - 1] == "since" or (time.period is Period.SINCE and words[j].startswith("since")):
        return False
    if record:
        return -_RECORD_BEHIND <= j - bound.at <= _RECORD_AHEAD
    return time.period is None and time.anchor not in (Anchor.MONTH, Anchor.YEAR)


def _is_others(sentence: Sentence, j: int, at: int) -> bool:
    """As in "Erasing Monday's rally, the index lost 2.6%": a day that owns something dates that only."""
    if j >= at or sentence.words[j + 1] not in APOSTROPHES:
        return False
    return any(sentence.words[k] == "," or sentence.is_kind(k, PieceKind.NAME) for k in range(j + 1, at))


def _is_dated_at_head(sentence: Sentence, j: int, at: int) -> bool:
    """Whether a sentence begins with a day and tells of it: "On June 15 the S&P 500 rallied 1.5%"."""
    time = sentence.time(j)
    return j < at and j <= 1 and time is not None and time.anchor is Anchor.DAY


def _iso(scene: Scene, bound: Bound, j: int, *, record: bool) -> str | None:
    """The date of the phrase at `j`; None where the phrase names none, or for a move none of this session."""
    time, session, region = scene.sentence.time(j), scene.session, bound.mention.region
    if time is None or session.today is None:
        return None
    word = scene.sentence.words[j]
    if word.startswith(_COMPARING) or (word == "overnight" and trading_order(region) != _AMERICAN):
        return None
    if not record and not _is_dated_at_head(scene.sentence, j, bound.at):
        day_named = recent_day(time, session.today)
        if day_named is None or not is_session(day_named, region):
            return None
    if time.anchor is Anchor.TODAY:
        day = session.day(region)
        return day.isoformat() if day else None
    return resolve(time, session.today)
