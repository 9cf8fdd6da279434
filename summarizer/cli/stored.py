"""``summarizer claims`` and ``show``: questions to the database."""

# ruff: noqa: PLC0415 - a command imports what it works with when it is run: help must not wait for that

from typing import Annotated

import typer

from summarizer.commands import options
from summarizer.types import Metric, Period


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


def show(
    article: Annotated[str, typer.Argument(metavar="ID", help="An article's id, or its beginning.")],
    as_json: options.Json = False,
    db: options.Database = None,
) -> None:
    """Show a stored article, its claims, summary and proof."""
    from summarizer.commands import stored
    from summarizer.store import default_path

    stored.show(db or default_path(), article, as_json=as_json)
