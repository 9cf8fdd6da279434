"""Who is made to say what: what a draft lets somebody say must not stand in the article as another's words."""

from __future__ import annotations

import re
from collections import Counter
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

from summarizer.proof.speakers import same_speaker
from summarizer.proof.wording import content_words, telling_words
from summarizer.types import Finding, Slot, Span, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from summarizer.proof.evidence import Reading

_VERBS = """
    said says told noted notes wrote writes called calls described describes warned warns sees saw expects expected
    thinks thought believes believed predicted predicts forecasts projects suggested suggests reckons argued argues
    pointed points advises advised recommends recommended favors favours estimates estimated attributed cited flagged
    stressed
    puts
""".split()
#: "Kotak's Jane Doe said", "Doe of Acme & Roe on Sunday said", "according to Jane Doe".
_SPEAKS = re.compile(
    r"(?P<name>(?:(?:[A-Z][\w.&’'-]*|of|de|van|von|&|and) )*?[A-Z][\w.&’'-]*[\w’]) (?:on [A-Z][a-z]+day )?"
    rf"(?:(?:also|then|had|has|still) )?(?:{'|'.join(_VERBS)}|(?:began|initiated|started|resumed) coverage)\b"
    r"|\b[Aa]ccording to (?:(?:[a-z]+ )*)(?P<source>[A-Z][\w.&’'-]*(?: [A-Z][\w.&’'-]*)*)"
)
#: Nobody in particular, even with the capital that begins a sentence.
_CROWD = frozenset("analysts dealers economists investors markets officials others strategists they traders".split())
_FIRM = re.compile(r" (?:of|at) .*")
_LEAST_SHARED = 1.0  # weight of the words that a sentence must share with a draft's to be what it tells
_LEAST_TOLD = 2  # words that the speaker's own sentence shares with it
_CLEARLY = 2  # times as much as the sentences around the speaker's name
#: Before a speaker here another thought has ended.
_EDGE = re.compile(r";|(?<!said),? (?:after|as|because|when|while|but|whereas) ")
#: Behind a speaker's words here another's begin.
_NEXT = re.compile(r", (?:but|while|whereas) (?=[A-Z])")
_BEFORE, _AFTER = 2, 8  # sentences around a name that may be its bearer's, others' statements apart


class Attribution(NamedTuple):
    """A speaker of a draft."""

    #: As printed.
    speaker: str
    mention: Span
    #: What is said: the part of the sentence that is the speaker's.
    part: Span
    #: Its words and figures.
    said: frozenset[str]


def prove_attributions(attributions: Iterable[Attribution], article: Reading) -> Iterator[Finding]:
    """A finding for each speaker whose words the article gives somebody else."""
    for attribution in attributions:
        source = tells_another(attribution, article)
        if source is not None:
            detail = f"the article does not let {attribution.speaker} say that"
            yield Finding(attribution.mention, Verdict.CONTRADICTED, Slot.SPEAKER, source, None, detail)


def find_attributions(draft: Reading) -> Iterator[Attribution]:
    """The speakers that the draft names, in order; two in one sentence share it between them."""
    for sentence in draft.extraction.sentences:
        mentions = sorted(_mentions(sentence, draft))
        for number, mention in enumerate(mentions):
            part = Span(*_own_part(number, mentions, sentence, draft.text))
            yield Attribution(mention.of(draft.text), mention, part, telling_words(part.of(draft.text)))


def tells_another(attribution: Attribution, article: Reading) -> Span | None:
    """The sentence of the article that says what the draft lets somebody say who isn't near it; None if none does.

    A word that few sentences share weighs more: one over their number.
    """
    sentences = article.extraction.sentences
    naming = _find_naming(attribution.speaker, article)
    if not naming:
        return None  # proved as a name
    words = [telling_words(sentence.of(article.text)) for sentence in sentences]
    frequency = Counter(word for found in words for word in found)
    said = _said(attribution, article)
    shared = [sum(1 / frequency[word] for word in said & found) for found in words]
    own = max((shared[number] for number in _find_near(naming, attribution.speaker, article)), default=0.0)
    best = max(range(len(shared)), key=shared.__getitem__)
    if shared[best] < _LEAST_SHARED or own * _CLEARLY > shared[best]:
        return None
    return sentences[best]


def statement_of(attribution: Attribution, near: Iterable[Span], article: Reading) -> Span | None:
    """Of sentences that are `around` the one that the speaker says it in; None where none shares the draft's words."""
    said = _said(attribution, article)
    shared = {span: len(said & telling_words(span.of(article.text))) for span in near}
    best = max(shared, key=shared.__getitem__, default=None)
    return best if best is not None and shared[best] >= _LEAST_TOLD else None


def around(attribution: Attribution, article: Reading) -> list[Span]:
    """The sentences of the article that may tell what the speaker says."""
    near = _find_near(_find_naming(attribution.speaker, article), attribution.speaker, article)
    return [article.extraction.sentences[number] for number in sorted(near)]


def _said(attribution: Attribution, article: Reading) -> frozenset[str]:
    """The words that are said, without those of people's and firms' names, which tell who speaks."""
    names = " ".join(f"{s.name or ''} {s.firm or ''}" for s in article.extraction.statements)
    return attribution.said - content_words(attribution.speaker) - content_words(names)


def _find_naming(speaker: str, article: Reading) -> set[int]:
    """Numbers of the sentences that name the speaker, by the surname at least."""
    words = _FIRM.sub("", re.sub(r"['’]s\b", "", speaker)).lower().split()
    return {
        number
        for number, sentence in enumerate(article.extraction.sentences)
        if words and words[-1] in article.small[sentence.start : sentence.end]
    }


def _find_near(naming: set[int], speaker: str, article: Reading) -> set[int]:
    """Numbers of the sentences that may tell what the speaker says: around the name, up to others' statements."""
    sentences = article.extraction.sentences
    near: set[int] = set()
    for number in naming:
        back = range(number, max(-1, number - _BEFORE - 1), -1)
        ahead = range(number, min(len(sentences), number + _AFTER + 1))
        for way in (back, ahead):
            near.update(takewhile(lambda n: not _is_of_others(sentences[n], speaker, article), way))
    return near


def _is_of_others(sentence: Span, speaker: str, article: Reading) -> bool:
    """Whether somebody says it, and nobody who may be the speaker."""
    names = [s.name or s.firm or "" for s in article.extraction.statements if sentence.within(s.span)]
    names += [span.of(article.text) for span in _mentions(sentence, article)]
    return bool(names) and not any(same_speaker(speaker, name) for name in names)


def _mentions(sentence: Span, draft: Reading) -> Iterator[Span]:
    statements = [s.mention for s in draft.extraction.statements if s.mention.within(sentence)]
    yield from statements
    for match in _SPEAKS.finditer(draft.text, sentence.start, sentence.end):
        span = Span(*match.span("name" if match["name"] else "source"))
        if not any(span.overlaps(other) for other in statements) and span.of(draft.small) not in _CROWD:
            yield span


def _own_part(number: int, mentions: Sequence[Span], sentence: Span, text: str) -> tuple[int, int]:
    """From where to where a speaker's words go: behind the name up to the next one, or before it from the last one."""
    if len(mentions) == 1:
        edges = [match.end() for match in _EDGE.finditer(text, sentence.start, mentions[0].start)]
        following = _NEXT.search(text, mentions[0].end, sentence.end)
        return max(edges, default=sentence.start), following.start() if following else sentence.end
    leads = mentions[0].start - sentence.start < sentence.end - mentions[-1].end
    if leads:
        return mentions[number].end, mentions[number + 1].start if number + 1 < len(mentions) else sentence.end
    return mentions[number - 1].end if number else sentence.start, mentions[number].start
