"""Invented news without end, as unevenly spread as news is: what `million.py` fills its database with.

Every day each index moves once; publishers report it rounded, late, in other words, and now and then wrong.  Some
articles are copies of others, some are edited afterwards.
"""

from __future__ import annotations

import itertools
import random
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from summarizer.gazetteer import load_gazetteer
from summarizer.types import (
    Article,
    Citation,
    Claim,
    Digest,
    Entity,
    Extraction,
    Hedge,
    Metric,
    Period,
    Quantity,
    Span,
    Statement,
    Summary,
    SummarySentence,
    Unit,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from summarizer.gazetteer import Entry

#: Trading days over which the news is spread; the last ones have most of it.
DAYS = 2_500
#: Of an article: that it is another one's copy, that it was edited, that somebody printed a wrong figure.
COPIED, EDITED, WRONG = 0.06, 0.05, 0.01
PUBLISHERS = (
    "Harbour Post",
    "Quay Times",
    "Mole Wire",
    "Pier Journal",
    "Basin Daily",
    "Lock Gazette",
    "Jetty",
    "Dock & Co",
)
#: What everybody writes of, in the order in which they do; all other indexes come behind.
FIRST = ("S&P 500", "Nasdaq Composite", "Dow Jones Industrial Average", "Russell 2000", "STOXX 600", "Nikkei 225")
GIVEN = (
    "Ann Bea Cai Dov Eli Fay Gus Hal Ida Jon Kim Lea Max Nia Ola Pat Quin Ray Sue Tom Uma Vic Wes Xia Yan Zoe".split()
)
FAMILY = "Abbot Baker Cole Dunn Ebers Finch Gale Hart Ives Joss Kerr Lund Marsh North Olsen Penn Rowe Stone".split()
FIRMS = "Acme Capital|Birch Asset Management|Cedar Bank|Delta Partners|Elm Securities|Fir Research|Grove".split("|")
ROLES = ("strategist", "chief economist", "portfolio manager", "analyst")
VIEWS = (
    "Small companies look cheap and the rally can go on",
    "We remain cautious because earnings are weak",
    "Rates will help, and I would buy every dip",
    "The market is expensive and we expect a deep fall",
    "Nobody knows what the tariffs will do",
)
ASIDES = (
    "Traders waited for the central bank, whose minutes are due on Wednesday.",
    "Ten-year yields stood at {:.2f}% while the dollar was little changed.",
    "Oil fell as inventories of crude rose more than expected.",
    "Shares of chip makers led the market after an upbeat forecast.",
    "Volume was thin before the holiday, and few stocks moved much.",
)


@dataclass(frozen=True, slots=True)
class Kept:
    """An article as it came."""

    digest: Digest
    seen_at: datetime
    #: Id of the article that it is a copy of.
    copy_of: str | None = None


def write_news(claims: int, last: date) -> Iterator[Kept]:
    """Articles in the order in which they are read, until they make so many claims; an edited one comes twice."""
    chance = random.Random(8)  # noqa: S311 - the same every time
    market = _Market(last, chance)
    made = 0
    for number in itertools.count(1):
        if made >= claims:
            return
        day = market.days[int(DAYS * (made / claims) ** 0.5)]
        came = [*_come(number, day, market, chance)]
        made += sum(len(kept.digest.extraction.claims) for kept in came)
        yield from came


def _come(number: int, day: date, market: _Market, chance: random.Random) -> Iterator[Kept]:
    at = datetime(day.year, day.month, day.day, 13, tzinfo=UTC) + timedelta(minutes=chance.randrange(600))
    publisher = chance.choices(PUBLISHERS, range(len(PUBLISHERS), 0, -1))[0]
    draft = _Draft()
    draft.report(market, day, chance)
    first = draft.digest(f"{number:016x}", publisher, at)
    yield Kept(first, at + timedelta(minutes=5))
    if chance.random() < EDITED:
        draft.report_one(market.draw(chance), market, day, chance)
        yield Kept(draft.digest(f"{number:016x}", publisher, at), at + timedelta(hours=2))
    elif chance.random() < COPIED:
        copy = replace(first.article, id=f"c{number:015x}", publisher=chance.choice(PUBLISHERS), url=None)
        yield Kept(replace(first, article=copy), at + timedelta(minutes=30), first.article.id)


class _Market:
    """What truly happened."""

    def __init__(self, last: date, chance: random.Random) -> None:
        entries = {entry.name: entry for entry in load_gazetteer().entries}
        head = [entries.pop(name) for name in FIRST if name in entries]
        tail = list(entries.values())
        chance.shuffle(tail)
        self.entries: Sequence[Entry] = [*head, *tail]
        self.days = _trading_days(last)
        self._shares = list(itertools.accumulate(1 / (rank + 1) for rank in range(len(self.entries))))
        self._moves: dict[tuple[str, date], float] = {}
        self._chance = chance

    def draw(self, chance: random.Random) -> Entry:
        """An index, the well-known ones more often."""
        return chance.choices(self.entries, cum_weights=self._shares)[0]

    def move(self, entry: Entry, day: date) -> float:
        """The day's move in percent."""
        key = entry.name, day
        if key not in self._moves:
            self._moves[key] = self._chance.gauss(0.03, 1.1)
        return self._moves[key]

    def level(self, entry: Entry, day: date) -> float:
        """Where the index closed; enough of a walk to look like one."""
        age = (self.days[-1] - day).days
        return (500 + sum(entry.name.encode()) * 3) * 0.99985**age * (1 + self.move(entry, day) / 100)


def _trading_days(last: date) -> list[date]:
    found: list[date] = []
    day = last
    while len(found) < DAYS:
        if day.isoweekday() <= 5:
            found.append(day)
        day -= timedelta(days=1)
    return found[::-1]


@dataclass(slots=True)
class _Draft:
    """An article while it is written, and what it says."""

    text: str = ""
    claims: list[Claim] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    quantities: list[Quantity] = field(default_factory=list)
    sentences: list[Span] = field(default_factory=list)

    def report(self, market: _Market, day: date, chance: random.Random) -> None:
        """A lead, some other indexes, an aside and somebody's view."""
        main = market.draw(chance)
        self.report_one(main, market, day, chance)
        self.report_longer(main, market, day, chance)
        for _ in range(chance.choice((1, 2, 2, 3))):
            self.report_one(market.draw(chance), market, day, chance)
        self.say_aside(chance)
        if chance.random() < 0.7:
            self.report_view(main, market, day, chance)
        if chance.random() < 0.5:
            self.say_aside(chance)

    def report_one(self, entry: Entry, market: _Market, day: date, chance: random.Random) -> None:
        """The day's move, and often where that left the index."""
        move = market.move(entry, day)
        if chance.random() < WRONG:
            move = -move
        figure = f"{abs(move):.{chance.choice((1, 2, 2, 2))}f}%"
        verb = "fell" if move < 0 else "rose"
        level = f"{market.level(entry, day):,.2f}"
        with_level = chance.random() < 0.6
        ending = f" to {level}" if with_level else f" as {chance.choice(('banks', 'chips', 'miners'))} moved"
        sentence = self._say(f"The {entry.name} {verb} {figure} on {day:%A}{ending}.")
        value = Decimal(figure.rstrip("%"))
        signed = value.copy_negate() if move < 0 else value
        self._claim(entry, Metric.CHANGE, signed, figure, sentence, period=Period.DAY, day=day.isoformat())
        if with_level:
            value = Decimal(level.replace(",", ""))
            self._claim(entry, Metric.LEVEL, value, level, sentence, day=day.isoformat())

    def report_longer(self, entry: Entry, market: _Market, day: date, chance: random.Random) -> None:
        """How the month and the year have been."""
        for period, words in ((Period.MONTH, f"so far in {day:%B}"), (Period.YEAR, "this year")):
            move = market.move(entry, day.replace(day=1)) * (3 if period is Period.MONTH else 11)
            figure = f"{abs(move):.{chance.choice((0, 1))}f}%"
            verb = "lost" if move < 0 else "gained"
            sentence = self._say(f"The {entry.name} has {verb} more than {figure} {words}.")
            value = Decimal(figure.rstrip("%"))
            signed = value.copy_negate() if move < 0 else value
            self._claim(
                entry, Metric.CHANGE, signed, figure, sentence, period=period, day=day.isoformat(), hedge=Hedge.OVER
            )

    def report_view(self, entry: Entry, market: _Market, day: date, chance: random.Random) -> None:
        """What one of a few hundred commentators said, and where they see the index."""
        # Those who talk most talk far more than the others.
        name = f"{GIVEN[int(26 * chance.random() ** 2)]} {FAMILY[int(18 * chance.random() ** 2)]}"
        firm = FIRMS[sum(name.encode()) % len(FIRMS)]
        role = ROLES[sum(name.encode()) % len(ROLES)]
        span = self._say(f'"{chance.choice(VIEWS)}," said {name}, {role} at {firm}.')
        self._statement(name, role, firm, "said", span)
        target = f"{market.level(entry, day) * 1.1:,.0f}"
        span = self._say(f"The {entry.name} could reach {target} by the end of the year, {name} added.")
        value = Decimal(target.replace(",", ""))
        self._claim(entry, Metric.FORECAST, value, target, span, day=str(day.year), speaker=name)
        self._statement(name, role, firm, "added", span)

    def say_aside(self, chance: random.Random) -> None:
        """Something about no index."""
        span = self._say(chance.choice(ASIDES).format(3 + chance.random() * 2))
        said = span.of(self.text)
        if "%" in said:
            printed = said.split(" at ")[1].split("%")[0] + "%"
            start = self.text.index(printed, span.start)
            self.quantities.append(
                Quantity(Decimal(printed.rstrip("%")), "percent", Span(start, start + len(printed)), span)
            )

    def digest(self, article_id: str, publisher: str, at: datetime) -> Digest:
        """The article as it stands, with a summary that cites its first claim."""
        lead = self.sentences[0].of(self.text)
        url = f"https://news.example/{publisher[:4].lower()}/{article_id}"
        article = Article(article_id, self.text, lead.rstrip("."), at, publisher, url)
        extraction = Extraction(
            tuple(self.claims), tuple(self.statements), tuple(self.sentences), tuple(self.quantities)
        )
        claim = self.claims[0]
        start = claim.span.start - claim.sentence.start
        summary = Summary(
            text=lead,
            model="invented",
            revision="1",
            verified=True,
            sentences=(SummarySentence(Span(0, len(lead)), "source", (claim.sentence,)),),
            citations=(Citation(Span(start, start + claim.span.end - claim.span.start), 0, claim.span),),
            omitted=tuple(range(1, len(self.claims))),
        )
        return Digest(article, extraction, summary)

    def _say(self, sentence: str) -> Span:
        start = len(self.text) + 1 if self.text else 0
        self.text = f"{self.text} {sentence}" if self.text else sentence
        self.sentences.append(Span(start, len(self.text)))
        return self.sentences[-1]

    def _claim(
        self,
        entry: Entry,
        metric: Metric,
        value: Decimal,
        printed: str,
        sentence: Span,
        *,
        day: str,
        period: Period | None = None,
        hedge: Hedge | None = None,
        speaker: str | None = None,
    ) -> None:
        start = self.text.rindex(printed, sentence.start)
        mention = self.text.index(entry.name, sentence.start)
        self.claims.append(
            Claim(
                entity=Entity(entry.name, entry.symbol, entry.kind),
                metric=metric,
                value=value,
                unit=Unit.PERCENT if metric is Metric.CHANGE else Unit.LEVEL,
                period=period,
                date=day,
                hedge=hedge,
                span=Span(start, start + len(printed)),
                mention=Span(mention, mention + len(entry.name)),
                sentence=sentence,
                speaker=speaker,
            )
        )

    def _statement(self, name: str, role: str, firm: str, cue: str, span: Span) -> None:
        start = self.text.index(name, span.start)
        self.statements.append(Statement(name, role, firm, cue, span, Span(start, start + len(name))))
