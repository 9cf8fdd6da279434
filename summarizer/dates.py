"""Period phrases and weekdays -> period and date.  Pure: text and the publication time in, values out.

A market article dates its figures three ways: by the session it reports ("on Monday", "yesterday"), by a span of time
("so far in November", "year to date"), and by an event ("since its October low").  `find_times` finds the phrases,
`resolve` turns one into an ISO date, `session_date` tells which session an undated report is about.

    >>> published = datetime(2024, 11, 26, 2, 37)
    >>> [(str(t.period), resolve(t, published.date())) for t in find_times("On Monday it rose; so far in November, 11%")]
    [('None', '2024-11-25'), ('month', '2024-11')]
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from summarizer.types import Period, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
          "november", "december")  # fmt: skip

_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan\.?|Feb\.?|Mar\.|Apr\.?|Jun\.?|Jul\.?|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?)"
)
_COUNT = r"(?:\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|a|one|several|few|couple\ of|dozen|many)"
_PAST = (
    r"(?:past|last|previous|prior|preceding|latest|first|final|next|following|coming|subsequent|recent|same)"
)
_YEAR = r"(?:19|20)\d\d"
_EXTREME = r"(?:record|peak|high|highs|low|lows|bottom|trough|nadir|top|all-time|height|levels?|closing|close|highest|lowest)"


class Anchor(StrEnum):
    """How a phrase fixes its date."""

    WEEKDAY = "weekday"
    DAY = "day"  # a month and a day
    MONTH = "month"
    YEAR = "year"
    TODAY = "today"
    YESTERDAY = "yesterday"
    NONE = "none"


#: What a phrase says of the period; the first pattern that matches at a place counts, so the longer ones stand first.
PERIODS: tuple[tuple[Period, str], ...] = (
    (
        Period.YEAR,
        rf"year[- ]to[- ]date | YTD | since\ the\ year\ (?:began|started) | since\ New\ Year(?:['’]s)?(?:\ (?:Day|Eve))? | (?:so\ far\ )?(?:this|the\ current)\ (?:calendar\ )?year | so\ far\ in\ {_YEAR}"
        rf" | since\ (?:the\ )?(?:start|beginning|turn)\ of\ (?:the|this|last)\ year | since\ (?:early\ )?(?:January\ 1|Jan\.\ 1|New\ Year)\b"
        rf" | (?:for|on|in|over|during)\ the\ (?:full\ |whole\ |calendar\ )?year(?!\ (?:to|ago|before|through|ended)) | (?:for|in)\ (?:all\ of\ |calendar\ )?{_YEAR}\b | last\ year(?:'s|’s)?"
        rf" | (?:from|at)\ the\ (?:start|beginning)\ of\ (?:the|this)\ year | {_YEAR}'s\ (?:gain|loss|rise|fall|rally|advance|decline)"
        rf" | (?:the\ )?year's | annual(?:ly)? | the\ year\ so\ far | this\ year's | year-end | (?:its|the)\ (?:{_YEAR}|yearly)\ (?:gain|loss|advance|decline|rally|drop|rise|return)s?"
        rf" | yearly | as\ {_YEAR}\ (?:ended|closed|ends|closes) | (?:up|down)\ on\ the\ year | since\ January\b(?!\ \d) | ended\ {_YEAR}\b | finish(?:ed)?\ {_YEAR}",
    ),
    (
        Period.TWELVE_MONTHS,
        rf"(?:in|over|for|during|within|across)?\ ?(?:the\ )?(?:past|last|trailing|previous)\ (?:12|twelve)[ -]months? | (?:over|in|during)?\ ?the\ (?:past|last)\ year"
        rf" | (?:from|than|compared\ with|versus|against)?\ ?(?:a\ year|12\ months|twelve\ months|52\ weeks|one\ year)\ (?:ago|earlier|before)"
        rf" | 12-month\ (?:gain|return|loss|change|rally|advance) | trailing[- ]year | one-year\ (?:gain|return|loss|change|rally|advance)"
        rf" | (?:12|twelve)\ months\ (?:later|after) | (?:over|past|last)\ (?:the\ )?52\ weeks",
    ),
    (
        Period.PREMARKET,
        r"pre-?market | before\ the\ (?:opening\ )?bell | (?:before|ahead\ of)\ (?:the\ )?(?:market\ )?(?:open|opening|start)(?:\ of\ trading)? | pre-open(?:ing)?",
    ),
    (
        Period.INTRADAY,
        r"intra-?day | at\ (?:the\ )?(?:open|opening|noon|midday) | (?:in|at|during)\ (?:the\ )?(?:early|late|morning|midday|mid-day|afternoon|opening|initial|thin|choppy|volatile|holiday-thinned|mid-morning|noon)(?:[- ](?:morning|afternoon|London|New\ York|European|Asian|Tokyo|Hong\ Kong|Wall\ Street))?\ (?:trad(?:e|ing|es)|deals|dealings|session|hours)"
        r" | (?:by|around|at|before|near|after|until)\ (?:mid-?day|mid-?morning|mid-?afternoon|noon|lunch(?:time)?|the\ (?:mid-?day|lunch)\ break)"
        r" | (?:at|by|around|as\ of|as\ at|near)\ (?:about\ |around\ )?\d{1,2}(?:[:.]\d\d)?\ ?(?:a\.m\.|p\.m\.|am\b|pm\b|AM\b|PM\b|GMT|ET\b|IST|hours|hrs|local)\.? | (?:at|by|as\ of)\ \d{4}\ (?:GMT|ET|IST|hours|hrs)"
        r" | (?:at|as\ of)\ \d{1,2}:\d\d | at\ one\ (?:point|stage) | earlier\ in\ the\ (?:session|day) | during\ the\ (?:trading\ )?(?:session|day) | mid-?day | mid-?session | session\ (?:high|low|peak)"
        r" | day's\ (?:high|low) | early\ (?:trade|trading|deals) | mid-?morning | mid-?afternoon | in\ the\ (?:first|opening)\ (?:hour|minutes|half-hour)",
    ),
    (
        Period.WEEK,
        r"(?:for|over|across|in)\ (?:the|those|all)\ five\ (?:trading\ )?(?:sessions|days) | (?:the\ )?full[- ]week | (?:for|on|over|during|in|of)\ the\ (?:holiday-shortened\ |shortened\ |trading\ |full\ |whole\ )?week(?!\ (?:of|to|after|ahead)) | (?:so\ far\ )?this\ week(?:'s|’s)? | last\ week(?:'s|’s)? | week[- ]to[- ]date | weekly | week-on-week"
        r" | (?:in|over|during)?\ ?the\ (?:past|previous|prior|preceding)\ week | (?:the|a)\ week's | for\ a\ week | the\ week\ (?:so\ far|up|down|higher|lower|with) | (?:ended|ending|closed|finished|ends)\ the\ (?:[\w-]+\ )?week | week-over-week"
        r" | the\ week\b(?!\ (?:of|ahead|after|before))",
    ),
    (
        Period.HALF,
        r"(?:the\ )?(?:first|second)[- ]half | H[12]\b | [12]H\b | half-year(?:ly)? | first\ six\ months | (?:six|6)\ months\ (?:to|ended|through)\ (?:June|December) | the\ half\b(?!\ of)",
    ),
    (
        Period.QUARTER,
        r"(?:this|last|the|(?:the\ )?(?:first|second|third|fourth|current|past|previous|final|latest))[- ]quarter\b(?:'s|’s)? | (?:for|on|in|over|during)\ the\ quarter | quarter[- ]to[- ]date | quarterly | Q[1-4]\b"
        r" | [1-4]Q\b | (?:the\ )?(?:January|April|July|October)-(?:March|June|September|December)",
    ),
    (
        Period.MONTH,
        rf"(?:so\ far\ )?this\ month(?:'s|’s)? | (?:so\ far\ )?(?:in|for|during|throughout|over)\ (?:the\ month\ of\ )?(?:early\ |late\ |mid-)?{_MONTH}(?!,?\ (?:of\ )?\d{{4}}\b)(?!\ \d{{1,2}}\b)(?!\w) | month[- ]to[- ]date | monthly | last\ month(?:'s|’s)?"
        rf" | (?:for|on|over|in|during)\ the\ (?:full\ |whole\ )?month | (?:in|over|during)?\ ?the\ (?:past|previous|prior)\ month | the\ month\ so\ far | since\ the\ (?:month\ (?:began|started)|(?:start|beginning|turn)\ of\ the\ month) | (?:the|a)\ month's | the\ (?:best|worst|strongest|weakest)\ month"
        rf" | {_MONTH}(?:'s|’s)\ (?:gain|loss|rise|fall|rally|advance|decline|drop|slide|sell-?off|rebound|return|performance)s? | (?:ended|closed|finished)\ (?:the\ month|{_MONTH}\b(?!\ \d))",
    ),
    (
        Period.OTHER,
        rf"(?:in|over|across|for|during|within)\ (?:the\ )?(?:{_PAST}\ )?{_COUNT}(?:\ {_PAST})?\ (?:straight\ |consecutive\ )?(?:weeks|months|quarters|years|decades|hours)"
        rf" | (?:{_PAST}\ )+{_COUNT}\ (?:straight\ |consecutive\ )?(?:weeks|months|quarters|years|decades) | {_COUNT}-(?:week|month|quarter|year)\ (?:gain|loss|rise|fall|rally|advance|decline|drop|slide|return|run|streak)s?"
        rf" | {_COUNT}\ (?:weeks|months|years)\ (?:after|before|later|following|from) | (?:in|after|over)\ (?:a|the)\ (?:decade)",
    ),
    (
        Period.DAY,
        r"on\ the\ day | for\ the\ day | for\ the\ session | on\ the\ session | daily | one-day | single-day | single-session | at\ the\ (?:market(?:'s)?\ )?close | at\ the\ closing\ bell | at\ the\ end\ of\ (?:the\ )?(?:session|day|trading) | by\ the\ close(?:\ of\ trading)? | day-on-day | in\ a\ (?:single\ )?(?:session|day)\b",
    ),
    (
        Period.SINCE,
        rf"since | ever\ since | (?:in|over|across|for|during|of)\ (?:the\ )?(?:{_PAST}\ )?{_COUNT}(?:\ {_PAST})?\ (?:straight\ |consecutive\ |trading\ |winning\ |losing\ )*(?:sessions?|days?)\b"
        rf" | (?:{_PAST}\ )+{_COUNT}\ (?:trading\ )?(?:sessions|days) | {_COUNT}-(?:day|session)(?!\ (?:moving|average|high|low|simple|exponential|EMA|SMA|DMA))"
        rf" | (?:from|off|below|above|beneath|under|short\ of|away\ from|beyond)\ (?:(?:its|their|the|a|an|that|this|last)\ )?(?:[\w.’'-]+\ ){{0,4}}?{_EXTREME}\b",
    ),
)

#: What a phrase says of the date.
_DATES = rf"""
    (?P<weekday> (?: (?P<which> last | next | this | previous )\ )? (?P<weekday_name> {_WEEKDAY} ) \b (?! \w )
        (?: ,?\ (?P<wm> {_MONTH} )\ (?P<wd> \d{{1,2}} )(?:st|nd|rd|th)? (?! [\d%.,]*\d ) (?: ,?\ (?P<wy> {_YEAR} ) )? )? )
  | (?P<day_first> (?P<d2> \d{{1,2}} )(?:st|nd|rd|th)? \ (?P<m2> {_MONTH} ) (?! \w ) (?: ,?\ (?P<y2> {_YEAR} ) )? )
  | (?P<month_day> (?P<m1> {_MONTH} )\ (?P<d1> \d{{1,2}} )(?:st|nd|rd|th)? (?! [\d%] | [.,]\d ) (?: ,?\ (?P<y1> {_YEAR} ) )? )
  | (?P<iso> {_YEAR}-\d\d-\d\d )
  | (?P<month_year> (?P<m3> {_MONTH} ),?\ (?:of\ )?(?P<y3> {_YEAR} ) )
  | (?P<month_alone> (?<= \ ) (?P<m4> January|February|March|April|June|July|August|September|October|November|December ) \b (?! [ -]?\d ) )
  | (?P<year_alone> (?: (?<= in\ ) | (?<= of\ ) | (?<= since\ ) | (?<= for\ ) | (?<= \ )(?=\d{{4}}['’]s) ) (?P<y5> {_YEAR} ) \b (?! [.,]\d ) )
  | (?P<yesterday> yesterday | overnight | (?:in|from|at)?\ ?(?:the|its)\ (?:previous|prior|last|preceding)\ (?:session|trading\ day|day|close)(?:'s|’s)? | last\ night | a\ day\ earlier | the\ day\ before )
  | (?P<today> today | this\ (?:morning|afternoon|evening|session) | tonight )
"""

_TIMES = re.compile(
    "(?<! [\\w-] ) (?:"
    + " | ".join(f"(?P<p{n}> {pattern} )" for n, (_, pattern) in enumerate(PERIODS))
    + f" | {_DATES} ) (?! \\w )",
    re.VERBOSE | re.IGNORECASE,
)
_INNER_DATES = re.compile(f"(?<! [\\w-] ) (?: {_DATES} )", re.VERBOSE | re.IGNORECASE)

#: The market's own clock, by the gazetteer's region; a session opens at nine everywhere, near enough.
ZONES = {
    "US": "America/New_York", "Canada": "America/Toronto", "Brazil": "America/Sao_Paulo", "Mexico": "America/Mexico_City",
    "Japan": "Asia/Tokyo", "South Korea": "Asia/Seoul", "China": "Asia/Shanghai", "Hong Kong": "Asia/Hong_Kong",
    "Taiwan": "Asia/Taipei", "Singapore": "Asia/Singapore", "India": "Asia/Kolkata", "Australia": "Australia/Sydney",
    "New Zealand": "Pacific/Auckland", "UK": "Europe/London", "Germany": "Europe/Berlin", "France": "Europe/Paris",
    "Europe": "Europe/Paris", "Eurozone": "Europe/Paris", "Italy": "Europe/Rome", "Spain": "Europe/Madrid", "Switzerland": "Europe/Zurich",
    "Netherlands": "Europe/Amsterdam", "Sweden": "Europe/Stockholm", "Turkey": "Europe/Istanbul", "South Africa": "Africa/Johannesburg",
    "Malaysia": "Asia/Kuala_Lumpur", "Indonesia": "Asia/Jakarta", "Thailand": "Asia/Bangkok", "Philippines": "Asia/Manila",
    "Vietnam": "Asia/Ho_Chi_Minh", "Argentina": "America/Argentina/Buenos_Aires", "Chile": "America/Santiago",
}  # fmt: skip
#: Which markets trade before which: Asia, then Europe with the Middle East and Africa, then the Americas.
_AMERICAS = frozenset("US Canada Brazil Mexico Argentina Chile Colombia Peru".split()) | {"Latin America"}
_EUROPE = frozenset(
    "Europe Eurozone UK Germany France Italy Spain Switzerland Netherlands Belgium Portugal Austria Ireland Sweden Norway Denmark Finland Iceland "
    "Nordic Poland Hungary Romania Greece Turkey Russia Israel Egypt Qatar Kuwait Bahrain Oman Nigeria Kenya Morocco Africa".split()
) | {"Czech Republic", "Saudi Arabia", "United Arab Emirates", "UAE", "South Africa"}
_ASIA = frozenset(
    "Japan China India Taiwan Singapore Malaysia Indonesia Thailand Philippines Vietnam Australia Pakistan Bangladesh Asia".split()
) | {"Hong Kong", "South Korea", "New Zealand", "Sri Lanka"}


def trading_order(region: str | None) -> int | None:
    """0, 1 or 2 by the part of the day in which a region trades; None where it can't be told.

    >>> trading_order("Japan"), trading_order("Germany"), trading_order("US"), trading_order("World")
    (0, 1, 2, None)
    """
    return next(
        (order for order, regions in enumerate((_ASIA, _EUROPE, _AMERICAS)) if region in regions), None
    )


OPENING = time(9, 0)
#: A time without a zone may be the market's own or one up to eight hours ahead of London: before eight in the
#: morning both are reports of the day before.
EARLY = time(8, 0)


@dataclass(frozen=True, slots=True)
class TimePhrase:
    """A phrase that says when: a period, a date, or both."""

    span: Span
    #: None where the phrase is a date only.
    period: Period | None
    anchor: Anchor
    #: Weekday 0–6, or month 1–12, or year, as the anchor says; with day and year where printed.
    weekday: int | None = None
    day: int | None = None
    month: int | None = None
    year: int | None = None
    #: Whether the phrase says "next": a date to come.
    future: bool = False


def find_times(text: str, start: int = 0, end: int | None = None) -> Iterator[TimePhrase]:
    """Every period phrase and date of ``text[start:end]``, in order.

    >>> [(t.span.of("year to date"), str(t.period)) for t in find_times("year to date")]
    [('year to date', 'year')]
    """
    for match in _TIMES.finditer(text, start, len(text) if end is None else end):
        period = next((p for n, (p, _) in enumerate(PERIODS) if match[f"p{n}"]), None)
        inner = _INNER_DATES.search(match.group()) if period else match
        yield _phrase(match, period, inner)


def _phrase(match: re.Match[str], period: Period | None, dated: re.Match[str] | None) -> TimePhrase:
    span = Span(*match.span())
    if dated is None:
        inner = re.search(_YEAR, match.group())
        if inner:
            return TimePhrase(span, period, Anchor.YEAR, year=int(inner.group()))
        named = re.search(rf"\b{_MONTH}", match.group(), re.IGNORECASE)
        if named and period is Period.MONTH:
            return TimePhrase(span, period, Anchor.MONTH, month=_month(named.group()))
        return TimePhrase(span, period, Anchor.NONE)
    if dated["weekday"]:
        weekday = WEEKDAYS.index(dated["weekday_name"].casefold())
        if dated["wd"]:
            return TimePhrase(
                span, period, Anchor.DAY, weekday, int(dated["wd"]), _month(dated["wm"]), _int(dated["wy"])
            )
        return TimePhrase(
            span, period, Anchor.WEEKDAY, weekday, future=(dated["which"] or "").casefold() == "next"
        )
    if dated["month_day"]:
        return TimePhrase(
            span, period, Anchor.DAY, None, int(dated["d1"]), _month(dated["m1"]), _int(dated["y1"])
        )
    if dated["day_first"]:
        return TimePhrase(
            span, period, Anchor.DAY, None, int(dated["d2"]), _month(dated["m2"]), _int(dated["y2"])
        )
    if dated["iso"]:
        year, month, day = map(int, dated["iso"].split("-"))
        return TimePhrase(span, period, Anchor.DAY, None, day, month, year)
    if dated["month_year"]:
        return TimePhrase(span, period, Anchor.MONTH, month=_month(dated["m3"]), year=int(dated["y3"]))
    if dated["month_alone"]:
        return TimePhrase(span, period, Anchor.MONTH, month=_month(dated["m4"]))
    if dated["year_alone"]:
        return TimePhrase(span, period, Anchor.YEAR, year=int(dated["y5"]))
    return TimePhrase(span, period, Anchor.YESTERDAY if dated["yesterday"] else Anchor.TODAY)


def _month(printed: str) -> int:
    return next(n for n, name in enumerate(MONTHS, 1) if name.startswith(printed.casefold().rstrip(".")[:3]))


def _int(printed: str | None) -> int | None:
    return int(printed) if printed else None


def resolve(phrase: TimePhrase, today: date) -> str | None:
    """The ISO date ("2024-11-25", "2021-11" or "2021") that a phrase names in a text published on `today`.

    A year that isn't printed is the latest that does not lie ahead.

    >>> [resolve(next(find_times(t)), date(2024, 11, 26)) for t in ("on Monday", "Nov. 25", "in November 2021", "December 30")]
    ['2024-11-25', '2024-11-25', '2021-11', '2023-12-30']
    """
    match phrase.anchor:
        case Anchor.WEEKDAY if phrase.weekday is not None:
            back = (today.weekday() - phrase.weekday) % 7
            return (
                today + timedelta(days=7 - back) if phrase.future else today - timedelta(days=back)
            ).isoformat()
        case Anchor.DAY if phrase.month and phrase.day:
            return _latest_day(phrase.month, phrase.day, phrase.year, today)
        case Anchor.MONTH if phrase.month:
            year = phrase.year or (today.year if phrase.month <= today.month else today.year - 1)
            return f"{year:04d}-{phrase.month:02d}"
        case Anchor.YEAR if phrase.year:
            return f"{phrase.year:04d}"
        case Anchor.TODAY:
            return today.isoformat()
        case Anchor.YESTERDAY:
            return trading_day_before(today).isoformat()
        case _:
            return None


def _latest_day(month: int, day: int, year: int | None, today: date) -> str | None:
    try:
        found = date(year or today.year, month, day)
        if not year and found > today + timedelta(days=7):
            found = date(today.year - 1, month, day)
    except ValueError:  # "February 30": a typing error of the source, no date
        return None
    return found.isoformat()


def local_time(published: datetime, region: str | None) -> datetime | None:
    """The clock of a region's market at that moment; None where the time has no zone or the region no clock."""
    zone = ZONES.get(region or "")
    return published.astimezone(ZoneInfo(zone)) if published.tzinfo and zone else None


def trading_day_before(day: date) -> date:
    """The last weekday before `day`.

    >>> trading_day_before(date(2024, 11, 25))
    datetime.date(2024, 11, 22)
    """
    day -= timedelta(days=1)
    while day.weekday() > 4:  # noqa: PLR2004 — Saturday and Sunday
        day -= timedelta(days=1)
    return day


_HORIZON = re.compile(
    rf"""
    (?: end | ending | ends | end-of | end\ of | end- | year-end | finish(?:ing|es)? | clos(?:e|ing) | by | in | during ) [\ -] (?:\ the\ year\ )? (?P<year> {_YEAR} ) \b
  | (?: year-end | end\ of\ (?:the|this)\ year | end\ the\ year | (?:by|before)\ (?:the\ )?year['’]?s?[\ -]end | finish(?:ing|es)?\ the\ year | year['’]s\ end | this\ year | ending\ the\ year ) (?P<this> )
  | (?: end\ of\ next\ year | next\ year ) (?P<next> )
  | (?: by | end\ of | late\ in | end | until | before | in ) \ (?: the\ end\ of\ | late\ | early\ | mid- )? (?P<month> {_MONTH} ) (?: ,?\ (?P<month_year> {_YEAR} ) )? (?! \ \d ) (?! \w )
  | mid-(?P<middle> {_YEAR} )
    """,
    re.VERBOSE | re.IGNORECASE,
)


def find_horizon(text: str, today: date) -> str | None:
    """The ISO date by which a forecast's sentence expects its figure; None where it states no horizon.

    >>> [find_horizon(t, date(2024, 3, 26)) for t in ("the DAX ending 2024 at 18,000", "by the end of June", "support at 5,000")]
    ['2024-12-31', '2024-06-30', None]
    """
    match = _HORIZON.search(text)
    if match is None:
        return None
    if match["month"]:
        month = _month(match["month"])
        year = _int(match["month_year"]) or (today.year if month >= today.month else today.year + 1)
        return date(year, month, monthrange(year, month)[1]).isoformat()
    if match["middle"]:
        return f"{match['middle']}-06-30"
    year = _int(match["year"]) or today.year + (match["next"] is not None)
    return f"{year}-12-31" if year >= today.year else None


def session_date(published: datetime, region: str | None) -> date:
    """The session that an undated report published then is about, on the market's own calendar.

    >>> session_date(datetime(2024, 11, 26, 2, 37), "US")
    datetime.date(2024, 11, 25)
    >>> session_date(datetime.fromisoformat("2024-11-26T05:30:00+08:00"), "US")
    datetime.date(2024, 11, 25)
    """
    local = local_time(published, region)
    if local is not None:
        early = local.time() < OPENING
    else:
        local, early = published, published.time() < EARLY and published.time() != time(0, 0)
    day = local.date()
    if early or day.weekday() > 4:  # noqa: PLR2004 — Saturday and Sunday
        return trading_day_before(day)
    return day
