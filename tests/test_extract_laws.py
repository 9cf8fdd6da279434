"""What holds of every extraction, whatever the text."""

from __future__ import annotations

import io
import re
from datetime import datetime
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from golden import SEEDS, Golden, names
from summarizer.extract import Extractor, load_extractor
from summarizer.figures import find_figures
from summarizer.ingest import read
from summarizer.types import Article, Claim, Extraction, Metric, Span, Unit, in_order

if TYPE_CHECKING:
    from collections.abc import Sequence

PUBLISHED = datetime(2024, 11, 26, 2, 37)  # noqa: DTZ001 — as printed, without a zone
QUICK = settings(max_examples=40, deadline=None)

#: What market reports are made of, so that nonsense comes near to sense.
WORDS = [
    *re.findall(
        r"\S+",
        """the Dow S&P 500 Nasdaq Composite Russell 2000 DAX it both index indexes former latter
        which and while rose fell up down gained lost by to at of than 1.2% 0.4 5,321.41 1,13,247.54
        −0.3% half a percent points 12 3303,77 nearly record high since its 2021 November Monday so
        far this week year early trading futures ETF oil yields respectively said analyst strategist
        Jane Doe Acme Capital would could target support , . ; : ( ) " “ ” — – | •""",
    ),
    "\n",
    "\n\n",
]
NONSENSE = st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join)

#: Lines that sites put around their articles.
CLUTTER = (
    "portai",
    "I'm PortAI, I can summarize articles.",
    "Share this article",
    "Subscribe to our newsletter",
    "Sign up for our newsletter",
    "Advertisement",
    "Read more",
    "All rights reserved.",
    "Risk warning: All markets carry risk. The content is for reference only and is not investment advice.",
)


def check_laws(text: str, found: Extraction) -> None:
    """What every extraction keeps."""
    assert in_order(found.sentences)
    assert all(0 <= span.start < span.end <= len(text) for span in found.sentences)
    assert list(found.claims) == sorted(found.claims, key=lambda claim: claim.span)
    spoken = {name for statement in found.statements for name in (statement.name, statement.firm)}
    for claim in found.claims:
        check_claim(text, claim)
        assert claim.sentence in found.sentences
        assert claim.speaker is None or claim.speaker in spoken
    for statement in found.statements:
        assert statement.mention.of(text)
        assert 0 <= statement.span.start < statement.span.end <= len(text)
        assert statement.name or statement.firm
    for quantity in found.quantities:
        assert quantity.span.within(quantity.sentence)
        assert not any(quantity.span.overlaps(claim.span) for claim in found.claims)


def check_claim(text: str, claim: Claim) -> None:
    """The printed figure is the claim's value up to its sign, and its slots go together."""
    assert claim.span.within(claim.sentence)
    assert 0 <= claim.mention.start < claim.mention.end <= len(text)
    figures = list(find_figures(text, claim.sentence.start, claim.sentence.end))
    assert any(f.span == claim.span and abs(f.value) == abs(claim.value) for f in figures)
    assert claim.unit is not Unit.LEVEL or claim.value >= 0
    assert (claim.metric in (Metric.LEVEL, Metric.RECORD)) <= (claim.period is None)
    if claim.metric is not Metric.FORECAST:
        assert {Metric.CHANGE: Unit.PERCENT, Metric.POINTS: Unit.POINTS}.get(claim.metric, Unit.LEVEL) is claim.unit


# ---------------------------------------------------------------- golden articles


@pytest.mark.parametrize("name", names())
def test_golden_articles_keep_the_laws(name: str, goldens: dict[str, Golden]) -> None:
    """Every claim is a printed figure of a sentence of the story; nothing is claimed of clutter."""
    golden = goldens[name]
    check_laws(golden.article.text, golden.extraction)
    for span in golden.article.clutter:
        assert not any(claim.span.overlaps(span) for claim in golden.extraction.claims)
        assert not any(statement.mention.overlaps(span) for statement in golden.extraction.statements)


def test_the_same_text_gives_the_same_claims(goldens: dict[str, Golden], extractor: Extractor) -> None:
    """Nothing is remembered from one article to the next, nor kept in the extractor."""
    again = load_extractor()
    for golden in reversed(goldens.values()):
        assert extractor(golden.article) == golden.extraction
    assert all(again(golden.article) == golden.extraction for golden in list(goldens.values())[:5])


# ---------------------------------------------------------------- any text


@QUICK
@given(st.text(max_size=400))
def test_any_characters(extractor: Extractor, text: str) -> None:
    """No text raises."""
    check_laws(text, extractor(Article("any", text, published=PUBLISHED)))


@QUICK
@given(NONSENSE, st.booleans())
def test_any_words(extractor: Extractor, text: str, dated: bool) -> None:
    """Nor do a report's words in any order, with or without a publication time."""
    check_laws(text, extractor(Article("any", text, published=PUBLISHED if dated else None)))


@QUICK
@given(st.sampled_from(names()), st.data())
def test_mutated_articles(extractor: Extractor, goldens: dict[str, Golden], name: str, data: st.DataObject) -> None:
    """Nor do articles with words deleted, doubled or exchanged, and marks put in."""
    text = mutated(goldens[name].article.text, data)
    check_laws(text, extractor(Article("mutated", text, published=PUBLISHED)))


@QUICK
@given(NONSENSE, st.lists(st.tuples(st.integers(0, 200), st.integers(0, 40)), max_size=4))
def test_clutter_is_never_claimed(extractor: Extractor, text: str, places: list[tuple[int, int]]) -> None:
    """What is marked as clutter holds no claim and lies in no sentence."""
    clutter: list[Span] = []
    for start, length in sorted(places):
        span = Span(min(start, len(text)), min(start + length, len(text)))
        if span.start < span.end and not (clutter and clutter[-1].overlaps(span)):
            clutter.append(span)
    found = extractor(Article("any", text, published=PUBLISHED, clutter=tuple(clutter)))
    check_laws(text, found)
    assert not any(claim.span.overlaps(span) for claim in found.claims for span in clutter)


def mutated(text: str, data: st.DataObject) -> str:
    """The text with a few of its words changed, and cut somewhere."""
    words = text.split(" ")
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(words) - 1))
        other = data.draw(st.integers(0, len(words) - 1))
        match data.draw(st.sampled_from(["delete", "double", "exchange", "mark", "join"])):
            case "delete" if len(words) > 1:
                del words[at]
            case "double":
                words.insert(at, words[at])
            case "exchange":
                words[at], words[other] = words[other], words[at]
            case "mark":
                words[at] += data.draw(
                    st.sampled_from([",", ".", '"', "”", "(", ")", ":", ";", "—", "\n\n", "%", "$", "-"])
                )
            case _ if at + 1 < len(words):
                words[at : at + 2] = [words[at] + words[at + 1]]
    return " ".join(words)


# ---------------------------------------------------------------- clutter around an article


def as_told(text: str, claims: Sequence[Claim]) -> list[tuple[object, ...]]:
    """The claims without their offsets."""
    slots = ("entity", "metric", "value", "unit", "period", "date", "hedge", "speaker")
    return [
        (claim.span.of(text), claim.mention.of(text), *(getattr(claim, slot) for slot in slots)) for claim in claims
    ]


@QUICK
@given(
    st.sampled_from(names()),
    st.lists(st.sampled_from(CLUTTER), max_size=2),
    st.lists(st.sampled_from(CLUTTER), max_size=3),
)
def test_clutter_around_an_article_changes_nothing(
    extractor: Extractor, goldens: dict[str, Golden], name: str, before: list[str], after: list[str]
) -> None:
    """A site's lines above and below an article leave its claims and speakers as they are."""
    body = (SEEDS / f"{name}.txt").read_text("utf-8")
    page = "\n\n".join([*before, body, *after])
    article = read("-", stdin=io.BytesIO(page.encode()))
    golden = goldens[name]
    found = extractor(article)
    assert article.published == golden.article.published
    assert as_told(page, found.claims) == as_told(golden.article.text, golden.extraction.claims)
    assert [(s.name, s.role, s.firm) for s in found.statements] == [
        (s.name, s.role, s.firm) for s in golden.extraction.statements
    ]


# ---------------------------------------------------------------- size


def test_a_long_text_takes_its_sentences_one_by_one(extractor: Extractor) -> None:
    """The claims of a text told a hundred times are its claims a hundred times, at the offsets of each."""
    paragraph = "The Russell 2000 rose 1.47% on Monday. The S&P 500 fell 0.3% to 5,969.34.\n\n"
    once = extractor(Article("one", paragraph, published=PUBLISHED)).claims
    claims = extractor(Article("many", paragraph * 100, published=PUBLISHED)).claims
    assert len(claims) == 100 * len(once)
    for copy, (first, second) in enumerate(pairwise([*range(0, len(claims), len(once)), len(claims)])):
        spans = [claim.span.shifted(copy * len(paragraph)) for claim in once]
        assert [claim.span for claim in claims[first:second]] == spans
