"""The command line: what can be typed.  Each command delegates to its module of `summarizer.commands`."""

# ruff: noqa: PLC0415 - a command imports what it works with when it is run: help must not wait for that

from typing import Annotated

import typer

from summarizer.commands import options
from summarizer.commands.front import Front
from summarizer.feeds import TextFrom
from summarizer.types import Metric, Period, Style

app = typer.Typer(
    cls=Front,
    help="Read market news: what moved, by how much, over which period, who said why; every figure proved.",
    epilog="Exit status: 0 done, 1 a negative answer, 2 bad usage or input.",
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
models_app = typer.Typer(help="Fetch and list the models that write summaries.", rich_markup_mode=None)
feeds_app = typer.Typer(help="List and change the feeds that are watched.", rich_markup_mode=None)

FeedName = Annotated[str, typer.Argument(metavar="NAME", help="The feed's name, in any case, or its address.")]


def main() -> None:
    """Run the command line and exit with its status."""
    app(prog_name="summarizer")


def _print_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        print(f"summarizer {version('news-to-signal')}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def _front(
    context: typer.Context,
    _version: Annotated[
        bool, typer.Option("--version", help="Print the version.", callback=_print_version, is_eager=True)
    ] = False,
) -> None:
    if context.invoked_subcommand is None:
        print(context.get_help())


@app.command()
def summarize(
    source: options.Source = "-",
    *,
    as_json: options.Json = False,
    db: options.Database = None,
    no_store: Annotated[bool, typer.Option("--no-store", help="Keep nothing in the database.")] = False,
    model: options.Model = "default",
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
    if options.is_batch(source):
        options.check_batch(published=published, title=title, publisher=publisher)
        articles.summarize_batch(source, path, model, names, style, verbose=verbose)
    else:
        given = options.Given(published, title, publisher)
        articles.summarize(source, given, path, model, names, style, as_json=as_json, explain=explain, verbose=verbose)


@app.command()
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


@app.command()
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


@app.command()
def claims(
    index: Annotated[
        str | None, typer.Argument(metavar="INDEX", help="Name, alias or symbol; without it, every index.")
    ] = None,
    *,
    since: options.Since = None,
    until: options.Until = None,
    period: Annotated[Period | None, typer.Option(help="Over which time the index moved.")] = None,
    metric: Annotated[Metric | None, typer.Option(help="What the figure measures.")] = None,
    analyst: Annotated[
        str | None, typer.Option(metavar="NAME", help="Who said it: part of a person's or a firm's name.")
    ] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="Only so many, the newest.")] = None,
    as_json: options.Json = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Answer in CSV.")] = False,
    as_tsv: Annotated[bool, typer.Option("--tsv", help="Answer in tab-separated values.")] = False,
    as_lines: Annotated[bool, typer.Option("--nl", help="Answer in JSON, one object a line.")] = False,
    as_table: Annotated[bool, typer.Option("--table", "-t", help="Answer in a table (the default).")] = False,
    names: options.Names = None,
    db: options.Database = None,
) -> None:
    """List the claims in the database, newest first."""
    from summarizer.commands import stored
    from summarizer.store import ClaimQuery, default_path

    chosen = options.parse_format(json=as_json, csv=as_csv, tsv=as_tsv, nl=as_lines, table=as_table)
    query = ClaimQuery((), since, until, period, metric, analyst=analyst, limit=limit)
    stored.claims(db or default_path(), index, query, chosen, names)


@app.command()
def show(
    article: Annotated[str, typer.Argument(metavar="ID", help="An article's id, or its beginning.")],
    as_json: options.Json = False,
    db: options.Database = None,
) -> None:
    """Show a stored article, its claims, summary and proof."""
    from summarizer.commands import stored
    from summarizer.store import default_path

    stored.show(db or default_path(), article, as_json=as_json)


@app.command()
def watch(
    *,
    once: Annotated[bool, typer.Option("--once", help="Look at what is due, read what is new, end.")] = False,
    feeds: options.Feeds = None,
    as_json: Annotated[bool, typer.Option("--json", help="Tell of everything in JSON, one object a line.")] = False,
    everything: Annotated[
        bool, typer.Option("--all", help="Summarize also articles that claim nothing of an index.")
    ] = False,
    metrics: Annotated[
        int | None, typer.Option("--metrics", metavar="PORT", min=1, max=65535, help="Answer Prometheus at this port.")
    ] = None,
    allow_private: options.AllowPrivate = False,
    model: options.Model = "default",
    names: options.Names = None,
    db: options.Database = None,
) -> None:
    """Watch feeds: read, summarize and store every new article."""
    from summarizer.commands import watching
    from summarizer.store import default_path

    wanted = watching.Wanted(
        db or default_path(), feeds, model, names, once, as_json, everything, allow_private, metrics
    )
    watching.watch(wanted)


@app.command()
def status(as_json: options.Json = False, feeds: options.Feeds = None, db: options.Database = None) -> None:
    """Say how the watched feeds are doing."""
    from summarizer.commands import status
    from summarizer.store import default_path

    status.status(db or default_path(), feeds, as_json=as_json)


@models_app.command()
def pull(name: options.ModelName = "default") -> None:
    """Fetch a model's weights, the default's without a name; does nothing where they are here."""
    from summarizer.commands import models

    models.fetch(name)


@models_app.command("list")
def list_models(as_json: options.Json = False) -> None:
    """List the models and say which of them are here."""
    from summarizer.commands import models

    models.show_all(as_json=as_json)


@models_app.command()
def info(name: options.ModelName = "default", as_json: options.Json = False) -> None:
    """Say what a model is, the default without a name, and where its weights are."""
    from summarizer.commands import models

    models.show_one(name, as_json=as_json)


@feeds_app.command("list", epilog="Example: summarizer feeds list --tag india --csv")
def list_feeds(
    *,
    tag: Annotated[str | None, typer.Option(metavar="TAG", help="Only the feeds with this tag.")] = None,
    as_table: Annotated[bool, typer.Option("--table", "-t", help="Answer in a table (the default).")] = False,
    as_json: options.Json = False,
    as_lines: Annotated[bool, typer.Option("--nl", help="Answer in JSON, one object a line.")] = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Answer in CSV.")] = False,
    as_tsv: Annotated[bool, typer.Option("--tsv", help="Answer in tab-separated values.")] = False,
    feeds: options.Feeds = None,
) -> None:
    """List the feeds."""
    from summarizer.commands import feeds as command

    chosen = options.parse_format(json=as_json, csv=as_csv, tsv=as_tsv, nl=as_lines, table=as_table)
    command.show_all(feeds, tag, chosen)


@feeds_app.command("add", epilog="Example: summarizer feeds add https://example.org/markets.xml --tag us")
def add_feed(
    url: Annotated[str, typer.Argument(metavar="URL", help="The feed's address.")],
    *,
    name: Annotated[str | None, typer.Option(metavar="NAME", help="What to call it; else its host.")] = None,
    tag: Annotated[
        list[str] | None, typer.Option(metavar="TAG", help="What it is about; may be given more than once.")
    ] = None,
    interval: Annotated[
        str | None, typer.Option(metavar="INTERVAL", help="Time between two looks: 15m, or 15m to 1h.")
    ] = None,
    text: Annotated[TextFrom | None, typer.Option(help="Where articles' text is: in the feed or on the page.")] = None,
    include: Annotated[
        list[str] | None, typer.Option(metavar="WORDS", help="Only entries that say this; may be given more than once.")
    ] = None,
    exclude: Annotated[
        list[str] | None, typer.Option(metavar="WORDS", help="No entries that say this; may be given more than once.")
    ] = None,
    feeds: options.Feeds = None,
) -> None:
    """Add a feed to the list."""
    from summarizer.commands import feeds as command

    command.add_one(feeds, url, name, interval, text, tag or (), include or (), exclude or ())


@feeds_app.command("remove", epilog='Example: summarizer feeds remove "CNBC Finance"')
def remove_feed(name: FeedName, feeds: options.Feeds = None) -> None:
    """Take a feed out of the list."""
    from summarizer.commands import feeds as command

    command.remove_one(feeds, name)


@feeds_app.command("enable", epilog='Example: summarizer feeds enable "WSJ Markets"')
def enable_feed(name: FeedName, feeds: options.Feeds = None, db: options.Database = None) -> None:
    """Read a feed again, also one that its publisher called gone."""
    from summarizer.commands import feeds as command
    from summarizer.store import default_path

    command.switch(feeds, name, enabled=True, db=db or default_path())


@feeds_app.command("disable", epilog='Example: summarizer feeds disable "Seeking Alpha"')
def disable_feed(name: FeedName, feeds: options.Feeds = None) -> None:
    """Keep a feed in the list, but leave it alone."""
    from summarizer.commands import feeds as command

    command.switch(feeds, name, enabled=False)


@feeds_app.command("check", epilog='Example: summarizer feeds check "CNBC Finance" "BBC Business"')
def check_feeds(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="[NAME]...", help="Which feeds; else all that are enabled.")
    ] = None,
    *,
    as_json: options.Json = False,
    allow_private: options.AllowPrivate = False,
    feeds: options.Feeds = None,
) -> None:
    """Ask for feeds once and say which of them answer."""
    from summarizer.commands import checking

    checking.check(feeds, names or (), as_json=as_json, allow_private=allow_private)


@feeds_app.command("import", epilog="Example: summarizer feeds import subscriptions.opml")
def import_feeds(
    source: Annotated[str, typer.Argument(metavar="FILE", help="An OPML file, or - for standard input.")],
    feeds: options.Feeds = None,
) -> None:
    """Add the feeds of another program's list, in OPML."""
    from summarizer.commands import feeds as command

    command.import_opml(feeds, source)


@feeds_app.command("export", epilog="Example: summarizer feeds export subscriptions.opml")
def export_feeds(
    target: Annotated[
        str, typer.Argument(metavar="FILE", help="Where to; else standard output.", show_default=False)
    ] = "-",
    *,
    every: Annotated[bool, typer.Option("--all", help="Disabled feeds too.")] = False,
    feeds: options.Feeds = None,
) -> None:
    """Write the list in OPML, for another program."""
    from summarizer.commands import feeds as command

    command.export_opml(feeds, target, every=every)


app.add_typer(models_app, name="models")
app.add_typer(feeds_app, name="feeds")
