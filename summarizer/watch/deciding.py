"""What an article is beside what is stored: pure decisions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from summarizer.watch.events import Became

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summarizer.types import Article, Digest
    from summarizer.watch.desk import Reading


@dataclass(frozen=True, slots=True)
class Decision:
    """What an article is beside what is stored."""

    became: Became
    reason: str
    #: The article with what earlier revisions know better.
    article: Article
    #: Whose copy it is.
    copy_of: str | None = None
    #: Stored articles that are copies of it: it says more.
    copies: tuple[str, ...] = ()
    #: Whether it is another text of an article that was there.
    edited: bool = False


def with_known(article: Article, stored: Digest | None) -> Article:
    """The article; of one text neither another date nor another feed's headline makes a revision."""
    if stored is None or stored.article.text != article.text:
        return article
    known = stored.article
    return replace(article, published=known.published or article.published, title=known.title or article.title)


def decide_known(reading: Reading, stored: Digest, *, relevant: bool) -> Decision | None:
    """Whether what is stored under the same id stands; None where there is more to be done."""
    article = reading.article
    if reading.told and len(stored.article.story) > len(article.story):
        return Decision(Became.SAME, "edited, but its page is not to be had", stored.article)
    if stored.article.text == article.text and (stored.summary or not relevant):
        return Decision(Became.SAME, "the article is there", article)
    return None


def decide_new(reading: Reading, alike: Sequence[Digest], *, relevant: bool, edited: bool) -> Decision:
    """What a text that is not stored is beside the stored articles that tell the same story, likeliest first."""
    article = reading.article
    original = next((other for other in alike if _claims(reading) <= _claims(other)), None)
    if original:
        name = original.article.id
        return Decision(Became.COPY, f"a copy of {name}", article, copy_of=name, edited=edited)
    if not relevant:
        return Decision(Became.KEPT, "no claim about an index", article, edited=edited)
    # What came first may have been a part of this: then that is the copy.
    lesser = tuple(other.article.id for other in alike if _claims(other) <= _claims(reading))
    return Decision(Became.SUMMARIZED, "summarized", article, copies=lesser, edited=edited)


def _claims(read: Reading | Digest) -> set[tuple[object, ...]]:
    """The figures that an article claims, with their signs; periods and dates follow from when it was published."""
    return {(claim.entity.name, claim.metric, claim.value) for claim in read.extraction.claims}
