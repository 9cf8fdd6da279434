"""What became of an article's claims when its text was edited: which came, which went, which say something else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from summarizer.types import Claim


@dataclass(frozen=True, slots=True)
class Change:
    """A claim of the earlier text and what became of it in the later one."""

    #: Index into the earlier text's claims; None for a claim that came.
    before: int | None
    #: Index into the later text's claims; None for a claim that went.
    after: int | None


def find_changes(before: Sequence[Claim], after: Sequence[Claim]) -> list[Change]:
    """What differs: claims that say something else first, then those that went, then those that came.

    Where a claim stands in the text is no part of it.  Of the claims that differ, two are one that says something
    else if they are of the same index, metric and period, best of the same date; else if they have the same figure.
    """
    old_keys, new_keys = list(map(_keys, before)), list(map(_keys, after))
    gone, came = list(range(len(before))), list(range(len(after)))
    changed: list[Change] = []
    for likeness in range(_LIKENESSES):
        for old in tuple(gone):
            wanted = old_keys[old][likeness]
            new = next((number for number in came if new_keys[number][likeness] == wanted), None)
            if new is not None:
                gone.remove(old)
                came.remove(new)
                changed += [Change(old, new)] * bool(likeness)
    changed.sort(key=lambda change: change.before or 0)
    return [*changed, *(Change(old, None) for old in gone), *(Change(None, new) for new in came)]


#: How many keys `_keys` gives.
_LIKENESSES = 4


def _keys(claim: Claim) -> tuple[Hashable, ...]:
    """What two claims may have in common: everything, or less and less."""
    what = (claim.entity, claim.metric, claim.unit)
    how = (claim.value, claim.hedge, claim.speaker)
    return (
        (*what, claim.period, claim.date, *how),
        (*what, claim.period, claim.date),
        (*what, claim.period),
        (*what, claim.value),
    )
