"""Rows of tables: "Singapore 3,387.24 3,384.29 +0.09" under "Market  Current  Previous close  Pct move"."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from summarizer.extract.pieces import PieceKind
from summarizer.types import Unit

if TYPE_CHECKING:
    from summarizer.extract.pieces import Sentence

_PERCENT = frozenset(("%", "pct", "percent", "percentage"))
_COLUMNS = frozenset(("change", "chg", "move", "net", "last", "latest", "current", "close", "day", "market"))
#: A percentage is printed rounded, and so is the level it was worked out from.
_SMALL = 10  # times smaller than its level is a change that has no sign
_ROUNDING = Decimal("0.02")


def heads_percent(sentence: Sentence) -> bool:
    """Whether it is the head of a table one of whose columns is in percent: "SYMBOL LAST NET CHG PCT CHG"."""
    words = sentence.words
    return not sentence.figures and not _PERCENT.isdisjoint(words) and not _COLUMNS.isdisjoint(words)


def is_row(sentence: Sentence) -> bool:
    """Whether it is a row of figures: nothing but figures behind its name."""
    return len(sentence.figures) > 1 and sentence.figures[0] == len(sentence.pieces) - len(sentence.figures)


def is_change(sentence: Sentence, i: int, *, percent_column: bool) -> bool:
    """Whether the bare figure at `i` is a change in a row: signed, or a small one in a column in percent."""
    figure, first = sentence.pieces[i].figure, sentence.pieces[sentence.figures[0]].figure
    if figure is None or first is None or not sentence.is_kind(i - 1, PieceKind.FIGURE, PieceKind.NAME):
        return False
    small = is_row(sentence) and i > sentence.figures[0] and abs(figure.value) < first.value / _SMALL
    return figure.signed or (percent_column and small)


def unit_of_change(sentence: Sentence, i: int, *, percent_column: bool) -> Unit:
    """What the change at `i`, a bare figure, measures.

    Points; but percent behind points, in a column in percent, or where the sum says so.
    """
    figures = [sentence.pieces[j].figure for j in sentence.figures if j <= i]
    *before, change = [figure for figure in figures if figure is not None]
    if percent_column and not _has_points(sentence):
        return Unit.PERCENT
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


def _has_points(sentence: Sentence) -> bool:
    """Whether a row's second figure is the move in points that its third tells in percent."""
    figures = [sentence.pieces[j].figure for j in sentence.figures]
    values = [figure.value for figure in figures if figure is not None]
    if len(values) != len(("level", "points", "percent")) or values[0] == values[1]:
        return False
    level, points, percent = values
    return abs(points / (level - points) * 100 - percent) <= _ROUNDING
