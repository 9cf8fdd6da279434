"""Who said what: named market commentators and firms' unnamed analysts, with the sentences that are theirs.

    sentences | tags | introductions | commentators | turns, one a speaker and sentence | statements

A person is known from the introductions of the whole article, wherever they stand; a later surname, a pronoun
or a quotation that goes on is the same person's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.extract.clauses import tells
from summarizer.extract.commentators import Commentators, Met, know, meet, name_key
from summarizer.extract.descriptions import find_description
from summarizer.extract.firms import find_views
from summarizer.extract.quotations import Quotations
from summarizer.extract.speech import Tagged, expression, listed, tag
from summarizer.extract.tone import tone
from summarizer.types import Span, Statement

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from summarizer.extract.people import Introduction

#: Words around a mention in which its verb of speech is looked for.
_NEAR = 30
#: Most words that a header over paragraphs has: "Jane Doe, Technical Analyst, Foo Capital".
_HEADER_WORDS = 16
_PRONOUN = re.compile(r"^[ln]{0,2},?h|[,\":;-]h[l]{0,2}V|hl?V[.,]?$|Vh(?:[,.\"]|$)")
_STAND_IN = re.compile(r"d[mG]{0,2}(?P<noun>[lmbRP])l?V|Vd[mG]{0,2}(?P<late>[lmbRP])[,.]")
_ANOTHER = re.compile(r"[NFIBbG]l?V|Vd?[NFI]|AT")
_TELLS = re.compile(r"[V\"A:]")


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


def find_statements(text: str, sentences: Sequence[Span]) -> Iterator[Statement]:
    """What commentators say in the article, in order of their sentences.

    Named people quoted or paraphrased as market commentators, and firms' unnamed analysts; never officials,
    company executives on their own company, government agencies, data providers or reporters.

    >>> text = '"It is a pause," said Jane Doe, chief strategist at Foo Capital in Oslo.'
    >>> next(find_statements(text, [Span(0, len(text))])).firm
    'Foo Capital'
    """
    tagged = [tag(text, sentence) for sentence in sentences]
    everybody = meet(tagged)
    known = know(tagged, everybody)
    turns = _take_turns(tagged, everybody, known)
    quotations = Quotations(text, sentences, [bool(taken) for taken in turns])
    for number, taken in enumerate(turns):
        for turn in taken:
            who = turn.who
            span = quotations.reach(number, header=turn.header)
            yield Statement(who.name, who.role, who.firm, turn.cue, span, turn.mention, tone(span.of(text)))


def speaker_at(statements: Sequence[Statement], span: Span, text: str = "") -> Statement | None:
    """The statement that the figure at `span` is part of.

    Of several in one sentence the one that is mentioned last before the figure, else the first.  With the
    article's `text` the narrator's own clauses are told from the speaker's.
    """
    covering = [statement for statement in statements if span.within(statement.span)]
    before = [statement for statement in covering if statement.mention.start <= span.start]
    likely = [*reversed(before), *(statement for statement in covering if statement not in before)]
    return next((statement for statement in likely if not text or tells(text, statement, span)), None)


def _take_turns(tagged: Sequence[Tagged], everybody: Sequence[Met], known: Commentators) -> list[list[Turn]]:
    """Who speaks in each sentence."""
    turns: list[list[Turn]] = []
    current: Introduction | None = None
    for words, here in zip(tagged, everybody, strict=True):
        taken = [*_introduced(words, here, known)]
        taken += _by_surname(words, here, known, taken)
        taken += [] if taken else _by_description(words, known, current)
        taken += _by_firm(words, here, known, {turn.who.firm for turn in taken})
        if not taken and current is not None and (mention := _same_speaker(words)):
            taken = [Turn(current, words.span(*mention), _cue(words, *mention))]
        if taken:
            current = taken[-1].who
        elif _ANOTHER.search(words.tags):
            current = None
        turns.append(taken)
    return turns


def _introduced(words: Tagged, here: Met, known: Commentators) -> Iterator[Turn]:
    """Commentators whom the sentence introduces."""
    met: set[str] = set()
    for person in here.people:
        key = name_key(person.name or "")
        if key in known.known and key not in met:
            met.add(key)
            mention = words.span(person.start, person.end)
            cue = _cue(words, person.start, person.end)
            yield Turn(known.known[key], mention, cue, header=_is_header(words, person))


def _by_surname(words: Tagged, here: Met, known: Commentators, taken: Sequence[Turn]) -> Iterator[Turn]:
    """Commentators who speak in the sentence and are named by surname, or in full once more."""
    if not known.surnames or not _TELLS.search(words.tags):
        return
    printed = {number for person in here.people for number in range(person.start, person.end)}
    met = {turn.who.name for turn in taken}
    for at, letter in enumerate(words.tags):
        if letter not in "NG" or at in printed:
            continue
        who = known.surnames.get(words.word(at).casefold())
        if who is None or who.name in met:
            continue
        if span := _whole_name(words, at, who):
            met.add(who.name)
            yield Turn(who, words.span(*span), _cue(words, *span))


def _whole_name(words: Tagged, at: int, who: Introduction) -> tuple[int, int] | None:
    """The mention that the word at `at` is part of; None where that is another's name."""
    names = set(name_key(who.name or "").split())
    start, end = at, at + 1
    while start and words.tags[start - 1] in "NIFp":
        start -= 1
    while end < len(words.tags) and words.tags[end] in "NFI":
        end += 1
    return (start, end) if all(name_key(words.word(n)) in names for n in range(start, end)) else None


def _by_description(words: Tagged, known: Commentators, current: Introduction | None) -> Iterator[Turn]:
    """Whom "the Foo Capital strategist said" means: the last speaker if of that firm, else its only one."""
    found = find_description(words)
    firm = found and found.groupdict().get("firm") and words.printed(*found.span("firm"))
    if not found or not firm:
        return
    people = [who for who in known.known.values() if (who.firm or "").casefold() == firm.casefold()]
    who = current if current in people else people[0] if len(people) == 1 else None
    if who:
        at = found.span("role")
        yield Turn(who, words.span(*at), _cue(words, *at))


def _by_firm(words: Tagged, here: Met, known: Commentators, spoken: set[str | None]) -> Iterator[Turn]:
    """Firms that speak in the sentence, those of its named speakers left out."""
    firms = {firm.casefold() for firm in spoken if firm}
    sentence = words.span(0, len(words.words)).of(words.text) if words.words else ""
    for group in (*here.groups, *find_views(words, sentence, known.houses)):
        firm = (group.firm or "").casefold()
        if firm in firms or expression("institution").search(firm) or expression("measure").search(firm):
            continue
        firms.add(firm)
        leader = known.surnames.get(firm) or known.leaders.get(firm)
        if leader or not _names_somebody(firm, known.met):
            cue = _cue(words, group.start, group.end)
            yield Turn(leader or group, words.span(group.start, group.end), cue)


def _names_somebody(firm: str, met: set[str]) -> bool:
    """Whether what was taken for a firm is a person's surname or contains a full name."""
    words = name_key(firm).split()
    ends = range(1, len(words) + 1)
    return firm in met or any(" ".join(words[start:end]) in met for end in ends for start in range(end - 1))


def _same_speaker(words: Tagged) -> tuple[int, int] | None:
    """The pronoun or noun that stands for the last speaker."""
    if match := _PRONOUN.search(words.tags):
        at = words.tags.index("h", match.start())
        return at, at + 1
    for match in _STAND_IN.finditer(words.tags):
        span = match.span("noun" if match["noun"] else "late")
        if words.printed(*span).casefold() in listed("stand_in"):
            return span
    return _owner(words)


def _owner(words: Tagged) -> tuple[int, int] | None:
    """The "her" of "her year-end target is", outside of quotations."""
    if not words.words:
        return None
    view = expression("own_view").search(words.text, words.words[0].start, words.words[-1].end)
    if view is None:
        return None
    at = next(number for number, word in enumerate(words.words) if word.end > view.start())
    return None if words.tags.count('"', 0, at) % 2 else (at, at + 1)


def _cue(words: Tagged, start: int, end: int) -> str:
    """The verb of speech nearest to the mention, or "according to"."""
    if "AT" in words.tags[max(0, start - 4) : start]:
        return "according to"
    near = range(max(0, start - _NEAR), min(len(words.tags), end + _NEAR))
    verbs = [at for at in near if words.tags[at] == "V"]
    return words.word(min(verbs, key=lambda at: min(abs(at - start), abs(at - end)))) if verbs else ""


def _is_header(words: Tagged, person: Introduction) -> bool:
    """Whether the sentence is no more than "Jane Doe, Technical Analyst, Foo Capital"."""
    return person.start <= 1 and len(words.tags) <= _HEADER_WORDS and not re.search(r"[V.\"]", words.tags)
