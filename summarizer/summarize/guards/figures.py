"""Figures that a gap would tear from their word, their time, or the other half of what they tell."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summarizer.summarize.guards.gap import DETERMINERS, RELATIVE
from summarizer.summarize.lexicon import ATTRIBUTIONS, DAY, DIRECTIONS, PERIOD, bare, has_digit, is_finite

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summarizer.summarize.guards.gap import Gap

#: A figure behind one of these is not the one behind a later one.
_BEFORE_FIGURE = frozenset("at by from of than to".split())
#: A move follows that only a level in front explains.
_APART = frozenset({"off", "up", "down"})
_RATES = frozenset({"year", "month", "week", "quarter", "day", "annum", "share", "barrel", "ounce", "ton", "tonne"})
#: When in the session, or against which time, a figure was taken.
_TAKEN = re.compile(
    r"""\b(?: \d{1,2}:\d\d | \d{1,2}(?:\.\d\d)?\ ?[ap]\.?m\b | gmt
      | (?:morning|noon|midday|mid-?session|afternoon|early|late|midmorning)
      | (?:a|one)\ (?:day|week|month|year)\ (?:earlier|before|ago) | (?:day|week)\ before
      | at\ (?:its|the|their|one)\ (?:low|high|worst|best|peak|point)s? | with\ (?:\w+\ ){1,3}left\ in
      | in\ q[1-4] | (?:from|than|on|over)\ (?:a|the)\ (?:year|month|quarter|week)(?:\ (?:earlier|ago|before))?
      | year[- ](?:on|over)[- ]year | \w+-(?:month|week|quarter|year)
      | (?:extended|after-hours|pre-?market)\ (?:trading|session|hours) )\b""",
    re.VERBOSE,
)
_CLOCK = re.compile(r"\d{1,2}[:.]\d\d|\d ?[apAP]\.?[mM]\b")
#: How a session's winners and losers are counted.
_GAINERS = frozenset("advanced advancers advancing gainers winners advances".split())
_LOSERS = frozenset("declined decliners declining losers declines".split())
_LONGEST_PERIOD = 8  # words
_ITEM = 6  # words


def takes_figure(gap: Gap) -> bool:
    """Whether a figure loses its word or gets another's: "fell to [4,870, or] 0.7%", not "by [57 points, or] 0.7%"."""
    if has_digit(gap.before) and gap.plain[0] in {"a", "per"} and gap.plain[1:2] and gap.plain[1] in _RATES:
        return True  # "returned 1.2% [a year]"
    if not has_digit(gap.after) and gap.after not in _APART:
        return False
    if gap.after in _APART and any(map(has_digit, gap.gone)) and "%" not in " ".join(gap.words[gap.end : gap.end + 2]):
        return True  # "bought it [at 8,400 francs,] off 120"
    loses = gap.plain[-1] in _BEFORE_FIGURE - {"at"}
    return loses or (bare(gap.before) in _BEFORE_FIGURE and not gap.ends_with_points)


def loses_period(gap: Gap, kept: Sequence[int]) -> bool:
    """Whether the gap, a period phrase without a figure of its own, dates a figure that stays."""
    words, first = gap.words, gap.first_phrase  # the first phrase says when
    text, short = " ".join(first), len(gap.gone) <= _LONGEST_PERIOD
    figures = [index for index in kept if has_digit(words[index]) and ("%" in words[index] or "." in words[index])]
    told_twice = first[0].startswith("(") and _CLOCK.search(" ".join(words[: gap.start]))
    if figures and _TAKEN.search(text.lower()) and short and not told_twice:
        return True
    if bare(gap.before) in ATTRIBUTIONS:
        return False  # when it was said
    dated = DAY.search(" ".join(gap.gone))
    left = " ".join(words[index] for index in kept) if dated else ""
    undated = dated and not DAY.search(left)
    if undated and _CLOCK.search(left):
        return True
    if any(map(has_digit, first)) and not DAY.search(text) and not _is_year_only(first):
        return False
    if gap.plain[0] in RELATIVE or (gap.plain[0] in DETERMINERS and gap.start):
        return False  # a clause or apposition of its own: it dates nothing outside itself
    if PERIOD.search(text):
        near = range(gap.end if gap.start == 0 else gap.clause_start, len(words))
        return short and any(index in near for index in figures)
    return bool(undated and DAY.search(text)) and bool(figures) and short


def _is_year_only(words: Sequence[str]) -> bool:
    digits = [bare(word) for word in words if has_digit(word)]
    return all(len(word) == 4 and word.isdigit() for word in digits)  # noqa: PLR2004 - a year


def ends_list(gap: Gap) -> bool:
    """Whether the gap takes the last of a list's items with their "and": "banks, miners [and carmakers]"."""
    if not gap.before.endswith(","):
        return False
    if gap.plain[0] == "and":
        return not any(is_finite(word) or has_digit(word) for word in gap.first_phrase)
    items = gap.words[: gap.start][-_ITEM:-1]
    joined = next((number for number, word in enumerate(gap.plain) if word in {"and", "or"}), _ITEM)
    return any(word.endswith(",") for word in items) and joined < _ITEM and not any(map(is_finite, gap.gone))


def loses_other_side(gap: Gap, kept: Sequence[int]) -> bool:
    """Whether of two sides that are told beside each other the gap takes the one: of gainers and losers, of "mixed"."""
    if not any(map(has_digit, gap.plain)):
        return False
    left = {bare(gap.words[index]) for index in kept}
    if "mixed" in left and DIRECTIONS.intersection(gap.plain):
        return True  # "were mixed as the CAC rose [and the DAX fell 0.3%]"
    sides = (_GAINERS, _LOSERS)
    return any(
        not one.isdisjoint(gap.plain) and one.isdisjoint(left) and not other.isdisjoint(left)
        for one, other in (sides, sides[::-1])
    )
