"""Who is made to say what: what a draft lets somebody say must not stand in the article as another's words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from summarizer.proof.wording import content_words
from summarizer.types import Finding, Slot, Span, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from summarizer.proof.evidence import Reading

_VERBS = """
    said says told noted notes wrote writes called calls described describes warned warns sees saw expects expected
    thinks thought believes believed predicted predicts forecasts projects suggested suggests reckons argued argues
    pointed points advises advised recommends recommended favors favours estimates estimated attributed cited flagged
    stressed
    puts began initiated
""".split()
#: "Kotak's Jane Doe said", "ICRA expects", "according to Jane Doe".
_SPEAKS = re.compile(
    r"(?P<name>(?:(?:[A-Z][\w.&’'-]*|of|de|van|von) )*?[A-Z][\w.&’'-]*[\w’]) (?:(?:also|then|had|has|still) )?"
    rf"(?:{'|'.join(_VERBS)})\b"
    r"|\b[Aa]ccording to (?:(?:[a-z]+ )*)(?P<source>[A-Z][\w.&’'-]*(?: [A-Z][\w.&’'-]*)*)"
)
_LONG = re.compile(r"\d[\d,]*\.?\d+")
_LEAST_SHARED = 3  # words that a sentence of the article must share with a draft's to be what it tells
_CLEARLY = 3  # times as many as the sentences around the speaker's name
_BEFORE, _AFTER = 2, 4  # sentences around a name that may be its bearer's


class Attribution(NamedTuple):
    """A speaker of a draft."""

    #: As printed.
    speaker: str
    mention: Span
    #: What is said, in words and figures.
    said: frozenset[str]


def prove_attributions(draft: Reading, article: Reading) -> Iterator[Finding]:
    """A finding for each speaker whose words the article gives somebody else."""
    for attribution in find_attributions(draft):
        source = tells_another(attribution, article)
        if source is not None:
            detail = f"the article does not let {attribution.speaker} say that"
            yield Finding(attribution.mention, Verdict.CONTRADICTED, Slot.SPEAKER, source, None, detail)


def find_attributions(draft: Reading) -> Iterator[Attribution]:
    """The speakers that the draft names, in order; two in one sentence share it between them."""
    for sentence in draft.extraction.sentences:
        mentions = sorted(_mentions(sentence, draft))
        for number, mention in enumerate(mentions):
            start, end = _own_part(number, mentions, sentence)
            names = content_words(mention.of(draft.text))
            yield Attribution(mention.of(draft.text), mention, _words(draft.text[start:end]) - names)


def tells_another(attribution: Attribution, article: Reading) -> Span | None:
    """The sentence of the article that says what the draft lets somebody say who isn't near it; None if none does."""
    names = _name_stems(attribution.speaker)
    sentences = article.extraction.sentences
    near: set[int] = set()
    for number, sentence in enumerate(sentences):
        if any(name in article.small[sentence.start : sentence.end] for name in names):
            near.update(range(number - _BEFORE, number + _AFTER + 1))
    shared = [len(attribution.said & _words(sentence.of(article.text))) for sentence in sentences]
    own = max((shared[number] for number in near if 0 <= number < len(shared)), default=0)
    best = max(range(len(shared)), key=shared.__getitem__, default=None)
    if best is None or not near or shared[best] < _LEAST_SHARED or own * _CLEARLY > shared[best]:
        return None
    return sentences[best]


def _mentions(sentence: Span, draft: Reading) -> Iterator[Span]:
    statements = [s.mention for s in draft.extraction.statements if s.mention.within(sentence)]
    yield from statements
    for match in _SPEAKS.finditer(draft.text, sentence.start, sentence.end):
        span = Span(*match.span("name" if match["name"] else "source"))
        if not any(span.overlaps(other) for other in statements):
            yield span


def _own_part(number: int, mentions: Sequence[Span], sentence: Span) -> tuple[int, int]:
    """From where to where a speaker's words go: behind the name up to the next one, or before it from the last one."""
    if len(mentions) == 1:
        return sentence.start, sentence.end
    leads = mentions[0].start - sentence.start < sentence.end - mentions[-1].end
    if leads:
        return mentions[number].end, mentions[number + 1].start if number + 1 < len(mentions) else sentence.end
    return mentions[number - 1].end if number else sentence.start, mentions[number].start


def _name_stems(speaker: str) -> list[str]:
    """What tells that a sentence names the speaker: any of the name's words but the first names."""
    words = re.sub(r"['’]s\b", "", speaker).lower().split()
    return [words[-1]] if words else []


def _words(text: str) -> frozenset[str]:
    return content_words(text) | frozenset(_LONG.findall(text))
