"""Which short forms are worth scoring, and which the scores prefer: pure, knows nothing of networks.

A network that was not tuned for it would rather copy the whole sentence: so what a form is worth is its
log-probability and a reward for each word left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from summarizer.summarize.subsequence import keep

if TYPE_CHECKING:
    from collections.abc import Mapping

    from summarizer.summarize.subsequence import Kept, Range, Source

#: Single cuts that are scored: few sentences of market reports have more.
SINGLE_CUTS = 10
#: Combined cuts that are scored.
COMBINED_CUTS = 5
#: Single cuts that are combined with each other: at most 2**6 combinations to look at.
COMBINABLE = 6


@dataclass(frozen=True, slots=True)
class Shortened:
    """A form of a sentence that a model proposes."""

    #: Numbers of the words that are kept, ascending.
    kept: Kept
    #: The words, with the punctuation and the capital that the cuts call for.
    text: str
    #: Mean log-probability of a token of the text, in nats.
    logprob: float


def single_cuts(source: Source) -> dict[Range, Kept]:
    """The ranges to leave out alone, and what each leaves; the longest where there are too many."""
    ranges = sorted(set(source.skippable or ()), key=lambda cut: (cut[0] - cut[1], cut))
    cuts = {cut: keep(source, [cut]) for cut in ranges[:SINGLE_CUTS]}
    return {cut: kept for cut, kept in cuts.items() if kept}


def combined_cuts(source: Source, worths: Mapping[Range, float]) -> list[Kept]:
    """What the best combinations of disjoint cuts leave, judged by what each cut alone is worth.

    >>> from summarizer.summarize.subsequence import Source
    >>> combined_cuts(Source(("a", "b", "c", "d")), {(0, 1): 0.5, (1, 2): 2.0, (0, 2): 1.0})
    [(2, 3)]
    """
    best = sorted(worths, key=lambda cut: -worths[cut])[:COMBINABLE]
    groups = [
        group
        for size in range(2, len(best) + 1)
        for group in combinations(sorted(best), size)
        if all(left[1] <= right[0] for left, right in pairwise(group))
    ]
    groups.sort(key=lambda group: -sum(worths[cut] for cut in group))
    forms = dict.fromkeys(keep(source, group) for group in groups)
    return [kept for kept in forms if kept][:COMBINED_CUTS]


def worth_of(source: Source, kept: Kept, logprob: float, reward: float) -> float:
    """What a form is worth in nats: the log-probability of its text and the reward for what it leaves out."""
    return logprob + reward * (len(source.words) - len(kept))
