"""Who is introduced in a sentence: people with their role and firm, and firms' unnamed analysts.

Each pattern is a regular expression over a sentence's tags (see `summarizer.extract.speech`), the most telling first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from summarizer.extract.speech import Tagged, load_tables

if TYPE_CHECKING:
    from collections.abc import Iterator

#: A firm in tags.
FIRM = (
    r"(?:[NFIMb]|G(?=[NFMb&]))"
    r"(?:[NFIMGBb]|&(?=[NFIMBbG])|s(?=[NFIMb,.])|,(?=N{1,2}&[NB])|(?<=b)od?(?=[NFGM])|n(?=B)|(?<=[NFI])0(?=[NFB])|(?<=N)Q(?=[,.lV\"]|$)){0,8}"
)
#: A firm before a role: what says where or on what ("UBS China strategist") is the role's.
_EDGE = r"(?<![NFIMGb&])(?<!bo)(?<!bod)"
FIRM_BEFORE = rf"{_EDGE}{FIRM}(?:(?<=oG)|(?<!G))"
_FIRM_BARE = _EDGE + r"(?:[NFIb]|[GM](?=[NFb]))(?:[NFIMGBb]|&(?=[NFIM])|s(?=[NFMb])|(?<=b)od?(?=[NFG])){0,8}?(?<![MG])"
_NAME = r"(?<![NIFb&@])(?<!@d)(?:[NIG][NIp]{0,3}(?:N|(?<=[NI])G(?=[,V])))"
_SEPARATOR = r"(?:,(?:[QI0],)?|\(|-|l(?=d?[mMG]{0,4}[RQ]))"
_ROLE = r"(?P<role>[lmMGNFIRQBPb0&no-]{0,12}?[RQ](?:[lmMGNFIRQBb0&no,a-]|(?<=[oa])d){0,10}?)"
_TOPIC = r"(?:o[mMGlN]{1,5}(?:[n&,][mMG]{1,3}){0,2})?"
_ROLE_SMALL = rf"(?P<role>[mG0R]{{0,6}}R(?:[n&][mGR]{{0,5}}R)?{_TOPIC})"
_ROLE_CAPITAL = rf"(?P<role>[mMG0Q]{{0,6}}Q(?:[n&][mMGQ]{{0,5}}Q)?{_TOPIC})"
_AT = r"[@af]d?[lmGRMPn]{0,6}?(?:(?<=G)s)?"
BRAND = r"(?:f[NF]{1,3})?"
PAREN = r"(?:\([^()]{1,10}\))?"
_STOP = r"(?=[,.\"V:;)w-]|$)"
_END = r"(?=[,.\"V:;)w@ai-]|$)"

#: Introductions of one person, the most telling first.  Groups: name, role, firm.
_PERSON_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        # Jane Doe, Foo Capital's chief strategist; Jane Doe, Foo Capital Chief Strategist
        rf"K?(?P<name>{_NAME}){_SEPARATOR}d?(?P<firm>(?=[mMG]*[NFIb]){FIRM}(?<!G))(?:sl{{0,2}})?{_ROLE_SMALL}{_STOP}",
        # Jane Doe, chief strategist at Foo Capital
        rf"K?(?P<name>{_NAME}){_SEPARATOR}d?(?:[lmR]s)?{_ROLE}{_AT}(?P<firm>{FIRM}{BRAND})",
        # Jane Doe, founder of Foo Capital
        rf"K?(?P<name>{_NAME}){_SEPARATOR}d?(?:[lmR]s)?(?P<role>[lmMGNFIRQ0&n-]{{0,8}}?[RQ]{{1,2}})od?(?:Gs)?(?P<firm>(?=[mMG]*[NFIb]){FIRM})(?:s?(?=[lmM])|s(?=[GN])|{_END})",
        # Jane Doe, Head of Research, Foo Capital
        rf"K?(?P<name>{_NAME}){_SEPARATOR}d?(?:[lmR]s)?(?P<role>[lmMGNFIRQ0&no-]{{0,8}}?[RQ]{{1,2}}{_TOPIC}(?:,(?:[mMGQR&n]{{1,5}}|F))?)[,-](?P<firm>(?=[MG]*[NFIb]){FIRM}){_END}",
        rf"K?(?P<name>{_NAME}){_SEPARATOR}d?(?P<firm>(?=[mMG]*[NFIb]){_FIRM_BARE[len(_EDGE):]})s?{_ROLE_CAPITAL}{_STOP}",
        # Foo Capital chief strategist Jane Doe; Foo Capital's Head of Research Jane Doe
        rf"(?P<firm>{FIRM_BEFORE}){PAREN}(?:sl{{0,2}})?{_ROLE_SMALL},?K?(?P<name>{_NAME})",
        rf"(?P<firm>{_FIRM_BARE}){PAREN}s?{_ROLE_CAPITAL},?K?(?P<name>{_NAME})",
        # Foo Capital, where economist Jane Doe
        rf"(?P<firm>{FIRM_BEFORE}),W{_ROLE_SMALL}(?P<name>{_NAME})",
        # chief strategist Jane Doe of Foo Capital
        rf"(?:{_ROLE_SMALL}|{_ROLE_CAPITAL.replace('role', 'title')}),?K?(?P<name>{_NAME}),?[@afo]d?[lm]{{0,3}}(?P<firm>{FIRM}{BRAND})",
        # Jane Doe, who runs money at Foo Capital
        rf"K?(?P<name>{_NAME})(?:,0)?,(?P<job>w[lmMGNFIRQPBVTyn0&xodia-]{{1,14}}?){_AT}(?P<firm>{FIRM})",
        # Jane Doe, who founded Foo Capital
        rf"K?(?P<name>{_NAME})(?:,0)?,(?P<job>wl{{1,2}}d?[x0l]{{0,3}})(?P<firm>{FIRM})",
        # Jane Doe, who runs a pension fund in Oslo
        rf"K?(?P<name>{_NAME})(?:,0)?,(?P<job>w[lmMGNFIRQPBVTyn0&xodia-]{{2,14}})[,.]",
        # the chief strategist at Foo Capital, Jane Doe,
        rf"(?P<role>[mMGRQ]{{0,6}}[RQ]{_TOPIC})[@afo]d?(?P<firm>{FIRM}),K?(?P<name>{_NAME})(?=[,V])",
        # Jane Doe, chief strategist
        rf"K?(?P<name>{_NAME}){_SEPARATOR}d?(?:[lmR]s)?(?P<role>[lmMGNFIRQ0&n-]{{0,8}}?[RQ]{_TOPIC}){_END}",
        # according to Jane Doe at Foo Capital; Jane Doe of Foo Capital said
        rf"(?:V[ldK,:]{{0,3}}|AT[lo]{{0,3}})K?(?P<name>{_NAME})[@afo]d?[lmRG]{{0,3}}?(?P<firm>{FIRM}{BRAND})",
        rf"K?(?P<name>{_NAME}),?[@o]d?[lmRGn]{{0,7}}?(?P<firm>{FIRM}{BRAND})",
        # chief strategist Jane Doe
        rf"(?P<role>[mMG0RQ]{{0,6}}[RQ](?:[n&][mMGRQ]{{0,5}}[RQ])?{_TOPIC}),?K?(?P<name>{_NAME})",
    )
)
#: Introductions that only a verb of speech tells from a mention of anything else.
_LOOSE_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"K?(?P<name>{_NAME})[af]d?[lmR]{{0,3}}(?P<firm>{FIRM}{BRAND})",
        rf"K(?P<name>N)[@afo]d?[lmR]{{0,3}}(?P<firm>{FIRM})",
        # Jane Doe (Foo Capital); said Jane Doe, Foo Capital.
        rf"K?(?P<name>{_NAME})\((?P<firm>{FIRM})\)",
        rf"(?:V|AT|^)K?(?P<name>{_NAME})[,-](?P<firm>{FIRM})(?=[,.\"]|$)",
        # Foo's Jane Doe
        rf"(?P<firm>{FIRM_BEFORE})s(?P<name>{_NAME})(?=[,lV-])",
    )
)
_SECOND = rf"(?:(?:,K?(?P<third>{_NAME}))?,?nK?(?P<second>{_NAME}))?(?![sNI])"
CREW = r"(?P<role>[mMG0]{0,5}P)"
_LED = r"(?:,?(?:Ly|J))?"
#: Introductions of the people of a team.  Groups: name, second, third, role, firm.
_TEAM_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        # Foo Capital strategists led by Jane Doe and John Roe
        rf"(?P<firm>{FIRM_BEFORE})s?{CREW}(?:o[mG]{{0,3}}P)?{_LED}K?(?P<name>{_NAME}){_SECOND}",
        # strategists at Foo Capital led by Jane Doe
        rf"{CREW}[@afo]d?(?P<firm>{FIRM}),?(?:Ly|J)K?(?P<name>{_NAME}){_SECOND}",
        # Jane Doe and John Roe, strategists at Foo Capital
        rf"(?P<name>{_NAME}){_SECOND},d?(?P<role>[lmMGn]{{0,6}}P)[@afo]d?(?P<firm>{FIRM})",
        # Jane Doe and a team of strategists at Foo Capital
        rf"(?P<name>{_NAME})nd?{CREW}(?:o[mG]{{0,3}}P)?(?:[@afo]d?(?P<firm>{FIRM}))?",
        # a team led by Jane Doe at Foo Capital
        rf"{CREW}(?:o[mG]{{0,3}}P)?{_LED}K?(?P<name>{_NAME}){_SECOND}[@afo]d?(?P<firm>{FIRM})",
        rf"{CREW}(?:o[mG]{{0,3}}P)?{_LED}K?(?P<name>{_NAME}){_SECOND}",
    )
)
#: Before a name without more they may call a company: "broker Foo Bar rose 3%".
_BARE_TRADE = re.compile(r"(?:\w+ )?(?:broker|dealer|trader|lender|asset manager|fund manager)\Z", re.IGNORECASE)


#: "Foo & Co.'s Orlando office".
_OFFICE = re.compile(r"(?<=\.)['’]s .*")


@dataclass(frozen=True, slots=True)
class Introduction:
    """One person, or a firm's unnamed analysts, as a sentence introduces them."""

    #: None for a firm's unnamed analysts.
    name: str | None
    role: str | None
    firm: str | None
    #: Words of the sentence that print the mention: start and end, exclusive.
    start: int
    end: int
    #: Whether a verb of speech stands beside it.
    spoken: bool
    #: Whether only a verb of speech would tell that it is a person's.
    loose: bool = False
    #: What the person does, in the words that tell: the role, else "who runs money at".
    job: str = ""
    #: Whether the person speaks for a team.
    team: bool = False


@cache
def expression(table: str) -> re.Pattern[str]:
    """One of the expressions of ``speech.toml``."""
    return re.compile("|".join(load_tables()[table]), re.IGNORECASE)


def find_people(tagged: Tagged) -> Iterator[Introduction]:
    """People introduced in the sentence, each once, officials and executives among them."""
    taken: set[int] = set()
    for pattern in _TEAM_PATTERNS if "P" in tagged.tags else ():
        for match in pattern.finditer(tagged.tags):
            if taken.isdisjoint(range(*match.span("name"))):
                taken.update(range(*match.span()))
                yield from _team(tagged, match)
    for pattern in (*_PERSON_PATTERNS, *_LOOSE_PATTERNS):
        for match in pattern.finditer(tagged.tags):
            if taken.isdisjoint(range(*match.span("name"))):
                taken.update(range(*match.span()))
                yield replace(_introduced(tagged, match, "name"), loose=pattern in _LOOSE_PATTERNS)


def _team(tagged: Tagged, match: re.Match[str]) -> Iterator[Introduction]:
    for group in ("name", "third", "second"):
        if match.groupdict().get(group):
            yield _introduced(tagged, match, group, team=True)


def _introduced(tagged: Tagged, match: re.Match[str], group: str, *, team: bool = False) -> Introduction:
    groups = match.groupdict()
    start, end = match.span(group)
    role_group = next((name for name in ("role", "title") if groups.get(name)), None)
    role = tagged.printed(*match.span(role_group)) if role_group else None
    firm = tagged.printed(*match.span("firm")) if groups.get("firm") else None
    return Introduction(
        tagged.printed(start, end),
        _single(role) if team else trimmed(role),
        trimmed(firm),
        start,
        end,
        spoken=speaks(tagged, match),
        job=tagged.printed(*match.span("job")) if groups.get("job") else "",
        team=team,
    )


def _single(role: str | None) -> str | None:
    """One of a team: "strategists" is a strategist."""
    if role is None or role.split()[-1].casefold() in {"team", "desk"}:
        return None
    return role.removesuffix("s")


def trimmed(words: str | None) -> str | None:
    return _OFFICE.sub("", words).strip(" ,-–—") or None if words else None


def speaks(tagged: Tagged, match: re.Match[str]) -> bool:
    """Whether a verb of speech, or one of raising and cutting a target, stands beside the introduction."""
    before = tagged.tags[max(0, match.start() - 4) : match.start()]
    after = tagged.tags[match.end() : match.end() + 10]
    if re.search(r"(?:V[ldK,:]{0,3}|AT[lo]{0,3}d?)\Z", before) or re.match(r"(?:i[NG]{1,3})?(?:,[^,V]{1,5},|[,)])?l{0,3}V", after):
        return True
    verb = match.end() + (after[:1] in {",", ")"})
    return verb < len(tagged.words) and tagged.words[verb].of(tagged.text) in acting()


@cache
def acting() -> frozenset[str]:
    """What a firm or an analyst does to a rating or a target."""
    return frozenset(load_tables()["rating_action"].split())


def is_commentator(person: Introduction, said: str, *, speaking: bool = False) -> bool:
    """Whether the person speaks about markets for a living.

    `said` is the text around the introduction; `speaking` whether the article has the person say something later.
    """
    role, firm = person.role or "", person.firm or ""
    if expression("institution").search(firm) or expression("official").search(role):
        return False
    if expression("company").search(person.name or ""):
        return False
    business = bool(expression("finance").search(firm))
    about_markets = bool(expression("market").search(said))
    spoken = person.spoken or speaking
    if expression("commentator").search(role):
        return bool(firm) or spoken or not _BARE_TRADE.match(role)
    if expression("own_company").search(role):
        return about_markets and bool(expression("manager").search(firm))
    if role:
        return bool(firm) and (business or about_markets or person.spoken)
    if person.job and not expression("measure").search(firm):
        return _works_in_markets(person.job, firm=bool(firm), about_markets=about_markets or business)
    if person.loose:
        return spoken and (business or about_markets or bool(expression("note").search(said)))
    return business or (bool(firm) and (person.spoken or about_markets))


def _works_in_markets(job: str, *, firm: bool, about_markets: bool) -> bool:
    """Whether "who runs money at …" tells of a commentator."""
    money = bool(expression("money").search(job))
    if expression("occupation").search(job):
        return firm or money
    return bool(expression("lead").search(job)) and (money or (firm and about_markets))
