"""How numbers are printed, as one pattern over text in small letters."""

from __future__ import annotations

import re
from string import ascii_lowercase, ascii_uppercase

from summarizer.figures.numbers import FRACTION_WORDS, SCALES, VULGAR, WORD_NUMBERS

#: Small letters for capitals, and nothing that changes a text's length: offsets stay true, and matching small
#: letters is faster than ignoring the case.
SMALL = str.maketrans(ascii_uppercase, ascii_lowercase)

_DIGITS = r"""
    (?: \d{1,3} (?: ,\d{2,3} )+ (?! ,?\d ) (?: \.\d+ )?    # 41,234.50 and, with lakhs, 1,23,456.78
      | \d{3,} ,\d{2} (?! ,?\d )                           # a decimal comma: 3303,77
      | \d{1,2} ,\d{1,2} (?= \s? (?: % | percent\b | per\ cent\b ) )   # and in 2,5%
      | \d+ (?: \.\d+ )?
    )"""

#: Printed money signs; what follows them is money, never an index level.
_CURRENCY_SIGN = r"(?: us\$ | hk\$ | c\$ | a\$ | s\$ | nt\$ | nz\$ | r\$ | rm | rs\.? | [$€£¥₹₩] )"

_CURRENCY_WORD = r"""
    (?: (?:u\.?s\.?|canadian|australian|hong\ kong|singapore|taiwan|new\ zealand)?\s*dollars? | euros? | pounds?
      | sterling | pence | cents? | yuan | renminbi | rupees? | won | yen | ringgit | riyals? | dirhams?
      | pesos? | rand | reais | rupiah | baht | kronor | kroner | francs? | lira | shekels? | zlotys? | roubles? )"""

#: Name of the group -> pattern; the longest first: "percentage points" is no "percent".
_UNITS = {
    "percentage_points": r"(?: percentage | per\ cent(?:age)? | pct | % )[ -]points? | p\.?p\.? | ppts?",
    "basis_points": r"basis[ -]points? | bps?",
    "percent": r"% | per[ -]?cent | pct\.? | pc | p\.c\.",
    "points": r"index[ -]points? | points? | pts?\.? | pips?",
}

_UNIT = "|".join(rf"(?P<{name}> (?: {pattern} ) (?! \w ) )" for name, pattern in _UNITS.items())
_WORDS = "|".join(WORD_NUMBERS)
_FRACTIONS = "|".join(FRACTION_WORDS)
_SCALE = "|".join(sorted(SCALES, key=len, reverse=True))

#: A number with what stands around it.  The last group to match tells the unit.
FIGURE = re.compile(
    rf"""
    (?<! [\w.,/:] ) (?<! \b end- ) (?<! \b mid- )
    (?: (?P<skip> \d{{4}} [-./] \d{{1,2}} [-./] \d{{1,2}} (?! \d )                                     # a date
          | \d{{1,2}} [:/] \d{{2}} (?: [:/] \d{{2,4}} )? (?! [\d.] ) )                                 # a time
    |
    (?: (?P<sign> (?<! [\w%] ) [-+−–]                     # in "1-2%" the hyphen is a range
          | (?<! \w ) (?: minus | plus ) \s ) )?
    (?P<money> {_CURRENCY_SIGN} \s? )?
    (?P<number>
        (?: (?P<whole> \d+ ) [ -] )? (?P<numerator> \d+ ) / (?P<denominator> \d{{1,2}} ) (?! [\d/] )   # 1-1/2
      | (?P<vulgar_whole> \d+ )? (?P<vulgar> [{"".join(VULGAR)}] )
      | (?P<digits> {_DIGITS} )
      | (?: (?P<several> \b (?: a | an | {_WORDS} ) ) [ -] )?                       # "two tenths of a percent"
        (?P<fraction> \b (?: {_FRACTIONS} ) s? ) (?= \s (?: an?\s | of\s ) | [ -](?: percent | per\ cent | pct ) )
      | (?P<word> \b (?: {_WORDS} ) (?: \s and \s (?: a | one ) [ -] (?P<and_half> half | quarter ) )?
            (?= [\s-] (?: percent | per\ cent | pct | percentage | basis | points? ) \b ) )
      | (?P<article> \b an? (?= \s (?: percentage[ ]point | (?: full\ )? per\ ?cent (?!age) ) \b ) )   # "a percent"
    )
    (?: \s? (?P<scale> {_SCALE} ) \b )?
    (?: \s? [-–]? \s? (?: of\ a\ | an\ | a\ | full\ )* (?: {_UNIT} )
      | \s (?P<currency> {_CURRENCY_WORD} ) \b
      | (?P<ordinal> st | nd | rd | th ) \b
      | (?P<compound> [-–] (?: to[-–] \d+ [-–] )? [a-z]{{2,}} )                     # "52-week", "60-to-40-day"
      | (?P<letters> [a-z]+ )                                                       # "5G": a name
    )? )
    """,
    re.VERBOSE,
)


def unit_of(match: re.Match[str]) -> str:
    """The unit of a match of `FIGURE`: "percent", "money", …; "" for a bare number."""
    if match["money"] or match["currency"]:
        return "money"
    last = match.lastgroup or ""
    if last in _UNITS:
        return last.replace("_", " ")
    return last if last in {"ordinal", "compound"} else ""
