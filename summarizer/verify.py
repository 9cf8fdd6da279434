"""Proof: what a draft says, held against its article slot by slot.  Pure: compares two extractions, knows no spaCy.

    draft claim ──▶ the article's nearest claim ──▶ no slot differs: supported, with its source
                                                └─▶ a slot differs: contradicted, with that slot and the source's value
                └─▶ nothing near: unsupported

A number that is no index claim must be printed in the article with the same unit; a named person must be the
article's, with the article's firm.  Where it can't be told, the answer is `unsupported`, never a guess.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summarizer.types import Finding, Metric, Period, Proof, Slot, Span, Unit, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from summarizer.types import Claim, Extraction, Quantity, Statement

#: A difference in an earlier slot is reported before one in a later slot.
_ORDER = (
    Slot.ENTITY, Slot.VALUE, Slot.UNIT, Slot.DIRECTION, Slot.METRIC, Slot.PERIOD, Slot.HEDGE, Slot.DATE, Slot.SPEAKER,
)  # fmt: skip
_SESSION = (Period.DAY, Period.INTRADAY, Period.PREMARKET)
_SUFFIXES = re.compile(
    r"(?i)\b(?:the|inc|corp|co|ltd|plc|llc|group|and|analysts?|strategists?|economists?|research|team)\b|[^\w\s]"
)


def verify(article: Extraction, draft: Extraction, article_text: str, draft_text: str) -> Proof:
    """Hold everything that the draft says in figures and names against the article.

    Findings come in the order of the draft.  Both extractions must have been made with the same publication time.
    """
    findings = [
        *(_prove_claim(claim, article, article_text) for claim in draft.claims),
        *(_prove_quantity(quantity, article, article_text, draft_text) for quantity in draft.quantities),
        *(
            finding
            for statement in draft.statements
            for finding in _prove_statement(statement, article, article_text, draft_text)
        ),
    ]
    return Proof(tuple(sorted(findings, key=lambda finding: finding.span)), draft.sentences)


def differences(draft: Claim, source: Claim, article: Extraction) -> tuple[Slot, ...]:
    """The slots in which a draft's claim says something else than the article's, the gravest first."""
    wrong = set(_figure_differences(draft, source)) | set(_context_differences(draft, source, article))
    return tuple(slot for slot in _ORDER if slot in wrong)


def _figure_differences(draft: Claim, source: Claim) -> Iterator[Slot]:
    if draft.entity.name != source.entity.name:
        yield Slot.ENTITY
    if draft.unit is not source.unit:
        yield Slot.UNIT
    if abs(draft.value) != abs(source.value):
        yield Slot.VALUE
    elif draft.value != source.value:
        yield Slot.DIRECTION
    if not _same_metric(draft, source):
        yield Slot.METRIC
    if draft.hedge is not source.hedge:
        yield Slot.HEDGE


def _same_metric(draft: Claim, source: Claim) -> bool:
    """A record just set may be called a level ("closed at 5,100"); an earlier record may not."""
    if draft.metric is source.metric:
        return True
    plain = draft.metric is Metric.LEVEL and source.metric is Metric.RECORD
    return plain and (Slot.DATE in source.implicit or source.date == draft.date)


def _context_differences(draft: Claim, source: Claim, article: Extraction) -> Iterator[Slot]:
    if not _same_period(draft, source, article):
        yield Slot.PERIOD
    if (
        Slot.DATE not in draft.implicit
        and draft.date
        and source.date
        and not _same_date(draft.date, source.date)
    ):
        yield Slot.DATE
    if draft.speaker and source.speaker and _surname(draft.speaker) != _surname(source.speaker):
        yield Slot.SPEAKER


def _same_period(draft: Claim, source: Claim, article: Extraction) -> bool:
    """A period may stay unsaid where the article has only one for that subject, or where it left it unsaid itself."""
    if draft.period is source.period or Unit.LEVEL in (draft.unit, source.unit):
        return True
    if Slot.PERIOD in source.implicit and draft.period in _SESSION and source.period in _SESSION:
        return True
    if Slot.PERIOD not in draft.implicit:
        return False
    told = {c.period for c in article.claims if c.entity == source.entity and c.unit is source.unit}
    return len(told) == 1


def _same_date(draft: str, source: str) -> bool:
    """Whether two ISO dates agree as far as the coarser one goes."""
    return draft.startswith(source) or source.startswith(draft)


def _prove_claim(claim: Claim, article: Extraction, text: str) -> Finding:
    nearest: tuple[int, bool, int, tuple[Slot, ...]] | None = None
    for number, source in enumerate(article.claims):
        wrong = differences(claim, source, article)
        if not wrong:
            return Finding(claim.span, Verdict.SUPPORTED, None, source.span, number)
        if not _near(wrong):
            continue
        rank = (len(wrong), Slot.VALUE in wrong, number, wrong)  # at a tie the figure is the anchor
        if nearest is None or rank < nearest:
            nearest = rank
    if nearest is None:
        return Finding(
            claim.span,
            Verdict.UNSUPPORTED,
            None,
            detail=f"the article gives no such figure of {claim.entity.name}",
        )
    _, _, number, wrong = nearest
    source = article.claims[number]
    return Finding(
        claim.span, Verdict.CONTRADICTED, wrong[0], source.span, None, _detail(source, wrong[0], text)
    )


def _near(wrong: Sequence[Slot]) -> bool:
    """Whether a source claim is about the same thing: the same figure, or the same subject, metric and period."""
    if Slot.UNIT in wrong:
        return False
    return Slot.VALUE not in wrong or not {Slot.ENTITY, Slot.METRIC, Slot.PERIOD} & set(wrong)


def _detail(source: Claim, slot: Slot, text: str) -> str:
    value = {
        Slot.ENTITY: source.entity.name,
        Slot.VALUE: source.span.of(text),
        Slot.DIRECTION: "a rise" if source.value > 0 else "a fall",
        Slot.METRIC: source.metric.value,
        Slot.PERIOD: source.period.value if source.period else "no period",
        Slot.HEDGE: f"“{source.hedge}”" if source.hedge else "no hedge",
        Slot.DATE: source.date or "no date",
        Slot.SPEAKER: source.speaker or "nobody",
    }[slot]
    return f"the article says {value}"


def _prove_quantity(quantity: Quantity, article: Extraction, text: str, draft_text: str) -> Finding:
    """A figure that is no index claim: the same value and unit must be printed in the article."""
    for source in article.quantities:
        if source.value == quantity.value and source.unit == quantity.unit:
            return Finding(quantity.span, Verdict.SUPPORTED, None, source.span)
    for number, claim in enumerate(article.claims):
        same_unit = claim.unit == quantity.unit or (
            claim.unit is Unit.LEVEL and quantity.unit in ("", "points")
        )
        if same_unit and abs(claim.value) == abs(quantity.value):
            return Finding(quantity.span, Verdict.SUPPORTED, None, claim.span, number)
    printed = quantity.span.of(draft_text)
    found = re.search(rf"(?<![\w.,]){re.escape(printed)}(?![\w%]|[.,]\d)", text)
    if found:
        return Finding(quantity.span, Verdict.SUPPORTED, None, Span(*found.span()))
    return Finding(
        quantity.span, Verdict.UNSUPPORTED, Slot.VALUE, detail=f"the article does not print {printed}"
    )


def _prove_statement(
    statement: Statement, article: Extraction, text: str, draft_text: str
) -> Iterator[Finding]:
    span = statement.mention
    if statement.name is None:
        yield _prove_firm(statement, article, text)
        return
    known = [s for s in article.statements if s.name and _surname(s.name) == _surname(statement.name)]
    if not known:
        at = text.find(statement.name)
        verdict = Verdict.SUPPORTED if at >= 0 else Verdict.UNSUPPORTED
        source = Span(at, at + len(statement.name)) if at >= 0 else None
        yield Finding(
            span,
            verdict,
            None if source else Slot.SPEAKER,
            source,
            detail="" if source else f"the article does not name {statement.name}",
        )
        return
    firms = {s.firm for s in known if s.firm}
    if statement.firm and firms and not any(_same_firm(statement.firm, firm) for firm in firms):
        detail = f"the article says {known[0].name} of {' / '.join(sorted(firms))}"
        yield Finding(span, Verdict.CONTRADICTED, Slot.FIRM, known[0].mention, None, detail)
    elif statement.firm and not firms and statement.firm not in text:
        yield Finding(
            span,
            Verdict.UNSUPPORTED,
            Slot.FIRM,
            known[0].mention,
            None,
            f"the article gives {statement.name} no firm",
        )
    else:
        yield Finding(span, Verdict.SUPPORTED, None, known[0].mention)


def _prove_firm(statement: Statement, article: Extraction, text: str) -> Finding:
    firm = statement.firm or ""
    for source in article.statements:
        if source.firm and _same_firm(firm, source.firm):
            return Finding(statement.mention, Verdict.SUPPORTED, None, source.mention)
    at = text.find(firm) if firm else -1
    if at >= 0:
        return Finding(statement.mention, Verdict.SUPPORTED, None, Span(at, at + len(firm)))
    return Finding(
        statement.mention,
        Verdict.UNSUPPORTED,
        Slot.FIRM,
        detail=f"the article does not name {firm or 'the speaker'}",
    )


def _surname(name: str) -> str:
    """The last word of a name, for comparing.

    >>> _surname("Dan Lefkovitz")
    'lefkovitz'
    """
    words = [
        word
        for word in re.findall(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*", name.casefold())
        if word not in ("jr", "sr", "iii")
    ]
    return words[-1] if words else ""


def _same_firm(left: str, right: str) -> bool:
    """Whether one firm's words are the other's, legal forms aside.

    >>> _same_firm("Edward Jones", "Edward Jones Investments"), _same_firm("Jefferies", "Morningstar")
    (True, False)
    """
    first, second = (set(_SUFFIXES.sub(" ", firm.casefold()).split()) for firm in (left, right))
    return bool(first and second) and (first <= second or second <= first)
