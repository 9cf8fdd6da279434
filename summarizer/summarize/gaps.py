"""Is it safe to leave these words out?  What is wrong with one gap in a sentence.

A gap is a range of words; the sentence around it stays.  `gap_faults` knows nothing of how it was chosen.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summarizer.summarize.lexicon import (
    ADVERBS,
    ATTRIBUTIONS,
    CONDITIONS,
    DAY,
    DIRECTIONS,
    HEDGES,
    MODALS,
    PERIOD,
    bare,
    has_digit,
    is_capital,
    is_finite,
    is_negation,
    words_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_BREAKS = (",", ";", ":", "—", "–", ",”", ',"', ")", "]")
_RELATIVE = frozenset({"which", "who", "whose", "where", "that"})
_DETERMINERS = words_of("determiners")
_LEADING_PERIOD = 8
#: A figure behind one of these is not the one behind a later one.
_BEFORE_FIGURE = frozenset("at by from of than to".split())
#: How many of them, or how much: "[a majority of] sectors rose" is another statement.
_QUANTIFIERS = frozenset(
    """
    majority minority most some many few several half third quarter part mostly mainly largely partly partially slightly
    marginally modestly potential possible planned proposed threatened prospective
    """.split()
)
#: When in the session, or against which time, a figure was taken.
_TAKEN = re.compile(
    r"""\b(?: \d{1,2}:\d\d | \d{1,2}(?:\.\d\d)?\ ?[ap]\.?m\b | gmt
      | (?:morning|midday|mid-?session|afternoon|early|late|midmorning)
      | in\ q[1-4] | (?:from|than|on|over)\ (?:a|the)\ (?:year|month|quarter|week)(?:\ (?:earlier|ago|before))?
      | year[- ](?:on|over)[- ]year | \w+-(?:month|week|quarter|year)
      | (?:extended|after-hours|pre-?market)\ (?:trading|session|hours) )\b""",
    re.VERBOSE,
)
_CLOCK = re.compile(r"\d{1,2}[:.]\d\d|\d ?[apAP]\.?[mM]\b")
#: Of the hedges, those that are prepositions where no figure follows.
_OF_FIGURES = frozenset("about around over above under below nearly almost some more than".split())
_AMOUNTS = frozenset("a an half one two three four five six seven eight nine ten twenty all every".split())
#: How a session's winners and losers are counted.
_GAINERS = frozenset("advanced advancers advancing gainers winners advances".split())
_LOSERS = frozenset("declined decliners declining losers fell declines".split())
_THE = frozenset({"the", "a", "an", "its", "their"})
#: What somebody has made.
_REPORTS = frozenset("survey poll report study data figures index forecast note".split())
#: Prepositions that can't go alone.
_ONE_WORD = frozenset("at by for from in of on to with".split())
#: "on news", "according to data": between these and those a noun alone says nothing.
_REASONS = frozenset("on amid after following with by to despite due".split())
_ABOUT = frozenset("of in from about compiled on over for released with".split())
#: Whom somebody asked.
_ASKED = frozenset({"polled", "surveyed"})
_ITEM = 6  # words
_CLAUSE = 14  # words
_SUBJECT = 4  # words
_NEAR = 3  # words
#: What may be left of an index's name: "the Hang Seng Tech [Index]".
_GENERIC = frozenset("index indexes indices composite average".split())
#: What opens a phrase that says of a common noun which one it is.
_OWNED_BY = frozenset("in of for at from on".split())
#: A predicate or clause of its own begins here …
_COORDINATORS = frozenset("and but while whereas as after before with which although though".split())
#: … and here a phrase that can go as a whole.
_PREPOSITIONS = frozenset(
    """
    at to from for in on by against versus despite amid following compared since during until of near ahead given
    """.split()
)


def gap_faults(words: Sequence[str], start: int, end: int, kept: Sequence[int]) -> Iterator[str]:
    """What is wrong with leaving out ``words[start:end]``."""
    plain = [bare(word) for word in words[start:end]]
    opens = start == 0 and end < len(words)
    losses = {
        "attribution": _loses_speaker(words, start, end),
        "period": _loses_period(words, start, end, kept),
        "figure": _takes_figure(words, start, end),
        "list": _ends_list(words, start, end) or _loses_other_side(plain, words, kept),
        "place": (opens and _loses_place(words, end)) or _loses_scope(words, start, end),
        "subject": (opens and bare(words[end]) in {"and", "or", "but", "which", "who"})
        or _splits_subject(words, start, end),
        "stump": _leaves_stump(words, start, end),
        "crossing": _crosses(words, start, end) or _ONE_WORD.issuperset(plain),
        "condition": _opens_condition(plain) or (plain[0] in {"and", "or"} and _is_conditional(words, start)),
    }
    yield from (name for name, lost in losses.items() if lost)
    if _is_detached(words, start, end):
        return
    if start == 0 and end < len(words) and is_finite(words[end]):
        yield "subject"
    if _is_phrase(words, start, end):
        yield from _phrase_faults(words[start:end], plain)
    else:
        yield from _inner_faults(words, start, end)
    yield from _name_faults(words, start, end)


def _splits_subject(words: Sequence[str], start: int, end: int) -> bool:
    """Whether one of two subjects goes, or what the subject is about: "foreigners [and institutions] bought"."""
    headless = start == 0 and end < len(words) and bare(words[end - 1]) in _ONE_WORD  # "[the value of] firms fell"
    headless = headless or (start == 0 and end == 1 and bare(words[0]).endswith("ing"))  # "[leading] the way was"
    return headless or (bare(words[start]) == "and" and start > 0 and end < len(words) and is_finite(words[end]))


def _leaves_stump(words: Sequence[str], start: int, end: int) -> bool:
    """Whether what stays says nothing without the gap.

    "on news [of …]", "according to data [compiled by …]", "reports [that …]", "a plan [to …]", "a 2% drop [in …]".
    """
    if start < 2 or words[start - 1].endswith(_BREAKS):  # noqa: PLR2004 - preposition, noun
        return False
    opening, noun, before = bare(words[start]), words[start - 1], bare(words[start - 2])
    if bare(words[end - 1]).endswith("able") and end < len(words) and bare(words[end]) in _ONE_WORD:
        return True  # "a loss [attributable] to shareholders"
    if opening in {"that", "saying", "whether"} or (
        opening == "as" and bare(words[min(start + 1, end - 1)]) == "saying"
    ):
        return not is_capital(noun)
    if opening in {"by", "from"} and bare(noun) in _REPORTS and any(map(is_capital, words[start : start + _NEAR])):
        return True
    if opening == "to" and not any(map(has_digit, words[start:end])):
        return not _DETERMINERS.isdisjoint({before, bare(words[max(0, start - 3)])}) and noun.islower()
    if opening == "of" and noun.isalpha() and noun.islower():
        return True
    if (
        opening in {"in", "of", "for"}
        and bare(noun) in DIRECTIONS
        and any(map(has_digit, words[max(0, start - 4) : start]))
    ):
        return any(map(is_capital, words[start:end]))
    return opening in _ABOUT and before in _REASONS and noun.isalpha() and noun.islower()


def _crosses(words: Sequence[str], start: int, end: int) -> bool:
    """Whether the gap runs from within one clause into another: "fell after [the data, with] yields lower"."""
    breaks = any(word.endswith(_BREAKS) for word in words[start : end - 1])
    inside = start > 0 and end < len(words) and not words[start - 1].endswith(_BREAKS)
    points = [bare(word) for word in words[max(start, end - 2) : end]] in (["points", "or"], ["pts", "or"])
    return breaks and inside and not words[end - 1].endswith(_BREAKS) and not points


def _takes_figure(words: Sequence[str], start: int, end: int) -> bool:
    """Whether a figure moves behind another one's word: "fell to [4,870, or] 0.7%", but "by [57 points, or] 0.7%"."""
    before = bare(words[start - 1]) if start else ""
    if end < len(words) and has_digit(words[end]) and bare(words[end - 1]) in _BEFORE_FIGURE - {"at"}:
        return True
    points = [bare(word) for word in words[max(start, end - 2) : end]] in (["points", "or"], ["pts", "or"])
    return before in _BEFORE_FIGURE and end < len(words) and has_digit(words[end]) and not points


def _loses_place(words: Sequence[str], end: int) -> bool:
    """Whether a figure that has no name of its own loses its place: "In Europe, sales fell 2.3%"."""
    opened = {"in", "across", "among", "outside"}.intersection(bare(word) for word in words[:2])
    placed = any(map(is_capital, words[1:end]))
    named = any(map(is_capital, words[end + 1 : end + 1 + _SUBJECT])) or is_capital(words[end])
    return bool(opened) and placed and not named and any(map(has_digit, words[end:]))


def _loses_scope(words: Sequence[str], start: int, end: int) -> bool:
    """Whether a noun loses the place that it is of: "sales [in Europe]", "rallies [in Chinese markets]"."""
    if not start or bare(words[start]) not in {"in", "across", "outside"} or words[start - 1].endswith(_BREAKS):
        return False
    gone = words[start + 1 : end]
    place = [
        word for word in gone[:_NEAR] if is_capital(word) and not PERIOD.search(f"in {word}") and not DAY.search(word)
    ]
    told = {bare(word) for word in [*words[:start], *words[end:]]}
    return words[start - 1].isalpha() and words[start - 1].islower() and any(bare(word) not in told for word in place)


def _phrase_faults(words: Sequence[str], plain: Sequence[str]) -> Iterator[str]:
    """What is wrong with leaving out a phrase or predicate as a whole."""
    if CONDITIONS.intersection(plain) - {"when", "once", "until"}:
        yield "condition"
    if plain[0] not in _COORDINATORS and any(is_negation(word) for word in words[plain[0] == "despite" :]):
        yield "negation"


def _name_faults(words: Sequence[str], start: int, end: int) -> Iterator[str]:
    """Whether a name goes whose verb or figure stays; "the Dow Jones Industrial Average" may lose all but "Dow"."""
    named = start > 0 and end < len(words) and any(map(is_capital, words[start:end]))
    common = start > 0 and end < len(words) and words[start - 1][:1].islower()
    if common and bare(words[start]) in _OWNED_BY and is_finite(words[end]):
        yield "subject"  # "sales [in the data centre segment] stood at 1.6 billion"
    if start and end < len(words) and not words[start - 1].endswith(_BREAKS):
        inside = all(map(is_capital, words[start - 1 : end + 1])) and not words[end - 1].endswith(_BREAKS)
        whose = (
            all(is_capital(word) or word == "of" for word in words[start:end])
            and bare(words[start - 1]) in _THE
            and words[end].islower()
        )
        if (inside and bare(words[start - 1]) != "dow") or whose:
            yield "name"  # "the Dow Jones [Equity] REIT Index", "the [Lunar New Year] holidays"
    generic = _GENERIC.issuperset(bare(word) for word in words[start:end])
    if not named or generic or bare(words[start - 1]) == "dow":
        return
    if bare(words[start]) in _ASKED:
        return
    if is_finite(words[end]) or (common and bare(words[end]) in {"and", "or"}):
        yield "subject"
    if has_digit(words[end]):
        yield "index"


def _inner_faults(sentence: Sequence[str], start: int, end: int) -> Iterator[str]:
    """What is wrong with leaving words out of the middle of a clause."""
    words = sentence[start:end]
    plain = [bare(word) for word in words]
    if any(is_negation(word) for word in words):
        yield "negation"
    if MODALS.intersection(plain):
        yield "modality"
    if any(_is_hedge(sentence, index) for index in range(start, end)):
        yield "hedge"
    if DIRECTIONS.intersection(plain) - ADVERBS:
        yield "direction"
    if any(map(is_finite, words)) and not _has_verb_near(sentence, start, end):
        yield "verb"
    points = {"points", "pts"}.intersection(plain)
    if any(map(has_digit, words)) and not points and not DAY.search(" ".join(plain)):
        yield "figure"


def _has_verb_near(words: Sequence[str], start: int, end: int) -> bool:
    """Whether what stays of the clause around the gap has a verb of its own."""
    first = _clause_start(words, start)
    last = next((index + 1 for index in range(end, len(words)) if words[index].endswith(_BREAKS)), len(words))
    return any(map(is_finite, [*words[first:start], *words[end:last]]))


def _is_hedge(words: Sequence[str], index: int) -> bool:
    """Whether the word says how exact or general a statement is; "about growth", "under Trump" say where or of what."""
    plain = bare(words[index])
    if plain in _OF_FIGURES:
        following = words[index + 1 : index + 2]
        return any(has_digit(word) or bare(word) in _AMOUNTS for word in following)
    return plain in _QUANTIFIERS or (plain in HEDGES and plain not in {"at", "up"})


def _ends_list(words: Sequence[str], start: int, end: int) -> bool:
    """Whether the gap takes the last of a list's items with their "and": "banks, miners [and carmakers]"."""
    before = words[:start]
    first = words[start : next((index + 1 for index in range(start, end) if words[index].endswith(_BREAKS)), end)]
    if before and before[-1].endswith(",") and bare(words[start]) == "and":
        return not any(is_finite(word) or has_digit(word) for word in first)
    if not before or not before[-1].endswith(",") or not any(word.endswith(",") for word in before[-_ITEM:-1]):
        return False
    gone = words[start:end]
    closes = [index for index, word in enumerate(gone) if bare(word) in {"and", "or"}]
    return bool(closes) and closes[0] < _ITEM and not any(map(is_finite, gone))


def _loses_other_side(plain: Sequence[str], words: Sequence[str], kept: Sequence[int]) -> bool:
    """Whether of gainers and losers, counted beside each other, the gap takes the ones."""
    left = {bare(words[index]) for index in kept}
    if "mixed" in left and any(map(has_digit, plain)) and DIRECTIONS.intersection(plain):
        return True  # "were mixed as the CAC rose [and the DAX fell 0.3%]"
    counted = any(map(has_digit, plain))
    sides = (_GAINERS, _LOSERS)
    return counted and any(
        not one.isdisjoint(plain) and one.isdisjoint(left) and not other.isdisjoint(left)
        for one, other in (sides, sides[::-1])
    )


def _is_detached(words: Sequence[str], start: int, end: int) -> bool:
    """Whether the gap is set off by punctuation on both sides, so that it is a unit of its own."""
    opens = start == 0 or words[start - 1].endswith(_BREAKS) or words[start].startswith(("(", "[", "—", "–"))
    closes = end == len(words) or words[end - 1].endswith(_BREAKS) or words[end - 1] in {"-", "--"}
    return opens and closes


def _is_phrase(words: Sequence[str], start: int, end: int) -> bool:
    """Whether the gap is a phrase or clause as a whole: from the word that opens it to where another one begins."""
    opens = start > 0 and bare(words[start]) in _COORDINATORS | _PREPOSITIONS
    closes = end == len(words) or words[end - 1].endswith(_BREAKS) or bare(words[end]) in _COORDINATORS | _PREPOSITIONS
    return opens and closes


def _opens_condition(plain: Sequence[str]) -> bool:
    """Whether the gap's clause is a condition; one inside a relative clause goes with that clause."""
    head = plain[:3] if plain and plain[0] not in _RELATIVE else []
    return bool(CONDITIONS.intersection(head) - {"when", "once", "until"}) or "unless" in plain


def _is_conditional(words: Sequence[str], start: int) -> bool:
    """Whether a condition is under way: what is joined to it by "and" belongs to it."""
    clause = words[max(0, start - _CLAUSE) : start]
    opened = [index for index, word in enumerate(clause) if bare(word) in CONDITIONS]
    return bool(opened) and not any(word.endswith(",") for word in clause[opened[-1] :])


def _loses_speaker(words: Sequence[str], start: int, end: int) -> bool:
    """Whether the gap takes the attribution of words that stay."""
    head = [bare(word) for word in words[start : min(end, start + 2)]]
    if head[0] in _RELATIVE or head[0] == "in" or (head[0] in _COORDINATORS and _is_phrase(words, start, end)):
        return False  # a clause or predicate of its own; where it was said: "in a note"
    last = [bare(word) for word in words[max(start, end - 4) : end]]
    named = start > 0 and any(map(is_capital, words[start : min(end, start + 3)]))
    if ATTRIBUTIONS.intersection(head) or (named and (ATTRIBUTIONS | {"reported", "reports"}).intersection(last)):
        return True
    return (
        not _is_detached(words, start, end)
        and bool(ATTRIBUTIONS.intersection(bare(w) for w in words[start:end]))
        and any(is_capital(word) for word in words[start:end])
    )


def _loses_period(words: Sequence[str], start: int, end: int, kept: Sequence[int]) -> bool:
    """Whether the gap, a period phrase without a figure of its own, dates a figure that stays."""
    breaks = (index + 1 for index in range(start, end) if words[index].endswith(_BREAKS))
    whole, gone = words[start:end], words[start : next(breaks, end)]  # the first phrase says when
    figures = [index for index in kept if has_digit(words[index]) and ("%" in words[index] or "." in words[index])]
    told_twice = gone[0].startswith("(") and start > 0 and _CLOCK.search(" ".join(words[:start]))
    if figures and _TAKEN.search(" ".join(gone).lower()) and end - start <= _LEADING_PERIOD and not told_twice:
        return True
    if start and bare(words[start - 1]) in ATTRIBUTIONS:
        return False  # when it was said
    left = " ".join(words[index] for index in kept)
    if DAY.search(" ".join(whole)) and not DAY.search(left) and _CLOCK.search(left):
        return True
    if any(map(has_digit, gone)) and not DAY.search(" ".join(gone)) and not _is_year_only(gone):
        return False
    text = " ".join(gone)
    if bare(words[start]) in _RELATIVE or (bare(words[start]) in _DETERMINERS and start):
        return False  # a clause or apposition of its own: it dates nothing outside itself
    if PERIOD.search(text):
        near = range(end, len(words)) if start == 0 else range(_clause_start(words, start), len(words))
        return end - start <= _LEADING_PERIOD and any(index in near for index in figures)
    return bool(DAY.search(text)) and not DAY.search(left) and bool(figures) and end - start <= _LEADING_PERIOD


def _is_year_only(words: Sequence[str]) -> bool:
    digits = [bare(word) for word in words if has_digit(word)]
    return all(len(word) == 4 and word.isdigit() for word in digits)  # noqa: PLR2004 - a year


def _clause_start(words: Sequence[str], index: int) -> int:
    while index and not words[index - 1].endswith((",", ";", ":")):
        index -= 1
    return index
