"""Splitting a story into its sentences."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.extract.sentences import split_sentences
from summarizer.types import Span, in_order


def split(text: str) -> list[str]:
    """The sentences as printed."""
    return [span.of(text) for span in split_sentences(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Stocks in the U.S. Federal Reserve era rose 1.2%.",
        "Shares of Foo Inc. Class A rose.",
        "The index closed at 8:30 a.m. ET on Nov. 25 with J. P. Roe of Bar & Co. watching.",
        "Mr. Roe and Ms. Doe met Dr. Poe on St. Mary Axe vs. Sen. Coe.",
        "It is the No. 1 stock.",
        "The fund (.FOO) rose 2.5 pct to 1,234.56.",
        '"It was bad." said Jane Doe.',
        '"Is it over?" he asked.',
        '"Is it over?" Doe asked, adding nothing.',
        "“We sell,” said Doe.",
        "Yahoo! shares rose... and then fell.",
        "The index gained after Foo Corp. Chief Executive Jane Doe left.",
    ],
)
def test_stops_that_end_nothing(text: str) -> None:
    """Abbreviations, initials, decimals, tickers, quotations before their speaker: one sentence."""
    assert split(text) == [text]


@pytest.mark.parametrize(
    "text",
    [
        "Stocks fell in the U.S.|The index lost 1%.",
        "Stocks fell in the U.S.|Investors are worried.",
        "It rose (.FOO).|The .BAR fell.",
        "It rose 2 pct.|Tokyo fell.",
        "He bought Foo Inc.|The shares rose.",
        '"It is over."|Doe said the index would fall.',
        '"It is over," said Doe.|"We sell."',
        "He spoke of a “reset.”|Stocks rose.",
        "Is it over?|No.|The index rose.",
        "Sales rose (by 2%.)|Costs fell.",
        "Shares rose ...|We sold.",
        "The session ended.|iShares funds rose.",
        "Shares of Foo .|On the exchange, little moved.",
    ],
)
def test_stops_that_end_a_sentence(text: str) -> None:
    """A stop before a word that begins sentences ends one; closing marks belong to what they close."""
    assert split(text.replace("|", " ")) == text.split("|")


def test_forgotten_space() -> None:
    """A stop glued to a capitalised word still ends a sentence, but not inside a site's name."""
    assert split("It was a quiet session.The index rose.") == ["It was a quiet session.", "The index rose."]
    assert split("He cited Foobar.Com figures.") == ["He cited Foobar.Com figures."]


def test_headings_and_bullets_stand_alone() -> None:
    """Blank lines, bullets, short lines and table rows end a sentence without a stop."""
    text = (
        "Key points:\n- Dow up 0.3%\n* S&P up\n• Nasdaq flat\n\\ FTSE down\n\n"
        "Dow up 0.3%\nS&P up 0.2%\n\nFTSE 100    8,000.1    +0.2%\nDAX    20,000.2    -0.1%"
    )
    assert split(text) == text.replace("\n\n", "\n").split("\n")


def test_numbered_lines() -> None:
    """The stop after a line's number ends nothing."""
    assert split("1. The index rose.\n2. It fell.") == ["1. The index rose.", "2. It fell."]


def test_hard_wrapped_paragraphs() -> None:
    """Lines of a wrapped paragraph are joined, also before a capital; an indented line begins another."""
    text = (
        "    OSLO, March 2 - Share prices rose sharply today on the back\n"
        "of the dollar and what dealers called a change of heart at the\n"
        "Bank of Foo, which had kept its rate.\n"
        "    Turnover was light."
    )
    assert split(text) == [text[4 : text.index("\n    T")], "Turnover was light."]


def test_clutter_is_left_out() -> None:
    """Clutter is in no sentence, and parts two of them."""
    text = "By Jane Doe\nStocks rose. ADVERTISEMENT They rose again."
    clutter = [Span(0, 11), Span(text.index("ADV"), text.index(" They"))]
    assert [span.of(text) for span in split_sentences(text, clutter)] == ["Stocks rose.", "They rose again."]


_MARKS = st.sampled_from("aTU.S N'\"”“!?…()-\n\t 1%:\\•")
_TEXTS = st.text(alphabet=_MARKS, max_size=120) | st.text(max_size=80)


@given(_TEXTS, st.lists(st.integers(0, 120), max_size=6))
def test_laws(text: str, edges: list[int]) -> None:
    """Spans are in order, disjoint, stripped, outside of clutter and cover everything that is not."""
    edges = sorted({min(edge, len(text)) for edge in edges})
    clutter = [Span(start, end) for start, end in zip(edges[::2], edges[1::2], strict=False)]
    spans = split_sentences(text, clutter)
    assert in_order(spans)
    assert all(span.of(text) == span.of(text).strip() != "" for span in spans)
    assert not any(span.overlaps(part) for span in spans for part in clutter)
    inside = {at for span in (*spans, *clutter) for at in range(span.start, span.end)}
    assert all(char.isspace() for at, char in enumerate(text) if at not in inside)


@pytest.mark.parametrize("unit", ["Stocks rose 1.2% in the U.S. The index fell. ", "Foo... ", "a\n", "  ", '." '])
def test_linear(unit: str) -> None:
    """Four times the text takes no more than about four times as long; the best of three, as machines are noisy."""

    def seconds(times: int) -> float:
        text, taken = unit * times, []
        for _ in range(3):
            start = time.process_time()
            split_sentences(text)
            taken.append(time.process_time() - start)
        return min(taken)

    assert seconds(4000) < 12 * seconds(1000) + 0.05
