"""The order of things: an article in, a stored digest out.

    ingest.read, read_batch  source    -> Article
    | extractor              Article   -> Extraction
    | summarize.summarize    Article, Extraction, model -> draft, draft, … -> Summary
    |     prove              draft     -> Proof             the same extractor reads the draft
    | store.save             Digest

`digest` decides and has no effect; `answer` and `run` have the effects: each article ends in an `Outcome`.
What is expected to go wrong travels in it as a value; bugs raise.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from summarizer.errors import SummarizerError
from summarizer.proof import read_evidence, verify
from summarizer.summarize import summarize
from summarizer.types import Article, Digest, Style

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from summarizer.ingest import BatchItem
    from summarizer.summarize.model import Model
    from summarizer.types import Extraction, Proof

    Extractor = Callable[[Article], Extraction]


class Keeper(Protocol):
    """Where digests are kept: `summarizer.store.Store` is one."""

    def save(self, digest: Digest, /) -> object:
        """Keep a digest whole or not at all; raises StoreError."""


@dataclass(frozen=True, slots=True)
class Tools:
    """What the work is done with: loaded once, used for every article."""

    #: Reads articles, and drafts too.
    extractor: Extractor
    #: Shortens sentences; None where only the extraction is asked for.
    model: Model | None = None
    #: None where nothing is kept.
    store: Keeper | None = None
    #: How summaries are laid out.
    style: Style = Style.PARAGRAPH


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one article: a digest, an error, or both when the digest could not be stored."""

    #: The article's id; None where a batch's line has none or can't be read.
    id: str | None
    digest: Digest | None = None
    error: SummarizerError | None = None


def run(items: Iterable[BatchItem], tools: Tools) -> Iterator[Outcome]:
    """Answer each item in order; one is finished and stored before the next is begun."""
    for item in items:
        yield answer(item.article, tools) if item.article else Outcome(item.id, error=item.error)


def answer(article: Article, tools: Tools) -> Outcome:
    """Work on one article and keep what was made; what was made is handed out even where it can't be kept."""
    made = None
    try:
        made = digest(article, tools)
        if tools.store:
            tools.store.save(made)
    except SummarizerError as error:
        return Outcome(article.id, made, error)
    return Outcome(article.id, made)


def digest(article: Article, tools: Tools) -> Digest:
    """Extract and, given a model, summarize; raises `ModelError` where the model fails."""
    return summarized(article, tools.extractor(article), tools)


def summarized(article: Article, extraction: Extraction, tools: Tools) -> Digest:
    """Summarize, given a model, what was extracted."""
    if tools.model is None:
        return Digest(article, extraction)
    prove = prover(article, extraction, tools.extractor)
    return Digest(article, extraction, summarize(article, extraction, tools.model, prove, tools.style))


def check(article: Article, draft: str, extractor: Extractor) -> Proof:
    """Hold a draft from anywhere against its article."""
    return prover(article, extractor(article), extractor)(draft)


def prover(article: Article, extraction: Extraction, extractor: Extractor) -> Callable[[str], Proof]:
    """A function that holds a draft against the article."""
    evidence = read_evidence(article.text, extraction, article.published, article.title)

    def prove(draft: str) -> Proof:
        # With the article's time, "Monday" and "this month" resolve alike in both.
        drafted = Article(article.id, draft, title=article.title, published=article.published)
        return verify(evidence, extractor(drafted), draft)

    return prove
