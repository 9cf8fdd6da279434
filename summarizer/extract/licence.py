"""What licenses a percentage or points as a move: without a licence it is somebody else's figure.

A moving word that governs it, a printed sign, a distance ("7.4% below its peak"), a possessive ("the S&P 500's
25.5%"), or the ellipsis of a list ("the Dow rose 1%, the Nasdaq 2%").
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.extract.distance import distance_word
from summarizer.extract.pieces import PieceKind

if TYPE_CHECKING:
    from summarizer.extract.subjects import Told

_REACH = 22  # pieces back to a governing word; a clause of a market report is shorter
_LIST_REACH = 8  # pieces of one move's figures: "536.22 points, or 1.12%, higher"
_FILLER_REACH = 5  # pieces from a placing verb to its figure
_DENIED_REACH = 6  # pieces from a denied verb to its figure
_DENIALS = frozenset(("not", "n't", "n’t", "never"))
_FAILURES = frozenset(("failed", "fails", "failing", "unable"))
_NEXT_NAME = 3  # pieces from "2% for" to its name


def is_governed(told: Told, i: int) -> bool:
    """Whether a moving word stands before the figure at `i` in its clause, or right after it."""
    words, direction = told.sentence.words, told.lexicon.moves.direction
    after = words[i + 1]
    if after in direction or (words[i + 2] in direction and after not in {",", "and", "to"}):
        return True
    return _is_trailed(told, i) or _follows_move(told, i)


def _follows_move(told: Told, i: int) -> bool:
    """Whether a moving word stands before the figure, of the same subject."""
    words, direction, movements = (
        told.sentence.words,
        told.lexicon.moves.direction,
        told.lexicon.binding.movements,
    )
    subject = told.subjects[i]
    for j in range(i - 1, max(-1, i - _REACH), -1):
        if words[j] in direction or words[j] in movements:
            return True
        if words[j] == ";":
            return False
        another = told.subjects[j] is not subject and not told.sentence.is_kind(j, PieceKind.NAME)
        if another and j < i - 1:
            return False
    return False


def _is_trailed(told: Told, i: int) -> bool:
    """As in "finished 536.22 points, or 1.12%, higher": the direction comes after all the figures of one move."""
    sentence, lexicon = told.sentence, told.lexicon
    for j in range(i + 1, i + 1 + _LIST_REACH):
        if sentence.words[j] in lexicon.moves.adverbs:
            return True
        if not (sentence.is_kind(j, PieceKind.FIGURE) or sentence.words[j] in lexicon.binding.trailing):
            return False
    return False


def is_move(told: Told, i: int, *, signed: bool, listed: bool) -> bool:
    """Whether the percentage at `i` is a move of its subject.

    `signed` says that its sign is printed, `listed` that another figure of the sentence was told of an index.
    """
    if _is_no_move(told, i) or is_denied(told, i):
        return False
    far = distance_word(told.sentence, i, told.lexicon) is not None
    if signed or far or is_governed(told, i) or _is_placed(told, i):
        return True
    if listed and told.sentence.words[i + 1] == "for" and told.sentence.names_soon(i + 2, _NEXT_NAME):
        return True
    return is_elliptic(told, i, listed=listed)


def _is_no_move(told: Told, i: int) -> bool:
    """As in "a 2% stake", "a tariff of 25%"."""
    words, lists = told.sentence.words, told.lexicon.binding
    if words[i - 1] in lists.not_before or words[i - 2] in lists.not_before:
        return True
    if words[i + 1] not in lists.not_a_move:
        return False
    own_value = words[i + 1] == "of" and words[i + 2] in {"its", "their", "the"} and words[i + 3] == "value"
    return not own_value


def is_denied(told: Told, i: int) -> bool:
    """Whether the move that governs the figure did not happen: "did not rise 1.47%", "failed to gain 2%"."""
    words, direction = told.sentence.words, told.lexicon.moves.direction
    governing = next((j for j in range(i - 1, max(-1, i - _DENIED_REACH), -1) if words[j] in direction), None)
    if governing is None:
        return False
    before = words[max(0, governing - 3) : governing]
    return not _DENIALS.isdisjoint(before[-2:]) or (before[-1:] == ["to"] and not _FAILURES.isdisjoint(before))


def is_trailed_move(told: Told, i: int) -> bool:
    """As in "closed 111.1 points, or 6.2%, lower": right behind a verb that places, its direction behind it."""
    return told.sentence.words[i - 1] in told.lexicon.words.placing and _is_trailed(told, i)


def _is_placed(told: Told, i: int) -> bool:
    """As in "managed 2.33%", "tacked on 0.1%", "increases were 13.6%": a placing verb right before the figure."""
    sentence, lists = told.sentence, told.lexicon.binding
    if sentence.is_kind(i + 1, PieceKind.WORD) and sentence.words[i + 1] not in lists.level_next:
        return False
    j = i - 1
    while j >= max(0, i - _FILLER_REACH) and (
        sentence.words[j] in lists.fillers or sentence.is_kind(j, PieceKind.TIME)
    ):
        j -= 1
    return sentence.words[j] in told.lexicon.words.placing


def is_elliptic(told: Told, i: int, *, listed: bool) -> bool:
    """As in "the Dow rose 1%, the Nasdaq 2%", "the S&P 500's 25.5%", "took second place with 18.3%"."""
    sentence, words = told.sentence, told.sentence.words
    j = i - 1
    while j >= 0 and (words[j] in told.lexicon.binding.glue or sentence.is_kind(j, PieceKind.TIME)):
        j -= 1
    if j < 0:
        return False
    if listed and words[j] == "or":  # "6.12, or 1.4 percent"
        return sentence.is_kind(j - 1, PieceKind.FIGURE) or sentence.is_kind(j - 2, PieceKind.FIGURE)
    if listed and words[j - 1] in {"a", "an"} and sentence.is_kind(j, PieceKind.WORD):  # "the SMI a mere 0.1%"
        j -= 2
    if words[j] == "with":
        subject = told.subjects[j]
        ends = i + 1 == len(sentence.pieces) or words[i + 1] in told.lexicon.binding.with_ends
        return ends and subject is not None and bool(subject.mentions)
    if sentence.is_kind(j, PieceKind.NAME):
        possessive = words[j + 1] in {"'s", "’s", ":", "|", "("}
        return listed or possessive or i == j + 1 or not _is_first_move(told, j)
    return listed and (words[j] == "and" or sentence.is_kind(j, PieceKind.FIGURE))


def _is_first_move(told: Told, end: int) -> bool:
    """Whether no moving word stands before the piece at `end`."""
    direction = told.lexicon.moves.direction
    return not any(word in direction for word in told.sentence.words[:end])
