"""Records, extremes and streaks: each must be the article's, of the same kind and worth, of the same subject."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summarizer.proof.derived import derive_streak
from summarizer.proof.marks import find_marks
from summarizer.proof.wording import content_words
from summarizer.types import Finding, Slot, Span, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from summarizer.proof.evidence import Reading
    from summarizer.proof.marks import Mark

#: What can't both be said of one mark.
_OPPOSITES = tuple(
    pair
    for left, right in (("intraday", "close"), ("more", "less"), ("points", "percentage"))
    for pair in ((left, right), (right, left))
)
#: What only the same can be said of.
_OWN = frozenset(("longest", "volume"))
_STOCKS = re.compile(
    r"\b(?:stocks|equities|market|markets|wall street|benchmarks?|index(?:es)?|indices|gauges?|averages?|shares)\b"
)
_RECORD_MOVE = re.compile(r"record (?:one-day |daily |weekly |points? )*(?:fall|drop|loss|gain|rise|jump|plunge)")
_BEFORE = 160  # characters before the article's sentence in which its subject is named
#: Between the names of one list.
_LISTED = re.compile(r"[\s,]*(?:(?:and|both|the|all|each)[\s,]*)*")
_CLAUSE = re.compile(r"[,;:—–]|\b(?:while|and|but|as|after|with|whereas)\b")


def prove_superlatives(draft: Reading, article: Reading) -> Iterator[Finding]:
    """A finding for each superlative of the draft."""
    known = list(find_marks(article.small))
    for mark in find_marks(draft.small):
        source = next((other for other in known if _proves(other, mark, draft, article)), None)
        derived = _derive(mark, draft, article) if source is None else None
        if source is not None:
            yield Finding(mark.span, Verdict.SUPPORTED, None, source.span)
        elif derived is not None:
            yield derived
        else:
            detail = f"the article does not say “{mark.span.of(draft.text)}” of this"
            yield Finding(mark.span, Verdict.UNSUPPORTED, Slot.SUPERLATIVE, detail=detail)


def _derive(mark: Mark, draft: Reading, article: Reading) -> Finding | None:
    """A streak of days, counted over the article's claims."""
    length = next((int(part) for part in mark.worth if part.isdigit()), 0)
    if mark.kind != "streak" or "day" not in mark.worth:
        return None
    return derive_streak(mark.span, length, _told_of(mark, draft), article)


def has_proved_mark(sentence: Span, draft: Reading, article: Reading) -> bool:
    """Whether a sentence of the draft calls something a record, and the article does so too."""
    marks = [mark for mark in find_marks(draft.small) if mark.span.within(sentence)]
    known = list(find_marks(article.small))
    return any(_proves(source, mark, draft, article) for mark in marks for source in known)


def _proves(source: Mark, mark: Mark, draft: Reading, article: Reading) -> bool:
    """Whether the article's mark proves the draft's."""
    if source.distant and not mark.distant:
        return False
    if source.kind != mark.kind:  # "a record fall" is the biggest ever
        moved = _RECORD_MOVE.match(draft.small, mark.span.start) is not None
        return moved and source.kind == "on_record" and not source.worth
    if mark.kind == "since":
        dates = mark.worth <= source.worth or (source.worth <= mark.worth and bool(source.worth))
        if not (dates and mark.worth & source.worth):
            return False
    elif mark.worth != source.worth:
        return False
    unlike = source.manner - mark.manner
    if any(left in mark.manner and right in unlike and left not in source.manner for left, right in _OPPOSITES):
        return False
    if mark.manner & _OWN != source.manner & _OWN:
        return False
    return _same_subject(source, mark, draft, article)


def _same_subject(source: Mark, mark: Mark, draft: Reading, article: Reading) -> bool:
    """Whether both are told of one thing: of one index, else of what a word names in both clauses."""
    if mark.distant:  # "2.5% below its record": the figure is proved as a claim
        return True
    told, known = _told_of(mark, draft), _told_of(source, article)
    if told and known:
        return told <= known
    sentence = _sentence_of(source, article)
    start = max(0, sentence.start - _BEFORE)
    if told:  # the article tells it of "the index", or of a company
        names = {name for name, span in article.extraction.names if start <= span.start < sentence.end}
        return not told.isdisjoint(names) or mark.kind != "record"
    if _STOCKS.search(_clause_before(mark, draft).lower()):
        return bool(known) or _STOCKS.search(article.small, start, sentence.end) is not None
    words = content_words(article.text[start : sentence.end])
    return mark.kind != "record" or not content_words(_clause_before(mark, draft)).isdisjoint(words)


def _told_of(mark: Mark, reading: Reading) -> set[str]:
    """The indexes that a mark is told of: the last one named before it in its sentence, and those listed with it."""
    sentence = _sentence_of(mark, reading)
    start = max(sentence.start, reading.text.rfind(";", 0, mark.span.start))
    before = [item for item in reading.extraction.names if start <= item[1].start < mark.span.start]
    told: set[str] = set()
    following: Span | None = None
    for name, span in reversed(before):
        if following is not None and not _LISTED.fullmatch(reading.text, span.end, following.start):
            break
        told.add(name)
        following = span
    return told


def _sentence_of(mark: Mark, reading: Reading) -> Span:
    return next((span for span in reading.extraction.sentences if mark.span.overlaps(span)), mark.span)


def _clause_before(mark: Mark, draft: Reading) -> str:
    sentence = _sentence_of(mark, draft)
    parts = _CLAUSE.split(draft.text[sentence.start : mark.span.end])
    return parts[-1] if content_words(parts[-1]) else sentence.of(draft.text)
