"""Quoted words: the article must print them, of the person that the draft names with them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summarizer.types import Finding, Slot, Span, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from summarizer.proof.evidence import Reading

_QUOTE = re.compile(r"[\"“](?P<said>[^\"“”]{8,400})[\"”]")
_NEAR = 400  # characters around a quotation in which its speaker is named
_SPEAKS = re.compile(
    r"(?P<name>(?:[A-Z][\w.’'-]+ )*[A-Z][\w’-]+) (?:said|says|told|added|noted|called|described|warned|sees|saw)\b"
)


def prove_quotes(draft: Reading, article: Reading) -> Iterator[Finding]:
    """A finding for each quotation of the draft."""
    plain = _plain(article.small)
    for match in _QUOTE.finditer(draft.text):
        span = Span(*match.span("said"))
        at = plain.find(_plain(match["said"].lower()).strip(" ,."))
        if at < 0:
            detail = "the article does not print these words"
            yield Finding(span, Verdict.UNSUPPORTED, Slot.VIEW, detail=detail)
            continue
        sentence = next((s for s in draft.extraction.sentences if span.overlaps(s)), span)
        speaker = _SPEAKS.search(draft.text, sentence.start, sentence.end)
        around = plain[max(0, at - _NEAR) : at + len(match["said"]) + _NEAR]
        if speaker and speaker["name"].split()[-1].lower() not in around:
            detail = f"the article does not say that {speaker['name']} said so"
            yield Finding(Span(*speaker.span("name")), Verdict.UNSUPPORTED, Slot.SPEAKER, Span(at, at), None, detail)
        else:
            yield Finding(span, Verdict.SUPPORTED, None, Span(at, at + len(match["said"])))


def _plain(text: str) -> str:
    """The text with straight marks, its length kept."""
    return text.translate(str.maketrans("‘’“”", "''\"\""))
