"""TOML files of names, read and checked."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from summarizer.errors import InputError
from summarizer.gazetteer.entry import Entry, key
from summarizer.types import Kind

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from pathlib import Path

_TABLES = ("defaults", "variants", "entities")
_WORDS = ("symbol", "kind", "region", "parent", "sector")
_LISTS = ("tickers", "aliases", "nicknames", "lookup", "home", "cities", "demonyms")
#: Printed without its last word, a name must still be more than one: "QE Index" is no "QE".
_INDEX_NAME = re.compile(r"\S+ .+ Index")
_NUMBERED = re.compile(r"(?P<start>.*[^\W\d]) (?P<number>\d{2,4})")


def parse_file(source: Path) -> dict[str, Any]:
    """The tables of a TOML file; raises InputError where it can't be read."""
    try:
        return tomllib.loads(source.read_text("utf-8"))
    except OSError as error:
        raise InputError(str(source), f"can't be read: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(str(source), f"is no TOML: {error}") from error


@dataclass(slots=True)
class Reading:
    """The entries read so far, no two of which share a name."""

    #: The keys that an entry's sector may have.
    sectors: Collection[str]
    #: By the key of their canonical name.
    entries: dict[str, Entry] = field(default_factory=dict)
    #: The key of any name, to that of the canonical one.
    owners: dict[str, str] = field(default_factory=dict)

    def add(self, source: Path, *, extends: bool = False) -> None:
        """Add a file's entries; one that `extends` may add names to known entries.

        Raises InputError, naming file and entry, where the file or one of its entries is unsound.
        """
        content = parse_file(source)
        for table, value in content.items():
            if table not in _TABLES or not isinstance(value, dict):
                raise InputError(f"{source.name}: {table}", "is no table", f"tables are {', '.join(_TABLES)}")
        defaults, variants = content.get("defaults", {}), content.get("variants", {})
        _check_fields(defaults, f"{source.name}: [defaults]")
        for start, others in variants.items():
            if not _is_list_of_names(others):
                raise InputError(f"{source.name}: [variants] {start}", "is no list of names")
        added = []
        for name, given in content.get("entities", {}).items():
            subject = f"{source.name}: {name}"
            if not isinstance(given, dict):
                raise InputError(subject, "is no entry", "write it as name = {aliases = [...]}")
            _check_fields(given, subject)
            old = self.entries.get(key(name))
            if old and not extends:
                raise InputError(subject, "is listed already", "keep one of the two")
            added.append(_extended(old, given, subject) if old else _entry(name, defaults | given, variants))
            self._own(added[-1], subject)
        for entry in added:  # a head may follow its sub-indexes
            self._check_links(entry, f"{source.name}: {entry.name}")

    def _own(self, entry: Entry, subject: str) -> None:
        own = key(entry.name)
        self.entries[own] = entry
        for printed in dict.fromkeys(map(key, entry.names())):
            if not printed:
                raise InputError(subject, "one of its names is punctuation only", "drop it")
            owner = self.owners.setdefault(printed, own)
            if owner != own:
                name = next(name for name in entry.names() if key(name) == printed)
                raise InputError(subject, f'"{name}" means {self.entries[owner].name} already', "drop it")

    def _check_links(self, entry: Entry, subject: str) -> None:
        if entry.parent is not None:
            parent = self.entries.get(key(entry.parent))
            if parent is None or parent.name != entry.parent:
                raise InputError(subject, f"its parent {entry.parent} is not listed", "add it or drop the field")
        if entry.sector is not None and entry.sector not in self.sectors:
            known = ", ".join(self.sectors)
            raise InputError(subject, f"{entry.sector} is no sector", f"sectors are {known}")


def _entry(name: str, given: Mapping[str, Any], variants: Mapping[str, list[str]]) -> Entry:
    kind = Kind(given.get("kind", Kind.INDEX))
    symbol = given.get("symbol")
    printed_symbols = [symbol] if symbol and kind is Kind.ETF else []  # articles print a fund's symbol
    return Entry(
        name,
        symbol,
        kind,
        given.get("region"),
        given.get("parent"),
        given.get("sector"),
        tuple(given.get("tickers", printed_symbols)),
        _spellings([name, *given.get("aliases", ())], variants)[1:],
        tuple(_with_curly(given.get("nicknames", ()))),
        *(tuple(given.get(part, ())) for part in ("lookup", "home", "cities", "demonyms")),
    )


def _extended(old: Entry, given: Mapping[str, Any], subject: str) -> Entry:
    if changed := [part for part in _WORDS if part in given]:
        problem = f"is a known entry, whose {changed[0]} can't change"
        raise InputError(subject, problem, f"give it {', '.join(_LISTS)} only")
    more = {part: tuple(given.get(part, ())) for part in _LISTS}
    more |= {"aliases": _spellings(more["aliases"], {}), "nicknames": tuple(_with_curly(more["nicknames"]))}
    return replace(old, **{part: getattr(old, part) + names for part, names in more.items()})


def _check_fields(given: Mapping[str, Any], subject: str) -> None:
    for name, value in given.items():
        if name in _LISTS:
            if not _is_list_of_names(value):
                raise InputError(subject, f"{name} is no list of names")
        elif name not in _WORDS:
            raise InputError(subject, f"has no field {name}", f"fields are {', '.join((*_WORDS, *_LISTS))}")
        elif not isinstance(value, str):
            raise InputError(subject, f"{name} is no text")
    if given.get("kind", Kind.INDEX) not in tuple(Kind):
        raise InputError(subject, f"{given['kind']} is no kind", f"kinds are {', '.join(Kind)}")


def _is_list_of_names(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) and item for item in value)


def _spellings(given: Iterable[str], variants: Mapping[str, list[str]]) -> tuple[str, ...]:
    """The names and what follows: "X & Y" is also "X and Y", "X Y Index" "X Y", "X 50" "X50" and "X-50"."""
    names = list(given)
    names += [name.removesuffix(" Index") for name in names[:1] if _INDEX_NAME.fullmatch(name)]
    for start, others in variants.items():
        names += [other + name[len(start) :] for name in names if name.startswith(start) for other in others]
    names += [name.replace(" & ", " and ") for name in names if " & " in name]
    for number in [_NUMBERED.fullmatch(name) for name in names if name[-1].isdigit()]:
        if number:
            names += [number["start"] + number["number"], f"{number['start']}-{number['number']}"]
    return tuple(dict.fromkeys(_with_curly(names)))


def _with_curly(names: Iterable[str]) -> Iterator[str]:
    """Names as printed with a straight and with a typographer's apostrophe."""
    for name in names:
        yield name
        if "'" in name:
            yield name.replace("'", "’")
