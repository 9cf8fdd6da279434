"""Over which time a move happened, and the date of the session it is told of."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from datetime import date, time
from typing import TYPE_CHECKING

from summarizer.dates import (
    EARLY,
    OPENING,
    ZONES,
    Anchor,
    find_horizon,
    find_times,
    local_time,
    resolve,
    session_date,
    trading_day_before,
    trading_order,
)
from summarizer.extract.pieces import PieceKind
from summarizer.types import Kind, Metric, Period, Slot, Unit

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from summarizer.dates import TimePhrase
    from summarizer.extract.mentions import Mention
    from summarizer.extract.pieces import Piece
    from summarizer.types import Article, Span

_BREAKS = frozenset("; while whereas although though but compared versus".split())
_CAUSES = frozenset("after as when because amid following before".split())
_SOFT = frozenset("with as after when because amid following".split())
#: Words of a report on a finished session, and of one on a session that goes on.
_CLOSED = re.compile(
    r"\b(?:(?:closed|ended|finished|settled|concluded|ends|closes|settles)(?: \w+){0,3}? (?:up|down|higher|lower|flat|at|in|\d)|"
    r"to (?:end|close|finish|settle) (?:\w+ )?(?:at|up|down|higher|lower)|at (?:the|market) close|(?:by|at|of) the close\b|closing (?:at|up|down|higher|lower|bell)|"
    r"(?:to|for) (?:a|an) (?:\w+ )?clos(?:e|ing)|at the bell\b|(?:closed|ended|finished|settled) (?:the|a) (?:session|day|\w+day)|finishing|"
    r"ended|closed|settled|finished|ends|closes)\b",
    re.IGNORECASE,
)
_LIVE = re.compile(
    r"\b(?:(?:at|by|around|as of) (?:about )?\d{1,2}[:.]\d\d|(?:at|by) \d{4} (?:GMT|ET|IST)|(?:at|by) \d{1,2} ?[ap]\.?m|"
    r"(?:by|at|around) (?:mid-?day|noon)|mid-?day|opened|opens|early (?:trad|deal|on)\w*|(?:morning|afternoon|mid-morning) (?:trad|session)\w*|"
    r"(?:is|are|was|were) (?:currently |now )?trading|(?:is|are) (?:currently |now |last )(?:up|down|higher|lower)|was last (?:up|down)|"
    r"currently|so far today|on track (?:for|to)|set to open|at the open)\b",
    re.IGNORECASE,
)
#: The present tense alone ("is up 9% this year") tells of a sentence, not of the report.
_LIVE_HERE = re.compile(rf"{_LIVE.pattern}|\b(?:is|are) (?:up|down|higher|lower)\b", re.IGNORECASE)
#: Reports in the present tense are written while the market moves.
_PRESENT = re.compile(
    r"\b(?:rises|falls|gains|drops|slips|climbs|tumbles|jumps|trades|stands|sheds|adds|loses|sinks|dips|advances|slides|opens)\b"
)
#: A cue in the headline tells of the whole report; the body's tell mostly of their own sentences.
_HEADLINE_WEIGHT = 3
#: Only the opening names the session; later weekdays are those of other events.
_OPENING_CHARACTERS = 700
_RECENT_DAYS = 7
#: Reasons of a period that nothing but the kind and time of the report gives.
DEFAULT_REASON, LIVE_REASON = "a closed session", "a live report"
ELSEWHERE_REASON = "a market that closed before the reported one traded"
#: Words of a running session that outweigh a clock which says that the market has closed.
_LIVE_LEAD, _CLOSED_LEAD = 4, 2
#: So many names at the head of a story tell which market it reports.
_LEADS = 6
#: Periods that go on from one sentence to the next.
_CARRIED = (Period.WEEK, Period.MONTH, Period.QUARTER, Period.HALF, Period.YEAR, Period.TWELVE_MONTHS)
#: A heading ("For the week:", "Year to date") has no more pieces than this.
_HEADING_PIECES = 7
_SUPERLATIVES = frozenset(
    "highest lowest best biggest worst largest steepest sharpest first strongest weakest high low record longest deepest smallest fastest most".split()
)
_CLAUSE_STARTS = frozenset(", and ; : but".split())
_DISTANCES = frozenset("below above off short away beneath under beyond from".split())
#: A move that was undone is one within the session: "erased a 1% gain", "trimmed an earlier 2% drop".
_UNDONE = frozenset(
    "erased erasing trimmed trimming wiped recovered recovering pared paring reversed reversing swung swinging hold overturned cancelled "
    "canceled clawed".split()
)
_UNDONE_FROM = frozenset("recovered recovering swung swinging clawed".split())
_OPENED = frozenset("opened opens opening started starts starting".split())
_AMERICAN = trading_order("US")
#: The end of trading by the market's own clock.
_CLOSE = time(16, 0)
_CLOSES = {
    "China": time(15, 0), "Japan": time(15, 0), "Taiwan": time(13, 30), "South Korea": time(15, 30), "Vietnam": time(14, 45), "India": time(15, 30),
    "Indonesia": time(15, 0), "Philippines": time(15, 0), "UK": time(16, 30), "Germany": time(17, 30), "France": time(17, 30), "Europe": time(17, 30),
    "Eurozone": time(17, 30), "Italy": time(17, 30), "Spain": time(17, 30), "Netherlands": time(17, 30), "Switzerland": time(17, 30),
}  # fmt: skip
#: A phrase after the figure is preferred to one before it that is up to this many pieces nearer.
_FOLLOWS = 3


@dataclass(frozen=True, slots=True)
class Session:
    """What the article as a whole says of its session."""

    #: Calendar day of publication, as printed.
    today: date | None
    #: When it was published.
    published: datetime | None
    #: The session's date as the text names it ("on Tuesday"); None where it names none.
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
        """Where a market stands when the reported one trades: -1 closed earlier the same day, 1 closed the day before, else 0."""
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
        if self.published is None or region not in ZONES:
            return None
        local = local_time(self.published, region)
        return (
            None
            if local is None
            else OPENING <= local.time() < _CLOSES.get(region, _CLOSE) and local.weekday() < 5
        )  # noqa: PLR2004 — a weekend

    def day(self, region: str | None) -> date | None:
        """The session's date in that region's market."""
        if self.named and self.published:
            if self.elsewhere(region) <= 0:
                return self.named
            if self.published.tzinfo:
                return min(self.named, session_date(self.published, region))
            return self.named if self.published.time() < EARLY else trading_day_before(self.named)
        return session_date(self.published, region) if self.published else None


def read_session(
    article: Article, sentences: Sequence[Span], times: Sequence[TimePhrase], mentions: Sequence[Mention]
) -> Session:
    """Find the session an article is about, and whether it had closed, from its words and its time.

    `sentences` are the story's, in order.
    """
    start = sentences[0].start if sentences else 0
    headline, published = article.title or "", article.published
    today = published.date() if published else None
    named = _named_session(times, start, today, session_date(published, None)) if published and today else None
    told = " \n".join(
        span.of(article.text) for span in sentences if not _told_of_before(span, times, today, named)
    )
    closed = len(_CLOSED.findall(told)) + _HEADLINE_WEIGHT * len(_CLOSED.findall(headline))
    live = len(_LIVE.findall(told)) + _HEADLINE_WEIGHT * len(_LIVE.findall(headline))
    live += len(_PRESENT.findall(told)) // 2
    leads = [mention for mention in mentions if mention.span.start >= start][:_LEADS]
    orders = [order for mention in leads if (order := trading_order(mention.region)) is not None]
    futures = sum(mention.entity.kind is Kind.FUTURE for mention in leads)
    return Session(
        today,
        published,
        named,
        closed >= live,
        home=max(set(orders), key=orders.count) if orders else None,
        premarket=2 * futures > len(leads),
        live_words=live - closed >= _LIVE_LEAD,
        closed_words=closed - live >= _CLOSED_LEAD,
        headline=next((t.period for t in find_times(headline) if t.period in _CARRIED), None),
    )


def _told_of_before(
    sentence: Span, times: Sequence[TimePhrase], today: date | None, named: date | None
) -> bool:
    """Whether a sentence tells of an earlier session: its "closed" says nothing of this one."""
    if today is None:
        return False
    first = bisect_left(times, sentence.start, key=lambda phrase: phrase.span.start)
    for phrase in times[first:]:
        if phrase.span.start >= sentence.end:
            return False
        if phrase.anchor is Anchor.YESTERDAY:
            return True
        if phrase.anchor in (Anchor.WEEKDAY, Anchor.DAY) and phrase.period is None:
            day = _recent(phrase, today)
            if day is not None and named is not None and day < named:
                return True
    return False


def _named_session(times: Sequence[TimePhrase], start: int, today: date, expected: date) -> date | None:
    """The expected session where the text names its day anywhere, else the first recent day of the opening."""
    first: date | None = None
    for phrase in times:
        if phrase.span.start < start or phrase.future or phrase.period is not None:
            continue
        if phrase.anchor in (Anchor.WEEKDAY, Anchor.DAY):
            day = _recent(phrase, today)
            if day == expected:
                return day
            if (
                first is None
                and day
                and day.weekday() < 5
                and phrase.span.start <= start + _OPENING_CHARACTERS
            ):  # noqa: PLR2004 — a session
                first = day
    return first


def _recent(phrase: TimePhrase, today: date) -> date | None:
    iso = resolve(phrase, today)
    if iso is None or len(iso) != len("2024-11-25"):
        return None
    day = date.fromisoformat(iso)
    return day if 0 <= (today - day).days <= _RECENT_DAYS else None


@dataclass(frozen=True, slots=True)
class When:
    """Period and date of a claim, which of them no words state, and why."""

    period: Period | None
    date: str | None
    implicit: frozenset[Slot]
    reasons: tuple[tuple[Slot, str], ...]


def when_of(
    pieces: Sequence[Piece],
    i: int,
    unit: Unit,
    metric: Metric,
    mention: Mention,
    session: Session,
    carried: Piece | None,
) -> When:
    """The period and date of the figure at `i`.  `carried` is the period phrase that the sentences before set."""
    phrase = _phrase(pieces, i) if unit is not Unit.LEVEL else None
    implicit: set[Slot] = set()
    if unit is Unit.LEVEL:
        period, why = None, "a level has no period"
    elif phrase is not None and phrase.time is not None and phrase.time.period is not None:
        period, why = phrase.time.period, f"“{phrase.text}”"
        if period is Period.INTRADAY and mention.entity.kind is Kind.FUTURE:
            period, why = Period.PREMARKET, "futures move before the open"
    elif (
        carried is not None
        and carried.time is not None
        and metric is not Metric.FORECAST
        and not _tells_session(pieces)
    ):
        period, why = carried.time.period, f"“{carried.text}”, told before"
        implicit.add(Slot.PERIOD)
    else:
        told, _, named = _date(pieces, i, unit, metric, Period.DAY, None, mention, session)
        period, why = _default(pieces, i, metric, mention, session, told if named else None)
        implicit.add(Slot.PERIOD)
    date_value, date_why, stated = _date(pieces, i, unit, metric, period, phrase, mention, session)
    if not stated:
        implicit.add(Slot.DATE)
    return When(period, date_value, frozenset(implicit), ((Slot.PERIOD, why), (Slot.DATE, date_why)))


def carry(pieces: Sequence[Piece], periods: Sequence[Period | None]) -> Piece | None:
    """The period phrase that a sentence sets for the next: a heading's, or the one that all its moves share.

    `periods` are those of the sentence's own moves.
    """
    phrases = [piece for piece in pieces if piece.time is not None and piece.time.period in _CARRIED]
    if not phrases:
        return None
    if not periods:
        heading = len(pieces) <= _HEADING_PIECES or pieces[-1].lower == ":"
        return phrases[-1] if heading else None
    first = phrases[0].time
    return phrases[0] if first is not None and set(periods) == {first.period} else None


def _tells_session(pieces: Sequence[Piece]) -> bool:
    """Whether a sentence names a day or uses the words of one session."""
    if any(
        piece.time is not None
        and piece.time.anchor in (Anchor.WEEKDAY, Anchor.TODAY, Anchor.YESTERDAY, Anchor.DAY)
        for piece in pieces
    ):
        return True
    sentence = " ".join(piece.text for piece in pieces)
    return bool(_CLOSED.search(sentence) or _LIVE_HERE.search(sentence))


def _phrase(pieces: Sequence[Piece], i: int) -> Piece | None:
    """The period phrase that governs a figure: in its own stretch after or before it, else at the sentence's head."""
    after = _scan(pieces, i, +1)
    before = _scan(pieces, i, -1)
    if after and (before is None or after[1] <= before[1] + _FOLLOWS):
        return after[0]
    if before:
        return before[0]
    return _head(pieces, i) or _tail(pieces, i)


def _scan(pieces: Sequence[Piece], i: int, step: int) -> tuple[Piece, int] | None:
    j, distance, crossed = i + step, 1, False
    while 0 <= j < len(pieces):
        piece = pieces[j]
        if piece.lower in _BREAKS:
            return None
        if step > 0 and pieces[j - 1].lower == "," and (piece.lower in _SOFT or piece.lower.endswith("ing")):
            return None
        if step > 0 and piece.lower in _CAUSES and not (j + 1 < len(pieces) and pieces[j + 1].lower == "of"):
            return None
        if piece.figure is not None and piece.figure.unit in ("percent",):
            return None
        if piece.kind is PieceKind.NAME:
            if step > 0:
                return None
            crossed = True
        if step < 0 and piece.lower == "," and j and pieces[j - 1].figure is not None:
            return None
        if piece.time is not None and piece.time.period is not None:
            others = (
                crossed
                and any(p.kind is PieceKind.FIGURE for p in pieces[:j])
                and pieces[j - 1].lower not in _CLAUSE_STARTS
            )
            if not others and not _tells_record(pieces, j) and not (_is_distance(piece) and distance > 1):
                return piece, distance
        j, distance = j + step, distance + 1
    return None


def _tells_record(pieces: Sequence[Piece], j: int) -> bool:
    """ "its highest since 2021" tells of a record, not of the move's period."""
    return pieces[j].lower == "since" and any(
        piece.lower in _SUPERLATIVES for piece in pieces[max(0, j - 6) : j]
    )


def _is_distance(piece: Piece) -> bool:
    """ "below its October peak": it governs the figure right before it only."""
    return (
        piece.time is not None and piece.time.period is Period.SINCE and piece.lower.split()[0] in _DISTANCES
    )


def _head(pieces: Sequence[Piece], i: int) -> Piece | None:
    """ "For the week, the Dow rose 1%, the Nasdaq 2%": a phrase before the first subject governs the sentence."""
    for piece in pieces[:i]:
        if piece.kind in (PieceKind.FIGURE, PieceKind.NAME):
            return None
        if piece.time is not None and piece.time.period is not None and piece.time.period is not Period.SINCE:
            return piece
    return None


def _tail(pieces: Sequence[Piece], i: int) -> Piece | None:
    """ "The Dow rose 1%, the S&P 500 2% and the Nasdaq 3% for the week": the last member's phrase is everybody's."""
    names = figures = 0
    for j in range(i + 1, len(pieces)):
        piece = pieces[j]
        if piece.lower in _BREAKS or (
            piece.kind is PieceKind.WORD
            and piece.lower
            not in ("the", "and", "index", "a", "by", "its", "on", "over", "nearly", "about", "more", "than")
        ):
            return None
        names += piece.kind is PieceKind.NAME
        figures += piece.kind is PieceKind.FIGURE
        if piece.time is not None and piece.time.period is not None and names and names == figures:
            return piece
    return None


def _default(
    pieces: Sequence[Piece], i: int, metric: Metric, mention: Mention, session: Session, date: str | None
) -> tuple[Period | None, str]:
    if metric is Metric.FORECAST:
        return Period.OTHER, "an expectation without a stated period"
    sentence = " ".join(piece.text for piece in pieces)
    if mention.entity.kind is Kind.FUTURE:
        return Period.PREMARKET, "futures move before the open"
    if _within_session(pieces, i):
        return Period.INTRADAY, "a move within the session"
    if any(piece.time is not None and piece.time.anchor is Anchor.YESTERDAY for piece in pieces[:i]):
        return Period.DAY, "a session before the day of the report"
    if _CLOSED.search(sentence):
        return Period.DAY, "the session closed"
    is_open = session.is_open(mention.region)
    if is_open and (session.closed_words or (date and session.today and date < session.today.isoformat())):
        is_open = False
    if is_open is not None and not (session.live_words and not is_open):
        if is_open or not _LIVE_HERE.search(sentence):
            return (Period.INTRADAY, LIVE_REASON) if is_open else (Period.DAY, DEFAULT_REASON)
    if _LIVE_HERE.search(sentence) and not session.closed_words:
        return Period.INTRADAY, LIVE_REASON
    if session.elsewhere(mention.region):
        return Period.DAY, ELSEWHERE_REASON
    return (Period.DAY, DEFAULT_REASON) if session.closed else (Period.INTRADAY, LIVE_REASON)


def _within_session(pieces: Sequence[Piece], i: int) -> bool:
    """ "opened 0.5% lower", "erased a 1% gain", "pared losses", "as much as 2%"."""
    before = [piece.lower for piece in pieces[max(0, i - 4) : i]]
    undone = any(
        word in _UNDONE and (word not in _UNDONE_FROM or "from" in before[k + 1 :])
        for k, word in enumerate(before)
    ) and not any(word in ("to", "and") for word in before[-2:])
    return undone or any(word in _OPENED for word in before)


def _date(
    pieces: Sequence[Piece],
    i: int,
    unit: Unit,
    metric: Metric,
    period: Period | None,
    phrase: Piece | None,
    mention: Mention,
    session: Session,
) -> tuple[str | None, str, bool]:
    if metric is Metric.FORECAST:
        horizon = (
            find_horizon(" ".join(piece.text for piece in pieces), session.today) if session.today else None
        )
        return horizon, "the horizon stated" if horizon else "no horizon stated", True
    if session.today is None:
        return None, "no publication time", False
    if metric is Metric.RECORD:
        found = _dated(pieces, i, session, mention.region, ahead=True, behind=4)
        if found:
            return found
    if period in (Period.DAY, Period.INTRADAY, Period.PREMARKET, None):
        found = _dated(pieces, i, session, mention.region, ahead=False, behind=len(pieces))
        if found:
            return found
    elif phrase is not None and phrase.time is not None and phrase.time.anchor is Anchor.YEAR:
        year = phrase.time.year
        if year is not None and year < session.today.year:
            return f"{year}-12-31", f"“{phrase.text}”", True
    day = session.day(None if mention.entity.kind is Kind.FUTURE else mention.region)
    return (day.isoformat() if day else None), "the session reported", False


def _dated(
    pieces: Sequence[Piece], i: int, session: Session, region: str | None, *, ahead: bool, behind: int
) -> tuple[str, str, bool] | None:
    if session.today is None:
        return None
    nearest: tuple[int, Piece, str] | None = None
    for j, piece in enumerate(pieces):
        time = piece.time
        if (
            time is None
            or time.future
            or time.anchor is Anchor.NONE
            or time.period not in (None, Period.MONTH)
            and not ahead
        ):
            continue
        if not ahead and (time.period is not None or time.anchor in (Anchor.MONTH, Anchor.YEAR)):
            continue
        if (
            j
            and pieces[j - 1].lower == "since"
            or time.period is Period.SINCE
            and piece.lower.startswith("since")
        ):
            continue
        if j < i - behind or (ahead and j > i + 8):
            continue
        iso = resolve(time, session.today)
        if time.anchor is Anchor.TODAY:
            day = session.day(region)
            iso = day.isoformat() if day else None
        if iso is None or (not ahead and _recent(time, session.today) is None):
            continue
        distance = abs(j - i)
        if j > i and any(p.lower in _BREAKS or (p.lower in _CAUSES and not ahead) for p in pieces[i:j]):
            continue
        if piece.lower == "overnight" and trading_order(region) != _AMERICAN:
            continue
        if nearest is None or distance < nearest[0]:
            nearest = (distance, piece, iso)
    return (nearest[2], f"“{nearest[1].text}”", True) if nearest else None
