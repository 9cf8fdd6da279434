"""Links names, figures and times into claims, slot by slot, each with its reason.

sentence | subjects | figures bound to them | metric | period and date | direction
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from summarizer.extract.binding import bind_figures
from summarizer.extract.cutting import cut_sentences
from summarizer.extract.dating import Scene
from summarizer.extract.direction import direction_of, told_direction
from summarizer.extract.lexicon import load_lexicon
from summarizer.extract.memory import Memory
from summarizer.extract.metric import metric_of
from summarizer.extract.period import carry, shared_phrase
from summarizer.extract.review import review
from summarizer.extract.subjects import track_subjects
from summarizer.extract.tables import heads_percent
from summarizer.extract.when import when_of
from summarizer.types import Claim, Metric, Period, Quantity, Slot, Unit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from summarizer.extract.cutting import Findings
    from summarizer.extract.lexicon import Lexicon
    from summarizer.extract.pairing import Bound
    from summarizer.extract.pieces import Piece, Sentence
    from summarizer.extract.session import Session
    from summarizer.types import Span

_PARAGRAPH = "\n\n"
#: Characters of a list's line: "The Russell 2000 is up 7.18 points, or 0.3%."
_LINE = 120
#: Metrics whose claims are dated by a session.
_TOLD_OF_DAY = (Metric.CHANGE, Metric.POINTS, Metric.LEVEL)
_DAILY = (Period.DAY, Period.INTRADAY, None)


def find_claims(text: str, sentences: Sequence[Span], findings: Findings, session: Session) -> list[Claim | Quantity]:
    """Every figure of the story: a claim where it is told of an index, else a quantity.  In order of the text.

    Findings outside the sentences are ignored.
    """
    linker = _Linker(text, session, load_lexicon())
    found: list[Claim | Quantity] = []
    for sentence in cut_sentences(text, sentences, findings):
        found += linker.link(sentence)
    return review(found, session.headline)


class _Linker:
    """Reads an article's sentences one by one, each with what the ones before it were about."""

    __slots__ = ("carried", "heads_list", "lexicon", "memory", "read_to", "session", "stated", "text")

    def __init__(self, text: str, session: Session, lexicon: Lexicon) -> None:
        self.text, self.session, self.lexicon = text, session, lexicon
        self.memory = Memory()
        #: The period phrase that goes on from the sentences before: "For the week:".
        self.carried: Piece | None = None
        #: Whether it heads the list of lines that is being read.
        self.heads_list = False
        #: The day that the paragraph's earlier sentences named.
        self.stated: str | None = None
        #: Where the sentence before ends.
        self.read_to = 0

    def link(self, sentence: Sentence) -> Iterator[Claim | Quantity]:
        """The sentence's claims, then its other figures; each in order."""
        if _PARAGRAPH in self.text[self.read_to : sentence.span.start]:
            self._start_paragraph(sentence)
        self.read_to = sentence.span.end
        told = track_subjects(sentence, self.lexicon, self.memory)
        self.memory.subject = told.first or self.memory.subject
        bound = list(bind_figures(told))
        claims = [self._on_stated_day(claim) for claim in self._find_claims(sentence, bound)]
        yield from claims
        yield from _find_quantities(sentence, bound, self.lexicon)
        self._remember(sentence, claims)

    def _start_paragraph(self, sentence: Sentence) -> None:
        self.memory.start_paragraph()
        self.stated = None
        if self.carried is not None:
            headed = self.heads_list or self._is_heading(self.carried, sentence)
            self.heads_list = headed and self._is_line(sentence)
            self.carried = self.carried if headed else None

    def _is_heading(self, phrase: Piece, sentence: Sentence) -> bool:
        """Whether the phrase ends a heading right above the sentence's paragraph."""
        ends = self.text[phrase.end : phrase.end + len(_PARAGRAPH)].strip()[:1] in {":", ""}
        return ends and self.text.count(_PARAGRAPH, phrase.end, sentence.span.start) == 1

    def _is_line(self, sentence: Sentence) -> bool:
        """Whether the sentence is a short paragraph of its own, as those of a list are."""
        start, end = sentence.span.start, sentence.span.end
        return end - start <= _LINE and self.text[end : end + len(_PARAGRAPH)] in {_PARAGRAPH, ""}

    def _find_claims(self, sentence: Sentence, bound: Sequence[Bound]) -> Iterator[Claim]:
        scene = Scene(sentence, self.session, self.carried, self.lexicon)
        moves: list[Period | None] = []
        direction: int | None = None
        for item in bound:
            metric, metric_why = metric_of(sentence, item.at, item.unit, self.lexicon)
            if item.unit is Unit.LEVEL and metric is not Metric.FORECAST:
                self.memory.place(item.mention, item.figure.value)
            when = when_of(scene, item, metric)
            if item.unit is not Unit.LEVEL and metric is not Metric.FORECAST:
                moves.append(when.period)
                scene = scene._replace(shared=shared_phrase(sentence, moves))
            value = abs(item.figure.value)
            reasons = [(Slot.ENTITY, item.reason), (Slot.METRIC, metric_why)]
            if item.unit is not Unit.LEVEL:
                direction, why = direction_of(sentence, item.at, self.lexicon, direction)
                value *= direction
                reasons.append((Slot.DIRECTION, why))
            yield Claim(
                entity=item.mention.entity,
                metric=metric,
                value=value,
                unit=item.unit,
                period=when.period,
                date=when.date,
                hedge=item.figure.hedge,
                span=item.figure.span,
                mention=item.mention.span,
                sentence=sentence.span,
                implicit=when.implicit,
                reasons=(*reasons, *when.reasons),
            )

    def _on_stated_day(self, claim: Claim) -> Claim:
        """The claim with the day that its paragraph named before, where its own sentence names none."""
        of_day = claim.period in _DAILY and claim.metric in _TOLD_OF_DAY
        implicit = of_day and Slot.DATE in claim.implicit
        return replace(claim, date=self.stated) if self.stated and implicit else claim

    def _remember(self, sentence: Sentence, claims: Sequence[Claim]) -> None:
        """Keep for the sentences to come the day that this one names and the period that it sets."""
        told = [claim for claim in claims if claim.metric in _TOLD_OF_DAY and claim.period in _DAILY]
        days = {claim.date for claim in told if Slot.DATE not in claim.implicit}
        if days:  # "The Dow, which dropped on Friday, was off 104": Friday is not what goes on
            self.stated = days.pop() if len({claim.date for claim in told}) == 1 else None
        moves = [claim.period for claim in claims if claim.unit is not Unit.LEVEL]
        phrase = None if heads_percent(sentence) else carry(sentence, moves)  # a column's "YTD" is not every column's
        heads = not claims and sentence.pieces[-1].lower == ":"
        if phrase is not None or heads:  # "On Friday:" ends what "For the week:" headed
            self.carried = phrase
        elif claims and self.carried is not None:
            time = self.carried.time
            if time is None or not set(moves) <= {time.period}:
                self.carried = None


def _find_quantities(sentence: Sentence, bound: Sequence[Bound], lexicon: Lexicon) -> Iterator[Quantity]:
    """The sentence's figures that are no claims."""
    claimed = {item.at for item in bound}
    for i in sentence.figures:
        figure = sentence.pieces[i].figure
        if i not in claimed and figure is not None:
            direction = told_direction(sentence, i, lexicon)
            yield Quantity(figure.value, figure.unit, figure.span, sentence.span, figure.hedge, direction)
