"""Sentences taken out of their place."""

from __future__ import annotations

import pytest

from stories import Said, Told, story
from summarizer.summarize.cleaning import cleaned
from summarizer.summarize.dangling import points_outside
from summarizer.summarize.naming import main_entity
from summarizer.summarize.references import stand_alone
from summarizer.types import Metric


def last_sentence(text: str, told: tuple[Told, ...] = (), said: tuple[Said, ...] = ()) -> str | None:
    """What becomes of the last sentence of a story."""
    article, extraction = story(text, told, said)
    return stand_alone(article, extraction, extraction.sentences[-1:])


def test_a_generic_mention_gets_the_name_of_the_only_index_that_it_can_mean() -> None:
    """Words like "the benchmark" and "it" after a sentence about one index become that index."""
    text = "The Nikkei 225 fell 2.23% to 30,541.62. The benchmark has shed 5.6% this week."
    told = (
        Told("Nikkei 225", "2.23%", sign=-1),
        Told("Nikkei 225", "5.6%", mention="The benchmark", sign=-1),
    )
    assert last_sentence(text, told) == "The Nikkei 225 has shed 5.6% this week."
    assert last_sentence(text.replace("The benchmark", "It"), (told[0], Told("Nikkei 225", "5.6%", mention="It"))) == (
        "The Nikkei 225 has shed 5.6% this week."
    )


def test_a_description_says_which_index_is_meant() -> None:
    """Two were named before, and only one of them has such shares."""
    text = "The Russell 2000 rose 11%, the S&P 500 4.9%. The small-cap benchmark added 1.47%."
    told = (
        Told("Russell 2000", "11%"),
        Told("S&P 500", "4.9%"),
        Told("Russell 2000", "1.47%", mention="small-cap benchmark"),
    )
    assert last_sentence(text, told) == "The Russell 2000 added 1.47%."


def test_a_generic_mention_that_could_mean_two_indexes_stays_where_it_was() -> None:
    """A wrong name is worse than a missing sentence."""
    text = "The DAX gained 11.0% and the CAC 40 14.1%. It stood at 5,346 in 2007."
    told = (
        Told("DAX", "11.0%"),
        Told("CAC 40", "14.1%"),
        Told("DAX", "5,346", Metric.LEVEL, mention="It"),
    )
    assert last_sentence(text, told) is None


def test_it_that_stands_for_a_loss_is_not_the_index() -> None:
    """Then "it was the third loss" names no index."""
    text = "The DAX fell 1%. It was the third straight loss, of 3% in all."
    told = (Told("DAX", "1%"), Told("DAX", "3%", mention="It"))
    assert last_sentence(text, told) is None


def test_a_speaker_gets_full_name_and_firm() -> None:
    """A "she" and a bare surname become who they are."""
    first = "“It is early,” said Amina Okoro, head of research at Fell Partners. "
    said = "She expects the Fed to wait."
    people = (
        Said(first.strip(), "Amina Okoro", "Amina Okoro", "Fell Partners"),
        Said(said, "She", "Amina Okoro", "Fell Partners"),
    )
    assert last_sentence(first + said, said=people) == "Fell Partners' Amina Okoro expects the Fed to wait."
    surname = said.replace("She", "Okoro")
    people = (people[0], Said(surname, "Okoro", "Amina Okoro", "Fell Partners"))
    assert last_sentence(first + surname, said=people) == "Fell Partners' Amina Okoro expects the Fed to wait."


def test_he_is_not_who_spoke_before_somebody_else_came() -> None:
    """A pronoun behind another person's entrance is nobody's for sure."""
    first = "“It is early,” said Amina Okoro of Fell Partners. Fed Chair Jo Powell, meanwhile, spoke to senators. "
    said = "On Tuesday, he said the Fed can wait."
    people = (
        Said(first, "Amina Okoro", "Amina Okoro", "Fell Partners"),
        Said(said, "he", "Amina Okoro", "Fell Partners"),
    )
    assert last_sentence(first + said, said=people) is None


def test_he_said_without_a_name_stays_where_it_was() -> None:
    """An attribution to nobody is no attribution."""
    assert last_sentence("Stocks rose. The STOXX 600 has climbed without a pullback, he said.") is None


def test_yesterday_becomes_its_weekday() -> None:
    """A summary is read later than the article."""
    assert last_sentence("Yesterday, the DAX rose 1.47%.", (Told("DAX", "1.47%"),)) == "On Monday, the DAX rose 1.47%."


@pytest.mark.parametrize(
    ("sentence", "clean"),
    [
        ("- **Energy** shares rose 2%.", "Energy shares rose 2%."),
        ("TOKYO, Aug 5 (Wire) - Stocks fell.", "Stocks fell."),
        ("(Wire) - Stocks fell.", "Stocks fell."),
        ("Nov 10 - Stocks fell.", "Stocks fell."),
        ("However, stocks fell.", "Stocks fell."),
        ("But the Dow also rose.", "The Dow rose."),
        ("So far in May the Dow rose.", "So far in May the Dow rose."),
        (
            "The Dow (.DJI) and the VIX (Wall Street's fear gauge) rose.",
            "The Dow and the VIX (Wall Street's fear gauge) rose.",
        ),
        (
            "He said the ECB (European Central Bank) will wait.",
            "He said the ECB (European Central Bank) will wait.",
        ),
        ("Energy , and tech , rose.", "Energy, and tech, rose."),
        ("Oil stocks (.ORLNX601010) rose 0.6 % with Quay (QUAY.L).", "Oil stocks rose 0.6% with Quay."),
        ("The swap rate (QUA5YMIBRO=CC) fell.", "The swap rate fell."),
        ("The Orla 500 <.ORLA> rose.", "The Orla 500 rose."),
        ("LEEDS (Wire)--Stocks fell.", "Stocks fell."),
        ("NEW LEEDS _ Stocks fell.", "Stocks fell."),
        ("Porto Alegre, Sept. 11 (Wire) -- Stocks fell.", "Stocks fell."),
        ("The Orla Average ORLA, +0.20% added 0.2%.", "The Orla Average added 0.2%."),
        ("The Orla index (down 131.67 to 11,288.22, Charts) fell.", "The Orla index (down 131.67 to 11,288.22) fell."),
        ("iShares funds rose.", "iShares funds rose."),
        ("The FTSE 100 index ACME:UK100 rose +0.3% as The DAX slid.", "The FTSE 100 index rose 0.3% as the DAX slid."),
        ("At 9:30 AM; the Sensex fell.", "At 9:30 AM, the Sensex fell."),
        ("Recently, however, gold led.", "Recently gold led."),
    ],
)
def test_what_only_its_page_calls_for_goes(sentence: str, clean: str) -> None:
    """Bullets, markup, datelines, openers and tickers go; explanations stay."""
    assert cleaned(sentence) == clean


@pytest.mark.parametrize(
    "sentence",
    [
        "This indicates that the rebound has broadened.",
        "He expects rates to fall.",
        "The move surprised traders.",
        "The three gave up 2.5%, 2.6% and 2.5%.",
        "By then the Dow had shed 2%.",
        "In the same period, the S&P 500 rose 9.7%.",
        "After the close, it jumped 5%.",
        "What it changes is the arithmetic.",
        "Shares were up almost 8% at noon.",
        "Precisely for this reason, stocks fell.",
        "We raise our target to 3,750.",
        "Over four sessions, both indices have shed 1.5%.",
        "Buyers came back to the fund in the next two trading sessions.",
        "“It is telling,” the head of research adds.",
        "Warns of headwinds in Australia.",
        "Up 20.32% from its 52-week low.",
        "The stocks are down 2.8% and 3.7%, respectively.",
        "The S&P 500 has gained 8.8%.",
        "The S&P 500 had fallen nearly 1.2% to 4,870.",
        "None of these is likely to change.",
        "``You have an index that can't get through 3,775.",
        "Is spring coming for small caps?",
        "“Two years of patience bought goodwill.",
    ],
)
def test_sentences_that_point_outside_are_out(sentence: str) -> None:
    """Dangling pronouns, groups, times, owners; first persons, questions, half quotations."""
    assert points_outside(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "This week, the Nikkei 225 gained 5.4%.",
        "The rally in small caps broadened.",
        "The S&P 500 rose as investors shrugged off US data.",
        "The Dow and the Nasdaq rose, and both are at records.",
        "The Dow and the Nasdaq rose 1% and 2%, respectively.",
        "The S&P 500 has gained 8.8% so far this year.",
        "The S&P 500 has fallen 1.2% since Friday.",
        "Two of the 11 sectors fell.".replace("Two of the", "Some 2 of the"),
        "“We like banks,” said Amina Okoro of Fell Partners.",
    ],
)
def test_sentences_that_stand_by_themselves_are_in(sentence: str) -> None:
    """Dates, restricted nouns, places called US, quotations in the first person."""
    assert not points_outside(sentence)


def test_the_clause_behind_a_colon_stands_in_for_a_dangling_sentence() -> None:
    """A sentence "The index did it all at once: the S&P 500 climbed 1.36%" is told by its second half."""
    assert last_sentence("This did it all: the S&P 500 climbed 1.36% to 4,790.") == (
        "The S&P 500 climbed 1.36% to 4,790."
    )


def test_the_main_index_is_the_one_that_title_and_claims_dwell_on() -> None:
    """Not simply the first or the most frequent."""
    text = "The Dow rose 0.2%. The Russell 2000 rose 1.47% to 2442.03. The Russell 2000 is up 21% this year."
    told = (
        Told("Dow Jones Industrial Average", "0.2%", mention="Dow"),
        Told("Russell 2000", "1.47%"),
        Told("Russell 2000", "2442.03", Metric.LEVEL),
    )
    article, extraction = story(text, told, title="Small caps: Russell 2000 nears its record")
    entity = main_entity(article, extraction)
    assert entity is not None
    assert entity.name == "Russell 2000"
