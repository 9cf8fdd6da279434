"""Words that stay or go together: a figure and its unit, an index and the number in its name."""

from __future__ import annotations

import re
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING

from summarizer.gazetteer import load_gazetteer

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from summarizer.summarize.subsequence import Kept

_FIGURE = re.compile(r"^[^\w\s]*(?:[A-Z]{1,3}\$|[A-Z]{2,3})?[$€£¥₹]?\d[\d,.]*\d*(?:/\d+)?$|^(?:half|quarter)$")
_LEVEL = re.compile(r"\d,\d{3}|\d{4}")
_MONEY = frozenset(("Rs", "Rs.", "INR", "RM", "US$", "HK$", "S$", "A$", "C$", "NT$", "$", "€", "£"))
#: Magnitudes and units, which stand behind a figure.
_FOLLOWING = frozenset(
    """
    hundred thousand million billion trillion lakh crore mln bln trln bn percent percentage per cent pct point points
    pts basis dollars dollar euros euro pounds pence yen won yuan renminbi rupees ringgit baht francs reais rand kronor
    barrels ounces times
    """.split()
)


def atoms(text: str) -> tuple[str, ...]:
    """A sentence's words, those that belong together in one, with their spaces.

    >>> atoms("The S&P 500 rose 1.2 per cent, or 57 points, to 4,870 on 2.5 billion dollars of orders.")[1:6]
    ('S&P 500', 'rose', '1.2 per cent,', 'or', '57 points,')
    """
    words = text.split()
    return tuple(" ".join(words[start:end]) for start, end in _ranges(words))


def expand(words: Sequence[str], kept: Kept) -> tuple[int, ...]:
    """The numbers of the plain words that kept atoms are made of.

    >>> expand(("The", "S&P 500", "rose"), (1, 2))
    (1, 2, 3)
    """
    starts = [0, *accumulate(len(word.split()) for word in words)]
    return tuple(plain for word in kept for plain in range(starts[word], starts[word + 1]))


def _ranges(words: Sequence[str]) -> Iterator[tuple[int, int]]:
    start = 0
    while start < len(words):
        end = _figure_end(words, start) or _name_end(words, start) or start + 1
        yield start, end
        start = end


def _figure_end(words: Sequence[str], start: int) -> int | None:
    """One past the unit of the figure that begins here."""
    end = start + (words[start] in _MONEY)
    if end >= len(words) or not _FIGURE.match(words[end]):
        return None
    end += 1
    if _LEVEL.search(words[end - 1]) and end < len(words) and _plain(words[end]) == "points":
        return None  # "closed at 5,310 points" is told without them
    while end < len(words) and not words[end - 1].endswith((",", ";", ".")) and _plain(words[end]) in _FOLLOWING:
        end += 1
    return end if end > start + 1 else None


def _name_end(words: Sequence[str], start: int) -> int | None:
    """One past the number of the index whose name begins here: "S&P 500"."""
    for length in (4, 3, 2):
        name = " ".join(words[start : start + length])
        if len(words) >= start + length and _plain(name) in _numbered():
            return start + length
    return None


def _plain(text: str) -> str:
    return re.sub(r"^[\"“‘(]+|['’]s?$|[^\w)]+$|['’]s[,.;]?$", "", text).lower()


@cache
def _numbered() -> frozenset[str]:
    """Names of indexes that end with a number, in small letters."""
    gazetteer = load_gazetteer()
    names = (alias for entry in gazetteer.entries for alias in (entry.name, *entry.aliases))
    return frozenset(name.lower() for name in names if re.fullmatch(r"(?:\S+ ){1,3}\d+", name))
