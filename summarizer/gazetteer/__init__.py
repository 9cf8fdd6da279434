"""The indexes, futures and funds that articles name, and what they are called.

The names are data: one TOML file a market beside this module, and a file of the user's in the same format:

    [defaults]                  # of every entry of the file
    kind = "index"              # index, future or etf
    region = "US"
    [variants]                  # other beginnings of names and aliases
    "PHLX " = ["Philadelphia "]
    [entities]
    "S&P 500" = {symbol = "SPX", tickers = [".SPX", "SPX"], aliases = ["S&P"]}
    "S&P 500 Energy" = {parent = "S&P 500", sector = "energy"}
    "VIX" = {symbol = "VIX", nicknames = ["fear gauge"], lookup = ["volatility"]}

The fields are those of `Entry`.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from summarizer.gazetteer.entry import Entry, key
from summarizer.gazetteer.reading import Reading, parse_file

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Entry", "Gazetteer", "key", "load_gazetteer"]

_SECTORS = "sectors.toml"
_BLOCKED = "blocked.txt"
#: What people put around a name: "the Russell 2000 index".
_FRAME = re.compile(r"^\s*the\s+|\s+(?:index|indices|average)\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, eq=False)
class Gazetteer:
    """All entries, and how to find one."""

    entries: tuple[Entry, ...]
    #: Phrases that hold an alias and name no index: "Nasdaq-listed".
    blocked: tuple[str, ...]
    #: Printed word or phrase, lower-case, to the sector's key: "tech" → "information technology".
    #: "it" is among them and means the capitals "IT" only.
    sector_words: Mapping[str, str]
    _by_key: Mapping[str, Entry] = field(repr=False)

    def find(self, name: str) -> Entry | None:
        """The entry of that name, alias, symbol or ticker, whatever its case and punctuation.

        >>> load_gazetteer().find("russell").name
        'Russell 2000'
        """
        short = _FRAME.sub("", name)
        keys = (key(name), key(short), key(f"{short} index"))
        return next((self._by_key[printed] for printed in keys if printed in self._by_key), None)

    def near(self, name: str, n: int = 3) -> list[str]:
        """At most `n` canonical names that are called much like `name`, the nearest first.

        >>> load_gazetteer().near("Ibovspa", 1)
        ['Bovespa']
        """
        known = {
            key(printed)
            for entry in self.entries
            for printed in (entry.name, *entry.aliases, *entry.lookup, entry.symbol or entry.name)
        }
        matches = difflib.get_close_matches(key(name), sorted(known), n=8 * n)
        return list(dict.fromkeys(self._by_key[match].name for match in matches))[:n]

    def family(self, name: str) -> tuple[Entry, ...]:
        """The entry of that name, then its sub-indexes and theirs, level by level; empty if there is no such entry."""
        head = self.find(name)
        found = {head.name: head} if head else {}
        level = set(found)
        while level:  # a known entry is not gone below again: a user's file may name two each other's parent
            below = [entry for entry in self.entries if entry.parent in level and entry.name not in found]
            level = {entry.name for entry in below}
            found |= {entry.name: entry for entry in below}
        return tuple(found.values())

    def child(self, parent: str, sector: str) -> Entry | None:
        """The sub-index of a sector, which is given by its key or by a printed word for it.

        >>> load_gazetteer().child("S&P 500", "tech").name
        'S&P 500 Information Technology'
        """
        wanted = self.sector_words.get(sector.casefold())
        return next((entry for entry in self.family(parent)[1:] if wanted and entry.sector == wanted), None)


def load_gazetteer(extra: Path | None = None) -> Gazetteer:
    """Read the package's names and, if given, the user's file: new entries, and more names of known ones; once.

    Raises InputError, naming file and entry, where a file can't be read or two entries share a name.
    """
    return _load(extra)  # one call for the cache, whether the caller writes None or nothing


@cache
def _load(extra: Path | None) -> Gazetteer:
    folder = Path(__file__).parent
    sectors: dict[str, list[str]] = parse_file(folder / _SECTORS)["sectors"]
    reading = Reading(sectors.keys())
    for source in sorted(folder.glob("*.toml")):
        if source.name != _SECTORS:
            reading.add(source)
    if extra is not None:
        reading.add(extra, extends=True)
    words = {word: sector for sector, printed in sectors.items() for word in (sector, *printed)}
    lines = (line.partition("#")[0].strip() for line in (folder / _BLOCKED).read_text("utf-8").splitlines())
    by_key = {name: reading.entries[owner] for name, owner in reading.owners.items()}
    entries = tuple(reading.entries.values())
    return Gazetteer(entries, tuple(filter(None, lines)), MappingProxyType(words), MappingProxyType(by_key))
