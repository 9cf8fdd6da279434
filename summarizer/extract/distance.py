"""Figures that say how far an index is from somewhere: "7.4% below its peak", "203.54 points, or 3.1%, shy of it"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.types import Period

if TYPE_CHECKING:
    from summarizer.extract.lexicon import Lexicon
    from summarizer.extract.pieces import Sentence

_PAIR_REACH = 3  # pieces from points to their percentage: "203.54 points, or 3.1%"
_EXTREME_REACH = 8  # pieces from "below" to the peak


def distance_word(sentence: Sentence, i: int, lexicon: Lexicon) -> int | None:
    """Number of the piece that makes the figure at `i` a distance: "below", "shy", "below its October peak"."""
    words, lists = sentence.words, lexicon.binding
    j = i + 1
    paired = words[i - 1] == "or" or any(sentence.unit(k) == "percent" for k in range(j, j + _PAIR_REACH))
    while paired and (words[j] in {",", "or"} or (j <= i + _PAIR_REACH and sentence.unit(j) == "percent")):
        j += 1
    if words[j].partition(" ")[0] not in lists.distances:
        return None
    phrase = sentence.time(j)
    if phrase is not None:
        return j if phrase.period is Period.SINCE else None
    far = words[j + 1] in lists.determiners or any(
        word in lexicon.words.record or word in lists.extremes for word in words[j + 1 : j + 1 + _EXTREME_REACH]
    )
    return j if far else None
