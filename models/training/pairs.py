"""Compressions as training examples: a sentence, the words that its short form keeps, and how they are printed."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from summarizer.summarize.atoms import atoms
from summarizer.summarize.subsequence import Source, forms_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from summarizer.summarize.subsequence import Kept

#: Of a hundred items so many are for testing, and the next ones for development.
TEST, DEV = 10, 10
#: Short forms that keep at least this share of the words are "long", then "medium"; the others are "short".
LEVELS = (0.72, 0.48)


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence and a short form of it."""

    #: Id of the article that the sentence is from.
    item: str
    words: tuple[str, ...]
    kept: Kept
    #: How the kept words are printed: 0 for `form_of`, else the number in `forms_of`.
    printed: tuple[int, ...]

    @property
    def text(self) -> str:
        """The short form."""
        return print_form(self.words, self.kept, self.printed)

    @property
    def level(self) -> int:
        """0 for a long form, 1 for a medium and 2 for a short one."""
        share = len(self.text.split()) / len(" ".join(self.words).split())
        return sum(share < least for least in LEVELS)


def split_of(item: str) -> str:
    """Whether an article is for "train", "dev" or "test": by its id, so that it never changes."""
    place = int(hashlib.sha256(item.encode()).hexdigest(), 16) % 100
    return "test" if place < TEST else "dev" if place < TEST + DEV else "train"


def load_examples(path: Path) -> list[Example]:
    """The examples of a file of compressions, {"item", "source", "short"} a line.

    Raises ValueError where a short form is not made of its sentence's words.
    """
    examples = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        entry = json.loads(line)
        example = read_example(entry["item"], entry["source"], entry["short"])
        if example is None:
            raise ValueError(f"{path.name}, line {number}: the short form is not made of the sentence's words in order")
        examples.append(example)
    return examples


def group(examples: Iterable[Example]) -> list[list[Example]]:
    """The examples by their sentences, in order."""
    groups: dict[tuple[str, ...], list[Example]] = {}
    for example in examples:
        groups.setdefault(example.words, []).append(example)
    return list(groups.values())


def read_example(item: str, source: str, short: str) -> Example | None:
    """The example, its punctuation as near to the written one as cuts allow; None where it is no subsequence."""
    words = atoms(source)
    kept = align(words, short)
    if kept is None:
        return None
    printed = tuple(_printed(words, kept, short))
    return Example(item, words, kept, printed)


def align(words: Sequence[str], short: str) -> Kept | None:
    """The numbers of the words that a short form keeps, with the fewest gaps; None where it is no subsequence.

    >>> align(("The", "Dow,", "up", "all", "day,", "rose", "1%."), "The Dow rose 1%.")
    (0, 1, 5, 6)
    """
    wanted = [bare for word in atoms(short) if (bare := _bare(word))]
    own = [_bare(word) for word in words]
    best: dict[int, tuple[int, Kept]] = {-1: (0, ())}
    for word in wanted:
        reached = {}
        for place, other in enumerate(own):
            before = [(gaps + (place != at + 1), kept) for at, (gaps, kept) in best.items() if at < place]
            if other == word and before:
                gaps, kept = min(before, key=lambda one: one[0])
                reached[place] = (gaps, (*kept, place))
        best = reached
    return min(best.values(), default=(0, None), key=lambda one: one[0])[1] or None


def print_form(words: Sequence[str], kept: Kept, printed: Sequence[int]) -> str:
    """The text of a form printed in the given ways."""
    return " ".join(ways[min(way, len(ways) - 1)] for ways, way in zip(_ways(words, kept), printed, strict=True))


def _ways(words: Sequence[str], kept: Kept) -> Iterator[tuple[str, ...]]:
    source = Source(tuple(words))
    for word, after in pairwise((*kept, len(words))):
        yield forms_of(source, word, after, first=word == kept[0])


def _printed(words: Sequence[str], kept: Kept, short: str) -> Iterator[int]:
    """For each kept word the way that is printed like the written one."""
    written = [word for word in atoms(short) if _bare(word)]
    for ways, word in zip(_ways(words, kept), written, strict=True):
        pause = word[-1] if word[-1] in ",;:" else ""
        fits = (number for number, way in enumerate(ways) if (way[-1] if way[-1] in ",;:" else "") == pause)
        yield next(fits, 0)


def _bare(word: str) -> str:
    """The word without the punctuation around it, in small letters; a sign that is a word stays."""
    return re.sub(r"^[\"“”‘’'(\[]+|[\"“”‘’'),.;:!?\]–—-]+$", "", word.replace("’", "'")).lower()
