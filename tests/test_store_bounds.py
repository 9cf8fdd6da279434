"""What can't be meant is refused by every query, at whichever door it came in."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.errors import InputError
from summarizer.store import ClaimQuery, IndexQuery, SignalQuery, SpeakerQuery, Words
from summarizer.store.bounds import behind, check_days

DATED = [ClaimQuery, SignalQuery, SpeakerQuery, lambda **bounds: Words("x", **bounds)]
LIMITED = [*DATED, IndexQuery]


@pytest.mark.parametrize("query", DATED)
@pytest.mark.parametrize(
    ("since", "until"),
    [("2025", "2024"), ("2025", "2024-12-31"), ("2024-12", "2024-11-30"), ("2024-11-26", "2024-11-25")],
)
def test_days_the_wrong_way_round(query: Any, since: str, until: str) -> None:
    """However coarse they are."""
    with pytest.raises(InputError, match=f"since {since}: lies behind until {until}; swap the two"):
        query(since=since, until=until)


@pytest.mark.parametrize("query", DATED)
@pytest.mark.parametrize(
    ("since", "until"), [("2024", "2024"), ("2024-11", "2024"), ("2024", "2024-11-25"), (None, "2024"), ("2024", None)]
)
def test_days_that_may_hold_one(query: Any, since: str | None, until: str | None) -> None:
    """A coarse day holds finer ones, and one bound is no pair."""
    query(since=since, until=until)


days = st.dates().map(str)
lengths = st.sampled_from([4, 7, 10])


@given(day=days, other=days, coarse=lengths, other_coarse=lengths)
def test_days_are_refused_only_where_nothing_lies_between(day: str, other: str, coarse: int, other_coarse: int) -> None:
    """A day that is neither before the one nor behind the other is never refused."""
    since, until = min(day, other)[:coarse], max(day, other)[:other_coarse]
    check_days(since, until)
    assert since <= day < behind(until)


@pytest.mark.parametrize("query", LIMITED)
def test_fewer_rows_than_none(query: Any) -> None:
    """No rows can be asked for, and all can."""
    query(limit=0)
    query(limit=None)
    with pytest.raises(InputError, match="limit -1: is too small; write 0 or more"):
        query(limit=-1)


@pytest.mark.parametrize(
    ("bounds", "problem"),
    [
        ({"min_value": float("nan")}, "nan: is no value"),
        ({"max_value": float("-inf")}, "-inf: is no value"),
        ({"min_value": 2, "max_value": 1}, "minimum 2: lies above maximum 1; swap the two"),
        ({"analyst": ""}, "analyst: is empty"),
        ({"firm": "\t"}, "firm: is empty"),
        ({"source": ""}, "source: is empty"),
    ],
)
def test_claims_that_no_claim_can_be(bounds: dict[str, Any], problem: str) -> None:
    """A part of a name that holds nothing would hold all of them."""
    with pytest.raises(InputError, match=problem):
        ClaimQuery(**bounds)


def test_what_else_is_refused() -> None:
    """Of speakers and of signals."""
    with pytest.raises(InputError, match="name: is empty"):
        SpeakerQuery(" ")
    with pytest.raises(InputError, match="firm: is empty"):
        SpeakerQuery(firm=" ")
    with pytest.raises(InputError, match="min_sources 0: is too small; write 1 or more"):
        SignalQuery(min_sources=0)
    ClaimQuery(min_value=1, max_value=1)
