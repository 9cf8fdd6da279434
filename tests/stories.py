"""Articles with hand-made extractions, a model that cuts by a rule, a proof that only looks for figures."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from summarizer.summarize.model import Shortened, Source, Task
from summarizer.types import (
    Article,
    Claim,
    Entity,
    Extraction,
    Finding,
    Kind,
    Metric,
    Period,
    Proof,
    Span,
    Statement,
    Unit,
    Verdict,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_SENTENCE = re.compile(r"\S[^\n]*?[.!?][\"”]*(?=\s|$)(?!\s[a-z])")


@dataclass(frozen=True)
class Told:
    """One claim, by what is printed."""

    name: str
    figure: str
    metric: Metric = Metric.CHANGE
    period: Period | None = Period.DAY
    mention: str = ""
    #: Text before which the figure is looked for.
    after: str = ""
    date: str | None = "2024-11-25"
    speaker: str | None = None
    sign: int = 1


@dataclass(frozen=True)
class Said:
    """One statement, by what is printed."""

    sentence: str
    mention: str
    name: str | None
    firm: str | None
    role: str | None = None


def story(
    text: str, told: Sequence[Told] = (), said: Sequence[Said] = (), title: str | None = None
) -> tuple[Article, Extraction]:
    """An article and what would be read out of it; every printed string must occur in the text."""
    article = Article("story", text, title, datetime(2024, 11, 26, 2, 37, tzinfo=UTC))
    sentences = tuple(Span(m.start(), m.end()) for m in _SENTENCE.finditer(text))
    claims = sorted((_claim(text, sentences, one) for one in told), key=lambda claim: claim.span)
    return article, Extraction(tuple(claims), tuple(_statement(text, one) for one in said), sentences)


def _find(text: str, printed: str, start: int = 0) -> Span:
    place = text.index(printed, start)
    return Span(place, place + len(printed))


def _claim(text: str, sentences: Sequence[Span], told: Told) -> Claim:
    figure = _find(text, told.figure, text.index(told.after))
    sentence = next(span for span in sentences if figure.within(span))
    value = Decimal(re.sub(r"[^\d.]", "", told.figure).strip("."))
    level = told.metric in {Metric.LEVEL, Metric.RECORD}
    unit = Unit.LEVEL if level else Unit.POINTS if told.metric is Metric.POINTS else Unit.PERCENT
    return Claim(
        entity=Entity(told.name, None, Kind.INDEX),
        metric=told.metric,
        value=value if level else value * told.sign,
        unit=unit,
        period=None if level else told.period,
        date=told.date,
        hedge=None,
        span=figure,
        mention=_find(text, told.mention or told.name, sentence.start),
        sentence=sentence,
        speaker=told.speaker,
    )


def _statement(text: str, said: Said) -> Statement:
    span = _find(text, said.sentence)
    return Statement(said.name, said.role, said.firm, "said", span, _find(text, said.mention, span.start))


class Cutter:
    """A model that always leaves out as much as it may; `timid` leaves out nothing."""

    name = "cutter"
    revision = "sha256:cut"
    task = Task.COMPRESS
    is_free = False

    def __init__(self, *, timid: bool = False) -> None:
        self.timid = timid
        self.seen: list[Source] = []

    def shorten(self, sources: Sequence[Source]) -> list[list[Shortened]]:
        """The shortest form first, then each segment alone, then the whole sentence."""
        self.seen.extend(sources)
        return [[] if self.timid else self._forms(source) for source in sources]

    def draft(self, text: str, words: int) -> str:
        """Never called."""
        raise AssertionError(text[:words])

    @staticmethod
    def _forms(source: Source) -> list[Shortened]:
        cuts = list(source.skippable or ())
        forms = []
        for number, gone in enumerate([cuts, *([cut] for cut in cuts), []]):
            dropped = {index for start, end in gone for index in range(start, end)}
            kept = tuple(index for index in range(len(source.words)) if index not in dropped)
            forms.append(Shortened(kept, " ".join(source.words[index] for index in kept), -float(number)))
        return forms


class Drafter(Cutter):
    """A model that drafts what it was told to."""

    task = Task.DRAFT
    is_free = False

    def __init__(self, draft: str) -> None:
        super().__init__()
        self._draft = draft

    def draft(self, text: str, words: int) -> str:
        """The draft, whatever the article."""
        assert text
        assert words
        return self._draft


def prover(article: Article, extraction: Extraction, *refused: str) -> Callable[[str], Proof]:
    """A proof that finds claims by their figures; unknown figures and `refused` strings don't prove."""
    printed = {claim.span.of(article.text): number for number, claim in enumerate(extraction.claims)}

    def prove(draft: str) -> Proof:
        findings = []
        for found in re.finditer(r"\d[\d,.]*\d%?|\d%?", draft):
            number = printed.get(found.group())
            known = number is not None or found.group() in article.text
            findings.append(
                Finding(
                    Span(found.start(), found.end()),
                    Verdict.SUPPORTED if known else Verdict.UNSUPPORTED,
                    source=None if number is None else extraction.claims[number].span,
                    claim=number,
                )
            )
        for words in refused:
            findings.extend(
                Finding(Span(found.start(), found.end()), Verdict.CONTRADICTED)
                for found in re.finditer(re.escape(words), draft)
            )
        sentences = tuple(Span(m.start(), m.end()) for m in _SENTENCE.finditer(draft))
        return Proof(tuple(findings), sentences)

    return prove


def kept_of(sentence: str, short: str) -> list[int]:
    """The numbers of the words of a sentence that a short form, made of its words in order, keeps."""
    rest = iter(enumerate(sentence.split()))
    return [next(number for number, word in rest if word.strip(",.") == wanted.strip(",.")) for wanted in short.split()]
