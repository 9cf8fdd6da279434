"""What is read out of sentences, one construction at a time.

A claim is written as a person would tell it: "S&P 500 +1.2%", "Dow … −59 points", "DAX 15808.11".
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import pytest

from summarizer.types import Article, Claim, Hedge, Kind, Metric, Period, Slot, Unit

if TYPE_CHECKING:
    from pathlib import Path

    from summarizer.extract import Extractor
    from summarizer.types import Extraction

#: A Tuesday, before eight in the morning: an undated report is about Monday the 25th.
PUBLISHED = datetime(2024, 11, 26, 2, 37)  # noqa: DTZ001 — as printed, without a zone
MONDAY, FRIDAY = "2024-11-25", "2024-11-22"

DOW, SPX, NASDAQ = "Dow Jones Industrial Average", "S&P 500", "Nasdaq Composite"


def extract(extractor: Extractor, text: str) -> Extraction:
    """What is read out of a text published then."""
    return extractor(Article("text", text, published=PUBLISHED))


def told(claim: Claim) -> str:
    """Entity and figure, in short."""
    form = {Unit.PERCENT: "{:+}%", Unit.POINTS: "{:+} points", Unit.LEVEL: "{}"}[claim.unit]
    return f"{claim.entity.name} {form.format(claim.value)}"


def all_told(extractor: Extractor, text: str) -> list[str]:
    """Every claim of a text, in short."""
    return [told(claim) for claim in extract(extractor, text).claims]


def only(extractor: Extractor, text: str) -> Claim:
    """The one claim of a text."""
    claims = extract(extractor, text).claims
    assert len(claims) == 1, [told(claim) for claim in claims]
    return claims[0]


# ---------------------------------------------------------------- whose figure it is

SUBJECTS = {
    "The Dow rose 1%.": [f"{DOW} +1%"],
    "The S&P 500 gained 1.2% and the Nasdaq Composite lost 0.4%.": [f"{SPX} +1.2%", f"{NASDAQ} -0.4%"],
    # a figure hangs on its subject across clauses and insertions
    "The Nikkei 225, which is heavy in technology, fell 1.9%.": ["Nikkei 225 -1.9%"],
    "The S&P 500 (SPX) rose 0.4% and the Nasdaq (.IXIC) 0.6%.": [f"{SPX} +0.4%", f"{NASDAQ} +0.6%"],
    "A 1.2% gain in the S&P 500 helped sentiment.": [f"{SPX} +1.2%"],
    "Losses of 0.4% for the DAX and 0.7% for the CAC 40 followed.": ["DAX -0.4%", "CAC 40 -0.7%"],
    "The small-cap Russell 2000 outperformed, rising 1.5%.": ["Russell 2000 +1.5%"],
    # ellipsis
    "The Dow rose 1%, the Nasdaq 2%.": [f"{DOW} +1%", f"{NASDAQ} +2%"],
    "The Dow fell 1%, the S&P 500 0.5% and the Nasdaq 2%.": [f"{DOW} -1%", f"{SPX} -0.5%", f"{NASDAQ} -2%"],
    "Germany's DAX added 0.9% and France's CAC 40 0.4%.": ["DAX +0.9%", "CAC 40 +0.4%"],
    # a scoreboard: level, points and percentage in brackets
    "Nikkei 225 38,920.26 (-120.10, -0.3%); TOPIX 2,710.45 (+0.1%).": [
        "Nikkei 225 38920.26",
        "Nikkei 225 -120.10 points",
        "Nikkei 225 -0.3%",
        "TOPIX 2710.45",
        "TOPIX +0.1%",
    ],
    # places own the members of a list
    "Singapore's Straits Times Index and Kuala Lumpur's KLCI lost 0.4% and 0.2%, respectively.": [
        "Straits Times Index -0.4%",
        "FTSE Bursa Malaysia KLCI -0.2%",
    ],
    # what stands between a subject and its verb
    "The CSI 300 of the largest companies listed in Shanghai and Shenzhen added 5.1%.": ["CSI 300 +5.1%"],
    "S&P 500 futures expiring in September fell 0.8%.": ["S&P 500 futures -0.8%"],
    "The Euro STOXX 50, a measure for firms 96 percent larger than the S&P 500's, fell 4%.": ["Euro STOXX 50 -4%"],
    # names that share their first word
    "The BSE MidCap and SmallCap indices dropped 0.94% and 0.80%, respectively.": [
        "BSE Midcap -0.94%",
        "BSE Smallcap -0.80%",
    ],
    "The Topix, which tracks 1,700 shares in Tokyo, gained 0.4%.": ["TOPIX +0.4%"],
    # the subject behind the comma
    "From its low of 2,237.40 on March 23, the S&P 500 has climbed 67.9%.": [f"{SPX} 2237.40", f"{SPX} +67.9%"],
    "Bank Nifty fell 0.4% and Nifty IT 2.4%.": ["Nifty Bank -0.4%", "Nifty IT -2.4%"],
    # respectively
    "The S&P 500 and the Nasdaq Composite rose 1.2% and 0.7%, respectively.": [
        f"{SPX} +1.2%",
        f"{NASDAQ} +0.7%",
    ],
    "The Dow, the S&P 500 and the Nasdaq rose 1%, 2% and 3%, respectively.": [
        f"{DOW} +1%",
        f"{SPX} +2%",
        f"{NASDAQ} +3%",
    ],
    # shared
    "The S&P 500 and the Nasdaq both fell 1.1%.": [f"{SPX} -1.1%", f"{NASDAQ} -1.1%"],
    # possessives
    "The S&P 500's 25.5% gain beat the Russell 2000's 21%.": [f"{SPX} +25.5%", "Russell 2000 +21%"],
    # the longest name counts, and its digits are no figures
    "The iShares Russell 2000 Growth ETF gained 24.7%.": ["iShares Russell 2000 Growth ETF +24.7%"],
    "The Nasdaq 100 rose 0.4%.": ["Nasdaq 100 +0.4%"],
    "The Nasdaq Golden Dragon China Index jumped 4.1%.": ["Nasdaq Golden Dragon China Index +4.1%"],
}


@pytest.mark.parametrize("text", SUBJECTS)
def test_subjects(extractor: Extractor, text: str) -> None:
    """Every figure hangs on the index it is told of."""
    assert all_told(extractor, text) == SUBJECTS[text]


REFERENCES = {
    "The Russell 2000 jumped. The index closed 1.47% higher.": ["Russell 2000 +1.47%"],
    "The Russell 2000 jumped. It closed 1.47% higher.": ["Russell 2000 +1.47%"],
    "The Russell 2000 jumped. The small-cap benchmark rose 1.5%.": ["Russell 2000 +1.5%"],
    "The S&P 500 rose. Its gain this year is 21%.": [f"{SPX} +21%"],
    "The S&P 500 slid. It ended the day 0.3% lower.": [f"{SPX} -0.3%"],
    "The Nikkei fell. The Hang Seng Tech Index slid. The technology gauge lost 2%.": ["Hang Seng Tech Index -2%"],
    "The JSE All Share was weak. The All Share index lost 1.2%.": ["JSE All Share -1.2%"],
    "The S&P 500 was firm. Foo Corp and Bar Corp both rose 2%.": [],
    "The Dow and the S&P 500 drifted. Both rose 0.3%.": [f"{DOW} +0.3%", f"{SPX} +0.3%"],
    "The S&P 500 and the Nasdaq Composite slid. The former lost 0.5% and the latter gained 0.2%.": [
        f"{SPX} -0.5%",
        f"{NASDAQ} +0.2%",
    ],
    "The Dow, the S&P 500 and the Nasdaq were weaker. All three had risen 0.9%.": [
        f"{DOW} +0.9%",
        f"{SPX} +0.9%",
        f"{NASDAQ} +0.9%",
    ],
    "The Dow, the S&P 500 and the Nasdaq fell. The three indexes lost 1.1%, 1.5% and 2%, respectively.": [
        f"{DOW} -1.1%",
        f"{SPX} -1.5%",
        f"{NASDAQ} -2%",
    ],
    "The Nikkei was weak. The Topix was too. The latter is up 10% this year.": ["TOPIX +10%"],
    "The VIX jumped. The fear gauge is up 20% this week.": ["VIX +20%"],
    # nobody has been named
    "The index closed at 5,000.": [],
    "It rose 1.2%.": [],
}


@pytest.mark.parametrize("text", REFERENCES)
def test_references(extractor: Extractor, text: str) -> None:
    """What stands for an index named before is that index; what stands for none is none."""
    assert all_told(extractor, text) == REFERENCES[text]


PLACES = {
    "Japan's main stock index rose 0.4%.": ["Nikkei 225 +0.4%"],
    "The Jakarta Stock Exchange (JSX) composite index rose 2.4%.": ["Jakarta Composite +2.4%"],
    "TAIPEI: The weighted index dropped 2.9%.": ["TAIEX -2.9%"],
    "Seoul's Composite Index closed 8.53 lower at 710.41.": ["KOSPI -8.53 points", "KOSPI 710.41"],
    "In Abu Dhabi, the index fell 0.4%.": ["FTSE ADX General Index -0.4%"],
    "The Thai stock market has slid 1.5 percent.": ["SET Index -1.5%"],
    "The Canadian benchmark fell 1.1%.": ["S&P/TSX Composite -1.1%"],
    "Abu Dhabi's index ticked up 0.3%.": ["FTSE ADX General Index +0.3%"],
    # a run-down of markets
    "The Nikkei rose 1.2%. Hong Kong closed 0.5% higher, Seoul lost 2.5% and Sydney 1.8%.": [
        "Nikkei 225 +1.2%",
        "Hang Seng Index +0.5%",
        "KOSPI -2.5%",
        "S&P/ASX 200 -1.8%",
    ],
    "The EGX 30 was flat.\n\nQATAR  The index fell 0.9% to 10,406\n\nDUBAI lost 0.4% to 5,329": [
        "QE Index -0.9%",
        "QE Index 10406",
        "DFM General Index -0.4%",
        "DFM General Index 5329",
    ],
    # no index of shares
    "The Nikkei was flat. The European benchmark gas price fell 2.1%.": [],
    "The DAX was flat as the German benchmark 10-year yield rose to 2.5%.": [],
    "Singapore's economy grew 2.5%.": [],
}


@pytest.mark.parametrize("text", PLACES)
def test_markets_are_told_of_by_their_places(extractor: Extractor, text: str) -> None:
    """A country's or city's main index needs no name of its own."""
    assert all_told(extractor, text) == PLACES[text]


SIZES = {
    # levels without a name: by their size
    "The Nifty closed at 24,585.46 and Bank Nifty at 52,174.34. Support lies at 24,400, then 24,210.": [
        "Nifty 50 24585.46",
        "Nifty Bank 52174.34",
        "Nifty 50 24400",
        "Nifty 50 24210",
    ],
    "The S&P 500 ended at 4,288.05. He has a target of 4,600 and a bear case of 3,900.": [
        f"{SPX} 4288.05",
        f"{SPX} 4600",
        f"{SPX} 3900",
    ],
    # … but not what is counted, priced or far off
    "The S&P 500 ended at 4,288.05. Gold could reach 4,300.": [f"{SPX} 4288.05"],
    "The S&P 500 ended at 4,288.05. The firm expects to cut 4,300 jobs.": [f"{SPX} 4288.05"],
    "The S&P 500 ended at 4,288.05 and 1.4 billion shares changed hands on the Nasdaq.": [f"{SPX} 4288.05"],
    "The S&P 500 ended at 4,288.05. Advancers outnumbered decliners by 2,006 to 720.": [f"{SPX} 4288.05"],
    "The S&P 500 ended at 4,288.05. The index of 919 of the 4,959 listed was mixed.": [f"{SPX} 4288.05"],
}


@pytest.mark.parametrize("text", SIZES)
def test_levels_are_known_by_their_size(extractor: Extractor, text: str) -> None:
    """A number about as large as an index's level, in words of levels, is one."""
    assert all_told(extractor, text) == SIZES[text]


@pytest.mark.parametrize(
    "text",
    [
        "The S&P 500 was flat. The 10-year Treasury yield rose 3 basis points to 4.3%.",
        "The S&P 500 was flat as oil fell 2.1%.",
        "The Dow was mixed, while Brent crude lost 2.1% to $71.40 a barrel.",
        "Gold climbed 1.4%. Bitcoin lost 3%. The S&P 500 was flat.",
        "The FTSE 100 was steady as sterling rose 0.8% against the dollar.",
        "The dollar index rose 0.3%.",
        # single stocks and companies that carry an index's name
        "Apple rose 2.1%, lifting the Nasdaq.",
        "The Dow was mixed, with Boeing up 5.2% and Nike down 3%.",
        "The Nasdaq-listed company fell 12%.",
        "Dow Inc. shares fell 4%.",
        "Nasdaq Inc. rose 2%.",
        "Three stocks in the Dow gained more than 2%.",
        # rates, taxes, shares of something
        "Tariffs of 25% on cars hit the DAX.",
        "The DAX was weak after the U.S. announced tariffs of 25%.",
        "Tech makes up 32% of the S&P 500.",
        "About 60% of S&P 500 companies beat estimates.",
        "S&P 500 earnings grew 8.5% in the third quarter.",
        "The chance of a rate cut is 70%, and the Nasdaq is steady.",
        "The S&P 500 trades at 22.5 times earnings.",
        # economic indexes
        "The consumer price index rose 0.2% in October.",
        "The Michigan Consumer Sentiment Index rose 2.1%.",
        "The Purchasing Managers' Index rose to 51.2.",
        # the Nasdaq's exchange, the DAX's average
        "The Nasdaq exchange raised fees by 5%.",
        "The DAX's 50-day moving average is 18,000.",
    ],
)
def test_other_things_are_not_claimed(extractor: Extractor, text: str) -> None:
    """Yields, goods, currencies, shares, rates and economic data beside an index are no claims of it."""
    assert all_told(extractor, text) == []


@pytest.mark.parametrize(
    "text",
    [
        "The S&P 500 beat the Dow by 2.5 percentage points.",
        "The Nasdaq advanced 0.5 percentage points more than the S&P 500.",
        "The S&P 500 outpaced the Dow by 120 basis points.",
        "The FTSE 100 gained as the Bank of England cut rates by 25 basis points.",
        "The Fed is expected to cut rates by 25 bps; the S&P 500 was flat.",
    ],
)
def test_percentage_and_basis_points_are_no_moves(extractor: Extractor, text: str) -> None:
    """They are kept as quantities in their own unit."""
    found = extract(extractor, text)
    assert found.claims == ()
    assert {quantity.unit for quantity in found.quantities} <= {"percentage points", "basis points"}
    assert found.quantities


def test_other_figures_are_kept_as_quantities(extractor: Extractor) -> None:
    """Whatever is printed and no index claim is there with its unit, for the proof."""
    text = "The Dow rose 1%. Oil fell 2.1% to $71.40, yields rose 3 basis points and 12 shares gained."
    found = extract(extractor, text)
    assert [told(claim) for claim in found.claims] == [f"{DOW} +1%"]
    assert {(str(abs(q.value)), q.unit) for q in found.quantities} == {
        ("2.1", "percent"),
        ("71.40", "money"),
        ("3", "basis points"),
        ("12", ""),
    }


# ---------------------------------------------------------------- other kinds

KINDS = {
    "S&P 500 futures rose 0.4%.": [("S&P 500 futures", Kind.FUTURE)],
    "Contracts tied to the S&P 500 were up 0.2%.": [("S&P 500 futures", Kind.FUTURE)],
    "Futures on the Dow and the S&P 500 fell 0.2% and 0.3%, respectively.": [
        (f"{DOW} futures", Kind.FUTURE),
        ("S&P 500 futures", Kind.FUTURE),
    ],
    "SPY rose 0.4% while QQQ fell 1%.": [
        ("SPDR S&P 500 ETF Trust", Kind.ETF),
        ("Invesco QQQ Trust", Kind.ETF),
    ],
    "The SPDR S&P 500 ETF Trust rose 0.4%.": [("SPDR S&P 500 ETF Trust", Kind.ETF)],
    "The Borealis 50 Index climbed 1.1%.": [("Borealis 50 Index", Kind.INDEX)],
    "The S&P 500 index rose 0.4%; the Dow Jones average lost 0.1%.": [(SPX, Kind.INDEX), (DOW, Kind.INDEX)],
    "The MSCI World index lost 0.3%.": [("MSCI World", Kind.INDEX)],
}


@pytest.mark.parametrize("text", KINDS)
def test_kinds(extractor: Extractor, text: str) -> None:
    """An index, its futures and the funds that follow it are different entities."""
    claims = extract(extractor, text).claims
    assert [(claim.entity.name, claim.entity.kind) for claim in claims] == KINDS[text]


def test_futures_move_before_the_open(extractor: Extractor) -> None:
    """Their period is the time before the session, where nothing else is said."""
    text = "Dow e-minis were down 59 points, or 0.15%."
    claims = extract(extractor, text).claims
    assert [told(claim) for claim in claims] == [f"{DOW} futures -59 points", f"{DOW} futures -0.15%"]
    assert {claim.period for claim in claims} == {Period.PREMARKET}


def test_an_unlisted_index_has_no_symbol(extractor: Extractor) -> None:
    """It is found by its form, and can be referred to like any other."""
    text = "The Borealis 50 Index climbed 19.94 points to 1,832.34. The gauge is 8.3% below its peak."
    claims = extract(extractor, text).claims
    assert [told(claim) for claim in claims] == [
        "Borealis 50 Index +19.94 points",
        "Borealis 50 Index 1832.34",
        "Borealis 50 Index -8.3%",
    ]
    assert {claim.entity.symbol for claim in claims} == {None}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The S&P/TSX composite rose 0.4%. The energy sector climbed 2.1%, while financials slipped 0.3%.",
            ["S&P/TSX Composite +0.4%", "S&P/TSX Energy +2.1%", "S&P/TSX Financials -0.3%"],
        ),
        ("The STOXX 600 Banks index rose 1.6%.", ["STOXX 600 Banks +1.6%"]),
        ("Oil shares slipped 0.3% and the energy sector climbed 2.1%.", []),
    ],
)
def test_sectors(extractor: Extractor, text: str, expected: list[str]) -> None:
    """A sector group is its family's index in a report on that family, and nobody's elsewhere."""
    assert all_told(extractor, text) == expected


def test_a_user_s_own_names(tmp_path: Path) -> None:
    """A file of names adds entities."""
    from summarizer.extract import load_extractor  # noqa: PLC0415 — another extractor than the shared one

    names = tmp_path / "names.toml"
    names.write_text('[defaults]\nkind = "index"\nregion = "US"\n[entities]\n"Pelican Forty" = {symbol = "PEL40"}\n')
    claim = only(load_extractor(names), "The Pelican Forty rose 1.2%.")
    assert (claim.entity.name, claim.entity.symbol) == ("Pelican Forty", "PEL40")


# ---------------------------------------------------------------- figures and directions

FORMS = {
    "The Dow rose 123.45 points, or 0.3 percent, to 41,234.50.": [
        f"{DOW} +123.45 points",
        f"{DOW} +0.3%",
        f"{DOW} 41234.50",
    ],
    "The benchmark S&P 500 climbed 28.01 points to close at 5,321.41.": [
        f"{SPX} +28.01 points",
        f"{SPX} 5321.41",
    ],
    "The Sensex ended 531.57 points, or 0.72 per cent, lower at 1,13,247.54.": [
        "Sensex -531.57 points",
        "Sensex -0.72%",
        "Sensex 113247.54",
    ],
    "The Shanghai Composite closed at 3303,77.": ["Shanghai Composite 3303.77"],
    "The FTSE 100 ended at 7,871.62 points, up 0.36%.": ["FTSE 100 7871.62", "FTSE 100 +0.36%"],
    "The S&P 500 rose half a percent.": [f"{SPX} +0.5%"],
    "The S&P 500 rose 1-1/2 percent.": [f"{SPX} +1.5%"],
    "Euro STOXX 50 slipped 0.1 pct.": ["Euro STOXX 50 -0.1%"],
    "The Nasdaq closed up 2% at 18,900.12.": [f"{NASDAQ} +2%", f"{NASDAQ} 18900.12"],
    "The Dow was little changed, down 0.02%.": [f"{DOW} -0.02%"],
    "The VIX jumped 3 points to 19.8.": ["VIX +3 points", "VIX 19.8"],
    # points without the word
    "The Dow fell 14.16 on Thursday.": [f"{DOW} -14.16 points"],
    "The FTSE 100 closed 18.8 lower at 1,552.7.": ["FTSE 100 -18.8 points", "FTSE 100 1552.7"],
    "The Dow fell 41.05 to 2,348.20 and the Nasdaq 6.12, or 1.4 percent, to 360.21.": [
        f"{DOW} -41.05 points",
        f"{DOW} 2348.20",
        f"{NASDAQ} -6.12 points",
        f"{NASDAQ} -1.4%",
        f"{NASDAQ} 360.21",
    ],
    "The FTSE 100 closed 111.1 points, or 6.2 pct, down at 1,684.1.": [
        "FTSE 100 -111.1 points",
        "FTSE 100 -6.2%",
        "FTSE 100 1684.1",
    ],
    "The Dow was up 11 of the past 13 sessions.": [],
    "The Dow fell as much as 204.2 points.": [f"{DOW} -204.2 points"],
    # verbs of two words
    "The Sensex put on 737.87 points, or 1.13%.": ["Sensex +737.87 points", "Sensex +1.13%"],
    "The Hang Seng gave back 1.05% and the Topix clawed back 0.1%.": ["Hang Seng Index -1.05%", "TOPIX +0.1%"],
    "The Russell 2000 is 0.9% in the red for 2023.": ["Russell 2000 -0.9%"],
    # lines of tables
    "FTSE 100 +0.4%": ["FTSE 100 +0.4%"],
    "DAX: 15,808.11, +0.50%": ["DAX 15808.11", "DAX +0.50%"],
    "Dow -0.15%, S&P +0.22%, Nasdaq +0.41%": [f"{DOW} -0.15%", f"{SPX} +0.22%", f"{NASDAQ} +0.41%"],
    "S&P 500    4,153.68   +7.46   (+0.18%)\nNasdaq Composite   12,089.62   −76.65   (−0.63%)": [
        f"{SPX} 4153.68",
        f"{SPX} +7.46 points",
        f"{SPX} +0.18%",
        f"{NASDAQ} 12089.62",
        f"{NASDAQ} -76.65 points",
        f"{NASDAQ} -0.63%",
    ],
    "• Nikkei 225 — 28,494.85 (up 337.88 points)": ["Nikkei 225 28494.85", "Nikkei 225 +337.88 points"],
    "Gold $2,004.80 an ounce (+0.5%)": [],
    "Symbol  Last  Pct chg\n\nS&P 500 <.SPX> 816.21 -8.93": [f"{SPX} 816.21", f"{SPX} -8.93%"],
    "Singapore 3,387.24 3,384.29 +0.09\n\nThe Nikkei was flat.": [
        "Straits Times Index 3387.24",
        "Straits Times Index 3384.29",
        "Straits Times Index +0.09%",
    ],
    "Index  Latest  Daily % change\n\nMexico IPC 43,540.11 1.02": ["IPC 43540.11", "IPC +1.02%"],
    ".DJI 34,138.62 +226.18 +0.67": [f"{DOW} 34138.62", f"{DOW} +226.18 points", f"{DOW} +0.67%"],
    "US 10-year yield 3.54% (−6 bps)": [],
    # the direction of the move that the figure measures, not of what became of it
    "The DAX pared losses to 0.4%.": ["DAX -0.4%"],
    "The CAC 40 erased a 1% gain.": ["CAC 40 +1%"],
    "The FTSE 250 trimmed an earlier 2% drop to 0.7%.": ["FTSE 250 -2%", "FTSE 250 -0.7%"],
    "The FTSE 100 recovered from a 1.3% fall to end 0.4% higher.": ["FTSE 100 -1.3%", "FTSE 100 +0.4%"],
    "The FTSE MIB swung from a 2.2% tumble to a gain of 1.1%.": ["FTSE MIB -2.2%", "FTSE MIB +1.1%"],
    "The Nikkei reversed an early 1% loss to close up 0.3%.": ["Nikkei 225 -1%", "Nikkei 225 +0.3%"],
    "The Hang Seng gave up a 1.1% gain to finish 0.2% lower.": [
        "Hang Seng Index +1.1%",
        "Hang Seng Index -0.2%",
    ],
    "The Kospi, which had opened 0.5% lower, rose 0.41%.": ["KOSPI -0.5%", "KOSPI +0.41%"],
    "The S&P 500 did not fall; it rose 0.4%.": [f"{SPX} +0.4%"],
    "The S&P 500 is 7.4% below its January peak.": [f"{SPX} -7.4%"],
    "The DAX stands 12% above its October low.": ["DAX +12%"],
    "The Dow stood 203.54 points, or 3.1%, below its November record.": [f"{DOW} -203.54 points", f"{DOW} -3.1%"],
}


@pytest.mark.parametrize("text", FORMS)
def test_figures_and_directions(extractor: Extractor, text: str) -> None:
    """Every printed form of a move or level keeps its digits and gets its sign."""
    assert all_told(extractor, text) == FORMS[text]


@pytest.mark.parametrize(
    ("text", "metric", "date"),
    [
        ("The S&P 500 closed at 5,321.41.", Metric.LEVEL, MONDAY),
        ("The FTSE 100 touched 8,000 points.", Metric.LEVEL, MONDAY),
        ("The Dow opened at 41,000.", Metric.LEVEL, MONDAY),
        ("The S&P 500 closed at a record 5,321.41.", Metric.RECORD, MONDAY),
        ("The S&P 500 closed at 5,321.41, a record.", Metric.RECORD, MONDAY),
        ("The Nasdaq hit an all-time high of 18,900.12.", Metric.RECORD, MONDAY),
        ("The Nikkei ended at 38,915, its highest close since 1990.", Metric.RECORD, MONDAY),
        ("The Nikkei ended at 38,915, its best finish since 1990.", Metric.RECORD, MONDAY),
        ("The Nikkei ended at 38,915, a level not seen since 1990.", Metric.RECORD, MONDAY),
        ("The Russell 2000 is near its record of 2,442.74 set in November 2021.", Metric.RECORD, "2021-11"),
        ("The Nifty faces resistance at 22,500.", Metric.FORECAST, None),
        ("The Nifty has support at 22,000.", Metric.FORECAST, None),
        ("Their analysts have the DAX at 21,800.", Metric.FORECAST, None),
        ("Where many thought that rates would fall, the DAX slipped 0.3%.", Metric.CHANGE, MONDAY),
        ("He sees the DAX at 18,000 by year-end.", Metric.FORECAST, "2024-12-31"),
        ("The S&P 500 will finish the year at 4,300, she said.", Metric.FORECAST, "2024-12-31"),
        ("The S&P 500 could fall 5% in the coming weeks.", Metric.FORECAST, None),
        ("Goldman Sachs expects the S&P 500 to rise 10% next year.", Metric.FORECAST, "2025-12-31"),
        ("The S&P 500 rose 0.4%.", Metric.CHANGE, MONDAY),
        ("The FTSE 100 was up 12 points.", Metric.POINTS, MONDAY),
    ],
)
def test_metrics(extractor: Extractor, text: str, metric: Metric, date: str | None) -> None:
    """Where an index stands, its records and what is expected of it are told apart."""
    claim = only(extractor, text)
    assert (claim.metric, claim.date) == (metric, date)


@pytest.mark.parametrize(
    ("text", "hedge"),
    [
        ("The S&P 500 rose more than 1%.", Hedge.OVER),
        ("The S&P 500 rose by over 1%.", Hedge.OVER),
        ("The S&P 500 rose 1% or more.", Hedge.OVER),
        ("The S&P 500 rose nearly 1%.", Hedge.UNDER),
        ("The Dow fell less than 0.1%.", Hedge.UNDER),
        ("The S&P 500 rose about 1%.", Hedge.ABOUT),
        ("The S&P 500 rose as much as 1%.", Hedge.UP_TO),
        ("The Dow closed above 40,000 for the first time.", Hedge.OVER),
        ("The S&P 500 rose 1%.", None),
    ],
)
def test_hedges(extractor: Extractor, text: str, hedge: Hedge | None) -> None:
    """How exact a figure is called is part of the claim."""
    assert only(extractor, text).hedge is hedge


# ---------------------------------------------------------------- when


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("The S&P 500 rose 0.4% on Monday.", [Period.DAY]),
        ("The Dow fell 1.2% this week.", [Period.WEEK]),
        ("The S&P 500 has gained 4.9% so far in November.", [Period.MONTH]),
        ("The Nasdaq rose 12.8% in the second quarter.", [Period.QUARTER]),
        ("The Nasdaq rose 31.7% in the first half.", [Period.HALF]),
        ("The S&P 500 is up 25.5% year to date.", [Period.YEAR]),
        ("The S&P 500 lost 19.4% in 2022.", [Period.YEAR]),
        ("The Nifty 50 has returned 21.6% over the past 12 months.", [Period.TWELVE_MONTHS]),
        ("The S&P 500 has risen 15% since its October low.", [Period.SINCE]),
        ("The S&P 500 is 7.4% below its January peak.", [Period.SINCE]),
        ("The S&P 500 was up 0.4% in early trading.", [Period.INTRADAY]),
        ("The DAX erased a 1% gain.", [Period.INTRADAY]),
        ("The DAX was down 1% with an hour left in the session.", [Period.INTRADAY]),
        ("The DAX, which hit a record last week, fell 1%.", [Period.DAY]),
        ("The S&P 500 closed at 5,321.41.", [None]),
        # a phrase governs its own figure, or the whole list
        ("The Dow rose 0.4% on Friday and 1.2% for the week.", [Period.DAY, Period.WEEK]),
        ("The S&P 500 rose 0.4% on Monday, taking its gain this month to 5%.", [Period.DAY, Period.MONTH]),
        ("For the week, the Dow rose 1%, the S&P 500 2% and the Nasdaq 3%.", [Period.WEEK] * 3),
        ("The Dow rose 1%, the S&P 500 2% and the Nasdaq 3% for the week.", [Period.WEEK] * 3),
        # "worst month since March" tells of the record, not of the move
        ("The Nikkei fell 2.3% in November, its worst month since March.", [Period.MONTH]),
        ("The Nikkei fell 2.3%, its feeblest session since March.", [Period.DAY]),
        ("The Nikkei fell 2.3%, its fourth loss in five sessions.", [Period.DAY]),
        ("The DAX is up 2.3% since the end of December.", [Period.YEAR]),
        ("The Nasdaq turned positive before noon and finished 0.45% ahead.", [Period.DAY]),
        ("Measured from its April low, the S&P 500 has gained 23%.", [Period.SINCE]),
        ("The S&P 500 is 0.6% shy of its July 16 record.", [Period.SINCE]),
        # a list under its heading
        (
            "On Monday:\n\nThe Dow rose 0.3%.\n\nFor the week:\n\nThe Dow is up 1%.\n\nThe Nasdaq is up 2%.",
            [Period.DAY, Period.WEEK, Period.WEEK],
        ),
        # a review tells an index's week once; its other move is the session's
        (
            "The Dow gained 5% for the week and the Nasdaq 6% this week.\n\nThe Dow added 0.7% and the S&P 500 0.6%.",
            [Period.WEEK, Period.WEEK, Period.DAY, Period.DAY],
        ),
    ],
)
def test_periods(extractor: Extractor, text: str, periods: list[Period | None]) -> None:
    """Each move has the period that its own words give it."""
    assert [claim.period for claim in extract(extractor, text).claims] == periods


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("The S&P 500 rose 0.4%.", [MONDAY]),
        ("The S&P 500 rose 0.4% on Monday.", [MONDAY]),
        ("On Friday, the S&P 500 fell 1.1%.", [FRIDAY]),
        ("The S&P 500 rose 0.4% on Nov. 22.", [FRIDAY]),
        ("The S&P 500 fell 0.6% yesterday.", [MONDAY]),
        ("The S&P 500 fell 0.6% last week.", [FRIDAY]),
        # a Friday told in passing is not what goes on
        ("The Dow, which fell 1% on Friday, rose 2% on Monday. It was up 3% at noon.", [FRIDAY, MONDAY, MONDAY]),
        ("The S&P 500 rose 0.4% on Monday after falling 1.1% on Friday.", [MONDAY, FRIDAY]),
        ("The S&P 500 lost 19.4% in 2022.", ["2022-12-31"]),
        ("The Russell 2000's record of 2,442.74 was set in November 2021.", ["2021-11"]),
    ],
)
def test_dates(extractor: Extractor, text: str, dates: list[str]) -> None:
    """Each claim is dated by the day named with it, else by the session reported."""
    assert [claim.date for claim in extract(extractor, text).claims] == dates


def test_what_no_words_say_is_marked(extractor: Extractor) -> None:
    """A period or date that follows from context only is implicit."""
    bare, dated = only(extractor, "The Dow rose 1%."), only(extractor, "The Dow rose 1% this week.")
    assert bare.implicit == {Slot.PERIOD, Slot.DATE}
    assert Slot.PERIOD not in dated.implicit


def test_without_a_publication_time_nothing_is_dated(extractor: Extractor) -> None:
    """A weekday alone is no date."""
    found = extractor(Article("text", "The Dow rose 1% on Monday."))
    assert [claim.date for claim in found.claims] == [None]


def test_reasons_are_given_for_every_slot(extractor: Extractor) -> None:
    """Whoever asks can be told why."""
    claim = only(extractor, "The Dow rose 1% this week.")
    slots = {slot for slot, reason in claim.reasons if reason}
    assert {Slot.ENTITY, Slot.METRIC, Slot.DIRECTION, Slot.PERIOD, Slot.DATE} <= slots


# ---------------------------------------------------------------- who said it

SPEAKERS = {
    '"It is a pause," said Jane Doe, chief strategist at Foo Capital.': [
        ("Jane Doe", "chief strategist", "Foo Capital")
    ],
    "Jane Doe, an analyst at Foo Capital, said the S&P 500 would fall.": [("Jane Doe", "analyst", "Foo Capital")],
    "According to Jane Doe, strategist at Foo Capital, stocks will gain.": [("Jane Doe", "strategist", "Foo Capital")],
    "Morningstar index strategist Dan Lefkovitz said small caps could do well.": [
        ("Dan Lefkovitz", "index strategist", "Morningstar")
    ],
    "Jefferies analysts said the path of interest rates matters.": [(None, "analysts", "Jefferies")],
    "Fed Chair Jerome Powell said rates would fall.": [],
    "Foo Corp Chief Executive Jane Roe said sales rose 4%.": [],
}


@pytest.mark.parametrize("text", SPEAKERS)
def test_speakers(extractor: Extractor, text: str) -> None:
    """Commentators are named with role and firm; officials and executives are none."""
    found = extract(extractor, text).statements
    assert [(statement.name, statement.role, statement.firm) for statement in found] == SPEAKERS[text]


def test_a_later_surname_is_the_same_person(extractor: Extractor) -> None:
    """Role and firm are those of the introduction."""
    text = (
        '"Stocks are cheap," Ann Lee, a strategist at Acme Capital, wrote. '
        "Lee expects the S&P 500 to gain 8% next year."
    )
    found = extract(extractor, text)
    assert [(s.name, s.firm) for s in found.statements] == [("Ann Lee", "Acme Capital")] * 2
    assert [(told(claim), claim.metric, claim.speaker) for claim in found.claims] == [
        (f"{SPX} +8%", Metric.FORECAST, "Ann Lee")
    ]


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        (
            '"The Nasdaq fell 2% and nobody cared," said Jane Doe, chief strategist at Foo Capital.',
            ["Jane Doe"],
        ),
        ("Jane Doe, an analyst at Foo Capital, said the S&P 500 would fall 5%.", ["Jane Doe"]),
        ("Analysts at Jefferies said the Russell 2000 could rise 10%.", ["Jefferies"]),
        ('The S&P 500 rose 0.4%. "It is a pause," said Jane Doe, an analyst at Foo Capital.', [None]),
    ],
)
def test_claims_carry_their_speaker(extractor: Extractor, text: str, speakers: list[str | None]) -> None:
    """A figure inside a statement is its speaker's; the article's own are nobody's."""
    assert [claim.speaker for claim in extract(extractor, text).claims] == speakers
