"""Where a text names an index, a future or a fund.

Names come from the gazetteer through spaCy's `PhraseMatcher`, the longest first, so that "iShares Russell 2000 Growth
ETF" is no Russell 2000 and the "500" of "S&P 500" no figure.  An "X Index" that is not listed is still found.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from summarizer.types import Entity, Kind, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.language import Language
    from spacy.matcher import PhraseMatcher
    from spacy.tokens import Doc
    from spacy.tokens import Span as TokenSpan

    from summarizer.gazetteer import Entry, Gazetteer

#: Index words that may trail a name and belong to its mention: "the Nikkei stock average", "the FTSE 100 share index".
_TAIL = re.compile(
    r"(?:\s+(?:share|stock|stocks|shares|price|equity|composite|benchmark|blue-chip|Composite|Stock|Share|Price|Total\ Return|"
    r"large-cap|small-cap|market|main|Sensitive|spot|cash|panic|sector|sectoral|Sector))*\s+"
    r"(?:index|Index|INDEX|average|Average|gauge|sub-?index|subgroup|barometer|benchmark)\b(?!\s+(?:futures?|funds?|fund|provider|points?|level|options?|ETF|strategist|investing|heavyweights?|rebalancing|inclusion|committee))",
)
_COMPOSITE = re.compile(r"\s+[Cc]omposite\b")
_FUTURES_AFTER = re.compile(
    r"(?:\s*\([^)]{1,12}\))?\s+(?:index\s+)?(?:(?:e|E)-?(?:m|M)inis?\s*)?(?:futures?|Futures|(?:e|E)-?(?:m|M)inis?|contracts?)\b(?:\s+(?:contracts?|index))?"
)
_FUTURES_LIST = re.compile(r"(?:\s*\([^)]{1,12}\))?(?:,?\s+and\s+(?:the\s+)?|,\s+(?:the\s+)?|\s*/\s*)$")
#: "Futures: Dow off a little, S&P 500 flat": a label makes futures of a whole line.
_FUTURES_LABEL = re.compile(
    r"^[^\w\n]*(?:[\w.&]+\ ){0,3}(?:futures|e-minis)(?:\ \w+){0,2}:[^\n]*", re.IGNORECASE | re.MULTILINE
)
_FUTURES_BEFORE = re.compile(
    r"\b(?:futures|e-?minis|contracts|(?:those|ones|counterparts)(?=\s+(?:on|for|tied)))\s+(?:contracts?\s+)?(?:on|for|tied\s+to|linked\s+to|tracking|of|based\s+on)\s+(?:the\s+)?(?:benchmark\s+|blue-chip\s+|tech-heavy\s+)*$",
    re.IGNORECASE,
)
#: Capitalised names that end in Index and are no stock index.
_NO_STOCK_INDEX = re.compile(
    r"\b(?:Price|Prices|Managers?['’]?|Purchasing|PMI|Dollar|Confidence|Sentiment|Climate|Manufacturing|Services|Activity|Cost|Misery|"
    r"Commodity|Commodities|Bond|Treasury|Housing|Home|Economic|Optimism|Currency|Volume|Uncertainty|Production|Expectations|Pressure|"
    r"Strength|Condition|Conditions|Greed|Freight|Dry|Inflation|Tendency|Surprise|Labou?r|Employment|Leading|Coincident|Human|Development|"
    r"Big\ Mac|Composite\ PMI|Outlook|Small\ Business|Momentum|Food|Container|Case-Shiller|The|This|That|An?|Our|Its|ISM|CPI|PPI|PCE|ZEW|Ifo|IFO|GDP|Metals?\ Price)\b"
)
_UNLISTED = re.compile(
    r"(?:(?:[A-Z][\w&’'/.-]*|\d{2,4})\s){1,5}(?:Index|Composite|Average)\b(?!\s+(?:[Ff]und|ETF|provider|[Ff]utures))"
)
_TICKER_BRACKET = re.compile(r"\s*\(\s*")
_COMPANY_TAIL = re.compile(
    r"(?:,)?\s+(?:Inc|Corp|Corporation|Ltd|plc|Group|Global|Holdings|Dow\ Jones\ Indices)\b"
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


@dataclass(frozen=True, slots=True)
class MentionFinder:
    """Finds the entities of a gazetteer in a tokenized text."""

    gazetteer: Gazetteer
    names: PhraseMatcher
    tickers: PhraseMatcher
    by_key: dict[int, Entry | None]

    def find(self, doc: Doc) -> Iterator[Mention]:
        """Every mention, in order and disjoint; offsets count characters of the text."""
        spans = [
            span for span in self.names(doc, as_spans=True) if self._cased(span.text, self.by_key[span.label])
        ]
        spans += self.tickers(doc, as_spans=True)
        text, last = doc.text, 0
        found: list[Mention] = []
        for label, span in _longest(spans):
            entry = self.by_key[label]
            if entry is None or span.start < last or _COMPANY_TAIL.match(text, span.end):
                continue
            if found and _TICKER_BRACKET.fullmatch(text, found[-1].span.end, span.start):
                continue  # "the Nasdaq 100 (NDX)": one mention
            mention = self._mention(text, entry, span)
            last = mention.span.end
            found.append(mention)
        found = list(self._shared_futures(text, found))
        taken = [mention.span for mention in found]
        found += [m for m in _find_unlisted(text) if not any(m.span.overlaps(span) for span in taken)]
        yield from sorted(found, key=lambda mention: mention.span)

    @staticmethod
    def _cased(printed: str, entry: Entry | None) -> bool:
        """A name is printed with a capital; only nicknames ("fear gauge") are not."""
        if entry is None or printed != printed.lower() or any(c.isdigit() for c in printed):
            return True
        return printed in {nickname.lower() for nickname in entry.nicknames}

    def _mention(self, text: str, entry: Entry, span: Span) -> Mention:
        future = _FUTURES_AFTER.match(text, span.end)
        if entry.kind is Kind.INDEX and (
            future or _FUTURES_BEFORE.search(text, max(0, span.start - 60), span.start)
        ):
            return self._future(entry, Span(span.start, future.end() if future else span.end))
        composite = _COMPOSITE.match(text, span.end)
        if composite and entry.kind is Kind.INDEX:
            span = Span(span.start, composite.end())
        tail = _TAIL.match(text, span.end) if entry.kind is Kind.INDEX else None
        return _listed(entry, Span(span.start, tail.end() if tail else span.end))

    def _future(self, entry: Entry, span: Span) -> Mention:
        known = self.gazetteer.find(f"{entry.name} futures")
        if entry.name == "Nasdaq Composite":  # futures trade on the Nasdaq 100 only
            known = self.gazetteer.find("Nasdaq 100 futures") or known
        if known:
            return _listed(known, span)
        return Mention(Entity(f"{entry.name} futures", None, Kind.FUTURE), span, entry.region, entry.name)

    def _shared_futures(self, text: str, found: list[Mention]) -> Iterator[Mention]:
        """ "Dow, S&P 500 and Nasdaq futures" are three futures; so are "futures on the Dow and the S&P 500"."""
        mentions = list(found)
        for index in range(len(mentions) - 1, 0, -1):
            left, right = mentions[index - 1], mentions[index]
            between = text[left.span.end : right.span.start]
            printed = right.span.of(text).casefold()
            if right.entity.kind is Kind.FUTURE and left.entity.kind is Kind.INDEX and "future" in printed:
                if _FUTURES_LIST.fullmatch(between):
                    mentions[index - 1] = self._as_future(left)
        for index in range(1, len(mentions)):
            left, right = mentions[index - 1], mentions[index]
            between = text[left.span.end : right.span.start]
            if left.entity.kind is Kind.FUTURE and "future" not in left.span.of(text).casefold():
                if right.entity.kind is Kind.INDEX and _FUTURES_LIST.fullmatch(between):
                    mentions[index] = self._as_future(right)
        labelled = [Span(*match.span()) for match in _FUTURES_LABEL.finditer(text)]
        for mention in mentions:
            future = mention.entity.kind is Kind.INDEX and any(
                mention.span.within(label) for label in labelled
            )
            yield self._as_future(mention) if future else mention

    def _as_future(self, mention: Mention) -> Mention:
        entry = self.gazetteer.find(mention.entity.name)
        return self._future(entry, mention.span) if entry else mention


def _longest(matches: Iterable[TokenSpan]) -> list[tuple[int, Span]]:
    """Matches that don't overlap, the longest first where they do; overlapping names of one entity are one."""
    chosen: list[tuple[int, Span]] = []
    for match in sorted(matches, key=lambda m: (m.start_char - m.end_char, m.start_char)):
        span = Span(match.start_char, match.end_char)
        over = next((i for i, (_, other) in enumerate(chosen) if other.overlaps(span)), None)
        if over is None:
            chosen.append((match.label, span))
        elif chosen[over][0] == match.label:  # "Japan's Nikkei" and "Nikkei 225"
            other = chosen[over][1]
            chosen[over] = (match.label, Span(min(other.start, span.start), max(other.end, span.end)))
    return sorted(chosen, key=lambda item: item[1])


def _listed(entry: Entry, span: Span) -> Mention:
    return Mention(
        Entity(entry.name, entry.symbol, entry.kind), span, entry.region, entry.parent, is_gauge(entry.name)
    )


def is_gauge(name: str) -> bool:
    """Whether a name is a volatility gauge's."""
    return bool(re.search(r"\b(?:VIX|VSTOXX|VXN|VXD|RVX|VHSI|VNKY|VDAX|volatility)\b", name, re.IGNORECASE))


def _find_unlisted(text: str) -> Iterator[Mention]:
    for match in _UNLISTED.finditer(text):
        name = match.group()
        cut = max(
            (
                m.end()
                for m in re.finditer(r"\b(?:The|A|An|In|On|Its|And|Meanwhile|But|While|As|For)\s", name)
            ),
            default=0,
        )
        name, start = name[cut:], match.start() + cut
        if len(name.split()) > 1 and not _NO_STOCK_INDEX.search(name):
            yield Mention(Entity(name, None, Kind.INDEX), Span(start, match.end()), None, None)


def load_mention_finder(nlp: Language, gazetteer: Gazetteer) -> MentionFinder:
    """Compile the gazetteer's names for the pipeline's tokenizer."""
    from spacy.matcher import PhraseMatcher  # noqa: PLC0415 — see above

    names, tickers = PhraseMatcher(nlp.vocab, attr="LOWER"), PhraseMatcher(nlp.vocab, attr="ORTH")
    by_key: dict[int, Entry | None] = {}
    make_doc = nlp.make_doc
    for entry in gazetteer.entries:
        key = nlp.vocab.strings.add(entry.name)
        by_key[key] = entry
        printed = {entry.name, *entry.aliases, *entry.nicknames}
        names.add(entry.name, [make_doc(name) for name in sorted(printed)])
        if entry.tickers:
            tickers.add(entry.name, [make_doc(ticker) for ticker in entry.tickers])
    blocked = nlp.vocab.strings.add("(blocked)")
    by_key[blocked] = None
    names.add("(blocked)", [make_doc(phrase) for phrase in gazetteer.blocked])
    return MentionFinder(gazetteer, names, tickers, by_key)
