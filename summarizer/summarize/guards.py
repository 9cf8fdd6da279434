"""Is a short form safe?  The second look at what a sentence lost, independent of how it was cut.

A guard compares the words of a sentence with those kept of it and names what is wrong; a form without faults
may be proved and printed.  The guards know nothing of segments: a mistake there is caught here.
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
    from collections.abc import Iterable, Iterator, Sequence

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
    marginally modestly
    """.split()
)
#: When in the session, or against which time, a figure was taken.
_TAKEN = re.compile(
    r"""\b(?: \d{1,2}:\d\d | \d{1,2}(?:\.\d\d)?\ ?[ap]\.?m\b | gmt
      | (?:morning|midday|mid-?session|afternoon|early|late|midmorning)
      | in\ q[1-4] | (?:from|than|on|over)\ (?:a|the)\ (?:year|month|quarter|week)(?:\ (?:earlier|ago|before))?
      | year[- ](?:on|over)[- ]year )\b""",
    re.VERBOSE,
)
_CLAUSE = 14  # words
_SUBJECT = 4  # words
#: What may be left of an index's name: "the Hang Seng Tech [Index]".
_GENERIC = frozenset("index indexes indices composite average".split())
#: What opens a phrase that says of a common noun which one it is.
_OWNED_BY = frozenset("in of for at from on".split())
#: A predicate or clause of its own begins here …
_COORDINATORS = frozenset("and but while whereas as after before with which although though".split())
#: … and here a phrase that can go as a whole.
_PREPOSITIONS = frozenset(
    "at to from for in on by against versus despite amid following compared since during until of near ahead".split()
)


def find_faults(words: Sequence[str], kept: Iterable[int], required: Sequence[str] = ()) -> tuple[str, ...]:
    """The short names of what is wrong with keeping only the words at `kept`; empty when it is safe.

    `required` are printed strings (key figures, the speaker, the firm) that have to survive.

    >>> words = "Stocks could fall 5% if growth slows, said Jane Doe.".split()
    >>> find_faults(words, [0, 2, 3, 7, 8, 9])
    ('condition', 'modality')
    >>> find_faults(words, range(10))
    ()
    """
    keep = sorted(set(kept))
    faults = {fault for start, end in _gaps(len(words), keep) for fault in _gap_faults(words, start, end, keep)}
    text = " ".join(words[index] for index in keep)
    if any(name not in text for name in required):
        faults.add("required")
    if not _is_balanced(text):
        faults.add("unbalanced")
    if any(is_finite(word) for word in words) and not any(is_finite(words[index]) for index in keep):
        faults.add("verb")
    faults.update(_respectively(words, keep))
    return tuple(sorted(faults))


def _gaps(count: int, kept: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The ranges of words left out."""
    before = -1
    for index in [*kept, count]:
        if index > before + 1:
            yield before + 1, index
        before = index


def _gap_faults(words: Sequence[str], start: int, end: int, kept: Sequence[int]) -> Iterator[str]:
    """What is wrong with leaving out ``words[start:end]``."""
    plain = [bare(word) for word in words[start:end]]
    if _loses_speaker(words, start, end):
        yield "attribution"
    if _loses_period(words, start, end, kept):
        yield "period"
    if _takes_figure(words, start, end):
        yield "figure"
    if start == 0 and end < len(words) and _loses_place(words, end):
        yield "place"
    if end < len(words) and start == 0 and bare(words[end]) in {"and", "or", "but", "which", "who"}:
        yield "subject"
    if _opens_condition(plain) or (plain[0] in {"and", "or"} and _is_conditional(words, start)):
        yield "condition"
    if _is_detached(words, start, end):
        return
    if start == 0 and end < len(words) and is_finite(words[end]):
        yield "subject"
    if _is_phrase(words, start, end):
        yield from _phrase_faults(words[start:end], plain)
    else:
        yield from _inner_faults(words[start:end], plain)
    yield from _name_faults(words, start, end)


def _takes_figure(words: Sequence[str], start: int, end: int) -> bool:
    """Whether a figure moves behind another one's word: "fell to [4,870, or] 0.7%", but "by [57 points, or] 0.7%"."""
    before = bare(words[start - 1]) if start else ""
    points = [bare(word) for word in words[max(start, end - 2) : end]] in (["points", "or"], ["pts", "or"])
    return before in _BEFORE_FIGURE and end < len(words) and has_digit(words[end]) and not points


def _loses_place(words: Sequence[str], end: int) -> bool:
    """Whether a figure that has no name of its own loses its place: "In Europe, sales fell 2.3%"."""
    opened = {"in", "across", "among", "outside"}.intersection(bare(word) for word in words[:2])
    placed = any(map(is_capital, words[1:end]))
    named = any(map(is_capital, words[end + 1 : end + 1 + _SUBJECT])) or is_capital(words[end])
    return bool(opened) and placed and not named and any(map(has_digit, words[end:]))


def _phrase_faults(words: Sequence[str], plain: Sequence[str]) -> Iterator[str]:
    """What is wrong with leaving out a phrase or predicate as a whole."""
    if CONDITIONS.intersection(plain) - {"when", "once", "until"}:
        yield "condition"
    if plain[0] not in _COORDINATORS and any(is_negation(word) for word in words):
        yield "negation"


def _name_faults(words: Sequence[str], start: int, end: int) -> Iterator[str]:
    """Whether a name goes whose verb or figure stays; "the Dow Jones Industrial Average" may lose all but "Dow"."""
    named = start > 0 and end < len(words) and any(map(is_capital, words[start:end]))
    common = start > 0 and end < len(words) and words[start - 1][:1].islower()
    if common and bare(words[start]) in _OWNED_BY and is_finite(words[end]):
        yield "subject"  # "sales [in the data centre segment] stood at 1.6 billion"
    generic = _GENERIC.issuperset(bare(word) for word in words[start:end])
    if not named or generic or bare(words[start - 1]) == "dow":
        return
    if is_finite(words[end]) or (common and bare(words[end]) in {"and", "or"}):
        yield "subject"
    if has_digit(words[end]):
        yield "index"


def _inner_faults(words: Sequence[str], plain: Sequence[str]) -> Iterator[str]:
    """What is wrong with leaving words out of the middle of a clause."""
    if any(is_negation(word) for word in words):
        yield "negation"
    if MODALS.intersection(plain):
        yield "modality"
    if ((HEDGES - {"at", "up"}) | _QUANTIFIERS).intersection(plain):
        yield "hedge"
    if DIRECTIONS.intersection(plain) - ADVERBS:
        yield "direction"
    points = {"points", "pts"}.intersection(plain)
    if any(map(has_digit, words)) and not points and not DAY.search(" ".join(plain)):
        yield "figure"


def _is_detached(words: Sequence[str], start: int, end: int) -> bool:
    """Whether the gap is set off by punctuation on both sides, so that it is a unit of its own."""
    opens = start == 0 or words[start - 1].endswith(_BREAKS) or words[start].startswith(("(", "[", "—", "–"))
    closes = end == len(words) or words[end - 1].endswith((*_BREAKS, ".")) or words[end - 1] in {"-", "--"}
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
    if ATTRIBUTIONS.intersection(head) or (named and ATTRIBUTIONS.intersection(last)):
        return True
    return (
        not _is_detached(words, start, end)
        and bool(ATTRIBUTIONS.intersection(bare(w) for w in words[start:end]))
        and any(is_capital(word) for word in words[start:end])
    )


def _loses_period(words: Sequence[str], start: int, end: int, kept: Sequence[int]) -> bool:
    """Whether the gap, a period phrase without a figure of its own, dates a figure that stays."""
    gone = words[start:end]
    figures = [index for index in kept if has_digit(words[index]) and ("%" in words[index] or "." in words[index])]
    if figures and _TAKEN.search(" ".join(gone).lower()) and end - start <= _LEADING_PERIOD:
        return True
    if any(map(has_digit, gone)) and not DAY.search(" ".join(gone)) and not _is_year_only(gone):
        return False
    text = " ".join(gone)
    if bare(words[start]) in _RELATIVE or (bare(words[start]) in _DETERMINERS and start):
        return False  # a clause or apposition of its own: it dates nothing outside itself
    if PERIOD.search(text):
        near = range(end, len(words)) if start == 0 else range(_clause_start(words, start), len(words))
        return end - start <= _LEADING_PERIOD and any(index in near for index in figures)
    left = " ".join(words[index] for index in kept)
    return bool(DAY.search(text)) and not DAY.search(left) and bool(figures) and end - start <= _LEADING_PERIOD


def _is_year_only(words: Sequence[str]) -> bool:
    digits = [bare(word) for word in words if has_digit(word)]
    return all(len(word) == 4 and word.isdigit() for word in digits)  # noqa: PLR2004 - a year


def _clause_start(words: Sequence[str], index: int) -> int:
    while index and not words[index - 1].endswith((",", ";", ":")):
        index -= 1
    return index


def _respectively(words: Sequence[str], kept: Sequence[int]) -> Iterator[str]:
    """Figures and names that "respectively" pairs stay or go together."""
    places = [index for index, word in enumerate(words) if bare(word) == "respectively"]
    present = set(kept)
    for place in places:
        first = place
        while first and not words[first - 1].endswith((";", ".")) and bare(words[first - 1]) not in {"while", "which"}:
            first -= 1
        pair = [i for i in range(first, place) if has_digit(words[i]) or is_capital(words[i])]
        bare_aside = [i for i in pair if not words[i].startswith(("(", "[")) and not words[i].endswith((")", "),"))]
        gone = [i for i in bare_aside if i not in present]
        if place in present and gone:
            yield "respectively"
        if place not in present and 0 < len(gone) < len(bare_aside):
            yield "respectively"


def _is_balanced(text: str) -> bool:
    """Whether quotation marks and brackets come in pairs."""
    return (
        text.count("“") == text.count("”")
        and text.count('"') % 2 == 0
        and text.count("(") == text.count(")")
        and text.count("[") == text.count("]")
    )
