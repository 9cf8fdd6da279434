"""The command line: what can be typed.  Each command delegates to its module of `summarizer.commands`."""

from typing import Annotated

import typer

from summarizer.cli import articles, claims, database, export, feeds, lookup, models, signals, watching
from summarizer.commands.front import Front

app = typer.Typer(
    cls=Front,
    help="Read market news: what moved, by how much, over which period, who said why; every figure proved.",
    epilog="Exit status: 0 done, 1 a negative answer, 2 bad usage or input.",
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def main() -> None:
    """Run the command line and exit with its status."""
    app(prog_name="summarizer")


def _print_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version  # noqa: PLC0415 - rarely asked for

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


for command in (
    articles.summarize,
    articles.extract,
    articles.verify,
    watching.watch,
    watching.status,
):
    app.command()(command)

app.command(
    epilog='Example: summarizer claims "S&P 500 sectors" --since 7d --direction down --sentences',
)(claims.claims)
app.command(
    epilog='Example: summarizer export claims "Russell 2000" --since 2024 --output russell.parquet',
)(export.export)
app.command(epilog='Example: summarizer signals "Russell 2000" --since 30d --period day')(signals.signals)
app.command(epilog='Example: summarizer conflicts "S&P 500" --since 7d')(signals.conflicts)
for question, example in lookup.COMMANDS:
    app.command(epilog=f"Example: {example}")(question)
app.add_typer(database.app, name="db")
app.add_typer(feeds.app, name="feeds")
app.add_typer(models.app, name="models")
