"""The people of one article who speak about markets for a living, each with a role and a firm."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from summarizer.extract.descriptions import find_described, find_its_analysts, named_house
from summarizer.extract.people import Introduction, find_groups, find_people
from summarizer.extract.speech import Tagged, expression
from summarizer.extract.surnames import find_surnames

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Characters before and after an introduction that tell whether markets are talked of.
_AROUND = 700
#: Roles that before a name without more may call a company: "broker Foo Bar rose 3%".
_BARE_TRADE = re.compile(r"(?:\w+ )?(?:broker|dealer|trader|lender|asset manager|fund manager)\Z", re.IGNORECASE)
_RESEARCHER = re.compile(r"(?:analyst|strategist|economist)\Z", re.IGNORECASE)
_OF_HOUSE = re.compile(
    r"\bits\b|\bthe (?:bank|firm|broker|brokerage|house|company|group|lender)['’]s"
    r"|\bat the (?:\S+ )?(?:bank|firm|broker|brokerage)\b",
    re.IGNORECASE,
)
_BESIDE_VERB = re.compile(r"N(?=l?V)|(?<=V)N")


@dataclass(frozen=True, slots=True)
class Met:
    """Whom one sentence introduces."""

    people: tuple[Introduction, ...]
    groups: tuple[Introduction, ...]


@dataclass(slots=True)
class Commentators:
    """The commentators of one article."""

    #: By full name, see `name_key`.
    known: dict[str, Introduction] = field(default_factory=dict)
    #: By surname, and by the first word of the name (the family's in East Asian names), casefolded.
    surnames: dict[str, Introduction] = field(default_factory=dict)
    #: Full names and surnames of everybody introduced, commentator or not.
    met: set[str] = field(default_factory=set)
    #: Firms, casefolded, that speak through analysts.
    houses: set[str] = field(default_factory=set)
    #: Who leads a firm's team, by firm, casefolded.
    leaders: dict[str, Introduction] = field(default_factory=dict)


def name_key(name: str) -> str:
    """The name as a key.

    >>> name_key("John  O. Doe")
    'john o doe'
    """
    return " ".join(re.sub(r"[^\w\s-]", " ", name).casefold().split())


def meet(tagged: Sequence[Tagged]) -> list[Met]:
    """Whom each sentence introduces, with what the sentence before it tells."""
    everybody: list[Met] = []
    for before, words in pairwise((None, *tagged)):
        if words is None:
            continue
        people, groups = [*find_people(words)], [*find_groups(words)]
        if before is not None:
            people += find_described(before, words)
            groups += find_its_analysts(before, words)
        everybody.append(Met(tuple(people), tuple(groups)))
    for number, people in find_surnames(tagged, [here.people for here in everybody]):
        everybody[number] = replace(everybody[number], people=(*everybody[number].people, *people))
    return everybody


def know(tagged: Sequence[Tagged], everybody: Sequence[Met]) -> Commentators:
    """The commentators among everybody met."""
    found = Commentators()
    accepted: set[str] = set()
    officials: set[str] = set()
    speaking = _speaking(tagged)
    house: str | None = None
    for words, here in zip(tagged, everybody, strict=True):
        firms = [group.firm for group in here.groups if group.firm]
        found.houses.update(firm.casefold() for firm in firms)
        for person in here.people:
            placed = _place(words, person, house or (firms[0] if firms else None))
            if placed.name is None:
                continue
            key = _remember(found, placed)
            if is_official(placed):
                officials.add(key)
            elif is_commentator(placed, _around(words, placed), speaking=key.split()[-1] in speaking):
                accepted.add(key)
        house = firms[-1] if firms else named_house(words)
    _keep(found, accepted - officials)
    return found


def _remember(found: Commentators, person: Introduction) -> str:
    """Note the person, filling in what an earlier introduction left out."""
    key = name_key(person.name or "")
    found.met.update((key, key.split()[-1]))
    known = found.known.get(key, person)
    found.known[key] = replace(
        known, role=known.role or person.role, firm=known.firm or person.firm, team=known.team or person.team
    )
    return key


def _keep(found: Commentators, accepted: set[str]) -> None:
    """Forget all but the accepted, and index these."""
    found.known = {key: person for key, person in found.known.items() if key in accepted}
    for key, person in found.known.items():
        words = key.split()
        found.surnames.setdefault(words[0], person)
        found.surnames[words[-1]] = person
        if person.firm:
            found.houses.add(person.firm.casefold())
            if person.team:
                found.leaders.setdefault(person.firm.casefold(), person)


def is_official(person: Introduction) -> bool:
    """Whether the person speaks for a state, an institution or the press."""
    role = person.role or ""
    return bool(
        expression("official").search(role)
        or expression("institution").search(person.firm or "")
        or (not person.firm and expression("presiding").search(role))
    )


def is_commentator(person: Introduction, said: str, *, speaking: bool = False) -> bool:
    """Whether the person, no official, speaks about markets for a living.

    `said` is the text around the introduction; `speaking` whether the article has the person say
    something elsewhere.
    """
    if any(expression(name).search(person.name or "") for name in ("company", "known_house")):
        return False
    firm = person.firm or ""
    business = any(expression(name).search(firm) for name in ("finance", "known_house"))
    about_markets = bool(expression("market").search(said))
    spoken = person.spoken or speaking
    if person.firm and " " not in (person.name or "") and not business:
        return bool(expression("commentator").search(person.role or ""))  # "Foo Motors' Doe" is its own
    if person.role:
        return _has_telling_role(person, spoken=spoken, business=business, about_markets=about_markets)
    if person.job:
        return not expression("measure").search(firm) and _works_in_markets(
            person.job, firm=bool(firm), about_markets=about_markets or business
        )
    if person.loose:
        return spoken and (business or about_markets or bool(expression("note").search(said)))
    return business or (bool(firm) and (person.spoken or about_markets))


def _has_telling_role(person: Introduction, *, spoken: bool, business: bool, about_markets: bool) -> bool:
    """Whether the role is a commentator's, or the firm and what is said make it one's."""
    role, firm = person.role or "", person.firm or ""
    if expression("commentator").search(role):
        return bool(firm) or spoken or not _BARE_TRADE.match(role)
    if expression("own_company").search(role):
        return about_markets and bool(expression("manager").search(f"{person.job} {firm}"))
    if expression("presiding").search(role):
        house = any(expression(name).search(f"{firm}, {person.job}") for name in ("manager", "known_house"))
        return about_markets and (house or bool(expression("money").search(person.job)))
    return bool(firm) and (business or about_markets or person.spoken)


def _works_in_markets(job: str, *, firm: bool, about_markets: bool) -> bool:
    """Whether "who runs money at" tells of a commentator."""
    money = bool(expression("money").search(job))
    if expression("occupation").search(job):
        return firm or money
    return bool(expression("lead").search(job)) and (money or (firm and about_markets))


def _around(words: Tagged, person: Introduction) -> str:
    at = words.words[person.start].start
    return words.text[max(0, at - _AROUND) : at + _AROUND]


def _speaking(tagged: Sequence[Tagged]) -> set[str]:
    """Words beside a verb of speech, casefolded: the surnames of those who say something are among them."""
    return {words.word(match.start()).casefold() for words in tagged for match in _BESIDE_VERB.finditer(words.tags)}


def _place(words: Tagged, person: Introduction, house: str | None) -> Introduction:
    """The person at the firm named before, where the words refer to it: "its strategist", "a team led by"."""
    if person.firm or not house:
        return person
    near = words.printed(max(0, person.start - 7), min(len(words.words), person.end + 8))
    bare = _RESEARCHER.search(person.role or "") and words.tags[person.start - 1 : person.start] in {"R", "Q"}
    return replace(person, firm=house) if person.team or bare or _OF_HOUSE.search(near) else person
