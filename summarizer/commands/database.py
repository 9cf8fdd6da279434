"""``summarizer db``: a database checked, made small, and copied."""

from datetime import datetime
from pathlib import Path

import typer
from rich.filesize import decimal

from summarizer.commands.front import NEGATIVE, complain, unwinding
from summarizer.store import open_store
from summarizer.table import plain_text


def check(path: Path) -> None:
    """Print a line for each thing that is wrong with a database; exits with 1 where there is one."""
    found = 0
    with open_store(path, create=False) as store:
        for finding in store.upkeep.check():
            print(plain_text(finding))
            found += 1
    if found:
        complain(
            f"{path}: {found:,} {'findings' if found > 1 else 'finding'}; `summarizer db backup` before you mend it"
        )
        raise typer.Exit(NEGATIVE)
    print(f"{path}: sound")


def vacuum(path: Path) -> None:
    """Make a database as small as it can be; refused while feeds are watched into it."""
    from summarizer.watch import sole_watch  # noqa: PLC0415 - slow, and needed here only

    with open_store(path, create=False) as store, sole_watch(path):
        before, after = store.upkeep.vacuum()
    print(f"{path}: {decimal(before)} before, {decimal(after)} after")


def backup(path: Path, target: Path | None, *, force: bool) -> None:
    """Copy a database, also while feeds are watched into it; beside it, named by the time, where no place is given."""
    if target is None:
        target = path.with_name(f"{path.stem}-{datetime.now().astimezone():%Y%m%d-%H%M%S}{path.suffix}")
    with unwinding(), open_store(path, create=False) as store:
        size = store.upkeep.backup(target, force=force)
    print(f"{target}: {decimal(size)}")
