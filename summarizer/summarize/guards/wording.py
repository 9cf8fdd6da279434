"""Is it safe to leave these words out?  Every fault of one gap in a sentence, whoever chose it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.summarize.guards.figures import ends_list, loses_other_side, loses_period, takes_figure
from summarizer.summarize.guards.gap import BREAKS, COORDINATORS, DETERMINERS, RELATIVE, Gap
from summarizer.summarize.guards.subjects import LONE, loses_place, loses_speaker, name_faults, splits_subject
from summarizer.summarize.lexicon import (
    ADVERBS,
    CONDITIONS,
    DAY,
    DIRECTIONS,
    HEDGES,
    MODALS,
    bare,
    has_digit,
    is_capital,
    is_finite,
    is_negation,
    words_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: How many of them, or how much: "[a majority of] sectors rose" is another statement.
_QUANTIFIERS = words_of("quantifiers")
#: Of the hedges, those that are prepositions where no figure follows.
_OF_FIGURES = frozenset("about around over above under below nearly almost some more than".split())
_AMOUNTS = frozenset("a an half one two three four five six seven eight nine ten twenty all every".split())
#: What somebody has made.
_REPORTS = frozenset("survey poll report study data figures index forecast note".split())
#: "on news", "according to data": between these and those a noun alone says nothing.
_REASONS = frozenset("on amid after following with by to despite due".split())
_ABOUT = frozenset("of in from about compiled on over for released with".split())
#: Of the words that open conditions, these tell times too.
_TIMES = frozenset({"when", "once", "until"})
_CLAUSE = 14  # words
_NEAR = 3  # words


def gap_faults(words: Sequence[str], start: int, end: int, kept: Sequence[int]) -> Iterator[str]:
    """The short names of what is wrong with leaving out ``words[start:end]`` where the words at `kept` stay."""
    gap = Gap(words, start, end)
    losses = {
        "attribution": loses_speaker(gap),
        "period": loses_period(gap, kept),
        "figure": takes_figure(gap),
        "list": ends_list(gap) or loses_other_side(gap, kept),
        "place": loses_place(gap),
        "subject": splits_subject(gap),
        "stump": _leaves_stump(gap),
        "crossing": _crosses(gap) or LONE.issuperset(gap.plain),
        "condition": _opens_condition(gap),
    }
    yield from (name for name, lost in losses.items() if lost)
    if gap.is_detached:
        return
    if gap.opens and is_finite(gap.after):
        yield "subject"
    yield from _phrase_faults(gap) if gap.is_phrase else _inner_faults(gap)
    yield from name_faults(gap)


def _leaves_stump(gap: Gap) -> bool:
    """Whether what stays says nothing without the gap.

    "on news [of …]", "according to data [compiled by …]", "reports [that …]", "a plan [to …]", "a 2% drop [in …]".
    """
    if gap.start < 2 or gap.follows_break:  # noqa: PLR2004 - preposition, noun
        return False
    opening, noun, before = gap.plain[0], gap.before, bare(gap.words[gap.start - 2])
    common = noun.isalpha() and noun.islower()
    names = any(map(is_capital, gap.gone))
    untold = opening == "enough" or (bare(noun).endswith("ing") and has_digit(gap.gone[0]))
    if untold or (gap.plain[-1].endswith("able") and bare(gap.after) in LONE):
        return True  # "raised [enough to slow prices]", "after tumbling [9%]", "a loss [attributable] to shareholders"
    if opening in {"that", "saying", "whether"} or gap.plain[:2] == ["as", "saying"]:
        return not is_capital(noun)
    if opening in {"by", "from"} and bare(noun) in _REPORTS and any(map(is_capital, gap.gone[:_NEAR])):
        return True
    if opening == "to" and not any(map(has_digit, gap.gone)):
        return noun.islower() and not DETERMINERS.isdisjoint({before, bare(gap.words[max(0, gap.start - 3)])})
    if opening == "of" and common:
        return True
    figure = any(map(has_digit, gap.words[max(0, gap.start - 4) : gap.start]))
    if opening in {"in", "of", "for"} and bare(noun) in DIRECTIONS and figure:
        return names
    return opening in _ABOUT and before in _REASONS and common


def _crosses(gap: Gap) -> bool:
    """Whether the gap runs from within one clause into another: "fell after [the data, with] yields lower"."""
    breaks = any(word.endswith(BREAKS) for word in gap.gone[:-1])
    within = gap.is_inside and not gap.follows_break and not gap.ends_break
    return breaks and within and not gap.ends_with_points


def _opens_condition(gap: Gap) -> bool:
    """Whether the gap's clause is a condition, or joined to one; within a relative clause it goes with that."""
    head = gap.plain[:3] if gap.plain[0] not in RELATIVE else []
    if CONDITIONS.intersection(head) - _TIMES or "unless" in gap.plain:
        return True
    return gap.plain[0] in {"and", "or"} and _is_conditional(gap.words[max(0, gap.start - _CLAUSE) : gap.start])


def _is_conditional(before: Sequence[str]) -> bool:
    """Whether a condition is under way behind these words."""
    opened = [index for index, word in enumerate(before) if bare(word) in CONDITIONS]
    return bool(opened) and not any(word.endswith(",") for word in before[opened[-1] :])


def _phrase_faults(gap: Gap) -> Iterator[str]:
    """What is wrong with leaving out a phrase or predicate as a whole."""
    if CONDITIONS.intersection(gap.plain) - _TIMES:
        yield "condition"
    conceded = gap.plain[0] == "despite"
    if gap.plain[0] not in COORDINATORS and any(map(is_negation, gap.gone[conceded:])):
        yield "negation"


def _inner_faults(gap: Gap) -> Iterator[str]:
    """What is wrong with leaving words out of the middle of a clause."""
    if any(map(is_negation, gap.gone)):
        yield "negation"
    if MODALS.intersection(gap.plain):
        yield "modality"
    if any(_is_hedge(gap.words, index) for index in range(gap.start, gap.end)):
        yield "hedge"
    if DIRECTIONS.intersection(gap.plain) - ADVERBS:
        yield "direction"
    if any(map(is_finite, gap.gone)) and not gap.leaves_verb:
        yield "verb"
    points = {"points", "pts"}.intersection(gap.plain)
    if any(map(has_digit, gap.gone)) and not points and not DAY.search(" ".join(gap.plain)):
        yield "figure"


def _is_hedge(words: Sequence[str], index: int) -> bool:
    """Whether the word says how exact or general a statement is; "about growth", "under Trump" say where or of what."""
    plain = bare(words[index])
    if plain in _OF_FIGURES:
        following = words[index + 1 : index + 2]
        return any(has_digit(word) or bare(word) in _AMOUNTS for word in following)
    return plain in _QUANTIFIERS or (plain in HEDGES and plain not in {"at", "up"})
