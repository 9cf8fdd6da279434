"""A sentence as pieces: words and marks, with every name, figure and time phrase folded into one piece.

Reading rules become short when "the S&P 500 index" and "1.47 percent" are single steps.
"""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from summarizer.dates import Anchor, TimePhrase
    from summarizer.extract.mentions import Mention
    from summarizer.figures import Figure
    from summarizer.types import Period, Span


class PieceKind(Enum):
    """What a piece is."""

    WORD = auto()
    MARK = auto()
    NAME = auto()
    FIGURE = auto()
    TIME = auto()


class Piece(NamedTuple):
    """One step of reading a sentence."""

    kind: PieceKind
    #: As printed, and in lower case.
    text: str
    lower: str
    #: Offsets into the article's text.
    start: int
    end: int
    #: What a name, a figure or a time phrase was found to be; each only for its kind.
    mention: Mention | None = None
    figure: Figure | None = None
    time: TimePhrase | None = None

    @property
    def capitalised(self) -> bool:
        """Whether it is a word printed with a capital."""
        return self.kind is PieceKind.WORD and self.text[0].isupper()


class Sentence(NamedTuple):
    """A sentence's pieces, and what is asked of them again and again."""

    span: Span
    pieces: Sequence[Piece]
    #: The pieces in lower case, then a margin of empty words: ``words[i + 2]`` and ``words[i - 2]`` need no check.
    words: Sequence[str]
    #: The pieces as printed, one space between them.
    text: str
    #: Numbers of the pieces that are names, figures and time phrases.
    names: Sequence[int]
    figures: Sequence[int]
    times: Sequence[int]
    #: Those of the time phrases that state a period.
    periods: Sequence[int]
    #: The piece in which each kind of date is first named.
    anchors: Mapping[Anchor, int]

    def is_kind(self, i: int, *kinds: PieceKind) -> bool:
        """Whether there is a piece at `i`, and of one of these kinds."""
        return 0 <= i < len(self.pieces) and self.pieces[i].kind in kinds

    def is_capitalised(self, i: int) -> bool:
        """Whether the piece at `i` is a word printed with a capital."""
        return 0 <= i < len(self.pieces) and self.pieces[i].capitalised

    def unit(self, i: int) -> str | None:
        """The unit of the figure at `i`; None where there is none."""
        figure = self.pieces[i].figure if 0 <= i < len(self.pieces) else None
        return figure.unit if figure is not None else None

    def time(self, i: int) -> TimePhrase | None:
        """The time phrase at `i`; None where there is none."""
        return self.pieces[i].time if 0 <= i < len(self.pieces) else None

    def period(self, i: int) -> Period | None:
        """The period of the phrase at `i`; None where there is no phrase, or a date only."""
        time = self.time(i)
        return time.period if time is not None else None

    def names_soon(self, start: int, reach: int) -> bool:
        """Whether a name is among the next `reach` pieces, before any mark or figure."""
        for piece in self.pieces[start : start + reach]:
            if piece.kind is PieceKind.NAME:
                return True
            if piece.kind in (PieceKind.MARK, PieceKind.FIGURE):
                return False
        return False
