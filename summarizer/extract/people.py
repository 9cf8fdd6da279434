"""Who is introduced in a sentence: people with their roles and firms, and firms' unnamed analysts.

The patterns are data (``introductions.toml``): regular expressions over the tags of
`summarizer.extract.speech`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from summarizer.extract.speech import Tagged, expression, listed, load_table

if TYPE_CHECKING:
    from collections.abc import Iterator

_PART = re.compile(r"<([A-Z_]+)>")
#: "Foo & Co.'s Orlando office".
_OFFICE = re.compile(r"(?<=\.)['’]s .*")
_VERB_BEFORE = re.compile(r"(?:V[ldK,:]{0,3}|AT[lo]{0,3}d?)\Z")
_VERB_AFTER = re.compile(r"(?:i[NG]{1,3})?(?:,[^,V]{1,5},|[,)])?l{0,3}V")


@dataclass(frozen=True, slots=True)
class Introduction:
    """One person, or a firm's unnamed analysts, as a sentence introduces them."""

    #: As printed; None for a firm's unnamed analysts.
    name: str | None
    role: str | None
    firm: str | None
    #: The words of the sentence that print the mention, the last exclusive.
    start: int
    end: int
    #: Whether a verb of speech stands beside it.
    spoken: bool
    #: Whether only a verb of speech can tell it from a mention of anything else.
    loose: bool = False
    #: What the person does, "who runs money at", or what the firm is: "a research boutique".
    job: str = ""
    #: Whether the person speaks for a team.
    team: bool = False


def pattern(tags: str) -> re.Pattern[str]:
    """The pattern with its parts put in."""
    parts = load_table("introductions")["parts"]
    while _PART.search(tags):
        tags = _PART.sub(lambda part: parts[part[1]], tags)
    return re.compile(tags)


@cache
def patterns(kind: str) -> tuple[re.Pattern[str], ...]:
    """The patterns of one kind of introduction, the most telling first."""
    return tuple(pattern(row["tags"]) for row in load_table("introductions")[kind])


def find_people(tagged: Tagged) -> Iterator[Introduction]:
    """People introduced in the sentence by full name, each once, officials and executives among them."""
    return find_matches(tagged, "team", "person", "loose")


def find_matches(tagged: Tagged, *kinds: str) -> Iterator[Introduction]:
    """Matches of the kinds of patterns, the most telling first, no name twice."""
    taken: set[int] = set()
    for kind in kinds:
        if kind == "team" and "P" not in tagged.tags:
            continue
        for each in patterns(kind):
            for match in each.finditer(tagged.tags):
                if taken.isdisjoint(range(*match.span("name"))) and not _elsewhere(tagged, match):
                    taken.update(range(*match.span()))
                    yield from _introduced(tagged, match, kind)


def find_groups(tagged: Tagged) -> Iterator[Introduction]:
    """Firms' unnamed analysts in the sentence."""
    taken: set[int] = set()
    for each in patterns("group") if "P" in tagged.tags else ():
        for match in each.finditer(tagged.tags):
            if taken.isdisjoint(range(*match.span())) and not _describes(tagged, match):
                taken.update(range(*match.span()))
                role = tagged.printed(*match.span("role"))
                for group in ("firm", "second"):
                    if firm := _printed(tagged, match, group):
                        yield Introduction(None, role, firm, *match.span(), spoken=speaks(tagged, match))


def _elsewhere(tagged: Tagged, match: re.Match[str]) -> bool:
    """Whether the firm is not where the person works: "who puts out the Foo Letter"."""
    job, firm = (_printed(tagged, match, group) for group in ("job", "firm"))
    return bool(job and firm) and match["job"][0] == "w" and not works(job or "")


def works(job: str) -> bool:
    """Whether "who helps run money at" tells what the person does for a living."""
    return any(expression(name).search(job) for name in ("occupation", "lead"))


def _describes(tagged: Tagged, match: re.Match[str]) -> bool:
    """Whether the firm is only the sentence's first word: "Technical analysts", "Currency traders"."""
    if match.span("firm") != (0, 1) or tagged.tags[1] == "s":
        return False
    role = tagged.word(match.end("role") - 1).lower()
    return role not in listed("researchers") or bool(expression("description").search(tagged.word(0)))


def _introduced(tagged: Tagged, match: re.Match[str], kind: str) -> Iterator[Introduction]:
    role = _printed(tagged, match, "role")
    one = Introduction(
        name="",
        role=_single(role) if role and kind == "team" else role,
        firm=_printed(tagged, match, "firm"),
        start=0,
        end=0,
        spoken=speaks(tagged, match),
        loose=kind == "loose",
        job=_printed(tagged, match, "job") or _printed(tagged, match, "kind") or "",
        team=kind == "team",
    )
    for group in ("name", "third", "second"):
        if name := _printed(tagged, match, group):
            start, end = match.span(group)
            yield replace(one, name=name, start=start, end=end)


def _printed(tagged: Tagged, match: re.Match[str], group: str) -> str | None:
    """What the group printed, if the pattern has it and it took part."""
    if match.groupdict().get(group) is None:
        return None
    return trimmed(tagged.printed(*match.span(group)))


def trimmed(words: str) -> str | None:
    """The words without marks around them and without the office after a firm."""
    return _OFFICE.sub("", words).strip(" ,-–—") or None


def _single(role: str) -> str | None:
    """One of a team: of "strategists" a strategist; of a team or desk nothing is known."""
    return None if role.rsplit(maxsplit=1)[-1].lower() in {"team", "desk"} else role.removesuffix("s")


def speaks(tagged: Tagged, match: re.Match[str]) -> bool:
    """Whether a verb of speech, or one of raising and cutting a target, stands beside the introduction."""
    before = tagged.tags[max(0, match.start() - 4) : match.start()]
    after = tagged.tags[match.end() : match.end() + 10]
    if _VERB_BEFORE.search(before) or _VERB_AFTER.match(after):
        return True
    verb = match.end() + (after[:1] in {",", ")"})
    return verb < len(tagged.words) and tagged.word(verb) in listed("rating_action")
