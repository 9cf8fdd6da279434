"""What an article calls its indexes, and which of them it is about."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summarizer.summarize.lexicon import bare, is_capital, words_of
from summarizer.types import Kind, Metric, Period

if TYPE_CHECKING:
    from summarizer.types import Article, Entity, Extraction


_GENERIC_TAIL = re.compile(r" (?:Composite|Index|225|Industrial Average|Jones Industrial Average)$")

_CONTRACT = re.compile(r"(?i)futures?|e-?minis?|contracts?|nifty$")

#: Periods of a session's own move.
SESSION = frozenset({Period.DAY, Period.INTRADAY, Period.PREMARKET})

PRONOUNS = words_of("pronouns")


def main_entity(article: Article, extraction: Extraction) -> Entity | None:
    """The index that title and claims dwell on; None without claims."""
    title = (article.title or "").lower()
    weights: dict[Entity, float] = {}
    for number, claim in enumerate(extraction.claims):
        if claim.entity not in weights:
            names = {
                claim.entity.name,
                _GENERIC_TAIL.sub("", claim.entity.name),
                claim.mention.of(article.text),
            }
            called = any(len(name) > 2 and name.lower() in title for name in names)  # noqa: PLR2004 - "it" is no name
            weights[claim.entity] = (2.0 if called else 0.0) + (2.0 if number == 0 else 0.0)
        weight = 1.0 if claim.metric in {Metric.CHANGE, Metric.RECORD} else 0.4
        weight *= 0.3 if claim.metric is Metric.FORECAST or claim.speaker else 1.0
        weights[claim.entity] += weight * (2.0 if claim.period in SESSION else 1.0) / (1 + number / 10)
    return max(weights, key=lambda entity: weights[entity], default=None)


def surface_names(extraction: Extraction, text: str) -> dict[Entity, str]:
    """How the article first prints each entity's name; the canonical name where it never does."""
    names: dict[Entity, str] = {}
    for claim in extraction.claims:
        printed = " ".join(claim.mention.of(text).split()).removeprefix("the ").removeprefix("The ")
        strange = {c for c in printed if c.isdigit()} - {c for c in claim.entity.name if c.isdigit()}
        if not is_generic(printed) and not strange:
            names.setdefault(claim.entity, printed.removesuffix("'s").removesuffix("’s"))
    for claim in extraction.claims:
        names.setdefault(claim.entity, claim.entity.name)
    # In a list under "futures" the contracts are called by their indexes' names alone.
    return {
        entity: f"{name} futures" if entity.kind is Kind.FUTURE and not _CONTRACT.search(name) else name
        for entity, name in names.items()
    }


def with_article(name: str, entity: Entity) -> str:
    """The name as a subject: "the Dow", but "Japan's Nikkei" and "S&P 500 futures"."""
    owned = "’s " in name or "'s " in name
    return name if owned or entity.kind is Kind.FUTURE else f"the {name}"


def is_generic(mention: str) -> bool:
    """Whether a mention names nothing: "it", "the index", "The broader gauge".

    >>> [is_generic(m) for m in ("The index", "its", "the Nikkei", "SPX", "")]
    [True, True, False, False, True]
    """
    words = mention.split()
    return not any(
        any(c.isdigit() for c in word) or (is_capital(word) and (number or word.lower() not in {"the", *PRONOUNS}))
        for number, word in enumerate(words)
    ) or (len(words) == 1 and bare(mention) in PRONOUNS)
