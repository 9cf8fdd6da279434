"""What people call indexes, turned into the names that the database knows them by.

Russell 2000, russell, RUT   the index
S&P 500 sectors              its sector indexes
S&P 500 energy sector        one of them
S&P 500 family               the index and everything below it
"""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING

from summarizer.errors import UnknownNameError
from summarizer.gazetteer import key
from summarizer.store import IndexQuery

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from summarizer.gazetteer import Gazetteer
    from summarizer.store import Store

#: How many near names a message suggests.
SUGGESTED = 3

_GROUP = re.compile(r"(?P<head>.*\S)\s+(?P<group>sectors?|family)\s*", re.IGNORECASE)
_ONE_SECTOR = re.compile(r"\s+sector\s*$", re.IGNORECASE)
#: What people put around a name: "the Russell 2000 index".
_FRAME = re.compile(r"^\s*the\s+|\s+(?:index|indices|average)\s*$", re.IGNORECASE)
#: The word for information technology that means it in capitals only.
_IT = "IT"


def resolve(names: Iterable[str], gazetteer: Gazetteer, store: Store) -> tuple[str, ...]:
    """The canonical names of indexes given by name, alias, symbol or family, in order and each once.

    What the gazetteer does not know, an article in the database may have named.  Raises UnknownNameError.
    """
    return tuple(dict.fromkeys(found for name in names for found in _resolve(name, gazetteer, store)))


def find_holding(part: str, gazetteer: Gazetteer, store: Store) -> tuple[str, ...]:
    """The indexes of the database whose name, alias or symbol holds a part; none where only the gazetteer has such.

    Raises UnknownNameError where nothing is called so.
    """
    wanted, stored = key(part), store.entities()
    listed = {entry.name for entry in gazetteer.entries if any(wanted in key(name) for name in entry.names())}
    found = tuple(name for name in stored if name in listed or wanted in key(name))
    if wanted and not (found or listed):
        found = tuple(name for name, symbol in _find_symbols(store) if wanted in symbol)
    if wanted and (found or listed):
        return found
    raise _unknown(part, gazetteer, stored)


def suggest(near: Iterable[str]) -> str:
    """A remedy that names what may have been meant; empty where there is nothing near."""
    named = ", ".join(near)
    return f"did you mean {named}?" if named else ""


def _resolve(name: str, gazetteer: Gazetteer, store: Store) -> tuple[str, ...]:
    if entry := gazetteer.find(name):
        return (entry.name,)
    if group := _find_members(name, gazetteer) or _find_sector(name, gazetteer):
        return group
    stored = store.entities()
    if found := _find_stored(name, stored, store):
        return found
    raise _unknown(name, gazetteer, stored)


def _find_members(name: str, gazetteer: Gazetteer) -> tuple[str, ...]:
    """The names of a family that is asked for as a whole; none where `name` asks for no family."""
    asked = _GROUP.fullmatch(name)
    if not asked:
        return ()
    family = gazetteer.family(asked["head"])
    sectors = asked["group"].casefold() != "family"
    return tuple(entry.name for entry in (family[1:] if sectors else family) if entry.sector or not sectors)


def _find_sector(name: str, gazetteer: Gazetteer) -> tuple[str, ...]:
    """The sector index that an index and a word for the sector name: "S&P tech", "S&P 500 energy sector"."""
    words = _ONE_SECTOR.sub("", name).split()
    for place in range(len(words) - 1, 0, -1):
        head, sector = " ".join(words[:place]), " ".join(words[place:])
        if sector != _IT and sector.casefold() == _IT.casefold():
            continue
        if found := gazetteer.child(head, sector):
            return (found.name,)
    return ()


def _find_stored(name: str, stored: Iterable[str], store: Store) -> tuple[str, ...]:
    """The index that only articles have named, whatever the case and punctuation, or the one of that symbol."""
    wanted = _keys(name)
    for known in stored:
        if wanted & _keys(known):
            return (known,)
    return tuple(known for known, symbol in _find_symbols(store) if symbol in wanted)[:1]


def _keys(name: str) -> set[str]:
    """How a name is compared: as it is, and without what people put around it."""
    return {key(name), key(_FRAME.sub("", name))} - {""}


def _find_symbols(store: Store) -> Iterator[tuple[str, str]]:
    """The indexes of the database that have a symbol, and how that is compared."""
    return ((row.entity, key(row.symbol)) for row in store.indices(IndexQuery()) if row.symbol)


def _unknown(name: str, gazetteer: Gazetteer, stored: Iterable[str]) -> UnknownNameError:
    """The error that tells of near names: of the gazetteer and of the database, the nearest first."""
    known = {key(one): one for one in stored}
    for entry in gazetteer.entries:
        known |= {key(one): entry.name for one in (entry.name, *entry.aliases, *entry.lookup, entry.symbol or "")}
    near = difflib.get_close_matches(key(name), sorted(known), n=8 * SUGGESTED)
    names = list(dict.fromkeys(known[match] for match in near))[:SUGGESTED]
    return UnknownNameError(name, "no index of that name", suggest(names))
