"""Where a text names an index, a future or a fund.

Names come from the gazetteer through spaCy's `PhraseMatcher`, the longest first, so that "iShares Russell 2000 Growth
ETF" is no Russell 2000 and the "500" of "S&P 500" no figure.  An "X Index" that is not listed is still found.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from summarizer.extract.cover import Cover
from summarizer.extract.futures import futures_end, share_futures
from summarizer.extract.unlisted import find_unlisted
from summarizer.types import Entity, Kind, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from spacy.language import Language
    from spacy.matcher import PhraseMatcher
    from spacy.tokens import Doc
    from spacy.tokens import Span as TokenSpan

    from summarizer.gazetteer import Entry, Gazetteer

#: Index words that may trail a name and belong to its mention: "the Nikkei stock average", "the FTSE 100 share index".
_TAIL = re.compile(
    r"""
    (?: \s+ (?: share | stock | stocks | shares | price | equity | composite | benchmark | blue-chip | Composite | Stock
              | Share | Price | Total\ Return | large-cap | small-cap | market | main | Sensitive | spot | cash | panic
              | sector | sectoral | Sector ) )*
    \s+ (?: index | Index | INDEX | average | Average | gauge | sub-?index | subgroup | barometer | benchmark ) \b
    (?! \s+ (?: futures? | funds? | fund | provider | points? | level | options? | ETF | strategist | investing
              | heavyweights? | rebalancing | inclusion | committee ) )        # the word describes what follows
    """,
    re.VERBOSE,
)
#: … and to a fund's.
_FUND_TAIL = re.compile(r"(?:\s+(?:[Ee]xchange-[Tt]raded\s+)?(?:[Ff]und|ETF|[Tt]rust)\b)+")
_COMPOSITE = re.compile(r"\s+[Cc]omposite\b")
#: Between a name and its ticker: "the Nasdaq 100 (NDX)".
_TICKER_BRACKET = re.compile(r"\s*\(\s*")
#: After a name that is a company's: "Nasdaq Inc", "S&P Dow Jones Indices".
_SHARING = re.compile(r"\s+and\s+(?P<rest>[A-Z]\w+(?:(?:\s\d{2,3})?(?=\s+(?:indices|indexes|gauges)\b)|\s\d{2,3}\b))")
_COMPANY = re.compile(r",?\s+(?:Inc|Corp|Corporation|Ltd|plc|Group|Global|Holdings|Dow\ Jones\ Indices)\b")
_GAUGE = re.compile(r"\b(?:VIX|VSTOXX|VXN|VXD|RVX|VHSI|VNKY|VDAX|volatility)\b", re.IGNORECASE)
_BLOCKED = "(blocked)"
#: A text that speaks of funds, in which their tickers mean them.
_FUNDS = re.compile(
    r"\b(?:ETFs?|exchange-traded|index funds?|SPDRs?|iShares|Vanguard|Invesco|ProShares|VanEck|Direxion|QQQs?|SPY"
    r"|NYSEARCA)\b"
)


class Mention(NamedTuple):
    """A printed name of an entity."""

    entity: Entity
    span: Span
    #: The gazetteer's region, for the market's own clock; None if unlisted.
    region: str | None
    #: Name of the family head when this is a sector or size sub-index.
    parent: str | None
    #: Whether it is a volatility gauge: its level is a small number.
    gauge: bool = False

    @property
    def unlisted(self) -> bool:
        """Whether no gazetteer lists it."""
        return self.entity.symbol is None and self.region is None and self.entity.kind is Kind.INDEX


def mention_of(entry: Entry, span: Span) -> Mention:
    """A mention of a gazetteer's entry."""
    entity = Entity(entry.name, entry.symbol, entry.kind)
    return Mention(entity, span, entry.region, entry.parent, _GAUGE.search(entry.name) is not None)


@dataclass(frozen=True, slots=True)
class MentionFinder:
    """Finds the entities of a gazetteer in a tokenized text."""

    gazetteer: Gazetteer
    #: Names and nicknames, matched whatever their case; printed symbols, matched as they stand.
    names: PhraseMatcher
    tickers: PhraseMatcher
    #: The matchers' keys -> entry; None for phrases that hold an alias and name no index.
    by_key: Mapping[int, Entry | None]

    def find(self, text: str, doc: Doc) -> Iterator[Mention]:
        """Every mention of an entity that is listed, in order and disjoint.  `doc` is the text's."""
        spans = [span for span in self.names(doc, as_spans=True) if self._is_cased(span)]
        spans += self.tickers(doc, as_spans=True)
        found = share_futures(text, list(self._find_listed(text, _longest(spans))), self._as_future)
        yield from sorted([*found, *self._find_sharing(text, found)], key=lambda mention: mention.span)

    def _find_sharing(self, text: str, found: Sequence[Mention]) -> Iterator[Mention]:
        """Names that share the first word of the one before: "the BSE Midcap and Smallcap indices"."""
        for mention in found:
            match = _SHARING.match(text, mention.span.end)
            entry = match and self.gazetteer.find(f"{mention.span.of(text).split()[0]} {match['rest']}")
            if match and entry:
                yield mention_of(entry, Span(*match.span("rest")))

    def find_unlisted(self, text: str, listed: Iterable[Mention]) -> Iterator[Mention]:
        """Indexes that the gazetteer does not list, beside those found already; in order."""
        taken = Cover(mention.span for mention in listed)
        for span in find_unlisted(text):
            name = span.of(text)
            sector = name.lower().removesuffix(" index") in self.gazetteer.sector_words
            if not sector and not taken.touches(span):
                yield Mention(Entity(name, None, Kind.INDEX), span, None, None)

    def _is_cased(self, span: TokenSpan) -> bool:
        """A name is printed with a capital or a digit; only nicknames ("fear gauge") are not."""
        printed, entry = span.text, self.by_key[span.label]
        if entry is None or printed != printed.lower() or any(map(str.isdigit, printed)):
            return True
        return printed in {nickname.lower() for nickname in entry.nicknames}

    def _find_listed(self, text: str, matches: Iterable[tuple[int, Span]]) -> Iterator[Mention]:
        last: Span | None = None
        funds = _FUNDS.search(text) is not None
        for label, span in matches:
            entry = self.by_key[label]
            if entry is None or (last and span.start < last.end) or _COMPANY.match(text, span.end):
                continue
            if last and _TICKER_BRACKET.fullmatch(text, last.end, span.start):
                continue  # "the Nasdaq 100 (NDX)": one mention
            if entry.kind is Kind.ETF and span.of(text) in entry.tickers and not funds:
                continue  # "IHI" is a company in a text that speaks of no funds
            mention = self._mention(text, entry, span)
            last = mention.span
            yield mention

    def _mention(self, text: str, entry: Entry, span: Span) -> Mention:
        """The mention with the words that belong to it: "futures", "composite", "stock average"."""
        if entry.kind is not Kind.INDEX:
            match = _FUND_TAIL.match(text, span.end) if entry.kind is Kind.ETF else None
            return mention_of(entry, Span(span.start, match.end()) if match else span)
        end = futures_end(text, span)
        if end is not None:
            return self._future(entry, Span(span.start, end))
        for tail in (_COMPOSITE, _TAIL):
            match = tail.match(text, span.end)
            span = Span(span.start, match.end()) if match else span
        return mention_of(entry, span)

    def _future(self, entry: Entry, span: Span) -> Mention:
        known = self.gazetteer.find(f"{entry.name} futures")
        if entry.name == "Nasdaq Composite":  # futures trade on the Nasdaq 100 only
            known = self.gazetteer.find("Nasdaq 100 futures") or known
        if known:
            return mention_of(known, span)
        return Mention(Entity(f"{entry.name} futures", None, Kind.FUTURE), span, entry.region, entry.name)

    def _as_future(self, mention: Mention) -> Mention:
        """The index's future; an unlisted index stays itself."""
        entry = self.gazetteer.find(mention.entity.name)
        return self._future(entry, mention.span) if entry else mention


def _longest(matches: Iterable[TokenSpan]) -> Iterator[tuple[int, Span]]:
    """Matches that don't overlap, in order: the longest where they do; overlapping names of one entity are one."""
    here: list[tuple[int, Span]] = []  # matches that overlap, directly or through others
    end = 0
    for match in sorted(matches, key=lambda match: (match.start_char, match.end_char)):
        if here and match.start_char >= end:
            yield from _longest_of(here)
            here = []
        here.append((match.label, Span(match.start_char, match.end_char)))
        end = max(end, match.end_char)
    yield from _longest_of(here)


def _longest_of(matches: list[tuple[int, Span]]) -> list[tuple[int, Span]]:
    chosen: list[tuple[int, Span]] = []
    for label, span in sorted(matches, key=lambda match: (match[1].start - match[1].end, match[1].start)):
        over = next((i for i, (_, other) in enumerate(chosen) if other.overlaps(span)), None)
        if over is None:
            chosen.append((label, span))
        elif chosen[over][0] == label:  # "Japan's Nikkei" and "Nikkei 225"
            other = chosen[over][1]
            chosen[over] = (label, Span(min(other.start, span.start), max(other.end, span.end)))
    return sorted(chosen, key=lambda match: match[1])


def load_mention_finder(nlp: Language, gazetteer: Gazetteer) -> MentionFinder:
    """Compile the gazetteer's names for the pipeline's tokenizer."""
    from spacy.matcher import PhraseMatcher  # noqa: PLC0415 — spaCy is imported where it is loaded

    names, tickers = PhraseMatcher(nlp.vocab, attr="LOWER"), PhraseMatcher(nlp.vocab, attr="ORTH")
    by_key: dict[int, Entry | None] = {nlp.vocab.strings.add(_BLOCKED): None}
    for entry in gazetteer.entries:
        by_key[nlp.vocab.strings.add(entry.name)] = entry
        printed = {entry.name, *entry.aliases, *entry.nicknames}
        names.add(entry.name, [nlp.make_doc(name) for name in sorted(printed)])
        if entry.tickers:
            tickers.add(entry.name, [nlp.make_doc(ticker) for ticker in entry.tickers])
    names.add(_BLOCKED, [nlp.make_doc(phrase) for phrase in gazetteer.blocked])
    return MentionFinder(gazetteer, names, tickers, by_key)
