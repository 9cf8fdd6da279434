"""Printed numbers -> `Decimal`, unit and hedge.  Pure: no spaCy, no context beyond the words around the number.

The doctests are the specification.

    >>> [(str(f.value), f.unit) for f in find_figures("rose 1.47%, or 123.45 points, to 41,234.50")]
    [('1.47', 'percent'), ('123.45', 'points'), ('41234.50', '')]
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from summarizer.figures.hedges import find_hedge
from summarizer.figures.numbers import parse_number, value_of
from summarizer.figures.pattern import FIGURE, SMALL, unit_of
from summarizer.types import Hedge, Span

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

__all__ = ["Figure", "find_figures", "parse_number"]

#: "2-3 percent", "2% to 3%", "between 5,200 and 5,300": what may stand between the ends of a range.
_RANGE = re.compile(r"\s?(?:[-–—]|to|and|or)\s?", re.IGNORECASE)
_MINUS = frozenset(("minus", "-", "−", "–"))  # a typographer's minus counts, and the dash that stands in for it
_RANGED = frozenset(("percent", "points", "percentage points", "basis points"))
_BETWEEN = 10  # characters back from a range's lower end to its "between"


@dataclass(frozen=True, slots=True)
class Figure:
    """A printed number, its unit and how exact it is called."""

    #: Signed as printed; scale words ("billion") are applied.
    value: Decimal
    #: "percent", "points", "percentage points", "basis points", "money", "ordinal", "compound" ("52-week"), or "".
    unit: str
    hedge: Hedge | None
    #: The number with its sign and unit.
    span: Span
    #: Whether a sign was printed.
    signed: bool
    #: Whether the number is the end of a range whose other end is printed too ("2-3 percent").
    ranged: bool = False


def find_figures(text: str, start: int = 0, end: int | None = None) -> Iterator[Figure]:
    """Every printed number of ``text[start:end]`` in order; offsets count from the start of `text`.

    >>> [(str(f.value), f.unit, str(f.hedge)) for f in find_figures("risen over 11%, while X only 4.9 per cent")]
    [('11', 'percent', 'over'), ('4.9', 'percent', 'None')]
    >>> [str(f.value) for f in find_figures("half a percent, a tenth of a percent, 1-1/2 percent, two pct, −0.63%")]
    ['0.5', '0.1', '1.5', '2', '-0.63']
    >>> [(str(f.value), f.unit) for f in find_figures("2-3 percent, from 2% to 3%")]
    [('2', 'percent'), ('3', 'percent'), ('2', 'percent'), ('3', 'percent')]
    >>> [f.unit for f in find_figures("25 basis points, 1.2 percentage points, $2.5 billion, the 52-week high, 3rd")]
    ['basis points', 'percentage points', 'money', 'compound', 'ordinal']
    """
    low: Figure | None = None  # the figure before, as long as it may turn out to be a range's lower end
    for high in _find_alone(text, start, len(text) if end is None else end):
        figure = high
        if low is not None and _is_range(text, low, high):
            figure = replace(high, hedge=high.hedge or low.hedge, ranged=True)
            low = replace(low, unit=low.unit or high.unit, ranged=True)
        if low is not None:
            yield low
        low = figure
    if low is not None:
        yield low


def _find_alone(text: str, start: int, end: int) -> Iterator[Figure]:
    """Every printed number by itself, whatever range it is an end of."""
    small = text.translate(SMALL)
    for match in FIGURE.finditer(small, start, end):
        if match["letters"] or match["skip"]:  # "5G", "3M" are names, "10:30" is a time
            continue
        sign = (match["sign"] or "").strip()
        value = value_of(match)
        first, last = match.span()
        yield Figure(
            value=-value if sign in _MINUS else value,
            unit=unit_of(match),
            hedge=find_hedge(small, first, last),
            span=Span(first, last),
            signed=bool(sign),
        )


def _is_range(text: str, low: Figure, high: Figure) -> bool:
    between = text[low.span.end : high.span.start]
    if not _RANGE.fullmatch(between) or (high.signed and not low.signed):
        return False
    if low.unit != high.unit:
        return not low.unit and high.unit in _RANGED
    if between.strip().casefold() in {"and", "or"}:
        return "between" in text[max(0, low.span.start - _BETWEEN) : low.span.start].casefold()
    return True
