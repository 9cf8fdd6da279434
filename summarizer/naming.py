"""What people call indexes, turned into the names that the database knows them by.

Russell 2000, russell, RUT   the index
S&P 500 sectors              its sector indexes
S&P 500 family               the index and everything below it
"""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING

from summarizer.errors import UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from summarizer.gazetteer import Gazetteer
    from summarizer.store import Store

#: How many near names a message suggests.
_SUGGESTED = 3
_GROUP = re.compile(r"(?P<head>.*\S)\s+(?P<group>sectors|family)\s*", re.IGNORECASE)


def resolve(names: Iterable[str], gazetteer: Gazetteer, store: Store) -> tuple[str, ...]:
    """The canonical names of indexes given by name, alias, symbol or family, in order and each once.

    What the gazetteer does not know, an article in the database may have named.  Raises UnknownNameError.
    """
    return tuple(dict.fromkeys(found for name in names for found in _resolve(name, gazetteer, store)))


def _resolve(name: str, gazetteer: Gazetteer, store: Store) -> tuple[str, ...]:
    if entry := gazetteer.find(name):
        return (entry.name,)
    if group := _members(name, gazetteer):
        return group
    stored = store.entities()
    for known in stored:
        if known.casefold() == name.casefold():
            return (known,)
    near = [*gazetteer.near(name, _SUGGESTED), *difflib.get_close_matches(name, stored, n=_SUGGESTED)]
    suggested = ", ".join(list(dict.fromkeys(near))[:_SUGGESTED])
    raise UnknownNameError(name, "no index of that name", f"did you mean {suggested}?" if suggested else "")


def _members(name: str, gazetteer: Gazetteer) -> tuple[str, ...]:
    """The names of a family that is asked for as a whole; none where `name` asks for no family."""
    asked = _GROUP.fullmatch(name)
    if not asked:
        return ()
    family = gazetteer.family(asked["head"])
    sectors = asked["group"].casefold() == "sectors"
    return tuple(entry.name for entry in (family[1:] if sectors else family) if entry.sector or not sectors)
