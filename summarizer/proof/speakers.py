"""Who a draft says said something: the person and the firm must be the article's."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summarizer.types import Finding, Slot, Span, Verdict

if TYPE_CHECKING:
    from summarizer.types import Extraction, Statement

#: Characters within which a firm printed near a name is that person's.
_NEAR = 160
_LETTERS = 2  # of an abbreviation at least one more
_SUFFIXES = re.compile(
    r"(?i)\b(?:the|inc|corp|co|ltd|plc|llc|group|and|analysts?|strategists?|economists?|research|team)\b|[^\w\s]"
)


def prove_statement(statement: Statement, article: Extraction, text: str) -> Finding:
    """Hold a named person, with the firm given, or a firm's analysts against the article."""
    span = statement.mention
    if statement.name is None:
        return _prove_firm(statement, article, text)
    known = [s for s in article.statements if s.name and surname(s.name) == surname(statement.name)]
    if not known:
        return _prove_name(statement, text)
    firms = {s.firm for s in known if s.firm}
    if statement.firm and firms and not any(_same_firm(statement.firm, firm) for firm in firms):
        detail = f"the article says {known[0].name} of {' / '.join(sorted(firms))}"
        return Finding(span, Verdict.CONTRADICTED, Slot.FIRM, known[0].mention, None, detail)
    if statement.firm and not firms and not _near_name(statement.name, statement.firm, text):
        detail = f"the article gives {statement.name} no firm"
        return Finding(span, Verdict.UNSUPPORTED, Slot.FIRM, known[0].mention, None, detail)
    return Finding(span, Verdict.SUPPORTED, None, known[0].mention)


def _prove_name(statement: Statement, text: str) -> Finding:
    """A person whom the article names, but not as a commentator: the firm must stand near the name."""
    name = statement.name or ""
    at = text.find(name)
    if at < 0:
        return Finding(statement.mention, Verdict.UNSUPPORTED, Slot.SPEAKER, detail=f"the article does not name {name}")
    source = Span(at, at + len(name))
    if statement.firm and not _near_name(name, statement.firm, text):
        detail = f"the article does not say that {name} is of {statement.firm}"
        return Finding(statement.mention, Verdict.UNSUPPORTED, Slot.FIRM, source, None, detail)
    return Finding(statement.mention, Verdict.SUPPORTED, None, source)


def _near_name(name: str, firm: str, text: str) -> bool:
    """Whether the article prints the firm within a sentence or two of the person's surname."""
    last = name.rsplit(maxsplit=1)[-1]
    return any(
        firm in text[max(0, match.start() - _NEAR) : match.end() + _NEAR]
        for match in re.finditer(rf"\b{re.escape(last)}\b", text)
    )


def _prove_firm(statement: Statement, article: Extraction, text: str) -> Finding:
    firm = statement.firm or ""
    for source in article.statements:
        if source.firm and _same_firm(firm, source.firm):
            return Finding(statement.mention, Verdict.SUPPORTED, None, source.mention)
    at = text.find(firm) if firm else -1
    if at >= 0:
        return Finding(statement.mention, Verdict.SUPPORTED, None, Span(at, at + len(firm)))
    return Finding(
        statement.mention,
        Verdict.UNSUPPORTED,
        Slot.FIRM,
        detail=f"the article does not name {firm or 'the speaker'}",
    )


def surname(name: str) -> str:
    """The last word of a name, for comparing.

    >>> surname("Dan Lefkovitz")
    'lefkovitz'
    """
    words = [
        word for word in re.findall(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*", name.casefold()) if word not in ("jr", "sr", "iii")
    ]
    return words[-1] if words else ""


def same_speaker(left: str, right: str) -> bool:
    """Whether two printed names are one person's or one firm's."""
    return surname(left) == surname(right) or _same_firm(left, right)


def _same_firm(left: str, right: str) -> bool:
    """Whether one firm's words are the other's, legal forms aside.

    >>> _same_firm("Edward Jones", "Edward Jones Investments"), _same_firm("Jefferies", "Morningstar")
    (True, False)
    >>> _same_firm("MOFSL", "Motilal Oswal Financial Services")
    True
    """
    first, second = (_SUFFIXES.sub(" ", firm.casefold()).split() for firm in (left, right))
    if not first or not second:
        return False
    initials = {"".join(word[0] for word in words) for words in (first, second) if len(words) > 1}
    short = {"".join(first), "".join(second)}
    shortened = any(one.startswith(other) for one in short for other in initials if len(other) > _LETTERS)
    return set(first) <= set(second) or set(second) <= set(first) or shortened
