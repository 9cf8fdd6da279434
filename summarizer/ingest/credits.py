"""Credit lines: who published an article, who wrote it and when, as printed on lines of their own.

A line is a credit when a time, a label ("Source:", "By …") or a known publisher stands in it and whatever
else it has is a name.  A time in the middle of a sentence is the story's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.ingest.clutter import parse_clutter
from summarizer.ingest.published import find_stamp

if TYPE_CHECKING:
    from datetime import datetime

#: Characters of the longest credit line.
LONGEST = 160

#: Publishers told without a label.
PUBLISHERS = frozenset(
    name.casefold()
    for name in (
        "ABC News", "AFP", "Al Jazeera", "AP", "Associated Press", "Barron's", "BBC", "BBC News",
        "Benzinga", "Bloomberg", "Bloomberg News", "Business Insider", "Business Standard", "Business Wire",
        "Caixin", "Caixin Global", "CBS News", "CNBC", "CNN", "CNN Business", "Dow Jones",
        "Dow Jones Newswires", "Economic Times", "Financial Times", "Forbes", "Fortune", "Fox Business",
        "Futu News", "Gelonghui", "Global Times", "Globe and Mail", "Investing.com", "Investopedia",
        "Jin10", "Kiplinger", "Kyodo", "LiveMint", "Los Angeles Times", "MarketWatch", "Mint",
        "Moneycontrol", "Morningstar", "Motley Fool", "MT Newswires", "NBC News", "New York Times",
        "Nikkei Asia", "NPR", "Press Trust of India", "PTI", "Reuters", "Schaeffer's", "Seeking Alpha",
        "South China Morning Post", "Straits Times", "The Associated Press", "The Economic Times",
        "The Economist", "The Globe and Mail", "The Guardian", "The Motley Fool", "The New York Times",
        "The Street", "The Wall Street Journal", "The Washington Post", "TheStreet", "Trading Economics",
        "Wall Street Journal", "Wallstreetcn", "Xinhua", "Yahoo Finance", "Yicai", "Yonhap", "Zacks",
        "Zhitong Finance",
    )
)  # fmt: skip

_WORD = r"(?:[A-Z0-9][\w.'’&-]*|of|and|the|for|in|de|&)"
_PERSON = r"[A-Z][\w.'’-]*(?: (?:[A-Z][\w.'’-]*|de|van|von|al|bin)){0,3}"

#: A name as a publisher prints its own: up to six words, each capitalised but for the little ones.
NAME = re.compile(rf"(?:The )?[A-Z0-9][\w.'’&-]*(?: {_WORD}){{0,5}}(?: \([\w. ]{{2,30}}\))?")

#: A name does not end so.
DANGLING = re.compile(r"\b(?:of|and|the|for|in|on|to|at|by|from|de|&)$", re.IGNORECASE)

#: "By Jane Doe and John Roe, Reuters"; not "By Friday".
BYLINE = re.compile(
    rf"(?:By|BY|by) (?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b)(?P<names>"
    rf"{_PERSON}(?:(?:,| and| &) {_PERSON}){{0,4}}|(?:our|the) [a-z ]{{0,30}}(?:staff|desk|team|reporters?))"
    rf"(?: (?:in|at|for) {_PERSON})?"
)

#: "Source: Harbour Finance"; others may follow.
SOURCE = re.compile(
    r"(?:source|publisher|outlet|via|from|site)\s*:\s*(?P<name>\S.{0,60}?)"
    r"(?:\s(?:author|editor|reporter)s?\s*:.*|\.\s.*)?",
    re.IGNORECASE,
)

#: "NEW YORK, Nov 25, 2024 (Reuters) -", "(Reuters) -": how an agency's story begins.
DATELINE = re.compile(r"(?:[A-Z][^()\n]{0,60})?\((?P<agency>[A-Z][A-Za-z .]{1,30})\)\s*[-–—]{1,2}\s")

#: What else stands in a credit line.
ASIDE = re.compile(
    r"(?:(?:first|last|originally) )?(?:updated?|modified|published|posted|date|time)(?: on| at)?"
    r"|[A-Z]{2,4}|\w+ time|exclusive|[\d,]+ views|(?:\d\d-\d\d|[a-z]{3,9}\.? \d{1,2}),? \d\d:\d\d",
    re.IGNORECASE,
)

UPDATED = re.compile(r"\b(?:updated|modified)\b", re.IGNORECASE)

_PARTS = re.compile(r"\s*[|·•]\s*|\s+[/–—-]+\s+|\n")


@dataclass(frozen=True, slots=True)
class Credit:
    """What a credit line says."""

    publisher: str | None = None
    published: datetime | None = None
    #: The time is that of a later change; one of publication is preferred.
    updated: bool = False


def parse_credit(line: str) -> Credit | None:
    """Read a credit line, or return None for a line of the story.

    >>> parse_credit("Harbour Daily | 2024.11.26 02:37").publisher
    'Harbour Daily'
    >>> parse_credit("By Jane Doe, Reuters").publisher
    'Reuters'
    >>> parse_credit("It set the record on November 8, 2021, and fell.") is None
    True
    """
    if len(line) > LONGEST:
        return None
    stamp = find_stamp(line)
    rest = f"{line[: stamp.span.start]}\n{line[stamp.span.end :]}" if stamp else line
    parts = [part for part in (part.strip(" ,;:()[]") for part in _PARTS.split(rest)) if part]
    names = [_parse_told(part) for part in parts]
    if not stamp and not any(name is not None for name in names):
        return None
    if any(name is None and not _may_stand_beside(part) for name, part in zip(names, parts, strict=True)):
        return None
    untold = [part for name, part in zip(names, parts, strict=True) if name is None and _is_publisher(part)]
    publisher = next(filter(None, [*names, *untold]), None)
    return Credit(publisher, stamp.time if stamp else None, updated=UPDATED.search(rest) is not None)


def parse_dateline(paragraph: str) -> Credit | None:
    """Read the agency, and the date where its year is printed, off the beginning of a story.

    >>> parse_dateline("TOKYO, Nov 25, 2024 (Reuters) - Shares rose.").publisher
    'Reuters'
    """
    match = DATELINE.match(paragraph)
    if not match:
        return None
    stamp = find_stamp(match[0])
    return Credit(match["agency"], stamp.time if stamp else None)


def is_name(part: str) -> bool:
    """Whether a text could be a publisher's name.

    >>> is_name("Harbour Daily Finance"), is_name("Shares rose"), is_name("Stock Market News For")
    (True, False, False)
    """
    return NAME.fullmatch(part) is not None and not DANGLING.search(part)


def _parse_told(part: str) -> str | None:
    """The publisher that a part of a line names for certain; "" where the part is a credit without one."""
    if part.casefold() in PUBLISHERS:
        return part
    if match := SOURCE.fullmatch(part):
        return match["name"]
    if match := BYLINE.fullmatch(part):
        last = re.split(r", | and | & ", match["names"])[-1]
        return last if last.casefold() in PUBLISHERS else ""
    return None


def _is_publisher(part: str) -> bool:
    """Whether a part that says nothing for certain is best read as the publisher."""
    return is_name(part) and not ASIDE.fullmatch(part) and not parse_clutter(part)


def _may_stand_beside(part: str) -> bool:
    """Whether a part may stand in a credit line beside what makes it one."""
    return is_name(part) or ASIDE.fullmatch(part) is not None or parse_clutter(part) is not None
