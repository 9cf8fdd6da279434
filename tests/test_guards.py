"""What a short form must not lose."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stories import kept_of
from summarizer.summarize.guards import find_faults


@pytest.mark.parametrize(
    ("sentence", "short", "fault"),
    [
        ("The Fed did not cut rates.", "The Fed did cut rates.", "negation"),
        ("Stocks won't fall further.", "Stocks fall further.", "negation"),
        ("Stocks could fall 5% by May.", "Stocks fall 5% by May.", "modality"),
        ("The Dow lost about 2% today.", "The Dow lost 2% today.", "hedge"),
        ("A rise to 8,500 is likely this year.", "A rise to 8,500 is this year.", "hedge"),
        ("The Dow is down 2% at 38,000.", "The Dow is 2% at 38,000.", "direction"),
        ("Stocks may rise, if growth holds, by 5%.", "Stocks may rise by 5%.", "condition"),
        ("Rates will fall, said Jane Doe.", "Rates will fall.", "attribution"),
        ("Rates will fall, according to Acme analysts.", "Rates will fall.", "attribution"),
        ("The Dow fell after the Fed spoke.", "fell after the Fed spoke.", "subject"),
        ("So far in November, the index rose 11%.", "the index rose 11%.", "period"),
        ("The index rose 11% this year to 5,000.", "The index rose 11% to 5,000.", "period"),
        ("On Monday, the Dow fell 2.1%.", "the Dow fell 2.1%.", "period"),
        (
            "The Dow and the DAX rose 1% and 2%, respectively.",
            "The Dow rose 1% and 2%, respectively.",
            "respectively",
        ),
        ('He called it "a gift for bulls" on air.', 'He called it "a gift on air.', "unbalanced"),
        ("The Dow (up 2% today) led.", "The Dow (up led.", "unbalanced"),
        ("The Nikkei fell 1% and the Topix 0.3% today.", "The Nikkei fell 1% and 0.3% today.", "index"),
        ("Prices rose 3% in May from a year earlier.", "Prices rose 3% in May.", "period"),
        ("At 9:20 AM, the Nifty was down 0.4%.", "the Nifty was down 0.4%.", "period"),
        ("The Stoxx 600 gained 0.1% in morning trading.", "The Stoxx 600 gained 0.1%", "period"),
        ("If it breaks 22,800 and closes below, it may fall.", "If it breaks 22,800 it may fall.", "condition"),
        ("A majority of S&P 500 sectors are higher.", "S&P 500 sectors are higher.", "hedge"),
        ("Prices have slightly risen since May.", "Prices have risen since May.", "hedge"),
        ("Annual sales in the data unit stood at 1.6 billion.", "Annual sales stood at 1.6 billion.", "subject"),
        ("Growth, the ECB's Luis Guindos said on Monday, could slow.", "Growth, could slow.", "attribution"),
        ("In Europe, full-year sales fell 2.3%.", "full-year sales fell 2.3%.", "place"),
        ("The index fell 57 points to 4,870, or 0.7%.", "The index fell to 0.7%.", "figure"),
    ],
)
def test_a_form_that_changes_the_meaning_is_named(sentence: str, short: str, fault: str) -> None:
    """Each loss has its own short name."""
    assert fault in find_faults(sentence.split(), kept_of(sentence, short))


@pytest.mark.parametrize(
    ("sentence", "short"),
    [
        ("The Dow, which did not fall in May, rose 2%.", "The Dow, rose 2%."),
        ("The Dow rose 341 points, or 0.9%, to 39,899.", "The Dow rose 0.9%, to 39,899."),
        ("The Nasdaq (.IXIC) rose 1%.", "The Nasdaq rose 1%."),
        ("The Nasdaq rose 1%, while the Dow fell 0.2%.", "The Nasdaq rose 1%,"),
        ("On Monday, November 25, the Dow fell 2.1%.", "On Monday, the Dow fell 2.1%."),
        ("The Dow rose 2%, its best day since 2021.", "The Dow rose 2%,"),
        ("The ETF gained 4.8% in May and has returned 21.9% this year.", "The ETF gained 4.8% in May"),
        ("The Fed cut its rate to 7% and said it would aim for 3%.", "The Fed cut its rate to 7%"),
        ("The Dow Jones Industrial Average was down 1%.", "The Dow was down 1%."),
        ("The Kosdaq rose by 7.04 points, or 0.9%, to 756.32.", "The Kosdaq rose by 0.9%, to 756.32."),
        ("In London, the FTSE 100 fell 0.3%.", "the FTSE 100 fell 0.3%."),
        ("The Hang Seng Tech Index gained 2.7%.", "The Hang Seng Tech gained 2.7%."),
        ("The Dow and the DAX rose 1% and 2%, respectively.", "The Dow and the DAX rose 1% and 2%,"),
        ("Meanwhile, Acme analysts also said profits could fall.", "Acme analysts said profits could fall."),
    ],
)
def test_a_form_that_only_says_less_is_safe(sentence: str, short: str) -> None:
    """Brackets, points, relative clauses, contrasts and openers can go."""
    assert find_faults(sentence.split(), kept_of(sentence, short)) == ()


def test_what_is_required_must_survive() -> None:
    """A key figure that is gone is a fault, however clean the cut."""
    words = ["The", "Dow", "rose", "2%,", "taking", "its", "gain", "this", "year", "to", "21%."]
    assert "required" in find_faults(words, range(4), required=("21",))


@given(
    st.lists(
        st.sampled_from(["the", "Dow", "rose", "not", "could", "2%", "(.DJI)", "about", "said", "“we", "think”"]),
        max_size=20,
    )
)
def test_the_whole_sentence_loses_nothing(words: list[str]) -> None:
    """Keeping every word can only be faulted for what the sentence itself lacks."""
    assert set(find_faults(words, range(len(words)))) <= {"unbalanced"}
