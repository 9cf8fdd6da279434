"""What became of an article's claims when it was edited."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store_digests import GAIN, MONTH, SLIP, claims
from summarizer.changes import Change, find_changes
from summarizer.types import Hedge, Period, Span

if TYPE_CHECKING:
    from summarizer.types import Claim

MOVED = replace(GAIN, span=Span(1, 2), sentence=Span(0, 9))
MORE = replace(GAIN, value=Decimal("0.9"))


@pytest.mark.parametrize(
    ("before", "after", "changes"),
    [
        ([], [], []),
        ([GAIN, SLIP], [SLIP, GAIN], []),
        ([GAIN], [MOVED], []),
        ([GAIN], [MORE], [(0, 0)]),
        ([GAIN], [replace(GAIN, hedge=Hedge.OVER)], [(0, 0)]),
        ([GAIN], [replace(GAIN, date="2025-03-03")], [(0, 0)]),
        ([GAIN], [replace(GAIN, period=Period.WEEK)], [(0, 0)]),
        ([GAIN], [replace(MORE, period=Period.WEEK)], [(0, None), (None, 0)]),
        ([GAIN], [SLIP], [(0, None), (None, 0)]),
        ([GAIN, MONTH], [MONTH, MORE, SLIP], [(0, 1), (None, 2)]),
        ([GAIN], [replace(MORE, date="2025-03-03"), MORE], [(0, 1), (None, 0)]),
        ([GAIN, GAIN], [GAIN], [(1, None)]),
    ],
)
def test_changes(before: list[Claim], after: list[Claim], changes: list[tuple[int | None, int | None]]) -> None:
    """Place is no part of a claim; what says something else of the same is changed; the rest goes and comes."""
    assert find_changes(before, after) == [Change(*change) for change in changes]


@given(before=st.lists(claims, max_size=6), after=st.lists(claims, max_size=6))
def test_every_claim_is_accounted_for(before: list[Claim], after: list[Claim]) -> None:
    """Each is the same, changed, gone or added, and only once; a text held against itself has no changes."""
    changes = find_changes(before, after)
    old = [change.before for change in changes if change.before is not None]
    new = [change.after for change in changes if change.after is not None]
    assert len(set(old)) == len(old)
    assert len(set(new)) == len(new)
    assert len(before) - len(old) == len(after) - len(new)
    assert find_changes(before, before) == []
