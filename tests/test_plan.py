"""Which points a summary tells, and in which order."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from stories import Said, Told, story
from summarizer.summarize.plan import Role, in_reading_order, plan
from summarizer.summarize.units import find_units
from summarizer.types import Article, Metric, Period

if TYPE_CHECKING:
    from summarizer.extract import Extractor

WRAP = """\
Small caps jumped on Monday as investors bet on tax cuts.

The Russell 2000 rose 1.47% to 2442.03, its best close since 2021. The Dow gained 0.3% on the day.

So far in November, the Russell 2000 has risen 11%, while the S&P 500 has gained 4.9%.

Amina Okoro, chief strategist at Fell Partners, said small caps could rise another 5% if rates fall.

Okoro is also fond of sailing. The Russell 2000 rose 1.47% on Monday.

Where is the money going? This indicates that the rebound has broadened."""
CLAIMS = (
    Told("Russell 2000", "1.47%"),
    Told("Russell 2000", "2442.03", Metric.LEVEL),
    Told("Dow Jones Industrial Average", "0.3%", mention="Dow"),
    Told("Russell 2000", "11%", period=Period.MONTH),
    Told("S&P 500", "4.9%", period=Period.MONTH),
    Told("Russell 2000", "1.47%", after="sailing"),
)
SPEAKERS = (
    Said(
        "Amina Okoro, chief strategist at Fell Partners, said small caps could rise",
        "Amina Okoro",
        "Amina Okoro",
        "Fell Partners",
    ),
)


def test_the_lead_is_the_main_indexs_session_with_its_level() -> None:
    """Not the scene, not another index, not a longer period."""
    article, extraction = story(WRAP, CLAIMS, SPEAKERS)
    lead, *_ = plan(article, extraction)
    assert lead.role is Role.LEAD
    assert lead.text.startswith("The Russell 2000 rose 1.47% to 2442.03")
    assert lead.required == ("1.47",)


def test_driver_context_and_view_follow() -> None:
    """A cause, the longer period beside another index, and who says what comes next."""
    article, extraction = story(WRAP, CLAIMS, SPEAKERS)
    points = plan(article, extraction)
    texts = {point.role: point.text for point in reversed(points)}
    assert "as investors bet" in texts[Role.DRIVER]
    assert "So far in November" in texts[Role.CONTEXT]
    assert "Amina Okoro" in texts[Role.VIEW]
    assert all(point.reason for point in points)


def test_nothing_is_told_twice() -> None:
    """A sentence whose claims are told already is no point."""
    article, extraction = story(WRAP, CLAIMS, SPEAKERS)
    points = plan(article, extraction)
    assert sum("1.47%" in point.text for point in points) == 1
    assert len({point.sentences for point in points}) == len(points)


def test_questions_and_dangling_sentences_are_no_points() -> None:
    """What can't stand alone is left where it is."""
    article, extraction = story(WRAP, CLAIMS, SPEAKERS)
    told = " ".join(point.text for point in plan(article, extraction))
    assert "Where is" not in told
    assert "This indicates" not in told


def test_reading_order_is_scene_lead_story_views() -> None:
    """The article's order within the story; the views last."""
    article, extraction = story(WRAP, CLAIMS, SPEAKERS)
    roles = [point.role for point in in_reading_order(plan(article, extraction))]
    assert roles[:2] == [Role.DRIVER, Role.LEAD]
    assert roles[-1] is Role.VIEW


def test_an_article_without_claims_is_led_by_its_beginning() -> None:
    """A story on a company, a yield or a commodity has points too."""
    text = (
        "FedEx shares rose in late trading on Thursday after the carrier beat expectations. "
        "Revenue rose 3% to $22.2 billion. The carrier expects a $1 billion hit from new trade rules."
    )
    article, extraction = story(text, title="FedEx jumps after hours")
    points = plan(article, extraction)
    assert points[0].text.startswith("FedEx shares rose")
    assert len(points) > 1


def test_an_empty_article_has_no_points() -> None:
    """Nothing in, nothing out."""
    assert plan(*story("")) == ()


def test_a_row_of_figures_is_told_with_a_verb() -> None:
    """A table's first row becomes a sentence, with the direction of its sign."""
    text = "STI 4,027.62, 0.41%. The bank index gained on hopes of cheaper money."
    told = (
        Told("Straits Times Index", "4,027.62", Metric.LEVEL, mention="STI"),
        Told("Straits Times Index", "0.41%", mention="STI", sign=-1),
    )
    article, extraction = story(text, told)
    assert plan(article, extraction)[0].text == "The STI fell 0.41% to 4,027.62."


def test_a_quotation_over_several_sentences_is_one_unit() -> None:
    """Half a quotation is never told."""
    text = "“It was a dream. It will end,” said Amina Okoro. The Dow fell."
    article, extraction = story(text)
    printed = [article.text[unit[0].start : unit[-1].end] for unit in find_units(article, extraction.sentences)]
    assert printed == ["“It was a dream. It will end,” said Amina Okoro.", "The Dow fell."]


def test_a_state_that_the_close_overtook_is_not_told() -> None:
    """A live report's tick on the way is worth less than anything else."""
    text = (
        "The S&P 500 fell 1.70% to 3,790.38. The S&P 500 was up 1.3% at noon. "
        "The Nasdaq Composite lost 1.8% on the day after the Fed raised rates."
    )
    told = (
        Told("S&P 500", "1.70%", sign=-1),
        Told("S&P 500", "3,790.38", Metric.LEVEL),
        Told("S&P 500", "1.3%", period=Period.INTRADAY),
        Told("Nasdaq Composite", "1.8%", sign=-1),
    )
    article, extraction = story(text, told)
    texts = [point.text for point in plan(article, extraction)]
    assert "noon" not in " ".join(texts[:2])


def test_a_figure_whose_index_is_named_elsewhere_is_no_point() -> None:
    """A level below a section's heading tells nobody of which index it is; of the article's own it may be told."""
    text = (
        "The Dow rose 1% on Monday to 44,296.51.\n\nHong Kong: the Hang Seng fell 2%.\n\nBrokers see support at 7,900."
    )
    told = (
        Told("Dow", "1%"),
        Told("Dow", "44,296.51", Metric.LEVEL),
        Told("Hang Seng", "2%", sign=-1),
        Told("Hang Seng", "7,900", Metric.LEVEL, mention="support"),
    )
    article, extraction = story(text, told)
    heading = extraction.claims[2].mention
    claims = (*extraction.claims[:3], replace(extraction.claims[3], mention=heading))
    texts = {point.text for point in plan(article, replace(extraction, claims=claims))}
    assert not any("7,900" in text for text in texts)
    own = (*extraction.claims[:3], replace(claims[3], entity=claims[0].entity))
    assert any("7,900" in point.text for point in plan(article, replace(extraction, claims=own)))


def test_disclaimers_and_headlines_among_prose_are_no_points(extractor: Extractor) -> None:
    """What a page says of itself, and its key points, once the story tells enough in sentences."""
    page = (
        "The Dow rose 0.4% again.\n\nFutures do not necessarily predict prices.\n\nOrla closed all its shops by the sea"
    )
    prose = (
        "Quay Motors hired a painter for its cars. Fell Partners closed a deal with Brussels. "
        "Amina Okoro opened the town hall of Leeds. Tallow & Sons baked bread for the fleet. "
        "Harbour Rail ordered engines from Poland."
    )

    def texts(text: str) -> set[str]:
        article = Article("story", text, published=datetime(2024, 11, 26, tzinfo=UTC))
        return {point.text for point in plan(article, extractor(article))}

    assert "Orla closed all its shops by the sea" in texts(page)
    told = texts(f"{page}\n\n{prose}")
    assert "Fell Partners closed a deal with Brussels." in told
    assert not any("predict" in text or "by the sea" in text for text in told)
