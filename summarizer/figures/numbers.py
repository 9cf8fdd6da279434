"""The value of a printed number: digits, fractions, number words, scale words."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

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

_DECIMAL_COMMA = re.compile(r"\d{3,},\d{2}|\d{1,2},\d{1,2}")
#: Fractions that do not come out even are kept to so many places.
_PLACES = Decimal("0.001")


def parse_number(digits: str) -> Decimal:
    """The value of printed digits; commas group, except where they can only be decimal.

    >>> [str(parse_number(d)) for d in ("41,234.50", "1,23,456.78", "3303,77", "2,5", "2442.03", "1,200")]
    ['41234.50', '123456.78', '3303.77', '2.5', '2442.03', '1200']
    """
    if "," in digits:
        digits = digits.replace(",", "." if _DECIMAL_COMMA.fullmatch(digits) else "")
    return Decimal(digits)


def value_of(match: re.Match[str]) -> Decimal:
    """The value of a match of `FIGURE`, scale word applied, sign left out."""
    value = _unscaled(match)
    return value * SCALES[match["scale"]] if match["scale"] else value


def _unscaled(match: re.Match[str]) -> Decimal:
    if match["digits"]:
        return parse_number(match["digits"])
    if match["denominator"]:
        denominator = int(match["denominator"]) or 1
        return _decimal(int(match["whole"] or 0) + Fraction(int(match["numerator"]), denominator))
    if match["vulgar"]:
        return _decimal(int(match["vulgar_whole"] or 0) + VULGAR[match["vulgar"]])
    if match["fraction"]:
        return _decimal(WORD_NUMBERS.get(match["several"], 1) * FRACTION_WORDS[match["fraction"].removesuffix("s")])
    if match["article"]:
        return Decimal(1)
    extra = FRACTION_WORDS[match["and_half"]] if match["and_half"] else 0
    return _decimal(WORD_NUMBERS[match["word"].split()[0]] + extra)


def _decimal(value: Fraction | int) -> Decimal:
    exact = Fraction(value)
    return (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(_PLACES).normalize() + 0
