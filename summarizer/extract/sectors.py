"""Sector groups told of without their family's name: "energy gained 2.1%" in a Toronto report is S&P/TSX Energy."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.dates.names import SMALL
from summarizer.extract.cover import Cover
from summarizer.extract.mentions import mention_of
from summarizer.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from summarizer.extract.lexicon import Lexicon
    from summarizer.extract.mentions import Mention
    from summarizer.gazetteer import Entry, Gazetteer

_GROUP = r"(?: \s+ (?:sub-?)? (?: sector | index | group | subsector | sectoral\ index ) \b )"
_STOCKS = r"(?: \s+ (?: stocks | shares | names | companies ) )"
#: Words that are sectors only where a group word follows: alone they are goods, firms or qualities.
_NEEDS_GROUP = frozenset((
    "oil", "gas", "gold", "metal", "metals", "bank", "banks", "food", "drugs", "it", "media", "power", "property",
    "auto", "retail", "steel", "miners",
))  # fmt: skip
#: A capitalised word before it makes a capitalised sector word part of a name: "ON Semiconductor".
_PROPER = re.compile(r"\b[A-Z][\w.]*,?\s+(?:&\s+)?$")
_PROPER_REACH = 20  # characters
#: "Nifty Energy, Media and Pharma": the family's name stands before the first only.
_LIST = re.compile(r"\s*,\s*(?:and\s+)?|\s+and\s+")
#: "materials are 9.9% higher this year, energy 8.8%": so many characters between the two.
_ELLIPSIS = 40
_NUMBER_NEXT = re.compile(r"\s+(?:a\s+\w+\s+|by\s+|with\s+)?[+-]?\d+(?:\.\d+)?(?:%|\s?per)")
_NEXT = re.compile(
    r"""
    (?: \s* \( [^)]* \) )?
    (?: \s+ (?: in | on ) \s+ the \s+                        # "energy shares in the S&P 500 lost"
        (?: benchmark | index | gauge | (?: s&p | standard\ &\ poor['’]s ) \s 500 | stoxx\ (?: europe\ )?600 | tsx )
        (?: \s index )? \b )?
    (?: ,\s+ the\s [^,.;\d]{3,50} , | ,?\s+ (?: which | and ) \b )?   # "utilities, the best performers, rose"
    \s* ,? \s* (?P<first> [\w'’-]+ ) (?: \s+ (?P<second> [\w-]+ ) )?
    """,
    re.VERBOSE,
)
#: "Energy +2.56%", in a list.
_SIGNED_NEXT = re.compile(r"\s*:?\s+[+−-]\d+(?:\.\d+)?%")
_NEXT_REACH = 110  # characters
#: Before a sector word that is no subject: "the fall in energy", "chip-heavy technology".
_HELD = re.compile(r"(?:\bof|\bin|\bfor|'s|’s|[a-z]-)\s$")
#: … unless the family holds it: "the S&P 500's energy".
_HOLDERS = ("p 500's ", "tsx's ")
_HELD_REACH = 14  # characters
_AUXILIARIES = frozenset(("was", "were", "had", "has", "have", "is", "are", "led", "closed", "ended", "both"))
_GOES_ON = frozenset(("the", "among", "also", "both"))


@dataclass(frozen=True, slots=True)
class SectorFinder:
    """Finds sector groups by the family that a report is about."""

    #: Printed word or phrase, in small letters -> the sector's key.
    sector_words: Mapping[str, str]
    lexicon: Lexicon
    #: Family head -> sector key -> entry.
    families: Mapping[str, Mapping[str, Entry]]
    #: Sector words with their "index" or "stocks", over text in small letters.
    words: re.Pattern[str]

    def find(self, text: str, names: Sequence[Mention]) -> Iterator[Mention]:
        """Sector groups that are not among the names already found, in order.

        `names` are in order and disjoint.
        """
        if not any(_head(mention) in self.families for mention in names):
            return
        taken = Cover(mention.span for mention in names)
        ends = [mention.span.end for mention in names]
        families = _Families(self.families, names)
        last: Mention | None = None  # the latest sector
        matches = list(self.words.finditer(text.translate(SMALL)))
        subjects = self._subjects(text, matches)
        for match in matches:
            span = Span(*match.span())
            if taken.touches(span) or (match["sector"] == "it" and not text.startswith("IT", span.start)):
                continue
            before = bisect_right(ends, span.start)
            left = names[before - 1] if before else None
            if last and (left is None or last.span.end > left.span.end):
                left = last
            told = _is_elliptic(text, last, span) or match in subjects
            if self._is_listed(text, left, span) or (told and not _is_proper(text, span)):
                sector = match["sector"]
                entry = families.entry(self.sector_words.get(sector, sector), span.start)
                if entry:
                    last = mention_of(entry, span)
                    yield last

    def _subjects(self, text: str, matches: Sequence[re.Match[str]]) -> set[re.Match[str]]:
        """The words that are told of as groups, by themselves or with the one after: "financials and energy, up 2%"."""
        told: set[re.Match[str]] = set()
        for match, following in zip(reversed(matches), (None, *reversed(matches)), strict=False):
            listed = following in told and match["sector"] not in _NEEDS_GROUP
            together = listed and following and _LIST.fullmatch(text, match.end(), following.start())
            if together or self._is_subject(match):
                told.add(match)
        return told

    def _is_listed(self, text: str, left: Mention | None, span: Span) -> bool:
        """Whether the word goes on with a list of sectors that `left` begins or goes on with."""
        return (
            left is not None
            and left.parent in self.families
            and _LIST.fullmatch(text, left.span.end, span.start) is not None
        )

    def _is_subject(self, match: re.Match[str]) -> bool:
        """Whether the word is told of as a group: "the energy index", "energy rose", "utilities were the worst"."""
        if match["group"]:
            return True
        if match["sector"] in _NEEDS_GROUP and not match["stocks"]:
            return False
        text, (start, end) = match.string, match.span()
        if _SIGNED_NEXT.match(text, end):
            return True
        following = _NEXT.match(text[end : end + _NEXT_REACH])
        before = text[max(0, start - _HELD_REACH) : start]
        if not following or (_HELD.search(before) and not before.endswith(_HOLDERS)):
            return False
        first, second = following["first"], following["second"] or ""
        moves = self.lexicon.moves.direction
        goes_on = second in moves or second in _GOES_ON or second[:1].isdigit()
        return first in moves or (first in _AUXILIARIES and goes_on)


class _Families:
    """The families that a text has named so far, read in step with its sector words."""

    __slots__ = ("first", "known", "named", "waiting")

    def __init__(self, known: Mapping[str, Mapping[str, Entry]], names: Sequence[Mention]) -> None:
        self.known = known
        heads = [(mention.span.start, head) for mention in names if (head := _head(mention)) in known]
        #: The first family of the text: a sector may stand before its name.
        self.first = heads[0][1]
        #: Those named so far, the latest last, and those to come, the next last.
        self.named: dict[str, None] = {}
        self.waiting = heads[::-1]

    def entry(self, key: str, start: int) -> Entry | None:
        """The sector's entry in the family named last before `start` that has one."""
        while self.waiting and self.waiting[-1][0] < start:
            head = self.waiting.pop()[1]
            self.named.pop(head, None)
            self.named[head] = None
        entries = (self.known[head].get(key) for head in (*reversed(self.named), self.first))
        return next(filter(None, entries), None)


def _head(mention: Mention) -> str:
    return mention.parent or mention.entity.name


def _is_proper(text: str, span: Span) -> bool:
    before = text[max(0, span.start - _PROPER_REACH) : span.start]
    return text[span.start].isupper() and _PROPER.search(before) is not None


def _is_elliptic(text: str, last: Mention | None, span: Span) -> bool:
    near = last is not None and span.start - last.span.end < _ELLIPSIS
    return near and _NUMBER_NEXT.match(text, span.end) is not None


def load_sector_finder(gazetteer: Gazetteer, lexicon: Lexicon) -> SectorFinder:
    """Compile the gazetteer's sector words."""
    families: dict[str, dict[str, Entry]] = {}
    for entry in gazetteer.entries:
        if entry.parent and entry.sector:
            families.setdefault(entry.parent, {}).setdefault(entry.sector, entry)
    words = "|".join(re.escape(word) for word in sorted(gazetteer.sector_words, key=len, reverse=True))
    return SectorFinder(
        gazetteer.sector_words,
        lexicon,
        families,
        re.compile(
            rf"(?<! [\w-] ) (?P<sector> {words} ) (?P<group> {_GROUP} )? (?P<stocks> {_STOCKS} )? (?! [\w-] )",
            re.VERBOSE,
        ),
    )
