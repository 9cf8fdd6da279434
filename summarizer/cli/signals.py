"""``summarizer signals`` and ``conflicts``: what all sources together say."""

# ruff: noqa: PLC0415 - a command imports what it works with when it is run: help must not wait for that

from typing import Annotated, Literal

import typer

from summarizer.commands import options
from summarizer.types import Kind, Metric, Period

Told = Literal["change", "points", "level", "record"]
Indexes = Annotated[
    list[str] | None,
    typer.Argument(metavar="INDEX...", help="Names, aliases, symbols or families; without any, every index."),
]
Moved = Annotated[Period | None, typer.Option(help="Over which time the index moved.")]
KindOf = Annotated[Kind | None, typer.Option(help="What sort of thing it is.")]
Limit = Annotated[int | None, typer.Option(min=1, help="Only so many; a table has 50 unless told.")]


def signals(
    indexes: Indexes = None,
    *,
    since: options.Since = None,
    until: options.Until = None,
    period: Moved = None,
    metric: Annotated[Told, typer.Option(help="What the figures measure; a change is in percent.")] = "change",
    kind: KindOf = None,
    as_of: options.AsOf = None,
    min_sources: Annotated[int, typer.Option(min=1, metavar="N", help="Only what so many sources say.")] = 1,
    limit: Limit = None,
    sort: Annotated[
        Literal[
            "day",
            "-day",
            "value",
            "-value",
            "spread",
            "-spread",
            "sources",
            "-sources",
            "relevance",
            "-relevance",
            "tone",
            "-tone",
            "novel",
            "-novel",
            "first_seen",
            "-first_seen",
        ],
        typer.Option(
            metavar="FIELD",
            help="What comes first: day, value, spread, sources, relevance, tone, novel or first_seen; with a minus "
            "the latest or largest does.",
        ),
    ] = "-day",
    as_json: options.Json = False,
    as_csv: options.AsCsv = False,
    as_tsv: options.AsTsv = False,
    as_lines: options.AsLines = False,
    as_table: options.AsTable = False,
    names: options.Names = None,
    db: options.Database = None,
) -> None:
    """What all sources together say of each index, day and period.

    Without --since a limited answer is looked for among the newest five thousand claims.
    """
    from summarizer.commands import signals
    from summarizer.store import SignalQuery, default_path

    chosen = options.parse_format(json=as_json, csv=as_csv, tsv=as_tsv, nl=as_lines, table=as_table)
    query = SignalQuery(
        since=since,
        until=until,
        period=period,
        metric=Metric(metric),
        kind=kind,
        as_of=as_of,
        min_sources=min_sources,
        limit=limit,
        sort=sort,
    )
    signals.signals(db or default_path(), query, signals.Asked(indexes or (), chosen, names))


def conflicts(
    indexes: Indexes = None,
    *,
    since: options.Since = None,
    until: options.Until = None,
    period: Moved = None,
    metric: Annotated[Told | None, typer.Option(help="What the figures measure; a change is in percent.")] = None,
    kind: KindOf = None,
    as_of: options.AsOf = None,
    limit: Limit = None,
    near: Annotated[bool, typer.Option("--all", help="Also levels that are within 0.05%, as an index moves.")] = False,
    as_json: options.Json = False,
    as_csv: options.AsCsv = False,
    as_tsv: options.AsTsv = False,
    as_lines: options.AsLines = False,
    as_table: options.AsTable = False,
    names: options.Names = None,
    db: options.Database = None,
) -> None:
    """Figures of one index, day and period that can't both be right.

    Without --since a limited answer is looked for among the newest five thousand claims.
    """
    from summarizer.commands import conflicts
    from summarizer.commands.signals import Asked
    from summarizer.store import SignalQuery, default_path

    chosen = options.parse_format(json=as_json, csv=as_csv, tsv=as_tsv, nl=as_lines, table=as_table)
    query = SignalQuery(
        since=since,
        until=until,
        period=period,
        metric=Metric(metric) if metric else None,
        kind=kind,
        as_of=as_of,
        limit=limit,
    )
    conflicts.conflicts(db or default_path(), query, Asked(indexes or (), chosen, names), near=near)
