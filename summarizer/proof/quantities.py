"""A figure that is no index claim: money, yields, counts, other assets' moves."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeVar

from summarizer.dates import find_times
from summarizer.proof.claims import same_hedge, words_between
from summarizer.proof.naming import name_words
from summarizer.proof.wording import content_words
from summarizer.types import Finding, Hedge, Period, Slot, Span, Unit, Verdict

if TYPE_CHECKING:
    from summarizer.proof.evidence import Reading
    from summarizer.types import Claim, Quantity

T = TypeVar("T")

#: Units of figures whose subject is seldom named again: counts, ordinals, "52-week".
_COUNTED = ("", "ordinal", "compound")
_CLAIM_UNITS = {"percent": (Unit.PERCENT,), "points": (Unit.POINTS, Unit.LEVEL), "": (Unit.LEVEL, Unit.POINTS)}
#: "fell as much as 14%" and "falling 14% in intraday trade" say the same.
_PEAK = {Hedge.UP_TO, None}
_INTRADAY = re.compile(r"\b(?:intra-?day|touch\w*|hit|low|high|session|earlier|at one point)\b")
_TERM = re.compile(r"\b(?:\d+|two|three|five|ten|thirty)-(?:year|month)\b")
_TERM_REACH = 60  # characters between a bond's term and its yield
_COUNT_REACH = 120  # characters around a count in which the article tells of what
_PERIODS = frozenset((Period.WEEK, Period.MONTH, Period.QUARTER, Period.HALF, Period.YEAR, Period.TWELVE_MONTHS))
_BASE = re.compile(
    r"\b(?:from|than|on|in|over) (?:a|one|the (?:past|previous|last)) (?P<unit>year|month|quarter|week)\b"
    r"|\b1-(?P<span>year|month)\b|\b(?P<rate>monthly|quarterly|weekly|annual(?:ly)?|yearly)\b"
)
_RATES = {"monthly": "month", "quarterly": "quarter", "weekly": "week"}
_PERIOD_REACH = 45  # characters around a figure
_LONG = re.compile(r"\d[\d,]*\.\d+|\d[\d,]{3,}")
_SPECIFIC = 4  # digits of a figure that hardly stands twice in an article
#: What is told of figures in any article: a draft that names another one than the article says something else.
_ASSETS = content_words(
    "gold silver copper oil crude gas brent wti dollar euro yen sterling pound yuan rupee bitcoin bond bonds yield "
    "yields treasury treasuries gilts bunds aluminium aluminum nickel wheat inflation jobs payrolls sales profit revenue "
    "earnings"
)
_CAPITALISED = re.compile(r"(?<=\s)[A-Z][\w&.’'-]*")
_SUBJECT_REACH = 60  # characters before a figure
_YEARS = range(1900, 2101)


def prove_quantity(quantity: Quantity, draft: Reading, article: Reading) -> Finding:
    """The article prints the same value, unit and hedge, of the same subject.

    A figure that the article gives an index is a proof only where the words near the draft's name that index, or
    where the draft repeats the article's own sentence.
    """
    hedged: Span | None = None
    other_period: Span | None = None
    for source in article.extraction.quantities:
        if source.value != quantity.value or not _same_unit(quantity, source, draft):
            continue
        if not _meet(quantity, source, draft, article):
            continue
        if _is_of_other_period(quantity, source, draft, article):
            other_period = source.span
            continue
        peak = {quantity.hedge, source.hedge} == _PEAK and (
            quantity.hedge is None or _INTRADAY.search(article.sentence(source).lower()) is not None
        )
        if peak or same_hedge(quantity.hedge, source.hedge):
            return Finding(quantity.span, Verdict.SUPPORTED, None, source.span)
        hedged = source.span
    if other_period is not None and hedged is None:
        detail = f"the article says “{other_period.of(article.text)}” over another time"
        return Finding(quantity.span, Verdict.CONTRADICTED, Slot.PERIOD, other_period, None, detail)
    number = _find_claim(quantity, draft, article)
    if number is not None:
        return Finding(quantity.span, Verdict.SUPPORTED, None, article.extraction.claims[number].span, number)
    found = _find_printed(quantity, draft, article)
    if found is not None:
        return Finding(quantity.span, Verdict.SUPPORTED, None, found)
    if hedged is not None:
        detail = f"the article says “{hedged.of(article.text)}” otherwise"
        return Finding(quantity.span, Verdict.CONTRADICTED, Slot.HEDGE, hedged, None, detail)
    printed = quantity.span.of(draft.text)
    detail = f"the article does not print {printed} of this"
    return Finding(quantity.span, Verdict.UNSUPPORTED, Slot.VALUE, detail=detail)


def _same_unit(quantity: Quantity, source: Quantity, draft: Reading) -> bool:
    """Whether units agree; a figure of many digits may have lost its own: "152.90 yen", "USD/JPY at 152.90"."""
    digits = sum(map(str.isdigit, quantity.span.of(draft.text)))
    return source.unit == quantity.unit or ("" in (source.unit, quantity.unit) and digits >= _SPECIFIC)


def _is_of_other_period(quantity: Quantity, source: Quantity, draft: Reading, article: Reading) -> bool:
    """Whether the words right around the draft's figure name a period, and the article's sentence others only."""
    if not quantity.direction:
        return False  # a chance, a tariff
    start = max(quantity.sentence.start, quantity.span.start - _PERIOD_REACH)
    end = min(quantity.sentence.end, quantity.span.end + _PERIOD_REACH)
    told = _named_periods(draft.text[start:end])
    if _differ(_bases(draft.small[start:end]), _bases(article.small[source.sentence.start : source.sentence.end])):
        return True
    known = _named_periods(article.text[max(0, source.sentence.start - _COUNT_REACH) : source.sentence.end])
    return _differ(told, known)


def _differ(told: set[T], known: set[T]) -> bool:
    return bool(told and known) and told.isdisjoint(known)


def _bases(small: str) -> set[str]:
    """What a figure is compared with: "from a year earlier"."""
    return {match["unit"] or match["span"] or _RATES.get(match["rate"], "year") for match in _BASE.finditer(small)}


def _named_periods(text: str) -> set[Period]:
    return {time.period for time in find_times(text) if time.period in _PERIODS}


def _meet(quantity: Quantity, source: Quantity, draft: Reading, article: Reading) -> bool:
    if quantity.unit in _COUNTED:
        return True
    if quantity.direction * source.direction < 0:
        return False
    if _differ(_terms(quantity, draft), _terms(source, article)):
        return False
    told, known = draft.words[quantity.span], article.words[source.span]
    return told.meet(known) or _is_unheard(quantity, draft, article)


def _terms(quantity: Quantity, reading: Reading) -> set[str]:
    """The bonds that stand before a figure: "the 10-year yield"."""
    start = max(quantity.sentence.start, quantity.span.start - _TERM_REACH)
    found = _TERM.findall(reading.small, start, quantity.span.start)
    return set(found[-1:])


def _is_unheard(quantity: Quantity, draft: Reading, article: Reading) -> bool:
    """Whether the draft calls the figure's subject by words of its own: none that the article tells a figure of."""
    near = draft.words[quantity.span].near
    if not near.isdisjoint(article.vocabulary | _ASSETS):
        return False
    start = max(quantity.sentence.start, quantity.span.start - _SUBJECT_REACH)
    return not (near & content_words(" ".join(_CAPITALISED.findall(draft.text[start : quantity.span.end]))))


def _find_claim(quantity: Quantity, draft: Reading, article: Reading) -> int | None:
    """Number of the article's claim that says the same of an index which the words near the figure name."""
    near = draft.words[quantity.span].near
    for number, claim in enumerate(article.extraction.claims):
        if abs(claim.value) != abs(quantity.value) or claim.unit not in _CLAIM_UNITS.get(quantity.unit, ()):
            continue
        if same_hedge(quantity.hedge, claim.hedge) and not _is_reversed(quantity, claim):
            names = name_words(claim.entity.name) | article.words[claim.span].near | words_between(claim, article)
            if not names.isdisjoint(near):
                return number
    return None


def _is_reversed(quantity: Quantity, claim: Claim) -> bool:
    return claim.unit is not Unit.LEVEL and quantity.direction * claim.value < 0


def _find_printed(quantity: Quantity, draft: Reading, article: Reading) -> Span | None:
    """Where the article prints the draft's whole sentence, or the year that the number is."""
    told = draft.sentence(quantity)
    at = article.text.find(told)
    if at >= 0:
        start = at + quantity.span.start - quantity.sentence.start
        return Span(start, start + quantity.span.end - quantity.span.start)
    printed = quantity.span.of(draft.text)
    specific = quantity.unit not in ("percent", "points") and sum(map(str.isdigit, printed)) >= _SPECIFIC
    if (specific or quantity.unit in _COUNTED) and (counted := _find_count(printed, quantity, draft, article)):
        return counted
    if quantity.unit == "" and printed.isdigit() and int(printed) in _YEARS:
        at = article.text.find(printed)
        if at >= 0:
            return Span(at, at + len(printed))
        if article.published and article.published.year == int(printed):
            return Span(0, 0)
    return None


def _find_count(printed: str, quantity: Quantity, draft: Reading, article: Reading) -> Span | None:
    """Where the article counts the same in a phrase: "the past 13 trading days"."""
    sentence = draft.sentence(quantity)
    words = content_words(sentence) | set(_LONG.findall(sentence))
    digits = re.search(r"\d[\d.,]*\d|\d", printed)
    if digits is None:
        return None
    for match in re.finditer(rf"(?<![\w.,]){re.escape(digits.group())}(?![\d%]|[.,]\d)", article.text):
        around = article.text[max(0, match.start() - _COUNT_REACH) : match.end() + _COUNT_REACH]
        if not (words - {match.group()}).isdisjoint(content_words(around) | set(_LONG.findall(around))):
            return Span(*match.span())
    return None
