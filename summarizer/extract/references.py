"""What stands for an entity named before: "it", "both", "the former", "the index", "the three main indexes"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.extract.memory import Subject
from summarizer.extract.pieces import PieceKind
from summarizer.extract.verbs import APOSTROPHES, goes_before_verb
from summarizer.types import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summarizer.extract.lexicon import Lexicon
    from summarizer.extract.memory import Memory
    from summarizer.extract.mentions import Mention
    from summarizer.extract.pieces import Sentence

_FUNDS = frozenset(("fund", "etf"))
_PRONOUNS = frozenset(("it", "its", "that"))
_LEFT = frozenset(("leaving", "left", "sending", "putting", "pushing", "taking", "keeping"))
_PLURALS = {"they": 2, "both": 2}
_ORDER = {"former": 0, "latter": 1}
_COUNTS = {"both": 2, "two": 2, "three": 3, "four": 4}
_NOUN_REACH = 4  # pieces back from "indexes" to its "three"


def latest_subject(current: Subject | None, memory: Memory) -> Subject | None:
    """What the sentence is talking about, else what the one before was about."""
    return current if current and current.mentions else memory.subject


class References:
    """The references of one sentence, resolved by what it named so far and by what the ones before did."""

    __slots__ = ("lexicon", "memory", "sentence")

    def __init__(self, sentence: Sentence, lexicon: Lexicon, memory: Memory) -> None:
        self.sentence, self.lexicon, self.memory = sentence, lexicon, memory

    def resolve(self, i: int, current: Subject | None) -> Subject | None:
        """The subject that the word at `i` stands for; None where it stands for none.

        `current` is the subject in force there.
        """
        word, before = self.sentence.words[i], self.sentence.words[i - 1]
        if word in self.lexicon.words.index_nouns or word in _FUNDS:
            return self._by_noun(i, current)
        if word in _PRONOUNS:
            return self._by_pronoun(i, current)
        if word in _PLURALS and self._before_verb(i) and not self.sentence.is_capitalised(i - 1):
            return self._several(current, _PLURALS[word], self.sentence.pieces[i].text)
        if word in _ORDER and before == "the":
            return self._of_pair(word, current)
        if word in {"two", "three"} and before in {"all", "the"} and self._before_verb(i):
            return self._several(current, _COUNTS[word], f"all {word}")
        return None

    def _before_verb(self, i: int) -> bool:
        return goes_before_verb(self.sentence, i, self.lexicon)

    def _by_pronoun(self, i: int, current: Subject | None) -> Subject | None:
        """As in "It fell", "its fall"; "that" only where it begins the sentence."""
        word = self.sentence.words[i]
        if word == "it" and self.sentence.words[i - 1] in _LEFT:  # "as chip stocks turned, leaving it down 1%"
            mentions = current.mentions if current and current.mentions else self.memory.latest(1)
            return Subject(mentions, "“it” stands for it") if mentions else None
        stands = current is None if word == "its" else (word == "it" or i == 0) and self._before_verb(i)
        found = latest_subject(current, self.memory) if stands else None
        return found and Subject(found.mentions, f"“{self.sentence.pieces[i].text}” stands for it")

    def _of_pair(self, word: str, current: Subject | None) -> Subject | None:
        named = current.mentions if current else ()
        pair = named if len(named) == len(_ORDER) else self.memory.latest(2)
        return Subject((pair[_ORDER[word]],), f"“the {word}” of the last two named") if pair else None

    def _several(self, current: Subject | None, count: int, printed: str) -> Subject | None:
        if current and len(current.mentions) == count:
            return Subject(current.mentions, f"“{printed}” stands for them")
        found = self.memory.latest(count)
        return Subject(found, f"“{printed}” stands for the last {count} named") if found else None

    def _by_noun(self, i: int, current: Subject | None) -> Subject | None:
        """As in "The index", "both gauges", "the fund"."""
        sentence, words = self.sentence, self.lexicon.subjects
        following, noun = sentence.words[i + 1], sentence.words[i]
        named = sentence.is_kind(i - 1, PieceKind.NAME)  # "the S&P 500 index"
        if named or noun == "bourses" or following in words.no_reference or following in words.holders:
            return None
        before = sentence.words[max(0, i - _NOUN_REACH) : i]
        if before[-2:] in ([",", "a"], [",", "an"]):  # "the Euro Stoxx 50, a measure for the euro region, declined"
            return None
        if noun in _FUNDS:
            found = self.memory.latest(1, (Kind.ETF,))
            told = found and not words.determiners.isdisjoint(before[-2:])
            return Subject(found, f"“the {noun}” is the last one named") if told else None
        if noun.endswith("s"):
            count = next((_COUNTS[word] for word in before if word in _COUNTS), 0)
            printed = " ".join([*before[-2:], noun])
            return self._several(current, count, printed) if count else Subject((), f"“{noun}”, none named")
        return self._the_index(noun, before, current)

    def _the_index(self, noun: str, words: Sequence[str], current: Subject | None) -> Subject | None:
        """As in "The index" after these words."""
        lists, before = self.lexicon.subjects, words[-1] if words else ""
        described = self.memory.called(before)
        if described and before not in lists.determiners and before not in lists.index_kinds:
            return Subject(described, f"“{before} {noun}” is the last one named that is called so")
        if not (before in lists.determiners or before in lists.index_kinds or "-" in before):
            return Subject((), f"another index: “{before} {noun}”")
        if not any(word in lists.determiners or word in APOSTROPHES for word in words):
            return None
        if noun == "average" and before not in {"the", "blue-chip", "market"}:
            return None
        size = _size(before)
        found = self.memory.of_size(size) if size else self._latest_index(noun, before, current)
        return Subject(found, f"“the {noun}” is the last one named")

    def _latest_index(self, noun: str, before: str, current: Subject | None) -> tuple[Mention, ...]:
        """The benchmark and the main index are the article's.

        "The index" is what its own paragraph was about, else the article's.
        """
        article, of_article = self.memory.main(), noun == "benchmark" or before in {"benchmark", "main"}
        if current and current.only_index and not (of_article and current.only_index.parent):
            return current.mentions
        if of_article and article:
            return article
        return self.memory.of_paragraph() or article or self.memory.latest(1)


def _size(word: str) -> str | None:
    """The size that "small-cap" and its like tell of; None for another word."""
    if word.startswith("small"):
        return "small"
    return "mid" if word == "mid" or word.startswith("mid-c") else None
