"""What may be left out of a sentence, and how the rest is printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.summarize.printing import cover, quoted_words, render
from summarizer.summarize.segments import find_segments

if TYPE_CHECKING:
    from random import Random


def shortest(sentence: str) -> str:
    """The sentence without all of its segments."""
    words = sentence.split()
    segments = find_segments(words)
    gone = {index for segment in segments for index in range(segment.start, segment.end)}
    return render(words, [index for index in range(len(words)) if index not in gone], segments) or ""


@pytest.mark.parametrize(
    ("sentence", "short"),
    [
        ("The S&P 500 (.SPX), a broad gauge, rose 1.2% to 4,870.", "The S&P 500 rose 1.2% to 4,870."),
        ("The Dow added 284.97 points, or 0.9%, to 39,899.28.", "The Dow added 0.9% to 39,899.28."),
        ("The DAX rose 0.9%, or 120 points, to 18,000.", "The DAX rose 0.9% to 18,000."),
        ("The DAX rose 0.9%, or 120 points.", "The DAX rose 0.9%."),
        (
            "The Russell 2000 index, which measures U.S. small-cap stocks, rose 1.47% to 2442.03.",
            "The Russell 2000 index rose 1.47% to 2442.03.",
        ),
        ("The Nifty gained 0.5%, led by banks, as oil slid.", "The Nifty gained 0.5%."),
        ("The Nasdaq rose 1%, while the Dow fell 0.2%.", "The Nasdaq rose 1%."),
        ("The CAC 40 fell 1%; the FTSE MIB lost 2%.", "The CAC 40 fell 1%."),
        ("Meanwhile, the Topix sank 2%.", "The Topix sank 2%."),
        ("Buoyed by chip makers, the Nasdaq rose 1%.", "The Nasdaq rose 1%."),
        ("On Monday, November 25, the Nasdaq rose 1%.", "On Monday, the Nasdaq rose 1%."),
        ("The DAX rose sharply by 2% on Friday.", "The DAX rose by 2% on Friday."),
        (
            "Kemi Adeyemi, chief strategist at Corrib Capital, regards the rally as tired.",
            "Kemi Adeyemi at Corrib Capital regards the rally as tired.",
        ),
        (
            "Corrib analysts said in a note to clients on Monday that profits could fall.",
            "Corrib analysts said that profits could fall.",
        ),
        ("Every rise in the yen, which gained 2%, erodes margins.", "Every rise in the yen erodes margins."),
    ],
)
def test_secondary_parts_go(sentence: str, short: str) -> None:
    """Brackets, points beside percent, appositions, tails and openers can go; the rest reads well."""
    assert shortest(sentence) == short


@pytest.mark.parametrize(
    "sentence",
    [
        "Stocks could fall 5%, if growth slows.",
        "The index will not fall, unless rates rise.",
        "Stocks are cheap, said Kemi Adeyemi of Corrib.",
        '"The rally, which began in May, is tired," said Kemi Adeyemi.',
        "In London, the FTSE 100 closed at 8,012.",
        "Year-to-date, the Russell 2000 has risen by 21%.",
        "The Dow and the Nasdaq rose 1% and 2%, respectively.",
        "Ever since the bank cut rates, with growth slowing, funds have bought bonds.",
        "The Nasdaq fell 1%, and is still likely to end the year higher.",
        "The S&P 500 fell 137.12 points (4.40%) on the day.",
    ],
)
def test_what_carries_the_meaning_stays(sentence: str) -> None:
    """Conditions, attributions, quotations, places, periods, pairs and main clauses are no segments."""
    assert shortest(sentence) == sentence


def test_an_unknown_main_verb_is_never_swallowed() -> None:
    """A clause before the verb ends at the verb, even when the verb is in no list."""
    words = [
        "The",
        "fund,",
        "led",
        "by",
        "Kemi",
        "Adeyemi,",
        "oscillated",
        "wildly,",
        "weighed",
        "by",
        "fees.",
    ]
    assert all("oscillated" not in words[segment.start : segment.end] for segment in find_segments(words))


VOCABULARY = """
The Dow, rose fell 1.2%, to 4,870. while which and points, or (.DJI) said Kemi, chief at Acme, on Monday, as
led by banks; “we think” not if respectively. - in a note
"""
WORDS = st.lists(st.sampled_from(VOCABULARY.split()), min_size=1, max_size=30)


@given(WORDS)
def test_segments_lie_inside_the_sentence_and_outside_of_quotations(words: list[str]) -> None:
    """Whatever the words, a segment is a proper part of them and cuts no quotation."""
    quoted = quoted_words(words)
    for segment in find_segments(words):
        assert 0 <= segment.start < segment.end <= len(words)
        assert segment.end - segment.start < len(words)
        assert not any(quoted[segment.start : segment.end])


@given(WORDS, st.randoms(use_true_random=False))
def test_any_union_of_segments_can_be_printed(words: list[str], random: Random) -> None:
    """Leaving out any segments gives the kept words in order; anything else gives none."""
    segments = find_segments(words)
    chosen = [segment for segment in segments if random.random() < 0.5]
    gone = {index for segment in chosen for index in range(segment.start, segment.end)}
    kept = [index for index in range(len(words)) if index not in gone]
    text = render(words, kept, segments)
    assert (text is None) == (not kept)
    if text:
        plain = [word.strip(".,;:—-()“”\"'").lower() for word in text.split()]
        assert [word for word in plain if word] == [
            word for word in (words[index].strip(".,;:—-()“”\"'").lower() for index in kept) if word
        ]
    for index in set(range(len(words))) - {i for s in segments for i in range(s.start, s.end)}:
        assert cover(len(words), [i for i in range(len(words)) if i != index], segments) is None
