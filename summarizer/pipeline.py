"""The order of things: an article in, a stored digest out.

    ingest.read, read_batch  source    -> Article
    | extractor              Article   -> Extraction
    | summarize.summarize    Article, Extraction, model -> draft, draft, … -> Summary
    |     prove              draft     -> Proof             the same extractor reads the draft
    | store.save             Digest

`digest` decides and has no effect; `answer` and `run` have the effects: each article ends in an `Outcome`.
What is expected to go wrong travels in it as a value; bugs raise.

`run` works on several articles at a time, because a model that is asked for all of them at once is faster:

    _begin           Article, …  -> Task, …      extracted and planned, one after the other
    | ask_together                               the model is asked once
    | _end           Task        -> Outcome      written, proved and kept, one after the other
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Protocol

from summarizer.errors import ModelError, SummarizerError
from summarizer.proof import read_evidence, verify
from summarizer.summarize import ask_together, begin, finish
from summarizer.types import Article, Digest, Style

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from summarizer.ingest import BatchItem
    from summarizer.summarize import Begun
    from summarizer.summarize.model import Model
    from summarizer.types import Extraction, Proof

    Extractor = Callable[[Article], Extraction]

#: Articles worked on at once: so many sentences keep a processor busy, and none waits longer than a minute.
TOGETHER = 16


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


@dataclass(frozen=True, slots=True)
class Task:
    """An article that was read, and whose summary is begun."""

    article: Article
    extraction: Extraction
    #: None where none is asked for.
    summary: Begun | None


def run(items: Iterable[BatchItem], tools: Tools) -> Iterator[Outcome]:
    """Answer each item in order, some at a time; what was answered is kept, whatever becomes of the next.

    The first one is answered alone and soon, then two, four, and so on up to `TOGETHER`.
    """
    rest, size = iter(items), 1
    while group := list(islice(rest, size)):
        yield from _run_together(group, tools)
        size = min(2 * size, TOGETHER if tools.model else 1)


def _run_together(items: Sequence[BatchItem], tools: Tools) -> Iterator[Outcome]:
    """Answer some items, the model asked once for all of them."""
    tasks = [_begin(item.article, tools) if item.article else Outcome(item.id, error=item.error) for item in items]
    if tools.model:
        begun = [task.summary for task in tasks if isinstance(task, Task) and task.summary]
        with suppress(ModelError):  # then it is asked for each alone, and only those that it fails have the error
            ask_together(begun, tools.model)
    yield from (_end(task, tools) if isinstance(task, Task) else task for task in tasks)


def answer(article: Article, tools: Tools) -> Outcome:
    """Work on one article and keep what was made; what was made is handed out even where it can't be kept."""
    task = _begin(article, tools)
    return _end(task, tools) if isinstance(task, Task) else task


def digest(article: Article, tools: Tools) -> Digest:
    """Extract and, given a model, summarize; raises `ModelError` where the model fails."""
    return summarized(article, tools.extractor(article), tools)


def summarized(article: Article, extraction: Extraction, tools: Tools) -> Digest:
    """Summarize, given a model, what was extracted."""
    return _write(_plan(article, extraction, tools), tools)


def _begin(article: Article, tools: Tools) -> Task | Outcome:
    """Extract and plan, or say why not."""
    try:
        return _plan(article, tools.extractor(article), tools)
    except SummarizerError as error:
        return Outcome(article.id, error=error)


def _plan(article: Article, extraction: Extraction, tools: Tools) -> Task:
    summary = begin(article, extraction, tools.model, tools.style) if tools.model else None
    return Task(article, extraction, summary)


def _end(task: Task, tools: Tools) -> Outcome:
    """Write, prove and keep."""
    made = None
    try:
        made = _write(task, tools)
        if tools.store:
            tools.store.save(made)
    except SummarizerError as error:
        return Outcome(task.article.id, made, error)
    return Outcome(task.article.id, made)


def _write(task: Task, tools: Tools) -> Digest:
    if task.summary is None:
        return Digest(task.article, task.extraction)
    prove = prover(task.article, task.extraction, tools.extractor)
    return Digest(task.article, task.extraction, finish(task.summary, prove))


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
