"""How weekdays, months and years are printed, as patterns over text in small letters."""

from __future__ import annotations

from string import ascii_lowercase, ascii_uppercase

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
          "november", "december")  # fmt: skip

WEEKDAY = "(?:" + "|".join(WEEKDAYS) + ")"
#: In full or shortened; "mar" and "may" without a full stop would be words too often.
MONTH = "(?:" + "|".join(MONTHS) + r"|jan\.?|feb\.?|mar\.|apr\.?|jun\.?|jul\.?|aug\.?|sept?\.?|oct\.?|nov\.?|dec\.?)"
YEAR = r"(?:19|20)\d\d"

#: Small letters for capitals, and nothing that changes a text's length: offsets stay true, and matching small
#: letters is three times as fast as ignoring the case.
SMALL = str.maketrans(ascii_uppercase, ascii_lowercase)

_SHORT = {name[:3]: number for number, name in enumerate(MONTHS, 1)}


def month_number(printed: str) -> int:
    """1–12 for a month in full or shortened.

    >>> month_number("Sept."), month_number("may")
    (9, 5)
    """
    return _SHORT[printed[:3].casefold()]
