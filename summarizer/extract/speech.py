"""A sentence as a string of tags, one character a word, so that patterns of speech are regular expressions.

    said  Jane  Doe  ,  chief  strategist  at  Foo  Capital
     V     N     N   ,    R        R        @   N      N

The tags: ``N`` a word of a name, ``I`` initials, ``F`` another word in capitals, ``G`` a place or topic,
``R`` and ``Q`` (capital) a role, ``P`` a role in the plural, ``m`` and ``M`` (capital) what describes a role
or a firm, ``b`` "Bank" and its like, ``B`` a company word or plural role inside a name, ``V`` a verb of
speech, ``K`` a title, ``p`` a particle, ``0`` a figure, ``l`` any other word, ``x`` any other mark;
`_GRAMMAR` lists the small words.
The word lists are data (``speech.toml``), and so are the patterns (``introductions.toml``).
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
    **dict.fromkeys(("whose", "where"), "W"),
    **dict.fromkeys(("led", "headed"), "L"),
    "from": "f",
    "of": "o",
    "in": "i",
    "who": "w",
    "and": "n",
    "&": "&",
    "according": "A",
    "to": "T",
    "including": "J",
    "by": "y",
}
#: What a listed word becomes when it is printed with a capital in the middle of a sentence.
_CAPITAL = {"R": "Q", "m": "M", "V": "N", "p": "N", "u": "N"}
#: What a listed word becomes when it is printed without one.
_SMALL = {"G": "m", "b": "m", "B": "l", "u": "l"}
#: What a word becomes that begins a sentence, in front of a small letter and in front of a capital.
_OPENED = {"m": "mM", "u": "lN"}
_NAME_TAGS = frozenset("NFIMGBbQ&")
#: What a word with a hyphen is when the word after the hyphen is: "co-chair", "ex-traders".
_ROLES = frozenset("RP")
#: Tags after which a capital letter means nothing.
_OPENING = frozenset(("", '"', ".", "-", ":"))
_MARKS = frozenset(",.:;()&")
_DASHES = frozenset("-–—")
_QUOTES = frozenset('"“”«»')
_APOSTROPHES = frozenset("'’‘`")

_TOKEN = re.compile(
    r"[\"“”«»]"
    r"|(?:['’‘`]s|(?<=s)['’‘`])(?![^\W_])"
    r"|(?:[A-Z]\.){2,}|[A-Z]\.(?=\s+[A-Z])"
    r"|(?:Inc|Corp|Co|Ltd|Mr|Mrs|Ms|Dr|Prof|Bros|Jr|Sr|St|Jan|Feb|Aug|Sept?|Oct|Nov|Dec)\."
    r"|[^\W_]+(?:(?:[.&*/+‑-]|['’](?!s\b))[^\W_]+)*"
    r"|[–—]|\S"
)
_PERSONAL = re.compile(r"(?:[ODLN]['’]|Mc|Mac|De|Di|La|Le|Al-|Van|Von|Fitz)?[^\W\d_][^\W\d_A-Z]+(?:[-‑'’][^\W\d_]+)*\Z")
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

    def word(self, number: int) -> str:
        """One word as printed."""
        return self.words[number].of(self.text)


@cache
def load_table(name: str) -> dict[str, Any]:
    """One of the data files: "speech" or "introductions"."""
    return tomllib.loads(files("summarizer").joinpath("extract", f"{name}.toml").read_text(encoding="utf-8"))


@cache
def listed(name: str) -> frozenset[str]:
    """The words of one list of ``speech.toml``."""
    return frozenset(load_table("speech")[name].split())


@cache
def expression(name: str) -> re.Pattern[str]:
    """One of the expressions of ``speech.toml``, found in any case."""
    return re.compile("|".join(load_table("speech")[name]), re.IGNORECASE)


@cache
def _dictionary() -> dict[str, str]:
    words: dict[str, str] = {}
    for name, letter in reversed(_LISTED.items()):
        words.update(dict.fromkeys(listed(name), letter))
    return words | _GRAMMAR


def tag(text: str, sentence: Span) -> Tagged:
    """The sentence's words with their tags.

    >>> tag("said Jane Doe of Foo & Co.", Span(0, 26)).tags
    'VNNoN&B'
    """
    words = _dictionary()
    letters: list[str] = []
    spans: list[Span] = []
    letter = ""
    for match in _TOKEN.finditer(text, sentence.start, sentence.end):
        word = match.group()
        if word in _APOSTROPHES and text[match.start() - 1 : match.start()] not in {"s", "S"}:
            letter = "x"
        else:
            letter = _letter(word, words, letter)
        if letter in _OPENED and word[0].isupper() and not word.endswith("-based"):
            letter = _OPENED[letter][text[match.end() + 1 : match.end() + 2].isupper()]
        letters.append(letter)
        spans.append(Span(match.start(), match.end()))
    for brand in expression("small_brand").finditer(text, sentence.start, sentence.end):
        for number, span in enumerate(spans):
            if brand.start() <= span.start < brand.end():
                letters[number] = "N"
    return Tagged(text, "".join(letters), tuple(spans))


def _letter(word: str, words: dict[str, str], before: str) -> str:
    first = word[0]
    if first.isupper():
        return _capital(word, words, before)
    if first.islower():
        return _small(word, words)
    if first.isdigit():
        return "F" if _CAMEL.match(word) else "0"
    if first in _APOSTROPHES:
        return "s" if len(word) > 1 or before in _NAME_TAGS else "x"
    return '"' if first in _QUOTES else first if first in _MARKS else "-" if first in _DASHES else "x"


def _small(word: str, words: dict[str, str]) -> str:
    known = words.get(word)
    if known is None:
        if word.endswith("-based"):
            return "m"
        head = words.get(word.rpartition("-")[2]) if "-" in word else None
        return head if head in _ROLES else "F" if _CAMEL.match(word) else "l"
    if known == "u" and word in listed("modifier"):
        return "m"
    return _SMALL.get(known, known)


def _capital(word: str, words: dict[str, str], before: str) -> str:
    known = words.get(word.lower())
    if before == "N" and known and word.lower() in listed("surname"):
        known = "N"
    elif not before and "-" in word and words.get(word.partition("-")[0].lower()):
        known = "l" if word.partition("-")[2].islower() else "N"
    if known == "P":
        return "B" if before in _NAME_TAGS else "P" if word[-1] == "s" else "N"
    if known in _CAPITAL:
        return known if known in "Vmu" and before in _OPENING else _CAPITAL[known]
    if known:
        return known
    if word.endswith("-based"):
        return "m"
    return "I" if _INITIALS.match(word) else "N" if word[-1] == "." or _PERSONAL.match(word) else "F"
