"""What a draft says beyond index claims: other figures, superlatives, days, places in the session, people, quotes."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING

import pytest

from summarizer.ingest import read
from summarizer.proof import read_evidence, verify
from summarizer.types import Slot, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable

    from summarizer.extract import Extractor
    from summarizer.types import Proof

    Check = Callable[[str], Proof]

ARTICLE = """Steel weighs on Frankfurt

Nov. 26, 2024

Stocks in Frankfurt fell on Tuesday. The DAX closed 0.8% lower at 19,146.17, its lowest since September
2023, after touching a high of 19,310.40 in the morning. On Monday it had lost 0.3%.

The MDAX, in its third straight decline, dropped nearly 2%. The CAC 40 in Paris ended 0.4% higher at a record
7,612.50, and the FTSE 100 gained 0.1%.

Bremer Stahl sank as much as 6.2% after the steelmaker said on Friday that its profit fell 12% in the quarter. The yield
on the 10-year Bund rose to 2.41%, that on the 2-year note to 2.03%. Brent crude slipped 1.1% to $72.40 a barrel.

"We expect a long winter for German industry," said Katrin Vogel, chief economist at Nordhafen Bank. Analysts at Elbe
Partners said that small exporters would recover first if energy prices kept falling.
"""

#: A paragraph a line, as the web has it.
PLAIN = re.sub(r"(?<!\n)\n(?!\n)", " ", ARTICLE)


@pytest.fixture(scope="module")
def check(extractor: Extractor) -> Check:
    """Hold a draft against the article."""
    article = read("-", stdin=BytesIO(PLAIN.encode()))
    evidence = read_evidence(article.text, extractor(article), article.published)

    def check(draft: str) -> Proof:
        return verify(evidence, extractor(replace(article, text=draft, clutter=())), draft)

    return check


def wrong(proof: Proof) -> set[Slot | None]:
    """The slots that the proof rejects."""
    return {finding.slot for finding in proof.findings if finding.verdict is not Verdict.SUPPORTED}


@pytest.mark.parametrize(
    "draft",
    [
        "The DAX hit its lowest since September 2023.",
        "Germany's DAX ended at its weakest level since September 2023, down 0.8% at 19,146.17.",
        "The MDAX fell almost 2% in a third consecutive drop.",
        "The CAC 40 set a record of 7,612.50.",
        "Down 0.8% at 19,146.17, the DAX lagged the CAC 40, which rose 0.4%.",
        "The DAX reached a high of 19,310.40 before it fell 0.8%.",
        "Brent lost 1.1% to $72.40.",
        "The 10-year Bund yield climbed to 2.41%.",
        "Bremer Stahl fell as much as 6.2% on Tuesday.",
        "Katrin Vogel of Nordhafen Bank expects a long winter for German industry.",
        "Elbe Partners analysts said small exporters would recover first if energy prices kept falling.",
        "A day after the DAX lost 0.3%, it fell another 0.8%.",
        "Bremer Stahl's profit fell 12% in the quarter, the company said on Friday.",
        "Germany's DAX lost 0.8% as Bremer Stahl sank after a fall in profit.",
        "Vogel sees a long winter; Elbe Partners said small exporters would recover first if energy prices fell.",
        "Steel weighed on the DAX, which fell 0.8%.",
    ],
)
def test_honest_rewording_passes(check: Check, draft: str) -> None:
    """Other words, other order, a name shortened."""
    assert wrong(check(draft)) == set()


@pytest.mark.parametrize(
    ("draft", "slot"),
    [
        # superlatives: another date, another length, another index, a record that is none
        ("The DAX hit its lowest since September 2022.", Slot.SUPERLATIVE),
        ("The MDAX fell almost 2% in a fifth consecutive drop.", Slot.SUPERLATIVE),
        ("The FTSE 100 gained 0.1% to an all-time high.", Slot.SUPERLATIVE),
        ("The DAX hit a five-year low.", Slot.SUPERLATIVE),
        # the place in the session
        ("The DAX closed at 19,310.40.", Slot.METRIC),
        ("The DAX fell 0.8% to 19,310.40.", Slot.METRIC),
        ("The DAX hit a high of 19,146.17.", Slot.METRIC),
        # other figures: value, subject, direction, term, hedge
        ("Brent lost 1.2% to $72.40.", Slot.VALUE),
        ("Gold lost 1.1% to $72.40.", Slot.VALUE),
        ("Brent rose 1.1% to $72.40.", Slot.VALUE),
        ("The 2-year note's yield climbed to 2.41%.", Slot.VALUE),
        ("Bremer Stahl fell more than 6.2% on Tuesday.", Slot.HEDGE),
        # days and periods
        ("Bremer Stahl's profit fell 12% in the quarter, the company said on Thursday.", Slot.TIME),
        ("Bremer Stahl's profit fell 12% in the year.", Slot.PERIOD),
        ("Bremer Stahl's profit fell 12% from a month earlier.", Slot.PERIOD),
        # people and words
        ("Katrin Vogel of Elbe Partners expects a long winter for German industry.", Slot.FIRM),
        ("Karl Brandt expects a long winter for German industry.", Slot.SPEAKER),
        ("Katrin Vogel expects “a short winter for German industry”.", Slot.VIEW),
        ("Katrin Vogel said small exporters would recover first if energy prices kept falling.", Slot.SPEAKER),
        ("Elbe Partners analysts expect a long winter for German industry.", Slot.SPEAKER),
        # views turned round, reasons of the draft's own
        ("Elbe Partners analysts said small exporters would not recover first.", Slot.VIEW),
        ("Elbe Partners analysts said small exporters would recover if energy prices kept rising.", Slot.VIEW),
        ("The DAX fell 0.8% as hopes of monetary stimulus faded.", Slot.CAUSE),
        # an index that the article does not name
        ("The DAX fell 0.8%, unlike the IBEX 35.", Slot.ENTITY),
    ],
)
def test_each_corruption_is_named_by_its_slot(check: Check, draft: str, slot: Slot) -> None:
    """One thing is wrong, and it is that which is reported."""
    assert wrong(check(draft)) == {slot}


def test_a_streak_follows_from_the_days_moves(check: Check) -> None:
    """The article does not call it a streak: it is counted over the losses of Monday and Tuesday, and marked so."""
    draft = "The DAX fell 0.8% in its second straight loss."
    streak = next(finding for finding in check(draft).findings if finding.span.of(draft) == "second straight")
    assert streak.verdict is Verdict.SUPPORTED
    assert streak.derived
    assert wrong(check("The DAX fell 0.8% in its third straight loss.")) == {Slot.SUPERLATIVE}


def test_a_difference_is_worked_out_and_marked(check: Check) -> None:
    """0.4% and 0.1% are 0.3 percentage points apart; no other two are looked for."""
    draft = "The CAC 40 beat the FTSE 100 by {} percentage points."
    proof = check(draft.format("0.3"))
    assert [(finding.verdict, finding.derived) for finding in proof.findings] == [(Verdict.SUPPORTED, True)]
    assert wrong(check(draft.format("0.5"))) == {Slot.VALUE}


def test_what_is_left_out_is_told_but_is_not_wrong(check: Check) -> None:
    """The main claims are the first moves of the indexes that the article leads with."""
    proof = check("The DAX closed 0.8% lower at 19,146.17.")
    assert proof.verified
    assert len(proof.omitted) == 2
    assert check("The DAX fell 0.8%, the MDAX nearly 2%, and the CAC 40 rose 0.4%.").omitted == ()


def test_proving_takes_milliseconds(extractor: Extractor) -> None:
    """Under 20 ms a summary once both are read: measured with room for a busy machine."""
    import time  # noqa: PLC0415

    article = read("-", stdin=BytesIO(PLAIN.encode()))
    evidence = read_evidence(article.text, extractor(article), article.published)
    draft = "The DAX closed 0.8% lower at 19,146.17, its lowest since September 2023, and the CAC 40 rose 0.4%."
    drafted = extractor(replace(article, text=draft, clutter=()))
    verify(evidence, drafted, draft)
    start = time.process_time()
    for _ in range(10):
        verify(evidence, drafted, draft)
    assert (time.process_time() - start) / 10 < 0.02
