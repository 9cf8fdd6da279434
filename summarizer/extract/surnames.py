"""People who are introduced by surname alone: in a draft, or after their full name without a role."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from summarizer.extract.descriptions import find_names
from summarizer.extract.people import Introduction, find_matches
from summarizer.extract.speech import Tagged, expression, listed
from summarizer.gazetteer import load_gazetteer

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: Most words of a text that is short enough for its bare surnames to be speakers: a summary.
_SHORT = 160
_TELLS = re.compile(r"[Vw@]")
_BARE = re.compile(r"(?<![NIFGMBb&@ofa's-])(?P<name>N)(?=l?V)|(?<=V)(?P<late>N)(?=[,.\"]|$)")
#: What begins a sentence and is a group rather than a name: "Policymakers said".
_PLURAL = re.compile(r"(?:ers|ors|ists|als|ies|ants|ians|ments|ves)\Z|-[a-z]+\Z")
_NOBODY = ("company", "finance", "known_house", "institution", "measure", "public_figure", "listed_company")


def find_surnames(
    tagged: Sequence[Tagged], people: Sequence[Sequence[Introduction]]
) -> Iterator[tuple[int, list[Introduction]]]:
    """Sentences, by number, with those whom they introduce by surname; `people` are those known already."""
    full: dict[str, str] | None = None
    for number, words in enumerate(tagged):
        found = [] if people[number] else [*_introduced(words)]
        if found and full is None:
            full = _full_names(tagged, people)
        if found and full is not None:
            yield number, [_in_full(person, full) for person in found]
    if full is None and not any(people) and sum(len(words.tags) for words in tagged) <= _SHORT:
        for number, words in enumerate(tagged):
            if bare := [*_bare(words)]:
                yield number, bare


def _introduced(words: Tagged) -> Iterator[Introduction]:
    if not _TELLS.search(words.tags):
        return
    for person in find_matches(words, "surname"):
        if not _nobody(person.name or ""):
            yield person


def _full_names(tagged: Sequence[Tagged], people: Sequence[Sequence[Introduction]]) -> dict[str, str]:
    """Full names by surname, the introduced first."""
    names = [name for words in tagged for name in find_names(words)]
    names += [person.name for here in people for person in here if person.name]
    return {name.rsplit(maxsplit=1)[-1]: name for name in names}


def _in_full(person: Introduction, full: dict[str, str]) -> Introduction:
    """The person by full name, where the article prints it; else no more than a name is taken on trust."""
    name = full.get(person.name or "")
    return replace(person, name=name) if name else replace(person, loose=True)


def _bare(words: Tagged) -> Iterator[Introduction]:
    """Names beside a verb of speech, outside of quotations: "Doe said", but not "Foo said in a note"."""
    if any(expression(kind).search(words.printed(0, len(words.words))) for kind in ("note", "rating")):
        return
    for match in _BARE.finditer(words.tags):
        group = match.lastgroup or "name"
        name = words.printed(*match.span(group))
        verb = words.word(match.end() if group == "name" and words.tags[match.end()] == "V" else match.end() - 2)
        quoted = words.tags.count('"', 0, match.start()) % 2
        noun = match.start() == 0 and _PLURAL.search(name)
        if verb in listed("of_person") and not quoted and not noun and not _nobody(name):
            yield Introduction(name, None, None, *match.span(group), spoken=True, loose=True)


def _nobody(name: str) -> bool:
    return any(expression(kind).search(name) for kind in _NOBODY) or load_gazetteer().find(name) is not None
