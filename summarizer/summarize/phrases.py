"""Small phrases that a sentence can lose: brackets, points beside a percentage, roles, dates, sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.summarize.clauses import kind_of
from summarizer.summarize.lexicon import (
    ADVERBS,
    ATTRIBUTIONS,
    DAY,
    HEDGES,
    LINKING,
    bare,
    has_digit,
    is_capital,
    words_of,
)
from summarizer.summarize.printing import Segment

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


_AFTER_FIGURE = words_of("after_figure")

_ROLE_HEADS = words_of("role_heads")

_NOTE_NOUNS = words_of("note_nouns")
_NOTE_TAILS = words_of("note_tails")

#: Kinds of chunk before which a comma would hang.
_VERBAL = frozenset({"resume", "attribution", "other", "clause"})
#: They open a clause that has its own subject.
_OPENING = words_of("determiners")
_LONGEST_ROLE = 9


def find_parentheses(words: Sequence[str]) -> Iterator[Segment]:
    """Tickers and asides in brackets; not a percentage that explains points."""
    start = None
    for index, word in enumerate(words):
        if word.startswith(("(", "[")) and start is None:
            start = index
        if start is not None and _closes_bracket(word):
            aside = " ".join(words[start : index + 1])
            if start > 0 and not ("%" in aside and bare(words[start - 1]) in {"points", "point", "pts"}):
                yield Segment(start, index + 1, "parenthesis", yields_comma=True)
            start = None


def _closes_bracket(word: str) -> bool:
    return word.rstrip(",.;:").endswith((")", "]"))


def find_points(words: Sequence[str]) -> Iterator[Segment]:
    """The points of a move that is given in percent too: "341 points, or 0.9%", "0.9%, or 341 points"."""
    for index, word in enumerate(words):
        if bare(word) != "or" or index == 0:
            continue
        if index > 1 and bare(words[index - 1]) in {"points", "pts"} and has_digit(words[index - 2]):
            hedged = bare(words[index + 1]) in HEDGES if index + 1 < len(words) else False
            after = _percent_end(words, index + 1 + hedged)
            if after is not None:
                loose = words[after - 1].endswith(",") and kind_of(words[after:] or ["to"]) in _VERBAL
                yield Segment(index - 2, index + 1, "points", orphan=after - 1 if loose else None)
        elif _ends_percent(words, index - 1) and len(words) > index + 2 and has_digit(words[index + 1]):
            if bare(words[index + 2]) not in {"points", "pts"}:
                continue
            end = index + 3
            follower = bare(words[end]) if end < len(words) else ""
            yield Segment(index, end, "points", closes=follower in _AFTER_FIGURE)


def _percent_end(words: Sequence[str], index: int) -> int | None:
    """One past the percentage that starts at `index`, or None.

    >>> [_percent_end(f"or {p}".split(), 1) for p in ("0.9%, to", "0.9 percent", "0.9 per cent", "9 points")]
    [2, 3, 4, None]
    """
    if index < len(words) and "%" in words[index]:
        return index + 1
    if index + 1 >= len(words) or not has_digit(words[index]):
        return None
    unit = [bare(word) for word in words[index + 1 : index + 3]]
    if unit[0] in {"percent", "pct"}:
        return index + 2
    return index + 3 if unit == ["per", "cent"] else None


def _ends_percent(words: Sequence[str], index: int) -> bool:
    return "%" in words[index] or bare(words[index]) in {"percent", "pct", "cent"}


def find_dates(words: Sequence[str]) -> Iterator[Segment]:
    """A date beside a weekday: "On Monday, November 25," keeps its Monday."""
    for index in range(1, len(words) - 2):
        weekday, month, number = words[index - 1], words[index], words[index + 1]
        dated = DAY.fullmatch(f"{bare(month)} {bare(number)}")
        if dated and weekday.endswith(",") and DAY.fullmatch(bare(weekday)) and number.endswith(","):
            yield Segment(index, index + 2, "date", closes=index > 2)  # noqa: PLR2004 - "On Monday," keeps its comma


def find_roles(words: Sequence[str]) -> Iterator[Segment]:
    """A role between name and firm: "Jane Doe, chief strategist at Acme" keeps "Jane Doe at Acme"."""
    for index in range(1, len(words) - 2):
        before = words[index - 1]
        if not (before.endswith(",") and is_capital(before)) or is_capital(words[index]):
            continue
        for end in range(index + 1, min(index + _LONGEST_ROLE, len(words) - 1)):
            if words[end - 1].endswith((",", ";", ".")):
                break
            if words[end] in {"at", "with", "from", "of"} and is_capital(words[end + 1]):
                if _ROLE_HEADS.intersection(bare(word) for word in words[index:end]):
                    yield Segment(index, end, "role", closes=True, orphan=_firm_end(words, end + 1))
                if words[end] != "of":
                    break


def _firm_end(words: Sequence[str], index: int) -> int | None:
    """The last word of the firm that starts at `index`, when its comma would hang: before the verb."""
    for end in range(index, min(index + _LONGEST_ROLE, len(words) - 1)):
        if words[end].endswith(","):
            return end if _is_verbal(words[end + 1 :]) else None
    return None


def _is_verbal(words: Sequence[str]) -> bool:
    """Whether the words start with a verb, known or not, rather than with a clause of their own."""
    known = kind_of(words) in {"resume", "attribution"}
    return words[0][:1].islower() and (known or (kind_of(words) in _VERBAL and bare(words[0]) not in _OPENING))


def find_notes(words: Sequence[str]) -> Iterator[Segment]:
    """Where and when a view was given: "in a note to clients on Monday", "earlier this month"."""
    for index in range(1, len(words) - 2):
        if bare(words[index]) == "in" and words[index + 1] in {"a", "an", "its", "their"}:
            end = next(
                (i for i in range(index + 2, min(index + 6, len(words))) if bare(words[i]) in _NOTE_NOUNS),
                None,
            )
            if end is None or any(w.endswith(",") for w in words[index:end]):
                continue
            stop = end + 1
            while stop < len(words) and not words[stop - 1].endswith((",", ".", ";")) and _tails_note(words[stop]):
                stop += 1
            last = words[stop - 1]
            if last.endswith((".", ";")) or words[index - 1].endswith(","):
                yield Segment(index, stop, "note")
            elif last.endswith(","):
                yield Segment(index, stop, "note", yields_comma=True)
            elif stop < len(words) and bare(words[stop]) not in {"which", "of", "about", "on", "for"}:
                yield Segment(index, stop, "note")
        elif _is_earlier(words[index - 1 : index + 3]):
            yield Segment(index, index + 3, "note", yields_comma=True)


def _is_earlier(words: Sequence[str]) -> bool:
    """Whether the words are "said earlier this month"."""
    verb, earlier, this, time = map(bare, words)
    return verb in ATTRIBUTIONS and earlier == "earlier" and this in {"this", "in"} and time in {"week", "month", "day"}


def _tails_note(word: str) -> bool:
    """Whether the word only says when or to whom the note went."""
    plain = bare(word)
    return plain in _NOTE_TAILS or bool(DAY.fullmatch(plain))


def find_adverbs(words: Sequence[str]) -> Iterator[Segment]:
    """Adverbs of the closed list, alone or between commas."""
    for index in range(1, len(words) - 1):
        if bare(words[index]) not in ADVERBS or words[index][:1].isupper():
            continue
        after_comma, with_comma = words[index - 1].endswith(","), words[index].endswith(",")
        if after_comma != with_comma or bare(words[index - 1]) in {
            "not",
            "very",
            "more",
            "most",
            "so",
            "too",
            "as",
        }:
            continue
        if bare(words[index + 1]) in {"than", "if"} or (bare(words[index]) in LINKING and not after_comma):
            continue
        yield Segment(index, index + 1, "adverb", closes=after_comma)
