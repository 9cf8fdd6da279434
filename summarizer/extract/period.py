"""Over which time a move happened, and the date of the session it is told of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.dates import Anchor, resolve, session_date
from summarizer.extract.pieces import PieceKind
from summarizer.types import Kind, Metric, Period, Slot, Unit

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from summarizer.dates import TimePhrase
    from summarizer.extract.mentions import Mention
    from summarizer.extract.pieces import Piece

_BREAKS = frozenset("; while whereas although though but compared versus".split())
_SOFT = frozenset("with as after when because amid following".split())
_CLOSED = re.compile(
    r"\b(?:clos(?:ed|ing)|ended|finish(?:ed|ing)|settled|(?:at|by) (?:the|market) close|end(?:s|ing)? (?:\w+ )?(?:up|down|higher|lower|flat)|closes)\b", re.IGNORECASE
)
_LIVE = re.compile(
    r"\b(?:at \d{1,2}[:.]?\d\d|at \d{4} (?:GMT|ET)|a\.m\.|midday|mid-day|opened|in early|early trad|morning trad|afternoon trad|is trading|are trading|was trading|were trading|traded|"
    r"is (?:currently |now )?(?:up|down)|are (?:currently |now )?(?:up|down|higher|lower)|was (?:up|down)|were (?:up|down|higher|lower|trading)|by \d{1,2}[:.]\d\d|intraday|currently|so far today)\b",
    re.IGNORECASE,
)
_RECENT_DAYS = 7
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

    def day(self, region: str | None) -> date | None:
        """The session's date in that region's market."""
        if self.named:
            return self.named
        return session_date(self.published, region) if self.published else None


def read_session(text: str, times: Sequence[TimePhrase], published: datetime | None) -> Session:
    """Find the session an article is about: the first recent weekday or date it names, else its publication day."""
    closed, live = len(_CLOSED.findall(text)), len(_LIVE.findall(text))
    today = published.date() if published else None
    named = None
    if today:
        for phrase in times:
            if phrase.anchor not in (Anchor.WEEKDAY, Anchor.DAY, Anchor.TODAY, Anchor.YESTERDAY) or phrase.future or phrase.period:
                continue
            day = _recent(phrase, today)
            if day and phrase.anchor in (Anchor.WEEKDAY, Anchor.DAY) and day.weekday() < 5:  # noqa: PLR2004 — a session
                named = day
                break
    return Session(today, published, named, closed >= live)


def _recent(phrase: TimePhrase, today: date) -> date | None:
    from datetime import date as day_type

    iso = resolve(phrase, today)
    if iso is None or len(iso) != len("2024-11-25"):
        return None
    day = day_type.fromisoformat(iso)
    return day if 0 <= (today - day).days <= _RECENT_DAYS else None


@dataclass(frozen=True, slots=True)
class When:
    """Period and date of a claim, which of them no words state, and why."""

    period: Period | None
    date: str | None
    implicit: frozenset[Slot]
    reasons: tuple[tuple[Slot, str], ...]


def when_of(pieces: Sequence[Piece], i: int, unit: Unit, metric: Metric, mention: Mention, session: Session) -> When:
    """The period and date of the figure at `i`."""
    phrase = _phrase(pieces, i) if unit is not Unit.LEVEL else None
    implicit: set[Slot] = set()
    if unit is Unit.LEVEL:
        period, why = None, "a level has no period"
    elif phrase is not None and phrase.time is not None and phrase.time.period is not None:
        period, why = phrase.time.period, f"“{phrase.text}”"
    else:
        period, why = _default(pieces, i, metric, mention, session)
        implicit.add(Slot.PERIOD)
    date_value, date_why, stated = _date(pieces, i, unit, metric, period, phrase, mention, session)
    if not stated:
        implicit.add(Slot.DATE)
    return When(period, date_value, frozenset(implicit), ((Slot.PERIOD, why), (Slot.DATE, date_why)))


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
    j, distance = i + step, 1
    while 0 <= j < len(pieces):
        piece = pieces[j]
        if piece.lower in _BREAKS:
            return None
        if piece.lower in _SOFT and step > 0 and pieces[j - 1].lower == ",":
            return None
        if piece.figure is not None and piece.figure.unit in ("percent",):
            return None
        if piece.kind is PieceKind.NAME and step > 0:
            return None
        if step < 0 and piece.lower == "," and j and pieces[j - 1].figure is not None:
            return None
        if piece.time is not None and piece.time.period is not None:
            if not (piece.time.period is Period.SINCE and piece.time.anchor is Anchor.NONE and _record_tail(pieces, j)):
                return piece, distance
        j, distance = j + step, distance + 1
    return None


def _record_tail(pieces: Sequence[Piece], j: int) -> bool:
    """"its highest since 2021" tells of a record, not of the move's period."""
    return any(piece.lower in ("highest", "lowest", "best", "biggest", "worst", "largest", "steepest", "sharpest", "first", "strongest", "weakest", "high", "low", "record") for piece in pieces[max(0, j - 6) : j])


def _head(pieces: Sequence[Piece], i: int) -> Piece | None:
    """"For the week, the Dow rose 1%, the Nasdaq 2%": a phrase before the first subject governs the sentence."""
    for piece in pieces[:i]:
        if piece.kind in (PieceKind.FIGURE, PieceKind.NAME):
            return None
        if piece.time is not None and piece.time.period is not None and piece.time.period is not Period.SINCE:
            return piece
    return None


def _tail(pieces: Sequence[Piece], i: int) -> Piece | None:
    """"The Dow rose 1%, the S&P 500 2% and the Nasdaq 3% for the week": the last member's phrase is everybody's."""
    names = figures = 0
    for j in range(i + 1, len(pieces)):
        piece = pieces[j]
        if piece.lower in _BREAKS or (piece.kind is PieceKind.WORD and piece.lower not in ("the", "and", "index", "a", "by", "its", "on", "over", "nearly", "about", "more", "than")):
            return None
        names += piece.kind is PieceKind.NAME
        figures += piece.kind is PieceKind.FIGURE
        if piece.time is not None and piece.time.period is not None and names and names == figures:
            return piece
    return None


def _default(pieces: Sequence[Piece], i: int, metric: Metric, mention: Mention, session: Session) -> tuple[Period | None, str]:
    if metric is Metric.FORECAST:
        return Period.OTHER, "an expectation without a stated period"
    sentence = " ".join(piece.text for piece in pieces)
    if mention.entity.kind is Kind.FUTURE:
        return Period.PREMARKET, "futures move before the open"
    if _CLOSED.search(sentence):
        return Period.DAY, "the session closed"
    if _LIVE.search(sentence) and not session.closed:
        return Period.INTRADAY, "a live report"
    return (Period.DAY, "a closed session") if session.closed else (Period.INTRADAY, "a live report")


def _date(
    pieces: Sequence[Piece], i: int, unit: Unit, metric: Metric, period: Period | None, phrase: Piece | None, mention: Mention, session: Session
) -> tuple[str | None, str, bool]:
    if metric is Metric.FORECAST:
        return None, "a forecast has no as-of date", True
    if session.today is None:
        return None, "no publication time", False
    if metric is Metric.RECORD:
        found = _dated(pieces, i, session, ahead=True, behind=4)
        if found:
            return found
    if period in (Period.DAY, Period.INTRADAY, Period.PREMARKET, None):
        found = _dated(pieces, i, session, ahead=False, behind=len(pieces))
        if found:
            return found
    elif phrase is not None and phrase.time is not None and phrase.time.anchor is Anchor.YEAR:
        year = phrase.time.year
        if year is not None and year < session.today.year:
            return f"{year}-12-31", f"“{phrase.text}”", True
    day = session.day(mention.region)
    return (day.isoformat() if day else None), "the session reported", False


def _dated(pieces: Sequence[Piece], i: int, session: Session, *, ahead: bool, behind: int) -> tuple[str, str, bool] | None:
    if session.today is None:
        return None
    nearest: tuple[int, Piece, str] | None = None
    for j, piece in enumerate(pieces):
        time = piece.time
        if time is None or time.future or time.anchor is Anchor.NONE or time.period not in (None, Period.MONTH) and not ahead:
            continue
        if not ahead and (time.period is not None or time.anchor in (Anchor.MONTH, Anchor.YEAR)):
            continue
        if not ahead and j and pieces[j - 1].time is not None and pieces[j - 1].time.period is Period.SINCE:
            continue
        if j < i - behind or (ahead and j > i + 8):
            continue
        iso = resolve(time, session.today)
        if iso is None or (not ahead and _recent(time, session.today) is None):
            continue
        distance = abs(j - i)
        if any(p.lower in _BREAKS or p.lower == ";" for p in pieces[min(i, j) : max(i, j)]) and not j < i:
            continue
        if nearest is None or distance < nearest[0]:
            nearest = (distance, piece, iso)
    return (nearest[2], f"“{nearest[1].text}”", True) if nearest else None
