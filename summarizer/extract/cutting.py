"""Cuts an article's sentences into pieces."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from summarizer.extract.cover import Cover
from summarizer.extract.lexicon import load_lexicon
from summarizer.extract.pieces import Piece, PieceKind, Sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from summarizer.dates import TimePhrase
    from summarizer.extract.mentions import Mention
    from summarizer.figures import Figure
    from summarizer.types import Span

    Found = TypeVar("Found", Mention, Figure, TimePhrase)

#: Pieces in a bracket that can be a ticker or a short gloss.
_BRACKET_REACH = 9
_BRACKETS = {"(": ")", "<": ">"}
#: Rules look at most so many words beyond either end of a sentence.
_MARGIN = [""] * 16


class Findings(NamedTuple):
    """What was found in a text, each in order of its offsets."""

    #: Where each token starts, and the token.
    tokens: Sequence[tuple[int, str]]
    mentions: Sequence[Mention]
    figures: Sequence[Figure]
    times: Sequence[TimePhrase]


def cut_sentences(text: str, spans: Iterable[Span], findings: Findings) -> Iterator[Sentence]:
    """The sentences as pieces, in order; those without a piece are left out.

    Where findings overlap, a name wins over a time phrase and both over a figure: the "500" of "S&P 500" and the
    "four" of "the past four sessions" are no figures.  A printed figure inside a longer phrase ("2442.03 on the day")
    is never swallowed: phrases hold counts only.
    """
    starts = [start for start, _ in findings.tokens]
    for span in spans:
        mentions, times = _inside(findings.mentions, span), _inside(findings.times, span)
        folded = _fold(text, mentions, times, _inside(findings.figures, span))
        first = max(0, bisect_right(starts, span.start) - 1)
        here = findings.tokens[first : bisect_left(starts, span.end)]
        pieces = _with_phrases(_without_tickers(list(_merge(here, span, folded))))
        if pieces:
            yield _sentence(span, pieces)


def _sentence(span: Span, pieces: list[Piece]) -> Sentence:
    times = [(i, piece.time) for i, piece in enumerate(pieces) if piece.time is not None]
    return Sentence(
        span,
        pieces,
        words=[piece.lower for piece in pieces] + _MARGIN,
        text=" ".join([piece.text for piece in pieces]),
        names=[i for i, piece in enumerate(pieces) if piece.mention is not None],
        figures=[i for i, piece in enumerate(pieces) if piece.figure is not None],
        times=[i for i, _ in times],
        periods=[i for i, time in times if time.period is not None],
        anchors={time.anchor: i for i, time in reversed(times)},
    )


def _inside(found: Sequence[Found], span: Span) -> list[Found]:
    first = bisect_left(found, span.start, key=_start)
    last = bisect_left(found, span.end, lo=first, key=_start)
    return [item for item in found[first:last] if item.span.end <= span.end]


def _start(item: Mention | Figure | TimePhrase) -> int:
    return item.span.start


def _fold(
    text: str, mentions: Sequence[Mention], times: Sequence[TimePhrase], figures: Sequence[Figure]
) -> list[Piece]:
    """Names, time phrases and figures as pieces in order, those left out that lie in a stronger one."""
    folded = [Piece(PieceKind.NAME, *_printed(text, name.span), mention=name) for name in mentions]
    named = Cover(mention.span for mention in mentions)
    times = [time for time in times if not named.touches(time.span)]
    folded += [Piece(PieceKind.TIME, *_printed(text, time.span), time=time) for time in times]
    phrased = Cover(time.span for time in times)
    figures = [item for item in figures if not (named.touches(item.span) or phrased.touches(item.span))]
    folded += [Piece(PieceKind.FIGURE, *_printed(text, item.span), figure=item) for item in figures]
    return sorted(folded, key=lambda piece: piece.start)


def _printed(text: str, span: Span) -> tuple[str, str, int, int]:
    printed = span.of(text)
    return printed, printed.lower(), span.start, span.end


def _merge(tokens: Sequence[tuple[int, str]], span: Span, folded: Sequence[Piece]) -> Iterator[Piece]:
    """The folded pieces, and the tokens that they leave."""
    waiting = iter(folded)
    upcoming = next(waiting, None)
    covered = span.start
    for start, text in tokens:
        end = start + len(text)
        while upcoming is not None and upcoming.start < end:
            yield upcoming
            covered = upcoming.end
            upcoming = next(waiting, None)
        if start < covered or text.isspace():
            continue
        yield Piece(_kind(text), text, text.lower(), start, end)


def _kind(token: str) -> PieceKind:
    is_word = token.isalnum() or token in {"'s", "’s"} or any(map(str.isalnum, token))
    return PieceKind.WORD if is_word else PieceKind.MARK


def _without_tickers(pieces: list[Piece]) -> list[Piece]:
    """Leave out short brackets that hold no figure: "(.SPX)", "<.SPX>" tell nothing and part a name from its verb.

    A name that only stands in the bracket stays: "Tokyo (XYZ:IND) +0.3%".
    """
    kept: list[Piece] = []
    i = 0
    while i < len(pieces):
        close = _closing(pieces, i) if pieces[i].lower in _BRACKETS else None
        if close is None:
            kept.append(pieces[i])
            i += 1
            continue
        if not (kept and kept[-1].kind is PieceKind.NAME):
            kept += [piece for piece in pieces[i:close] if piece.kind is PieceKind.NAME]
        i = close + 1
    return kept


def _closing(pieces: Sequence[Piece], opening: int) -> int | None:
    """Where the bracket there closes; None where it holds a figure or time phrase, or is too long for a gloss."""
    for i in range(opening + 1, min(len(pieces), opening + _BRACKET_REACH)):
        if pieces[i].lower == _BRACKETS[pieces[opening].lower]:
            return i
        if pieces[i].kind in (PieceKind.FIGURE, PieceKind.TIME):
            return None
    return None


def _with_phrases(pieces: Sequence[Piece]) -> list[Piece]:
    """Make one piece of a moving word that is printed as several: "put on", "in the red"."""
    phrases = load_lexicon().moves.phrases
    joined: list[Piece] = []
    end = 0
    for i, piece in enumerate(pieces):
        if i < end:
            continue
        for phrase in phrases.get(piece.lower, ()):
            end = i + len(phrase)
            if [other.lower for other in pieces[i:end]] == phrase:
                parts = pieces[i:end]
                text = " ".join(part.text for part in parts)
                joined.append(Piece(PieceKind.WORD, text, text.lower(), piece.start, parts[-1].end))
                break
        else:
            end = i + 1
            joined.append(piece)
    return joined
