"""The command line: what can be typed.  Each command delegates to its module of `summarizer.commands`."""

from typing import Annotated

import typer

from summarizer.cli import articles, feeds, models, stored, watching
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
    stored.claims,
    stored.show,
    watching.watch,
    watching.status,
):
    app.command()(command)

app.add_typer(feeds.app, name="feeds")
app.add_typer(models.app, name="models")
