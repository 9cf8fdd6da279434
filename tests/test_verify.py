"""Drafts held against an article: the same in other words passes, a figure bound wrongly does not."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING

import pytest

from golden import SEEDS
from summarizer.ingest import read
from summarizer.proof import read_evidence, verify
from summarizer.types import Slot, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable

    from summarizer.extract import Extractor
    from summarizer.types import Article, Proof

    Check = Callable[[str], Proof]


@pytest.fixture(scope="module")
def article() -> Article:
    """Small caps in November 2024, published on Tuesday the 26th."""
    return read(str(SEEDS / "small-caps-november.txt"))


def checker(article: Article, extractor: Extractor) -> Check:
    """Hold drafts, read with the article's time, against the article."""
    evidence = read_evidence(article.text, extractor(article), article.published)

    def check(draft: str) -> Proof:
        drafted = extractor(replace(article, text=draft, clutter=()))
        return verify(evidence, drafted, draft)

    return check


@pytest.fixture(scope="module")
def check(article: Article, extractor: Extractor) -> Check:
    """Hold a draft against the article."""
    return checker(article, extractor)


def wrong(proof: Proof) -> list[tuple[Verdict, Slot | None]]:
    """What the proof rejects."""
    return [(f.verdict, f.slot) for f in proof.findings if f.verdict is not Verdict.SUPPORTED]


# ---------------------------------------------------------------- corruptions

#: Each with the slot that is wrong.
CORRUPTIONS = [
    # the two year-to-date figures exchanged
    ("For the year to date the S&P 500 is up 21%, short of the Russell 2000's 25.5%.", Slot.ENTITY),
    # November and year to date exchanged
    ("The Russell 2000 has climbed 21% since the month began.", Slot.PERIOD),
    ("For the year to date the Russell 2000 shows a gain of more than 11%.", Slot.PERIOD),
    # a fall for a rise, in words and by its sign
    ("The Russell 2000 fell 1.47% on Monday.", Slot.DIRECTION),
    ("The Russell 2000 moved -1.47% on Monday.", Slot.DIRECTION),
    # an earlier record for the close
    ("The Russell 2000 closed at 2442.74.", Slot.METRIC),
    # a real firm, but not his
    ("Jefferies strategist Dan Lefkovitz said cyclical industries could do well.", Slot.FIRM),
    # "more than" made exact
    ("The Russell 2000 has climbed exactly 11% since the month began.", Slot.HEDGE),
    # the two funds exchanged
    (
        "The Vanguard Small-Cap Growth ETF is up 24.7% and the iShares Russell 2000 Growth ETF is up 24.8%.",
        Slot.ENTITY,
    ),
    # and beyond those
    ("The Russell 2000 rose 1.74% on Monday.", Slot.VALUE),
    ("The Russell 2000 closed at 2443.03 on Monday.", Slot.VALUE),
    ("The Russell 2000 rose 1.47% on Friday.", Slot.DATE),
    ("The Russell 2000 rose 1.47% last week.", Slot.PERIOD),
    ("The Russell 2000 rose more than 1.47% on Monday.", Slot.HEDGE),
    ("The S&P 500 rose 1.47% on Monday.", Slot.ENTITY),
    ("S&P 500 futures rose 4.9% in November.", Slot.ENTITY),
    ("The Russell 2000 closed at a record high of 2442.03.", Slot.METRIC),
    ("The Russell 2000 will rise 21% this year.", Slot.METRIC),
    ("The Russell 2000 hit its record of 2442.74 in November 2020.", Slot.DATE),
    ("Goldman Sachs analysts said much depends on interest rates.", Slot.FIRM),
    ("Jane Doe, a strategist at Morningstar, said cyclical industries could do well.", Slot.SPEAKER),
]


@pytest.mark.parametrize(("draft", "slot"), CORRUPTIONS, ids=[draft for draft, _ in CORRUPTIONS])
def test_corruptions_are_rejected(check: Check, draft: str, slot: Slot) -> None:
    """Each is named by the slot that is wrong, and by no other."""
    proof = check(draft)
    assert not proof.verified
    assert {rejected for _, rejected in wrong(proof)} == {slot}


@pytest.mark.parametrize(
    "draft",
    [
        "The Russell 2000 gained 21 percentage points this year.",
        "The Russell 2000 rose 21 points.",
        "Oil climbed 3.2%.",
        "The Russell 2000 rose 1.47% on Monday, and 350 of its members fell.",
    ],
)
def test_figures_that_are_not_the_article_s_are_unsupported(check: Check, draft: str) -> None:
    """Nothing comes near: no slot is to blame, or only the value."""
    found = wrong(check(draft))
    assert found
    assert all(verdict is Verdict.UNSUPPORTED and slot in (None, Slot.VALUE) for verdict, slot in found)


# ---------------------------------------------------------------- honest rewording

REWORDINGS = [
    "The Russell 2000 rose 1.47% on Monday to 2442.03.",
    "The Russell 2000 closed up 1.47 percent at 2,442.03.",
    "The Russell 2000 closed 1.47% higher on Nov. 25.",
    "On Monday the Russell 2000 ended 1.47% higher. It closed at 2442.03.",
    "The RUT gained 1.47% on Monday.",
    "The small-cap Russell advanced 1.47 per cent on Monday, finishing at 2,442.03.",
    "The Russell 2000's 1.47% gain on Monday lifted it to 2442.03.",
    "Monday's gain of 1.47% took the Russell 2000 to 2442.03.",
    "The small-cap benchmark finished 1.47% higher at 2442.03.",
    "So far this year the Russell 2000 has risen 21%, behind the S&P 500's 25.5%.",
    "The S&P 500 is up 25.5% year to date.",
    "The Russell 2000 has jumped more than 11% this month.",
    "So far in November the S&P 500 has added 4.9%.",
    "The Russell 2000 gained 2.5% intraday before closing 1.47% higher.",
    "The Russell 2000 hit its record of 2442.74 in November 2021.",
    "Dan Lefkovitz, index strategist at Morningstar, said domestic industries could benefit.",
    "Morningstar's Dan Lefkovitz said cyclical industries could do well.",
    "Lefkovitz said financial services could do well.",
    "Analysts at Jefferies said much depends on interest rates.",
    "According to Jefferies, the answer lies with interest rates.",
    "Small companies have had a good month.",
    "",
]


@pytest.mark.parametrize("draft", REWORDINGS)
def test_honest_rewordings_are_accepted(check: Check, draft: str) -> None:
    """Other verbs, units, names, orders, merged and split sentences say the same."""
    assert wrong(check(draft)) == []


DOWN = """Nov. 26, 2024

The DAX declined 0.8% on Monday to 19,146.17, and the CAC 40 slipped 0.3%. Bremer Stahl fell 4.1%.

So far this month the DAX has lost more than 2%."""


@pytest.mark.parametrize(
    "draft",
    [
        "The DAX fell 0.8% on Monday.",
        "Germany's DAX closed 0.8% lower at 19,146.17.",
        "The CAC 40 lost 0.3%, the DAX 0.8%.",
        "The DAX is down more than 2% this month.",
        "A loss of 0.8% took the DAX to 19,146.17.",
        "Bremer Stahl fell 4.1%.",
    ],
)
def test_a_fall_may_be_called_by_any_of_its_names(extractor: Extractor, draft: str) -> None:
    """What "declined" also "fell", closed "lower" and had "a loss"."""
    article = read("-", stdin=BytesIO(DOWN.encode()))
    proof = checker(article, extractor)(draft)
    assert wrong(proof) == []
    assert proof.findings


# ---------------------------------------------------------------- what a proof tells


def test_a_supported_figure_leads_to_its_source(check: Check, article: Article, extractor: Extractor) -> None:
    """The finding has the number of the claim that proves it and where its figure is printed."""
    draft = "The RUT gained 1.47 percent on Monday."
    proof = check(draft)
    finding, day = proof.findings
    assert (finding.span.of(draft), day.span.of(draft)) == ("1.47 percent", "Monday")
    assert finding.source
    assert finding.source.of(article.text) == "1.47%"
    assert finding.claim is not None
    assert extractor(article).claims[finding.claim].span == finding.source
    assert [span.of(draft) for span in proof.sentences] == [draft]


def test_a_contradiction_says_what_the_article_says(check: Check, article: Article) -> None:
    """In one line, with the place."""
    finding, _ = check("The Russell 2000 has gained 21% so far in November.").findings
    assert (finding.verdict, finding.slot) == (Verdict.CONTRADICTED, Slot.PERIOD)
    assert finding.detail == "the article says year"
    assert finding.source
    assert finding.source.of(article.text) == "21%"


def test_findings_come_in_the_order_of_the_draft(check: Check) -> None:
    """Claims, other figures and names among each other."""
    proof = check("The S&P 500 fell 4.9%. Oil rose 7%. Jefferies analysts said the Russell 2000 is up 21% this year.")
    starts = [finding.span.start for finding in proof.findings]
    assert starts == sorted(starts)
    assert len(starts) == 5
