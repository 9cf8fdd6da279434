"""The golden pairs of ``seeds/``, and how well an extraction agrees with them.

    seeds/NAME.txt ─ ingest ─▶ Article ─ Extractor ─▶ Extraction ─┐
    seeds/NAME.expected.json ─────────────────────────▶ gold ─────┴─▶ one Tally a level

A claim or speaker counts once an article, however often it is told.  Claims agree at three levels, each
stricter than the one before; speakers at two.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from summarizer.contract import extraction_entry
from summarizer.gazetteer import load_gazetteer
from summarizer.ingest import read
from summarizer.types import Digest

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator

    from summarizer.extract import Extractor
    from summarizer.types import Article, Extraction

SEEDS = Path(__file__).parent.parent / "seeds"

#: An article's claims and analysts, as the contract's dictionaries or as the gold files have them.
Entry = dict[str, Any]


class Level(StrEnum):
    """How much of a claim or speaker must agree."""

    #: Claims: entity, unit and signed value; the figure hangs on the right subject.
    BOUND = "bound"
    #: And metric and period.
    TYPED = "typed"
    #: And date and hedge.
    FULL = "full"
    #: Speakers: the person's full name, or the firm of unnamed analysts.
    NAMED = "named"
    #: And the person's firm.
    FIRM = "firm"


@dataclass(frozen=True, slots=True, repr=False)  # its articles would fill the screen
class Golden:
    """An article of ``seeds/``, what is to be read out of it, and what was."""

    name: str
    article: Article
    gold: Entry
    extraction: Extraction

    @property
    def predicted(self) -> Entry:
        """What was read, as the contract prints it."""
        return extraction_entry(Digest(self.article, self.extraction))

    def tally(self, level: Level) -> Tally:
        """How the two agree."""
        gold, predicted = keys(self.gold, level), keys(self.predicted, level)
        return Tally(len(gold & predicted), len(predicted), len(gold))

    def differences(self, level: Level) -> Iterator[str]:
        """One line for each thing that was missed or made up."""
        gold, predicted = keys(self.gold, level), keys(self.predicted, level)
        for title, found in (("missed", gold - predicted), ("spurious", predicted - gold)):
            yield from (f"{self.name}: {title} {key}" for key in sorted(found, key=str))


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of what agrees, was predicted, and should have been."""

    both: int = 0
    predicted: int = 0
    gold: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.both + other.both, self.predicted + other.predicted, self.gold + other.gold)

    @property
    def precision(self) -> float:
        """The share of what was predicted that is right; 1 where nothing was."""
        return self.both / self.predicted if self.predicted else 1.0

    @property
    def recall(self) -> float:
        """The share of the gold that was found; 1 where there is none."""
        return self.both / self.gold if self.gold else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall.

        >>> round(Tally(both=8, predicted=10, gold=8).f1, 3)
        0.889
        """
        return 2 * self.both / (self.predicted + self.gold) if self.predicted + self.gold else 1.0


def names() -> list[str]:
    """The names of the golden pairs."""
    return sorted(path.stem for path in SEEDS.glob("*.txt"))


def load_golden(name: str, extractor: Extractor) -> Golden:
    """Read and extract one article of ``seeds/``, with its gold."""
    article = read(str(SEEDS / f"{name}.txt"))
    gold = json.loads((SEEDS / f"{name}.expected.json").read_text("utf-8"))
    return Golden(name, article, gold, extractor(article))


def measure(goldens: Iterable[Golden]) -> dict[Level, Tally]:
    """The tallies of all articles together, by level."""
    read_ones = list(goldens)
    return {level: sum((golden.tally(level) for golden in read_ones), Tally()) for level in Level}


def digest_of_seeds() -> str:
    """A SHA-256 over all articles and their gold, names included."""
    digest = hashlib.sha256()
    for path in sorted([*SEEDS.glob("*.txt"), *SEEDS.glob("*.expected.json")]):
        for part in (path.name.encode(), path.read_bytes()):
            digest.update(len(part).to_bytes(8, "big") + part)
    return digest.hexdigest()


def keys(entry: Entry, level: Level) -> set[Hashable]:
    """What must agree of each claim, or of each speaker, at that level."""
    if level in (Level.NAMED, Level.FIRM):
        return {_speaker_key(analyst, level) for analyst in entry["analysts"]}
    return {_claim_key(claim, level) for claim in entry["claims"]}


def _claim_key(claim: Entry, level: Level) -> Hashable:
    value = Decimal(str(claim["value"])).normalize()
    value = abs(value) if claim["unit"] == "level" else value
    key = [_entity(claim["entity"]), claim["unit"], f"{value:f}"]
    if level is not Level.BOUND:
        key += [claim["metric"], claim["period"]]
    if level is Level.FULL:
        key += [claim["date"], claim["hedge"]]
    return tuple(key)


def _entity(name: str) -> str:
    """One name for one entity, whichever of its names is given."""
    known = load_gazetteer().find(name)
    return known.name if known else name.casefold()


def _speaker_key(analyst: Entry, level: Level) -> Hashable:
    name, firm = _letters(analyst["name"]), _letters(analyst["firm"])
    if level is Level.NAMED:
        return name or f"firm: {firm}"
    return name, firm


def _letters(printed: str | None) -> str:
    """Letters and single spaces, casefolded: marks tell no names apart.

    >>> _letters("Lahtinen-Grady & Co."), _letters(None)
    ('lahtinen grady co', '')
    """
    return " ".join(re.findall(r"[^\W\d_]+", (printed or "").casefold()))
