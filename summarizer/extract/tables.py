"""Rows of tables: "Singapore 3,387.24 3,384.29 +0.09" under "Market  Current  Previous close  Pct move"."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from summarizer.types import Unit

if TYPE_CHECKING:
    from summarizer.extract.pieces import Sentence

_PERCENT = frozenset(("%", "pct", "percent", "percentage"))
_COLUMNS = frozenset(("change", "chg", "move", "net", "last", "latest", "current", "close", "day", "market"))
#: A percentage is printed rounded, and so is the level it was worked out from.
_ROUNDING = Decimal("0.02")


def heads_percent(sentence: Sentence) -> bool:
    """Whether it is the head of a table one of whose columns is in percent: "SYMBOL LAST NET CHG PCT CHG"."""
    words = sentence.words
    return not sentence.figures and not _PERCENT.isdisjoint(words) and not _COLUMNS.isdisjoint(words)


def is_row(sentence: Sentence) -> bool:
    """Whether it is a row of figures: a signed change at its end and nothing but figures behind its name."""
    last = sentence.pieces[-1].figure
    signed = last is not None and last.signed
    return signed and len(sentence.figures) > 1 and sentence.figures[0] == len(sentence.pieces) - len(sentence.figures)


def unit_of_change(sentence: Sentence, i: int, *, percent_column: bool) -> Unit:
    """What the signed bare figure at `i` measures: points, or percent behind points, under such a head, or by sum."""
    figures = [sentence.pieces[j].figure for j in sentence.figures if j <= i]
    *before, change = [figure for figure in figures if figure is not None]
    if before and before[-1].signed:
        return Unit.PERCENT
    if i != sentence.figures[-1]:
        return Unit.POINTS
    if len(before) > 1 and before[-1].value:
        now, then = before[-2].value, before[-1].value
        if abs((now - then) / then * 100 - change.value) <= _ROUNDING:
            return Unit.PERCENT
        if abs(now - then - change.value) <= _ROUNDING:
            return Unit.POINTS
    return Unit.PERCENT if percent_column else Unit.POINTS
