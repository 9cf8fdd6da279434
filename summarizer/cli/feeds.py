"""``summarizer feeds``: the list of feeds that are watched."""

# ruff: noqa: PLC0415 - a command imports what it works with when it is run: help must not wait for that

from typing import Annotated, Literal

import typer

from summarizer.commands import options

app = typer.Typer(help="List, check and change the feeds that are watched.", rich_markup_mode=None)

FeedName = Annotated[str, typer.Argument(metavar="NAME", help="The feed's name, in any case, or its address.")]


@app.command("list", epilog="Example: summarizer feeds list --tag india --csv")
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


@app.command("add", epilog="Example: summarizer feeds add https://example.org/markets.xml --tag us")
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
    text: Annotated[
        Literal["auto", "feed", "page"] | None,
        typer.Option(help="Where articles' text is: in the feed or on the page."),
    ] = None,
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
    from summarizer.feeds import TextFrom

    told = TextFrom(text) if text else None
    command.add_one(feeds, url, name, interval, told, tag or (), include or (), exclude or ())


@app.command("remove", epilog='Example: summarizer feeds remove "CNBC Finance"')
def remove_feed(name: FeedName, feeds: options.Feeds = None) -> None:
    """Take a feed out of the list."""
    from summarizer.commands import feeds as command

    command.remove_one(feeds, name)


@app.command("enable", epilog='Example: summarizer feeds enable "WSJ Markets"')
def enable_feed(name: FeedName, feeds: options.Feeds = None, db: options.Database = None) -> None:
    """Read a feed again, also one that its publisher called gone."""
    from summarizer.commands import feeds as command
    from summarizer.store import default_path

    command.switch(feeds, name, enabled=True, db=db or default_path())


@app.command("disable", epilog='Example: summarizer feeds disable "Seeking Alpha"')
def disable_feed(name: FeedName, feeds: options.Feeds = None) -> None:
    """Keep a feed in the list, but leave it alone."""
    from summarizer.commands import feeds as command

    command.switch(feeds, name, enabled=False)


@app.command("check", epilog='Example: summarizer feeds check "CNBC Finance" "BBC Business"')
def check_feeds(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="NAME...", help="Which feeds; else all that are enabled.")
    ] = None,
    *,
    as_json: options.Json = False,
    allow_private: options.AllowPrivate = False,
    feeds: options.Feeds = None,
) -> None:
    """Ask for feeds once and say which of them answer."""
    from summarizer.commands import feeds_check

    feeds_check.check(feeds, names or (), as_json=as_json, allow_private=allow_private)


@app.command("import", epilog="Example: summarizer feeds import subscriptions.opml")
def import_feeds(
    source: Annotated[str, typer.Argument(metavar="FILE", help="An OPML file, or - for standard input.")],
    feeds: options.Feeds = None,
) -> None:
    """Add the feeds of another program's list, in OPML."""
    from summarizer.commands import feeds as command

    command.import_opml(feeds, source)


@app.command("export", epilog="Example: summarizer feeds export subscriptions.opml")
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
