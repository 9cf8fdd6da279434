"""When a slot that differs is none: it was guessed on one side, and the words around it agree.

A reader binds "the index", a bare "fell 2%" or "22,800" by context, and two texts give different contexts.  A slot is
excused only where it was guessed and where the other text's words allow the other reading; a stated slot never is.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from summarizer.dates import find_times, resolve
from summarizer.proof.naming import is_named, is_sector, is_short_for, is_told_of, name_words
from summarizer.proof.superlatives import has_proved_mark
from summarizer.proof.wording import content_words
from summarizer.types import Metric, Period, Slot, Unit

if TYPE_CHECKING:
    from summarizer.proof.evidence import Reading
    from summarizer.types import Claim

#: Characters before a sentence in which a reference's name stands.
_REACH = 500
_ISO_DAY, _WEEK = len("2024-11-25"), 7
_NEAR = 150  # characters before a sentence in which its period is named
#: Words of one session.
_OF_SESSION = re.compile(r"\b(?:\w+day|closed?|ended|finish\w*|settled|session)\b")
_FAR = 30  # characters
#: Periods without a name of their own.
_STRETCHES = (Period.SINCE, Period.OTHER)
_SESSION = frozenset((Period.DAY, Period.INTRADAY, Period.PREMARKET))
_EXPECTING = re.compile(
    r"\b(?:could|would|may|might|should|will|can|if|unless|expect\w*|sees?|seen|target\w*|forecast\w*|predict\w*"
    r"|project\w*|support\w*|resistance\w*|likely|outlook|test|stop|average|hurdle\w*|obstacle\w*|break\w*|breach\w*"
    r"|below|above)\b",
    re.IGNORECASE,
)


def excused(slot: Slot, draft: Claim, source: Claim, drafted: Reading, article: Reading) -> bool:
    """Whether the difference in this slot is one of reading only; the figure and its unit are the same."""
    match slot:
        case Slot.ENTITY:
            return _same_entity(draft, source, drafted, article)
        case Slot.METRIC:
            return _same_metric(draft, source, drafted, article)
        case Slot.PERIOD:
            return _same_period(draft, source, drafted, article)
        case Slot.DATE:
            return _same_date(draft, source, article)
    return False


def _same_entity(draft: Claim, source: Claim, drafted: Reading, article: Reading) -> bool:
    name, near = source.entity.name, drafted.words[draft.span].near
    if _is_guessed(draft) and is_told_of(name, near, drafted.small[: draft.sentence.end]):
        return True
    if is_sector(draft.entity.name) and is_short_for(draft.mention.of(drafted.text), name):
        return True
    if is_sector(name) and _is_passed_on(draft, drafted) and not near.isdisjoint(name_words(name)):
        return True
    lead = article.lead(source, _REACH)
    if _is_guessed(source) and is_named(draft.entity.name, lead) and not is_named(name, lead):
        return True
    told = article.small[
        source.sentence.start : source.span.start
    ]  # what stands behind the figure is told of it no more
    rest = told.replace(source.mention.of(article.small), " ")
    return _is_alone(source, article) and is_told_of(draft.entity.name, content_words(rest), rest)


def _is_guessed(claim: Claim) -> bool:
    """Whether the figure's own sentence does not name its index."""
    return not claim.mention.within(claim.sentence)


def _is_passed_on(draft: Claim, drafted: Reading) -> bool:
    """Whether other figures stand between the index and its figure: "the S&P 500 lost 1.4%, led by a 2.4% slide in"."""
    between = (item.span.start for item in drafted.figures())
    return any(draft.mention.end <= start < draft.span.start for start in between)


def _is_alone(source: Claim, article: Reading) -> bool:
    """Whether no other figure of its unit stands in its sentence, which then is told of whatever it names."""
    others = (c for c in article.extraction.claims if c.sentence == source.sentence and c.unit is source.unit)
    return all(other.span == source.span and other.entity == source.entity for other in others)


def _same_metric(draft: Claim, source: Claim, drafted: Reading, article: Reading) -> bool:
    metrics = {draft.metric, source.metric}
    if metrics == {Metric.LEVEL, Metric.RECORD}:
        return draft.metric is Metric.RECORD and has_proved_mark(draft.sentence, drafted, article)
    if Metric.FORECAST in metrics and draft.metric is not source.metric:
        told = (drafted.sentence(draft), article.sentence(source))
        return all(_EXPECTING.search(sentence) for sentence in told)
    return False


def _same_date(draft: Claim, source: Claim, article: Reading) -> bool:
    """Whether the article only implies a date, and the draft's is its session's or named with the figure."""
    if draft.date is None or source.date is None:
        return False
    if _is_weekday_of(draft.date, source.date):
        return True
    if Slot.DATE not in source.implicit:
        return False
    if draft.date in article.sessions():
        return True
    today = article.today
    return today is not None and any(
        resolve(time, today) == draft.date for time in find_times(article.sentence(source))
    )


def _is_weekday_of(left: str, right: str) -> bool:
    """Whether two days are a week apart: a "Tuesday" read before the morning of its own day."""
    if len(left) != _ISO_DAY or len(right) != _ISO_DAY:
        return False
    return abs((date.fromisoformat(left) - date.fromisoformat(right)).days) == _WEEK


def _same_period(draft: Claim, source: Claim, drafted: Reading, article: Reading) -> bool:
    if draft.unit is Unit.LEVEL or {draft.period, source.period} <= _SESSION:
        return True
    if Slot.PERIOD in draft.implicit and source.period in named_periods(drafted.lead(draft, _REACH)):
        return True
    sentence = article.small[source.sentence.start : source.sentence.end]
    if Slot.PERIOD in source.implicit and not _OF_SESSION.search(sentence):  # carried over from the sentence before
        before = article.small[max(0, source.sentence.start - _NEAR) : source.sentence.start]
        if draft.period in named_periods(before) - _SESSION:
            return True
    guessed = Slot.PERIOD in source.implicit or source.period in _SESSION
    if draft.period in _STRETCHES and guessed and _is_loose(draft, drafted, article):
        return True
    if draft.period in _STRETCHES and draft.period in named_periods(article.sentence(source)):
        return True
    return Period.SINCE in {draft.period, source.period} and source.period in named_periods(drafted.sentence(draft))


def _is_loose(draft: Claim, drafted: Reading, article: Reading) -> bool:
    """Whether a stretch of days or weeks stands far from the figure, or the article tells of the same one."""
    sentence = drafted.sentence(draft)
    at = draft.span.start - draft.sentence.start
    for time in find_times(sentence):
        if time.period is draft.period:
            printed = time.span.of(sentence).lower()
            told = " " in printed and printed.removeprefix("in the ").removeprefix("over the ") in article.small
            if told or min(abs(time.span.start - at), abs(at - time.span.end)) > _FAR:
                return True
    return False


def named_periods(sentence: str) -> set[Period | None]:
    """The periods that a sentence names; None for a figure that has none."""
    return {None, Period.DAY, Period.INTRADAY, *(time.period for time in find_times(sentence))}
