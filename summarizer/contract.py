"""The JSON contract: what scripts read, as dictionaries ready for ``json.dumps``.

    extract    -> extraction_entry
    summarize  -> digest_entry       the same and the summary
    verify     -> proof_entry
    a batch's broken line -> error_entry

Keys and their meaning are stable: a new key may come, an old one never changes.  Offsets count characters of
``article.text``; in a summary `start` and `end` count those of the summary, in a finding those of the draft.
"""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING, Any

from summarizer.arithmetic import find_contradictions

if TYPE_CHECKING:
    from datetime import datetime
    from decimal import Decimal

    from summarizer.errors import SummarizerError
    from summarizer.types import Article, Claim, Digest, Finding, Proof, Span, Statement, Summary

#: Strings, numbers, booleans, null, and lists and dictionaries of them.
Entry = dict[str, Any]


def extraction_entry(digest: Digest) -> Entry:
    """The answer of ``summarizer extract --json``."""
    article, extraction = digest.article, digest.extraction
    return {
        "id": article.id,
        "article": article_entry(article),
        "claims": [claim_entry(claim, claim.span.of(article.text)) for claim in extraction.claims],
        "analysts": [analyst_entry(statement, article.text) for statement in extraction.statements],
        "warnings": [{"claim": found.claim, "detail": found.detail} for found in find_contradictions(extraction)],
    }


def digest_entry(digest: Digest) -> Entry:
    """The answer of ``summarizer summarize --json`` and ``summarizer show --json``."""
    summary = digest.summary
    return {**extraction_entry(digest), "summary": summary_entry(summary) if summary else None}


def proof_entry(proof: Proof, draft: str) -> Entry:
    """The answer of ``summarizer verify --json``."""
    return {
        "verified": proof.verified,
        "findings": [finding_entry(finding, draft) for finding in proof.findings],
        "omitted": list(proof.omitted),
    }


def error_entry(item_id: str | None, error: SummarizerError) -> Entry:
    """A batch's answer for a line that failed."""
    return {"id": item_id, "error": {"type": type(error).__name__, "message": str(error)}}


def article_entry(article: Article) -> Entry:
    """The article as kept; `published` is ISO 8601, with a zone only if the article gave one."""
    return {
        "title": article.title,
        "published": article.published.isoformat() if article.published else None,
        "publisher": article.publisher,
        "url": article.url,
        "text": article.text,
    }


def claim_entry(claim: Claim, printed: str) -> Entry:
    """One figure of one index; `printed` is its text, `speaker` null where the article says it."""
    return {
        "entity": claim.entity.name,
        "symbol": claim.entity.symbol,
        "kind": str(claim.entity.kind),
        "metric": str(claim.metric),
        "value": number(claim.value),
        "unit": str(claim.unit),
        "period": _text(claim.period),
        "date": claim.date,
        "hedge": _text(claim.hedge),
        "start": claim.span.start,
        "end": claim.span.end,
        "text": printed,
        "sentence": _pair(claim.sentence),
        "speaker": claim.speaker,
    }


def analyst_entry(statement: Statement, text: str) -> Entry:
    """A statement and who made it, `name` null for a firm's unnamed analysts; `text` is the article's."""
    return {
        "name": statement.name,
        "role": statement.role,
        "firm": statement.firm,
        "start": statement.span.start,
        "end": statement.span.end,
        "statement": statement.span.of(text),
        "tone": statement.tone,
    }


def summary_entry(summary: Summary) -> Entry:
    """A summary with the way back to the article."""
    return {
        "text": summary.text,
        "model": summary.model,
        "revision": summary.revision,
        "verified": summary.verified,
        "sentences": [
            {
                "start": sentence.span.start,
                "end": sentence.span.end,
                "origin": sentence.origin,
                "sources": [_pair(source) for source in sentence.sources],
            }
            for sentence in summary.sentences
        ],
        "citations": [
            {
                "start": citation.span.start,
                "end": citation.span.end,
                "claim": citation.claim,
                "source": _pair(citation.source),
            }
            for citation in summary.citations
        ],
        "omitted": list(summary.omitted),
    }


def finding_entry(finding: Finding, draft: str) -> Entry:
    """A finding; its span counts characters of the draft, its source those of the article."""
    return {
        "start": finding.span.start,
        "end": finding.span.end,
        "text": finding.span.of(draft),
        "verdict": str(finding.verdict),
        "slot": _text(finding.slot),
        "source": _pair(finding.source) if finding.source else None,
        "detail": finding.detail,
        "derived": finding.derived,
    }


def number(value: Decimal) -> int | float:
    """A JSON number: whole only when no decimals were printed.

    >>> from decimal import Decimal
    >>> number(Decimal("2442.03")), number(Decimal("11")), number(Decimal("5000.00"))
    (2442.03, 11, 5000.0)
    """
    exponent = value.as_tuple().exponent
    return int(value) if isinstance(exponent, int) and exponent >= 0 else float(value)


def stamp(time: datetime) -> str:
    """A time of our own as every answer prints it: UTC, to the millisecond.

    >>> from datetime import UTC, datetime
    >>> stamp(datetime(2024, 11, 25, 21, 40, tzinfo=UTC))
    '2024-11-25T21:40:00.000+00:00'
    """
    return time.astimezone(UTC).isoformat(timespec="milliseconds")


def _pair(span: Span) -> list[int]:
    return [span.start, span.end]


def _text(member: str | None) -> str | None:
    # An enumeration's member goes out as the plain string it stands for.
    return None if member is None else str(member)
