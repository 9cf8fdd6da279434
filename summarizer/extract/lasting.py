"""The period of a move: by the words of its sentence, by those before, else by the kind of the report."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from summarizer.dates import Anchor
from summarizer.extract.cues import read_cues
from summarizer.extract.distance import distance_word
from summarizer.extract.period import find_phrase
from summarizer.extract.usual_period import FUTURES_MOVE, usual_period
from summarizer.types import Kind, Metric, Period, Unit

if TYPE_CHECKING:
    from summarizer.extract.dating import Scene
    from summarizer.extract.lexicon import Lexicon
    from summarizer.extract.pairing import Bound
    from summarizer.extract.pieces import Piece, Sentence

_DAYS = (Anchor.WEEKDAY, Anchor.TODAY, Anchor.YESTERDAY, Anchor.DAY)
_LAST_DAYS = (Anchor.WEEKDAY, Anchor.TODAY, Anchor.YESTERDAY)
_NEAR_REACH = 4  # pieces from "above" to "Friday's"
_DAY_REACH = 3  # pieces from "2%" to "on Friday"
_CLOSE_REACH = 4  # pieces from "finished" to its figure


class Lasting(NamedTuple):
    """The period of a claim."""

    period: Period | None
    why: str
    #: Whether the sentence's own words state it, or there is none to state.
    stated: bool
    #: The phrase that states it.
    phrase: Piece | None = None


def lasting_of(scene: Scene, bound: Bound, metric: Metric) -> Lasting:
    """The period that the figure's own phrase states, else the one told around it, else the report's."""
    if bound.unit is Unit.LEVEL:
        return Lasting(None, "a level has no period", stated=True)
    found = _by_phrase(scene, bound)
    if found is None and metric is not Metric.FORECAST:
        found = _by_origin(scene, bound) or _by_comparison(scene, bound) or _by_carried(scene)
    return found or Lasting(*usual_period(scene, bound, metric), stated=False)


def _by_phrase(scene: Scene, bound: Bound) -> Lasting | None:
    """By the phrase that governs the figure."""
    sentence, phrase = scene.sentence, find_phrase(scene.sentence, bound.at, scene.lexicon)
    if phrase is None or phrase.time is None:
        return None
    if phrase.time.period is not Period.INTRADAY:
        return Lasting(phrase.time.period, f"“{phrase.text}”", stated=True, phrase=phrase)
    if _closes(sentence, phrase, bound.at, scene.lexicon):
        return Lasting(Period.DAY, "the session closed", stated=True)
    if bound.mention.entity.kind is Kind.FUTURE:
        return Lasting(Period.PREMARKET, FUTURES_MOVE, stated=True, phrase=phrase)
    return Lasting(Period.INTRADAY, f"“{phrase.text}”", stated=True, phrase=phrase)


def _by_origin(scene: Scene, bound: Bound) -> Lasting | None:
    """By where the move is measured from: "7.4% below its peak", "From its low in March, the index …"."""
    sentence, far = scene.sentence, distance_word(scene.sentence, bound.at, scene.lexicon)
    if far is not None and not _is_near(sentence, far):
        return Lasting(Period.SINCE, f"the distance “{sentence.words[far]}” tells of", stated=True)
    if _looks_back(sentence, bound.at, scene.lexicon):
        return Lasting(Period.SINCE, f"from “{sentence.words[0]}” on", stated=True)
    return None


def _by_comparison(scene: Scene, bound: Bound) -> Lasting | None:
    """By the moves before it, which share their period: "up 21% this year, behind the S&P 500's 25.5%"."""
    shared = scene.shared
    if shared is None or shared.time is None or not _compares(scene.sentence, shared, bound.at):
        return None
    return Lasting(shared.time.period, f"“{shared.text}”, as what it is compared with", stated=True, phrase=shared)


def _by_carried(scene: Scene) -> Lasting | None:
    """By the phrase that the sentences before set."""
    carried = scene.carried
    if carried is None or carried.time is None or _tells_session(scene.sentence):
        return None
    return Lasting(carried.time.period, f"“{carried.text}”, told before", stated=False)


def _looks_back(sentence: Sentence, at: int, lexicon: Lexicon) -> bool:
    """As in "From its low of 2,237.40 on March 23, the benchmark has climbed 67.9%": told of where it came from."""
    words, lists = sentence.words, lexicon.periods
    comma = next((j for j in range(at) if words[j] == ","), 0)
    told = not (lexicon.binding.extremes | lists.turns).isdisjoint(words[:comma])
    told = told or any(sentence.period(j) is Period.SINCE for j in range(comma))
    return words[0].partition(" ")[0] in lists.looking_back and told


def _is_near(sentence: Sentence, far: int) -> bool:
    """As in "0.4% above Friday's close": the day before is no distance to look back on."""
    times = (sentence.time(j) for j in range(far, far + _NEAR_REACH))
    return any(time.anchor in _LAST_DAYS for time in times if time is not None)


def _closes(sentence: Sentence, phrase: Piece, at: int, lexicon: Lexicon) -> bool:
    """As in "turned positive before noon and finished 0.45% ahead": the session's end stands between."""
    reach = range(max(0, at - _CLOSE_REACH), at)
    return any(sentence.words[j] in lexicon.periods.closing and sentence.pieces[j].start > phrase.start for j in reach)


def _compares(sentence: Sentence, phrase: Piece, at: int) -> bool:
    """Whether a figure without a period goes with the moves before it, which share one: no day stands between."""
    between = [j for j in sentence.times if j < at and sentence.pieces[j].start > phrase.start]
    between += [j for j in sentence.times if at < j <= at + _DAY_REACH]  # "a 2.17% jump on Friday"
    days = any(time.anchor in _DAYS for j in between if (time := sentence.time(j)))
    aside = any(
        sentence.words[j - 1 : j + 1] == [",", "after"] for j in range(at) if sentence.pieces[j].start > phrase.start
    )
    return not days and not aside and not read_cues(sentence.text).closed


def _tells_session(sentence: Sentence) -> bool:
    """Whether a sentence names a day or uses the words of one session."""
    named = any(anchor in sentence.anchors for anchor in _DAYS)
    cues = read_cues(sentence.text)
    return named or cues.closed or cues.live
