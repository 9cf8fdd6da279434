"""The people and firms that a draft names: each must be printed in the article."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from summarizer.dates import MONTHS, WEEKDAYS
from summarizer.gazetteer import load_gazetteer
from summarizer.types import Finding, Slot, Span, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from summarizer.proof.evidence import Reading

_NAME = re.compile(r"(?<![\w.&])[A-Z][a-zé’']+\w*(?:[ -][A-Z][\w’']+)*")
_STEM = 4  # letters that "Germany" and "German" share
_CALENDAR = frozenset((*MONTHS, *WEEKDAYS, *(name[:3] for name in (*MONTHS, *WEEKDAYS)), "sept"))
#: Titles, and what people call markets, countries and offices in other words than the article's.
_FAMILIAR = frozenset(
    """
    us uk eu wall street dow nasdaq nikkei london tokyo frankfurt paris milan madrid hong kong china chinese japan
    japanese europe european eurozone asia asian america american britain british germany german france french italy
    italian spain spanish india indian canada canadian australia australian korea korean south north taiwan singapore
    washington beijing brussels fed federal reserve treasury white house congress senate republicans democrats
    president prime minister chair chief governor secretary analysts strategists economists shares stocks mr ms mrs dr
    new york
    """.split()
)


def prove_people(draft: Reading, article: Reading, speakers: Iterable[Span]) -> Iterator[Finding]:
    """A finding for each name of a person, firm or place of the draft that is nowhere printed, by its last word.

    `speakers` are mentions of those whom the draft lets say something.  Names of indexes, days and months are proved
    elsewhere; a sentence's first word may be capitalised for that alone.
    """
    taken = [span for _, span in draft.extraction.names]
    taken += [statement.mention for statement in draft.extraction.statements]  # proved as speakers
    firms = {statement.firm for statement in draft.extraction.statements}
    for span in sorted({*_names(draft), *speakers}):
        if span.of(draft.text) in firms:
            continue
        if any(span.overlaps(other) for other in taken) or _is_printed(span.of(draft.text), article.printed):
            continue
        taken.append(span)
        detail = f"the article does not name {span.of(draft.text)}"
        yield Finding(span, Verdict.UNSUPPORTED, Slot.SPEAKER, detail=detail)


def _names(draft: Reading) -> Iterator[Span]:
    for sentence in draft.extraction.sentences:
        for match in _NAME.finditer(draft.text, sentence.start, sentence.end):
            if match.start() > sentence.start or not match.group().isalpha():
                yield Span(*match.span())


@cache
def _places() -> frozenset[str]:
    """The words by which markets' places are called."""
    gazetteer = load_gazetteer()
    return frozenset(
        word
        for entry in gazetteer.entries
        for place in (*entry.home, *entry.cities, *entry.demonyms)
        for word in place.lower().split()
    )


def _is_printed(name: str, small: str) -> bool:
    words = re.split(r"[ -]", name)
    last = next((word for word in reversed(words) if not word.isupper()), "")
    if not last:  # "China's GDP" is told by its first word, "PMI" by none
        return len(words) > 1 or name.lower() in small
    word = re.sub(r"['’]s$|['’]$", "", last).lower()
    if word in _FAMILIAR or word in _CALENDAR or word in _places():
        return True
    return word in small or (len(word) > _STEM and re.search(rf"\b{re.escape(word[:_STEM])}", small) is not None)
