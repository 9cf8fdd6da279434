"""Whether a move is up or down: from the printed sign, the noun after it, or the nearest moving word before it.

The nearest word decides, which is also what makes reversals come out right: in "pared losses to 0.4%" the figure is
a loss, in "erased a 1% gain" a gain, in "recovered from a 1.3% fall" a fall.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.extract.pieces import PieceKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summarizer.extract.lexicon import Lexicon
    from summarizer.extract.pieces import Piece

#: What puts a figure below or above something: "7.4% away from its peak", "12% above its low".
_BELOW = frozenset("away below short off shy under beneath lower".split())
_ABOVE = frozenset("above beyond higher".split())
_REACH = 24  # pieces back to a governing verb; a clause of a market report is shorter


def direction_of(pieces: Sequence[Piece], i: int, lexicon: Lexicon, inherited: int | None) -> tuple[int, str]:
    """+1 or -1 for the figure at `i`, and why.  `inherited` is the sentence's last direction, for ellipsis."""
    figure = pieces[i].figure
    if figure is not None and figure.signed:
        return (-1 if figure.value < 0 else 1), "printed sign"
    after = _after(pieces, i, lexicon)
    if after:
        return after
    trailing = _trailing(pieces, i, lexicon)
    if trailing:
        return trailing
    before = _before(pieces, i, lexicon)
    if before:
        return before
    if inherited:
        return inherited, "as the figure before it"
    late = _late(pieces, i, lexicon)
    return late or (1, "no moving word: taken as a rise")


def _after(pieces: Sequence[Piece], i: int, lexicon: Lexicon) -> tuple[int, str] | None:
    """ "1.2% higher", "a 1.2% weekly gain", "7.4% away from its peak"."""
    words = [piece.lower for piece in pieces[i + 1 : i + 5]]
    if not words:
        return None
    if words[0].split()[0] in ("away", "short", "below", "shy", "off", "beneath", "under"):
        return -1, f"“{words[0]}”"
    if words[0].split()[0] == "above":
        return 1, "“above”"
    noun_context = (
        i > 0
        and pieces[i - 1].lower
        in (
            "a",
            "an",
            "the",
            "its",
            "their",
            "this",
            "that",
            "by",
            "about",
            "nearly",
            "over",
            "than",
            "around",
            "almost",
            "much",
            "another",
            "'s",
            "’s",
            "with",
            "earlier",
            "modest",
            "sharp",
            "further",
        )
        or pieces[i].start == pieces[0].start
    )
    for offset, word in enumerate(words):
        if word in lexicon.direction:
            adverb = word in lexicon.adverbs
            if (
                adverb
                and offset == 0
                or not adverb
                and (
                    offset == 0
                    and (noun_context or word in lexicon.nouns or word in lexicon.either)
                    or noun_context
                )
            ):
                return lexicon.direction[word], f"“{word}” after it"
            return None
        if pieces[i + 1 + offset].kind in (PieceKind.MARK, PieceKind.NAME, PieceKind.FIGURE) or word in (
            "to",
            "and",
            "in",
            "at",
            "on",
            "for",
            "from",
        ):
            if not (pieces[i + 1 + offset].kind is PieceKind.FIGURE and word.endswith(("point", "points"))):
                return None
    return None


def _trailing(pieces: Sequence[Piece], i: int, lexicon: Lexicon) -> tuple[int, str] | None:
    """ "finished 536.22 points, or 1.12%, higher"."""
    for j, piece in enumerate(pieces[i + 1 : i + 9], i + 1):
        if piece.lower in lexicon.adverbs and (
            piece.lower not in ("off", "ahead", "up", "down") or _closes(pieces, j)
        ):
            return lexicon.direction[piece.lower], f"“{piece.lower}” after it"
        if not (
            piece.kind is PieceKind.FIGURE or piece.lower in (",", "or", "(", ")", "about", "nearly", "-")
        ):
            return None
    return None


def _closes(pieces: Sequence[Piece], j: int) -> bool:
    """ "0.29 per cent up at 59,721": right after a figure, and no figure of its own follows."""
    following = pieces[j + 1] if j + 1 < len(pieces) else None
    return pieces[j - 1].kind is PieceKind.FIGURE and (
        following is None or following.kind is not PieceKind.FIGURE
    )


def _before(pieces: Sequence[Piece], i: int, lexicon: Lexicon) -> tuple[int, str] | None:
    for j in range(i - 1, max(-1, i - _REACH), -1):
        word = pieces[j].lower
        if word == ";":
            return None
        if word in lexicon.direction:
            if (
                word in ("off", "green", "red", "stronger", "weaker", "returned", "return", "pushed")
                and j < i - 2
            ):
                continue
            if (
                word == "up"
                and j
                and pieces[j - 1].lower in ("gave", "give", "giving", "given", "gives", "cough")
            ):
                return -1, "“gave up” before it"
            if (
                word in ("lower", "higher")
                and j + 1 < i
                and pieces[j + 1].kind is PieceKind.WORD
                and pieces[j + 1].lower
                not in (
                    "by",
                    "at",
                    "about",
                    "to",
                    "nearly",
                    "almost",
                    "some",
                    "as",
                    "around",
                    "over",
                    "more",
                    "than",
                    "and",
                    ",",
                    "just",
                    "on",
                    "for",
                )
            ):
                continue  # "lower rates": an adjective
            return lexicon.direction[word], f"“{word}” before it"
    return None


def _late(pieces: Sequence[Piece], i: int, lexicon: Lexicon) -> tuple[int, str] | None:
    for piece in pieces[i + 1 : i + 6]:
        if piece.lower in lexicon.direction:
            return lexicon.direction[piece.lower], f"“{piece.lower}” after it"
    return None
