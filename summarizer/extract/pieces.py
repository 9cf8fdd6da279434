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


#: Pieces in a bracket that can be a ticker or a short gloss.
_BRACKET_REACH = 9


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
    doc: Doc,
    sentence: Span,
    mentions: Sequence[Mention],
    figures: Sequence[Figure],
    times: Sequence[TimePhrase],
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
    return _without_tickers(list(_merge(doc, sentence, folded)))


def _without_tickers(pieces: list[Piece]) -> list[Piece]:
    """Leave out short brackets that hold no figure: "(.SPX)", "(NDX)" tell nothing and part a name from its verb.

    A name that only stands in the bracket stays: "Tokyo (XYZ:IND) +0.3%".
    """
    kept: list[Piece] = []
    i = 0
    while i < len(pieces):
        close = _closing(pieces, i) if pieces[i].lower == "(" else None
        if close is None:
            kept.append(pieces[i])
            i += 1
            continue
        if not (kept and kept[-1].kind is PieceKind.NAME):
            kept += [piece for piece in pieces[i:close] if piece.kind is PieceKind.NAME]
        i = close + 1
    return kept


def _closing(pieces: Sequence[Piece], opening: int) -> int | None:
    for i in range(opening + 1, min(len(pieces), opening + _BRACKET_REACH)):
        if pieces[i].lower == ")":
            return i
        if pieces[i].kind in (PieceKind.FIGURE, PieceKind.TIME):
            return None
    return None


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
