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
_LISTS = ("tickers", "aliases", "nicknames", "lookup")
#: Printed without its last word, a name must still be more than one: "QE Index" is no "QE".
_INDEX_NAME = re.compile(r"(?P<short>\S+ .+) Index")
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
                raise InputError(f"{source.name}: {table}", "is no table of names", f"use [{'], ['.join(_TABLES)}]")
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
            entry = _extended(old, given, subject) if old else _entry(name, defaults | given)
            added.append(_with_spellings(entry, variants))
            self._own(added[-1], subject)
        for entry in added:  # a head may follow its sub-indexes
            self._check_links(entry, f"{source.name}: {entry.name}")

    def _own(self, entry: Entry, subject: str) -> None:
        own = key(entry.name)
        self.entries[own] = entry
        for name in entry.names():
            owner = self.owners.setdefault(key(name), own)
            if owner != own:
                raise InputError(subject, f'"{name}" means {self.entries[owner].name} already', "drop one of the two")

    def _check_links(self, entry: Entry, subject: str) -> None:
        if entry.parent is not None and getattr(self.entries.get(key(entry.parent)), "name", None) != entry.parent:
            raise InputError(subject, f"its parent {entry.parent} is not listed", "add it, or drop the parent")
        if entry.sector is not None and entry.sector not in self.sectors:
            raise InputError(subject, f"{entry.sector} is no sector", f"sectors are {', '.join(self.sectors)}")


def _entry(name: str, given: dict[str, Any]) -> Entry:
    words = {part: given[part] for part in _WORDS if part in given}
    lists = {part: tuple(given[part]) for part in _LISTS if part in given}
    kind = Kind(given.get("kind", Kind.INDEX))
    if kind is Kind.ETF and "symbol" in given:
        lists.setdefault("tickers", (given["symbol"],))  # a fund's symbol is what articles print
    return Entry(name, **words | lists | {"kind": kind})


def _extended(old: Entry, given: dict[str, Any], subject: str) -> Entry:
    if changed := [part for part in _WORDS if part in given]:
        raise InputError(subject, f"is a known entry, whose {changed[0]} stays", f"give {', '.join(_LISTS)} only")
    return replace(old, **{part: (*getattr(old, part), *given[part]) for part in _LISTS if part in given})


def _check_fields(given: Mapping[str, Any], subject: str) -> None:
    for name, value in given.items():
        if name in _LISTS:
            if not _is_list_of_names(value):
                raise InputError(subject, f"{name} is no list of names")
        elif name not in _WORDS:
            raise InputError(subject, f"has no field {name}", f"its fields are {', '.join((*_WORDS, *_LISTS))}")
        elif not isinstance(value, str):
            raise InputError(subject, f"{name} is no text")
    if given.get("kind", Kind.INDEX) not in tuple(Kind):
        raise InputError(subject, f"{given['kind']} is no kind", f"kinds are {', '.join(Kind)}")


def _is_list_of_names(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) and item for item in value)


def _with_spellings(entry: Entry, variants: Mapping[str, list[str]]) -> Entry:
    """The entry with the aliases that follow: "X & Y" is also "X and Y", "X Index" "X", "X 50" "X50" and "X-50"."""
    names = [entry.name, *entry.aliases]
    if short := _INDEX_NAME.fullmatch(entry.name):
        names.append(short["short"])
    for start, others in variants.items():
        names += [other + name[len(start) :] for name in names if name.startswith(start) for other in others]
    names += [name.replace(" & ", " and ") for name in names if " & " in name]
    for number in filter(None, map(_NUMBERED.fullmatch, tuple(names))):
        names += [number["start"] + number["number"], f"{number['start']}-{number['number']}"]
    aliases = dict.fromkeys(_with_curly(names))
    aliases.pop(entry.name)
    return replace(entry, aliases=tuple(aliases), nicknames=tuple(_with_curly(entry.nicknames)))


def _with_curly(names: Iterable[str]) -> Iterator[str]:
    """Names as printed with a straight and with a typographer's apostrophe."""
    for name in names:
        yield name
        if "'" in name:
            yield name.replace("'", "’")
