"""Links names, figures and times into claims, slot by slot, each with its reason."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from summarizer.extract.binding import bind_figures
from summarizer.extract.direction import direction_of
from summarizer.extract.lexicon import load_lexicon
from summarizer.extract.metric import metric_of
from summarizer.extract.period import DEFAULT_REASON, ELSEWHERE_REASON, LIVE_REASON, carry, when_of
from summarizer.extract.pieces import PieceKind, cut_sentence
from summarizer.extract.subjects import Memory, track_subjects
from summarizer.types import Claim, Metric, Period, Quantity, Slot, Span, Unit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc

    from summarizer.dates import TimePhrase
    from summarizer.extract.binding import Bound
    from summarizer.extract.lexicon import Lexicon
    from summarizer.extract.mentions import Mention
    from summarizer.extract.period import Session
    from summarizer.extract.pieces import Piece
    from summarizer.figures import Figure

    Found = TypeVar("Found", Mention, Figure, TimePhrase)


#: Metrics whose claims are dated by a session.
_TOLD_OF_DAY = (Metric.CHANGE, Metric.POINTS, Metric.LEVEL)
#: Periods that an article can review, and the least share (one in …) of its moves that must say so.
_REVIEWED = (Period.WEEK, Period.MONTH, Period.QUARTER, Period.HALF, Period.YEAR)
_REVIEW_SHARE = 4


def find_claims(
    doc: Doc,
    sentences: Sequence[Span],
    mentions: Sequence[Mention],
    figures: Sequence[Figure],
    times: Sequence[TimePhrase],
    session: Session,
) -> list[Claim | Quantity]:
    """Every figure of the story: a claim where it is told of an index, else a quantity.  In order of the text.

    All findings are in order of their offsets; those outside the sentences are ignored.
    """
    found = list(link_claims(doc, sentences, mentions, figures, times, session))
    usual = _usual_period([item for item in found if isinstance(item, Claim)], session.headline)
    if usual is None:
        return found
    told = {
        (item.sentence, item.entity)
        for item in found
        if isinstance(item, Claim) and item.unit is not Unit.PERCENT
    }
    return [
        _with_period(item, usual)
        if isinstance(item, Claim) and (usual is Period.WEEK or (item.sentence, item.entity) not in told)
        else item
        for item in found
    ]


def _usual_period(claims: Sequence[Claim], headline: Period | None) -> Period | None:
    """The period of an article that is no report on a session: a week's, a month's or a year's review."""
    moves = [
        claim for claim in claims if claim.unit is not Unit.LEVEL and claim.metric is not Metric.FORECAST
    ]
    stated = [
        claim.period for claim in moves if Slot.PERIOD not in claim.implicit and claim.period in _REVIEWED
    ]
    daily = sum(claim.period in (Period.DAY, Period.INTRADAY) and not _is_default(claim) for claim in moves)
    if headline in stated and stated.count(headline) >= daily:
        return headline
    if not stated:
        return None
    usual = max(set(stated), key=stated.count)
    return usual if stated.count(usual) > max(1, daily, len(moves) // _REVIEW_SHARE) else None


def _is_default(claim: Claim) -> bool:
    """Whether nothing but the kind of report gave the claim its period."""
    default = dict(claim.reasons).get(Slot.PERIOD) in (DEFAULT_REASON, LIVE_REASON, ELSEWHERE_REASON)
    return default and {Slot.PERIOD, Slot.DATE} <= claim.implicit


def _with_period(claim: Claim, usual: Period | None) -> Claim:
    if claim.unit is Unit.LEVEL or claim.metric is Metric.FORECAST or not _is_default(claim):
        return claim
    reasons = tuple(
        (slot, why if slot is not Slot.PERIOD else "the period that the article reviews")
        for slot, why in claim.reasons
    )
    return replace(claim, period=usual, reasons=reasons)


def link_claims(
    doc: Doc,
    sentences: Sequence[Span],
    mentions: Sequence[Mention],
    figures: Sequence[Figure],
    times: Sequence[TimePhrase],
    session: Session,
) -> Iterator[Claim | Quantity]:
    """Read the sentences one by one, each with what the ones before it were about."""
    lexicon, memory = load_lexicon(), Memory()
    carried: Piece | None = None
    stated: str | None = None  # the day that the paragraph's earlier sentences named
    last_end = 0
    for sentence in sentences:
        pieces = cut_sentence(
            doc, sentence, _inside(mentions, sentence), _inside(figures, sentence), _inside(times, sentence)
        )
        if not pieces:
            continue
        gap = doc.text[last_end : sentence.start]
        if "\n\n" in gap:
            memory.start_paragraph()
        subjects = track_subjects(pieces, lexicon, memory)
        told = [subject for subject in subjects if subject is not None]
        if told:  # the first index told of, else somebody else
            memory.subjects.append(next((subject for subject in told if subject.mentions), told[0]))
        bound = list(bind_figures(pieces, subjects, lexicon))
        if "\n\n" in gap:
            stated = None
        if "\n\n" in gap and not (carried is not None and _heads(doc.text, carried, sentence)):
            carried = None
        claims = [
            _dated(claim, stated) for claim in _claims(pieces, bound, lexicon, sentence, session, carried)
        ]
        stated = next(
            (c.date for c in claims if Slot.DATE not in c.implicit and c.metric in _TOLD_OF_DAY), stated
        )
        yield from claims
        moves = [claim.period for claim in claims if claim.unit is not Unit.LEVEL]
        carried = carry(pieces, moves) or (
            carried if carried is not None and (not bound or _all_carried(moves, carried)) else None
        )
        last_end = sentence.end
        claimed = {bind.at for bind in bound}
        for i, piece in enumerate(pieces):
            if piece.kind is PieceKind.FIGURE and i not in claimed and piece.figure is not None:
                yield Quantity(piece.figure.value, piece.figure.unit, piece.figure.span, sentence)


def _dated(claim: Claim, stated: str | None) -> Claim:
    """The claim with the day that its paragraph named before, where its own sentence names none."""
    of_day = claim.period in (Period.DAY, Period.INTRADAY, None) and claim.metric in _TOLD_OF_DAY
    return replace(claim, date=stated) if stated and of_day and Slot.DATE in claim.implicit else claim


def _heads(text: str, carried: Piece, sentence: Span) -> bool:
    """Whether the phrase stands in a heading right above the sentence's paragraph."""
    return text[carried.end : sentence.start].count("\n\n") == 1 and text[
        carried.end : carried.end + 3
    ].strip()[:1] in (":", "")


def _all_carried(moves: Sequence[Period | None], carried: Piece) -> bool:
    return carried.time is not None and set(moves) <= {carried.time.period}


def _inside(found: Sequence[Found], sentence: Span) -> list[Found]:
    first = bisect_left(found, sentence.start, key=lambda item: item.span.start)
    last = bisect_left(found, sentence.end, key=lambda item: item.span.start)
    return [item for item in found[first:last] if item.span.end <= sentence.end]


def _claims(
    pieces: Sequence[Piece],
    bound: Sequence[Bound],
    lexicon: Lexicon,
    sentence: Span,
    session: Session,
    carried: Piece | None,
) -> Iterator[Claim]:
    inherited: int | None = None
    for bind in bound:
        metric, metric_why = metric_of(pieces, bind.at, bind.unit, lexicon)
        when = when_of(pieces, bind.at, bind.unit, metric, bind.mention, session, carried)
        value, reasons = bind.figure.value, [(Slot.ENTITY, bind.reason), (Slot.METRIC, metric_why)]
        if bind.unit is not Unit.LEVEL:
            sign, why = direction_of(pieces, bind.at, lexicon, inherited)
            inherited = sign
            value = abs(value) * sign
            reasons.append((Slot.DIRECTION, why))
        else:
            value = abs(value)
        yield Claim(
            entity=bind.mention.entity,
            metric=metric,
            value=value,
            unit=bind.unit,
            period=when.period if not (metric is Metric.FORECAST and bind.unit is Unit.LEVEL) else None,
            date=when.date,
            hedge=bind.figure.hedge if bind.unit is not Unit.LEVEL or bind.figure.hedge else None,
            span=bind.figure.span,
            mention=bind.mention.span,
            sentence=sentence,
            implicit=when.implicit,
            reasons=(*reasons, *when.reasons),
        )
