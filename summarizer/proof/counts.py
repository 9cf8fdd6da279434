"""Where the article prints a number that no reading of it bound: a count, a year, a sentence taken over whole."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summarizer.proof.wording import content_words
from summarizer.types import Span

if TYPE_CHECKING:
    from summarizer.proof.evidence import Reading
    from summarizer.types import Quantity

#: Units of figures whose subject is seldom named again: counts, ordinals, "52-week".
COUNTED = ("", "ordinal", "compound")
#: Digits of a figure that hardly stands twice in an article.
SPECIFIC = 4
_REACH = 120  # characters around a count in which the article tells of what
_LONG = re.compile(r"\d[\d,]*\.\d+|\d[\d,]{3,}")
_YEARS = range(1900, 2101)


def find_printed(quantity: Quantity, draft: Reading, article: Reading) -> Span | None:
    """Where the article prints the draft's whole sentence, the same count in a phrase, or the year that it is."""
    told = draft.sentence(quantity)
    at = article.text.find(told)
    if at >= 0:
        start = at + quantity.span.start - quantity.sentence.start
        return Span(start, start + quantity.span.end - quantity.span.start)
    printed = quantity.span.of(draft.text)
    specific = quantity.unit not in ("percent", "points") and sum(map(str.isdigit, printed)) >= SPECIFIC
    if (specific or quantity.unit in COUNTED) and (counted := _find_count(printed, quantity, draft, article)):
        return counted
    return _find_year(printed, article) if quantity.unit == "" else None


def _find_year(printed: str, article: Reading) -> Span | None:
    if not printed.isdigit() or int(printed) not in _YEARS:
        return None
    at = article.text.find(printed)
    if at >= 0:
        return Span(at, at + len(printed))
    return Span(0, 0) if article.published and article.published.year == int(printed) else None


def _find_count(printed: str, quantity: Quantity, draft: Reading, article: Reading) -> Span | None:
    """Where the article counts the same in a phrase: "the past 13 trading days"."""
    sentence = draft.sentence(quantity)
    words = content_words(sentence) | set(_LONG.findall(sentence))
    digits = re.search(r"\d[\d.,]*\d|\d", printed)
    if digits is None:
        return None
    for match in re.finditer(rf"(?<![\w.,]){re.escape(digits.group())}(?![\d%]|[.,]\d)", article.text):
        around = article.text[max(0, match.start() - _REACH) : match.end() + _REACH]
        if not (words - {match.group()}).isdisjoint(content_words(around) | set(_LONG.findall(around))):
            return Span(*match.span())
    return None
