"""The options and arguments that several commands share, and how they are parsed."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from summarizer.types import Style


class Format(StrEnum):
    """How rows are printed, with the names that sqlite-utils gives them; the value is the option."""

    TABLE = "--table"
    JSON = "--json"
    NL = "--nl"
    CSV = "--csv"
    TSV = "--tsv"


@dataclass(frozen=True, slots=True)
class Given:
    """What the command line says of an article; it stands over what the article says of itself."""

    published: datetime | None = None
    title: str | None = None
    publisher: str | None = None


def _parse_time(printed: str) -> datetime:
    from summarizer.ingest.published import parse_published  # noqa: PLC0415 - help must not wait for it

    published = parse_published(printed)
    if published is None:
        raise typer.BadParameter(f"{printed!r} is no time: write it like 2024-11-26 or 2024-11-26T09:30")
    return published


def _parse_day(printed: str) -> str:
    from summarizer.dates.asked import FORMS, parse_day  # noqa: PLC0415 - help must not wait for it

    day = parse_day(printed, date.today())  # noqa: DTZ011 - "today" is the user's
    if day is None:
        raise typer.BadParameter(f"{printed!r} is no day: write {FORMS}")
    return day


def _parse_moment(printed: str) -> datetime:
    from summarizer.dates.asked import FORMS, parse_moment  # noqa: PLC0415 - the same

    moment = parse_moment(printed, datetime.now(UTC))
    if moment is None:
        raise typer.BadParameter(f"{printed!r} is no time: write 2024-11-25T18:30, or a day: {FORMS}")
    return moment


def _in_one_line(printed: str) -> str:
    return " ".join(printed.split())


Source = Annotated[
    str,
    typer.Argument(
        metavar="SOURCE",
        help="A file, a URL, a .jsonl batch, or - for standard input (the default).",
        show_default=False,
    ),
]
Model = Annotated[
    str,
    typer.Option(metavar="NAME", help="A name of `summarizer models list`, a folder or a hub id.", show_default=False),
]
ModelName = Annotated[
    str,
    typer.Argument(
        metavar="NAME", help="A name of the list, a folder or a hub id; else the default.", show_default=False
    ),
]
Device = Annotated[
    str,
    typer.Option(metavar="DEVICE", help="What the model computes on: auto (a GPU, where there is one), cpu, cuda, …"),
]
Layout = Annotated[Style, typer.Option(help="A paragraph, three bullets, or a headline.")]
Json = Annotated[bool, typer.Option("--json", help="Answer in JSON.")]
AsTable = Annotated[bool, typer.Option("--table", "-t", help="Answer in a table (the default).")]
AsLines = Annotated[bool, typer.Option("--nl", help="Answer in JSON, one object a line.")]
AsCsv = Annotated[bool, typer.Option("--csv", help="Answer in CSV.")]
AsTsv = Annotated[bool, typer.Option("--tsv", help="Answer in tab-separated values.")]
Most = Annotated[
    int | None, typer.Option("--limit", min=1, metavar="N", help="Only so many; a table has 50 unless told.")
]
Published = Annotated[
    datetime | None, typer.Option(metavar="TIME", parser=_parse_time, help="When the article was published.")
]
Title = Annotated[str | None, typer.Option(metavar="TEXT", parser=_in_one_line, help="The article's headline.")]
Publisher = Annotated[str | None, typer.Option(metavar="NAME", parser=_in_one_line, help="Who published the article.")]
Since = Annotated[
    str | None,
    typer.Option(
        metavar="DAY", parser=_parse_day, help="From then on: 2024-11-25, 2024-11, 2024, 7d, 2w, 3m, 1y, monday, …"
    ),
]
Until = Annotated[str | None, typer.Option(metavar="DAY", parser=_parse_day, help="Up to then, that day included.")]
AsOf = Annotated[
    datetime | None,
    typer.Option(metavar="TIME", parser=_parse_moment, help="What was known then, UTC; a day alone means its end."),
]
Database = Annotated[
    Path | None,
    typer.Option("--db", metavar="PATH", help="The database; else $SUMMARIZER_DB, else your own."),
]
Feeds = Annotated[
    Path | None,
    typer.Option(
        "--feeds",
        metavar="FILE",
        envvar="SUMMARIZER_FEEDS",
        help="The list of feeds; else ./feeds.yaml, else your own.",
    ),
]
AllowPrivate = Annotated[bool, typer.Option("--allow-private", help="Read also from this machine and its own network.")]
Names = Annotated[
    Path | None,
    typer.Option(metavar="FILE", envvar="SUMMARIZER_NAMES", help="Your own indexes and names, in TOML."),
]


def parse_format(**asked: bool) -> Format:
    """The format asked for, a table by default; raises `typer.BadParameter` where it is more than one."""
    chosen = [Format[name.upper()] for name, wanted in asked.items() if wanted]
    if len(chosen) > 1:
        raise typer.BadParameter(f"{' and '.join(chosen)} exclude each other")
    return chosen[0] if chosen else Format.TABLE


def is_batch(source: str) -> bool:
    """Whether a source is a batch: one article a line."""
    return source.endswith(".jsonl") and "://" not in source


def check_batch(**given: object) -> None:
    """Refuse what options say of one article where the source is a batch, whose lines say it themselves."""
    for name, value in given.items():
        if value is not None:
            raise typer.BadParameter(f"--{name} does not go with a batch: its lines have their own")
