"""Which session an article reports: its date, whether it had closed, and where other markets stood by then."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from summarizer.dates import (
    EARLY,
    ZONES,
    Anchor,
    is_trading,
    resolve,
    session_date,
    trades_on_sunday,
    trading_day_before,
    trading_order,
)
from summarizer.dates.days import is_weekend
from summarizer.extract.cues import count_closed, count_live, count_present
from summarizer.extract.headline import reviewed_period
from summarizer.types import Kind, Period

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from summarizer.dates import TimePhrase
    from summarizer.extract.mentions import Mention
    from summarizer.types import Article, Span

#: A cue in the headline tells of the whole report; the body's tell mostly of their own sentences.
_HEADLINE_WEIGHT = 3
#: So many verbs in the present tense count as one cue.
_PRESENT_SHARE = 2
#: Words of a running session that outweigh a clock which says that the market has closed, and the reverse.
_LIVE_LEAD, _CLOSED_LEAD = 4, 4
#: Where no clock tells, the opening names the session; later weekdays are those of other events.
_OPENING_CHARACTERS = 700
_RECENT_DAYS = 7
#: So many names at the head of a story tell which market it reports.
_LEADS = 6
#: Periods that go on from one sentence to the next.
CARRIED = (Period.WEEK, Period.MONTH, Period.QUARTER, Period.HALF, Period.YEAR, Period.TWELVE_MONTHS)
#: "…, as investors shrug off what was announced on Monday": the cause's day, in the same sentence.
_OF_A_CAUSE = re.compile(r"\d[^.;\n]*\b(?:as(?! of)|after|because|amid|following)\b[^.;\n]*$")
_CAUSE_REACH = 160  # characters


@dataclass(frozen=True, slots=True)
class Session:
    """What the article as a whole says of its session."""

    #: Calendar day of publication, as printed.
    today: date | None
    #: When it was published.
    published: datetime | None
    #: The session's date as the text names it ("on Tuesday"), or as a clock with a zone tells; None for neither.
    named: date | None
    #: Whether the article reports a session that has closed.
    closed: bool
    #: When the reported market trades (`trading_order`); None where the article has none of its own.
    home: int | None = None
    #: Whether the report was written before its market opened: it leads with futures.
    premarket: bool = False
    #: Whether the text's own words are those of a running session only: a live blog read after the close.
    live_words: bool = False
    #: Whether they are those of a finished session.
    closed_words: bool = False
    #: The period that the headline names: "stocks' worst week", "2023 in review".
    headline: Period | None = None

    def elsewhere(self, region: str | None) -> int:
        """Where a market stands when the reported one trades.

        -1 where it closed earlier the same day, 1 where it closed the day before, else 0.
        """
        order = trading_order(region)
        if order is None or self.home is None:
            return 0
        if order == self.home:
            return int(self.premarket)
        if order > self.home:  # the Americas may be open when Europe reports, not when Asia does
            return int(self.home == 0)
        return -1

    def is_open(self, region: str | None) -> bool | None:
        """Whether a region's market was open when the report appeared; None where the time has no zone."""
        return is_trading(self.published, region) if self.published else None

    def day(self, region: str | None) -> date | None:
        """The session's date in that region's market; None where neither text nor publication tells."""
        if self.published is None:
            return None
        if self.named is None:
            return session_date(self.published, region)
        if self.elsewhere(region) <= 0:
            return self.named
        if self.published.tzinfo:
            return min(self.named, session_date(self.published, region))
        return self.named if self.published.time() < EARLY else trading_day_before(self.named)


def read_session(
    article: Article, sentences: Sequence[Span], times: Sequence[TimePhrase], mentions: Sequence[Mention]
) -> Session:
    """Find the session an article is about, and whether it had closed, from its words and its time.

    `sentences` are the story's; all are in order.
    """
    start = sentences[0].start if sentences else 0
    headline, published = article.title or "", article.published
    today = published.date() if published else None
    leads = [mention for mention in mentions if mention.span.start >= start][:_LEADS]
    premarket = bool(leads) and 2 * sum(mention.entity.kind is Kind.FUTURE for mention in leads) >= len(leads)
    named = None
    if published:
        # futures are told of on the morning of their session
        expected = published.date() if premarket else session_date(published, _home_region(leads))
        if published.tzinfo:
            named = expected  # the clock knows the session better than the first weekday that is named
        else:
            named = _named_session(_own_times(article.text, times, start), start, published, expected)
    told = " \n".join(
        span.of(article.text) for span in sentences if not _tells_of_before(_within(times, span), today, named)
    )
    closed = count_closed(told) + _HEADLINE_WEIGHT * count_closed(headline)
    live = count_live(told) + _HEADLINE_WEIGHT * count_live(headline) + count_present(told) // _PRESENT_SHARE
    return Session(
        today,
        published,
        named,
        closed >= live,
        home=_home(leads),
        premarket=premarket,
        live_words=live - closed >= _LIVE_LEAD,
        closed_words=closed - live >= _CLOSED_LEAD,
        headline=reviewed_period(headline, published),
    )


def _home(leads: Sequence[Mention]) -> int | None:
    """When the market trades that most of the first names belong to."""
    orders = [order for mention in leads if (order := trading_order(mention.region)) is not None]
    return max(sorted(set(orders)), key=orders.count) if orders else None


def _within(times: Sequence[TimePhrase], sentence: Span) -> Sequence[TimePhrase]:
    first = bisect_left(times, sentence.start, key=lambda phrase: phrase.span.start)
    last = bisect_left(times, sentence.end, lo=first, key=lambda phrase: phrase.span.start)
    return times[first:last]


def _tells_of_before(phrases: Sequence[TimePhrase], today: date | None, named: date | None) -> bool:
    """Whether a sentence with these phrases tells of an earlier session: its "closed" says nothing of this one."""
    if today is None:
        return False
    for phrase in phrases:
        if phrase.anchor is Anchor.YESTERDAY:
            return True
        if named is not None and phrase.anchor in (Anchor.WEEKDAY, Anchor.DAY) and phrase.period is None:
            day = recent_day(phrase, today)
            if day is not None and day < named:
                return True
    return False


def _home_region(leads: Sequence[Mention]) -> str | None:
    """The region whose calendar the report keeps: the one that most of the first names belong to."""
    regions = [mention.region for mention in leads if mention.region in ZONES or trades_on_sunday(mention.region)]
    return max(dict.fromkeys(regions), key=regions.count) if regions else None


def _own_times(text: str, times: Sequence[TimePhrase], start: int) -> list[TimePhrase]:
    """The phrases that may name the report's own day: not those of a cause ("after Monday's tariffs")."""
    return [
        phrase
        for phrase in times
        if phrase.span.start >= start
        and not phrase.future
        and phrase.period is None
        and phrase.anchor in (Anchor.WEEKDAY, Anchor.DAY)
        and not _OF_A_CAUSE.search(text, max(0, phrase.span.start - _CAUSE_REACH), phrase.span.start)
    ]


def _named_session(times: Sequence[TimePhrase], start: int, published: datetime, expected: date) -> date | None:
    """The expected session where the text names its day anywhere, else the first recent day of the opening."""
    today = published.date()
    first: date | None = None
    for phrase in times:
        day = recent_day(phrase, today)
        if day == expected:
            return day
        opening = phrase.span.start <= start + _OPENING_CHARACTERS
        if first is None and opening and day is not None and not is_weekend(day):
            first = day
    return first


def recent_day(phrase: TimePhrase, today: date) -> date | None:
    """The day that a phrase names, if it lies no more than a week back."""
    iso = resolve(phrase, today)
    if iso is None or len(iso) != len("2024-11-25"):
        return None
    day = date.fromisoformat(iso)
    return day if 0 <= (today - day).days <= _RECENT_DAYS else None
