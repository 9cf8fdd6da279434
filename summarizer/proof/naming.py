"""Whether words name an index: by its names, its place or its sector."""

from __future__ import annotations

import re
from functools import cache

from summarizer.gazetteer import load_gazetteer
from summarizer.proof.wording import content_words

#: What a sector's index may be called without saying which.
_GROUPS = frozenset(("index", "indice", "sector", "group", "gauge", "share", "stock", "sub", "subindex", "the"))


@cache
def name_words(name: str) -> frozenset[str]:
    """The words by which a text can mean the index of that canonical name.

    >>> "london" in name_words("FTSE 100"), "tech" in name_words("S&P 500 Information Technology")
    (True, True)
    """
    gazetteer = load_gazetteer()
    entry = gazetteer.find(name)
    if entry is None:
        return content_words(name)
    sector = {word for word, key in gazetteer.sector_words.items() if key == entry.sector} if entry.sector else set()
    if "it" in sector:  # content_words knows it by its capitals
        sector.add("IT")
    return content_words(" ".join(sector)) if sector else content_words(" ".join(entry.names()))


@cache
def printed_names(name: str) -> tuple[str, ...]:
    """What an index is called in print, in small letters, places and adjectives left out."""
    entry = load_gazetteer().find(name)
    if entry is None:
        return (name.lower(),)
    return tuple(printed.lower() for printed in (entry.name, *entry.aliases, *entry.tickers, *entry.nicknames))


def is_told_of(name: str, near: frozenset[str], sentence: str) -> bool:
    """Whether a figure by these words in that sentence may be told of the index: its sector near, or its name."""
    entry = load_gazetteer().find(name)
    if entry is not None and entry.sector:
        return not name_words(name).isdisjoint(near)
    return is_named(name, sentence.lower())


def is_named(name: str, text: str) -> bool:
    """Whether a text in small letters names the index of that canonical name."""
    return any(printed in text for printed in printed_names(name))


def is_sector(name: str) -> bool:
    """Whether the index of that canonical name is of one sector."""
    entry = load_gazetteer().find(name)
    return entry is not None and entry.sector is not None


def is_short_for(printed: str, name: str) -> bool:
    """Whether a printed sector can be short for the index: all its words are among those of the index's names.

    >>> is_short_for("Airlines", "NYSE Arca Airline Index"), is_short_for("Nifty Bank index", "Nifty IT")
    (True, False)
    """
    gazetteer = load_gazetteer()
    entry = gazetteer.find(name)
    known = _plain_words(" ".join(entry.names()) if entry else name)
    if entry is not None and entry.sector:
        known |= _plain_words(" ".join(word for word, key in gazetteer.sector_words.items() if key == entry.sector))
    elif entry is not None and not entry.parent:
        return False  # a market's main index
    return _plain_words(printed) - _GROUPS <= known


def _plain_words(text: str) -> set[str]:
    return {word.removesuffix("s") for word in re.findall(r"[a-z0-9]+", text.lower())}
