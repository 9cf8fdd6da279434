"""Gives the figures of a list of subjects to its members: one by one, or one figure to all of them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from summarizer.extract.pieces import PieceKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from summarizer.extract.memory import Subject
    from summarizer.extract.mentions import Mention
    from summarizer.extract.subjects import Told
    from summarizer.figures import Figure
    from summarizer.types import Unit


class Licensed(NamedTuple):
    """A figure that is told of a subject, be it one index or several."""

    #: Number of the figure's piece.
    at: int
    figure: Figure
    subject: Subject
    unit: Unit


class Bound(NamedTuple):
    """A figure and the one index that it was given to."""

    #: Number of the figure's piece.
    at: int
    figure: Figure
    mention: Mention
    unit: Unit
    reason: str


def pair_figures(told: Told, licensed: Sequence[Licensed]) -> Iterator[Bound]:
    """Every figure with the indexes that it is told of, in order: paired one by one, or shared.

    "The Dow and the S&P 500 rose 1.2% and 0.7%" is paired, "both rose 1.2% on Monday and 3% this week" is shared.
    """
    mates: defaultdict[tuple[int, Unit], list[int]] = defaultdict(list)
    for item in licensed:
        mates[id(item.subject), item.unit].append(item.at)
    for at, figure, subject, unit in licensed:
        size = len(subject.mentions)
        if size == 1:
            yield Bound(at, figure, subject.mentions[0], unit, subject.reason)
            continue
        row = mates[id(subject), unit]
        if len(row) % size == 0 and _is_row(told, row[0], row[size - 1]):
            number = row.index(at) % size
            reason = f"number {number + 1} of {size} in a paired list"
            yield Bound(at, figure, subject.mentions[number], unit, reason)
        else:
            for mention in subject.mentions:
                yield Bound(at, figure, mention, unit, f"shared by {size} subjects")


def _is_row(told: Told, first: int, last: int) -> bool:
    """Whether figures stand in a row, as in "1.2% and 0.7%": figures with a verb between them are told of all."""
    sentence = told.sentence
    return "respectively" in sentence.words or all(
        piece.kind in (PieceKind.FIGURE, PieceKind.MARK) or piece.lower in told.lexicon.binding.paired
        for piece in sentence.pieces[first + 1 : last]
    )
