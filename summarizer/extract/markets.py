"""A market's main index told of by its place: "Japan's main index", "the Canadian benchmark", "Seoul lost 2.5%".

A country or a city with a word for index means its main one anywhere.  A city alone means it in a run-down of markets,
where a move follows at once; so does a country at the head of a line of its own: "QATAR  The index fell 0.9%".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.extract.cover import Cover
from summarizer.extract.mentions import mention_of
from summarizer.types import Kind, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from summarizer.extract.lexicon import Lexicon
    from summarizer.extract.mentions import Mention
    from summarizer.gazetteer import Entry, Gazetteer

_RANK = r"""
    (?i: main | benchmark | key | blue-chip | headline | flagship | primary | broad(?:er|est)? | composite | general
    | all-share )
"""
_SHARES = r"(?: stocks? | shares? | equity | stock\ market | [Ss]tock\ [Ee]xchange(?:\ \([A-Z]+\))?(?:['’]s)? )"
#: What follows where the index is none of shares: "Japan's leading index of", "the German benchmark 10-year bund".
_NO_SHARES = r"""
    (?! \s+ (?: of | for | \d+-year | bonds? | bunds? | yields? | rates? | notes? | government | crude | oil | prices?
        | contract | lending | interest | deposit | repo | policy | gas | power | debt ) \b )
"""
_INDEX = rf"""
    (?: (?: {_RANK} | {_SHARES} ) \s+ )* (?: [Ii]ndex | gauge | bourse | benchmark ) \b {_NO_SHARES}
  | (?: {_RANK} \s+ )* {_SHARES} \s+ (?: average | barometer | measure ) \b
  | (?: stock | share ) \s+ market \b (?! \s+ (?: cap | value | rout | operator | regulator ) )
"""
#: Behind a place at the head of a line: its index, or a row of figures.
_ROW = r"(?: (?: \* \s* )? [Tt]he\ (?: [\w-]+\ ){0,2}(?: index | average ) \b | \d[\d,.]+ \s+ [\d,.+−-]+ \d )"
_BULLET = r"[\s*•·>–—|-]*"
_CLAUSE = r"(?: [.;:,(] \s+ | \b(?: and | while | but | as )\s+ )"
_WORDS = re.compile(r"[\w'’-]+|[^\w\s]")
_PERCENT = re.compile(r"(?P<sign>[+−-])?\d+(?:\.\d+)?\s?(?:%|per\s?cent|pct)")
#: Between a place and its figure in a run-down: "closed 1.2", "was down about 0.3".
_FILLERS = frozenset(
    ("by", "a", "another", "further", "about", "nearly", "almost", "around", "over", "more", "than", "some")
)
_REACH = 60  # characters from a place to its figure
_NEAR = 100  # characters from one market of a run-down to the next


@dataclass(frozen=True, slots=True)
class MarketFinder:
    """Finds markets' main indexes by their places."""

    #: Place or demonym, as printed and in capitals -> the index.
    homes: Mapping[str, Entry]
    #: A place with a word for index.
    named: re.Pattern[str]
    #: A place at the head of a line.
    lines: re.Pattern[str]
    #: A city, or a country in capitals, at the head of a clause.
    alone: re.Pattern[str]
    lexicon: Lexicon

    def find(self, text: str, names: Sequence[Mention]) -> Iterator[Mention]:
        """Main indexes told of by their places and not among the names already found; in no order."""
        taken = Cover(mention.span for mention in names)
        found = [(match, Span(*match.span())) for match in self.named.finditer(text)]
        found += [(match, Span(*match.span("place"))) for match in self.lines.finditer(text)]
        found += self._find_alone(text) if names else ()
        for match, span in found:
            if not taken.touches(span):
                yield mention_of(self.homes[match["place"]], span)

    def _find_alone(self, text: str) -> Iterator[tuple[re.Match[str], Span]]:
        """Cities that stand for their markets: "Tokyo closed 1.2% higher, Seoul lost 2.5% and Sydney 1.8%"."""
        last = -_NEAR
        for match in self.alone.finditer(text):
            span = Span(*match.span("place"))
            if self._moves(text[span.end : span.end + _REACH], listed=span.start - last < _NEAR):
                last = span.end
                yield match, span

    def _moves(self, following: str, *, listed: bool) -> bool:
        """Whether a move in percent follows at once; in a list the verb can be left out."""
        figure = _PERCENT.search(following)
        if figure is None:
            return False
        words = [word.lower() for word in _WORDS.findall(following[: figure.start()])]
        if not all(self.lexicon.verbal(word) or word in _FILLERS for word in words):
            return False
        direction = self.lexicon.moves.direction
        trailed = _WORDS.findall(following[figure.end() :].lower())[:1]
        signed = figure["sign"] is not None
        return signed or (listed and not words) or any(word in direction for word in (*words, *trailed))


def load_market_finder(gazetteer: Gazetteer, lexicon: Lexicon) -> MarketFinder:
    """Compile the gazetteer's places."""
    indexes = [entry for entry in gazetteer.entries if entry.kind is Kind.INDEX]
    cities = {place: entry for entry in indexes for place in entry.cities}
    homes = {place: entry for entry in indexes for place in (*entry.home, *entry.demonyms)} | cities
    capitals = {place.upper(): entry for place, entry in homes.items()}
    anywhere, heads, alone = map(_any_of, (homes, homes | capitals, cities | capitals))
    return MarketFinder(
        homes | capitals,
        re.compile(rf"\b (?P<place> {anywhere} ) (?: ['’]s? )? \s+ (?: {_INDEX} )", re.VERBOSE),
        re.compile(
            rf"(?: ^ {_BULLET} | \b[Ii]n \s ) (?P<place> {heads} ) \s* [:,–—|-]? \s+ (?= {_ROW} )",
            re.VERBOSE | re.MULTILINE,
        ),
        re.compile(rf"(?: ^ {_BULLET} | {_CLAUSE} ) (?P<place> {alone} ) \b (?! ['’] )", re.VERBOSE | re.MULTILINE),
        lexicon,
    )


def _any_of(names: Iterable[str]) -> str:
    return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
