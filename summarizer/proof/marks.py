"""Superlatives as they are printed: "an all-time high", "a seven-month low", "its highest since 2021", "a third gain".

Each is a mark with what makes it one: a record its direction, an extreme its span of time, "since" its date, a streak
its length.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from summarizer.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()
_NUMBERS = "one two three four five six seven eight nine ten eleven twelve".split()
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_COUNT = rf"(?:\d+(?:st|nd|rd|th)?|{'|'.join((*_ORDINALS, *_NUMBERS))})"
_UNIT = r"(?:trading\ )?(?:session|day|week|month|quarter|year|decade)"

_RECORD = r"""
    \b(?: (?<!track\ )(?<!on\ )records? | all-time | historic(?:al)? | lifetime )\b
    (?! [ -](?: date | keeping | label | of\b | profit | revenue | sales | earnings | foreign | selling ) )
    (?: \ (?: new | intraday | closing | fresh ) )*
    (?: \ (?P<record_end> highs? | lows? | peaks? | close | closing ) )?
  | \b(?: new | fresh )\ (?: intraday\  | closing\  )? (?P<new_end> highs? | lows? | peaks? )\b"""
_ON_RECORD = r"""
    (?: \b(?P<ever_rank> \w+ )-(?: largest | biggest | best | worst | steepest | highest | lowest )\b [^.;,\n]{0,40}? )?
    (?: \bon\ record\b (?! \ [a-z]+ly\b | \ (?!in|with|for|as|since|and|but|at|to)[a-z]+ )
      | \bever\b (?! \s+since ) | \bin\ history\b )"""
_EXTREME = rf"""
    \b(?P<extreme_count> \w+ )[- ](?: and\ a\ half[- ])?(?P<extreme_unit> {_UNIT} )s?[- ]
    (?P<extreme_end> high | low | peak | trough )s? \b"""
_SINCE_WHEN = r"(?: [^,.;\n)] | \.(?=\ ?\d) | ,(?=\ (?: \d{4} | [a-z]{3,9}\.?\ \d )) ){2,40}"
_SINCE = rf"""
    \b(?P<rank> \w+est | best | worst | most | least | high | low )\b (?: [^.;\n] | \.(?=\w) | (?<=u\.s)\. ){{0,60}}?
    \b(?: since\ (?:the\ )?(?P<since_when> {_SINCE_WHEN} )
        | in\ (?: more\ than\ | over\ | nearly\ | almost\ | about\ | at\ least\ )?
          (?P<in_count> {_COUNT} | a )\ (?P<in_unit> {_UNIT} | years?\ and\ a\ half )s?
        | (?: of\ the | (?: of\ | so\ far\ )? this )\ (?P<of_unit> year | month | quarter | decade | century )\b )"""
_STREAK = rf"""
    (?P<streak1> {_COUNT} )[- ](?: straight | consecutive | successive )(?:\ (?P<every> daily | weekly | monthly ))?
        (?: (?: \ losing | \ winning | \ down | \ up )? \ (?P<unit1> {_UNIT} )s? )? \b
  | \b(?: for | to | into )\ (?: a | the | its | their )\ (?P<streak2> {_COUNT} )\ (?P<unit2> {_UNIT} )s?\b
  | (?P<streak3> {_COUNT} )\ (?P<unit3> {_UNIT} )s?\ (?: in\ a\ row | running | straight )\b
  | (?P<streak4> {_COUNT} )[- ](?P<unit4> {_UNIT} )s?[- ](?: \w+\ )?
        (?: winning | losing | streak | rally | run | skid | slide | slump | decline | drop | fall | climb | rise
            | advance
            | stretch | rout | sell-?off | rebound | gains? | loss(?:es)? )\b"""
_KINDS = {
    kind: re.compile(pattern, re.VERBOSE)
    for kind, pattern in {
        "record": _RECORD,
        "on_record": _ON_RECORD,
        "extreme": _EXTREME,
        "since": _SINCE,
        "streak": _STREAK,
    }.items()
}
#: Before a record that was not reached: "below its record", "towards an all-time high".
_DISTANT = re.compile(
    r"\b(?:below|short|shy|off|from|away|near|nearing|toward|towards|under|beneath|approach\w*|close to|previous|prior|"
    r"past|within|whisker|beat|broke|surpass\w*|eclips\w*|until|since)\b(?:[^.;,]|(?<=[a-z]{3})\.(?= \d)){0,45}$"
)
_HEDGE_REACH, _NOUN_REACH = 10, 9  # characters around a mark: "nearly ", " intraday"
_DISTANT_REACH = 70  # characters before a mark
_WHEN = re.compile(rf"\d{{4}}|\d{{1,2}}|\b(?:{'|'.join(_MONTHS)})")
#: Of these a draft's must be the article's, unless one of the two says nothing of the kind.
_MANNERS = {
    "intraday": r"\bintra-?day\b",
    "close": r"\bclos(?:e|ing)\b",
    "more": r"\b(?:more than|over|at least)\b",
    "less": r"\b(?:nearly|almost|about|around)\b",
    "longest": r"\b(?:longest)\b",
    "volume": r"\b(?:lightest|heaviest|busiest|slowest)\b",
    "points": r"\bpoint\b",
    "percentage": r"\bpercent(?:age)?\b",
}
_EVERY = {"daily": "day", "weekly": "week", "monthly": "month"}


@dataclass(frozen=True, slots=True)
class Mark:
    """One superlative."""

    #: "record", "on_record", "extreme", "since" or "streak".
    kind: str
    #: What has to agree: a direction, a span of time, a date's parts, a length.
    worth: frozenset[str]
    span: Span
    #: Whether it is only what something else is measured from.
    distant: bool = False
    #: What it is told with, and has to agree where both say it: a hedge, "intraday" or "close".
    manner: frozenset[str] = frozenset()


def find_marks(small: str) -> Iterator[Mark]:
    """The superlatives of a text in small letters, in order.

    >>> [(mark.kind, sorted(mark.worth)) for mark in find_marks("a third straight gain to a seven-month low")]
    [('streak', ['3', 'day']), ('extreme', ['7', 'low', 'month'])]
    """
    found = ((kind, match) for kind, pattern in _KINDS.items() for match in pattern.finditer(small))
    marks = (replace(_read(kind, match), manner=_manner(_around(match))) for kind, match in found)
    yield from sorted((mark for mark in marks if not _is_single(mark)), key=lambda mark: mark.span)


def _is_single(mark: Mark) -> bool:
    """As in "a one-day gain": no streak."""
    return mark.kind == "streak" and "1" in mark.worth


def _manner(printed: str) -> frozenset[str]:
    """How the words of a mark say that it is meant."""
    return frozenset(name for name, pattern in _MANNERS.items() if re.search(pattern, printed))


def _around(match: re.Match[str]) -> str:
    """A mark with the hedge before it and the noun behind it."""
    return match.string[max(0, match.start() - _HEDGE_REACH) : match.end() + _NOUN_REACH]


def _read(kind: str, found: re.Match[str]) -> Mark:
    span = Span(*found.span())
    match kind:
        case "record":
            low = (found["record_end"] or found["new_end"] or "").startswith("low")
            before = found.string[max(0, span.start - _DISTANT_REACH) : span.start]
            return Mark(kind, frozenset({"low"} if low else ()), span, _DISTANT.search(before) is not None)
        case "extreme":
            end = "low" if found["extreme_end"] in {"low", "trough"} else "high"
            return Mark(kind, frozenset({_number(found["extreme_count"]), _unit(found["extreme_unit"]), end}), span)
        case "since":
            return _since(found, span)
        case "streak":
            return _streak(found, span)
    return Mark(kind, frozenset(filter(None, (found["ever_rank"],))), span)


def _since(match: re.Match[str], span: Span) -> Mark:
    if match["since_when"]:
        return Mark("since", frozenset(_WHEN.findall(match["since_when"]) or match["since_when"].split()[:1]), span)
    if match["of_unit"]:
        return Mark("since", frozenset({f"of the {match['of_unit']}"}), span)
    worth = frozenset({_number(match["in_count"]), _unit(match["in_unit"])})
    end = {"highest": "high", "lowest": "low"}.get(match["rank"])  # "its highest in three months" is a three-month high
    return Mark("extreme", worth | {end}, span) if end else Mark("since", worth, span)


def _streak(match: re.Match[str], span: Span) -> Mark:
    form = next(form for form in "1234" if match[f"streak{form}"])
    unit = match[f"unit{form}"]
    every = _unit(unit) if unit else _EVERY.get(match["every"] or "", "day")
    return Mark("streak", frozenset({_number(match[f"streak{form}"]), every}), span)


def _number(word: str) -> str:
    if word in _ORDINALS:
        return str(_ORDINALS.index(word) + 1)
    if word == "a":
        return "1"
    if word in _NUMBERS:
        return str(_NUMBERS.index(word) + 1)
    return re.sub(r"(?<=\d)(?:st|nd|rd|th)$", "", word)


def _unit(word: str) -> str:
    word = word.removeprefix("trading ").rstrip("s")
    return "day" if word == "session" else word
