"""What a figure measures beyond its unit: a plain level or a record, something that happened or a forecast."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summarizer.extract.pieces import PieceKind
from summarizer.types import Metric, Unit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summarizer.extract.lexicon import Lexicon
    from summarizer.extract.pieces import Piece

_PLAIN = {Unit.PERCENT: Metric.CHANGE, Unit.POINTS: Metric.POINTS, Unit.LEVEL: Metric.LEVEL}
_STOP = frozenset("; while whereas although though but".split())
_EXTREMES = frozenset("high low highs lows peak bottom trough top".split())
#: Extremes of the session alone are levels: "the day's high of 5,100".
_SESSION = ("day", "session", "intraday", "today", "early", "earlier")
_FORECAST_REACH = 26
_RECORD_REACH = 16
#: Nouns and verbs of forecasting that govern all figures after them: "a target of 6,900, up from 6,800".
_TARGETS = frozenset(
    "target targets objective forecast forecasts projection projections resistance resistances hurdle hurdles predict predicts predicted expects expect "
    "expected sees estimate estimates call ceiling anticipates projects projected targeting range".split()
)
_HELD = frozenset("support supports range call expected".split())
#: ", a record", ", its highest since 2021", ", setting a new closing high", ", beating its previous peak".
_RECORD_AFTER = re.compile(
    r"(?:points? )?(?:(?:on |at |by )?[\w’']+ )??[,(–—-]? ?(?:which (?:is|was) )?(?:also |itself |both |marking |setting |hitting |notching |reaching |refreshing |making |beating |eclipsing |surpassing |topping |"
    r"exceeding |was |and )*(?:a |an |its |the |their |another |yet another |new |fresh |previous |prior )+(?:[\w-]+ ){0,3}?"
    r"(?:record|records|first time|all-time|historical|highest|lowest|strongest close|weakest close|lifetime|[\w]+-(?:year|month|week|decade) (?:high|low|peak|trough))\b"
)
_SUPPORT = frozenset(
    "support supports resistance resistances target targets targeting hurdle objective".split()
)


def metric_of(pieces: Sequence[Piece], i: int, unit: Unit, lexicon: Lexicon) -> tuple[Metric, str]:
    """The metric of the figure at `i`, and why."""
    expected = _expected(pieces, i, lexicon)
    if expected:
        return Metric.FORECAST, f"“{expected}”"
    if unit is Unit.LEVEL:
        record = _record(pieces, i, lexicon)
        if record:
            return Metric.RECORD, record
    return _PLAIN[unit], "its unit"


def _clause(pieces: Sequence[Piece], i: int) -> tuple[int, int]:
    """The figure's own clause: back to the figure or strong break before it, on to the next."""
    start = i
    while start > 0 and not (
        pieces[start - 1].kind is PieceKind.FIGURE
        and pieces[start - 1].figure is not None
        and pieces[start - 1].figure.unit != "compound"
        or pieces[start - 1].lower in _STOP
    ):
        start -= 1
    end = i + 1
    while end < len(pieces) and not (pieces[end].kind is PieceKind.FIGURE or pieces[end].lower in _STOP):
        end += 1
    return start, end


def _record(pieces: Sequence[Piece], i: int, lexicon: Lexicon) -> str | None:
    start, end = _clause(pieces, i)
    before = pieces[max(start, i - 10) : i]
    words = [word for piece in before for word in piece.lower.split()]
    text = " ".join(words)
    for back, word in enumerate(reversed(words)):
        if (
            word in (",", "(")
            and back > 0
            and not any(w in ("at", "of", "to") for w in words[len(words) - back :])
        ):
            break
        if word in lexicon.record or word in _EXTREMES:
            context = " ".join(words[max(0, len(words) - back - 5) : len(words) - back + 1])
            if (
                any(part in context for part in _SESSION)
                and "record" not in context
                and "histor" not in context
                and "all-time" not in context
            ):
                return None
            if (
                word in _EXTREMES
                and not any(
                    w in context
                    for w in (
                        "record",
                        "all-time",
                        "-month",
                        "-week",
                        "-year",
                        "histor",
                        "lifetime",
                        "52",
                        "multi",
                        "closing",
                        "peak",
                        "set",
                        "lifetime",
                    )
                )
                and not any(p.time is not None for p in before)
            ):
                continue
            return f"“{word}” before it"
    after = _RECORD_AFTER.match(
        " ".join(piece.lower for piece in pieces[i + 1 : min(end, i + _RECORD_REACH)])
    )
    if not after and " ".join(piece.lower for piece in pieces[i + 1 : i + 7]).removeprefix(
        "points "
    ).startswith("for the first time"):
        return "“for the first time” after it"
    if after:
        return f"“{after.group().strip(' ,(')}” after it"
    if text.endswith("peak of") or text.endswith("high of"):
        return "a named extreme"
    return None


def _expected(pieces: Sequence[Piece], i: int, lexicon: Lexicon) -> str | None:
    start, _ = _clause(pieces, i)
    for j in range(i - 1, max(-1, i - _FORECAST_REACH), -1):
        piece = pieces[j]
        if piece.lower in _STOP:
            break
        if piece.lower in _TARGETS or (j >= start and piece.lower in lexicon.forecast):
            if (
                piece.lower == "may"
                and piece.capitalised
                or piece.lower in _HELD
                and j + 1 < i
                and pieces[j + 1].lower in ("from", "for", "by")
            ):
                continue
            return piece.text
    for piece in pieces[i + 1 : i + 4]:
        if piece.lower in _SUPPORT:
            return piece.text
        if piece.kind in (PieceKind.MARK, PieceKind.FIGURE):
            break
    return None
