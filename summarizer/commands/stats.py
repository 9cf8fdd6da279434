"""``summarizer stats``: how much of everything there is."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from rich.filesize import decimal

from summarizer import display
from summarizer.commands.answers import answer_json, output
from summarizer.contract import Entry
from summarizer.store import Overview, open_store
from summarizer.table import Head, print_table

DAY_HEADS = (Head("Day (UTC)"), Head("Articles", right=True), Head("Claims", right=True))


def stats(path: Path, *, as_json: bool) -> None:
    """Print how much of everything the database holds."""
    with open_store(path, create=False) as store:
        found = store.overview(datetime.now(UTC))
    if as_json:
        answer_json(overview_entry(found))
        return
    console = output()
    display.print_pairs(console, _pairs(found))
    if found.by_metric:
        console.print()
        kinds = sorted({kind for _, kind, _ in found.by_metric})
        metrics = sorted({metric for metric, _, _ in found.by_metric})
        counts = {(metric, kind): f"{claims:,}" for metric, kind, claims in found.by_metric}
        rows = ([metric, *(counts.get((metric, kind), "") for kind in kinds)] for metric in metrics)
        print_table(console, (Head("Claims"), *(Head(kind, right=True) for kind in kinds)), rows)
    console.print()
    print_table(console, DAY_HEADS, ((day.day, f"{day.articles:,}", f"{day.claims:,}") for day in found.days))


def overview_entry(found: Overview) -> Entry:
    """The keys are the fields; `by_metric` and `days` are lists of rows."""
    by_metric = [{"metric": str(metric), "kind": str(kind), "claims": n} for metric, kind, n in found.by_metric]
    return {**asdict(found), "by_metric": by_metric, "days": [asdict(day) for day in found.days]}


def _pairs(found: Overview) -> Mapping[str, str]:
    return {
        "Articles": f"{found.articles:,}",
        "Copies": f"{found.copies:,}",
        "Revisions": f"{found.revisions:,}",
        "Claims": f"{found.claims:,} of {found.indices:,} indexes",
        "Statements": f"{found.statements:,} by {found.analysts:,} analysts",
        "Summaries": f"{found.summaries:,}",
        "Size": decimal(found.size),
    }
