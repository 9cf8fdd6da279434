"""Which period phrase governs a figure: one of its own stretch, the sentence's head, or the tail of a list."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summarizer.extract.distance import distance_word
from summarizer.extract.pieces import PieceKind
from summarizer.extract.session import CARRIED
from summarizer.types import Period

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summarizer.extract.lexicon import Lexicon
    from summarizer.extract.pieces import Piece, Sentence

#: A phrase after the figure is preferred to one before it that is up to this many pieces nearer.
_FOLLOWS = 3
#: A heading ("For the week:", "Year to date") has no more pieces than this.
_HEADING_PIECES = 7
_INSERTION_REACH = 12  # pieces from an insertion's opening comma to the phrase that ends it
_SUPERLATIVE_REACH = 8  # pieces back from "since" to its "highest"
_SHORTEST_SUPERLATIVE = 4  # letters: not "best", which is listed, nor "west"
#: How a phrase begins that can tell since when, or for how long, something is a record.
_OF_RECORDS = frozenset(("since", "in", "of", "over", "past", "within"))
#: Before a phrase that tells when futures end: "contracts expiring in June".
_OF_CONTRACTS = frozenset(("expiring", "maturing", "due"))
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)")


def find_phrase(sentence: Sentence, i: int, lexicon: Lexicon) -> Piece | None:
    """The period phrase that governs the figure at `i`; None where none does."""
    if not sentence.periods:
        return None
    far = distance_word(sentence, i, lexicon)
    if far is not None and sentence.period(far) is not None:
        return sentence.pieces[far]
    after, before = _ahead(sentence, i, lexicon), _back(sentence, i, lexicon)
    if after is not None and (before is None or after - i <= i - before + _FOLLOWS):
        found: int | None = after
    elif before is not None:
        found = before
    else:
        found = _head(sentence, i, lexicon)
        found = _tail(sentence, i, lexicon) if found is None else found
    return None if found is None else sentence.pieces[found]


def carry(sentence: Sentence, periods: Sequence[Period | None]) -> Piece | None:
    """The period phrase that a sentence sets for the next: a heading's, or the one that all its moves share.

    `periods` are those of the sentence's own moves.
    """
    phrases = [j for j in sentence.periods if sentence.period(j) in CARRIED]
    if not phrases:
        return None
    if not periods:
        heading = len(sentence.pieces) <= _HEADING_PIECES or sentence.pieces[-1].lower == ":"
        return sentence.pieces[phrases[-1]] if heading else None
    return sentence.pieces[phrases[0]] if set(periods) == {sentence.period(phrases[0])} else None


def shared_phrase(sentence: Sentence, moves: Sequence[Period | None]) -> Piece | None:
    """The phrase whose period all the moves so far share; None for those of a session."""
    if len(set(moves)) != 1 or moves[0] not in CARRIED:
        return None
    return next((sentence.pieces[j] for j in sentence.times if sentence.period(j) is moves[0]), None)


def _ahead(sentence: Sentence, i: int, lexicon: Lexicon) -> int | None:
    """The first phrase after the figure in its own stretch."""
    lists, words = lexicon.periods, sentence.words
    for j in range(i + 1, len(sentence.pieces)):
        word = words[j]
        ends = (
            word in lists.breaks
            or sentence.unit(j) == "percent"
            or sentence.is_kind(j, PieceKind.NAME)
            or (words[j - 1] == "," and (word in lists.soft or word.endswith("ing")))
            or (words[j - 1] == "," and word == "and" and sentence.figures[-1] > j)
            or (word in lists.causes and words[j + 1] != "of")
        )
        if ends:
            return None
        if _governs(sentence, j, lexicon, near=j == i + 1):
            return j
    return None


def _back(sentence: Sentence, i: int, lexicon: Lexicon) -> int | None:
    """The last phrase before the figure in its own stretch, or before the name that the stretch begins with."""
    lists, words = lexicon.periods, sentence.words
    crossed = False  # whether a name stands between
    for j in range(i - 1, -1, -1):
        listed = words[j] == "," and (
            sentence.is_kind(j - 1, PieceKind.FIGURE)
            or (sentence.is_kind(j - 1, PieceKind.TIME) and sentence.is_kind(j - 2, PieceKind.FIGURE))
        )
        aside = words[j] == "after" and "," in words[max(0, j - 2) : j]  # ", even after a 2% jump on Friday"
        if listed or aside or words[j] in lists.breaks or sentence.unit(j) == "percent":
            return None
        crossed = crossed or sentence.is_kind(j, PieceKind.NAME)
        others = crossed and sentence.figures[0] < j and words[j - 1] not in lists.clause_starts
        if not others and _governs(sentence, j, lexicon, near=j == i - 1) and not is_inserted(sentence, j, lexicon):
            return j
    return None


def is_inserted(sentence: Sentence, j: int, lexicon: Lexicon) -> bool:
    """As in "The average, which hit a record last week, gave up 1.9%": the phrase ends what is inserted by a name."""
    if sentence.words[j + 1] != ",":
        return False
    opening = next((k for k in range(j - 1, max(0, j - _INSERTION_REACH), -1) if sentence.words[k] == ","), 0)
    first = sentence.words[opening + 1]
    return sentence.is_kind(opening - 1, PieceKind.NAME) and first in lexicon.subjects.inserted | {"the"}


def _governs(sentence: Sentence, j: int, lexicon: Lexicon, *, near: bool) -> bool:
    """Whether the piece at `j` is a period phrase that can govern a figure; `near`: that the figure is next to it."""
    if sentence.period(j) is None:
        return False
    lists, words = lexicon.periods, sentence.words
    if _is_rank(sentence, j, lexicon) or sentence.words[j - 1] in _OF_CONTRACTS:
        return False
    distance = sentence.period(j) is Period.SINCE and words[j].partition(" ")[0] in lists.distances
    return near or not distance  # "below its October peak" governs the figure right before it only


def _is_rank(sentence: Sentence, j: int, lexicon: Lexicon) -> bool:
    """As in "its highest since 2021", "its first gain in six sessions": it tells of a record."""
    return sentence.words[j].partition(" ")[0] in _OF_RECORDS and _ranks(sentence, j, lexicon)


def _ranks(sentence: Sentence, j: int, lexicon: Lexicon) -> bool:
    """Whether a word before the phrase at `j`, behind the last figure, ranks what it tells of: "the most in"."""
    for k in range(j - 1, max(-1, j - _SUPERLATIVE_REACH), -1):
        word = sentence.words[k]
        if sentence.is_kind(k, PieceKind.FIGURE) or word == ";":
            return False
        superlative = word.endswith("est") and len(word) > _SHORTEST_SUPERLATIVE and word not in lexicon.periods.no_rank
        if superlative or word in lexicon.periods.superlatives or _ORDINAL.fullmatch(word):
            return True
    return False


def _head(sentence: Sentence, i: int, lexicon: Lexicon) -> int | None:
    """As in "For the week, the Dow rose 1%, the Nasdaq 2%": a phrase before the first subject governs the sentence."""
    first = min([i, *sentence.names[:1], *sentence.figures[:1]])
    start = max((j for j in range(first) if sentence.words[j] in {";", ":"}), default=-1)
    parted = ";" in sentence.words[first:i]  # "Within an hour the Dow was 4% higher; it closed up 5%"
    never = (None, Period.SINCE, Period.INTRADAY) if parted else (None, Period.SINCE)
    heads = (j for j in sentence.times if start < j < first)
    return next((j for j in heads if sentence.period(j) not in never and not _is_rank(sentence, j, lexicon)), None)


def _tail(sentence: Sentence, i: int, lexicon: Lexicon) -> int | None:
    """As in "The Dow rose 1%, the S&P 500 2% and the Nasdaq 3% for the week": the last one's phrase is everybody's."""
    names = figures = 0
    for j in range(i + 1, len(sentence.pieces)):
        kind, word = sentence.pieces[j].kind, sentence.words[j]
        if word in lexicon.periods.breaks or (kind is PieceKind.WORD and word not in lexicon.periods.listing):
            return None
        names += kind is PieceKind.NAME
        figures += kind is PieceKind.FIGURE
        time = sentence.time(j)
        if time is not None and time.period is None:  # "0.4% on Friday and 1.2% for the week"
            return None
        if names in {0, figures} and figures and sentence.period(j) is not None:
            return j
    return None
