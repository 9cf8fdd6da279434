"""Types to rows and back; pure.  A row is a dict of columns without the keys that link it to its parent.

What comes back equals what went in: decimals keep their digits, times their offset or the lack of one.
"""

from __future__ import annotations

import json
from contextlib import contextmanager
from datetime import UTC, datetime
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from summarizer.store.guard import UnreadableRowError
from summarizer.types import (
    Article,
    Citation,
    Claim,
    Entity,
    Hedge,
    Kind,
    Metric,
    Period,
    Quantity,
    Slot,
    Span,
    Statement,
    Summary,
    SummarySentence,
    Unit,
)

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Sequence

    Row = dict[str, str | int | float | None]


@contextmanager
def reading(what: str) -> Iterator[None]:
    """Run a block that turns rows into types; raise UnreadableRowError if one holds what was never saved."""
    try:
        yield
    except (ValueError, ArithmeticError, TypeError, AttributeError) as error:
        raise UnreadableRowError(f"{what} can't be read: {error}") from error


def from_article(article: Article) -> Row:
    """The columns of a revision; URL and publisher belong to the article's own row."""
    return {
        "title": article.title,
        "published": article.published.isoformat() if article.published else None,
        "text": article.text,
        "clutter": _from_spans(article.clutter),
    }


def to_article(row: sqlite3.Row) -> Article:
    """The article of a row of revisions joined with articles."""
    return Article(
        id=row["article_id"],
        text=row["text"],
        title=row["title"],
        published=to_time(row["published"]),
        publisher=row["publisher"],
        url=row["url"],
        clutter=_to_spans(row["clutter"]),
    )


def from_claim(claim: Claim, article: Article) -> Row:
    """The columns of a claim."""
    return {
        "entity": claim.entity.name,
        "symbol": claim.entity.symbol,
        "kind": str(claim.entity.kind),
        "metric": str(claim.metric),
        "value": str(claim.value),
        "amount": float(claim.value),
        "unit": str(claim.unit),
        "period": str(claim.period) if claim.period else None,
        "date": claim.date,
        "day": claim.date or _day_of(article),
        "hedge": str(claim.hedge) if claim.hedge else None,
        "speaker": claim.speaker,
        "text": claim.span.of(article.text),
        "sentence": claim.sentence.of(article.text),
        **_from_span(claim.span),
        **_from_span(claim.mention, "mention_"),
        **_from_span(claim.sentence, "sentence_"),
        "implicit": json.dumps(sorted(claim.implicit)),
    }


def to_claim(row: sqlite3.Row) -> Claim:
    """The claim of a row."""
    return Claim(
        entity=_to_entity(row["entity"], row["symbol"], row["kind"]),
        metric=Metric(row["metric"]),
        value=Decimal(row["value"]),
        unit=Unit(row["unit"]),
        period=Period(row["period"]) if row["period"] else None,
        date=row["date"],
        hedge=Hedge(row["hedge"]) if row["hedge"] else None,
        span=_to_span(row),
        mention=_to_span(row, "mention_"),
        sentence=_to_span(row, "sentence_"),
        speaker=row["speaker"],
        implicit=_to_slots(row["implicit"]),
    )


# The same few again and again: of a million claims, each of these is made once.
@lru_cache(maxsize=4096)
def _to_entity(name: str, symbol: str | None, kind: str) -> Entity:
    return Entity(name, symbol, Kind(kind))


@lru_cache(maxsize=4096)
def _to_slots(printed: str) -> frozenset[Slot]:
    return frozenset(Slot(name) for name in json.loads(printed))


def from_statement(statement: Statement, article: Article) -> Row:
    """The columns of a statement."""
    return {
        "name": statement.name,
        "role": statement.role,
        "firm": statement.firm,
        "cue": statement.cue,
        "day": _day_of(article),
        "text": statement.span.of(article.text),
        "tone": statement.tone,
        **_from_span(statement.span),
        **_from_span(statement.mention, "mention_"),
    }


def to_statement(row: sqlite3.Row) -> Statement:
    """The statement of a row."""
    return Statement(
        name=row["name"],
        role=row["role"],
        firm=row["firm"],
        cue=row["cue"],
        span=_to_span(row),
        mention=_to_span(row, "mention_"),
        tone=row["tone"],
    )


def from_quantity(quantity: Quantity, text: str) -> Row:
    """The columns of a quantity in an article's text."""
    return {
        "value": str(quantity.value),
        "amount": float(quantity.value),
        "unit": quantity.unit,
        "text": quantity.span.of(text),
        **_from_span(quantity.span),
        **_from_span(quantity.sentence, "sentence_"),
        "hedge": quantity.hedge,
        "direction": quantity.direction,
    }


def to_quantity(row: sqlite3.Row) -> Quantity:
    """The quantity of a row."""
    hedge = Hedge(row["hedge"]) if row["hedge"] else None
    sentence = _to_span(row, "sentence_")
    return Quantity(Decimal(row["value"]), row["unit"], _to_span(row), sentence, hedge, row["direction"])


def from_sentence(sentence: Span) -> Row:
    """The columns of a sentence."""
    return _from_span(sentence)


def to_sentence(row: sqlite3.Row) -> Span:
    """The sentence of a row."""
    return _to_span(row)


def from_summary(summary: Summary) -> Row:
    """The columns of a summary itself."""
    return {
        "model": summary.model,
        "model_revision": summary.revision,
        "text": summary.text,
        "verified": int(summary.verified),
        "omitted": json.dumps(summary.omitted),
    }


def to_summary(row: sqlite3.Row, sentences: Iterable[sqlite3.Row], citations: Iterable[sqlite3.Row]) -> Summary:
    """The summary of its row and its parts' rows; `claim` in a citation's row is its claim's number."""
    return Summary(
        text=row["text"],
        model=row["model"],
        revision=row["model_revision"],
        verified=bool(row["verified"]),
        sentences=tuple(
            SummarySentence(_to_span(part), part["origin"], _to_spans(part["sources"])) for part in sentences
        ),
        citations=tuple(Citation(_to_span(part), part["claim"], _to_span(part, "source_")) for part in citations),
        omitted=tuple(int(number) for number in json.loads(row["omitted"])),
    )


def from_summary_sentence(sentence: SummarySentence) -> Row:
    """The columns of one sentence of a summary."""
    return {
        "origin": sentence.origin,
        "sources": _from_spans(sentence.sources),
        **_from_span(sentence.span),
    }


def from_citation(citation: Citation, claim_ids: Sequence[int]) -> Row:
    """The columns of a citation, given the keys of the revision's claims in order."""
    return {
        "claim_id": claim_ids[citation.claim],
        **_from_span(citation.span),
        **_from_span(citation.source, "source_"),
    }


def stamp(time: datetime) -> str:
    """A time as kept: UTC, of constant width, so that times compare as texts."""
    return time.astimezone(UTC).isoformat(timespec="milliseconds")


def to_time(printed: str | None) -> datetime | None:
    """A stored time; naive if it was."""
    return to_known_time(printed) if printed else None


def to_known_time(printed: str) -> datetime:
    """A stored time that can't be missing."""
    return datetime.fromisoformat(printed)


def _day_of(article: Article) -> str | None:
    """The day of publication, as the publisher counts days."""
    return article.published.date().isoformat() if article.published else None


def _from_span(span: Span, prefix: str = "") -> Row:
    return {f"{prefix}start": span.start, f"{prefix}end": span.end}


def _to_span(row: sqlite3.Row, prefix: str = "") -> Span:
    return Span(row[f"{prefix}start"], row[f"{prefix}end"])


def _from_spans(spans: Iterable[Span]) -> str:
    return json.dumps([[span.start, span.end] for span in spans])


def _to_spans(printed: str) -> tuple[Span, ...]:
    return tuple(Span(start, end) for start, end in json.loads(printed))
