"""The subject of a verb, by the words before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.extract.memory import Subject
from summarizer.extract.pieces import PieceKind
from summarizer.extract.verbs import APOSTROPHES, is_skipped

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from summarizer.extract.lexicon import Lexicon
    from summarizer.extract.pieces import Sentence

_COMMAS = frozenset((",", "—", "–", "--"))
_CLOSING, _OPENING = frozenset((")", "]")), frozenset(("(", "["))
_PHRASE_REACH = 14  # pieces of a noun phrase back to its first preposition
_PARTICIPLES = ("ing", "ed")
_AND = frozenset(("and", "or", "&"))


class VerbSubjects:
    """What a sentence has named so far, asked for the subjects of its verbs."""

    __slots__ = ("lexicon", "named", "sentence", "verbs")

    def __init__(
        self, sentence: Sentence, lexicon: Lexicon, named: Mapping[int, Subject], verbs: Collection[int]
    ) -> None:
        self.sentence, self.lexicon = sentence, lexicon
        #: Where names and references stand: number of the piece -> subject; grows while the sentence is read.
        self.named = named
        #: Numbers of the verbs read so far.
        self.verbs = verbs

    def subject_of(self, verb: int) -> Subject | None:
        """The subject of the verb there, or None to keep the one in force."""
        j = verb - 1
        while j >= 0:
            if j in self.named:
                return self._unless_held(j)
            before = self._pass_over(j)
            if before == j:
                return self._told_by(j, verb)
            j = before
        return None

    def _pass_over(self, j: int) -> int:
        """Where to read on before time phrases, brackets, adverbs and auxiliaries; `j` itself for other pieces."""
        piece, words = self.sentence.pieces[j], self.sentence.words
        if piece.kind is PieceKind.TIME:
            return j - 2 if words[j - 1] in self.lexicon.subjects.prepositions else j - 1
        if piece.lower in _CLOSING:
            return self._opening(j) - 1
        if piece.kind is not PieceKind.WORD or piece.lower in self.lexicon.subjects.conjunctions:
            return j
        surname = piece.capitalised and j > 0 and piece.lower not in self.lexicon.words.skipped  # "Geely", "Eli Lilly"
        passing = (
            (is_skipped(piece.lower, self.lexicon) and not surname)
            or piece.lower in self.lexicon.words.placing
            or piece.lower in APOSTROPHES
        )
        return j - 1 if passing else j

    def _told_by(self, j: int, verb: int) -> Subject | None:
        """What the piece at `j`, the last before the verb that counts, makes the verb's subject."""
        piece, words = self.sentence.pieces[j], self.lexicon.subjects
        if piece.lower in _COMMAS:
            return self._before_insertion(j)
        if piece.lower in words.relatives:
            return self._antecedent(j)
        if (
            piece.lower in self.lexicon.words.index_nouns or piece.lower in words.groups
        ) and j - 1 in self.named:  # "Nikkei and Topix indices"
            return self.named[j - 1]
        kept = (
            piece.kind is not PieceKind.WORD  # "Nasdaq stocks" was passed over
            or piece.lower in words.conjunctions
            or piece.lower in self.lexicon.moves.direction  # "the decline took", "gains were"
            or piece.lower in words.own_nouns  # "our Russell 2000 target goes to 2,350"
        )
        return None if kept else self._noun_phrase(j, verb)

    def _unless_held(self, j: int) -> Subject:
        """As in "All stocks on the index fell": what a noun holds by a preposition is not the verb's subject."""
        words, lists = self.sentence.words, self.lexicon.subjects
        start = j
        while start > 0 and words[start - 1] in lists.before_names:
            start -= 1
        if start <= 1 or words[start - 1] not in lists.holding:
            return self.named[j]
        if start - 2 in self.named:  # "energy shares in the S&P 500 lost"
            return self.named[start - 2]
        holder = self.sentence.pieces[start - 2]
        nobody = (
            holder.kind is not PieceKind.WORD
            or holder.lower in lists.hold_nothing
            or holder.lower in self.lexicon.moves.direction
            or holder.lower in self.lexicon.words.placing
            or is_skipped(holder.lower, self.lexicon)
        )
        return self.named[j] if nobody else Subject((), f"“{holder.text}” is the subject")

    def _opening(self, j: int) -> int:
        """Where the bracket opens that closes at `j`; 0 where it opens nowhere."""
        while j > 0 and self.sentence.words[j] not in _OPENING:
            j -= 1
        return j

    def _before_insertion(self, comma: int) -> Subject | None:
        """What stands before the comma's partner, as in "The Nasdaq, which is heavy in technology, fell".

        None where the words between the commas are a clause of their own.
        """
        words = self.sentence.words
        figured = False  # whether a figure stands between
        for j in range(comma - 1, 0, -1):
            figured = figured or (self.sentence.pieces[j].kind is PieceKind.FIGURE and not self._is_count(j))
            apposed = words[j] == "," and words[j + 1] in {"a", "an"}  # "a benchmark for firms 96 percent smaller"
            if words[j] == ";" or (figured and words[j] == words[comma] and not apposed):
                return None
            if words[j] == words[comma] and j - 1 in self.named:
                has_verb = any(i in self.verbs for i in range(j + 1, comma))
                own_clause = has_verb and words[j + 1] not in self.lexicon.subjects.inserted
                return None if own_clause else self.named[j - 1]
            if words[j] == words[comma] and self._describes_another(j, comma):
                return Subject((), f"“{self.sentence.pieces[j - 1].text}” is the subject")
        return None

    def _describes_another(self, opening: int, comma: int) -> bool:
        """As in "Nvidia, the heaviest stock in the Nasdaq 100, fell": the insertion is about another name."""
        described = self.sentence.pieces[opening - 1]
        named = any(k in self.named for k in range(opening + 1, comma))
        first = self.sentence.words[opening + 1]
        has_verb = any(k in self.verbs for k in range(opening + 1, comma))
        apposition = first in {"which", "whose"} or (first in {"the", "a", "an"} and not has_verb)
        return named and apposition and described.capitalised

    def _antecedent(self, relative: int) -> Subject | None:
        """What "which" stands for."""
        words = self.sentence.words
        j = relative - 1
        while j >= 0 and words[j] in {",", ")", "in", "of"}:
            j = (self._opening(j) if words[j] == ")" else j) - 1
        if j in self.named:
            return self.named[j]
        other = self.sentence.is_kind(j, PieceKind.WORD)
        return Subject((), "a relative clause about something else") if other else None

    def _noun_phrase(self, j: int, verb: int) -> Subject:
        """A noun before the verb: somebody else, unless it only ends a phrase that hangs on an index ("in Tokyo").

        The phrase hangs by prepositions and participles, one after the other: "the CSI 300 of the largest companies
        listed in Shanghai and Shenzhen", "S&P 500 futures expiring in June".
        """
        words, lists = self.sentence.words, self.lexicon.subjects
        for k in range(j, max(0, j - _PHRASE_REACH), -1):
            if words[k] in lists.auxiliaries and k - 1 in self.named:  # "utilities were the only sector to rise"
                return self.named[k - 1]
            hangs = words[k] in lists.prepositions or (k < verb - 1 and words[k].endswith(_PARTICIPLES))
            if hangs and k - 1 in self.named:
                return self.named[k - 1]
            joins = words[k] in _AND and k - 1 not in self.named
            if not (self.sentence.is_kind(k, PieceKind.WORD, PieceKind.TIME) or self._is_count(k)) or k in self.verbs:
                break
            if (words[k] in lists.conjunctions or words[k] in lists.relatives) and not joins:
                break
        return Subject((), f"the verb's subject is “{self.sentence.pieces[j].text}”")

    def _is_count(self, k: int) -> bool:
        """As in "which tracks 300 shares": no figure of an index."""
        figure = self.sentence.pieces[k].figure
        return figure is not None and not figure.unit and self.sentence.pieces[k].text.isdigit()
