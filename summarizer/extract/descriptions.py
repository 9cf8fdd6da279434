"""What the sentence before tells: "Jane Doe agrees.  The Foo Capital strategist said"; "its analysts see"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summarizer.extract.people import Introduction, pattern, trimmed
from summarizer.extract.speech import Tagged, expression

if TYPE_CHECKING:
    from collections.abc import Iterator

#: A full name that is no part of another and no firm where somebody works.
_NAME = pattern("(?<![NIFGbB&@(])(?<![@afoi]d)(?<![fo])K?(?P<name><NAME>)(?![NIFGBb&])")
_ROLE = "(?P<role>[mMG0]{0,5}R(?:o[lmMG]{1,4}?)?)"
#: "The strategist at Foo Capital" that begins a sentence, whatever follows.
_OPENING = pattern(f"^d{_ROLE}[@afo]d?(?P<firm><FIRM>)(?!,?[NI]N)")
#: "The Foo Capital strategist said", "said the strategist", anywhere.
_SPEAKING = (
    pattern(f"d(?P<firm><FIRM>)s?{_ROLE}(?=,?l{{0,2}}V)"),
    pattern(f"Vd(?P<firm><FIRM>)s?{_ROLE}(?=[.,])"),
    pattern(f"d{_ROLE}(?:[@af]d?(?P<firm><FIRM>))?(?=,?l{{0,2}}V)"),
    pattern(f"Vd{_ROLE}(?:[@af]d?(?P<firm><FIRM>))?(?=[.,])"),
)
_CREW = re.compile(r"(?:^|(?<=[,ilnV0G]))d(?P<role>[mG]{0,4}P)")
_HOUSES = (
    pattern("^(?P<firm><FIRM>)(?=l?[lV])"),
    pattern("(?<=[@afoT])(?P<firm><FIRM>)[.]$"),
    pattern("(?P<firm><FIRM_BEFORE>)(?=V)"),
)
_NOBODY = ("company", "finance", "known_house", "institution", "measure", "index", "public_figure")


def find_described(before: Tagged, words: Tagged) -> Iterator[Introduction]:
    """The person of the sentence before, named there, whom this one describes by role and firm."""
    found = find_description(words)
    if found is None:
        return
    names = find_names(before)
    if names:
        role, firm = (_printed(words, found, group) for group in ("role", "firm"))
        if firm and expression("institution").search(firm):
            return
        yield Introduction(names[-1], role, firm, *found.span("role"), spoken=True)


def find_description(words: Tagged) -> re.Match[str] | None:
    """A definite description of somebody who speaks, outside of a quotation."""
    if "R" not in words.tags:
        return None
    found = (_OPENING.match(words.tags), *(each.search(words.tags) for each in _SPEAKING))
    return next((match for match in found if match and words.tags.count('"', 0, match.start()) % 2 == 0), None)


def find_names(words: Tagged) -> list[str]:
    """Full names in the sentence that can be a person's, in order."""
    names = [words.printed(*match.span("name")) for match in _NAME.finditer(words.tags)]
    return [name for name in names if not any(expression(kind).search(name) for kind in _NOBODY)]


def find_its_analysts(before: Tagged, words: Tagged) -> Iterator[Introduction]:
    """The firm of the sentence before whose analysts this one quotes: "Its analysts prefer"."""
    for crew in _CREW.finditer(words.tags):
        if words.word(crew.start()) in {"Its", "its"} and (firm := named_house(before)):
            if crew.start() == 0 or any(expression(kind).search(firm) for kind in ("finance", "known_house")):
                yield Introduction(None, words.printed(*crew.span("role")), firm, *crew.span(), spoken=True)
            return


def named_house(words: Tagged) -> str | None:
    """The firm that the next sentence may call "its" or "the bank"."""
    found = next((match for each in _HOUSES if (match := each.search(words.tags))), None)
    return trimmed(words.printed(*found.span("firm"))) if found else None


def _printed(words: Tagged, found: re.Match[str], group: str) -> str | None:
    span = found.span(group)
    return trimmed(words.printed(*span)) if span[0] >= 0 else None
