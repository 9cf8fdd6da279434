"""Plain text: headline, publisher, time, and what is not the story."""

from __future__ import annotations

import textwrap
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.ingest import mark_clutter
from summarizer.ingest.clutter import parse_clutter
from summarizer.ingest.paragraphs import find_paragraphs, joined
from summarizer.ingest.plain import parse_plain
from summarizer.types import Article, in_order

STORY = """The Russell 2000 climbed 1.4% on Monday, its best session in three weeks, as traders bet that \
lower borrowing costs would help small companies first.

"It is early days," said Ada Quist, chief strategist at Lund & Vale. The S&P 500 added 0.3%."""

PASTED = f"""Small caps wake up as rate cuts near

Harbour Daily
2024.11.26 02:37
portai
I'm PortAI, I can summarize articles.

Is the long sleep over for the market's smallest?

{STORY}

Share | Like | Comment
Risk disclosure: the market has risks. This article does not constitute investment advice.
"""


def clutter(article: Article) -> list[str]:
    """The printed text of what is marked."""
    return [span.of(article.text) for span in article.clutter]


def test_pasted_page() -> None:
    """A page as people paste it: all it says of itself is found, and only the story is left."""
    article = parse_plain(PASTED)
    assert article.title == "Small caps wake up as rate cuts near"
    assert article.publisher == "Harbour Daily"
    assert article.published == datetime(2024, 11, 26, 2, 37)  # noqa: DTZ001 - none printed
    assert clutter(article) == [
        "Small caps wake up as rate cuts near",
        "Harbour Daily",
        "2024.11.26 02:37",
        "portai",
        "I'm PortAI, I can summarize articles.",
        "Share | Like | Comment",
        "Risk disclosure: the market has risks. This article does not constitute investment advice.",
    ]


def test_labelled_headers() -> None:
    """Headers with labels are read as what they say."""
    article = parse_plain(f"Headline: Small caps rise\nDate: 26 Nov 2024\nSource: Harbour Daily\n\n{STORY}")
    assert (article.title, article.publisher) == ("Small caps rise", "Harbour Daily")
    assert article.published == datetime(2024, 11, 26)  # noqa: DTZ001 - none printed


def test_publication_before_update() -> None:
    """Of two times the one of publication is taken."""
    article = parse_plain(f"Small caps rise\n\nUpdated Nov 27, 2024 09:00\nPublished Nov 26, 2024 08:00\n\n{STORY}")
    assert article.published == datetime(2024, 11, 26, 8)  # noqa: DTZ001 - none printed


@pytest.mark.parametrize("width", [60, 72, 80, 100])
def test_hard_wrapped(width: int) -> None:
    """A text wrapped at a mail's width gives the same headline and the same clutter."""
    wrapped = "\n".join(textwrap.fill(line, width, break_on_hyphens=False) for line in PASTED.split("\n"))
    article = parse_plain(wrapped)
    assert article.title == "Small caps wake up as rate cuts near"
    assert [" ".join(text.split()) for text in clutter(article)] == clutter(parse_plain(PASTED))


@pytest.mark.parametrize(
    "text",
    [
        STORY,
        textwrap.fill(STORY.replace("\n", " "), 72),
        "The S&P 500 rose 1.2%.",
        "S&P 500 5,310.42 +1.2%\nNasdaq 16,731.90 +1.3%\nDow 39,899.28 +0.9%",
        "- Dow up 0.3%\n- S&P 500 down 0.1%\n\nThe market was quiet on Monday, traders said.",
        "S&P 500 up 1.2% at 6,000\nNasdaq fell 0.3%.\nDow rose 12 points.",
    ],
)
def test_no_headline(text: str) -> None:
    """A lone paragraph, a wrapped first sentence, a note and a list have no headline: all of it is story."""
    article = parse_plain(text)
    assert article.title is None
    assert article.clutter == ()


def test_time_in_story_is_not_taken() -> None:
    """A date in the middle of a sentence is not when the article was published."""
    text = f"Small caps rise\n\nThe gauge last peaked on November 8, 2021, at 2442.74.\n\n{STORY}"
    assert parse_plain(text).published is None


def test_given_title_is_marked_once() -> None:
    """A body that repeats the given title, in capitals or with the site's name, has that line marked."""
    body = f"SMALL CAPS RISE - Harbour Daily\n\n{STORY}"
    article = mark_clutter(Article("a", body, title="Small caps rise"))
    assert clutter(article) == ["SMALL CAPS RISE - Harbour Daily"]
    assert article.title == "Small caps rise"
    alone = mark_clutter(Article("a", "Small caps rise", title="Small caps rise"))
    assert alone.clutter == ()


@pytest.mark.parametrize(
    "line",
    [
        "portai",
        "Share to: WeChat | Weibo | Copy link",
        "Like (218) Comment (64) Repost (97)",
        "Subscribe to our newsletter for more",
        "Sign up here",
        "Follow us on WhatsApp",
        "Read more: Why small caps lag",
        "Also read: Five funds for the new year",
        "Click here for the full version.",
        "Story continues below Advertisement",
        "This site uses cookies to improve your visit.",
        "(Reporting by A. Writer in Oslo; Editing by B. Desk)",
        "Our Standards: the trust principles",
        "© 2024 Harbour Daily. All rights reserved.",
        "Image source: Harbour Daily",
        "The content above represents only the view of the author.",
        "Disclaimer: nothing here is advice.",
        "This article was produced by a partner.",
        "Edited by Ada Quist | Proofread by Jon Roe",
        "#stocks #smallcaps",
        "Home > Markets > In-depth",
    ],
)
def test_furniture(line: str) -> None:
    """Every kind of site furniture is told by a whole line."""
    assert parse_clutter(line)


@pytest.mark.parametrize(
    "paragraph",
    [
        "Share prices rose 1.2%.",
        "Shares in Tokyo followed the market.",
        "Follow the money",
        "Cookies and crackers lifted the food maker's sales.",
        "Views on the market differ: the index may gain another 3%, or lose it.",
        "The Dow rose 1.1%. This does not constitute investment advice.",
        "(c) Rates. With the Fed on hold at 3.5%, long bonds get no help.",
        "Reporting season begins with the banks.",
        "Editing the list of members cost the index 0.2%.",
        "Advertising stocks fell.",
        "Risk appetite returned to the market.",
        "Past peaks have been followed by falls of 10%.",
    ],
)
def test_story_stays(paragraph: str) -> None:
    """A paragraph of the story is never taken for furniture by the words it begins with."""
    assert parse_clutter(paragraph) is None


LINES = st.lists(
    st.sampled_from([*PASTED.split("\n"), "By Ada Quist", "(Adds detail)", "", " ", "Source: X", "2024-11-26"])
    | st.text(max_size=90),
    max_size=12,
).map("\n".join)


@given(LINES)
def test_clutter_law(text: str) -> None:
    """Clutter is whole paragraphs, in order and disjoint; marking again changes nothing; the text is kept."""
    article = parse_plain(text)
    assert article.text == text
    assert in_order(article.clutter)
    assert set(article.clutter) <= set(find_paragraphs(text))
    assert mark_clutter(article) == article


@given(LINES)
def test_paragraphs_law(text: str) -> None:
    """Paragraphs are in order and hold everything but blanks."""
    spans = list(find_paragraphs(text))
    assert in_order(spans)
    assert " ".join(joined(text, span) for span in spans).split() == text.split()
