"""Which words of a sentence may be left out.

A sentence is its whitespace words.  Nothing inside quotation marks is ever a segment, and doubt means no
segment: a longer sentence is better than a wrong one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.summarize.clauses import find_asides, find_clauses, find_lead_ins
from summarizer.summarize.phrases import (
    find_adverbs,
    find_dates,
    find_notes,
    find_parentheses,
    find_points,
    find_roles,
)
from summarizer.summarize.printing import Segment, quoted_words

if TYPE_CHECKING:
    from collections.abc import Sequence


_SHORTEST_REST = 4


def find_segments(words: Sequence[str]) -> tuple[Segment, ...]:
    """The segments of the sentence, sorted; they may be nested or overlap.

    >>> words = "The S&P 500 (.SPX), a broad gauge, rose 1.2%, or 57 points, to 4,870.".split()
    >>> [" ".join(words[segment.start : segment.end]) for segment in find_segments(words)]
    ['(.SPX),', 'a broad gauge,', 'or 57 points,']
    """
    quoted = quoted_words(words)
    found = {
        segment
        for finder in (
            find_parentheses,
            find_points,
            find_clauses,
            find_lead_ins,
            find_dates,
            find_roles,
            find_notes,
            find_adverbs,
            find_asides,
        )
        for segment in finder(words)
        if segment.end - segment.start <= len(words) - _SHORTEST_REST
        and not any(quoted[segment.start : segment.end])
        and not _holds_half_a_pair(words[segment.start : segment.end])
    }
    return tuple(sorted(found, key=lambda s: (s.start, s.end, s.kind)))


def _holds_half_a_pair(words: Sequence[str]) -> bool:
    text = " ".join(words)
    return text.count("(") != text.count(")") or text.count("[") != text.count("]")
