"""Weekdays, dates and "next week": each must be the article's, of the same event or of the session told of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summarizer.dates import Anchor, find_times, resolve
from summarizer.proof.marks import find_marks
from summarizer.proof.wording import telling_words
from summarizer.types import Finding, Slot, Span, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from summarizer.dates import TimePhrase
    from summarizer.proof.evidence import Reading

_COMING = re.compile(r"\b(?:next|coming) (?:week|month|quarter|year)\b")
_PAST = re.compile(r"\b(?:last|the past|the previous) (?P<unit>week|month|quarter)\b")
_SAME_PAST = (
    "last {}",
    "past {}",
    "previous {}",
    "prior {}",
    "a {} ago",
    "a {} earlier",
    "{} before",
    "the {} to",
    "{} ended",
)
_EDGES = re.compile(
    r"[,;:](?!\d)|[—–]|\b(?:while|whereas|but|as(?! of)|after|before|ahead of|following|because|with)\b"
)
_MARKET = re.compile(
    r"\b(?:stocks|shares|equities|markets?|benchmarks?|index(?:es)?|futures|wall street|bourses?|trading|session|rout"
    r"|sell-?off|rally|rebound|slump|plunge|tumble|slide|drop|decline|losses|gains|advance|bounce)\b"
)
_DAYS = (Anchor.WEEKDAY, Anchor.DAY)


def prove_times(draft: Reading, article: Reading) -> Iterator[Finding]:
    """A finding for each day, month or year that the draft names, and for each "next week"."""
    for match in _COMING.finditer(draft.small):
        if match.group() not in article.small:
            yield _refuse(Span(*match.span()), draft)
    for match in _PAST.finditer(draft.small):
        if not any(form.format(match["unit"]) in article.small for form in _SAME_PAST):
            yield _refuse(Span(*match.span()), draft)
    if article.today is None:
        return
    known, named = list(find_times(article.text)), [span for _, span in draft.extraction.names]
    named += [mark.span for mark in find_marks(draft.small)]  # "highest since May": proved as superlatives
    for phrase in find_times(draft.text):
        iso = resolve(phrase, article.today) if phrase.anchor is not Anchor.NONE else None
        if iso is None or phrase.anchor in (Anchor.TODAY, Anchor.YESTERDAY):
            continue
        if any(phrase.span.overlaps(taken) for taken in named):  # "the Russell 2000's"
            continue
        source = _find(phrase, iso, known, draft, article)
        if source is not None:
            yield Finding(phrase.span, Verdict.SUPPORTED, None, source)
        else:
            yield _refuse(phrase.span, draft)


def _refuse(span: Span, draft: Reading) -> Finding:
    detail = f"the article does not date this “{span.of(draft.text)}”"
    return Finding(span, Verdict.UNSUPPORTED, Slot.TIME, detail=detail)


def _find(phrase: TimePhrase, iso: str, known: list[TimePhrase], draft: Reading, article: Reading) -> Span | None:
    """Where the article names the same time; the text's beginning where it follows from the session's own day."""
    today = article.today
    if today is None:
        return None
    same = [other for other in known if _agree(iso, resolve(other, today))]
    if phrase.anchor not in _DAYS:
        if same:
            return same[0].span
        return Span(0, 0) if _is_told(phrase, today, article) else None
    same = [other for other in same if other.anchor in _DAYS]  # "in November" is no proof of its 25th
    around = _around(phrase.span, draft)
    words = telling_words(around)
    for other in same:
        paragraph = _paragraph(other.span, article)
        if not words or not words.isdisjoint(telling_words(paragraph)):
            return other.span
    if words.isdisjoint(telling_words(article.text)) and (same or iso in article.sessions()):
        return same[0].span if same else Span(0, 0)  # told in words of its own
    if draft.small[phrase.span.end :].startswith(("'s", "’s")) and iso in {c.date for c in article.extraction.claims}:
        return Span(0, 0)  # "Monday's rout"
    return Span(0, 0) if iso in article.sessions() and _is_of_market(phrase.span, draft) else None


def _agree(left: str, right: str | None) -> bool:
    return right is not None and (left.startswith(right) or right.startswith(left))


def _is_told(phrase: TimePhrase, today: date, article: Reading) -> bool:
    """Whether a month or year is the running one, or the one that "last month" or "last year" means."""
    if phrase.anchor is Anchor.MONTH:
        before = (today.month - 2) % 12 + 1
        return phrase.month == today.month or (phrase.month == before and "last month" in article.small)
    return phrase.year == today.year or (phrase.year == today.year - 1 and "last year" in article.small)


def _around(span: Span, draft: Reading) -> str:
    """The part of a sentence that a time phrase stands in."""
    sentence = next((s for s in draft.extraction.sentences if span.overlaps(s)), span)
    before = _EDGES.split(draft.text[sentence.start : span.start])[-1]
    behind = _EDGES.split(draft.text[span.end : sentence.end])[0]
    return f"{before} {behind}"


def _paragraph(span: Span, article: Reading) -> str:
    start = article.text.rfind("\n\n", 0, span.start)
    end = article.text.find("\n\n", span.end)
    return article.text[max(0, start) : end if end >= 0 else len(article.text)]


def _is_of_market(span: Span, draft: Reading) -> bool:
    """Whether the phrase dates the session: a figure or an index stands in its part of the sentence."""
    sentence = next((s for s in draft.extraction.sentences if span.overlaps(s)), span)
    start = max((m.end() for m in _EDGES.finditer(draft.text, sentence.start, span.start)), default=sentence.start)
    edge = _EDGES.search(draft.text, span.end, sentence.end)
    end = edge.start() if edge else sentence.end
    places = [item.span.start for item in draft.figures()]
    places += [named.start for _, named in draft.extraction.names]
    return any(start <= place < end for place in places) or _MARKET.search(draft.small, start, end) is not None
