"""``summarizer analysts``, ``indices``, ``search``, ``show``, ``stats`` and ``plot``: looking around."""

# ruff: noqa: PLC0415 - a command imports what it works with when it is run: help must not wait for that

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from summarizer.commands import options
from summarizer.types import Kind, Metric, Period


class Plotted(StrEnum):
    """What can be drawn."""

    CHANGE = "change"
    LEVEL = "level"
    POINTS = "points"


def analysts(
    name: Annotated[
        str | None,
        typer.Argument(metavar="NAME", help="Part of a person's or a firm's name: what they said, newest first."),
    ] = None,
    *,
    firm: Annotated[str | None, typer.Option(metavar="NAME", help="Who spoke for it: part of a firm's name.")] = None,
    since: options.Since = None,
    until: options.Until = None,
    limit: options.Most = None,
    as_json: options.Json = False,
    as_csv: options.AsCsv = False,
    as_tsv: options.AsTsv = False,
    as_lines: options.AsLines = False,
    as_table: options.AsTable = False,
    db: options.Database = None,
) -> None:
    """List who spoke and of what, or what somebody said."""
    from summarizer.commands import analysts
    from summarizer.store import SpeakerQuery, default_path

    chosen = options.parse_format(json=as_json, csv=as_csv, tsv=as_tsv, nl=as_lines, table=as_table)
    analysts.analysts(db or default_path(), SpeakerQuery(name, firm, since, until, limit), chosen)


def indices(
    part: Annotated[
        str | None, typer.Argument(metavar="PART", help="Part of a name, alias or symbol; without it, every index.")
    ] = None,
    *,
    kind: Annotated[Kind | None, typer.Option(help="What sort of thing it is.")] = None,
    limit: options.Most = None,
    as_json: options.Json = False,
    as_csv: options.AsCsv = False,
    as_tsv: options.AsTsv = False,
    as_lines: options.AsLines = False,
    as_table: options.AsTable = False,
    names: options.Names = None,
    db: options.Database = None,
) -> None:
    """List the indexes that articles tell of."""
    from summarizer.commands import indices
    from summarizer.store import IndexQuery, default_path

    chosen = options.parse_format(json=as_json, csv=as_csv, tsv=as_tsv, nl=as_lines, table=as_table)
    indices.indices(db or default_path(), part, IndexQuery(kind=kind, limit=limit), chosen, names)


def search(
    words: Annotated[
        list[str],
        typer.Argument(metavar="WORDS...", help='Words that must all be there; "a phrase" in quotes, and begin*.'),
    ],
    *,
    since: options.Since = None,
    until: options.Until = None,
    limit: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="Only so many, the best; 20 unless told.")
    ] = None,
    copies: Annotated[bool, typer.Option("--copies", help="Also articles that are copies of others.")] = False,
    as_json: options.Json = False,
    as_csv: options.AsCsv = False,
    as_tsv: options.AsTsv = False,
    as_lines: options.AsLines = False,
    as_table: options.AsTable = False,
    db: options.Database = None,
) -> None:
    """Find articles by the words of their texts and summaries."""
    from summarizer.commands import search
    from summarizer.store import Words, default_path

    chosen = options.parse_format(json=as_json, csv=as_csv, tsv=as_tsv, nl=as_lines, table=as_table)
    search.search(db or default_path(), Words(" ".join(words), since, until, copies=copies), limit, chosen)


def show(
    article: Annotated[str, typer.Argument(metavar="ID", help="An article's id, or its beginning.")],
    *,
    revision: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="An older text of it; else the current one.")
    ] = None,
    against: Annotated[
        int | None,
        typer.Option(min=1, metavar="N", help="The text that its claims are held against; else the one before."),
    ] = None,
    as_json: options.Json = False,
    db: options.Database = None,
) -> None:
    """Show a stored article, its claims, summary and revisions."""
    from summarizer.commands import showing
    from summarizer.store import default_path

    showing.show(db or default_path(), article, revision, against, as_json=as_json)


def stats(*, as_json: options.Json = False, as_table: options.AsTable = False, db: options.Database = None) -> None:
    """Say how much there is, and what the last two weeks brought."""
    from summarizer.commands import stats
    from summarizer.store import default_path

    chosen = options.parse_format(json=as_json, table=as_table)
    stats.stats(db or default_path(), as_json=chosen is options.Format.JSON)


def plot(
    index: Annotated[str, typer.Argument(metavar="INDEX", help="Name, alias or symbol.")],
    *,
    metric: Annotated[Plotted, typer.Option(help="What the figures measure.")] = Plotted.CHANGE,
    period: Annotated[
        Period | None, typer.Option(help="Over which time the index moved: day unless told.", show_default=False)
    ] = None,
    since: options.Since = None,
    until: options.Until = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="A .png or .svg; else the terminal.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there.")] = False,
    names: options.Names = None,
    db: options.Database = None,
) -> None:
    """Draw what was reported of an index, day by day.

    A dot is the median of the sources, a bar reaches from the lowest to the highest; the last 90 days unless told.
    """
    from summarizer.commands import plotting
    from summarizer.store import default_path

    if metric is Plotted.LEVEL and period is not None:
        raise typer.BadParameter("--period does not go with levels: they have none")
    over = None if metric is Plotted.LEVEL else period or Period.DAY
    wanted = plotting.Wanted(Metric(metric), over, since, until)
    target = plotting.Target(output, force) if output else None
    plotting.plot(db or default_path(), index, wanted, target, names)


#: The commands, each with its example.
COMMANDS: tuple[tuple[Callable[..., None], str], ...] = (
    (analysts, 'summarizer analysts "Ann Lee" --since 2024-11 --json'),
    (indices, "summarizer indices russell"),
    (search, "summarizer search small caps '\"rate cut\"' infl* --since 2024-11"),
    (show, "summarizer show b4a0f80d --revision 1"),
    (stats, "summarizer stats --json"),
    (plot, "summarizer plot RUT --since 2024-11 -o russell.svg"),
)
