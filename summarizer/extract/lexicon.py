"""The words of market reports, loaded once from ``lexicon.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Word sets, lower case, and the direction each moving word gives a figure."""

    #: Moving words -> +1 or -1.
    direction: dict[str, int]
    #: Moving words that can only be verbs.
    verbs: frozenset[str]
    #: Moving words that are verbs after an index name and nouns after an article or a figure.
    either: frozenset[str]
    #: Moving words that can only be nouns.
    nouns: frozenset[str]
    #: "up", "lower", …
    adverbs: frozenset[str]
    #: Verbs that place an index: "closed", "hit".
    placing: frozenset[str]
    #: Words between a subject and its verb.
    skipped: frozenset[str]
    #: Things that move and are no index.
    assets: frozenset[str]
    #: "index", "benchmark", "gauge".
    index_nouns: frozenset[str]
    record: frozenset[str]
    forecast: frozenset[str]


@cache
def load_lexicon() -> Lexicon:
    """The lexicon of the package."""
    tables = tomllib.loads(resources.files(__package__).joinpath("lexicon.toml").read_text("utf-8"))
    up, down = tables["up"], tables["down"]
    direction = {word: +1 for words in up.values() for word in words.split()}
    direction |= {word: -1 for words in down.values() for word in words.split()}

    def both(form: str) -> frozenset[str]:
        return frozenset(up[form].split()) | frozenset(down[form].split())

    def words(table: str, key: str = "words") -> frozenset[str]:
        return frozenset(tables[table][key].split())

    return Lexicon(
        direction=direction,
        verbs=both("verb"),
        either=both("either"),
        nouns=both("noun"),
        adverbs=both("adverb"),
        placing=words("level", "verb"),
        skipped=words("skip"),
        assets=words("asset"),
        index_nouns=words("index"),
        record=words("record"),
        forecast=words("forecast"),
    )
