"""Firms that speak without a person: their unnamed analysts, their notes, ratings and forecasts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summarizer.extract.people import BRAND, CREW, FIRM, FIRM_BEFORE, PAREN, Introduction, acting, expression, speaks, trimmed
from summarizer.extract.speech import Tagged

if TYPE_CHECKING:
    from collections.abc import Iterator, Set

#: Mentions of a firm's unnamed analysts.  Groups: firm, role.
_GROUP_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        # Foo Capital analysts
        rf"(?P<firm>{FIRM_BEFORE}){PAREN}s?{CREW}",
        # analysts at Foo Capital and Bar Securities
        rf"{CREW}[@afo]d?[lmR]{{0,3}}?(?P<firm>{FIRM}{BRAND})(?:n(?P<second>{FIRM}))?",
        # At Foo Capital, strategists
        rf"[@af](?P<firm>{FIRM}),d?{CREW}",
    )
)


#: A firm that says something itself: "Foo Capital, which rates the stock a buy, wrote"; "according to Foo Capital".
_SAYS = re.compile(rf"(?<![@afoi])(?<![@afoi]d)(?P<firm>{FIRM_BEFORE})(?:\([^()]{{1,8}}\))?(?:,[^,V]{{1,14}},)?l{{0,3}}(?P<verb>V)")
_ACCORDING = re.compile(rf"AT(?:d?[lm]{{0,5}}[@fay])?d?(?P<firm>{FIRM})(?![NFIMGBbslmP0&])")
_RELEASED = re.compile(rf"(?<![@afoi])(?<![@afoi]d)(?P<firm>{FIRM_BEFORE})l{{0,2}}(?P<issued>l)")
_SAID_BY = re.compile(rf"V(?P<firm>{FIRM})(?=[,.i\"]|$)")
_ACTS = re.compile(rf"(?<![@afoi])(?<![@afoi]d)(?P<firm>{FIRM_BEFORE})(?:\([^()]{{1,8}}\))?l{{0,3}}?T?(?P<verb>[lVm])")
_SUBORDINATE = re.compile(r"\b(?:after|as|when|while|since|because|where|that)(?:\s+[a-z]+)?\s+\Z", re.IGNORECASE)
_INDEX = re.compile(
    r"\b(?:index|indices|s&p|stoxx|ftse|dax|nikkei|topix|kospi|nifty|sensex|hang seng|csi|nasdaq|dow|msci|russell|tsx|asx|"
    r"stocks|equities|benchmark|market)\b",
    re.IGNORECASE,
)


_FIGURATIVE = frozenset("added adds adding saw see called calls cites cited shrugged shrugs maintained maintains".split())
_ISSUED = frozenset(("released", "issued", "published"))
_RESEARCHERS = frozenset(("analysts", "strategists", "economists", "team", "desk", "researchers"))


def find_views(tagged: Tagged, sentence: str, houses: Set[str]) -> Iterator[Introduction]:
    """Firms that state a view without naming anybody; `houses` are firms known to do research."""
    note = expression("note").search(sentence)
    forecast = _INDEX.search(sentence)
    rating = expression("rating").search(sentence)
    report = expression("report").search(sentence)
    if note or forecast or rating or report:
        for pattern in (_SAYS, _ACCORDING, _SAID_BY):
            for match in pattern.finditer(tagged.tags):
                firm = tagged.printed(*match.span("firm"))
                if tagged.tags.count('"', 0, match.start()) % 2 or _figurative(tagged, match):
                    continue
                if _is_research(firm, houses, named=bool(note or rating)):
                    yield _view(tagged, match)
    if note or report:
        for match in _RELEASED.finditer(tagged.tags):
            firm = tagged.printed(*match.span("firm"))
            if tagged.printed(*match.span("issued")) in _ISSUED and _is_research(firm, houses, named=bool(note)):
                yield _view(tagged, match)
    if rating:
        for match in _ACTS.finditer(tagged.tags):
            verb = match.start("verb")
            action = tagged.words[verb].of(tagged.text)
            if action not in acting() or (action == "has" and tagged.tags[verb + 1 : verb + 2] != "d"):
                continue
            if _INDEX.search(tagged.printed(*match.span("firm"))):
                continue
            clause = sentence[: tagged.words[match.start()].start - tagged.words[0].start]
            if forecast or not _SUBORDINATE.search(clause):
                yield _view(tagged, match)


def _figurative(tagged: Tagged, match: re.Match[str]) -> bool:
    """Whether the verb may be said of an index or a share: "the Bovespa has added 2%"."""
    return bool(match.groupdict().get("verb")) and tagged.printed(*match.span("verb")).lower() in _FIGURATIVE


def _is_research(firm: str, houses: Set[str], *, named: bool) -> bool:
    if expression("institution").search(firm) or expression("measure").search(firm):
        return False
    if re.search(r"['’]s? [A-Z]", firm):
        return False
    return named or firm.casefold() in houses or bool(expression("finance").search(firm))


def _view(tagged: Tagged, match: re.Match[str]) -> Introduction:
    firm = trimmed(tagged.printed(*match.span("firm")))
    return Introduction(None, None, firm, *match.span("firm"), spoken=True)


def find_groups(tagged: Tagged) -> Iterator[Introduction]:
    """Firms' unnamed analysts in the sentence."""
    taken: set[int] = set()
    for pattern in _GROUP_PATTERNS if "P" in tagged.tags else ():
        for match in pattern.finditer(tagged.tags):
            if not taken.isdisjoint(range(*match.span())) or _describes(tagged, match):
                continue
            taken.update(range(*match.span()))
            role = _crew(tagged.printed(*match.span("role")))
            for group in ("firm", "second"):
                if match.groupdict().get(group):
                    firm = trimmed(tagged.printed(*match.span(group)))
                    yield Introduction(None, role, firm, *match.span(), spoken=speaks(tagged, match))


def _describes(tagged: Tagged, match: re.Match[str]) -> bool:
    """Whether the firm is no more than a first word with a capital: "Technical analysts"."""
    start, end = match.span("firm")
    if start or end != 1:
        return False
    role = tagged.printed(*match.span("role")).split()[-1].casefold()
    return role not in _RESEARCHERS or bool(expression("description").search(tagged.printed(0, 1)))


def _crew(role: str) -> str | None:
    """The plural role as it is kept: "analysts"; a desk's people are analysts."""
    return None if role.casefold() in {"team", "desk"} else role.lower()


