"""Who a sentence is talking about, place by place: the entity, or the list of entities, that a figure would belong to.

Market prose names a subject and then tells its figures, so reading goes left to right.  A name becomes the subject;
names in a row become one subject of several; at every verb the words before it decide whether the subject is still
the index ("the Nasdaq, which is heavy in technology, fell"), somebody else ("oil fell"), or what a pronoun stands for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from summarizer.extract.memory import Subject
from summarizer.extract.pieces import PieceKind, Sentence
from summarizer.extract.references import References, latest_subject
from summarizer.extract.tables import heads_percent, is_row
from summarizer.extract.verb_subjects import VerbSubjects
from summarizer.extract.verbs import APOSTROPHES, is_verb

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summarizer.extract.lexicon import Lexicon
    from summarizer.extract.memory import Memory
    from summarizer.extract.mentions import Mention

#: One of these stands between the names of a list.
_AND = frozenset((",", "and", "&", "or", "/", "well"))
_LIST_REACH = 6  # pieces between two names of one list: ", and the broader blue-chip"
#: Before an apostrophe that stands for "is".
_CONTRACTED = frozenset(("it", "that", "there", "here", "what"))
_OPENING = 4  # pieces in which a sentence without a subject begins with its verb


class Told(NamedTuple):
    """A sentence and whom it talks about."""

    sentence: Sentence
    #: For each piece the subject in force there; None before the first.
    subjects: Sequence[Subject | None]
    lexicon: Lexicon
    #: What was read before, and the sentence itself.
    memory: Memory

    @property
    def first(self) -> Subject | None:
        """The first index told of, else the first subject; None where there is none."""
        told = [subject for subject in self.subjects if subject is not None]
        return next((subject for subject in told if subject.mentions), told[0] if told else None)


def track_subjects(sentence: Sentence, lexicon: Lexicon, memory: Memory) -> Told:
    """Read a sentence with what the ones before it were about; `memory` takes note of what it names."""
    tracker = _Tracker(sentence, lexicon, memory)
    memory.percent_column = heads_percent(sentence) or (memory.percent_column and is_row(sentence))
    return Told(sentence, tracker.read(), lexicon, memory)


class _Tracker:
    """Reads one sentence from left to right."""

    __slots__ = (
        "clause",
        "current",
        "last_name",
        "lexicon",
        "memory",
        "named",
        "references",
        "sentence",
        "verb",
        "verb_subjects",
        "verbs",
    )

    def __init__(self, sentence: Sentence, lexicon: Lexicon, memory: Memory) -> None:
        self.sentence, self.lexicon, self.memory = sentence, lexicon, memory
        self.current: Subject | None = None
        #: Number of the latest name in the running list; -1 before the first.
        self.last_name = -1
        #: Where names and references stand, and where verbs do.
        self.named: dict[int, Subject] = {}
        self.verbs: set[int] = set()
        #: The running clause's latest verb, -1 before its first, and that verb's subject, which is back once a name
        #: that stands after the verb has been told of.
        self.verb = -1
        self.clause: Subject | None = None
        self.references = References(sentence, lexicon, memory)
        self.verb_subjects = VerbSubjects(sentence, lexicon, self.named, self.verbs)

    def read(self) -> list[Subject | None]:
        """The subject in force at each piece."""
        if self._goes_on():
            found = latest_subject(None, self.memory)
            if found:
                self.current = Subject(found.mentions, "the sentence goes on about the subject before")
        in_force: list[Subject | None] = []
        clause_ends = self.lexicon.subjects.clause_ends
        for i, piece in enumerate(self.sentence.pieces):
            if piece.lower in clause_ends:
                self.verb = -1
            if piece.mention is not None:
                self._read_name(i, piece.mention)
            elif piece.kind is PieceKind.WORD:
                self._read_word(i)
            in_force.append(self._owner(i) or self.current)
        return self._fronted(in_force)

    def _owner(self, i: int) -> Subject | None:
        """As in "hurt by Nvidia's 7% drop": the figure is told of whom its possessive names."""
        words, pieces = self.sentence.words, self.sentence.pieces
        owned = i > 1 and pieces[i].kind is PieceKind.FIGURE and words[i - 1] in APOSTROPHES
        if (
            not owned
            or not pieces[i - 2].capitalised
            or words[i - 2] in _CONTRACTED
            or not self.sentence.is_kind(i - 2, PieceKind.WORD)
        ):
            return None
        return Subject((), f"“{pieces[i - 2].text}” is the owner")

    def _fronted(self, in_force: list[Subject | None]) -> list[Subject | None]:
        """As in "Up 281.44 points at 11,129.13, the Nasdaq led": figures before the first name are told of it."""
        words, names = self.sentence.words, self.sentence.names
        if words[0] not in self.lexicon.moves.adverbs or not names:
            return in_force
        first = names[0]
        comma = first - 2 if words[first - 1] in self.lexicon.subjects.determiners else first - 1
        figured = self.sentence.is_kind(1, PieceKind.FIGURE) and first in self.named
        if comma < 0 or words[comma] != "," or not figured:
            return in_force
        return [self.named[first]] * comma + in_force[comma:]

    def _goes_on(self) -> bool:
        """Whether the sentence names nobody and goes on about the subject before.

        "- Up 13.59% from its low", "Support lies at 5,100", "From Monday's close of 6,229.10".
        """
        unsaid = (PieceKind.MARK, PieceKind.TIME)  # "- Sept. 29, 2008: Fell 777.68 points"
        opening = [piece.lower for piece in self.sentence.pieces[:_OPENING] if piece.kind not in unsaid]
        if opening and opening[0] in self.lexicon.moves.direction and opening[0] not in self.lexicon.words.assets:
            return True
        if self.sentence.names:
            return False
        words = self.sentence.words
        if "range" in words or not self.lexicon.subjects.technical.isdisjoint(words):
            return True
        return any(words[i + 2] in self.lexicon.subjects.extremes for i in self.sentence.times)

    def _read_name(self, i: int, mention: Mention) -> None:
        if mention.unlisted:
            mention = self.memory.listed(mention)
        self.memory.note(mention)
        if self.sentence.words[i + 1] in self.lexicon.subjects.holders:
            return  # "S&P 500 stocks": no subject; the verb will decide
        if self.current and self.last_name >= 0 and self._is_list(self.last_name, i):
            known = {old.entity.name for old in self.current.mentions}
            listed = () if mention.entity.name in known else (mention,)
            self._set(i, Subject((*self.current.mentions, *listed), "named in one list"))
        else:
            self._set(i, Subject((mention,), "named"))
        self.last_name = i

    def _is_list(self, left: int, right: int) -> bool:
        """Whether nothing but commas and the like stands between two names."""
        if not 0 < right - left - 1 <= _LIST_REACH:
            return False
        words, lists = self.sentence.words, self.lexicon.subjects
        between = words[left + 1 : right]
        head = left - 2 if words[left - 1] in lists.determiners else left - 1
        scoped = words[head] in lists.scopes and (head == 0 or words[head - 1] not in lists.hold_nothing)
        if scoped and between[0] == ",":  # but "futures on the Dow, the S&P 500 and …" are a list
            return False  # "Within the S&P 500, materials rose"
        places = {i for i in range(left + 1, right) if self._is_place(i)}
        plain = (words[i] for i in range(left + 1, right) if i not in places)
        return lists.joins.issuperset(plain) and not _AND.isdisjoint(between)

    def _is_place(self, i: int) -> bool:
        """Whether the word is a place that owns an index: "Singapore's Straits Times and Kuala Lumpur's KLCI"."""
        pieces = self.sentence.pieces
        return pieces[i].capitalised and any(self.sentence.words[j] in APOSTROPHES for j in (i + 1, i + 2))

    def _set(self, i: int, subject: Subject) -> None:
        self.current = self.named[i] = subject

    def _read_word(self, i: int) -> None:
        reference = self.references.resolve(i, self.current)
        if reference is not None:
            self._set(i, reference)
        elif is_verb(self.sentence, i, self.lexicon):
            self._read_verb(i)

    def _read_verb(self, i: int) -> None:
        subject = self.verb_subjects.subject_of(i)
        if subject is None and self._reverts(i):
            subject = self.clause
        if subject is not None:
            self._set(i, subject)
        self.clause, self.verb = self.current, i
        self.verbs.add(i)

    def _reverts(self, i: int) -> bool:
        """As in "Acme led the index, gaining 4%": after a comma the verb's own subject is back."""
        words = self.sentence.words
        if words[self.verb + 1] == "by":  # "led by financials, up 2.9%"
            return False
        return (
            words[i - 1] == ","
            and self.verb >= 0
            and (words[i].endswith("ing") or words[i] in self.lexicon.moves.adverbs)
            and self.clause is not self.current
        )
