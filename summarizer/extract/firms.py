"""Firms that state a view without naming anybody: in a note, a rating, a target, a forecast."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summarizer.extract.people import Introduction, patterns, trimmed
from summarizer.extract.speech import Tagged, expression, listed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet

_SUBORDINATE = re.compile(r"\b(?:after|as|when|while|since|because|where|that)(?:\s+[a-z]+)?\s+\Z", re.IGNORECASE)
_PASSIVE = frozenset(("is", "are", "was", "were", "be", "been", "being", "widely"))
_ISSUED = frozenset(("released", "issued", "published"))
_POSSESSED = re.compile(r"['’]s? [A-Z]")


class _Told:
    """What the words of one sentence tell of its subject, each looked up at most once."""

    def __init__(self, sentence: str) -> None:
        self._sentence = sentence
        self._found: dict[str, bool] = {}

    def of(self, *subjects: str) -> bool:
        """Whether the sentence matches one of these expressions."""
        for subject in subjects:
            if subject not in self._found:
                self._found[subject] = bool(expression(subject).search(self._sentence))
        return any(self._found[subject] for subject in subjects)


def find_views(tagged: Tagged, sentence: str, houses: AbstractSet[str]) -> Iterator[Introduction]:
    """Firms that state a view in the sentence; `houses` are firms, casefolded, known to do research.

    Tags are looked at first, words after: most sentences have no firm that says anything.
    """
    told = _Told(sentence)
    for each in patterns("saying"):
        for match in each.finditer(tagged.tags):
            if _is_spoken(tagged, match) and _is_view(tagged, match, told, houses):
                yield _view(tagged, match)
    for each in patterns("act"):
        for match in each.finditer(tagged.tags):
            if _acts(tagged, match, told, houses):
                yield _view(tagged, match)


def _acts(tagged: Tagged, match: re.Match[str], told: _Told, houses: AbstractSet[str]) -> bool:
    """Whether the firm publishes a view, or changes a rating or a target."""
    verb = tagged.word(match.start("verb"))
    if verb in _ISSUED:
        return _is_view(tagged, match, told, houses)
    return verb in listed("rating_action") and _is_rating(tagged, match, told)


def _view(tagged: Tagged, match: re.Match[str]) -> Introduction:
    firm = trimmed(tagged.printed(*match.span("firm")))
    return Introduction(None, None, firm, *match.span("firm"), spoken=True)


def _is_spoken(tagged: Tagged, match: re.Match[str]) -> bool:
    """Whether the firm speaks, outside of a quotation: not "the index added 2%", "margins are expected"."""
    if tagged.tags.count('"', 0, match.start()) % 2:
        return False
    if not match.groupdict().get("verb"):
        return True
    verb = match.start("verb")
    return tagged.word(verb) not in listed("figurative") and (not verb or tagged.word(verb - 1) not in _PASSIVE)


def _is_view(tagged: Tagged, match: re.Match[str], told: _Told, houses: AbstractSet[str]) -> bool:
    """Whether what the firm says is a view of markets, told by the sentence and by what the firm is."""
    firm = tagged.printed(*match.span("firm"))
    if expression("institution").search(firm) or expression("measure").search(firm) or _POSSESSED.search(firm):
        return False
    if told.of("note", "rating"):
        return True
    if firm.casefold() in houses:
        return told.of("index", "report") or _opines(tagged, match)
    if told.of("index", "report"):
        return bool(expression("finance").search(firm))
    return _opines(tagged, match) and bool(expression("manager").search(firm))


def _opines(tagged: Tagged, match: re.Match[str]) -> bool:
    """Whether a quotation stands before the firm, or a verb of opinion after it."""
    verb = tagged.word(match.start("verb")) if match.groupdict().get("verb") else ""
    return tagged.tags[max(0, match.start() - 1) : match.start()] == '"' or verb in listed("opinion")


def _is_rating(tagged: Tagged, match: re.Match[str], told: _Told) -> bool:
    """Whether the firm sets a target of an index, or changes a share's rating and says why."""
    verb = match.start("verb")
    if tagged.word(verb) == "has" and tagged.tags[verb + 1 : verb + 2] != "d":
        return False
    firm = tagged.printed(*match.span("firm"))
    if not told.of("rating") or any(expression(name).search(firm) for name in ("index", "institution", "measure")):
        return False
    if told.of("index"):
        return True
    start = tagged.words[match.start()].start
    clause = tagged.text[max(tagged.words[0].start, start - 40) : start]
    return told.of("reason") and not _SUBORDINATE.search(clause)
