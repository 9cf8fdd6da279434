"""Near-copies: a syndicated story is one; the next report in the same words is not."""

from __future__ import annotations

import re
import textwrap
from hashlib import sha256
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.ingest.copies import BANDS, ROWS, is_copy, sketch

STORY = """\
Shares on the Harbour exchange slipped on Thursday as shippers and lenders gave back part of the week's gains, and the
broad index ended its longest run of advances since spring.

The Harbour 100 closed 0.3% lower at 8,255.5, after touching 8,310.25 in the first hour. The mid-cap gauge lost 1.1% to
20,417.8, while the smaller growth market rose 0.6% in thin trading.

"Nobody wanted to hold freight over a long weekend," said Ines Calloway, who runs money at Quay Partners. She expects
the range of 8,100 to 8,400 to hold until the central bank meets.

Shippers were the heaviest drag. Meridian Lines dropped 4.2% after a broker cut its rating, and Tern Logistics fell
2.7%. Banks followed, with the sector down 0.9% on the day and 3.5% for the month.

Miners went the other way as copper climbed to a six-week high. Copperhill added 2.4%, its best session since March,
and the sector's weight kept the broad index from a deeper fall.

Sterling was little changed at $1.27, and the yield of the ten-year gilt eased 3 basis points to 4.18%. Turnover came
to 3.1 billion pounds, about a fifth below its average of the past quarter.
"""

PARAGRAPHS = STORY.strip().split("\n\n")

#: How others print it.
COPIES = {
    "headline and byline": "Harbour stocks end winning run\n\nBy Jane Doe and John Roe\n26 November 2024 17:05 GMT\n\n"
    + STORY,
    "agency's dateline": "LONDON, Nov 26 (Agency) - " + STORY,
    "dateline of a service": "LONDON, Nov. 26, 2024 /Service/ -- " + STORY,
    "footer": STORY
    + "\n\nThe post Harbour slips appeared first on Quay Daily.\n\n© 2024 Quay Daily. All rights reserved.",
    "credits": STORY + "\n\n(Reporting by A. Writer in London; editing by 2 others)\n\nRead more: 5 shares to watch",
    "house style": STORY.replace("%", " per cent").replace('"', "“").replace("'", "’"),
    "narrow lines": "\n\n".join(textwrap.fill(" ".join(p.split()), 60) for p in PARAGRAPHS),
    "one line a paragraph": "\n".join(" ".join(p.split()) for p in PARAGRAPHS),
    "no tail": "\n\n".join(PARAGRAPHS[:-1]),
    "one paragraph less": "\n\n".join(PARAGRAPHS[:3] + PARAGRAPHS[4:]),
    "half of it": "\n\n".join(PARAGRAPHS[:3]),
    "an introduction": "Our evening letter from the exchange follows as every day.\n\n" + STORY,
}


def another_day(story: str, random: Random) -> str:
    """The same words with other figures."""
    return re.sub(r"\d+(?=%| basis)", lambda match: str(int(match[0]) + random.randint(1, 9)), story)


@pytest.mark.parametrize("name", COPIES)
def test_a_syndicated_story_is_a_copy(name: str) -> None:
    """Another headline, byline, dateline, footer, house style, and less of the text make no other story."""
    assert is_copy(STORY, COPIES[name])
    assert is_copy(COPIES[name], STORY)


@pytest.mark.parametrize("name", sorted(COPIES.keys() - {"half of it"}))
def test_copies_are_found(name: str) -> None:
    """A copy shares a band with the story, so a database brings it up."""
    assert set(sketch(STORY).bands) & set(sketch(COPIES[name]).bands)


@pytest.mark.parametrize(
    ("printed", "instead"),
    [
        ("0.3% lower", "0.4% lower"),
        ("8,255.5", "8,251.5"),
        ("0.6%", "1.1%"),  # a figure that the story has elsewhere
        ("Copperhill added 2.4%", "Copperhill added 2.7%"),
        ("$1.27", "$1.26"),
        ("3.1 billion", "3.2 billion"),
    ],
)
def test_other_figures_are_another_story(printed: str, instead: str) -> None:
    """One figure that is another one is enough: an update, a correction, another day."""
    update = STORY.replace(printed, instead)
    assert not is_copy(STORY, update)
    assert not is_copy(update, STORY)


def test_exchanged_figures_are_another_story() -> None:
    """The same figures said of other things contradict each other."""
    exchanged = STORY.replace("4.2%", "?").replace("2.7%", "4.2%").replace("?", "2.7%")
    assert not is_copy(STORY, exchanged)


@given(st.randoms(use_true_random=False))
def test_the_next_days_report_is_another_story(random: Random) -> None:
    """The words of a daily report with other figures are never a copy, though they share bands."""
    assert not is_copy(STORY, another_day(STORY, random))


@given(st.lists(st.sampled_from(PARAGRAPHS), unique=True), st.lists(st.sampled_from(PARAGRAPHS), unique=True))
def test_being_a_copy_goes_both_ways(some: list[str], others: list[str]) -> None:
    """Which of two texts comes first does not matter; one is its own copy if it says anything."""
    one, other = "\n\n".join(some), "\n\n".join(others)
    assert is_copy(one, other) == is_copy(other, one)
    assert is_copy(one, one) == bool(one)


def test_a_part_is_a_copy_where_it_is_long_enough() -> None:
    """A few sentences that another story quotes are no copy of it."""
    assert not is_copy(STORY, PARAGRAPHS[1])
    assert is_copy(STORY, "\n\n".join(PARAGRAPHS[:2]))


@pytest.mark.parametrize("empty", ["", " \n", "© 2024 Quay Daily. All rights reserved.", "…"])
def test_nothing_is_no_copy(empty: str) -> None:
    """A text without a story has no bands, so it is nobody's copy."""
    assert sketch(empty).bands == ()
    assert sketch(empty).words == 0
    assert not is_copy(empty, empty)
    assert not is_copy(empty, STORY)


def test_layout_does_not_matter() -> None:
    """A sketch is that of words and figures."""
    assert sketch(STORY) == sketch(COPIES["narrow lines"]) == sketch(COPIES["footer"]) == sketch(STORY.upper())


def test_a_known_sketch() -> None:
    """A release of rensa that signs otherwise is noticed: what is stored could not be compared any more."""
    known = sketch("The Harbour 100 closed 0.3% lower at 8,255.5, after touching 8,310.25 in the first hour.")
    assert known.words == 16
    assert len(known.digest) == 640
    assert sha256(known.digest).hexdigest()[:16] == "0d832d4995268ab1"
    assert known.bands[:2] == (-3180750061101651251, -7779747869142241024)


def test_bands_fit_a_database() -> None:
    """There are as many as stated, signed numbers of 64 bits; even if all rows are one, each band is another."""
    bands = sketch(STORY).bands
    assert len(bands) == len(set(bands)) == BANDS
    assert all(-(2**63) <= band < 2**63 for band in bands)
    assert min(bands) < 0 < max(bands)


def test_alike_stories_share_a_band() -> None:
    """Of stories with six in ten shingles in common 99 in 100 share a band, of unrelated ones none."""
    random = Random(1)  # noqa: S311 - no secret
    stories = [["".join(random.choices("abcdefgh", k=6)) for _ in range(300)] for _ in range(200)]
    parts = [story[: round(0.61 * len(story))] for story in stories]
    shared = [
        set(sketch(" ".join(one)).bands) & set(sketch(" ".join(part)).bands)
        for one, part in zip(stories, parts, strict=True)
    ]
    assert sum(map(bool, shared)) >= 198
    assert 1 - (1 - 0.6**ROWS) ** BANDS > 0.99
    bands = [set(sketch(" ".join(story)).bands) for story in stories]
    assert sum(map(len, bands)) == len(set.union(*bands))
