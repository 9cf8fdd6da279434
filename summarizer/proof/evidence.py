"""An article as evidence: everything that a draft can be held against, prepared once."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.dates import trading_day_before
from summarizer.dates.names import SMALL
from summarizer.proof.wording import Words, words_around

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from summarizer.types import Claim, Extraction, Quantity, Span

_LINE_END = re.compile(r"(?<!\n)\n(?![\n\s*•-])")
_ISO_DAY = len("2024-11-25")


@dataclass(frozen=True, slots=True)
class Reading:
    """A text, what was read out of it, and the words around its figures."""

    text: str
    extraction: Extraction
    published: datetime | None
    #: By the figure's span.
    words: Mapping[Span, Words]
    #: The text in small letters, the lines of a paragraph joined; of the same length.
    small: str
    #: The words that stand near any figure.
    vocabulary: frozenset[str]
    #: All that is printed in small letters, the headline too, which names what the text then takes for known.
    printed: str

    @property
    def today(self) -> date | None:
        """The day of publication."""
        return self.published.date() if self.published else None

    def sessions(self) -> tuple[str, ...]:
        """The day that most claims are told of; without any, that of the publication or the one before."""
        days = Counter(claim.date for claim in self.extraction.claims if claim.date and len(claim.date) == _ISO_DAY)
        if days:
            return (days.most_common(1)[0][0],)
        today = self.today
        return (today.isoformat(), trading_day_before(today).isoformat()) if today else ()

    def figures(self) -> list[Claim | Quantity]:
        """The index claims, then the other figures."""
        return [*self.extraction.claims, *self.extraction.quantities]

    def sentence(self, item: Claim | Quantity) -> str:
        """The sentence that a figure stands in."""
        return item.sentence.of(self.text)

    def lead(self, item: Claim | Quantity, characters: int) -> str:
        """What stands before a figure and its sentence's end, so many characters back; in small letters."""
        return self.small[max(0, item.sentence.start - characters) : item.sentence.end]


def read_evidence(
    text: str, extraction: Extraction, published: datetime | None = None, title: str | None = None
) -> Reading:
    """Prepare an article, or a draft, for being held against each other."""
    figures: list[Claim | Quantity] = [*extraction.claims, *extraction.quantities]
    places = [(item.span, item.sentence) for item in figures]
    words = words_around(text, extraction.sentences, places)
    vocabulary = frozenset(word for around in words.values() for word in around.near)
    small = _LINE_END.sub(" ", text.lower()) if len(text.lower()) == len(text) else text.translate(SMALL)
    return Reading(text, extraction, published, words, small, vocabulary, f"{(title or '').lower()}\n{small}")
