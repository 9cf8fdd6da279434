"""``summarizer claims``: what was reported."""

# ruff: noqa: PLC0415 - a command imports what it works with when it is run: help must not wait for that

from typing import Annotated, Literal

import typer

from summarizer.commands import options
from summarizer.types import Kind, Metric, Period


def claims(
    indexes: Annotated[
        list[str] | None,
        typer.Argument(metavar="INDEX...", help='Names, aliases, symbols or "S&P 500 sectors"; else every index.'),
    ] = None,
    *,
    since: options.Since = None,
    until: options.Until = None,
    period: Annotated[Period | None, typer.Option(help="Over which time the index moved.")] = None,
    metric: Annotated[Metric | None, typer.Option(help="What the figure measures.")] = None,
    least: Annotated[
        float | None, typer.Option("--min", metavar="VALUE", help="This value or more; a fall of two is -2.")
    ] = None,
    most: Annotated[float | None, typer.Option("--max", metavar="VALUE", help="This value or less.")] = None,
    direction: Annotated[Literal["up", "down", "flat"] | None, typer.Option(help="Moves that way only.")] = None,
    analyst: Annotated[
        str | None, typer.Option(metavar="NAME", help="Who said it: part of a person's or a firm's name.")
    ] = None,
    firm: Annotated[
        str | None, typer.Option(metavar="NAME", help="The firm that said it, or whose analyst did: part of its name.")
    ] = None,
    source: Annotated[
        str | None, typer.Option(metavar="NAME", help="Part of the publisher's name, or of the address's host.")
    ] = None,
    kind: Annotated[Kind | None, typer.Option(help="What sort of thing the figure is about.")] = None,
    as_of: options.AsOf = None,
    distinct: Annotated[bool, typer.Option("--distinct", help="One row a fact, with how many sources say it.")] = False,
    copies: Annotated[bool, typer.Option("--copies", help="Also what syndicated copies say.")] = False,
    revisions: Annotated[
        bool, typer.Option("--all-revisions", help="Also what articles said before they were edited.")
    ] = False,
    sort: Annotated[
        Literal["date", "-date", "value", "-value", "seen", "-seen"],
        typer.Option(help="What comes first; with a minus the latest or largest does."),
    ] = "-date",
    limit: Annotated[int | None, typer.Option(min=1, metavar="N", help="Only so many; else all.")] = None,
    sentences: Annotated[
        bool, typer.Option("--sentences", "-s", help="In a table, the sentence and the address below each row.")
    ] = False,
    as_json: options.Json = False,
    as_csv: options.AsCsv = False,
    as_tsv: options.AsTsv = False,
    as_lines: options.AsLines = False,
    as_table: options.AsTable = False,
    names: options.Names = None,
    db: options.Database = None,
) -> None:
    """List the claims in the database, newest first."""
    from summarizer.commands import claims
    from summarizer.store import ClaimQuery, default_path

    chosen = options.parse_format(json=as_json, csv=as_csv, tsv=as_tsv, nl=as_lines, table=as_table)
    query = ClaimQuery(
        since=since,
        until=until,
        period=period,
        metric=metric,
        kind=kind,
        analyst=analyst,
        limit=limit,
        all_revisions=revisions,
        copies=copies,
        firm=firm,
        source=source,
        min_value=least,
        max_value=most,
        direction=direction,
        as_of=as_of,
        sort=sort,
    )
    asked = claims.Asked(indexes or (), chosen, distinct, sentences, names)
    claims.claims(db or default_path(), query, asked)
