"""Period phrases and dates in a text.  The periods' patterns are data (``phrases.toml``), those of dates stand here."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from string import Template
from typing import TYPE_CHECKING, NamedTuple

from summarizer.dates.names import MONTH, MONTHS, SMALL, WEEKDAY, WEEKDAYS, YEAR, month_number
from summarizer.types import Period, Span

if TYPE_CHECKING:
    from collections.abc import Iterator


class Anchor(StrEnum):
    """How a phrase fixes its date."""

    WEEKDAY = "weekday"
    #: A month and a day.
    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    TODAY = "today"
    YESTERDAY = "yesterday"
    NONE = "none"


class Which(StrEnum):
    """Which of its weekdays a phrase means."""

    #: "Last Friday", "the previous Friday": one before the day of publication.
    LAST = "last"
    #: That of the week of publication.
    THIS = "this"
    #: One after the day of publication.
    NEXT = "next"


@dataclass(frozen=True, slots=True)
class TimePhrase:
    """A phrase that says when: a period, a date, or both."""

    span: Span
    #: None where the phrase is a date only.
    period: Period | None
    anchor: Anchor
    #: 0 is Monday; None where none is printed, as all that follow.
    weekday: int | None = None
    day: int | None = None
    #: 1–12.
    month: int | None = None
    year: int | None = None
    #: Of a weekday; None where the phrase doesn't say.
    which: Which | None = None

    @property
    def future(self) -> bool:
        """Whether the phrase says "next": a date to come."""
        return self.which is Which.NEXT


_DATES = rf"""
    (?P<weekday> (?: (?:from|than|against|versus)\ (?:the\ )?      # what a move is counted from is not its day
            (?= (?:last|previous)\ ) )?
        (?: (?P<which> last | next | this | previous )\ )? (?P<weekday_name> {WEEKDAY} ) \b
        (?: ,?\ (?P<m0> {MONTH} )\ (?P<d0> \d{{1,2}} )(?:st|nd|rd|th)?
            (?! [\d%.,]*\d )                                   # "Tuesday, Nov. 5,321 points": no day
            (?: ,?\ (?P<y0> {YEAR} ) )? )? )
  | (?P<day_first> (?P<d2> \d{{1,2}} )(?:st|nd|rd|th)?\ (?P<m2> {MONTH} ) (?! \w ) (?: ,?\ (?P<y2> {YEAR} ) )? )
  | (?P<month_day> (?P<m1> {MONTH} )\ (?P<d1> \d{{1,2}} )(?:st|nd|rd|th)?
        (?! [\d%] | [.,]\d )                                   # "in May 1.2% was lost", "March 15,000"
        (?: ,?\ (?P<y1> {YEAR} ) )? )
  | (?P<iso> {YEAR}-\d\d-\d\d )
  | (?P<month_year> (?P<m3> {MONTH} ),?\ (?:of\ )?(?P<y3> {YEAR} ) )
  | (?P<month_alone> (?<= \ ) (?P<m4> {"|".join(name for name in MONTHS if name != "may")} ) \b
        (?! [ -]?\d ) )                                        # "may" alone is a verb
  | (?P<year_alone>                                            # a bare 2,024 is a level, a bare 2024 may be one
        (?: (?<= in\ ) | (?<= of\ ) | (?<= since\ ) | (?<= for\ ) | (?<= \ )(?=\d{{4}}['’]s) )
        (?P<y5> {YEAR} ) \b (?! [.,]\d ) )
  | (?P<yesterday> yesterday | overnight | last\ night | a\ day\ (?:earlier|after) | the\ day\ before
      | (?:in|from|at)?\ ?(?:the|its)\ (?:previous|prior|last|preceding)\ (?:session|trading\ day|day|close)(?:'s|’s)? )
  | (?P<today> today | this\ (?:morning|afternoon|evening|session) | tonight )
"""


class _Data(Template):
    """A pattern of ``phrases.toml``, with ``@month`` and its like to be filled in."""

    delimiter = "@"


class _Grammar(NamedTuple):
    """The compiled patterns."""

    #: Any phrase; of a period's pattern the group is named after the period.
    times: re.Pattern[str]
    #: The date inside a period phrase: "since Nov. 5".
    dates: re.Pattern[str]
    #: Name of the group -> period.
    periods: dict[str, Period]


@cache
def _load_grammar() -> _Grammar:
    tables = tomllib.loads(files(__package__).joinpath("phrases.toml").read_text("utf-8"))
    words = tables["words"] | {"month": MONTH, "year": YEAR}
    periods = {f"p{number}": Period(name) for number, name in enumerate(tables["periods"])}
    patterns = [
        f"(?P<{group}>" + "|".join(tables["periods"][period]["patterns"]) + ")" for group, period in periods.items()
    ]
    spaced = _Data("|".join(patterns)).substitute(words).replace(" ", r"\ ")
    return _Grammar(
        re.compile(rf"(?<! [\w-] ) (?: {spaced} | {_DATES} ) (?! \w )", re.VERBOSE),
        re.compile(rf"(?<! [\w-] ) (?: {_DATES} )", re.VERBOSE),
        periods,
    )


_YEAR = re.compile(YEAR)
_MONTH = re.compile(rf"\b{MONTH}")


def find_times(text: str) -> Iterator[TimePhrase]:
    """Every period phrase and date of a text, in order and disjoint.

    >>> [(str(t.period), str(t.anchor)) for t in find_times("On Monday it rose 1%, its best day since May 2021")]
    [('None', 'weekday'), ('since', 'none'), ('None', 'month')]
    """
    grammar = _load_grammar()
    for match in grammar.times.finditer(text.translate(SMALL)):
        group = match.lastgroup or ""
        period = grammar.periods.get(group)
        dated = grammar.dates.search(match.group()) if period else match
        span = Span(*match.span())
        yield _dated(span, period, dated) if dated else _undated(span, period, match.group())


def _undated(span: Span, period: Period | None, printed: str) -> TimePhrase:
    """A period phrase without a full date: "in 2021", "so far in November", "this week"."""
    year = _YEAR.search(printed)
    if year:
        return TimePhrase(span, period, Anchor.YEAR, year=int(year.group()))
    month = _MONTH.search(printed)
    if month and period is Period.MONTH:
        return TimePhrase(span, period, Anchor.MONTH, month=month_number(month.group()))
    return TimePhrase(span, period, Anchor.NONE)


def _dated(span: Span, period: Period | None, match: re.Match[str]) -> TimePhrase:
    """A phrase that is or holds a date."""
    match match.lastgroup:
        case "weekday":
            return _weekday(span, period, match)
        case "month_day":
            return _day(span, period, match, 1)
        case "day_first":
            return _day(span, period, match, 2)
        case "iso":
            year, month, day = map(int, match["iso"].split("-"))
            return TimePhrase(span, period, Anchor.DAY, None, day, month, year)
        case "month_year":
            return TimePhrase(span, period, Anchor.MONTH, month=month_number(match["m3"]), year=int(match["y3"]))
        case "month_alone":
            return TimePhrase(span, period, Anchor.MONTH, month=month_number(match["m4"]))
        case "year_alone":
            return TimePhrase(span, period, Anchor.YEAR, year=int(match["y5"]))
        case printed:
            return TimePhrase(span, period, Anchor.YESTERDAY if printed == "yesterday" else Anchor.TODAY)


def _weekday(span: Span, period: Period | None, match: re.Match[str]) -> TimePhrase:
    weekday = WEEKDAYS.index(match["weekday_name"])
    if match["d0"]:
        return _day(span, period, match, 0, weekday)
    printed = match["which"]
    which = Which.LAST if printed == "previous" else Which(printed) if printed else None
    return TimePhrase(span, period, Anchor.WEEKDAY, weekday, which=which)


def _day(span: Span, period: Period | None, match: re.Match[str], form: int, weekday: int | None = None) -> TimePhrase:
    """The day that the groups of one form hold: m1, d1 and y1."""
    month, day, year = match[f"m{form}"], int(match[f"d{form}"]), match[f"y{form}"]
    return TimePhrase(span, period, Anchor.DAY, weekday, day, month_number(month), int(year) if year else None)
