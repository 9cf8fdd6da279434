"""The package as a library: one function that needs nothing prepared."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

import summarizer
from summarizer.errors import InputError
from summarizer.types import Slot

TEXT = "The Russell 2000 rose 1.47% on Monday to 2,442.03, led by banks, and the S&P 500 gained 0.3% in calm trading."


def test_anybody_s_summary_can_be_verified() -> None:
    """Text in, a proof out."""
    assert summarizer.verify(TEXT, "The Russell 2000 gained 1.47%.").verified
    proof = summarizer.verify(TEXT, "The Russell 2000 fell 1.47%.")
    assert [finding.slot for finding in proof.findings] == [Slot.DIRECTION]


def test_the_publication_time_dates_the_weekdays() -> None:
    """November 26, 2024 was a Tuesday: the 25th is the article's Monday, the 18th is not."""
    published = datetime(2024, 11, 26, 7, tzinfo=UTC)
    assert summarizer.verify(TEXT, "On Nov. 25 the Russell 2000 gained 1.47%.", published=published).verified
    assert not summarizer.verify(TEXT, "On Nov. 18 the Russell 2000 gained 1.47%.", published=published).verified


def test_no_article_is_an_input_error() -> None:
    """As for the command."""
    with pytest.raises(InputError):
        summarizer.verify("", "The Russell 2000 gained 1.47%.")
