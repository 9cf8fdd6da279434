"""A sentence as a string of tags, one character a word, so that patterns of speech are plain regular expressions.

    said  Jane  Doe  ,  chief  strategist  at  Foo  Capital
     V     N     N   ,   m        R        a    N     N

The word lists are data (``speech.toml``).
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from summarizer.types import Span

#: Which list of ``speech.toml`` gives which tag; the first list that has a word wins.
_LISTED = {
    "function": "l",
    "opener": "u",
    "title": "K",
    "place": "G",
    "speech": "V",
    "roles": "P",
    "role": "R",
    "house": "b",
    "modifier": "m",
    "particle": "p",
    "suffix": "B",
}
#: Words that have a tag of their own.
_GRAMMAR = {
    "at": "@",
    **dict.fromkeys(("with", "for"), "a"),
    **dict.fromkeys(("a", "an", "the", "its", "their", "our", "another"), "d"),
    **dict.fromkeys(("he", "she", "they"), "h"),
    "from": "f",
    "of": "o",
    "in": "i",
    "who": "w",
    "whose": "W",
    "where": "W",
    "and": "n",
    "&": "&",
    "according": "A",
    "to": "T",
    "led": "L",
    "headed": "L",
    "including": "J",
    "by": "y",
}
#: What a listed word becomes when it is printed with a capital in the middle of a sentence.
_CAPITAL = {"R": "Q", "m": "M", "V": "N", "p": "N"}
#: What a listed word becomes when it is printed without one.
_SMALL = {"G": "m", "b": "m", "B": "l", "u": "l"}
#: What a word becomes that begins a sentence: in front of a small letter, in front of a capital.
_OPENED = {"m": "mM", "u": "lN"}
_NAME_TAGS = frozenset("NFIMGBbQ&")
#: Tags after which a capital letter means nothing.
_OPENING = frozenset(("", '"', ".", "-", ":"))

_TOKEN = re.compile(
    r"[\"“”«»]"
    r"|(?:['’‘`]s|(?<=s)['’‘`])(?![^\W_])"
    r"|(?:[A-Z]\.){2,}|[A-Z]\.(?=\s+[A-Z])|(?:Inc|Corp|Co|Ltd|Mr|Mrs|Ms|Dr|Prof|Bros|Jr|Sr|St|Jan|Feb|Aug|Sept?|Oct|Nov|Dec)\."
    r"|[^\W_]+(?:(?:[.&*/+‑-]|['’](?!s\b))[^\W_]+)*"
    r"|[–—]|\S"
)
_PERSONAL = re.compile(r"(?:(?:O|D|L|N)['’]|Mc|Mac|De|Di|La|Le|Al-|Van|Von|Fitz)?[^\W\d_][^\W\d_A-Z]+(?:[-‑'’][^\W\d_]+)*\Z")
_APOSTROPHES = frozenset("'’‘`")
_INITIALS = re.compile(r"(?:[A-Z]{1,2}|(?:[A-Z]\.)+)\Z")
_CAMEL = re.compile(r"[a-z]{1,3}[A-Z]|\d+(?:[A-Z]|x\Z)")


@dataclass(frozen=True, slots=True)
class Tagged:
    """A sentence's words and their tags."""

    text: str
    #: One character a word.
    tags: str
    #: Where in `text` each word is printed.
    words: tuple[Span, ...]

    def span(self, start: int, end: int) -> Span:
        """Where words `start` to `end` (exclusive) are printed."""
        return Span(self.words[start].start, self.words[end - 1].end)

    def printed(self, start: int, end: int) -> str:
        """The words `start` to `end` (exclusive) as printed, line breaks as spaces."""
        return " ".join(self.span(start, end).of(self.text).split())


@cache
def load_tables() -> dict[str, Any]:
    """The word lists and expressions of ``speech.toml``."""
    return tomllib.loads(files("summarizer").joinpath("extract", "speech.toml").read_text(encoding="utf-8"))


@cache
def _dictionary() -> dict[str, str]:
    tables = load_tables()
    words: dict[str, str] = {}
    for listed, tag in reversed(_LISTED.items()):
        words.update(dict.fromkeys(tables[listed].split(), tag))
    return words | _GRAMMAR


def tag(text: str, sentence: Span) -> Tagged:
    """The sentence's words with their tags."""
    words = _dictionary()
    tags: list[str] = []
    spans: list[Span] = []
    before = ""
    for match in _TOKEN.finditer(text, sentence.start, sentence.end):
        word = match.group()
        if word in _APOSTROPHES and text[match.start() - 1 : match.start()] not in {"s", "S"}:
            before = "x"
        else:
            before = _tag_of(word, words, before)
        if before in "mu" and word[0].isupper() and not word.endswith("-based"):
            before = _OPENED[before][text[match.end() + 1 : match.end() + 2].isupper()]
        tags.append(before)
        spans.append(Span(match.start(), match.end()))
    return Tagged(text, "".join(tags), tuple(spans))


def _tag_of(word: str, words: dict[str, str], before: str) -> str:
    first = word[0]
    if first.isupper():
        return _capital_tag(word, words, before)
    if first.islower():
        listed = words.get(word) or ("F" if _CAMEL.match(word) else "m" if word.endswith("-based") else "l")
        return _SMALL.get(listed, listed)
    if first.isdigit():
        return "F" if _CAMEL.match(word) else "0"
    if first in "\"“”«»":
        return '"'
    if first in "'’‘`":
        return "s" if len(word) > 1 or before in _NAME_TAGS else "x"
    return first if first in ",.:;()&" else "-" if first in "-–—" else "x"


def _capital_tag(word: str, words: dict[str, str], before: str) -> str:
    listed = words.get(word.lower())
    opening = before in _OPENING
    if listed == "u":
        return "u" if opening else "N"
    if listed == "P":
        return "B" if before in _NAME_TAGS else "P"
    if listed in _CAPITAL:
        return listed if opening and listed in "Vm" else _CAPITAL[listed]
    if listed:
        return listed
    if _INITIALS.match(word):
        return "I"
    if word.endswith("-based"):
        return "m"
    return "N" if word[-1] == "." or _PERSONAL.match(word) else "F"
