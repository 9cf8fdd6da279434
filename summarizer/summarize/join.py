"""Lines into one paragraph: short moves merged, second mentions shortened, every sentence's place kept."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from summarizer.summarize.lexicon import DAY, bare, has_cause, has_digit, is_finite, words_of

if TYPE_CHECKING:
    from collections.abc import Sequence

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
#: A move without ornament: "the Nasdaq rose 0.3% to 17,738.16."
_MOVE = re.compile(
    rf"^(?P<name>[^,;:]+?) (?:{'|'.join(sorted(_UP | _DOWN))}) (?:by )?"
    r"(?P<figures>\d[\d.]*(?:%| percent| per cent)(?: to [\d,.]+\d)?\.)$"
)
_CLOCK = re.compile(r"\d ?[ap]\.?m\b|\b(?:GMT|ET|EST|EDT)\b", re.IGNORECASE)
#: Verbs of a report from a session that goes on.
_PRESENT = frozenset("is are rises falls gains loses adds climbs drops slides slips sheds eases jumps trades".split())
_JOINTS = words_of("joints")
_DETERMINERS = {"The": "the", "A": "a", "An": "an"}
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
    lines = _with_cause(lines)
    merged: list[Line] = []
    for line in lines:
        if merged and _can_merge(merged[-1], line):
            merged[-1] = _merge(merged[-1], line)
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
    short = all(line.about and line.size <= _SHORT_MOVE and _is_plain(line.text) for line in (first, second))
    starts_well = second.text.split()[0] in _DETERMINERS or _opens_with_name(second.text)
    same_tense = _is_present(first.text) == _is_present(second.text)
    timed = _CLOCK.search(first.text)  # the second index's hour may be another
    return short and starts_well and same_tense and not timed and not first.about & second.about


def _is_present(text: str) -> bool:
    return not _PRESENT.isdisjoint(map(bare, text.split()))


def _is_plain(text: str) -> bool:
    words = [bare(word) for word in text.split()]
    return not _JOINTS.intersection(words) and ";" not in text and '"' not in text and "“" not in text


def _opens_with_name(text: str) -> bool:
    """Whether the sentence starts with a name, which keeps its capital: only such words before the verb."""
    head = []
    for word in text.split():
        if is_finite(word):
            break
        head.append(word)
    return (
        bool(head) and all(word[:1].isupper() or has_digit(word) for word in head) and bare(head[0]) not in {"on", "in"}
    )


def _merge(first: Line, second: Line) -> Line:
    words = second.text.split()
    words[0] = _DETERMINERS.get(words[0], words[0])
    same, other = _MOVE.match(first.text), _MOVE.match(" ".join(words))
    if same and other and _direction(first.text) == _direction(second.text):
        joint = "," if " to " in same["figures"] else ""  # the verb is said once
        return _combined(f"{first.text.rstrip('.')}{joint} and {other['name']} {other['figures']}", first, second)
    joint = ", and" if _direction(first.text) and _direction(first.text) == _direction(second.text) else ", while"
    return _combined(f"{first.text.rstrip('.')}{joint} {' '.join(words)}", first, second)


def _combined(text: str, first: Line, second: Line) -> Line:
    by_model = "model" in {first.origin, second.origin}
    return Line(text, "model" if by_model else "source", tuple(sorted({*first.sources, *second.sources})))


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
