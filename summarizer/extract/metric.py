"""What a figure measures beyond its unit: a plain level or a record, something that happened or a forecast."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.extract.pieces import PieceKind
from summarizer.extract.records import find_record
from summarizer.types import Metric, Unit

if TYPE_CHECKING:
    from summarizer.extract.lexicon import Lexicon
    from summarizer.extract.pieces import Sentence

_PLAIN = {Unit.PERCENT: Metric.CHANGE, Unit.POINTS: Metric.POINTS, Unit.LEVEL: Metric.LEVEL}
_FORECAST_REACH = 26  # pieces back to a word of forecasting that governs a whole sentence
_VALUED_REACH = 5  # pieces from an index to what it is valued at: "the DAX at between 4,800 and 5,200"
_SUPPORT_REACH = 6  # pieces from a figure to "support"


def metric_of(sentence: Sentence, i: int, unit: Unit, lexicon: Lexicon) -> tuple[Metric, str]:
    """The metric of the figure at `i`, and why."""
    start = _clause_start(sentence, i, lexicon)
    expected = _expected(sentence, i, start, lexicon)
    if expected:
        return Metric.FORECAST, f"“{expected}”"
    # "its lowest since May, after touching a high of 19,310": the low's own words end at the comma
    own = max((j for j in range(start + 1, i) if sentence.words[j - 1 : j + 1] == [",", "after"]), default=start)
    record = find_record(sentence, i, own, lexicon) if unit is Unit.LEVEL else None
    return (Metric.RECORD, record) if record else (_PLAIN[unit], "its unit")


def _clause_start(sentence: Sentence, i: int, lexicon: Lexicon) -> int:
    """Where the figure's own clause begins: after the figure or conjunction before it."""
    start = i
    while start > 0 and sentence.words[start - 1] not in lexicon.metrics.stops:
        if sentence.unit(start - 1) not in {None, "compound"}:  # the "52-week" of a high parts nothing
            break
        start -= 1
    return start


def _expected(sentence: Sentence, i: int, start: int, lexicon: Lexicon) -> str | None:
    """The word that makes the figure an expectation, as printed; None where it tells of what happened.

    `start` is where its clause begins.
    """
    lists = lexicon.metrics
    for j in range(i - 1, max(-1, i - _FORECAST_REACH), -1):
        word = sentence.words[j]
        if word in lists.stops or (word == "," and sentence.words[j + 1].endswith("ing") and j + 1 < i):
            break
        if j >= start and word in lists.valuing and _is_valued(sentence, j, i, lexicon):
            return sentence.pieces[j].text
        expects = word in lists.targets or (j >= start and word in lexicon.words.forecast)
        expects = expects or (word == "see" and sentence.words[j - 1] in lists.forecasters)
        modal = word in lexicon.subjects.modals
        happened = modal and (":" in sentence.words[j + 1 : i] or _has_happened(sentence, j, i, lexicon))
        if expects and not happened and not _is_other(sentence, j, i, lexicon):
            return sentence.pieces[j].text
    for j, piece in enumerate(sentence.pieces[i + 1 : i + 1 + _SUPPORT_REACH], i + 1):
        if piece.lower in lists.supports and not _is_other(sentence, j, len(sentence.pieces), lexicon):
            return piece.text
        if piece.kind in (PieceKind.MARK, PieceKind.FIGURE):
            break
    return None


def _is_valued(sentence: Sentence, verb: int, i: int, lexicon: Lexicon) -> bool:
    """As in "puts the DAX at 21,800", "has it at between 4,800 and 5,200": nothing but the index stands between."""
    words = sentence.words
    valued = verb + 2 if words[verb + 1] in {"the", "its"} else verb + 1
    index = (
        sentence.is_kind(valued, PieceKind.NAME) or words[valued] in lexicon.words.index_nouns or words[valued] == "it"
    )
    return index and words[valued + 1] == "at" and i - valued <= _VALUED_REACH


def _has_happened(sentence: Sentence, modal: int, i: int, lexicon: Lexicon) -> bool:
    """As in "where rates would fall, actually slipped 0.3%": a verb of its own, in the past, governs the figure."""
    for j in range(i - 1, modal, -1):
        if sentence.words[j] in lexicon.moves.direction:
            return sentence.words[j] in lexicon.metrics.past and sentence.words[j - 1] not in lexicon.metrics.perfect
    return False


def _is_other(sentence: Sentence, j: int, i: int, lexicon: Lexicon) -> bool:
    """Whether a word of forecasting is another one: the month of May, "support from banks"."""
    word = sentence.words[j]
    if word == "may":
        return sentence.pieces[j].capitalised
    return word in lexicon.metrics.held and j + 1 < i and sentence.words[j + 1] in {"from", "for", "by"}
