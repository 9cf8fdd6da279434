"""More examples from the same ones: figures, days, months and names replaced on both sides alike.

A short form is named by the words that it keeps, so it is enough to replace words of the sentence.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from summarizer.dates import MONTHS, WEEKDAYS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from random import Random

    from pairs import Example

#: Indexes whose names can stand for each other in any sentence.
_INDEXES = (
    "S&P 500", "Nasdaq 100", "Russell 2000", "FTSE 100", "CAC 40", "Nikkei 225", "CSI 300", "Nifty 50", "IBEX 35",
    "STOXX 600", "FTSE 250", "S&P/ASX 200", "Hang Seng", "DAX", "KOSPI", "Topix", "Sensex", "TAIEX", "KOSDAQ", "MDAX",
)  # fmt: skip
_PERCENT = re.compile(r"(?<![\d.,])\d{1,2}(?:\.\d+)?(?=%| per ?cent)")
_LEVEL = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\d,])|(?<![\d.,])\d{3,5}\.\d+(?!\d)")


def augment(forms: Sequence[Example], people: Sequence[str], random: Random) -> list[Example]:
    """A sentence's short forms, with other figures, days and names; people are words that names are made of."""
    text = " ".join(forms[0].words)
    swaps = {**_renamed(text, _INDEXES, random), **_renamed(text, people, random)}
    swaps |= _renamed(text, [day.capitalize() for day in WEEKDAYS], random)
    swaps |= _renamed(text, [month.capitalize() for month in MONTHS if month != "may"], random)
    figures = _refigured(random)
    words = tuple(_swap(word, swaps, figures) for word in forms[0].words)
    return [replace(form, words=words) for form in forms]


def _renamed(text: str, names: Sequence[str], random: Random) -> dict[str, str]:
    """Each name that stands in the text, and another one for it: different ones for different ones."""
    present = [name for name in names if name in text]
    return dict(zip(present, random.sample(list(names), len(present)), strict=True))


def _refigured(random: Random) -> Callable[[str], str]:
    """A function that replaces percentages and levels: each by its own factor, the same figure always alike."""
    factors = {"percent": random.uniform(0.4, 1.9), "level": random.uniform(0.7, 1.4)}
    known: dict[str, str] = {}

    def figure(match: re.Match[str]) -> str:
        printed = match.group()
        if printed not in known:
            digits = len(printed.partition(".")[2])
            factor = factors["level" if match.re is _LEVEL else "percent"]
            known[printed] = f"{float(printed.replace(',', '')) * factor:{',' if ',' in printed else ''}.{digits}f}"
        return known[printed]

    return lambda word: _LEVEL.sub(figure, _PERCENT.sub(figure, word))


def _swap(word: str, names: dict[str, str], figures: Callable[[str], str]) -> str:
    for name, other in names.items():
        if re.match(rf"[\"“‘(]*{re.escape(name)}(?!\w)", word):
            return word.replace(name, other, 1)
    return figures(word)
