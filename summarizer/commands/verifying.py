"""``summarizer verify``: a summary from anywhere, held against its article."""

from pathlib import Path

import typer

from summarizer import display
from summarizer.commands.answers import answer_json, answer_line, output
from summarizer.commands.front import NEGATIVE, complain
from summarizer.commands.options import Given
from summarizer.commands.progress import counted, working
from summarizer.contract import Entry, error_entry, proof_entry
from summarizer.errors import InputError, SummarizerError
from summarizer.extract import Extractor, load_extractor
from summarizer.ingest import BatchItem, read, read_batch, read_text
from summarizer.pipeline import check
from summarizer.store import open_store


def verify(article: str, summary: str, given: Given, names: Path | None, *, as_json: bool) -> None:
    """Verify one summary; exits with 1 where it is not supported."""
    against = read(article, published=given.published, title=given.title)
    draft = read_text(summary)
    with working("reading"):
        proof = check(against, draft, load_extractor(names))
    if as_json:
        answer_json(proof_entry(proof, draft))
    else:
        display.print_proof(output(), proof, draft)
    if not proof.verified:
        raise typer.Exit(NEGATIVE)


def verify_batch(source: str, names: Path | None) -> None:
    """Print one JSON line a summary; exits with 2 where a line is broken, else 1 where one is wrong."""
    extractor = load_extractor(names)
    total = failed = refuted = 0
    for item in counted(read_batch(source), "summaries"):
        total += 1
        try:
            entry = _verify_item(item, extractor)
            refuted += not entry["verified"]
        except SummarizerError as error:
            failed += 1
            entry = error_entry(item.id, error)
        answer_line(entry)
    if not total:
        raise InputError(source, "holds no summaries", "write one a line")
    if failed:
        complain(f"{failed} of {total} summaries failed")
        raise typer.Exit(SummarizerError.exit_status)
    if refuted:
        raise typer.Exit(NEGATIVE)


def verify_stored(path: Path, names: Path | None, *, as_json: bool) -> None:
    """Prove every summary of the database again, from the stored text alone; exits with 1 where one fails."""
    extractor = load_extractor(names)
    total = refuted = 0
    with open_store(path, create=False) as store:
        for digest in counted(store.summarized(), "summaries"):
            summary = digest.summary
            if summary is None:
                continue
            proof = check(digest.article, summary.text, extractor)
            total, refuted = total + 1, refuted + (not proof.verified)
            if as_json:
                answer_line({"id": digest.article.id, "model": summary.model, **proof_entry(proof, summary.text)})
            elif not proof.verified:
                display.print_proof(output(), proof, summary.text)
                output().print(f"article {display.short_id(digest.article.id)}, by {summary.model}\n")
    if not as_json:
        output().print(f"{total - refuted} of {total} stored summaries verified")
    if refuted:
        raise typer.Exit(NEGATIVE)


def _verify_item(item: BatchItem, extractor: Extractor) -> Entry:
    """The answer to one line; raises what is wrong with it."""
    if item.article is None or item.record is None:
        raise item.error or InputError(f"line {item.line}", "holds no article")
    draft = item.record.get("summary")
    if not isinstance(draft, str) or not draft.strip():
        raise InputError(f"line {item.line}", 'the line has no "summary"')
    return {"id": item.article.id, **proof_entry(check(item.article, draft, extractor), draft)}
