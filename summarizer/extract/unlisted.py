"""Indexes that no gazetteer lists: a capitalised name that ends in "Index"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

from summarizer.types import Span

_NAMED = re.compile(
    r"""
    (?: (?: [A-Z][\w&’'/.-]* | \d{2,4} )\s ){1,5}
    (?: Index | Composite | Average
      | (?: (?: stock | share | all-share | composite | general | property | price | industrial | mines ) \s ){0,3}
        index ) \b
    (?! \s+ (?: [Ff]und | ETF | provider | [Ff]utures ) )    # a product or company named after it
    """,
    re.VERBOSE,
)
#: Words that begin a sentence or phrase, capitalised or not, and no name.
_OPENING = re.compile(r"\b(?:The|A|An|In|On|Its|And|Meanwhile|But|While|As|For|At|Elsewhere|Another|[\w.]+['’]s?)\s")
#: Words in the names of indexes that follow no stocks: prices, surveys, currencies, bonds, goods, and who makes them.
_NO_STOCKS = re.compile(
    r"""\b(?:
        Price | Prices | Cost | Inflation | CPI | PPI | PCE | GDP | Economic | Leading | Coincident | Surprise
      | Uncertainty
      | Managers?['’]? | Purchasing | PMI | Composite\ PMI | ISM | ZEW | Ifo | IFO | Manufacturing | Services | Activity
      | Production | Employment | Labou?r | Small\ Business | Outlook
      | Confidence | Sentiment | Climate | Optimism | Expectations | Tendency | Greed | Misery | Pressure | Strength
      | Condition | Conditions | Momentum | Volume | Human | Development
      | Dollar | Currency | Bond | Treasury | Big\ Mac
      | Housing | Home | Case-Shiller | Commodity | Commodities | Metals?\ Price | Food | Freight | Dry | Container
      | University | Michigan | Fed | Federal | Reserve | NAHB | Empire | Sentix | Baltic | Board | ICE | MOVE | CRB
      | Gini | GfK | Caixin | Markit | Tankan | Halifax | Nationwide | Westpac | Redbook | Bureau | Ministry
      | Department | Bank\ of | U\.?S\.? | Chicago | Philadelphia | Beige
      | The | This | That | An? | Our | Its | Each | Every | Both | One | Another | Such | No | New
    )\b""",
    re.VERBOSE | re.IGNORECASE,
)
#: Words that describe an index named before, capitalised as the first of a sentence.
_DESCRIBING = re.compile(
    r"""(?: Main | Benchmark | Key | Broad(?:er|est)? | Wider | Blue-chip | Tech-heavy | Small-cap | Large-cap | Mid-cap
        | Leading | Composite | Stock | Share | Sector | Headline | Local | Overall | Whole ) \b .*""",
    re.VERBOSE | re.IGNORECASE,
)


def find_unlisted(text: str) -> Iterator[Span]:
    """Where a text names an index that may be unlisted, in order and disjoint.

    >>> text = "The Foo 40 Index rose; the Consumer Confidence Index fell."
    >>> [span.of(text) for span in find_unlisted(text)]
    ['Foo 40 Index']
    """
    for match in _NAMED.finditer(text):
        openings = [opening.end() for opening in _OPENING.finditer(text, match.start(), match.end())]
        start = max(openings, default=match.start())
        name = text[start : match.end()]
        if len(name.split()) > 1 and not (_NO_STOCKS.search(name) or _DESCRIBING.fullmatch(name)):
            yield Span(start, match.end())
