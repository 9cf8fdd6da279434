"""A figure that is no index claim: money, yields, counts, other assets' moves."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summarizer.types import Finding, Slot, Span, Verdict

if TYPE_CHECKING:
    from summarizer.types import Extraction, Quantity

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


def prove_quantity(quantity: Quantity, article: Extraction, text: str, draft_text: str) -> Finding:
    """A figure that is no index claim: the article prints the same value and unit, of the same subject.

    A figure that the article gives an index is no proof of one that the draft gives somebody else, except
    where the draft repeats the article's own sentence.
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
