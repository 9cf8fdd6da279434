"""Whether a move is up or down: from the printed sign, the noun after it, or the nearest moving word before it.

The nearest word decides, which is also what makes reversals come out right: in "pared losses to 0.4%" the figure is
a loss, in "erased a 1% gain" a gain, in "recovered from a 1.3% fall" a fall.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.extract.distance import distance_word
from summarizer.extract.pieces import PieceKind
from summarizer.extract.tables import is_row

if TYPE_CHECKING:
    from summarizer.extract.lexicon import Lexicon
    from summarizer.extract.pieces import Sentence

    #: +1 or -1, and why.
    Direction = tuple[int, str]

_REACH = 24  # pieces back to a governing verb; a clause of a market report is shorter
_NEAR_REACH = 5  # pieces back where the subject may be another's
_NOUN_REACH = 4  # pieces from a figure to its noun: "a 1.2% weekly gain"
_LIST_REACH = 8  # pieces of one move's figures: "536.22 points, or 1.12%, higher"
_LATE_REACH = 5


def direction_of(sentence: Sentence, i: int, lexicon: Lexicon, inherited: int | None) -> Direction:
    """+1 or -1 for the figure at `i`, and why.  `inherited` is the sentence's last direction, for ellipsis."""
    figure = sentence.pieces[i].figure
    if figure is not None and figure.signed:
        return (-1 if figure.value < 0 else 1), "printed sign"
    if is_row(sentence):
        return 1, "a table's figure without a sign"
    found = _after(sentence, i, lexicon) or _trailing(sentence, i, lexicon) or _before(sentence, i, lexicon)
    if found:
        return found
    if inherited:
        return inherited, "as the figure before it"
    return _late(sentence, i, lexicon) or (1, "no moving word: taken as a rise")


def told_direction(sentence: Sentence, i: int, lexicon: Lexicon) -> int:
    """+1 or -1 where the sentence says which way the figure at `i` moved, else 0."""
    figure = sentence.pieces[i].figure
    if figure is not None and figure.signed:
        return -1 if figure.value < 0 else 1
    found = (
        _after(sentence, i, lexicon) or _trailing(sentence, i, lexicon) or _before(sentence, i, lexicon, _NEAR_REACH)
    )
    return found[0] if found else 0


def _after(sentence: Sentence, i: int, lexicon: Lexicon) -> Direction | None:
    """As in "1.2% higher", "a 1.2% weekly gain", "7.4% away from its peak"."""
    words = sentence.words
    far = distance_word(sentence, i, lexicon) or i + 1
    first = words[far].partition(" ")[0]
    if first in lexicon.directions.below:
        return -1, f"“{words[far]}”"
    if first == "above":
        return 1, "“above”"
    described = i == 0 or words[i - 1] in lexicon.directions.noun_openings
    for j in range(i + 1, i + 1 + _NOUN_REACH):
        if words[j] in lexicon.moves.direction:
            fits = _fits_after(words[j], lexicon, first=j == i + 1, described=described)
            return (lexicon.moves.direction[words[j]], f"“{words[j]}” after it") if fits else None
        parted = words[j] in lexicon.directions.partings or sentence.is_kind(
            j, PieceKind.MARK, PieceKind.NAME, PieceKind.FIGURE
        )
        swing = sentence.is_kind(j, PieceKind.FIGURE) and words[j].endswith(("point", "points"))
        if parted and not swing:
            return None
    return None


def _fits_after(word: str, lexicon: Lexicon, *, first: bool, described: bool) -> bool:
    """Whether a moving word after a figure is the figure's own: its adverb, or its noun.

    `first` says that it stands right after the figure, `described` that the figure stands after an article.
    """
    if word in lexicon.moves.adverbs:
        return first
    return described or (first and (word in lexicon.moves.nouns or word in lexicon.moves.either))


def _trailing(sentence: Sentence, i: int, lexicon: Lexicon) -> Direction | None:
    """As in "finished 536.22 points, or 1.12%, higher"."""
    words = sentence.words
    for j in range(i + 1, i + 1 + _LIST_REACH):
        if words[j] in lexicon.moves.adverbs and (words[j] not in lexicon.directions.unbound or _closes(sentence, j)):
            return lexicon.moves.direction[words[j]], f"“{words[j]}” after it"
        if not (sentence.is_kind(j, PieceKind.FIGURE) or words[j] in lexicon.directions.trailing):
            return None
    return None


def _closes(sentence: Sentence, j: int) -> bool:
    """As in "0.29 per cent up at 59,721": right after a figure, and no figure of its own follows."""
    return sentence.is_kind(j - 1, PieceKind.FIGURE) and not sentence.is_kind(j + 1, PieceKind.FIGURE)


def _before(sentence: Sentence, i: int, lexicon: Lexicon, reach: int = _REACH) -> Direction | None:
    """The nearest moving word before the figure, in its part of the sentence."""
    words, lists = sentence.words, lexicon.directions
    for j in range(i - 1, max(-1, i - reach), -1):
        word = words[j]
        if word == ";":
            return None
        if word not in lexicon.moves.direction or (word in lists.near_only and j < i - 2):
            continue
        if word == "up" and words[j + 1] == "to" and j + 2 == i:  # "had been down by up to 0.7%"
            continue
        if not _describes(sentence, j, i, lexicon):
            return lexicon.moves.direction[word], f"“{word}” before it"
    return None


def _describes(sentence: Sentence, j: int, i: int, lexicon: Lexicon) -> bool:
    """As in "lower rates": an adjective."""
    comparing = sentence.words[j] in {"lower", "higher"} and j + 1 < i
    after = sentence.words[j + 1]
    return comparing and sentence.is_kind(j + 1, PieceKind.WORD) and after not in lexicon.directions.after_adverb


def _late(sentence: Sentence, i: int, lexicon: Lexicon) -> Direction | None:
    """Any moving word soon after the figure."""
    for word in sentence.words[i + 1 : i + 1 + _LATE_REACH]:
        if word in lexicon.moves.direction:
            return lexicon.moves.direction[word], f"“{word}” after it"
    return None
