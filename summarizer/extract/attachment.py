"""What a figure hangs on by a preposition: "a 1.2% gain in the S&P 500", "a drop of 2% for oil"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.extract.memory import Subject
from summarizer.extract.pieces import PieceKind
from summarizer.extract.verbs import APOSTROPHES

if TYPE_CHECKING:
    from summarizer.extract.subjects import Told

_NOUN_REACH = 4  # pieces from a figure to the preposition of its noun: "a 300-point daily swing or drop in"
_HOLDER_REACH = 6  # pieces from the preposition to what it holds
_NAME_REACH = 4  # pieces from a word that describes a name to the name: "Tokyo's blue-chip Nikkei"
_NEXT_NAME = 3  # pieces from "2% for" to its name
_STARTS = frozenset(("the", "a", "an", "its")) | APOSTROPHES


def subject_at(told: Told, i: int) -> Subject | None:
    """The subject of the figure at `i`: what it hangs on, else what stands before it, else what is told of there."""
    return _attached(told, i) or _ahead(told, i) or _other_before(told, i) or told.subjects[i]


def _ahead(told: Told, i: int) -> Subject | None:
    """The subject right after the comma of a phrase that stands at the sentence's head.

    "Up 12% this year, the Nasdaq …", "With a loss of 2.1%, the Hang Seng …", "From its low of 2,237.40, the index …".
    """
    sentence, lists = told.sentence, told.lexicon.subjects
    words = sentence.words
    if sentence.figures[0] != i or any(subject and subject.mentions for subject in told.subjects[: i + 1]):
        return None
    first = next((j for j in range(i + 1, len(sentence.pieces)) if _is_index(told.subjects[j])), i)
    start = first
    while start > i and (words[start - 1] in lists.before_names or words[start - 1] in lists.index_kinds):
        start -= 1
    head = words[0] in told.lexicon.moves.direction or words[0].partition(" ")[0] in lists.leads
    if not head or words[start - 1] != "," or any(sentence.is_kind(j, PieceKind.FIGURE) for j in range(i + 1, first)):
        return None
    return told.subjects[first]


def _is_index(subject: Subject | None) -> bool:
    return subject is not None and bool(subject.mentions)


def _other_before(told: Told, i: int) -> Subject | None:
    """Somebody else right before the figure: "Apple 2%", "oil (2%)"."""
    sentence, lexicon = told.sentence, told.lexicon
    j = i - 1
    while j >= 0 and (sentence.words[j] in lexicon.binding.leading or sentence.is_kind(j, PieceKind.TIME)):
        j -= 1
    if not sentence.is_kind(j, PieceKind.WORD) or sentence.words[j] in lexicon.moves.direction:
        return None
    piece = sentence.pieces[j]
    name = (
        j > 0  # a sentence's first capital tells nothing
        and piece.capitalised
        and piece.lower not in lexicon.words.skipped
        and piece.lower not in lexicon.binding.to_level
    )
    asset = piece.lower in lexicon.words.assets and piece.lower not in {"stocks", "shares", "counters"}
    return Subject((), f"“{piece.text}” stands before it") if name or asset else None


def _attached(told: Told, i: int) -> Subject | None:
    """What the figure's own noun hangs on; None where it hangs on nothing."""
    sentence, lexicon = told.sentence, told.lexicon
    words, direction = sentence.words, lexicon.moves.direction
    is_noun = _before_noun(told, i) or (words[i + 1] in {"for", "on"} and sentence.names_soon(i + 2, _NEXT_NAME))
    j = i + 1
    while j <= i + _NOUN_REACH:
        moving = words[j] in direction
        between = moving or words[j] in lexicon.binding.changes or (is_noun and sentence.is_kind(j, PieceKind.TIME))
        if not between:
            break
        is_noun = is_noun or (moving and words[j] not in lexicon.moves.adverbs)
        j += 1
    if is_noun and words[j] in lexicon.binding.causing:
        return _held(told, j)
    if not is_noun or words[j] not in {"in", "for", "by", "on", "of", "from"}:
        return None
    return _held(told, j)


def _before_noun(told: Told, i: int) -> bool:
    """Whether the figure describes a noun of moving: "a 1.2% gain", "a gain of 1.2%"."""
    words, direction = told.sentence.words, told.lexicon.moves.direction
    of = i - 2 if words[i - 1] in told.lexicon.binding.approximations else i - 1
    if words[of] == "of":
        return words[of - 1] in direction
    before = words[i - 2] if words[i - 1] in told.lexicon.binding.approximations else words[i - 1]
    return before in told.lexicon.binding.articles and words[i + 1] in direction


def _whole_list(told: Told, first: int) -> Subject | None:
    """The subject of several that begins with the name at `first`: "a 1% gain in the Dow and the S&P 500"."""
    found = told.subjects[first]
    for j in told.sentence.names:
        longer = told.subjects[j]
        if j > first and found and longer and longer.mentions[: len(found.mentions)] == found.mentions:
            found = longer
    return found


def _held(told: Told, preposition: int) -> Subject | None:
    """The subject that the preposition holds: an index, or somebody else.  None for a time or place."""
    sentence, lexicon = told.sentence, told.lexicon
    for k in range(preposition + 1, min(preposition + 1 + _HOLDER_REACH, len(sentence.pieces))):
        piece = sentence.pieces[k]
        if piece.mention is not None:
            found = _whole_list(told, k)
            return found if found and found.mentions else Subject((piece.mention,), "hangs on it")
        place = k == preposition + 1 and piece.lower in lexicon.binding.places
        if place or (piece.kind is not PieceKind.WORD):
            return None
        if piece.lower in _STARTS:
            continue
        if piece.lower in lexicon.words.index_nouns:
            return told.subjects[k]
        other = (
            piece.capitalised or piece.lower in lexicon.words.assets or sentence.words[k + 1] in lexicon.words.assets
        )
        if other and not sentence.names_soon(k, _NAME_REACH):
            return Subject((), f"hangs on “{piece.text}”")
    return None
