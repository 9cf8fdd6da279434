"""``summarizer export``: the database's tables into files."""

# ruff: noqa: PLC0415 - a command imports what it works with when it is run: help must not wait for that

from typing import Annotated, Literal

import typer

from summarizer.commands import options
from summarizer.types import Kind, Metric, Period


def export(
    table: Annotated[
        Literal["claims", "signals", "articles"],
        typer.Argument(metavar="TABLE", help="What to write: claims, signals or articles.", show_default=False),
    ],
    indexes: Annotated[
        list[str] | None,
        typer.Argument(metavar="INDEX...", help="Names, aliases, symbols or families; without any, every index."),
    ] = None,
    *,
    chosen: Annotated[
        Literal["csv", "jsonl", "parquet"] | None,
        typer.Option("--format", help="What to write it in; else as the file's name ends, else CSV."),
    ] = None,
    output: Annotated[
        str, typer.Option("--output", "-o", metavar="FILE", help="Where to, or - for standard output (the default).")
    ] = "-",
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there.")] = False,
    since: options.Since = None,
    until: options.Until = None,
    as_of: options.AsOf = None,
    period: Annotated[Period | None, typer.Option(help="Over which time the index moved.")] = None,
    metric: Annotated[Metric | None, typer.Option(help="What the figure measures.")] = None,
    kind: Annotated[Kind | None, typer.Option(help="What sort of thing it is.")] = None,
    copies: Annotated[bool, typer.Option("--copies", help="Of claims, also what syndicated copies say.")] = False,
    names: options.Names = None,
    db: options.Database = None,
) -> None:
    """Write claims, signals or articles to a file of any size."""
    if table == "articles":
        _refuse(table, period=period, metric=metric, kind=kind)
    if table == "signals":
        _refuse(table, metric=metric if metric is Metric.FORECAST else None)
    if table != "claims":
        _refuse(table, copies=copies or None)
    from summarizer.commands import export
    from summarizer.records import Table
    from summarizer.store import default_path

    wanted = export.Wanted(tuple(indexes or ()), since, until, period, metric, kind, as_of, copies)
    export.export(
        db or default_path(),
        Table(table),
        wanted,
        output,
        export.choose(chosen, output),
        force=force,
        names=names,
    )


def _refuse(table: str, **given: object) -> None:
    for name, value in given.items():
        if value is not None:
            raise typer.BadParameter(f"--{name} does not go with {table}")
