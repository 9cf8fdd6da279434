"""Which words of a sentence are its verbs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.extract.pieces import PieceKind

if TYPE_CHECKING:
    from summarizer.extract.lexicon import Lexicon
    from summarizer.extract.pieces import Sentence

#: "'s" is "is" between a pronoun and its verb ("it's risen"), and what a subject has.
APOSTROPHES = frozenset(("'s", "’s"))
_PRONOUN_REACH = 4  # pieces from a pronoun to its verb
_SHORTEST_ADVERB = 5  # letters of a word in -ly: not "fly"

_SHORTEST_SUPERLATIVE = 5  # letters: "largest", not "rest"


def is_skipped(word: str, lexicon: Lexicon) -> bool:
    """Whether a word is an adverb or auxiliary that may stand between a subject and its verb."""
    return word in lexicon.words.skipped or (word.endswith("ly") and len(word) >= _SHORTEST_ADVERB)


def is_verb(sentence: Sentence, i: int, lexicon: Lexicon) -> bool:
    """Whether the word at `i` tells of its subject: a moving or placing verb, or "up" of "oil up 2%"."""
    word = sentence.words[i]
    if word in lexicon.moves.verbs or word in lexicon.words.placing:
        before = sentence.words[i - 1]
        superlative = (
            len(before) > _SHORTEST_SUPERLATIVE and before.endswith("est") and before not in lexicon.words.assets
        )
        return before not in lexicon.subjects.before_nouns and not superlative  # "the hardest hits"
    if word in lexicon.moves.adverbs:
        return i > 0 and _ends_subject(sentence, i - 1, lexicon)
    return word in lexicon.moves.either and not _is_noun(sentence, i, lexicon)


def _ends_subject(sentence: Sentence, i: int, lexicon: Lexicon) -> bool:
    """Whether a verbless clause may go on after the piece at `i`."""
    before = sentence.pieces[i]
    return (
        before.kind is PieceKind.NAME
        or before.capitalised
        or before.lower in lexicon.words.assets
        or before.lower == ","
    )


def _is_noun(sentence: Sentence, i: int, lexicon: Lexicon) -> bool:
    """Whether a word that can be both is a noun here: "a 1% gain", "its biggest drop"."""
    j = i - 1
    while j >= 0 and (sentence.is_kind(j, PieceKind.TIME) or is_skipped(sentence.words[j], lexicon)):
        if sentence.words[j] in lexicon.subjects.modals:
            return False
        j -= 1
    if j < 0 or sentence.pieces[j].kind is PieceKind.NAME:
        return False
    word = sentence.words[j]
    if sentence.pieces[j].kind is PieceKind.WORD and word.endswith("s") and word not in APOSTROPHES:
        return word in lexicon.subjects.determiners  # "stocks rise", but "its rise"
    return True


def goes_before_verb(sentence: Sentence, i: int, lexicon: Lexicon) -> bool:
    """Whether the pronoun at `i` has a verb of moving or placing, or a figure, right after it."""
    for piece in sentence.pieces[i + 1 : i + 1 + _PRONOUN_REACH]:
        word = piece.lower
        told = word in lexicon.moves.direction or word in lexicon.words.placing
        if (told and word not in lexicon.moves.adverbs) or piece.kind is PieceKind.FIGURE:
            return True
        if not (is_skipped(word, lexicon) or piece.kind is PieceKind.TIME or word in APOSTROPHES):
            return False
    return False
