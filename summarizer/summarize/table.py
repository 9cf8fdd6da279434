"""A strict reader of one TOML table: every complaint names the file and the key, and no key goes unread."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

from summarizer.errors import ModelError

if TYPE_CHECKING:
    from enum import StrEnum
    from pathlib import Path

    Choice = TypeVar("Choice", bound=StrEnum)


class Table:
    """The keys of a table, each read once; a default makes a key optional.

    Every method raises `ModelError` where the file does not say what is asked for.
    """

    def __init__(self, content: dict[str, Any], path: Path, prefix: str = "") -> None:
        """`prefix` is what stands in front of the keys: "prompt." for the keys of the table of that name."""
        self._content = content
        self._path = path
        self._prefix = prefix
        self._read: set[str] = set()

    def __contains__(self, key: str) -> bool:
        return key in self._content

    def fail(self, key: str, problem: str) -> NoReturn:
        """Complain about a key."""
        raise ModelError(str(self._path), f"{self._prefix}{key} {problem}", "mend the spec")

    def text(self, key: str, pattern: str = r"(?s).*\S.*") -> str:
        """A string that matches the pattern as a whole; by default one that is not blank."""
        value = self._value(key, str, "a string")
        if not re.fullmatch(pattern, value):
            self.fail(key, "is blank" if not value.strip() else f"is malformed: {value!r}")
        return str(value)

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of strings, none of them blank; empty where it is missing."""
        values = self._value(key, list, "a list of strings", [])
        if not all(isinstance(value, str) and value.strip() for value in values):
            self.fail(key, "must be a list of strings that are not blank")
        return tuple(values)

    def digest(self, key: str) -> str:
        """A SHA-256 in hexadecimal digits."""
        return self.text(key, r"[0-9a-f]{64}")

    def count(self, key: str, default: int | None = None, *, least: int = 0) -> int:
        """An integer of at least `least`."""
        value = self._value(key, int, "a whole number", default)
        if value < least:
            self.fail(key, f"must be at least {least}")
        return int(value)

    def amount(self, key: str, default: float | None = None) -> float:
        """A number that is not negative."""
        value = self._value(key, (int, float), "a number", default)
        if not value >= 0:
            self.fail(key, "must be at least 0")
        return float(value)

    def choice(self, key: str, kind: type[Choice], default: Choice | None = None) -> Choice:
        """One of the values of an enumeration."""
        value = self._value(key, str, "a string", default)
        if value not in list(kind):
            self.fail(key, f"must be one of {', '.join(kind)}")
        return kind(value)

    def table(self, key: str) -> Table:
        """A table inside of this one."""
        return Table(self._value(key, dict, "a table"), self._path, f"{self._prefix}{key}.")

    def close(self) -> None:
        """Complain about the first key that nobody asked for: a slip of the pen would else go unseen."""
        for key in self._content:
            if key not in self._read:
                self.fail(key, "is no key of a spec")

    def _value(self, key: str, kind: type | tuple[type, ...], noun: str, default: Any = None) -> Any:
        self._read.add(key)
        value = self._content.get(key, default)
        if value is None:
            self.fail(key, "is missing")
        if not isinstance(value, kind) or isinstance(value, bool):
            self.fail(key, f"must be {noun}")
        return value
