"""Summaries whose every sentence proves."""

from __future__ import annotations

import pytest

from stories import Cutter, Drafter, Said, Told, prover, story
from summarizer.summarize import summarize
from summarizer.summarize.build import length_for
from summarizer.types import Metric, Period, Style, in_order

TEXT = """\
Small caps jumped on Monday as investors bet on tax cuts under the new administration.

The Russell 2000 index (.RUT), which measures U.S. small-cap stocks, rose 1.47% to 2442.03, with an intraday \
increase of 2.5%.

So far in November, the Russell 2000 index has risen 11%, while the S&P 500 has only increased by 4.9% this \
month.

Amina Okoro, chief strategist at Fell Partners, said in a note on Monday that small caps could rise by \
spring if rates fall.

Utilities and staples lagged, and volume was above its average of the past month on both exchanges. """ + (
    "Brokers said that orders from abroad came late in the day, well after the usual rush at the open. " * 4
)
CLAIMS = (
    Told("Russell 2000", "1.47%"),
    Told("Russell 2000", "2442.03", Metric.LEVEL),
    Told("Russell 2000", "2.5%", period=Period.INTRADAY),
    Told("Russell 2000", "11%", period=Period.MONTH),
    Told("S&P 500", "4.9%", period=Period.MONTH),
)
SPEAKERS = (Said("Amina Okoro, chief", "Amina Okoro", "Amina Okoro", "Fell Partners"),)


def test_a_summary_leads_with_the_main_move_and_proves() -> None:
    """One paragraph of the right length, every figure cited, tickers and asides gone."""
    article, extraction = story(TEXT, CLAIMS, SPEAKERS)
    summary = summarize(article, extraction, Cutter(), prover(article, extraction))
    assert summary is not None
    assert summary.verified
    assert "rose 1.47% to 2442.03" in summary.text
    assert ".RUT" not in summary.text
    assert "\n" not in summary.text
    assert 40 <= len(summary.text.split()) <= 75
    assert (summary.model, summary.revision) == ("cutter", "sha256:cut")


def test_spans_and_citations_lead_back_to_the_article() -> None:
    """Sentences are in order and name their sources; a citation's figure is printed on both sides."""
    article, extraction = story(TEXT, CLAIMS, SPEAKERS)
    summary = summarize(article, extraction, Cutter(), prover(article, extraction))
    assert summary is not None
    assert in_order([sentence.span for sentence in summary.sentences])
    assert all(set(sentence.sources) <= set(extraction.sentences) for sentence in summary.sentences)
    assert all(sentence.sources for sentence in summary.sentences)
    for citation in summary.citations:
        assert citation.span.of(summary.text) == citation.source.of(article.text)
        assert citation.source == extraction.claims[citation.claim].span
    cited = {citation.claim for citation in summary.citations}
    assert set(summary.omitted) == set(range(len(extraction.claims))) - cited


def test_origin_says_who_chose_the_words() -> None:
    """It is "model" where a model left something out, "source" where the sentence is the article's own."""
    article, extraction = story(TEXT, CLAIMS, SPEAKERS)
    prove = prover(article, extraction)
    timid = summarize(article, extraction, Cutter(timid=True), prove)
    bold = summarize(article, extraction, Cutter(), prove)
    assert timid is not None
    assert bold is not None
    assert {sentence.origin for sentence in timid.sentences} == {"source"}
    assert "model" in {sentence.origin for sentence in bold.sentences}


def test_a_short_form_that_does_not_prove_gives_way_to_a_longer_one() -> None:
    """The sentence is told whole rather than wrong."""
    article, extraction = story(TEXT, CLAIMS, SPEAKERS)
    prove = prover(article, extraction, "index rose 1.47%")
    summary = summarize(article, extraction, Cutter(), prove)
    assert summary is not None
    assert "which measures U.S. small-cap stocks, rose 1.47%" in summary.text


def test_a_point_that_never_proves_is_left_out() -> None:
    """No form of it, the others stay."""
    article, extraction = story(TEXT, CLAIMS, SPEAKERS)
    summary = summarize(article, extraction, Cutter(), prover(article, extraction, "Okoro"))
    assert summary is not None
    assert "Okoro" not in summary.text
    assert "1.47%" in summary.text


def test_a_bare_figure_is_not_told_twice() -> None:
    """In other words, where extraction found it once; another index's equal figure is told."""
    text = (
        "The Russell 2000 rose 1.47% to 2442.03 on Monday as investors bet on tax cuts.\n\n"
        "The benchmark Russell 2000 gained 1.47%, which pleased those who had bought it in May.\n\n"
        "In Tokyo the Nikkei 225 put on 1.47% while traders had their lunch."
    )
    claims = (Told("Russell 2000", "1.47%"), Told("Russell 2000", "2442.03", Metric.LEVEL))
    article, extraction = story(text, claims)
    summary = summarize(article, extraction, Cutter(), prover(article, extraction))
    assert summary is not None
    assert "Russell 2000 gained 1.47%." not in summary.text
    assert "Nikkei 225 put on 1.47%" in summary.text


def test_nothing_that_proves_is_no_summary() -> None:
    """Better none than an unproved one."""
    article, extraction = story(TEXT, CLAIMS, SPEAKERS)
    assert summarize(article, extraction, Cutter(), prover(article, extraction, "s")) is None


def test_nothing_to_tell_is_no_summary() -> None:
    """An empty story."""
    article, extraction = story("")
    assert summarize(article, extraction, Cutter(), prover(article, extraction)) is None


def test_bullets_are_three_lines_each_with_its_span() -> None:
    """A point a line; the spans lead to the sentences, not to their marks."""
    article, extraction = story(TEXT, CLAIMS, SPEAKERS)
    summary = summarize(article, extraction, Cutter(), prover(article, extraction), Style.BULLETS)
    assert summary is not None
    lines = summary.text.splitlines()
    assert len(lines) == len(summary.sentences) == 3
    assert [f"- {sentence.span.of(summary.text)}" for sentence in summary.sentences] == lines


def test_a_headline_is_one_short_line_with_the_main_move() -> None:
    """Without a full stop, proved like any summary."""
    article, extraction = story(TEXT, CLAIMS, SPEAKERS)
    summary = summarize(article, extraction, Cutter(), prover(article, extraction), Style.HEADLINE)
    assert summary is not None
    assert len(summary.text) < 100
    assert "1.47%" in summary.text
    assert not summary.text.endswith(".")
    assert [sentence.span.of(summary.text) for sentence in summary.sentences] == [summary.text]


def test_a_join_that_does_not_prove_is_undone() -> None:
    """The sentences stay apart when their union is wrong."""
    text = "The DAX rose 1.2% on Friday. The CAC 40 lost 0.3% on Friday."
    told = (Told("DAX", "1.2%"), Told("CAC 40", "0.3%", sign=-1))
    article, extraction = story(text, told)
    joined = summarize(article, extraction, Cutter(), prover(article, extraction))
    apart = summarize(article, extraction, Cutter(), prover(article, extraction, ", while the CAC"))
    assert joined is not None
    assert joined.text == "The DAX rose 1.2% on Friday, while the CAC 40 lost 0.3% on Friday."
    assert apart is not None
    assert apart.text == text


def test_views_keep_speaker_firm_modality_and_condition() -> None:
    """Who says it, how sure, and under which condition: however short the form."""
    article, extraction = story(TEXT, CLAIMS, SPEAKERS)
    summary = summarize(article, extraction, Cutter(), prover(article, extraction))
    assert summary is not None
    assert "Amina Okoro at Fell Partners said that small caps could rise by spring if rates fall." in summary.text


def test_a_draft_keeps_what_proves_and_the_construction_fills_the_rest() -> None:
    """A larger model's wrong sentence goes; the lead that it forgot is told by the construction."""
    article, extraction = story(TEXT, CLAIMS, SPEAKERS)
    draft = "Small caps have gained 11% this month against 4.9% for the S&P 500. The Russell 2000 crashed 9.9%."
    summary = summarize(article, extraction, Drafter(draft), prover(article, extraction))
    assert summary is not None
    assert "crashed" not in summary.text
    origins = {sentence.span.of(summary.text): sentence.origin for sentence in summary.sentences}
    assert origins["Small caps have gained 11% this month against 4.9% for the S&P 500."] == "model"
    assert summary.sentences[0].origin == "source"
    assert "1.47%" in summary.sentences[0].span.of(summary.text)


def test_a_worthless_draft_leaves_the_construction() -> None:
    """Nothing of it proves: the summary is built."""
    article, extraction = story(TEXT, CLAIMS, SPEAKERS)
    summary = summarize(article, extraction, Drafter("The moon is 77% cheese."), prover(article, extraction))
    assert summary is not None
    assert "1.47%" in summary.text
    assert "cheese" not in summary.text


@pytest.mark.parametrize(("words", "low", "high", "most"), [(80, 20, 50, 4), (200, 40, 80, 6), (5000, 55, 95, 7)])
def test_length_follows_the_article(words: int, low: int, high: int, most: int) -> None:
    """A note, a report, a long piece."""
    length = length_for(words)
    assert (length.low, length.high, length.most) == (low, high, most)
