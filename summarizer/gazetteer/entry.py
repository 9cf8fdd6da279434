"""One entry of the gazetteer, and how names are compared."""

from __future__ import annotations

import string
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.types import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

_PUNCTUATION = (string.punctuation + string.whitespace).encode()


@dataclass(frozen=True, slots=True)
class Entry:
    """An index, future or fund, and what it is called."""

    #: Canonical name, as a person would look it up: "Russell 2000".
    name: str
    #: The exchange's symbol: "RUT".
    symbol: str | None = None
    kind: Kind = Kind.INDEX
    #: The market: "US", "India", "Eurozone", "World", ….
    region: str | None = None
    #: Canonical name of the family's head when this is a sector, size or style sub-index.
    parent: str | None = None
    #: Key of ``sectors.toml``: "energy".
    sector: str | None = None
    #: Printed symbols, matched as they stand: ".SPX", "SPY".
    tickers: tuple[str, ...] = ()
    #: Other printed names; matched whatever their case.
    aliases: tuple[str, ...] = ()
    #: Lower-case phrases that mean this index and no other: "fear gauge".
    nicknames: tuple[str, ...] = ()
    #: Names that a person may ask for but that are ambiguous in a text: "Russell".
    lookup: tuple[str, ...] = ()
    #: Countries whose main stock index it is: "Brazil".  In a text these three mean it with a word for index only:
    #: "Brazil's main index", "the Brazilian benchmark".
    home: tuple[str, ...] = ()
    #: Cities for which the same holds: "Sao Paulo"; in a run-down of markets they also mean it alone.
    cities: tuple[str, ...] = ()
    #: The adjectives of `home`: "Brazilian".
    demonyms: tuple[str, ...] = ()

    def names(self) -> Iterator[str]:
        """Everything this entry is called, the canonical name first."""
        yield self.name
        yield from self.aliases
        if self.symbol:
            yield self.symbol
        yield from self.tickers
        yield from self.lookup
        yield from self.nicknames
        yield from self.home
        yield from self.cities
        yield from self.demonyms


def key(name: str) -> str:
    """What is left of a name when case, accents, punctuation and spaces don't count.

    >>> key("S&P/TSX Metals & Mining"), key("Índice-300")
    ('sptsxmetalsandmining', 'indice300')
    """
    if not name.isascii():
        name = "".join(c for c in unicodedata.normalize("NFKD", name) if c.isalnum() or c.isascii())
    return " ".join(name.lower().split()).replace(" & ", " and ").encode().translate(None, _PUNCTUATION).decode()
