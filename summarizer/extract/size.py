"""Levels known by their size: in a report on an index at 4,288 "a downside marker at 4,050" is that index's.

Technicians' levels, targets and earlier closes are often told without naming the index again, and in words that place
nothing.  A number that is printed like a level, is about as large as the index's own and stands in a sentence that
speaks of levels is one.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from summarizer.extract.levels import counts_things, is_year
from summarizer.extract.memory import Subject
from summarizer.types import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from summarizer.extract.lexicon import Lexicon
    from summarizer.extract.mentions import Mention
    from summarizer.extract.subjects import Told
    from summarizer.extract.wordlists import Set
    from summarizer.figures import Figure

#: How far from the index's own level a number may be where the sentence speaks of levels, and where it does not.
_SPOKEN, _UNSPOKEN = Decimal("0.3"), Decimal("0.03")
#: So many times as high or as low no index is told to have stood without its name.
_FAR = Decimal("1.6")


def subject_by_size(told: Told, i: int, figure: Figure, subject: Subject | None) -> Subject | None:
    """The index that the bare number at `i` can be a level of; None where it is none, or that of several.

    `subject` is whom the sentence talks about there.
    """
    if not _is_printed_so(told, i, figure):
        return None
    words = told.sentence.words
    if not told.lexicon.binding.breadth.isdisjoint(words):
        return None
    if any(word in told.lexicon.words.assets and word not in told.lexicon.binding.own_assets for word in words):
        return None
    expected = not _expecting(told.lexicon).isdisjoint(words)
    spoken = expected or not _extremes(told.lexicon).isdisjoint(words)
    levels = {mention.entity: (mention, level) for mention, level in told.memory.levels()}
    fitting = [mention for mention, level in levels.values() if _fits(figure, level, spoken=spoken)]
    for mention in _told_of(told, i, subject):
        known = any(other.entity == mention.entity for other in fitting)
        if known or (expected and not figure.unit and _may_stand(mention) and mention.entity not in levels):
            return Subject((mention,), "a level of what the sentence talks about")
    return Subject((fitting[0],), "a number of the size of its level") if len(fitting) == 1 else None


def _may_stand(mention: Mention) -> bool:
    return mention.entity.kind is Kind.INDEX and not mention.gauge


def is_too_far(told: Told, figure: Figure, subject: Subject) -> bool:
    """Whether a level can't be that of the index which a reference was taken for, but can be another's."""
    levels = {mention.entity: level for mention, level in told.memory.levels()}
    own = [levels[mention.entity] for mention in subject.mentions if mention.entity in levels]
    guessed = not any(mention.span.within(told.sentence.span) for mention in subject.mentions)
    fitting = [level for level in levels.values() if _fits(figure, level, spoken=True)]
    far = len(own) == len(subject.mentions) == 1 and not own[0] / _FAR <= figure.value <= own[0] * _FAR
    return guessed and far and bool(fitting)


def _fits(figure: Figure, level: Decimal, *, spoken: bool) -> bool:
    return abs(figure.value / level - 1) <= (_SPOKEN if spoken else _UNSPOKEN)


def _told_of(told: Told, i: int, subject: Subject | None) -> Iterator[Mention]:
    """Whom the number may be told of, the likeliest first: the subject, the last named, the sentence's before."""
    if subject and subject.mentions:
        yield from subject.mentions
    last = max((j for j in told.sentence.names if j < i), default=None)
    mention = told.sentence.pieces[last].mention if last is not None else None
    if mention:
        yield mention
    if told.memory.subject:
        yield from told.memory.subject.mentions


def _is_printed_so(told: Told, i: int, figure: Figure) -> bool:
    printed = told.sentence.pieces[i].text
    grouped = "," in printed or "." in printed or figure.unit == "points"
    return figure.unit in {"", "points"} and grouped and not is_year(printed) and not counts_things(told, i)


def _expecting(lexicon: Lexicon) -> Set:
    return lexicon.words.forecast | lexicon.subjects.technical


def _extremes(lexicon: Lexicon) -> Set:
    return lexicon.words.record | lexicon.subjects.extremes
