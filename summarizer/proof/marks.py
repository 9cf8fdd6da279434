"""Superlatives as they are printed: "an all-time high", "a seven-month low", "its highest since 2021", "a third gain".

Each is a mark with what makes it one: a record its direction, an extreme its span of time, "since" its date, a streak
its length.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
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
_ON_RECORD = (
    r"\bon\ record\b (?! \ [a-z]+ly\b | \ (?!in|with|for|as|since|and|but|at|to)[a-z]+ ) | \bever\b(?!\s+since)"
)
_EXTREME = rf"""
    \b(?P<extreme_count> \w+ )[- ](?: and\ a\ half[- ])?(?P<extreme_unit> {_UNIT} )s?[- ]
    (?P<extreme_end> high | low | peak | trough )s? \b"""
_SINCE_WHEN = r"(?: [^,.;\n)] | \.(?=\ ?\d) | ,(?=\ (?: \d{4} | [a-z]{3,9}\.?\ \d )) ){2,40}"
_SINCE = rf"""
    \b(?P<rank> \w+est | best | worst | most | least | high | low )\b [^.;\n]{{0,60}}?
    \b(?: since\ (?:the\ )?(?P<since_when> {_SINCE_WHEN} )
        | in\ (?: more\ than\ | over\ | nearly\ | almost\ | about\ | at\ least\ )?
          (?P<in_count> {_COUNT} | a )\ (?P<in_unit> {_UNIT} | years?\ and\ a\ half )s?
        | (?: of\ the | (?: of\ | so\ far\ )? this )\ (?P<of_unit> year | month | quarter | decade | century )\b )"""
_STREAK = rf"""
    (?P<streak1> {_COUNT} )[- ](?: straight | consecutive | successive )(?:\ (?P<every> daily | weekly | monthly ))?
        (?: \ (?P<unit1> {_UNIT} )s? )? \b
  | \bfor\ (?: a | the | its | their )\ (?P<streak2> {_COUNT} )\ (?P<unit2> {_UNIT} )s?\b
  | (?P<streak3> {_COUNT} )\ (?P<unit3> {_UNIT} )s?\ (?: in\ a\ row | running | straight )\b
  | (?P<streak4> {_COUNT} )[- ](?P<unit4> {_UNIT} )s?[- ](?: \w+\ )?
        (?: winning | losing | streak | rally | run | skid | slide | decline | advance | gains? | loss(?:es)? )\b"""
_MARKS = re.compile(
    f"(?P<record> {_RECORD} ) | (?P<on_record> {_ON_RECORD} ) | (?P<extreme> {_EXTREME} ) | (?P<since> {_SINCE} )"
    f"| (?P<streak> {_STREAK} )",
    re.VERBOSE,
)
#: Before a record that was not reached: "below its record", "towards an all-time high".
_DISTANT = re.compile(
    r"\b(?:below|short|shy|off|from|away|near|nearing|toward|towards|under|beneath|approach\w*|close to|previous|prior|"
    r"past|beat|broke|surpass\w*|eclips\w*|until|since)\b[^.;,]{0,45}$"
)
_DISTANT_REACH = 70  # characters before a mark
_WHEN = re.compile(rf"\d{{4}}|\d{{1,2}}|\b(?:{'|'.join(_MONTHS)})")
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


def find_marks(small: str) -> Iterator[Mark]:
    """The superlatives of a text in small letters, in order.

    >>> [(mark.kind, sorted(mark.worth)) for mark in find_marks("a third straight gain to a seven-month low")]
    [('streak', ['3', 'day']), ('extreme', ['7', 'low', 'month'])]
    """
    for match in _MARKS.finditer(small):
        span = Span(*match.span())
        if match["record"]:
            low = (match["record_end"] or match["new_end"] or "").startswith("low")
            before = small[max(0, span.start - _DISTANT_REACH) : span.start]
            yield Mark("record", frozenset({"low"} if low else ()), span, _DISTANT.search(before) is not None)
        elif match["on_record"]:
            yield Mark("on_record", frozenset(), span)
        elif match["extreme"]:
            end = "low" if match["extreme_end"] in {"low", "trough"} else "high"
            worth = {_number(match["extreme_count"]), _unit(match["extreme_unit"]), end}
            yield Mark("extreme", frozenset(worth), span)
        elif match["since"]:
            yield _since(match, span)
        else:
            yield _streak(match, span)


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
