"""What a figure that is no index claim is measured over: its period, what it is compared with, a bond's term."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeVar

from summarizer.dates import Anchor, find_times
from summarizer.types import Period

if TYPE_CHECKING:
    from summarizer.proof.evidence import Reading
    from summarizer.types import Quantity

T = TypeVar("T")

_TERM = re.compile(r"\b(?:\d+|two|three|five|ten|thirty)-(?:year|month)\b")
_TERM_REACH = 60  # characters between a bond's term and its yield
_PERIODS = frozenset((Period.WEEK, Period.MONTH, Period.QUARTER, Period.HALF, Period.YEAR, Period.TWELVE_MONTHS))
#: What a figure is compared with, or the rate that it is told as.
_BASE = re.compile(
    r"\b(?:from|than|on|in|over) (?:a|one|the|(?:the )?(?:past|previous|last)(?: one)?)[ -]"
    r"(?P<unit>year|month|quarter|week)\b"
    r"|\b(?P<ago>year|month)-ago\b"
    r"|\b1-(?P<span>year|month)\b"
    r"|\b(?P<rate>monthly|quarterly|weekly|annual|yearly)"
    r" (?:rate|pace|basis|rise|increase|gain|growth|fall|decline|drop)\b"
    r"|\b(?P<short>(?:year|month)[ -](?:over|on)[ -](?:year|month)|on[ -](?:month|year)|y/y|yoy|m/m|mom)\b"
)
_RATES = {"monthly": "month", "quarterly": "quarter", "weekly": "week"}
_PART = re.compile(r"[.;] ")
_REACH = 45  # characters around a figure
_BEFORE = 120  # characters before the article's sentence in which its period is named


def is_of_other_period(quantity: Quantity, source: Quantity, draft: Reading, article: Reading) -> bool:
    """Whether the words right around the draft's figure name a period, and the article's sentence others only."""
    (start, end), (first, last) = _own_part(quantity, draft), _own_part(source, article)
    base, known_base = _bases(draft.small[start:end]), _bases(article.small[first:last])
    if base:
        known_base = known_base or _bases(_around(source, article).lower())
    if base and known_base:
        return base.isdisjoint(known_base)
    if not quantity.direction:
        return False  # a chance, a tariff
    return _differ(_named_periods(draft.text[start:end]), _named_periods(_around(source, article)))


def compares(quantity: Quantity, reading: Reading) -> bool:
    """Whether the words right around the figure say what it is compared with."""
    start, end = _own_part(quantity, reading)
    return bool(_bases(reading.small[start:end]))


def is_of_other_term(quantity: Quantity, source: Quantity, draft: Reading, article: Reading) -> bool:
    """Whether the two are told of bonds of different terms: "the 10-year yield", "the 2-year yield"."""
    return _differ(_terms(quantity, draft), _terms(source, article))


def _own_part(quantity: Quantity, reading: Reading) -> tuple[int, int]:
    """Where the words right around a figure begin and end."""
    start = max(quantity.sentence.start, quantity.span.start - _REACH)
    end = min(quantity.sentence.end, quantity.span.end + _REACH)
    parts = [start + match.end() for match in _PART.finditer(reading.text[start : quantity.span.start])]
    behind = _PART.search(reading.text[quantity.span.end : end])
    return max(parts, default=start), quantity.span.end + behind.start() if behind else end


def _around(source: Quantity, article: Reading) -> str:
    """The article's sentence with the end of what stands before it."""
    return article.text[max(0, source.sentence.start - _BEFORE) : source.sentence.end]


def _differ(told: set[T], known: set[T]) -> bool:
    return bool(told and known) and told.isdisjoint(known)


def _bases(small: str) -> set[str]:
    """What a figure is compared with: "from a year earlier"."""
    return {
        match["unit"] or match["ago"] or match["span"] or _rate(match["rate"] or match["short"])
        for match in _BASE.finditer(small)
    }


def _rate(word: str) -> str:
    return "month" if "month" in word or word.startswith("m") else _RATES.get(word, "year")


def _named_periods(text: str) -> set[Period]:
    return {
        time.period
        for time in find_times(text)
        if time.period in _PERIODS and time.anchor is not Anchor.MONTH  # "crude for July"
    }


def _terms(quantity: Quantity, reading: Reading) -> set[str]:
    """The last term before a figure."""
    start = max(quantity.sentence.start, quantity.span.start - _TERM_REACH)
    return set(_TERM.findall(reading.small, start, quantity.span.start)[-1:])
