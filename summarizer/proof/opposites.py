"""Views turned round: a draft lets somebody deny what the article doesn't, or say the opposite of its word."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.proof.attribution import around, statement_of
from summarizer.types import Finding, Slot, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from summarizer.proof.attribution import Attribution
    from summarizer.proof.evidence import Reading

_DENIES = re.compile(
    r"\b(?:not|no|nor|never|without|unlikely|hardly|cannot|nothing|nobody|rather than|doubts?|doubted|lacks?|lacked)\b"
    r"|n['’]t\b|\blittle (?!by)"
)
_LINES = Path(__file__).with_name("opposites.txt")


def prove_views(attributions: Iterable[Attribution], draft: Reading, article: Reading) -> Iterator[Finding]:
    """A finding for each view turned round.

    It denies where no sentence of the speaker's does, or uses a word whose opposite stands in the sentence that it
    tells, and not the word itself.
    """
    for attribution in attributions:
        near = around(attribution, article)
        source = statement_of(attribution, near, article)
        told = source.of(article.small) if source else ""
        said = attribution.part.of(draft.small)
        denied = _DENIES.search(said)
        if denied and told and not any(_DENIES.search(span.of(article.small)) for span in near):
            detail = f"the article does not let {attribution.speaker} say “{denied.group()}”"
            yield Finding(attribution.mention, Verdict.CONTRADICTED, Slot.VIEW, source, None, detail)
            continue
        for side, other in _pairs():
            turned = other.search(told)
            if turned and side.search(said) and not side.search(told) and not other.search(said):
                detail = f"the article lets {attribution.speaker} say “{turned.group()}”"
                yield Finding(attribution.mention, Verdict.CONTRADICTED, Slot.VIEW, source, None, detail)
                break


@cache
def _pairs() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    """Each pair of opposites, both ways."""
    pairs = []
    for line in _LINES.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            left, right = (re.compile(rf"\b(?:{side.strip()})\b") for side in line.split("/"))
            pairs += [(left, right), (right, left)]
    return tuple(pairs)
