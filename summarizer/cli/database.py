"""``summarizer db``: looking after the database."""

# ruff: noqa: PLC0415 - a command imports what it works with when it is run: help must not wait for that

from pathlib import Path
from typing import Annotated

import typer

from summarizer.commands import options

app = typer.Typer(help="Check the database, make it small, copy it.", rich_markup_mode=None)


@app.command(epilog="Example: summarizer db check --db news.db")
def check(db: options.Database = None) -> None:
    """Look for damage in the file, its indexes and its figures.

    Prints a line for each finding, and ends with status 1 where there is one.
    """
    from summarizer.commands import database
    from summarizer.store import default_path

    database.check(db or default_path())


@app.command(epilog="Example: summarizer db vacuum")
def vacuum(db: options.Database = None) -> None:
    """Give back the room of what was deleted.

    Not while a watch is at work.
    """
    from summarizer.commands import database
    from summarizer.store import default_path

    database.vacuum(db or default_path())


@app.command(epilog="Example: summarizer db backup /mnt/backups/news.db --force")
def backup(
    target: Annotated[
        Path | None,
        typer.Argument(metavar="FILE", help="Where to; else beside the database, named by the time."),
    ] = None,
    *,
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there.")] = False,
    db: options.Database = None,
) -> None:
    """Copy the database, whole or not at all.

    A watch may go on meanwhile.
    """
    from summarizer.commands import database
    from summarizer.store import default_path

    database.backup(db or default_path(), target, force=force)
