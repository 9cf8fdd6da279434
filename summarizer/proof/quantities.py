"""A figure that is no index claim: money, yields, counts, other assets' moves."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summarizer.proof.claims import same_hedge, words_between
from summarizer.proof.comparisons import compares, is_of_other_period, is_of_other_term
from summarizer.proof.counts import COUNTED, SPECIFIC, find_printed
from summarizer.proof.derived import derive_gap
from summarizer.proof.naming import name_words
from summarizer.proof.wording import content_words
from summarizer.types import Finding, Hedge, Slot, Unit, Verdict

if TYPE_CHECKING:
    from summarizer.proof.evidence import Reading
    from summarizer.types import Claim, Quantity

_CLAIM_UNITS = {
    "percent": (Unit.PERCENT,),
    "compound": (Unit.POINTS,),
    "usd": (Unit.LEVEL,),
    "points": (Unit.POINTS, Unit.LEVEL),
    "": (Unit.LEVEL, Unit.POINTS),
}
#: "fell as much as 14%" and "falling 14% in intraday trade" say the same.
_PEAK = {Hedge.UP_TO, None}
_INTRADAY = re.compile(r"\b(?:intra-?day|touch\w*|hit|low|high|session|earlier|at one point)\b")
#: What is told of figures in any article: a draft that names another one than the article says something else.
_ASSETS = content_words(
    "gold silver copper oil crude gas brent wti dollar euro yen sterling pound yuan rupee bitcoin bond bonds yield "
    "yields treasury treasuries gilts bunds aluminium aluminum nickel wheat inflation jobs payrolls sales profit "
    "revenue earnings"
)
_CAPITALISED = re.compile(r"(?<=\s)[A-Z][\w&.’'-]*")
_SUBJECT_REACH = 60  # characters before a figure


def prove_quantity(quantity: Quantity, draft: Reading, article: Reading) -> Finding:
    """The article prints the same value, unit and hedge, of the same subject.

    A figure that the article gives an index is a proof only where the words near the draft's name that index, or
    where the draft repeats the article's own sentence.
    """
    found = _by_quantity(quantity, draft, article)
    if found is not None and found.slot is not Slot.HEDGE:
        return found
    number = _find_claim(quantity, draft, article)
    if number is not None:
        return Finding(quantity.span, Verdict.SUPPORTED, None, article.extraction.claims[number].span, number)
    printed = find_printed(quantity, draft, article)
    if printed is not None:
        return Finding(quantity.span, Verdict.SUPPORTED, None, printed)
    detail = f"the article does not print {quantity.span.of(draft.text)} of this"
    unknown = Finding(quantity.span, Verdict.UNSUPPORTED, Slot.VALUE, detail=detail)
    return derive_gap(quantity, draft, article) or found or unknown


def _by_quantity(quantity: Quantity, draft: Reading, article: Reading) -> Finding | None:
    """By the article's other figures: the same one, or the same but for its hedge or its period; None for neither."""
    near = [
        source
        for source in article.extraction.quantities
        if abs(source.value) == abs(quantity.value)
        and _same_unit(quantity, source, draft)
        and _meet(quantity, source, draft, article)
    ]
    near.sort(key=lambda source: not compares(source, article))  # where it says over which time, it proves more
    nearest: Finding | None = None
    for source in near:
        printed = source.span.of(article.text)
        if is_of_other_period(quantity, source, draft, article):
            detail = f"the article says “{printed}” over another time"
            nearest = nearest or Finding(quantity.span, Verdict.CONTRADICTED, Slot.PERIOD, source.span, None, detail)
            if compares(quantity, draft):
                return nearest
        elif _same_hedge(quantity, source, article):
            return Finding(quantity.span, Verdict.SUPPORTED, None, source.span)
        else:
            detail = f"the article says “{printed}” otherwise"
            nearest = Finding(quantity.span, Verdict.CONTRADICTED, Slot.HEDGE, source.span, None, detail)
    return nearest


def _same_hedge(quantity: Quantity, source: Quantity, article: Reading) -> bool:
    if {quantity.hedge, source.hedge} == _PEAK:
        return quantity.hedge is None or _INTRADAY.search(article.sentence(source).lower()) is not None
    return same_hedge(quantity.hedge, source.hedge)


def _same_unit(quantity: Quantity, source: Quantity, draft: Reading) -> bool:
    """Whether units agree; a figure of many digits may have lost its own: "152.90 yen", "USD/JPY at 152.90"."""
    digits = sum(map(str.isdigit, quantity.span.of(draft.text)))
    return source.unit == quantity.unit or ("" in (source.unit, quantity.unit) and digits >= SPECIFIC)


def _meet(quantity: Quantity, source: Quantity, draft: Reading, article: Reading) -> bool:
    if quantity.unit in COUNTED:
        return True
    if quantity.direction * source.direction < 0:
        return False
    if is_of_other_term(quantity, source, draft, article):
        return False
    told, known = draft.words[quantity.span], article.words[source.span]
    return told.meet(known) or _is_unheard(quantity, draft, article)


def _is_unheard(quantity: Quantity, draft: Reading, article: Reading) -> bool:
    """Whether the draft calls the figure's subject by words of its own: none that the article tells a figure of."""
    near = draft.words[quantity.span].near
    if not near.isdisjoint(article.vocabulary | _ASSETS):
        return False
    start = max(quantity.sentence.start, quantity.span.start - _SUBJECT_REACH)
    return not (near & content_words(" ".join(_CAPITALISED.findall(draft.text[start : quantity.span.end]))))


def _find_claim(quantity: Quantity, draft: Reading, article: Reading) -> int | None:
    """Number of the article's claim that says the same of an index which the words near the figure name."""
    words = draft.words[quantity.span]
    near = words.near or words.head
    for number, claim in enumerate(article.extraction.claims):
        if abs(claim.value) != abs(quantity.value) or claim.unit not in _CLAIM_UNITS.get(quantity.unit, ()):
            continue
        if same_hedge(quantity.hedge, claim.hedge) and not _is_reversed(quantity, claim):
            names = name_words(claim.entity.name) | article.words[claim.span].near | words_between(claim, article)
            if not names.isdisjoint(near) or _is_unheard(quantity, draft, article):
                return number
    return None


def _is_reversed(quantity: Quantity, claim: Claim) -> bool:
    return claim.unit is not Unit.LEVEL and quantity.direction * claim.value < 0
