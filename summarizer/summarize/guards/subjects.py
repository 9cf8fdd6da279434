"""Who and what a sentence is about: speakers, subjects, names and places that a gap would take from what stays."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summarizer.summarize.guards.gap import BREAKS, COORDINATORS, RELATIVE
from summarizer.summarize.lexicon import (
    ADVERBS,
    ATTRIBUTIONS,
    DAY,
    PERIOD,
    bare,
    has_digit,
    is_capital,
    is_finite,
    words_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from summarizer.summarize.guards.gap import Gap

#: Prepositions that can't go alone, or as the last word before what they belong to.
LONE = words_of("lone")
#: Verbs that hand a sentence to a speaker behind it.
_SAYING = ATTRIBUTIONS | {"reported", "reports"}
_THE = frozenset({"the", "a", "an", "its", "their"})
#: Whom somebody asked.
_ASKED = frozenset({"polled", "surveyed"})
#: What may be left of an index's name: "the Hang Seng Tech [Index]".
_GENERIC = frozenset("index indexes indices composite average".split())
#: What opens a phrase that says of a common noun which one it is.
_OWNED_BY = frozenset("in of for at from on".split())
#: The end of a time of the day.
_CLOCK = re.compile(r"\d{1,2}[:.]\d\d(?: [ap]\.?m\.?)?$|\d [ap]\.?m\.?$|\bnoon$", re.IGNORECASE)
_SUBJECT = 4  # words
_NEAR = 3  # words


def loses_speaker(gap: Gap) -> bool:
    """Whether the gap takes the attribution of words that stay."""
    head = gap.plain[:2]
    if head[0] in RELATIVE or head[0] == "in" or (head[0] in COORDINATORS and gap.is_phrase):
        return False  # a clause or predicate of its own; where it was said: "in a note"
    named = gap.start > 0 and any(map(is_capital, gap.gone[:_NEAR]))
    if ATTRIBUTIONS.intersection(head) or (named and _SAYING.intersection(gap.plain[-4:])):
        return True
    return not gap.is_detached and bool(ATTRIBUTIONS.intersection(gap.plain)) and any(map(is_capital, gap.gone))


def splits_subject(gap: Gap) -> bool:
    """Whether what stays has lost its subject, or one of two.

    "[rose 2%] and fell", "[the value of] firms fell", "[leading] the way was", "foreigners [and institutions] bought".
    """
    if gap.opens:
        bare_verb = bare(gap.after) in {"and", "or", "but", "which", "who"}
        return bare_verb or gap.plain[-1] in LONE or (len(gap.plain) == 1 and gap.plain[0].endswith("ing"))
    if not gap.is_inside or not is_finite(gap.after):
        return False
    return gap.plain[0] == "and" or _takes_head(gap)


def _takes_head(gap: Gap) -> bool:
    """Whether the noun goes that the words before it only describe: "the May rice stock [average future] closed"."""
    nouns = all(word.isalpha() and word.islower() for word in gap.gone) and not LONE.intersection(gap.plain)
    described = gap.before.isalpha() and gap.before.islower() and bare(gap.before) not in _THE
    return nouns and described and not is_finite(gap.before) and not any(map(_is_adverb, gap.plain))


def _is_adverb(word: str) -> bool:
    return word.endswith("ly") or word in ADVERBS


def loses_place(gap: Gap) -> bool:
    """Whether a figure or a noun loses the place that it is of: "[In Europe,] sales fell", "sales [in Europe]"."""
    if gap.opens:
        return _loses_scene(gap)
    if gap.plain[0] not in {"in", "across", "outside"} or gap.follows_break:
        return False
    if _CLOCK.search(" ".join(gap.words[max(0, gap.start - 2) : gap.start])) and any(
        map(is_capital, gap.gone[1:_NEAR])
    ):
        return True  # "as of 7:45 a.m. [in Osaka]"
    told = {bare(word) for word in [*gap.words[: gap.start], *gap.words[gap.end :]]}
    names = [word for word in gap.gone[1 : 1 + _NEAR] if is_capital(word)]
    places = [word for word in names if not PERIOD.search(f"in {word}") and not DAY.search(word)]
    return gap.before.isalpha() and gap.before.islower() and any(bare(word) not in told for word in places)


def _loses_scene(gap: Gap) -> bool:
    """Whether a figure that has no name of its own loses its place: "In Europe, sales fell 2.3%"."""
    placed = any(map(is_capital, gap.words[1 : gap.end]))
    named = any(map(is_capital, gap.words[gap.end : gap.end + 1 + _SUBJECT]))
    opened = {"in", "across", "among", "outside"}.intersection(bare(word) for word in gap.words[:2])
    return bool(opened) and placed and not named and any(map(has_digit, gap.words[gap.end :]))


def name_faults(gap: Gap) -> Iterator[str]:
    """Whether a name goes whose verb or figure stays; "the Dow Jones Industrial Average" may lose all but "Dow"."""
    if not gap.is_inside:
        return
    common = gap.before[:1].islower()
    if common and gap.plain[0] in _OWNED_BY and is_finite(gap.after):
        yield "subject"  # "sales [in the data centre segment] stood at 1.6 billion"
    spared = bare(gap.before) == "dow"
    if not gap.follows_break and ((_is_part_of_name(gap) and not spared) or _says_whose(gap)):
        yield "name"
    generic = _GENERIC.issuperset(gap.plain) or gap.plain[0] in _ASKED
    if generic or spared or not any(map(is_capital, gap.gone)):
        return
    if is_finite(gap.after) or (common and bare(gap.after) in {"and", "or"}):
        yield "subject"
    if has_digit(gap.after):
        yield "index"


def _is_part_of_name(gap: Gap) -> bool:
    """Whether the gap lies within a name: "the Dow Jones [Equity] REIT Index"."""
    return all(map(is_capital, [gap.before, *gap.gone, gap.after])) and not gap.gone[-1].endswith(BREAKS)


def _says_whose(gap: Gap) -> bool:
    """Whether the gap says whose or which a common noun is: "the [Lunar New Year] holidays"."""
    named = all(is_capital(word) or word == "of" for word in gap.gone)
    return named and bare(gap.before) in _THE and gap.after.islower()
