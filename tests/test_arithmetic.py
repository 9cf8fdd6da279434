"""The article's own arithmetic: points, per cent and level of one move."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest

from summarizer.arithmetic import find_contradictions
from summarizer.ingest import read

if TYPE_CHECKING:
    from summarizer.extract import Extractor


def warnings(text: str, extractor: Extractor) -> list[str]:
    """What is said of the text's figures."""
    article = read("-", stdin=BytesIO(f"Nov. 26, 2024\n\n{text}\n".encode()))
    return [found.detail for found in find_contradictions(extractor(article))]


@pytest.mark.parametrize(
    "text",
    [
        "The Dow rose 123.45 points, or 0.3%, to 41,234.50.",
        "The DAX fell 36.29 points, or 0.64%, to 5,650.38.",
        "The S&P 500 lost 1.2%.",
        "The DAX fell 36.29 points to 5,650.38.",
        # cut off instead of rounded
        "The Dow rose 140.00 points, or 0.3%, to 41,234.50.",
    ],
)
def test_figures_that_agree_are_not_mentioned(extractor: Extractor, text: str) -> None:
    """Rounding is no error; where one of the three is missing there is nothing to check."""
    assert warnings(text, extractor) == []


def test_a_percentage_that_does_not_follow_is_a_warning(extractor: Extractor) -> None:
    """With what would follow."""
    text = "The DAX fell 36.29 points, or 0.1%, to 5,650.38."
    assert warnings(text, extractor) == ["-36.29 points to 5650.38 are -0.6%, not -0.1%"]
