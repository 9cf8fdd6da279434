"""Near-copies: one story that several feeds carry, each under its own headline, byline and footer.

A story is a set of shingles, runs of five words.  Its `sketch` goes into a database, whose index on ``bands``
brings up the few stories that may be copies; `is_copy` then holds two texts against each other exactly.  The only
module that imports rensa.
"""

from __future__ import annotations

import hashlib
import re
import struct
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import rensa  # type: ignore[import-untyped]  # compiled, without types

from summarizer.figures import find_figures
from summarizer.ingest.clutter import parse_clutter
from summarizer.ingest.credits import parse_credit
from summarizer.ingest.entry import SIGNATURE
from summarizer.ingest.paragraphs import find_paragraphs, joined

if TYPE_CHECKING:
    from decimal import Decimal

#: Words of a shingle.
SHINGLE = 5

#: A signature has BANDS x ROWS numbers of 32 bits; each agrees between two stories with the probability of their
#: Jaccard similarity s, so they share a band with 1 - (1 - s^ROWS)^BANDS: for 40 bands of 4 that is 0.996 at
#: s = 0.6 and 0.9999 at 0.7, but 0.004 at 0.1, below which all but 5 of the 79,800 pairs of 400 market reports lie.
BANDS, ROWS = 40, 4

#: Another seed, like another release of rensa, makes other signatures: all that are stored would have to be redone.
SEED = 1

#: Stories with so many shingles in common, of both together or of the shorter one, are copies if the figures agree.
#: Of the same 400 reports the most alike have 0.26 of both and 0.42 of the shorter one; copies under another head,
#: dateline or footer, in another house style or without a paragraph have 0.93 and more of it, all that at once 0.74.
ALIKE = 0.7

#: Words of the shortest story that may be a copy by being a part of another.
FEWEST_WORDS = 60

#: Words before a figure, and behind it, that tell which figure it is.
AROUND = 2

#: How a story begins: "LONDON, Feb 7 (Agency) - ", "NEW YORK, Feb. 7, 2025 /Wire/ -- ", "(Agency) - ".
DATELINE = re.compile(
    r"""(?= [A-Z(/] )
        (?: [A-Z][A-Z .'/]{1,40} (?: , \s [A-Z][A-Za-z]{2,8}\.? \s \d{1,2} (?: , \s \d{4} )? )? \s? )?
        (?: [(/] [A-Za-z][\w .]{1,30} [)/] )? \s* [-–—]{1,2} \s
    """,
    re.VERBOSE,
)

_APOSTROPHE = re.compile(r"(?<=\w)['’](?=\w)")
_PERCENT = re.compile(r"%|\bper cent\b|\bpct\b")
_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Sketch:
    """What a database keeps of a story to find its copies by."""

    #: The MinHash signature: BANDS x ROWS unsigned numbers of 32 bits, little endian; empty without words.
    digest: bytes
    #: A signed number of 64 bits for each band; stories that share one may be copies.  None without words.
    bands: tuple[int, ...]
    #: Words of the story.
    words: int


def sketch(text: str) -> Sketch:
    """Sketch the story in a text, furniture, credits and dateline left out.

    >>> sketch("The DAX rose 0.4%, its best day.").bands == sketch("the DAX rose 0.4 percent: its best day").bands
    True
    """
    words = _words(_story(text))
    if not words:
        return Sketch(b"", (), 0)
    signature = rensa.RMinHash(num_perm=BANDS * ROWS, seed=SEED)
    signature.update(sorted(_shingles(words)))
    digest = struct.pack(f"<{BANDS * ROWS}I", *signature.digest())
    return Sketch(digest, tuple(_band(digest, number) for number in range(BANDS)), len(words))


def is_copy(text: str, other: str) -> bool:
    """Whether two texts are one story: as alike as `ALIKE`, and their figures agree.

    Market reports say the same words every day; only the figures tell a copy from the next report.  So every figure
    of the shorter text must be printed in the longer one, and where both say the same around a figure, the same one.
    """
    shorter, longer = sorted((_story(text), _story(other)), key=lambda story: (len(_words(story)), story))
    alike = _are_alike(_words(shorter), _words(longer))
    return alike and _figures(shorter) <= _figures(longer) and not _contradict(shorter, longer)


def _are_alike(shorter: list[str], longer: list[str]) -> bool:
    """Whether most shingles are common: of all, or of the shorter one where it is long enough to tell."""
    one, other = _shingles(shorter), _shingles(longer)
    compared = len(one) if len(shorter) >= FEWEST_WORDS else len(one | other)
    return bool(one) and len(one & other) >= ALIKE * compared


def _contradict(shorter: str, longer: str) -> bool:
    """Whether a figure of the shorter is another one in the longer: "rose 0.4 percent on", "rose 0.6 percent on"."""
    theirs = _placed(longer)
    return any(figures.isdisjoint(theirs.get(place, figures)) for place, figures in _placed(shorter).items())


def _story(text: str) -> str:
    """A text's paragraphs that tell the story, one a line, without the dateline."""
    paragraphs = (joined(text, span) for span in find_paragraphs(text))
    story = (p for p in paragraphs if not (parse_clutter(p) or parse_credit(p) or SIGNATURE.fullmatch(p)))
    return "\n".join(p[match.end() :] if (match := DATELINE.match(p)) else p for p in story)


def _words(story: str) -> list[str]:
    """Words and figures in small letters, punctuation gone, "%" read out."""
    return _WORD.findall(_PERCENT.sub(" percent ", _APOSTROPHE.sub("", story.casefold())))


def _shingles(words: list[str]) -> set[str]:
    """Runs of words; a story shorter than one run is a run itself."""
    return {" ".join(words[i : i + SHINGLE]) for i in range(max(1, len(words) - SHINGLE + 1))} if words else set()


def _figures(story: str) -> set[Decimal]:
    """The printed numbers, signs left out: "-0.3%" is "0.3 percent lower"."""
    return {abs(figure.value) for figure in find_figures(story)}


def _placed(story: str) -> dict[tuple[str, ...], set[str]]:
    """The words of a paragraph around a figure, other figures masked, -> the figures printed there."""
    placed: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for paragraph in story.split("\n"):
        words = _words(paragraph)
        masked = ["#" if word[0].isdigit() else word for word in words]
        for i in (i for i, word in enumerate(masked) if word == "#"):
            placed[tuple(masked[max(0, i - AROUND) : i + AROUND + 1])].add(words[i].replace(",", ""))
    return placed


def _band(digest: bytes, number: int) -> int:
    """One band as a number; the same rows at another place are another band."""
    size = 4 * ROWS
    rows = digest[number * size : (number + 1) * size]
    return int.from_bytes(hashlib.blake2b(rows, digest_size=8, salt=number.to_bytes(2)).digest(), signed=True)
