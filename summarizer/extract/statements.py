"""Who said what: named market commentators and firms' unnamed analysts, with the sentences that are theirs.

    sentences ─ tag ─▶ introductions ─▶ people of the article ─▶ turns, one a speaker and sentence ─▶ statements

A person is known from the most telling introduction of the article, wherever it stands; a later surname, a pronoun
or a quotation that goes on is the same person's.
"""

from __future__ import annotations

import re
from itertools import pairwise
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from summarizer.extract.firms import find_groups, find_views
from summarizer.extract.people import FIRM, FIRM_BEFORE, Introduction, expression, find_people, is_commentator, trimmed
from summarizer.extract.speech import Tagged, load_tables, tag
from summarizer.types import Span, Statement

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: A header over several paragraphs ("Jane Doe, Technical Analyst, Foo Securities") owns at most so many sentences.
_HEADER_REACH = 15
#: Characters around an introduction that tell whether markets are talked of.
_AROUND = 700
#: Words around a mention in which its verb of speech is looked for.
_NEAR = 30
_QUOTES = re.compile(r"[\"“”]")
_PARAGRAPH = re.compile(r"\n\s*\n")
_PRONOUN = re.compile(r"^[ln]{0,2},?h|[,\"]h[l]{0,2}V|hl?V[.,]?$|Vh(?:[,.\"]|$)")
_STAND_IN = re.compile(r"d[mG]{0,2}(?P<noun>[lmbRP])(?P<after>l?V)|V(?:d)[mG]{0,2}(?P<late>[lmbRP])[,.]")
_OTHER_SPEAKER = re.compile(r"[NFIBbG]l?V|Vd?[NFI]|AT")


_OF_HOUSE = re.compile(
    r"\bits\b|\bthe (?:bank|firm|broker|brokerage|house|company|group|lender)['’]s|\bat the (?:\S+ )?(?:bank|firm|broker|brokerage)\b",
    re.IGNORECASE,
)
_RESEARCHER = re.compile(r"(?:analyst|strategist|economist)\Z", re.IGNORECASE)
_HOUSE_FIRST = re.compile(rf"(?P<firm>{FIRM})(?=l?[lV])")
_HOUSE_SAYS = re.compile(rf"(?P<firm>{FIRM_BEFORE})(?=V)")
_HOUSE_LAST = re.compile(rf"(?<=[@afoT])(?P<firm>{FIRM})\.$")
_DESCRIPTION = re.compile(rf"d(?P<role>[mG]{{0,4}}R(?:o[lmMG]{{1,4}}?)?)[@afo]d?(?P<firm>{FIRM})(?!,?[NI]N)")
_ITS_CREW = re.compile(r"d(?P<role>[mG]{0,4}P)")
_SUBJECT = re.compile(r"(?:^|V)(?P<name>[NI][NIp]{0,3}N)(?=[lV.,])")


@dataclass(frozen=True, slots=True)
class Turn:
    """One speaker in one sentence."""

    who: Introduction
    #: The printed mention of the speaker.
    mention: Span
    #: "said", "according to", or nothing where no verb of speech stands by.
    cue: str
    #: Whether the sentence is only a header that names the speaker of what follows.
    header: bool = False


@dataclass(slots=True)
class People:
    """The commentators of one article."""

    #: By full name, as first printed.
    known: dict[str, Introduction] = field(default_factory=dict)
    #: By surname, and by the first word of the name (the family's in East Asian names).
    surnames: dict[str, Introduction] = field(default_factory=dict)
    #: Officials and executives.
    others: set[str] = field(default_factory=set)
    #: Everybody who was introduced, commentator or not.
    met: set[str] = field(default_factory=set)
    #: Who leads a firm's team, by firm, casefolded.
    leaders: dict[str, Introduction] = field(default_factory=dict)
    #: Firms, casefolded, that have spoken through analysts.
    houses: set[str] = field(default_factory=set)


def find_statements(text: str, sentences: Sequence[Span]) -> Iterator[Statement]:
    """What commentators say in the article, in order of their sentences.

    Named people quoted or paraphrased as market commentators, and firms' unnamed analysts; never officials, company
    executives on their own company, government agencies, data providers or reporters.

    >>> text = '"It is a pause," said Jane Doe, chief strategist at Foo Capital in Oslo.'
    >>> next(find_statements(text, [Span(0, len(text))])).firm
    'Foo Capital'
    """
    tagged = [tag(text, sentence) for sentence in sentences]
    met = [_meet_all(before, words) for before, words in pairwise([None, *tagged]) if words]
    people = _know(text, tagged, met)
    turns = _take_turns(text, sentences, tagged, met, people)
    reach = _Reach(text, sentences, turns)
    for number, taken in enumerate(turns):
        for turn in taken:
            yield Statement(
                turn.who.name, turn.who.role, turn.who.firm, turn.cue, reach.of(number, turn), turn.mention
            )


def speaker_at(statements: Sequence[Statement], span: Span) -> Statement | None:
    """The statement that the figure at `span` is part of.

    Of several in one sentence the one that is mentioned last before the figure, else the first.
    """
    covering = [statement for statement in statements if span.within(statement.span)]
    before = [statement for statement in covering if statement.mention.start <= span.start]
    return before[-1] if before else covering[0] if covering else None


def _key(name: str) -> str:
    return " ".join(re.sub(r"[^\w\s-]", " ", name).casefold().split())


@dataclass(frozen=True, slots=True)
class _Met:
    """Whom one sentence introduces."""

    people: tuple[Introduction, ...]
    groups: tuple[Introduction, ...]


def _know(text: str, tagged: Sequence[Tagged], met: Sequence[_Met]) -> People:
    """Everybody whom the article introduces, each with the most telling role and firm."""
    people = People()
    accepted: set[str] = set()
    speaking = _speaking(tagged)
    house: str | None = None
    for words, here in zip(tagged, met, strict=True):
        groups = [group.firm for group in here.groups if group.firm]
        for person in here.people:
            at = words.words[person.start].start
            around = text[max(0, at - _AROUND) : at + _AROUND]
            if person.firm is None and _is_of_house(words, person) and (house or groups):
                person = replace(person, firm=house or groups[0])
            _meet(people, person, around, accepted, speaking)
        people.houses.update(group.casefold() for group in groups)
        house = groups[-1] if groups else _named_house(words)
    people.known = {key: person for key, person in people.known.items() if key in accepted - people.others}
    for key, person in people.known.items():
        first, *_, last = key.split()
        people.surnames.setdefault(first, person)
        people.surnames[last] = person
        if person.firm:
            people.houses.add(person.firm.casefold())
            if person.team:
                people.leaders.setdefault(person.firm.casefold(), person)
    return people


def _is_of_house(words: Tagged, person: Introduction) -> bool:
    """Whether the person is one of a firm named before: "its strategist", "the bank's economist", "a team led by"."""
    near = words.printed(max(0, person.start - 7), min(len(words.words), person.end + 8))
    bare = bool(_RESEARCHER.search(person.role or "")) and words.tags[person.start - 1 : person.start] in {"R", "Q"}
    return person.team or bare or bool(_OF_HOUSE.search(near))


def _named_house(words: Tagged) -> str | None:
    """The firm with which a sentence begins or ends, which the next one may call "its" or "the bank"."""
    tags = words.tags
    found = _HOUSE_FIRST.match(tags) or _HOUSE_LAST.search(tags) or _HOUSE_SAYS.search(tags)
    return trimmed(words.printed(*found.span("firm"))) if found else None


def _meet_all(before: Tagged | None, words: Tagged) -> _Met:
    """Whom the sentence introduces, with what the sentence before it tells."""
    people, groups = [*find_people(words)], [*find_groups(words)]
    if before is not None:
        people += _described(before, words)
        groups += _its_analysts(before, words)
    return _Met(tuple(people), tuple(groups))


def _described(before: Tagged, words: Tagged) -> Iterator[Introduction]:
    """The person of the sentence before whom this one describes: "Jane Doe agrees. The strategist at Foo said"."""
    description = _DESCRIPTION.match(words.tags)
    names = list(_SUBJECT.finditer(before.tags)) if description else []
    if description and names:
        role, firm = (trimmed(words.printed(*description.span(group))) for group in ("role", "firm"))
        name = before.printed(*names[-1].span("name"))
        yield Introduction(name, role, firm, 0, description.end(), spoken=True)


def _its_analysts(before: Tagged, words: Tagged) -> Iterator[Introduction]:
    """The firm of the sentence before whose analysts this one quotes: "Its analysts prefer"."""
    crew = _ITS_CREW.match(words.tags)
    if crew and words.printed(0, 1) == "Its" and (firm := _named_house(before)):
        yield Introduction(None, words.printed(*crew.span("role")), firm, *crew.span(), spoken=True)


def _speaking(tagged: Sequence[Tagged]) -> set[str]:
    """Words beside a verb of speech, casefolded: the surnames of those who say something are among them."""
    beside = re.compile(r"N(?=l?V)|(?<=V)N")
    return {
        words.words[match.start()].of(words.text).casefold()
        for words in tagged
        for match in beside.finditer(words.tags)
    }


def _meet(
    people: People, person: Introduction, around: str, accepted: set[str], speaking: set[str]
) -> None:
    if person.name is None or len(person.name.split()) < 2:
        return
    key = _key(person.name)
    people.met.update((key, key.split()[-1]))
    official = expression("official").search(person.role or "") or expression("institution").search(person.firm or "")
    if official:
        people.others.add(key)
    elif is_commentator(person, around, speaking=key.split()[-1] in speaking):
        accepted.add(key)
    known = people.known.get(key)
    if known is None:
        people.known[key] = person
    else:
        people.known[key] = replace(
            known, role=known.role or person.role, firm=known.firm or person.firm, team=known.team or person.team
        )


def _take_turns(
    text: str, sentences: Sequence[Span], tagged: Sequence[Tagged], met: Sequence[_Met], people: People
) -> list[list[Turn]]:
    """Who speaks in each sentence."""
    turns: list[list[Turn]] = []
    current: Introduction | None = None
    for sentence, words, here in zip(sentences, tagged, met, strict=True):
        taken = list(_named(words, here, people))
        views = find_views(words, sentence.of(text), people.houses)
        taken += _unnamed(words, (*here.groups, *views), people, {turn.who.firm for turn in taken})
        if not taken and current is not None and (mention := _same_speaker(words)):
            taken = [Turn(current, words.span(*mention), _cue(words, *mention))]
        if taken:
            current = taken[-1].who
        elif _OTHER_SPEAKER.search(words.tags):
            current = None
        turns.append(taken)
    return turns


def _named(words: Tagged, here: _Met, people: People) -> Iterator[Turn]:
    """Known people who speak in the sentence, in full or by surname."""
    met: set[str] = set()
    taken: set[int] = set()
    for person in here.people:
        key = _key(person.name or "")
        taken.update(range(person.start, person.end))
        if key in people.known and key not in met:
            met.add(key)
            mention = words.span(person.start, person.end)
            yield Turn(people.known[key], mention, _cue(words, person.start, person.end), _is_header(words, person))
    for at, letter in enumerate(words.tags):
        if letter != "N" or at in taken:
            continue
        who = people.surnames.get(words.words[at].of(words.text).casefold())
        if who is None or _key(who.name or "") in met:
            continue
        start = _name_start(words, at, who)
        if start is None or not re.search(r"[V\"A:]", words.tags):
            continue
        met.add(_key(who.name or ""))
        yield Turn(who, words.span(start, at + 1), _cue(words, start, at + 1))


def _name_start(words: Tagged, at: int, who: Introduction) -> int | None:
    """Where the mention that ends with the surname at `at` begins; None where it is another's name."""
    names = set(_key(who.name or "").split())
    if at + 1 < len(words.tags) and words.tags[at + 1] in "NFI" and _key(words.printed(at + 1, at + 2)) not in names:
        return None
    start = at
    while start and words.tags[start - 1] in "NIFp":
        if _key(words.printed(start - 1, start)) not in names:
            return None
        start -= 1
    return start


def _unnamed(
    words: Tagged, groups: Sequence[Introduction], people: People, spoken: set[str | None]
) -> Iterator[Turn]:
    """Firms that speak in the sentence, those of its named speakers left out."""
    firms = {firm.casefold() for firm in spoken if firm}
    for group in groups:
        firm = (group.firm or "").casefold()
        if firm in firms or expression("institution").search(firm) or expression("measure").search(firm):
            continue
        firms.add(firm)
        leader = people.surnames.get(firm) or people.leaders.get(firm)
        if leader or not _names_somebody(firm, people.met):
            yield Turn(leader or group, words.span(group.start, group.end), _cue(words, group.start, group.end))


def _names_somebody(firm: str, met: set[str]) -> bool:
    """Whether what was taken for a firm contains a person's full name."""
    words = _key(firm).split()
    return any(" ".join(words[i:j]) in met for i in range(len(words)) for j in range(i + 1, len(words) + 1) if j - i > 1 or len(words) == 1)


def _same_speaker(words: Tagged) -> tuple[int, int] | None:
    """The pronoun or noun that stands for the last speaker."""
    if match := _PRONOUN.search(words.tags):
        at = words.tags.index("h", match.start())
        return at, at + 1
    stand_ins = load_tables()["stand_in"].split()
    for match in _STAND_IN.finditer(words.tags):
        group = "noun" if match.group("noun") else "late"
        if words.printed(*match.span(group)).casefold() in stand_ins:
            return match.span(group)
    return None


def _cue(words: Tagged, start: int, end: int) -> str:
    """The verb of speech nearest to the mention."""
    if words.tags[max(0, start - 4) : start].find("AT") >= 0:
        return "according to"
    near = range(max(0, start - _NEAR), min(len(words.tags), end + _NEAR))
    verbs = [at for at in near if words.tags[at] == "V"]
    if not verbs:
        return ""
    nearest = min(verbs, key=lambda at: min(abs(at - start), abs(at - end)))
    return words.printed(nearest, nearest + 1)


def _is_header(words: Tagged, person: Introduction) -> bool:
    """Whether the sentence is no more than "Jane Doe, Technical Analyst, Foo Securities"."""
    return person.start <= 1 and len(words.tags) <= 16 and not re.search(r"[V.\"]", words.tags)


class _Reach:
    """How far a statement goes: back to where its quotation began, on to where it ends."""

    def __init__(self, text: str, sentences: Sequence[Span], turns: Sequence[Sequence[Turn]]) -> None:
        self.text = text
        self.sentences = sentences
        self.turns = turns
        #: Whether a quotation is open at the start and at the end of each sentence.
        self.open = list(_quotations(text, sentences))

    def of(self, number: int, turn: Turn) -> Span:
        """The span of the statement whose speaker is printed in sentence `number`."""
        first = last = number
        while first and not self.turns[first - 1] and self.open[first - 1][1] and self._goes_on(first):
            first -= 1
        last = self._header_end(number) if turn.header else self._end(number)
        return Span(self.sentences[first].start, self.sentences[last].end)

    def _goes_on(self, number: int) -> bool:
        return self.open[number][0] or self._opens(number)

    def _opens(self, number: int) -> bool:
        return self.text[self.sentences[number].start] in '"“'

    def _header_end(self, number: int) -> int:
        last = number
        while last + 1 < len(self.turns) and last - number < _HEADER_REACH and not self.turns[last + 1]:
            last += 1
        return last

    def _end(self, number: int) -> int:
        """The last sentence of the quotations that follow without a speaker of their own."""
        last = number
        while (run := self._run(last + 1)) is not None:
            last = run
        return last

    def _run(self, number: int) -> int | None:
        """The last sentence of the quotation that `number` goes on with; None where it doesn't."""
        if number >= len(self.turns) or not self._goes_on(number):
            return None
        last = number
        while last < len(self.turns) and not self.turns[last]:
            if not self.open[last][1]:
                rest = _QUOTES.split(self.sentences[last].of(self.text))[-1]
                return last if not rest.strip(" .,") or self.open[number][0] else None
            last += 1
        return None


def _quotations(text: str, sentences: Sequence[Span]) -> Iterator[tuple[bool, bool]]:
    """For each sentence whether a quotation is open where it starts and where it ends."""
    inside = False
    end = 0
    for sentence in sentences:
        gap = text[end : sentence.start]
        if _PARAGRAPH.search(gap) or ("\n" in gap and text[sentence.start] in '"“'):
            inside = False
        before = inside
        for mark in _QUOTES.findall(text, sentence.start, sentence.end):
            inside = mark == "“" or (mark == '"' and not inside)
        end = sentence.end
        yield before, inside
