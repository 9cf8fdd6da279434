"""Causes: what a draft gives as a reason must be told in the article, if only in part and in other words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summarizer.proof.wording import content_words
from summarizer.types import Finding, Slot, Span, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from summarizer.proof.evidence import Reading

_BECAUSE = re.compile(
    r"(?:,? |^)(?:after|as|because(?: of)?|on|due to|amid|following|despite|even as|thanks to"
    r"|(?:driven|helped|boosted|led|lifted|hurt) by|(?:weighed|dragged) down by) (?=[\w“\"$])"
)
_END = re.compile(r"[;,](?: |$)|\.(?:\s|$)| (?:as|while|after) ")
_FEWEST = 3  # words that name something: in fewer, a faithful draft may tell the reason in words of its own


def prove_causes(draft: Reading, article: Reading) -> Iterator[Finding]:
    """A finding for each reason of which the article has not a single word that names something.

    More can't be told from words alone: a reason put together from the article's words passes.
    """
    known = content_words(article.printed)
    for sentence in draft.extraction.sentences:
        for match in _BECAUSE.finditer(draft.text, sentence.start, sentence.end):
            end = _END.search(draft.text, match.end(), sentence.end)
            span = Span(match.end(), end.start() if end else sentence.end)
            words = content_words(span.of(draft.text))
            if len(words) >= _FEWEST and words.isdisjoint(known):
                detail = f"the article does not tell of “{span.of(draft.text)}”"
                yield Finding(span, Verdict.UNSUPPORTED, Slot.CAUSE, detail=detail)
