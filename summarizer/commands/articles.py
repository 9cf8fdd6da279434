"""``summarizer summarize`` and ``summarizer extract``: an article or a batch in, what it says out."""

import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path

import typer

from summarizer import display
from summarizer.commands.answers import answer_json, answer_line, output
from summarizer.commands.front import complain, uncollected
from summarizer.commands.options import Given
from summarizer.commands.progress import counted, fetching, timed, working
from summarizer.contract import Entry, digest_entry, error_entry, extraction_entry
from summarizer.errors import InputError, StoreError, SummarizerError
from summarizer.extract import load_extractor
from summarizer.ingest import read, read_batch
from summarizer.pipeline import Outcome, Tools, answer, run
from summarizer.store import Store, open_store
from summarizer.summarize.model import Model, load_model
from summarizer.summarize.plan import plan
from summarizer.summarize.spec import load_spec
from summarizer.table import Fit, Head, print_table
from summarizer.types import Article, Digest, Style

#: The columns of the table of planned points.
POINT_HEADS = (
    Head(""),
    Head("Point"),
    Head("Because", Fit.WRAP, spare=2),
    Head("Score", right=True, spare=1),
    Head("Sentence", Fit.WRAP),
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """How summaries are to be made, as typed."""

    #: A name, a folder or a hub id.
    model: str
    #: What it computes on.
    device: str
    #: The user's own file of names.
    names: Path | None
    style: Style
    #: Say what takes how long.
    verbose: bool = False


def summarize(
    source: str, given: Given, db: Path | None, wanted: Wanted, *, as_json: bool, explain: bool = False
) -> None:
    """Summarize one article; raises at the end what kept it from being stored, nothing is lost before."""
    article = _read(source, given)
    opened, problem = _open_if_possible(db)
    with opened as store:
        tools = _load_tools(wanted, store)
        with timed("summarizing", verbose=wanted.verbose), working("summarizing"):
            outcome = answer(article, tools)
    if outcome.digest and as_json:
        answer_json(digest_entry(outcome.digest))
    elif outcome.digest:
        display.print_digest(output(), outcome.digest, _footer(outcome.digest))
        if explain:
            _print_plan(outcome.digest)
    if error := outcome.error or problem:
        raise error


def summarize_batch(source: str, db: Path | None, wanted: Wanted) -> None:
    """Summarize a batch; a database that can't be opened stops it before it has cost anything."""
    with open_store(db) if db else nullcontext() as store:
        items = read_batch(source)
        _answer_batch(source, run(items, _load_tools(wanted, store)), digest_entry)


def extract(source: str, given: Given, names: Path | None, *, as_json: bool, explain: bool = False) -> None:
    """Read one article; `explain` says of each claim why it is what it is."""
    article = _read(source, given)
    with working("reading"):
        digest = Digest(article, load_extractor(names)(article))
    if as_json:
        answer_json(extraction_entry(digest))
    elif explain and digest.extraction.claims:
        display.print_reasons(output(), digest)
    elif digest.extraction.claims or digest.extraction.statements:
        display.print_extraction(output(), digest)
    else:
        complain(f"{source}: says nothing of an index, and quotes nobody")


def extract_batch(source: str, names: Path | None) -> None:
    """Read a batch."""
    tools = Tools(load_extractor(names))
    _answer_batch(source, run(read_batch(source), tools), extraction_entry)


def _print_plan(digest: Digest) -> None:
    """The points that were planned, weightiest first: what each is for, why, and whether there was room for it."""
    told = {source for sentence in digest.summary.sentences for source in sentence.sources} if digest.summary else set()
    rows = (
        (
            "told" if told.issuperset(point.sentences) else "",
            str(point.role),
            point.reason,
            f"{point.score:.2f}",
            point.text,
        )
        for point in plan(digest.article, digest.extraction)
    )
    output().print()
    print_table(output(), POINT_HEADS, rows)


def _read(source: str, given: Given) -> Article:
    if source == "-" and sys.stdin.isatty():
        print("Paste the article, then press Ctrl-D on a line of its own.", file=sys.stderr)
    return read(source, published=given.published, title=given.title, publisher=given.publisher)


def _load_tools(wanted: Wanted, store: Store | None) -> Tools:
    with timed("loading", verbose=wanted.verbose), uncollected():
        return Tools(load_extractor(wanted.names), _load_model(wanted), store, wanted.style)


def _load_model(wanted: Wanted) -> Model:
    spec = load_spec(wanted.model)
    with fetching(spec.name) as progress:
        return load_model(spec, progress, wanted.device)


def _open_if_possible(
    path: Path | None,
) -> tuple[AbstractContextManager[Store | None], SummarizerError | None]:
    # A pasted article is gone when the command ends: it is summarized even where it can't be kept.
    try:
        return (open_store(path) if path else nullcontext()), None
    except StoreError as error:
        return nullcontext(), error


def _answer_batch(source: str, outcomes: Iterator[Outcome], entry: Callable[[Digest], Entry]) -> None:
    """Print one JSON line an article as soon as it is done; exit with 2 in the end where one failed."""
    total = failed = 0
    for outcome in counted(outcomes, "articles"):
        total += 1
        failed += outcome.error is not None
        if outcome.digest:
            answer_line(entry(outcome.digest))
        elif outcome.error:
            answer_line(error_entry(outcome.id, outcome.error))
        if outcome.digest and outcome.error:  # answered, but not kept
            complain(str(outcome.error))
    if not total:
        raise InputError(source, "holds no articles", "write one a line")
    if failed:
        complain(f"{failed} of {total} articles failed")
        raise typer.Exit(SummarizerError.exit_status)


def _footer(digest: Digest) -> str:
    made = f"by {digest.summary.model}, every figure proved" if digest.summary else "nothing to summarize"
    return f"{display.short_id(digest.article.id)} · {made}"
