"""Firms that speak without a person: their unnamed analysts, their notes, ratings and forecasts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summarizer.extract.people import BRAND, CREW, FIRM, FIRM_BEFORE, PAREN, Introduction, acting, expression, speaks, trimmed
from summarizer.extract.speech import Tagged, load_tables

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
_SAYINGS = (_SAYS, _ACCORDING, _SAID_BY)
_SUBORDINATE = re.compile(r"\b(?:after|as|when|while|since|because|where|that)(?:\s+[a-z]+)?\s+\Z", re.IGNORECASE)
_INDEX = re.compile(
    r"\b(?:index|indices|s&p|stoxx|ftse|dax|nikkei|topix|kospi|nifty|sensex|hang seng|csi|nasdaq|dow|msci|russell|tsx|asx|"
    r"stocks|equities|benchmark|market)\b",
    re.IGNORECASE,
)


_PASSIVE = frozenset(("is", "are", "was", "were", "be", "been", "being", "widely"))
_POSSESSED = re.compile(r"['’]s? [A-Z]")
_ISSUED = frozenset(("released", "issued", "published"))
_RESEARCHERS = frozenset(("analysts", "strategists", "economists", "team", "desk", "researchers"))


def find_views(tagged: Tagged, sentence: str, houses: Set[str]) -> Iterator[Introduction]:
    """Firms that state a view without naming anybody; `houses` are firms known to do research.

    Tags are looked at first, words after: most sentences have no firm that says anything.
    """
    sayings = [match for pattern in _SAYINGS for match in pattern.finditer(tagged.tags) if _is_spoken(tagged, match)]
    if sayings:
        note = expression("note").search(sentence) or expression("rating").search(sentence)
        about = note or _INDEX.search(sentence) or expression("report").search(sentence)
        for match in sayings:
            told = about or _opines(tagged, match)
            if told and _is_research(tagged, match, houses, named=bool(note), narrow=not about):
                yield _view(tagged, match)
    for match in _RELEASED.finditer(tagged.tags):
        if tagged.printed(*match.span("issued")) in _ISSUED:
            note = expression("note").search(sentence)
            told = note or expression("report").search(sentence)
            if told and _is_research(tagged, match, houses, named=bool(note)):
                yield _view(tagged, match)
    yield from _ratings(tagged, sentence)


def _ratings(tagged: Tagged, sentence: str) -> Iterator[Introduction]:
    """Firms that set a target of an index, or change a share's rating and say why."""
    for match in _ACTS.finditer(tagged.tags):
        verb = match.start("verb")
        action = tagged.words[verb].of(tagged.text)
        if action not in acting() or (action == "has" and tagged.tags[verb + 1 : verb + 2] != "d"):
            continue
        firm = tagged.printed(*match.span("firm"))
        if _INDEX.search(firm) or not expression("rating").search(sentence):
            continue
        clause = sentence[: tagged.words[match.start()].start - tagged.words[0].start]
        reasoned = expression("reason").search(sentence) and not _SUBORDINATE.search(clause)
        if reasoned or _INDEX.search(sentence):
            yield _view(tagged, match)


def _is_spoken(tagged: Tagged, match: re.Match[str]) -> bool:
    """Whether the firm speaks, outside of a quotation, with a verb that is one of speech here: not "the Bovespa added 2%", not "margins are expected"."""
    if tagged.tags.count('"', 0, match.start()) % 2:
        return False
    if not match.groupdict().get("verb"):
        return True
    verb = match.start("verb")
    before = tagged.words[verb - 1].of(tagged.text) if verb else ""
    return before not in _PASSIVE and tagged.words[verb].of(tagged.text) not in load_tables()["figurative"].split()


def _opines(tagged: Tagged, match: re.Match[str]) -> bool:
    """Whether a quotation stands before the firm, or a verb of opinion after it."""
    verb = match.groupdict().get("verb") and tagged.words[match.start("verb")].of(tagged.text)
    return tagged.tags[max(0, match.start() - 1) : match.start()] == '"' or verb in load_tables()["opinion"].split()


def _is_research(
    tagged: Tagged, match: re.Match[str], houses: Set[str], *, named: bool, narrow: bool = False
) -> bool:
    """Whether the firm is one that has views of markets; `named` where a note or a rating shows it."""
    firm = tagged.printed(*match.span("firm"))
    if expression("institution").search(firm) or expression("measure").search(firm) or _POSSESSED.search(firm):
        return False
    business = expression("manager" if narrow else "finance").search(firm)
    return named or firm.casefold() in houses or bool(business)


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


