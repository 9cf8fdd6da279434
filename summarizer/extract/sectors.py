"""Sector groups told of without their family's name: "energy gained 2.1%" in a Toronto report is S&P/TSX Energy.

Also a country's main index told of by its country: "Japan's main index rose 0.4%".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.extract.mentions import Mention
from summarizer.types import Entity, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from summarizer.extract.lexicon import Lexicon
    from summarizer.gazetteer import Entry, Gazetteer

_GROUP = r"(?:\s+(?:sub-?)?(?:sector|index|group|subsector|sectoral\ index)\b)"
_STOCKS = r"(?:\s+(?:stocks|shares|names|companies))"
#: Words that are sectors only where a group word follows: alone they are goods, firms or qualities.
_NEEDS_GROUP = frozenset(
    "oil gas gold metal metals bank food drugs it media power property auto retail steel banks miners".split()
)
_COUNTRIES = {"Britain": "UK", "Korea": "South Korea", "London": "UK", "Toronto": "Canada", "Tokyo": "Japan"}
_MAIN = r"(?:(?:main|benchmark|key|blue-chip|headline|leading|broad(?:er|est)?|primary|flagship|composite)\s+)+(?:(?:stock|share|equity|stocks|shares)\s+)?(?:index|gauge|average|barometer)\b|benchmark\b(?=\s+(?:rose|fell|gained|lost|was|slipped|added|dropped|climbed|closed|ended))"

#: A capitalised word before it makes a sector word part of a name: "ON Semiconductor".
_PROPER = re.compile(r"\b[A-Z][\w.]*,?\s+(?:&\s+)?$")
#: "Nifty Energy, Media and Pharma": the family's name stands before the first only.
_ELLIPSIS = 40  # characters: "materials are 9.9% higher this year, energy 8.8%"
_NUMBER_NEXT = re.compile(r"\s+(?:a\s+\w+\s+|by\s+|with\s+)?[+-]?\d+(?:\.\d+)?(?:%|\s?per)")
_LIST = re.compile(r"\s*,\s*(?:and\s+)?|\s+and\s+")


@dataclass(frozen=True, slots=True)
class SectorFinder:
    """Finds sector groups by the family that a report is about."""

    gazetteer: Gazetteer
    lexicon: Lexicon
    #: Family head -> sector key -> entry.
    families: Mapping[str, Mapping[str, Entry]]
    #: Region -> its first-listed index.
    flagships: Mapping[str, Entry]
    words: re.Pattern[str]
    countries: re.Pattern[str]

    def find(self, text: str, names: Sequence[Mention]) -> Iterator[Mention]:
        """Sector groups and countries' main indexes that are not among the names already found; in order."""
        taken = [mention.span for mention in names]
        heads = [(m.span.start, m.parent or m.entity.name) for m in names]
        heads = [(start, head) for start, head in heads if head in self.families]
        if heads:
            last: Mention | None = None
            for match in self.words.finditer(text):
                span = Span(*match.span())
                if (
                    any(span.overlaps(other) for other in taken)
                    or match["sector"][0].isupper()
                    and _PROPER.search(text[max(0, span.start - 20) : span.start])
                ):
                    continue
                left = max(
                    (m for m in (*names, *([last] if last else ())) if m.span.end <= span.start),
                    key=lambda m: m.span.end,
                    default=None,
                )
                listed = (
                    left is not None
                    and left.parent in self.families
                    and _LIST.fullmatch(text, left.span.end, span.start)
                )
                elliptic = (
                    last is not None
                    and span.start - last.span.end < _ELLIPSIS
                    and _NUMBER_NEXT.match(text, span.end)
                )
                if listed or elliptic or self._is_subject(text, match):
                    for last in self._sector(match, span, heads):
                        yield last
        for match in self.countries.finditer(text):
            entry = self.flagships.get(_COUNTRIES.get(match["country"], match["country"]))
            span = Span(*match.span())
            if entry and not any(span.overlaps(other) for other in taken):
                yield Mention(Entity(entry.name, entry.symbol, entry.kind), span, entry.region, entry.parent)

    def _is_subject(self, text: str, match: re.Match[str]) -> bool:
        if match["group"]:
            return True
        word = match["sector"].lower()
        if word in _NEEDS_GROUP and not match["stocks"]:
            return False
        following = re.match(
            r"(?:\s*\([^)]*\))?(?:,?\s+(?:which|and)\b)?\s*(?P<comma>,)?\s*([\w'’-]+)(?:\s+([\w-]+))?",
            text[match.end() : match.end() + 60],
        )
        if not following:
            return False
        first, second = (following[2] or "").lower(), (following[3] or "").lower()
        moves = self.lexicon.direction
        preceding = text[max(0, match.start() - 14) : match.start()].lower()
        if re.search(r"(?:\bof|\bin|\bfor|'s|’s|[a-z]-)\s$", preceding) and not preceding.endswith(
            ("p 500's ", "tsx's ")
        ):
            return False
        return (
            first in moves
            or first in ("was", "were", "had", "has", "have", "is", "are", "led", "closed", "ended", "both")
            and (second in moves or second in ("the", "among", "also", "both") or second[:1].isdigit())
        )

    def _sector(
        self, match: re.Match[str], span: Span, heads: Sequence[tuple[int, str]]
    ) -> Iterator[Mention]:
        key = self.gazetteer.sector_words.get(match["sector"].lower(), match["sector"].lower())
        before = [head for start, head in heads if start < span.start]
        for head in [*reversed(before), heads[0][1]]:
            entry = self.families[head].get(key)
            if entry:
                yield Mention(Entity(entry.name, entry.symbol, entry.kind), span, entry.region, entry.parent)
                return


def load_sector_finder(gazetteer: Gazetteer, lexicon: Lexicon) -> SectorFinder:
    """Compile the gazetteer's sector words."""
    families: dict[str, dict[str, Entry]] = {}
    flagships: dict[str, Entry] = {}
    for entry in gazetteer.entries:
        if entry.parent and entry.sector:
            families.setdefault(entry.parent, {}).setdefault(entry.sector, entry)
        if entry.region and not entry.parent and entry.kind == "index":
            flagships.setdefault(entry.region, entry)
    words = "|".join(re.escape(word) for word in sorted(gazetteer.sector_words, key=len, reverse=True))
    countries = "|".join(re.escape(name) for name in (*flagships, *_COUNTRIES))
    return SectorFinder(
        gazetteer,
        lexicon,
        families,
        flagships,
        re.compile(
            rf"(?<![\w-])(?P<sector>{words})(?P<group>{_GROUP})?(?P<stocks>{_STOCKS})?(?![\w-])",
            re.IGNORECASE,
        ),
        re.compile(rf"\b(?P<country>{countries})(?:'s|’s)\s+(?:{_MAIN})"),
    )
