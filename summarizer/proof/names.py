"""The indexes that a draft names without a figure: the article must name them too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.proof.naming import is_told_of
from summarizer.proof.wording import content_words
from summarizer.types import Finding, Slot, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from summarizer.proof.evidence import Reading


def prove_names(draft: Reading, article: Reading) -> Iterator[Finding]:
    """A finding for every index that the draft names and the article does not."""
    known, words = {name for name, _ in article.extraction.names}, content_words(article.text)
    figured = {claim.mention for claim in draft.extraction.claims}
    for name, span in draft.extraction.names:
        if name in known or span in figured or is_told_of(name, words, article.small):
            continue
        detail = f"the article does not name {name}"
        yield Finding(span, Verdict.UNSUPPORTED, Slot.ENTITY, detail=detail)
