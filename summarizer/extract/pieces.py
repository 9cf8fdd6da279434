"""A sentence as pieces: words and marks, with every name, figure and time phrase folded into one piece.

Reading rules become short when "the S&P 500 index" and "1.47 percent" are single steps.
"""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING, NamedTuple

from summarizer.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc

    from summarizer.dates import TimePhrase
    from summarizer.extract.mentions import Mention
    from summarizer.figures import Figure


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
    start: int
    end: int
    mention: Mention | None = None
    figure: Figure | None = None
    time: TimePhrase | None = None

    @property
    def capitalised(self) -> bool:
        """Whether it is a word printed with a capital."""
        return self.kind is PieceKind.WORD and self.text[0].isupper()


def cut_sentence(
    doc: Doc, sentence: Span, mentions: Sequence[Mention], figures: Sequence[Figure], times: Sequence[TimePhrase]
) -> list[Piece]:
    """The pieces of one sentence, in order.

    Where findings overlap, a name wins over a time phrase and both over a figure: the "500" of "S&P 500" and the
    "four" of "the past four sessions" are no figures.  A printed figure inside a longer phrase ("2442.03 on the day")
    is never swallowed: phrases hold counts only.
    """
    folded: list[Piece] = []
    for mention in mentions:
        folded.append(_fold(doc.text, PieceKind.NAME, mention.span, mention=mention))
    taken = [piece.start for piece in folded], [piece.end for piece in folded]
    for time in times:
        if _free(taken, time.span):
            folded.append(_fold(doc.text, PieceKind.TIME, time.span, time=time))
    taken = [piece.start for piece in folded], [piece.end for piece in folded]
    for figure in figures:
        if _free(taken, figure.span):
            folded.append(_fold(doc.text, PieceKind.FIGURE, figure.span, figure=figure))
    folded.sort(key=lambda piece: piece.start)
    return list(_merge(doc, sentence, folded))


def _free(taken: tuple[list[int], list[int]], span: Span) -> bool:
    return not any(start < span.end and span.start < end for start, end in zip(*taken, strict=True))


def _fold(
    text: str,
    kind: PieceKind,
    span: Span,
    *,
    mention: Mention | None = None,
    figure: Figure | None = None,
    time: TimePhrase | None = None,
) -> Piece:
    printed = span.of(text)
    return Piece(kind, printed, printed.lower(), span.start, span.end, mention, figure, time)


def _merge(doc: Doc, sentence: Span, folded: Sequence[Piece]) -> Iterator[Piece]:
    waiting = iter(folded)
    upcoming = next(waiting, None)
    tokens = doc.char_span(sentence.start, sentence.end, alignment_mode="expand")
    covered = sentence.start
    for token in tokens if tokens is not None else ():
        start, text = token.idx, token.text
        while upcoming is not None and upcoming.start < start + len(text):
            yield upcoming
            covered = upcoming.end
            upcoming = next(waiting, None)
        if start < covered or start >= sentence.end or token.is_space:
            continue
        kind = PieceKind.WORD if any(c.isalnum() for c in text) or text in ("'s", "’s") else PieceKind.MARK
        yield Piece(kind, text, text.lower(), start, start + len(text))
