"""Is a short form safe?  The second look at what a sentence lost, independent of how it was cut.

A guard compares the words of a sentence with those kept of it and names what is wrong; a form without faults
may be proved and printed.  The guards know nothing of segments: a mistake there is caught here.  What no form may
leave out is known before a model writes one (`closed_gaps`), so that it chooses among safe forms.
"""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

from summarizer.summarize.guards.wording import gap_faults
from summarizer.summarize.lexicon import bare, has_digit, is_capital, states
from summarizer.summarize.printing import quotes_pair

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from summarizer.summarize.subsequence import Range


def find_faults(words: Sequence[str], kept: Iterable[int], required: Sequence[str] = ()) -> tuple[str, ...]:
    """The short names of what is wrong with keeping only the words at `kept`; empty when it is safe.

    `required` are printed strings (key figures, the speaker, the firm) that have to survive.

    >>> words = "Stocks could fall 5% if growth slows, said Jane Doe.".split()
    >>> find_faults(words, [0, 2, 3, 7, 8, 9])
    ('condition', 'modality', 'verb')
    >>> find_faults(words, range(10))
    ()
    """
    keep = sorted(set(kept))
    faults = {fault for start, end in _gaps(len(words), keep) for fault in gap_faults(words, start, end, keep)}
    rest = [words[index] for index in keep]
    if not _is_balanced(" ".join(rest)):
        faults.add("unbalanced")
    if states(words) and not states(rest):
        faults.add("verb")
    return tuple(sorted(faults | {*_losses(words, keep, required)}))


def closed_gaps(atoms: Sequence[str], required: Sequence[str] = ()) -> frozenset[Range]:
    """The ranges of atoms that can't be left out, each as one gap, if all the rest stays.

    An atom is one word or several that belong together; `required` as for `find_faults`.

    >>> sorted(closed_gaps(("Rates", "may", "fall", "in May.")))
    [(0, 1), (0, 2), (0, 3), (0, 4), (1, 2), (1, 3), (1, 4), (2, 3), (2, 4)]
    """
    words = " ".join(atoms).split()
    places = [0, *accumulate(len(atom.split()) for atom in atoms)]
    return frozenset(
        (start, end)
        for end in range(1, len(atoms) + 1)
        for start in range(end)
        if _is_closed(words, places[start], places[end], required)
    )


def _is_closed(words: Sequence[str], start: int, end: int, required: Sequence[str]) -> bool:
    kept = [*range(start), *range(end, len(words))]
    captioned = not states([words[index] for index in kept])  # from what has no verb nothing is left out either
    return captioned or any(_losses(words, kept, required)) or any(gap_faults(words, start, end, kept))


def _losses(words: Sequence[str], kept: Sequence[int], required: Sequence[str]) -> Iterator[str]:
    """What is missing in the words at `kept` as a whole, whatever the gaps: required names, half of a pair."""
    text = " ".join(words[index] for index in kept)
    if any(name not in text for name in required):
        yield "required"
    yield from _respectively(words, kept)


def _gaps(count: int, kept: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The ranges of words left out."""
    before = -1
    for index in [*kept, count]:
        if index > before + 1:
            yield before + 1, index
        before = index


def _respectively(words: Sequence[str], kept: Sequence[int]) -> Iterator[str]:
    """Figures and names that "respectively" pairs stay or go together."""
    places = [index for index, word in enumerate(words) if bare(word) == "respectively"]
    present = set(kept)
    for place in places:
        first = place
        while first and not words[first - 1].endswith((";", ".")) and bare(words[first - 1]) not in {"while", "which"}:
            first -= 1
        pair = [i for i in range(first, place) if has_digit(words[i]) or is_capital(words[i])]
        bare_aside = [i for i in pair if not words[i].startswith(("(", "[")) and not words[i].endswith((")", "),"))]
        gone = [i for i in bare_aside if i not in present]
        if place in present and gone:
            yield "respectively"
        if place not in present and len(gone) < len(bare_aside):
            yield "respectively"


def _is_balanced(text: str) -> bool:
    """Whether quotation marks and brackets come in pairs."""
    return quotes_pair(text) and text.count("(") == text.count(")") and text.count("[") == text.count("]")
