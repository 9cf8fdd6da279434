"""Printed numbers -> `Decimal`, unit and hedge.  Pure: no spaCy, no context beyond the words around the number.

The doctests are the specification.

    >>> [(str(f.value), f.unit) for f in find_figures("rose 1.47%, or 123.45 points, to 41,234.50")]
    [('1.47', 'percent'), ('123.45', 'points'), ('41234.50', '')]
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from summarizer.types import Hedge, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

MINUS = "-−–"  # a typographer's minus counts, and so does the dash that stands in for it

DIGITS = r"""
    (?: \d{1,3} (?: ,\d{2,3} )+ (?! ,?\d ) (?: \.\d+ )?    # 41,234.50 and, with lakhs, 1,23,456.78
      | \d{3,} ,\d{2} (?! ,?\d )                       # a decimal comma: 3303,77
      | \d{1,2} ,\d{1,2} (?= \s? (?: % | percent\b | per\ cent\b ) )   # and in 2,5%
      | \d+ (?: \.\d+ )?
    )"""

WORD_NUMBERS = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40,
    "fifty": 50, "hundred": 100,
}  # fmt: skip

FRACTION_WORDS = {
    "half": Fraction(1, 2),
    "third": Fraction(1, 3),
    "quarter": Fraction(1, 4),
    "fifth": Fraction(1, 5),
    "tenth": Fraction(1, 10),
}

VULGAR = {
    "½": Fraction(1, 2),
    "¼": Fraction(1, 4),
    "¾": Fraction(3, 4),
    "⅓": Fraction(1, 3),
    "⅛": Fraction(1, 8),
}

SCALES = {
    "hundred": 10**2, "thousand": 10**3, "k": 10**3, "lakh": 10**5, "lakhs": 10**5, "million": 10**6,
    "mln": 10**6, "m": 10**6, "crore": 10**7, "crores": 10**7, "billion": 10**9, "bln": 10**9, "bn": 10**9,
    "b": 10**9, "trillion": 10**12, "trn": 10**12, "tn": 10**12,
}  # fmt: skip

#: Printed money signs; what follows them is money, never an index level.
CURRENCY_SIGN = r"""(?: US\$ | HK\$ | C\$ | A\$ | S\$ | NT\$ | NZ\$ | R\$ | RM | Rs\.? | [$€£¥₹₩] )"""

CURRENCY_WORD = (
    r"""(?: (?:U\.?S\.?|Canadian|Australian|Hong\ Kong|Singapore|Taiwan|New\ Zealand)?\s*dollars? | euros? | pounds?"""
    r""" | sterling | pence | cents? | yuan | renminbi | rupees? | won | yen | ringgit | riyals? | dirhams?"""
    r""" | pesos? | rand | reais | rupiah | baht | kronor | kroner | francs? | lira | shekels? | zlotys? | roubles? )"""
)

UNITS = (
    (
        "percentage points",
        r"(?: percentage[ -]points? | per\ cent(?:age)?[ -]points? | pct[ -]points? | %[ -]points? | p\.?p\.? | ppts? )",
    ),
    ("basis points", r"(?: basis[ -]points? | bps? )"),
    ("percent", r"(?: % | per[ -]?cent | pct\.? | pc | p\.c\.)"),
    ("points", r"(?: index[ -]points? | points? | pts?\.? | pips? )"),
)

_UNIT = "|".join(
    f"(?P<{name.replace(' ', '_')}> {pattern} (?! \\w ) )" for name, pattern in UNITS
)  # the longest first: "percentage points" is no "percent"
_WORDS = "|".join(WORD_NUMBERS)
_FRACTIONS = "|".join(FRACTION_WORDS)
_SCALE = "|".join(sorted(SCALES, key=len, reverse=True))

FIGURE = re.compile(
    rf"""
    (?<! [\w.,/:] )
    (?: (?P<skip> \d{{4}} [-./] \d{{1,2}} [-./] \d{{1,2}} (?! \d ) | \d{{1,2}} [:/] \d{{2}} (?: [:/] \d{{2,4}} )? (?! [\d.] ) )  # dates, times
    |
    (?: (?P<sign> (?<! [\w%] ) [-+−–] | (?<! \w ) (?: minus | plus ) \s ) )?
    (?P<money> {CURRENCY_SIGN} \s? )?
    (?P<number>
        (?: (?P<whole> \d+ ) [ -] )? (?P<numerator> \d+ ) / (?P<denominator> \d{{1,2}} ) (?! [\d/] )  # 1-1/2
      | (?P<vulgar_whole> \d+ )? (?P<vulgar> [{"".join(VULGAR)}] )
      | (?P<digits> {DIGITS} )
      | (?: (?P<several> \b (?: a | an | {_WORDS} ) ) [ -] )?
        (?P<fraction> \b (?: {_FRACTIONS} ) s? ) (?= \s (?: an?\s | of\s ) | [ -](?: percent | per\ cent | pct ) )
      | (?P<word> \b (?: {_WORDS} ) (?: \s and \s (?: a | one ) [ -] (?P<and_half> half | quarter ) )?
            (?= [\s-] (?: percent | per\ cent | pct | percentage | basis | points? ) \b ) )
      | (?P<article> \b an? (?= \s (?: percentage[ ]point | (?: full\ )? per\ ?cent (?!age) ) \b ) )
    )
    (?: \s? (?P<scale> {_SCALE} ) \b )?
    (?: \s? [-–]? \s? (?: of\ a\ | an\ | a\ | full\ )* (?: {_UNIT} )
      | \s (?P<currency> {CURRENCY_WORD} ) \b
      | (?P<ordinal> st | nd | rd | th ) \b
      | (?P<compound> [-–] (?: to[-–] \d+ [-–] )? [A-Za-z]{{2,}} )
      | (?P<letters> [A-Za-z]+ )
    )? )
    """,
    re.VERBOSE | re.IGNORECASE,
)

#: "2-3 percent", "2% to 3%", "between 5,200 and 5,300": what may stand between the ends of a range.
RANGE = re.compile(r"\s?(?:[-–—]|to|and|or)\s?", re.IGNORECASE)

HEDGES: tuple[tuple[Hedge, str], ...] = (
    (
        Hedge.UP_TO,
        r"as\ (?:much|many|high|low)\ as | up\ to | at\ most | a\ maximum\ of | by\ a\ maximum\ of",
    ),
    (
        Hedge.UNDER,
        r"less\ than | (?<!the\ )nearly | almost | just\ under | under | shy\ of | just\ below | close\ to | not\ quite"
        r" | nearing | fewer\ than",
    ),
    (
        Hedge.OVER,
        r"more\ than | over | above | at\ least | upwards\ of | in\ excess\ of | better\ than | exceed(?:ing|ed|s)?"
        r" | north\ of | surpass(?:ing|ed|es)? | topp(?:ing|ed) | past | no\ less\ than",
    ),
    (
        Hedge.ABOUT,
        r"about | around | roughly | approximately | some | circa | near | near- | ~ | c\. | an?\ estimated",
    ),
)
_HEDGE = re.compile(
    r"(?: ^ | (?<= [\s(~,–—] ) )(?: "
    + " | ".join(f"(?P<h{number}> {pattern} )" for number, (_, pattern) in enumerate(HEDGES))
    + r" ) \s? (?: the\ | a\ | an\ | by\ )? $",
    re.VERBOSE | re.IGNORECASE,
)
_HEDGE_AFTER = re.compile(
    r"\s (?: (?P<over> or\ (?:more|higher|better) ) | (?P<about> or\ so ) ) \b", re.VERBOSE | re.IGNORECASE
)
_HEDGE_WINDOW = 24  # characters: the longest hedge and an article


@dataclass(frozen=True, slots=True)
class Figure:
    """A printed number, its unit and how exact it is called."""

    #: Signed as printed; scale words ("billion") are applied.
    value: Decimal
    #: "percent", "points", "percentage points", "basis points", "money", "ordinal", "compound" ("52-week"), or "".
    unit: str
    hedge: Hedge | None
    #: The number with its sign and unit.
    span: Span
    #: Whether a sign was printed.
    signed: bool
    #: Whether the number is the end of a range whose other end is printed too ("2-3 percent").
    ranged: bool = False


def parse_number(digits: str) -> Decimal:
    """The value of printed digits; commas group, except where they can only be decimal.

    >>> [str(parse_number(d)) for d in ("41,234.50", "1,23,456.78", "3303,77", "2,5", "2442.03", "1,200")]
    ['41234.50', '123456.78', '3303.77', '2.5', '2442.03', '1200']
    """
    if re.fullmatch(r"\d{3,},\d{2}|\d{1,2},\d{1,2}", digits):
        return Decimal(digits.replace(",", "."))
    return Decimal(digits.replace(",", ""))


def find_figures(text: str, start: int = 0, end: int | None = None) -> Iterator[Figure]:
    """Every printed number of ``text[start:end]`` in order; offsets count from the start of `text`.

    >>> [(str(f.value), f.unit, str(f.hedge)) for f in find_figures("risen over 11%, while X only 4.9 per cent")]
    [('11', 'percent', 'over'), ('4.9', 'percent', 'None')]
    >>> [str(f.value) for f in find_figures("half a percent, a tenth of a percent, 1-1/2 percent, two pct, −0.63%")]
    ['0.5', '0.1', '1.5', '2', '-0.63']
    >>> [(str(f.value), f.unit) for f in find_figures("2-3 percent, from 2% to 3%")]
    [('2', 'percent'), ('3', 'percent'), ('2', 'percent'), ('3', 'percent')]
    >>> [f.unit for f in find_figures("25 basis points, 1.2 percentage points, $2.5 billion, the 52-week high, 3rd")]
    ['basis points', 'percentage points', 'money', 'compound', 'ordinal']
    """
    pending: list[tuple[Figure, re.Match[str]]] = []
    for match in FIGURE.finditer(text, start, len(text) if end is None else end):
        if match["letters"] or match["skip"]:  # "5G", "3M": a name
            continue
        figure = _figure(text, match)
        if pending and _is_range(text, pending[-1], figure):
            low, _ = pending.pop()
            unit = low.unit or figure.unit
            yield Figure(low.value, unit, low.hedge, low.span, low.signed, ranged=True)
            figure = Figure(
                figure.value, figure.unit, figure.hedge or low.hedge, figure.span, figure.signed, ranged=True
            )
        yield from (waiting for waiting, _ in pending)
        pending = [(figure, match)]
    yield from (waiting for waiting, _ in pending)


def _is_range(text: str, low: tuple[Figure, re.Match[str]], high: Figure) -> bool:
    figure, match = low
    between = text[figure.span.end : high.span.start]
    if not RANGE.fullmatch(between) or high.signed and not figure.signed:
        return False
    if figure.unit == high.unit:
        return (
            between.strip().casefold() not in ("and", "or")
            or "between" in text[max(0, match.start() - 10) : match.start()]
        )
    return not figure.unit and high.unit in ("percent", "points", "percentage points", "basis points")


def _figure(text: str, match: re.Match[str]) -> Figure:
    value = _value(match)
    sign = (match["sign"] or "").strip().casefold()
    if sign in ("minus", "-", "−", "–"):
        value = -value
    if match["scale"]:
        value *= SCALES[match["scale"].casefold()]
    return Figure(value, _unit(match), _hedge(text, match), Span(*match.span()), bool(sign))


def _value(match: re.Match[str]) -> Decimal:
    if match["digits"]:
        return parse_number(match["digits"])
    if match["denominator"]:
        denominator = int(match["denominator"]) or 1
        return _decimal(int(match["whole"] or 0) + Fraction(int(match["numerator"]), denominator))
    if match["vulgar"]:
        return _decimal(int(match["vulgar_whole"] or 0) + VULGAR[match["vulgar"]])
    if match["fraction"]:
        several = (match["several"] or "a").casefold()
        return _decimal(
            WORD_NUMBERS.get(several, 1) * FRACTION_WORDS[match["fraction"].casefold().removesuffix("s")]
        )
    if match["article"]:
        return Decimal(1)
    word = match["word"].casefold().split()[0]
    extra = FRACTION_WORDS[match["and_half"].casefold()] if match["and_half"] else 0
    return _decimal(WORD_NUMBERS[word] + extra)


def _decimal(value: Fraction | int) -> Decimal:
    exact = Fraction(value)
    return (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(Decimal("0.001")).normalize() + 0


def _unit(match: re.Match[str]) -> str:
    if match["money"] or match["currency"]:
        return "money"
    for name, _ in UNITS:
        if match[name.replace(" ", "_")]:
            return name
    if match["ordinal"]:
        return "ordinal"
    return "compound" if match["compound"] else ""


def _hedge(text: str, match: re.Match[str]) -> Hedge | None:
    before = _HEDGE.search(text[max(0, match.start() - _HEDGE_WINDOW) : match.start()])
    if before:
        return next(hedge for number, (hedge, _) in enumerate(HEDGES) if before[f"h{number}"])
    after = _HEDGE_AFTER.match(text, match.end())
    if after:
        return Hedge.OVER if after["over"] else Hedge.ABOUT
    return None
