"""``summarizer watch`` and ``status``: feeds day and night."""

# ruff: noqa: PLC0415 - a command imports what it works with when it is run: help must not wait for that

from typing import Annotated

import typer

from summarizer.commands import options


def watch(
    *,
    once: Annotated[bool, typer.Option("--once", help="Look at what is due, read what is new, end.")] = False,
    feeds: options.Feeds = None,
    as_json: Annotated[bool, typer.Option("--json", help="Tell of everything in JSON, one object a line.")] = False,
    everything: Annotated[
        bool, typer.Option("--all", help="Summarize also articles that claim nothing of an index.")
    ] = False,
    metrics: Annotated[
        int | None, typer.Option("--metrics", metavar="PORT", min=1, max=65535, help="Answer Prometheus at this port.")
    ] = None,
    allow_private: options.AllowPrivate = False,
    model: options.Model = "default",
    device: options.Device = "auto",
    names: options.Names = None,
    db: options.Database = None,
) -> None:
    """Watch feeds: read, summarize and store every new article."""
    from summarizer.commands import watching
    from summarizer.store import default_path

    wanted = watching.Wanted(
        db or default_path(), feeds, model, device, names, once, as_json, everything, allow_private, metrics
    )
    watching.watch(wanted)


def status(
    *,
    as_json: options.Json = False,
    failed: Annotated[bool, typer.Option("--failed", help="The entries that were set aside, and why.")] = False,
    retry: Annotated[bool, typer.Option("--retry", help="Let those be read once more.")] = False,
    feeds: options.Feeds = None,
    db: options.Database = None,
) -> None:
    """Say how the watched feeds are doing."""
    from summarizer.commands import status
    from summarizer.store import default_path

    path = db or default_path()
    if retry:
        status.retry(path)
    elif failed:
        status.failed(path, as_json=as_json)
    else:
        status.status(path, feeds, as_json=as_json)
