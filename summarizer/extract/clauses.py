"""Which part of a sentence is its speaker's, and which the narrator's.

    The Dow fell 2% as rates rose, said Doe.            all of it is Doe's
    The Dow fell 2% after Doe said rates would stay.    the move is the narrator's
    Doe sees 4,000 for the index, which closed at 3,9.  the close is the narrator's

Told by the punctuation, by the verb of speech and by what stands between it and the figure.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from summarizer.extract.sentences import split_sentences
from summarizer.extract.speech import listed
from summarizer.types import Span

if TYPE_CHECKING:
    from summarizer.types import Statement

_MARKS = re.compile(r"[\"“”]|\n\s*\n")
_RELATED = re.compile(r",\s*(?:who|whose|which)\b[^,]*\Z")
_WORD = re.compile(r"\w+")
_CLOSING = frozenset("\"”'’")
#: What follows "Doe said" where the sentence that it is put into goes on or ends.
_ASIDE = re.compile(
    r"(?: out)?(?!\s*,\s*[\"“‘'][A-Z])"
    r"(?:\s+(?:on|in|at|by|via|to|during|late|early|from)\b[^,;:\"“]{0,60})?\s*(?:[,;.)]|\Z)"
)
#: What stands before "Doe said", or before a description of Doe, in such a sentence.
_SET_OFF = re.compile(r"(?:[,\"”’'—–-]|\A)\s*(?:[\w.&’'/-]+\s+){0,9}\Z")
#: Where the narrator can take over again: behind what Doe said, and behind "said Doe".
_RESUMES = re.compile(r"(?:[,;]|\s[–—-])\s*(?:while|whereas|even as|even though|which|whose)\b|;")
_RESUMES_LATE = re.compile(
    _RESUMES.pattern + r"|,\s*(?:and|but|as|after|when|with)\b|\s(?:as|after|when|while|on a day)\s(?=the\b|[A-Z])"
)
_MOVED = re.compile(
    r"\b(?:rose|fell|gained|lost|climbed|slipped|dropped|jumped|ended|closed|finished|settled|added|shed|advanced"
    r"|declined|tumbled|slid|surged|sank|soared|dipped|eased|opened|traded|stood|hit|touched"
    r"|(?:has|have|had|is|was|are|were) (?:\w+ )?"
    r"(?:up|down|risen|fallen|gained|lost|climbed|soared|dropped|higher|lower))\b"
)
_SUPPOSED = re.compile(r"\b(?:would|could|should|may|might|will|can|if|until|unless|target|forecast)\b", re.IGNORECASE)


def tells(text: str, statement: Statement, figure: Span) -> bool:
    """Whether the figure, which stands in the statement's sentences, is told by its speaker."""
    span = statement.span
    if _is_quoted(text[span.start : figure.start]) or not figure.within(span):
        return True
    sentence = _sentence(text, statement)
    if not figure.within(sentence):
        return not statement.cue  # a header's paragraphs; else a quotation, and the figure is not quoted
    spoken = _attribution(text, statement, sentence)
    if figure.end <= spoken.start:
        return bool(statement.cue) and _told_before(text, statement, sentence, spoken, figure)
    return figure.start >= statement.mention.end and _told_after(text, statement, sentence, spoken, figure)


def _told_after(text: str, statement: Statement, sentence: Span, spoken: Span, figure: Span) -> bool:
    """Whether a figure behind the speaker is told by "said Doe" or "Doe said"."""
    mention = statement.mention
    between, after = text[mention.end : figure.start], text[figure.end : sentence.end]
    if spoken.start < mention.start:
        return _goes_on(between, after, _RESUMES_LATE)
    if figure.end <= spoken.end and (_RELATED.search(between) or _is_apposition(between)):
        return bool({*_WORD.findall(between)} & _acts())  # "Doe, whose fund lost 5%, said"
    return _goes_on(between, after, _RESUMES)


def _is_quoted(before: str) -> bool:
    """Whether a quotation is open after these words; a new paragraph repeats its mark."""
    inside = False
    for mark in _MARKS.findall(before):
        inside = mark == "“" or (mark == '"' and not inside)
    return inside


def _sentence(text: str, statement: Statement) -> Span:
    """The sentence that mentions the speaker."""
    start = statement.span.start
    spans = [span.shifted(start) for span in split_sentences(statement.span.of(text))]
    return next((span for span in spans if statement.mention.within(span)), statement.span)


def _attribution(text: str, statement: Statement, sentence: Span) -> Span:
    """From the mention to the verb of speech nearest to it, whichever comes first."""
    mention = statement.mention
    if not statement.cue:
        return mention
    cues = [
        Span(sentence.start + match.start(), sentence.start + match.end())
        for match in re.finditer(rf"\b{re.escape(statement.cue)}\b", sentence.of(text), re.IGNORECASE)
    ]
    cue = min(cues, key=lambda at: min(abs(at.start - mention.end), abs(mention.start - at.end)), default=mention)
    return Span(min(cue.start, mention.start), max(cue.end, mention.end))


def _told_before(text: str, statement: Statement, sentence: Span, spoken: Span, figure: Span) -> bool:
    """Whether a figure in front of "said Doe" or "Doe said" is told by it."""
    between = text[figure.end : spoken.start]
    if ";" in between:
        return False
    inverted = spoken.start < statement.mention.start
    if not inverted and not _SUPPOSED.search(between):
        if not _ASIDE.match(text[spoken.end : sentence.end]):
            return False
        if not _SET_OFF.search(text[sentence.start : spoken.start]):
            return False
    return not _quotes_apart(text[sentence.start : spoken.start], figure.start - sentence.start)


def _quotes_apart(before: str, figure: int) -> bool:
    """Whether a quotation of its own stands between the figure and "said Doe"."""
    body = before.rstrip(" ,")
    if not body or body[-1] not in _CLOSING:
        return False
    opens = max(body.rfind("“"), body[:-1].rfind('"'))
    if opens <= figure:
        return False
    return before[figure:opens].rstrip()[-1:] in {".", ":", ";", "—", "–", "!"}


def _is_apposition(between: str) -> bool:
    """Whether what describes the speaker is still open."""
    return between.lstrip()[:1] in {",", "("} and between.count(",") % 2 == 1


def _goes_on(between: str, after: str, resumes: re.Pattern[str]) -> bool:
    """Whether a figure behind the speaker is still the speaker's: no clause of the narrator's begins."""
    resumed = [*resumes.finditer(between)]
    if not resumed:
        return True
    clause = between[resumed[-1].end() :]
    if {*_WORD.findall(clause)} & _acts():
        return True
    clause += re.split(r"[,;.](?:\s|\Z)", after, maxsplit=1)[0]
    return not _MOVED.search(clause) or bool(_SUPPOSED.search(clause))


@cache
def _acts() -> frozenset[str]:
    """Verbs by which a speaker says something."""
    return (listed("speech") | listed("rating_action")) - listed("figurative") - {"has"}
