"""``summarizer summarize``, ``extract`` and ``verify``: articles in, what they say out."""

# ruff: noqa: PLC0415 - a command imports what it works with when it is run: help must not wait for that

from typing import Annotated

import typer

from summarizer.commands import options
from summarizer.types import Style


def summarize(
    source: options.Source = "-",
    *,
    as_json: options.Json = False,
    db: options.Database = None,
    no_store: Annotated[bool, typer.Option("--no-store", help="Keep nothing in the database.")] = False,
    model: options.Model = "default",
    device: options.Device = "auto",
    style: options.Layout = Style.PARAGRAPH,
    names: options.Names = None,
    explain: Annotated[bool, typer.Option("--explain", help="Say which points were planned, and why.")] = False,
    published: options.Published = None,
    title: options.Title = None,
    publisher: options.Publisher = None,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Say what takes how long.")] = False,
) -> None:
    """Print and store an article's summary, claims and analysts."""
    from summarizer.commands import articles
    from summarizer.store import default_path

    path = None if no_store else db or default_path()
    wanted = articles.Wanted(model, device, names, style, verbose=verbose)
    if options.is_batch(source):
        options.check_batch(published=published, title=title, publisher=publisher)
        articles.summarize_batch(source, path, wanted)
    else:
        given = options.Given(published, title, publisher)
        articles.summarize(source, given, path, wanted, as_json=as_json, explain=explain)


def extract(
    source: options.Source = "-",
    *,
    as_json: options.Json = False,
    explain: Annotated[bool, typer.Option("--explain", help="Say why each claim is what it is.")] = False,
    names: options.Names = None,
    published: options.Published = None,
    title: options.Title = None,
    publisher: options.Publisher = None,
) -> None:
    """Print an article's claims and analysts, nothing more."""
    from summarizer.commands import articles

    if options.is_batch(source):
        options.check_batch(published=published, title=title, publisher=publisher)
        articles.extract_batch(source, names)
    else:
        given = options.Given(published, title, publisher)
        articles.extract(source, given, names, as_json=as_json, explain=explain)


def verify(
    batch: Annotated[
        str | None, typer.Argument(metavar="BATCH", help="A .jsonl batch of articles with their summaries.")
    ] = None,
    *,
    article: Annotated[str | None, typer.Option(metavar="FILE", help="The article: a file, a URL or -.")] = None,
    summary: Annotated[str | None, typer.Option(metavar="FILE", help="The summary: a file or -.")] = None,
    stored: Annotated[bool, typer.Option("--stored", help="Prove every summary in the database again.")] = False,
    as_json: options.Json = False,
    names: options.Names = None,
    published: options.Published = None,
    title: options.Title = None,
    db: options.Database = None,
) -> None:
    """Hold a summary against its article: 0 if supported, else 1."""
    from summarizer.commands import verifying

    if stored:
        from summarizer.store import default_path

        if any((batch, article, summary, published, title)):
            raise typer.BadParameter("--stored takes the database's own articles and summaries")
        verifying.verify_stored(db or default_path(), names, as_json=as_json)
        return
    if batch is not None and options.is_batch(batch):
        options.check_batch(article=article, summary=summary, published=published, title=title)
        verifying.verify_batch(batch, names)
    elif batch is not None or article is None or summary is None or article == summary == "-":
        raise typer.BadParameter("name an --article and its --summary (one of them may be -), or a .jsonl batch")
    else:
        verifying.verify(article, summary, options.Given(published, title), names, as_json=as_json)
