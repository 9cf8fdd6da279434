"""Which figure belongs to which subject, and what it measures.

A figure needs a licence to be a claim (`licence`, `levels`); it belongs to what it hangs on, else to whom the sentence
talks about there (`attachment`); the figures of a list of subjects go to its members (`pairing`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.extract.attachment import subject_at
from summarizer.extract.distance import distance_word
from summarizer.extract.levels import is_bare_points, is_level
from summarizer.extract.licence import is_denied, is_elliptic, is_governed, is_move, is_trailed_move
from summarizer.extract.pairing import Licensed, pair_figures
from summarizer.extract.size import is_too_far, subject_by_size
from summarizer.extract.tables import is_change, unit_of_change
from summarizer.types import Kind, Unit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from summarizer.extract.memory import Subject
    from summarizer.extract.pairing import Bound
    from summarizer.extract.subjects import Told
    from summarizer.figures import Figure

#: Dollars: above it, money told of a fund is its flows or assets, not its price.
_FUND_PRICE = 10_000
_BREADTH_REACH = 10  # pieces from "outnumbered" to how many


def bind_figures(told: Told) -> Iterator[Bound]:
    """The sentence's figures that are claims of an index, in order."""
    return pair_figures(told, list(_find_licensed(told)))


def _find_licensed(told: Told) -> Iterator[Licensed]:
    listed = False  # whether a figure before was told of an index
    for i in told.sentence.figures:
        figure, subject = told.sentence.pieces[i].figure, subject_at(told, i)
        if figure is None:
            continue
        unit = _unit_of(told, i, figure, subject, listed=listed) if subject and subject.mentions else None
        if unit is None or (unit is Unit.LEVEL and subject and is_too_far(told, figure, subject)):
            subject = subject_by_size(told, i, figure, subject)
            unit = Unit.LEVEL if subject else None
        if subject and unit is not None:
            listed = True
            yield Licensed(i, figure, subject, unit)


def _unit_of(told: Told, i: int, figure: Figure, subject: Subject, *, listed: bool) -> Unit | None:
    """What the figure measures, or None where nothing licenses a claim."""
    match figure.unit:
        case "percent":
            return Unit.PERCENT if is_move(told, i, signed=figure.signed, listed=listed) else None
        case "points":
            return _unit_of_points(told, i, figure, subject, listed=listed)
        case "money":
            return Unit.LEVEL if _is_price(told, i, figure, subject) else None
        case "":
            return _unit_of_bare(told, i, figure, subject, listed=listed)
    return None


def _unit_of_points(told: Told, i: int, figure: Figure, subject: Subject, *, listed: bool) -> Unit | None:
    words, direction = told.sentence.words, told.lexicon.moves.direction
    if "-" in told.sentence.pieces[i].text[1:]:  # "the 2,500-point mark", "a 300-point drop"
        if words[i + 1] in told.lexicon.binding.marks:
            return Unit.LEVEL
        return Unit.POINTS if words[i + 1] in direction or words[i + 2] in direction else None
    if is_trailed_move(told, i) or distance_word(told.sentence, i, told.lexicon) is not None:
        return Unit.POINTS
    if is_level(told, i, subject, figure):
        return Unit.LEVEL
    governed = is_governed(told, i) and not is_denied(told, i)
    return Unit.POINTS if figure.signed or governed or (listed and is_elliptic(told, i, listed=True)) else None


def _is_price(told: Told, i: int, figure: Figure, subject: Subject) -> bool:
    """As in "The SPDR fund closed at $450.20"."""
    before, lists = told.sentence.words[i - 1], told.lexicon.binding
    fund = subject.mentions[0].entity.kind is Kind.ETF
    return fund and figure.value < _FUND_PRICE and before in lists.to_level and before not in lists.to_money


def _unit_of_bare(told: Told, i: int, figure: Figure, subject: Subject, *, listed: bool) -> Unit | None:
    """Points as in "+23.4" after a name and "rose 150.2, or 0.4%"; a level as in "closed at 5,310"."""
    if not told.lexicon.binding.breadth.isdisjoint(told.sentence.words[max(0, i - _BREADTH_REACH) : i]):
        return None
    if is_change(told.sentence, i, percent_column=told.memory.percent_column):
        return unit_of_change(told.sentence, i, percent_column=told.memory.percent_column)
    if is_bare_points(told, i, listed=listed):
        return Unit.POINTS
    return Unit.LEVEL if is_level(told, i, subject, figure) else None
