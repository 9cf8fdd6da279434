"""Lines into one paragraph: short moves merged, second mentions shortened, every sentence's place kept."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from summarizer.summarize.lexicon import DAY, bare, has_cause, has_digit, words_of
from summarizer.summarize.sessions import as_inner, can_follow, in_time

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from summarizer.types import Span

_SHORT_MOVE = 15
_SHORT_LEAD = 24
_LONGEST_CAUSE = 26
_LONGEST_HEAD = 12
_CAUSE_CLAUSE = re.compile(r"^(?P<head>[^,;:“\"]+?)(?P<cause>,? (?:as|after|amid|because|following) .+)$")
_MARKET = re.compile(
    r"\b(?:stocks?|shares|equities|index|indexes|indices|benchmark|markets?|Wall Street)\b", re.IGNORECASE
)
_UP = words_of("moved_up")
_DOWN = words_of("moved_down")
#: The same of anything that is listed: "Xiaomi is up 3.2%.", "The two-year yield rose 3 basis points to 2.1%."
_LISTED = re.compile(
    r"^(?P<name>(?:The |A )?[A-Z0-9][^,;:%]*?) "
    rf"(?P<verb>(?:is|are|was|were) (?:up|down)|(?:{'|'.join(sorted(_UP | _DOWN))})(?: by)?) "
    r"(?P<figures>\d[\d.]*(?:%| percent| per cent| basis points| bps)(?: to [\d,.]+\d%?)?)\.$"
)
#: "On Tuesday, the Dow rose 0.3%. On Tuesday, the Nasdaq …"
_OPENING = re.compile(r"^(?:On|In|At|This|Last|For)(?: [\w:.]+){1,4}, (?=\S)")
#: Characters of the article between two items of one list.
_LIST_GAP = 160
_CLOCK = re.compile(r"\d ?[ap]\.?m\b|\b(?:GMT|ET|EST|EDT)\b", re.IGNORECASE)
#: Verbs of a report from a session that goes on.
_PRESENT = frozenset("is are rises falls gains loses adds climbs drops slides slips sheds eases jumps trades".split())
#: Verbs that say no more than that it moved.
_PLAIN_VERBS = frozenset("rose gained added climbed advanced increased fell lost dropped declined slid slipped".split())
_JOINTS = words_of("joints")
#: Long names that a newspaper prints once.
_SECOND_MENTIONS = (
    (re.compile(r"\bDow Jones Industrial Average\b"), "Dow"),
    (re.compile(r"\bFederal Reserve\b"), "Fed"),
    (re.compile(r"\bEuropean Central Bank\b"), "ECB"),
)


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence on its way into the summary."""

    text: str
    #: As in `SummarySentence.origin`.
    origin: Literal["model", "source"]
    #: The article's sentences that it was made from.
    sources: tuple[Span, ...]
    #: The indexes whose moves of the session it tells, and nothing else: such lines may be merged.
    about: frozenset[str] = frozenset()
    #: The day of the session whose moves it tells; None where it tells of none, or of several.
    session: date | None = None

    @property
    def size(self) -> int:
        """Length in words."""
        return len(self.text.split())


def join(lines: Sequence[Line]) -> list[Line]:
    """The lines merged and shortened as one text allows; as many or fewer, in order.

    >>> from summarizer.types import Span
    >>> up = Line("The S&P 500 rose 1.2% to 4,870.", "model", (Span(0, 9),), frozenset({"S&P 500"}))
    >>> down = Line("The Nasdaq Composite lost 0.3%.", "source", (Span(10, 19),), frozenset({"Nasdaq"}))
    >>> join([up, down])[0].text
    'The S&P 500 rose 1.2% to 4,870, while the Nasdaq Composite lost 0.3%.'
    """
    lines = _with_cause(list(in_time(lines)))
    merged: list[Line] = []
    for line in lines:
        before = merged[-1] if merged else None
        following = _without_opening(line, before) if before else line
        if before and (_can_merge(before, following) or _are_listed(before, following)):
            merged[-1] = _merge(before, following)
        else:
            merged.append(line)
    return _second_mentions(merged)


def _with_cause(lines: Sequence[Line]) -> list[Line]:
    """An opening that says why ("U.S. stocks fell on Monday as yields rose.") lends its cause to the move.

    Only when both went the same way and the opening states nothing else: no figure before its cause.
    """
    if len(lines) < 2:  # noqa: PLR2004 - two lines
        return list(lines)
    opening, move, *rest = lines
    cause = _CAUSE_CLAUSE.match(opening.text)
    if not (cause and move.about and not opening.about and not has_cause(move.text) and move.size <= _SHORT_LEAD):
        return list(lines)
    head, clause = cause["head"], cause["cause"].rstrip(".")
    same_way = _direction(head) and _direction(head) == _direction(move.text)
    if not (same_way and _is_market(head) and len(clause.split()) <= _LONGEST_CAUSE and _is_plain(move.text)):
        return list(lines)
    day = DAY.search(head)
    day_words = f" on {day.group()}" if day and not DAY.search(move.text) and day.group().istitle() else ""
    text = f"{move.text.rstrip('.')}{day_words}{clause}."
    return [_combined(text, opening, move), *rest]


def _is_market(head: str) -> bool:
    """Whether the words say no more than that a market moved."""
    return bool(_MARKET.search(head)) and not has_digit(head) and len(head.split()) <= _LONGEST_HEAD


def _can_merge(first: Line, second: Line) -> bool:
    """Whether both are short, plain moves of different indexes."""
    if first.session != second.session or first.about & second.about:
        return False
    short = all(line.about and line.size <= _SHORT_MOVE and _is_plain(line.text) for line in (first, second))
    same_tense = _is_present(first.text) == _is_present(second.text)
    timed = _CLOCK.search(first.text)  # the second index's hour may be another
    return short and can_follow(second.text) and same_tense and not timed


def _without_opening(line: Line, before: Line) -> Line:
    """The line without the time that the one before it opens with, too."""
    found = _OPENING.match(line.text)
    if not found or not before.text.startswith(found.group()):
        return line
    rest = line.text[found.end() :]
    return replace(line, text=rest[:1].upper() + rest[1:])


def _are_listed(first: Line, second: Line) -> bool:
    """Whether both tell no more than a move each, and stand beside each other in the article as a list's items do."""
    one, other = _LISTED.match(first.text), _LISTED.match(second.text)
    near = first.session == second.session and 0 <= second.sources[0].start - first.sources[-1].end <= _LIST_GAP
    return bool(one and other and near and one["name"] != other["name"]) and can_follow(second.text)


def _is_present(text: str) -> bool:
    return not _PRESENT.isdisjoint(map(bare, text.split()))


def _is_plain(text: str) -> bool:
    words = [bare(word) for word in text.split()]
    return not _JOINTS.intersection(words) and ";" not in text and '"' not in text and "“" not in text


def _merge(first: Line, second: Line) -> Line:
    following = as_inner(second.text)
    same, other = _LISTED.match(first.text), _LISTED.match(second.text)
    if same and other and _direction(first.text) == _direction(second.text) and _says_once(same, other):
        joint = "," if " to " in same["figures"] else ""  # the verb is said once
        name = as_inner(f"{other['name']} ").rstrip()
        return _combined(f"{first.text.rstrip('.')}{joint} and {name} {other['figures']}.", first, second)
    joint = ", and" if _direction(first.text) and _direction(first.text) == _direction(second.text) else ", while"
    return _combined(f"{first.text.rstrip('.')}{joint} {following}", first, second)


def _says_once(one: re.Match[str], other: re.Match[str]) -> bool:
    """Whether the first verb can stand for both: "is up" for "is up", "rose" for "gained", but no "soared".

    Not where two numbers would meet: "the Russell 2000 1%".
    """
    if other["name"][-1].isdigit():
        return False
    same = one["verb"] == other["verb"]
    return same or (" " not in one["verb"] + other["verb"] and one["verb"] in _PLAIN_VERBS)


def _combined(text: str, first: Line, second: Line) -> Line:
    by_model = "model" in {first.origin, second.origin}
    sources = tuple(sorted({*first.sources, *second.sources}))
    return Line(text, "model" if by_model else "source", sources, session=first.session)


def _direction(text: str) -> int:
    words = {bare(word) for word in text.split()}
    return bool(words & _UP) - bool(words & _DOWN)


def _second_mentions(lines: Sequence[Line]) -> list[Line]:
    """Long names in full only once."""
    shortened = []
    told: set[str] = set()
    for line in lines:
        text = line.text
        for pattern, short in _SECOND_MENTIONS:
            if short in told:
                text = pattern.sub(short, text)
            elif pattern.search(text):
                told.add(short)
        shortened.append(replace(line, text=text))
    return shortened
