"""What a figure measures beyond its unit: a plain level or a record, something that happened or a forecast."""

from __future__ import annotations

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
_SUPPORT = frozenset("support supports resistance resistances target targets targeting hurdle objective".split())


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
        pieces[start - 1].kind is PieceKind.FIGURE and pieces[start - 1].figure is not None and pieces[start - 1].figure.unit != "compound"
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
    words = [piece.lower for piece in before]
    text = " ".join(words)
    for back, word in enumerate(reversed(words)):
        if word in (",", "(") and back > 0 and not any(w in ("at", "of", "to") for w in words[len(words) - back :]):
            break
        if word in lexicon.record or word in _EXTREMES:
            context = " ".join(words[max(0, len(words) - back - 5) : len(words) - back + 1])
            if any(part in context for part in _SESSION) and "record" not in context and "histor" not in context and "all-time" not in context:
                return None
            if word in _EXTREMES and not any(w in context for w in ("record", "all-time", "-month", "-week", "-year", "histor", "lifetime", "52", "multi", "closing", "peak", "set", "of")) and not any(p.time is not None for p in before):
                continue
            return f"“{word}” before it"
    following = [piece.lower for piece in pieces[i + 1 : min(end, i + 12)]]
    joined = " ".join(following)
    for cue in (
        ", its highest", ", the highest", ", its lowest", ", the lowest", ", a record", ", an all-time", ", a new record", ", its best", ", a fresh record",
        ", a level not seen", "( its highest", "the highest since", "its highest", "its lowest", "the lowest since", ", a new high", ", a new all-time", "the highest close", "the lowest close",
        "the highest level", "the lowest level", "a record high", "a record close", "an all-time high", "its record", "a level last seen", ", the strongest close", ", the weakest close", ", another record",
    ):
        if cue in joined:
            return f"“{cue.strip(' ,(')}” after it"
    if text.endswith("peak of") or text.endswith("high of"):
        return "a named extreme"
    return None


def _expected(pieces: Sequence[Piece], i: int, lexicon: Lexicon) -> str | None:
    start, _ = _clause(pieces, i)
    lower = [piece.lower for piece in pieces]
    for j in range(i - 1, max(start - 1, i - 16), -1):
        word = lower[j]
        if word in lexicon.forecast:
            if word in ("likely", "may") and pieces[j].capitalised:
                continue
            if word in ("support", "supports", "target", "targets", "estimates", "upgraded", "estimated") and j + 1 < i and lower[j + 1] in ("from", "for", "by") and word in ("support", "supports"):
                continue
            return pieces[j].text
    for j in range(i + 1, min(len(pieces), i + 4)):
        if lower[j] in _SUPPORT:
            return pieces[j].text
        if pieces[j].kind in (PieceKind.MARK, PieceKind.FIGURE):
            break
    return None
