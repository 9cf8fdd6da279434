"""Proof: what a draft says, held against its article slot by slot.  Compares two extractions, knows no spaCy.

    draft claim ─▶ the article's nearest claim ─▶ no slot differs: supported, with its source
                                               └▶ a slot differs: contradicted, with it and the source's value
                └▶ nothing near: unsupported

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
    Slot.ENTITY, Slot.VALUE, Slot.UNIT, Slot.DIRECTION, Slot.METRIC, Slot.PERIOD, Slot.HEDGE, Slot.DATE,
    Slot.SPEAKER,
)  # fmt: skip
#: The figure is the anchor: a source claim with another value is as far as one with so many more wrong slots.
_OTHER_FIGURE = 1.5
#: Characters within which a firm printed near a name is that person's.
_NEAR = 160
_SESSION = (Period.DAY, Period.INTRADAY, Period.PREMARKET)
#: Units of figures whose subject is seldom named again: counts, ordinals, "52-week".
_COUNTED = ("", "ordinal", "compound")
#: Words that two sentences may share without telling of the same thing; without a final "s".
_COMMON = frozenset(
    (
        "the and for with from that this their after over under than more les about while wa were are ha "
        "have had been but not percent per cent pct point basi year month week day quarter session "
        "million billion trillion crore lakh dollar rose fell rise fall gain gained lost lose los drop "
        "dropped climbed slipped added shed jumped tumbled advanced declined up down higher lower said "
        "market stock share index indexe today yesterday monday tuesday wednesday thursday friday "
        "increased decreased surged plunged also only just nearly almost its into amid between against "
        "which who what when "
    ).split()
)
_SUFFIXES = re.compile(
    r"(?i)\b(?:the|inc|corp|co|ltd|plc|llc|group|and|analysts?|strategists?|economists?|research|team)\b|[^\w\s]"
)


def verify(article: Extraction, draft: Extraction, article_text: str, draft_text: str) -> Proof:
    """Hold everything that the draft says in figures and names against the article.

    Findings come in the order of the draft.  Both extractions must have been made with the same publication
    time.
    """
    findings = [
        *(_prove_claim(claim, article, article_text) for claim in draft.claims),
        *(_prove_quantity(quantity, article, article_text, draft_text) for quantity in draft.quantities),
        *(
            finding
            for statement in draft.statements
            for finding in _prove_statement(statement, article, article_text)
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
    """A period may stay unsaid where the article has only one for that subject, or leaves it unsaid itself."""
    if draft.period is source.period or Unit.LEVEL in (draft.unit, source.unit):
        return True
    if Slot.PERIOD in source.implicit and draft.period in _SESSION and source.period in _SESSION:
        return True
    if Slot.PERIOD not in draft.implicit:
        return False
    if Slot.PERIOD in source.implicit:  # neither says it: the draft means what the article means
        return True
    told = {c.period for c in article.claims if c.entity == source.entity and c.unit is source.unit}
    return len(told) == 1


def _same_date(draft: str, source: str) -> bool:
    """Whether two ISO dates agree as far as the coarser one goes."""
    return draft.startswith(source) or source.startswith(draft)


def _prove_claim(claim: Claim, article: Extraction, text: str) -> Finding:
    nearest: tuple[float, int, tuple[Slot, ...]] | None = None
    for number, source in enumerate(article.claims):
        wrong = differences(claim, source, article)
        if not wrong:
            return Finding(claim.span, Verdict.SUPPORTED, None, source.span, number)
        if not _near(wrong):
            continue
        rank = (len(wrong) + _OTHER_FIGURE * (Slot.VALUE in wrong), number, wrong)
        if nearest is None or rank < nearest:
            nearest = rank
    if nearest is None:
        return Finding(
            claim.span,
            Verdict.UNSUPPORTED,
            None,
            detail=f"the article gives no such figure of {claim.entity.name}",
        )
    _, number, wrong = nearest
    source = article.claims[number]
    return Finding(
        claim.span, Verdict.CONTRADICTED, wrong[0], source.span, None, _detail(source, wrong[0], text)
    )


def _near(wrong: Sequence[Slot]) -> bool:
    """Whether a source claim is about the same: the same figure, or the same subject, metric and period."""
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
    """A figure that is no index claim: the article prints the same value and unit, of the same subject.

    A figure that the article gives an index is no proof of one that the draft gives somebody else, except where
    the draft repeats the article's own sentence.
    """
    told = quantity.sentence.of(draft_text)
    printed = quantity.span.of(draft_text)
    for source in article.quantities:
        same = source.value == quantity.value and source.unit == quantity.unit
        if same and (quantity.unit in _COUNTED or _common_subject(told, source.sentence.of(text))):
            return Finding(quantity.span, Verdict.SUPPORTED, None, source.span)
    at = text.find(told)
    if at >= 0:
        start = at + quantity.span.start - quantity.sentence.start
        return Finding(quantity.span, Verdict.SUPPORTED, None, Span(start, start + len(printed)))
    return Finding(
        quantity.span, Verdict.UNSUPPORTED, Slot.VALUE, detail=f"the article does not print {printed} of this"
    )


def _common_subject(draft: str, source: str) -> bool:
    """Whether two sentences share a word that names something: not a number, a move or a function word.

    >>> _common_subject("Oil rose 2%", "U.S. crude oil added 2%")
    True
    >>> _common_subject("Apple fell 2%", "Gold fell 2%")
    False
    """
    return bool(_content(draft) & _content(source))


def _content(sentence: str) -> set[str]:
    words = re.findall(r"[^\W\d_]{3,}", sentence.casefold())
    return {word.removesuffix("s") for word in words} - _COMMON


def _prove_statement(statement: Statement, article: Extraction, text: str) -> Iterator[Finding]:
    span = statement.mention
    if statement.name is None:
        yield _prove_firm(statement, article, text)
        return
    known = [s for s in article.statements if s.name and _surname(s.name) == _surname(statement.name)]
    if not known:
        yield _prove_name(statement, text)
        return
    firms = {s.firm for s in known if s.firm}
    if statement.firm and firms and not any(_same_firm(statement.firm, firm) for firm in firms):
        detail = f"the article says {known[0].name} of {' / '.join(sorted(firms))}"
        yield Finding(span, Verdict.CONTRADICTED, Slot.FIRM, known[0].mention, None, detail)
    elif statement.firm and not firms and not _near_name(statement.name, statement.firm, text):
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


def _prove_name(statement: Statement, text: str) -> Finding:
    """A person whom the article names, but not as a commentator: the firm must stand near the name."""
    name = statement.name or ""
    at = text.find(name)
    if at < 0:
        return Finding(
            statement.mention, Verdict.UNSUPPORTED, Slot.SPEAKER, detail=f"the article does not name {name}"
        )
    source = Span(at, at + len(name))
    if statement.firm and not _near_name(name, statement.firm, text):
        detail = f"the article does not say that {name} is of {statement.firm}"
        return Finding(statement.mention, Verdict.UNSUPPORTED, Slot.FIRM, source, None, detail)
    return Finding(statement.mention, Verdict.SUPPORTED, None, source)


def _near_name(name: str, firm: str, text: str) -> bool:
    """Whether the article prints the firm within a sentence or two of the person's surname."""
    surname = name.rsplit(maxsplit=1)[-1]
    return any(
        firm in text[max(0, match.start() - _NEAR) : match.end() + _NEAR]
        for match in re.finditer(rf"\b{re.escape(surname)}\b", text)
    )


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
