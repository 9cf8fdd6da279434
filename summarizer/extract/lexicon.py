"""The words of market reports, loaded once from ``lexicon.toml``: a class here or in `wordlists` for each table."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any, TypeVar

from summarizer.extract.wordlists import (
    BindingWords,
    DirectionWords,
    MetricWords,
    PeriodWords,
    Set,
    SubjectWords,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    Table = TypeVar("Table", "Words", "SubjectWords", "BindingWords", "DirectionWords", "MetricWords", "PeriodWords")


@dataclass(frozen=True, slots=True)
class Moves:
    """Moving words: those that give a figure its direction."""

    #: Every moving word -> +1 or -1.
    direction: Mapping[str, int]
    #: Those that can only be verbs.
    verbs: Set
    #: Those that are verbs after an index name and nouns after an article or a figure.
    either: Set
    #: Those that can only be nouns.
    nouns: Set
    #: "up", "lower", "in the red", …
    adverbs: Set
    #: The first word of every form of several words -> those forms, word by word, the longest first.
    phrases: Mapping[str, Sequence[Sequence[str]]]


@dataclass(frozen=True, slots=True)
class Words:
    """Words that every reader of a sentence knows."""

    #: Verbs that place an index or report its move in a noun: "closed at", "posted a 1% gain".
    placing: Set
    #: Adverbs and auxiliaries between a subject and its verb.
    skipped: Set
    #: Things that move and are no stock index.
    assets: Set
    #: What an index is called when its name has been given: "the benchmark".
    index_nouns: Set
    #: "record", "highest".
    record: Set
    #: What makes a figure an expectation: "target", "could".
    forecast: Set


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything that is known of words, each in small letters."""

    #: Moving words and the direction that they give a figure.
    moves: Moves
    #: Verbs, nouns and adverbs that every reader of a sentence knows.
    words: Words
    #: Who a sentence talks about.
    subjects: SubjectWords
    #: Which figure belongs to whom.
    binding: BindingWords
    #: Whether a move is up or down.
    directions: DirectionWords
    #: Whether a figure is a record or a forecast.
    metrics: MetricWords
    #: Over which time a move happened.
    periods: PeriodWords

    def verbal(self, word: str) -> bool:
        """Whether a word moves or places an index, or may stand before its verb."""
        return (
            word in self.moves.direction
            or word in self.words.placing
            or word in self.words.skipped
            or word.endswith("ly")
        )


@cache
def load_lexicon() -> Lexicon:
    """The lexicon of the package."""
    tables = tomllib.loads(resources.files(__package__).joinpath("lexicon.toml").read_text("utf-8"))
    return Lexicon(
        _moves(tables["up"], tables["down"]),
        _table(Words, tables["words"]),
        _table(SubjectWords, tables["subjects"]),
        _table(BindingWords, tables["binding"]),
        _table(DirectionWords, tables["directions"]),
        _table(MetricWords, tables["metrics"]),
        _table(PeriodWords, tables["periods"]),
    )


def _moves(up: Mapping[str, Any], down: Mapping[str, Any]) -> Moves:
    ups, downs = _forms(up), _forms(down)

    def both(form: str) -> Set:
        return frozenset((*ups[form], *downs[form]))

    direction = {word: sign for forms, sign in ((ups, +1), (downs, -1)) for words in forms.values() for word in words}
    phrases = _by_first_word(form.split() for form in direction if " " in form)
    return Moves(direction, both("verb"), both("either"), both("noun"), both("adverb"), phrases)


def _forms(table: Mapping[str, Any]) -> dict[str, list[str]]:
    """A table's forms by what they can be; those of several words among the others."""
    return {
        form: table[form].split() + table.get(f"phrasal_{form}", []) for form in ("verb", "either", "noun", "adverb")
    }


def _by_first_word(phrases: Iterable[list[str]]) -> Mapping[str, Sequence[Sequence[str]]]:
    found: dict[str, list[list[str]]] = {}
    for phrase in sorted(phrases, key=len, reverse=True):
        found.setdefault(phrase[0], []).append(phrase)
    return found


def _table(kind: type[Table], table: Mapping[str, Any]) -> Table:
    return kind(**{field.name: frozenset(table[field.name].split()) for field in fields(kind)})
